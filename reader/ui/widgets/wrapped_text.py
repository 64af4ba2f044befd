"""A document as rows on the screen: wrapped, scrolled and drawn a row at a time.

Rows exist only in the `LineMap`; what stays when the text is wrapped anew is the offset at the
top. Drawn rows are kept, so that the same `Strip` objects come back from frame to frame and
Textual writes only what changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from time import perf_counter
from typing import Concatenate, ParamSpec, TypeVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.document import Origin, Role, Span, compose
from reader.ui.painting import Mark, Palette, row_segments
from reader.ui.widgets.cells import cells_before, offset_at_cell
from reader.ui.widgets.line_map import LineMap, Row
from reader.ui.widgets.scroll_track import TRACK_CELLS, Track
from reader.ui.widgets.text_layout import GUTTER, SPREAD_CELLS, TextLayout

_SLICE_SECONDS = 0.004
"""How long the text is wrapped in the background before keys are looked at again."""
_STRIPS_KEPT = 1000
_REST_SECONDS = 0.15


_P = ParamSpec("_P")
_Self = TypeVar("_Self", bound="WrappedText")


def once_laid_out(
    method: Callable[Concatenate[_Self, _P], None],
) -> Callable[Concatenate[_Self, _P], None]:
    """Put a command off until there is a width to wrap to: keys may come before the layout."""

    @wraps(method)
    def wrapper(self: _Self, *args: _P.args, **kwargs: _P.kwargs) -> None:
        if self.is_laid_out:
            method(self, *args, **kwargs)
        else:
            self.waiting.append(lambda: method(self, *args, **kwargs))

    return wrapper  # type: ignore[return-value]


class Focus(StrEnum):
    """What stands out while reading; the rest of the text stands back."""

    NONE = "none"
    LINE = "line"
    PARAGRAPH = "paragraph"


class WrappedText(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one document; knows nothing of what its marks mean."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    WrappedText {
        width: 1fr;
        height: 1fr;
        overflow: hidden;
        background: $background;
    }
    """

    @dataclass
    class Moved(Message):
        """Other rows are shown, or the place being read is another."""

        top: int
        """Offset of the first code point shown."""
        place: int
        """Offset of the place being read."""

    def __init__(
        self, layout: TextLayout | None = None, *, spread: bool = False, id: str | None = None
    ) -> None:
        """Show nothing yet.

        Args:
            layout: How the text is set.
            spread: Whether to show two panes side by side where there is room.
            id: For the style sheet.
        """
        super().__init__(id=id)
        self.layout_of_text = layout or TextLayout()
        self.wants_spread = spread
        self.document = compose("", Origin("-"))
        self.lines = LineMap(self.document, 1)
        self.current_quote: str | None = None
        self.waiting: list[Callable[[], None]] = []
        self._palette: Palette | None = None
        self._strips: dict[int, Strip] = {}
        self._lines: dict[tuple[Segment, tuple[int, ...]], Strip] = {}
        self._grip: int | None = None
        self._fitted: tuple[Size, int] | None = None
        self._top = 0
        self._height_shown = 0
        self._place: int | None = None
        self._has_news = False
        self._has_rested = False

    # What those that inherit this say of the text

    def marks_on(self, row: Row) -> list[tuple[Span, Mark]]:
        """What lies on a row; later ones are drawn over earlier ones."""
        return []

    def left_gutter(self, row: Row) -> Segment:
        """What stands to the left of a row, in `GUTTER` cells."""
        return Segment(" " * GUTTER, self.palette.base)

    def right_gutter(self, row: Row, room: int) -> str:
        """What stands to the right of a row, in `room` cells at the most."""
        return ""

    def is_faded(self, row: Row) -> bool:
        """Whether a row is to stand back behind the others."""
        return False

    # Where we are

    @property
    def is_laid_out(self) -> bool:
        """Whether there is a width, and the document is wrapped to it."""
        return bool(self.size.width) and self.lines.document is self.document

    @property
    def top(self) -> int:
        """Offset of the first code point shown."""
        return self._top

    @property
    def place(self) -> int:
        """Offset being read: the last place moved to, while it is in sight, else the top."""
        if self._place is not None and self.is_in_sight(self._place):
            return self._place
        return self._top

    @property
    def columns(self) -> int:
        """How many panes stand side by side: 1 or 2."""
        return 2 if self.wants_spread and self.app.size.width >= SPREAD_CELLS else 1

    @property
    def pane_rows(self) -> int:
        """How many rows a pane has."""
        return max(1, self.scrollable_content_region.height)

    @property
    def rows_in_sight(self) -> int:
        """How many rows fit on the screen, in all its panes."""
        return self.columns * self.pane_rows

    @property
    def pane(self) -> tuple[int, int]:
        """The number of the last pane shown, from 1, and how many there are."""
        count = max(1, -(-self.lines.height // self.pane_rows))
        if self.scroll_offset.y >= self.max_scroll_y:
            return count, count
        return min(count, self.scroll_offset.y // self.pane_rows + self.columns), count

    def pane_tops(self) -> tuple[int, ...]:
        """The number of the first row of each pane shown, left to right."""
        top = self.scroll_offset.y
        return (top,) if self.columns == 1 else (top, self.pane_after(top))

    def pane_after(self, top: int) -> int:
        """The first row of the pane after the one that begins at `top`: never a blank one."""
        row = top + self.pane_rows
        while row < self.lines.height and self.row(row).is_blank:
            row += 1
        return row

    def pane_before(self, top: int) -> int:
        """The first row of the pane from which turning on leads to `top`."""
        while top and self.row(top - 1).is_blank:
            top -= 1
        row = max(0, top - self.pane_rows)
        while row and row < self.lines.height and self.row(row).is_blank:
            row += 1
        return row

    @property
    def share_read(self) -> float:
        """How much of the text lies above the bottom of the screen, 0 to 1."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return 1.0
        return min(1.0, (self.scroll_offset.y + self.rows_in_sight) / max(1, self.lines.height))

    def is_in_sight(self, offset: int) -> bool:
        """Whether the row of `offset` is on the screen."""
        row = self.lines.row_at(offset)
        return any(top <= row < top + self.pane_rows for top in self.pane_tops())

    # Rows

    def row(self, number: int) -> Row:
        """The row of this number, made if need be; the last one for a number past it."""
        self.lines.make(number, number)
        return self.lines.row(min(number, self.lines.height - 1))

    def offset_in(self, row: Row, column: int) -> int:
        """The character of a row at a cell column of the text; the last one past its end."""
        words = self.document.text[row.start : row.end]
        at = offset_at_cell(words, column - row.indent)
        if at >= len(words) and words:
            at = offset_at_cell(words, cells_before(words, len(words)) - 1)
        return row.start + at

    def column_of(self, row: Row, offset: int) -> int:
        """The cell column of the text at which `offset` is drawn in its row."""
        words = self.document.text[row.start : row.end]
        return row.indent + cells_before(words, offset - row.start)

    def last_top(self) -> int:
        """The row at the top when the last row is at the bottom; makes the last rows."""
        self.lines.row_at(len(self.document.text))
        for _ in range(2):
            bottom = self.lines.height - 1
            self.lines.make(bottom - self.rows_in_sight, bottom)
        return max(0, self.lines.height - self.rows_in_sight)

    @property
    def pane_width(self) -> int:
        """How many cells a pane has."""
        return max(1, (self.size.width - TRACK_CELLS) // self.columns)

    @property
    def text_column(self) -> tuple[int, int]:
        """Where the text column starts, and its width; cells in its pane."""
        return self.layout_of_text.column(self.pane_width)

    def offset_at(self, x: int, y: int) -> int:
        """The code point drawn at a cell of the widget; the nearest one beside the text."""
        if not self.lines.height:
            return 0
        number = min(max(0, x // self.pane_width), self.columns - 1)
        row = self.row(max(0, self.pane_tops()[number] + y))
        return self.offset_in(row, x - number * self.pane_width - self.text_column[0])

    # Wrapping and scrolling

    def wrap(self) -> None:
        """Wrap to the present width, the same offset at the top; then do what waited for it."""
        width = self.text_column[1]
        if self.lines.document is not self.document or self.lines.width != width:
            layout = self.layout_of_text
            self.lines = LineMap(self.document, width, layout.gap, layout.line_gap, self.lines)
            self.scroll_to_offset(self._top)
            self.repaint()
            # Not a coroutine: one that is cancelled before it began would never be awaited.
            self.run_worker(self._wrap_the_rest, group="wrap", exclusive=True)  # type: ignore[arg-type]
        waiting, self.waiting = self.waiting, []
        for command in waiting:
            command()
        self.tell()

    async def _wrap_the_rest(self) -> None:
        """Make all rows, in slices between which keys are obeyed."""
        lines = self.lines
        if not self._has_rested:
            # When the program starts there is enough to do, and keys may have been typed already.
            self._has_rested = True
            await asyncio.sleep(_REST_SECONDS)
        until = perf_counter() + _SLICE_SECONDS
        while lines is self.lines and lines.advance():
            if perf_counter() >= until:
                await asyncio.sleep(0)
                until = perf_counter() + _SLICE_SECONDS
        if lines is self.lines and self._height_shown != lines.height:
            self.scroll_to_offset(self._top)
            self.repaint()
            self.tell()

    def scroll_to_offset(self, offset: int, above: int = 0) -> None:
        """Put the row of `offset` so many rows below the top."""
        row = self.lines.row_at(offset)
        if self.lines.make(row - above, row + self.rows_in_sight):
            # Making rows above it may have moved it.
            row = self.lines.row_at(offset)
        row = max(0, row - above)
        self._scroll_to_row(row)
        if above or row > self.max_scroll_y:
            self._note_top()
        else:
            self._top = offset

    def scroll_to_row(self, row: int) -> None:
        """Put this row at the top, as far as there are rows, and remember it as the top."""
        row = max(0, row)
        if row + self.rows_in_sight >= self.lines.height:
            row = min(row, self.last_top())
        if self.lines.make(row, row + self.rows_in_sight):
            self._forget_strips()
        self._scroll_to_row(row)
        self._note_top()
        self.tell()

    def _scroll_to_row(self, row: int) -> None:
        beside = (self.columns - 1) * self.pane_rows
        height = max(1, self.lines.height - beside)
        size = Size(self.scrollable_content_region.width, height)
        self._height_shown = self.lines.height
        if self.virtual_size != size:
            # Not by assignment, which lays out the whole screen: no bar depends on it.
            self.set_reactive(WrappedText.virtual_size, size)
            self._forget_strips()
        self.scroll_to(y=row, animate=False, force=True)

    def _note_top(self) -> None:
        if self.lines.height:
            self._top = self.row(self.scroll_offset.y).start

    def tell(self) -> None:
        """Let `Moved` be posted before long, unless somebody takes the news before."""
        self._has_news = True

    def take_news(self) -> None:
        """Look where we are: it need not be told any more."""
        self._has_news = False

    def on_idle(self) -> None:
        """Tell where we are, if nobody looked since it changed."""
        if self._has_news:
            self._has_news = False
            self.post_message(self.Moved(self._top, self.place))

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width; the same words stay at the top."""
        self._fit()
        # How many panes there are goes by the height.
        self.tell()

    def show_spread(self, *, wanted: bool) -> None:
        """Show two panes side by side where there is room, or one; the same words at the top."""
        self.wants_spread = wanted
        if self.is_laid_out:
            self._fit()

    def _fit(self) -> None:
        fitted = self.size, self.columns
        if fitted != self._fitted or not self.is_laid_out:
            self._fitted = fitted
            self._forget_strips()
            self.wrap()
            self.scroll_to_offset(self._top)
            self.refresh()

    def _forget_strips(self) -> None:
        self._strips.clear()
        self._lines.clear()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the wheel and the scroll bar."""
        first = round(new_value)
        if first != round(old_value):
            self.refresh(self.size.region)
        if self.lines.height and self.lines.make(first, first + self.rows_in_sight):
            self._forget_strips()

    # The scroll bar

    @property
    def track(self) -> Track:
        """The scroll bar as it stands now."""
        window = self.rows_in_sight
        return Track(self.pane_rows, window, self.lines.height, self.scroll_offset.y)

    def is_on_track(self, x: int) -> bool:
        """Whether the cells at this column of the widget are the scroll bar's."""
        return x >= self.size.width - TRACK_CELLS

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the thumb; beside it, put it there."""
        if event.button == 1 and self.is_on_track(event.x) and self.is_laid_out:
            track = self.track
            length = -(-(track.thumb[1] - track.thumb[0]) // 2)
            on_thumb = track.holds(event.y)
            self._grip = event.y - track.thumb[0] // 2 if on_thumb else length // 2
            self.capture_mouse()
            if not on_thumb:
                self._drag_thumb(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the thumb."""
        if self._grip is not None:
            self._drag_thumb(event.y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the thumb."""
        if self._grip is not None:
            self._grip = None
            self.release_mouse()
            self.repaint()

    def _drag_thumb(self, y: int) -> None:
        self._place = None
        self.scroll_to_row(self.track.top_at(y, self._grip))
        self.repaint()

    # Drawing

    @property
    def palette(self) -> Palette:
        """The styles of the present theme."""
        if self._palette is None:
            app = self.app
            self._palette = Palette(
                app.theme_variables, ansi=bool(app.native_ansi_color), no_color=app.no_color
            )
        return self._palette

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        self._palette = None
        self._forget_strips()

    def repaint(self) -> None:
        """Draw every row anew."""
        self._forget_strips()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in sight."""
        if self.size.width:
            # A frame comes before the news of the size: without this it would be blank or cut.
            self._fit()
        tops, column = self.pane_tops(), self.track.column()
        bar = self.palette.bar(is_held=self._grip is not None)
        width, pane = self.size.width, self.pane_width
        strips = []
        for y in range(crop.y, crop.bottom):
            cell = Segment(column[y] if y < len(column) else " ", bar)
            strips.append(self._line(tuple(top + y for top in tops), cell, width, pane))
        if crop.x == 0 and crop.width == width:
            return strips
        return [strip.crop_extend(crop.x, crop.right, self.palette.base) for strip in strips]

    def _line(self, numbers: tuple[int, ...], bar: Segment, width: int, pane: int) -> Strip:
        """A line of the screen: a row of each pane, and the scroll bar's cell."""
        strip = self._lines.get((bar, numbers))
        if strip is None:
            if len(self._lines) > _STRIPS_KEPT:
                self._lines.clear()
            segments = [part for number in numbers for part in self._strip(number, pane)]
            between = width - TRACK_CELLS - pane * len(numbers)
            segments += [Segment(" " * between, self.palette.base), bar]
            strip = Strip((part for part in segments if part.text), width)
            self._lines[bar, numbers] = strip
        return strip

    def _strip(self, number: int, width: int) -> Strip:
        strip = self._strips.get(number)
        if strip is None:
            if len(self._strips) > _STRIPS_KEPT:
                self._strips.clear()
            strip = self._strips[number] = self._paint(number, width)
        return strip

    def _paint(self, number: int, width: int) -> Strip:
        base = self.palette.base
        if number >= self.lines.height or (row := self.row(number)).is_blank:
            return Strip.blank(width, base)
        left, column = self.text_column
        segments = [
            Segment(" " * (left - GUTTER), base),
            self.left_gutter(row),
            Segment(" " * row.indent, base),
            *row_segments(
                self.document.text,
                Span(row.start, row.end),
                self._role(row),
                self.marks_on(row),
                self.current_quote,
                self.palette,
                is_faded=self.is_faded(row),
            ),
        ]
        used = sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(0, left + column - used), base))
        sign = self.right_gutter(row, width - left - column)
        segments.append(Segment(sign, self.palette.note_sign))
        return Strip(segments).adjust_cell_length(width, base)

    def _role(self, row: Row) -> Role:
        paragraphs = self.document.paragraphs
        return paragraphs.role(paragraphs.index_at(row.start))
