"""A list of one-line items that costs the same for ten items and for a hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.ui.styles import Styles
from reader.ui.widgets.cells import cut, width_of

_STRIPS_KEPT = 500


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list."""

    key: str
    """What it stands for, such as `quote:q3`; empty: it cannot be chosen."""
    text: str
    """What it says; cut to the room there is."""
    right: str = ""
    """What stands at its right edge, whole; the text gives way to it."""
    tone: str = ""
    """`speaker N`, `muted`, `strong` or nothing."""
    indent: int = 0
    """Cells it is set in."""
    offset: int | None = None
    """The place in the article it belongs to."""
    marks: tuple[tuple[int, int], ...] = ()
    """Stretches of the text that stand out: code points, half-open, in order, disjoint."""


@runtime_checkable
class Numbered(Protocol):
    """Items that know themselves where each is."""

    def number_of(self, key: str) -> int | None:
        """The number of the item with this key."""
        ...


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows items; one of them is under the cursor."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
    }
    """
    cursor = var(0)
    """Number of the item under the cursor."""
    BINDINGS = [
        Binding("j,down", "cursor(1)", "next", show=False),
        Binding("k,up", "cursor(-1)", "previous", show=False),
        Binding("space,pagedown,ctrl+d", "cursor_page(1)", "next screenful", show=False),
        Binding("b,pageup,ctrl+u", "cursor_page(-1)", "previous screenful", show=False),
        Binding("g,home", "cursor_end(-1)", "first", show=False),
        Binding("G,end", "cursor_end(1)", "last", show=False),
        Binding("enter,l,right", "choose", "choose", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """An item was chosen by `enter` or by a click."""

        row_list: RowList
        """Which list."""
        item: Item
        """Which item."""

        @property
        def control(self) -> RowList:
            """The list, for `@on`."""
            return self.row_list

    def __init__(self, *, empty: str = "", has_cursor: bool = True, id: str | None = None) -> None:
        """An empty list.

        Args:
            empty: What to say while there are no items.
            has_cursor: Whether one item is under a cursor; else keys scroll.
            id: For the style sheet.
        """
        super().__init__(id=id)
        self.items: Sequence[Item] = ()
        self.here = ""
        self.empty = empty
        self.has_cursor = has_cursor
        self._numbers: dict[str, int] | None = None
        self._palette: Styles | None = None
        self._drawn: dict[int, tuple[tuple[object, ...], Strip]] = {}

    def show(self, items: Sequence[Item], cursor_key: str | None = None) -> None:
        """Show other items; the cursor goes to the one with this key, else stays where it was."""
        self.items, self._numbers = items, None
        wanted = self._first_with(cursor_key) if cursor_key else None
        self.cursor = max(0, min(self.cursor, len(items) - 1) if wanted is None else wanted)
        if self.items and not self.items[self.cursor].key:
            self._step(1) or self._step(-1)
        self.virtual_size = Size(self.scrollable_content_region.width, len(items))
        self._reveal()
        self.refresh()

    def put_here(self, key: str) -> None:
        """Rest the cursor on the item with this key, if there is one, and say "here" beside it."""
        self.here = key
        if (number := self._number_of(key)) is not None:
            self.cursor = number
            self._reveal()
        self.refresh()

    def _first_with(self, key: str) -> int | None:
        """As `_number_of`, for once: what is shown next as one types has other numbers."""
        if isinstance(self.items, Numbered):
            return self.items.number_of(key)
        return next((number for number, item in enumerate(self.items) if item.key == key), None)

    def _number_of(self, key: str) -> int | None:
        if isinstance(self.items, Numbered):
            return self.items.number_of(key)
        if self._numbers is None:
            # The first of those that have the same one.
            numbered = reversed(list(enumerate(self.items)))
            self._numbers = {item.key: number for number, item in numbered if item.key}
        return self._numbers.get(key)

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.items else None

    def action_cursor(self, by: int) -> None:
        """Move the cursor by one item that can be chosen."""
        if not self.has_cursor:
            self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True)
            return
        if self._step(by):
            self._reveal()
            self.refresh()

    def action_cursor_page(self, by: int) -> None:
        """Move the cursor by a screenful."""
        if not self.has_cursor:
            self.action_cursor(by * self.size.height)
            return
        for _ in range(max(1, self.size.height - 1)):
            if not self._step(by):
                break
        self._reveal()
        self.refresh()

    def action_cursor_end(self, end: int) -> None:
        """Move the cursor to the first or last item."""
        if not self.has_cursor:
            self.action_cursor(end * len(self.items))
            return
        self.cursor = 0 if end < 0 else max(0, len(self.items) - 1)
        if self.items and not self.items[self.cursor].key:
            self._step(-end)
        self._reveal()
        self.refresh()

    def action_choose(self) -> None:
        """Tell that the item under the cursor was chosen."""
        if self.current and self.current.key:
            self.post_message(self.Chosen(self, self.current))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        number = self.scroll_offset.y + event.y
        if number < len(self.items) and self.items[number].key:
            self.cursor = number
            self.refresh()
            self.action_choose()

    def on_focus(self) -> None:
        """Show the cursor as the one keys go to."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor as resting."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def _step(self, by: int) -> bool:
        number = self.cursor + by
        while 0 <= number < len(self.items):
            if self.items[number].key:
                self.cursor = number
                return True
            number += by
        return False

    def _reveal(self) -> None:
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)

    @property
    def palette(self) -> Styles:
        """The styles of the present theme."""
        if self._palette is None:
            app = self.app
            self._palette = Styles(
                app.theme_variables, ansi=bool(app.native_ansi_color), no_color=app.no_color
            )
        return self._palette

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        self._palette = None
        self._drawn.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The items in sight.

        Textual asks for them whenever something between them and the edge of the screen changes,
        such as the article beside them: what looks the same is the same `Strip`.
        """
        top, width = self.scroll_offset.y, self.scrollable_content_region.width
        strips = [self._strip(top + y, width) for y in range(crop.y, crop.bottom)]
        if crop.x == 0 and crop.width == width:
            return strips
        return [strip.crop_extend(crop.x, crop.right, self.palette.base) for strip in strips]

    def _strip(self, number: int, width: int) -> Strip:
        item = self.items[number] if number < len(self.items) else None
        look = self._look(number, item, width)
        drawn = self._drawn.get(number)
        if drawn is None or drawn[0] != look:
            if len(self._drawn) > _STRIPS_KEPT:
                self._drawn.clear()
            drawn = self._drawn[number] = (look, self._draw(number, item, width))
        return drawn[1]

    def _look(self, number: int, item: Item | None, width: int) -> tuple[object, ...]:
        """All that `_draw` looks at."""
        return (
            item,
            width,
            number == self.cursor and self.has_focus + 1,
            item is not None and item.key == self.here,
            self.empty if item is None and not self.items else "",
        )

    def _draw(self, number: int, item: Item | None, width: int) -> Strip:
        palette = self.palette
        if item is None:
            words = f"  {self.empty}" if self.empty and not self.items and number == 1 else ""
            return Strip([Segment(words, palette.muted)]).adjust_cell_length(width, palette.base)
        style = _tone(item.tone, palette)
        if number == self.cursor and item.key:
            style = style + (palette.cursor if self.has_focus else palette.resting_cursor)
        right = "here" if item.key and item.key == self.here else item.right
        right = f" {right} " if right else " "
        room = max(0, width - item.indent - 1 - width_of(right))
        text = cut(item.text, room)
        gap = max(0, width - 1 - item.indent - width_of(text) - width_of(right))
        before, after = " " * (1 + item.indent), " " * gap + right
        if item.marks:
            marked = _marked(text, item.marks, style)
            segments = [Segment(before, style), *marked, Segment(after, style)]
        else:
            segments = [Segment(before + text + after, style)]
        return Strip(segments).adjust_cell_length(width, style)


def _marked(text: str, marks: Sequence[tuple[int, int]], style: Style) -> list[Segment]:
    """A text whose marked stretches are bold and underlined; it may have been cut."""
    segments: list[Segment] = []
    at = 0
    for start, end in marks:
        if start < len(text):
            segments.append(Segment(text[at:start], style))
            segments.append(Segment(text[start:end], style + Style(bold=True, underline=True)))
            at = end
    return [*segments, Segment(text[at:], style)]


def _tone(tone: str, palette: Styles) -> Style:
    kind, _, number = tone.partition(" ")
    match kind:
        case "speaker":
            return palette.speaker(int(number))
        case "muted":
            return palette.muted
        case "strong":
            return palette.base + Style(bold=True)
    return palette.base
