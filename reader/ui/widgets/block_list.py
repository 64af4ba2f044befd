"""A list of passages of any length, wrapped; one of them is under the cursor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.ui.styles import Styles
from reader.ui.widgets.cells import is_narrow, shown, width_of

_WIDEST = 96
"""Cells of a line at the most: longer ones are hard to read."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that look alike."""

    words: str
    """Blanks at their ends count."""
    tone: str = ""
    """`muted`, `strong`, `gone`, `new` or nothing."""


@dataclass(frozen=True, slots=True)
class Passages:
    """One block of the list."""

    key: str
    """What it stands for; empty: it cannot be gone to."""
    sign: str
    """What stands before its first line; one cell."""
    words: tuple[Words, ...]
    """What it says."""
    sign_tone: str = ""
    """How the sign looks."""


class BlockList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows passages below each other; keys go from one that can be gone to to the next."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    BlockList {
        height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        background: $background;
    }
    """
    BINDINGS = [
        Binding("j,down,n,right_square_bracket", "cursor(1)", "next", show=False),
        Binding("k,up,N,left_square_bracket", "cursor(-1)", "previous", show=False),
        Binding("space,pagedown,ctrl+d", "page(1)", "next screenful", show=False),
        Binding("b,pageup,ctrl+u", "page(-1)", "previous screenful", show=False),
        Binding("g,home", "end(-1)", "first", show=False),
        Binding("G,end", "end(1)", "last", show=False),
        Binding("enter", "choose", "choose", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """A passage was chosen."""

        key: str
        """Which."""

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self.blocks: Sequence[Passages] = ()
        self.cursor = 0
        self._lines: list[tuple[int, list[Words]]] = []
        self._starts: list[int] = []
        self._width = 0

    def show(self, blocks: Sequence[Passages], key: str = "") -> None:
        """Show other passages; the cursor goes to the one with this key, else to the first."""
        self.blocks = blocks
        there = [number for number, block in enumerate(blocks) if block.key]
        wanted = (number for number in there if blocks[number].key == key)
        self.cursor = next(wanted, there[0] if there else 0)
        self._wrap()

    @property
    def current(self) -> Passages | None:
        """The passage under the cursor."""
        return self.blocks[self.cursor] if self.blocks else None

    def action_cursor(self, by: int) -> None:
        """To the next passage that can be gone to, or the one before."""
        number = self.cursor + by
        while 0 <= number < len(self.blocks):
            if self.blocks[number].key:
                self.cursor = number
                self._reveal()
                self.refresh()
                return
            number += by
        # There may be more to read before the first and after the last.
        self.scroll_to(y=self.scroll_offset.y + by * 3, animate=False, force=True)

    def action_page(self, by: int) -> None:
        """A screenful on or back; the cursor comes along."""
        rows = max(1, self.size.height - 1)
        self.scroll_to(y=self.scroll_offset.y + by * rows, animate=False, force=True)
        top = min(self.scroll_offset.y, max(0, len(self._lines) - 1))
        first = self._lines[top][0] if self._lines else 0
        order = range(first, len(self.blocks)) if by > 0 else range(first, -1, -1)
        self.cursor = next((n for n in order if self.blocks[n].key), self.cursor)
        self.refresh()

    def action_end(self, end: int) -> None:
        """To the first or last passage that can be gone to, and the beginning or end."""
        there = [number for number, block in enumerate(self.blocks) if block.key]
        if there:
            self.cursor = there[0 if end < 0 else -1]
        self.scroll_to(y=0 if end < 0 else len(self._lines), animate=False, force=True)
        self.refresh()

    def action_choose(self) -> None:
        """Tell that the passage under the cursor was chosen."""
        if self.current and self.current.key:
            self.post_message(self.Chosen(self.current.key))

    def on_click(self, event: events.Click) -> None:
        """Go to the passage that was clicked."""
        number = self.scroll_offset.y + event.y
        if number < len(self._lines) and self.blocks[self._lines[number][0]].key:
            self.cursor = self._lines[number][0]
            self.refresh()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        if self._width != self._room:
            self._wrap()

    @property
    def _room(self) -> int:
        return max(8, min(_WIDEST, self.scrollable_content_region.width - 4))

    def _wrap(self) -> None:
        self._width = self._room
        self._lines, self._starts = [], []
        for number, block in enumerate(self.blocks):
            self._starts.append(len(self._lines))
            self._lines += [(number, line) for line in wrapped(block.words, self._width)]
            self._lines.append((number, []))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self._reveal()
        self.refresh()

    def _reveal(self) -> None:
        height = self.scrollable_content_region.height
        if height <= 0 or not self._starts:
            return
        first = self._starts[self.cursor]
        after = self.cursor + 1
        last = self._starts[after] if after < len(self._starts) else len(self._lines)
        top = self.scroll_offset.y
        if first < top or last > top + height:
            wanted = first - max(0, (height - (last - first)) // 3)
            self.scroll_to(y=max(0, wanted), animate=False, force=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight."""
        app = self.app
        palette = Styles(
            app.theme_variables, ansi=bool(app.native_ansi_color), no_color=app.no_color
        )
        tones = _tones(palette, app.theme_variables)
        top, width = self.scroll_offset.y, self.scrollable_content_region.width
        strips = (self._strip(top + y, width, tones, palette) for y in range(crop.y, crop.bottom))
        return [strip.crop_extend(crop.x, crop.right, palette.base) for strip in strips]

    def _strip(self, number: int, width: int, tones: dict[str, Style], palette: Styles) -> Strip:
        if number >= len(self._lines):
            return Strip.blank(width, palette.base)
        of, line = self._lines[number]
        block = self.blocks[of]
        is_first = self._starts[of] == number
        here = of == self.cursor and bool(block.key) and bool(line)
        bar = Segment("▌" if here else " ", palette.note_sign)
        sign = Segment(f"{block.sign if is_first else ' '} ", tones[block.sign_tone])
        words = [Segment(piece.words, tones[piece.tone]) for piece in line]
        return Strip([bar, sign, *words]).adjust_cell_length(width, palette.base)

    def block_at(self, line: int) -> int:
        """The number of the passage that a line belongs to."""
        return max(0, bisect_right(self._starts, line) - 1)


def _tones(palette: Styles, variables: dict[str, str]) -> dict[str, Style]:
    return {
        "": palette.base,
        "muted": palette.muted,
        "strong": palette.base + Style(bold=True),
        "gone": palette.named("text-error") + Style(strike=True),
        "new": palette.named("text-success") + Style(bold=True, underline=True),
    }


def wrapped(words: Sequence[Words], width: int) -> list[list[Words]]:
    """Words set in lines of so many cells; a longer word is cut."""
    lines: list[list[Words]] = [[]]
    room = width
    for piece in words:
        for token in _tokens(shown(piece.words)):
            for part in _parts(token, width):
                cells = len(part) if is_narrow(part) else width_of(part)
                blank = part.isspace()
                if cells > room and not blank:
                    lines.append([])
                    room = width
                if blank and (room == width or cells > room):
                    continue
                lines[-1].append(Words(part, piece.tone))
                room -= cells
    return lines


def _tokens(text: str) -> list[str]:
    """Words and the blanks between them."""
    tokens: list[str] = []
    for number, word in enumerate(text.split(" ")):
        if number:
            tokens.append(" ")
        if word:
            tokens.append(word)
    return tokens


def _parts(token: str, width: int) -> list[str]:
    """A token in pieces that fit a line."""
    if len(token) * 2 <= width or width_of(token) <= width:
        return [token]
    parts: list[str] = []
    part = ""
    for sign in token:
        if width_of(part + sign) > width and part:
            parts.append(part)
            part = ""
        part += sign
    return [*parts, part]
