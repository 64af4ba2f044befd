"""The article: one scrolling widget over one string, drawn a row at a time.

Everything the view knows about places it knows in document offsets; rows exist only in its
`LineMap`. The offset at the top is what stays when the text is wrapped anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from time import perf_counter
from typing import Concatenate, ParamSpec

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from reader.annotations import Annotation
from reader.document import Document, Origin, Span, compose
from reader.reading import MarkIndex
from reader.ui.motions import Motions
from reader.ui.painting import Caret, Hit, Mark, Palette, QuoteMark, Selected, row_segments
from reader.ui.widgets.cells import cells_before, offset_at_cell
from reader.ui.widgets.line_map import LineMap, Row
from reader.ui.widgets.selection import Selection

_GUTTER = 2
"""Cells to the left of the text for quote bars, and to its right for note signs."""
_SLICE_SECONDS = 0.003
"""How long the text is wrapped in the background before keys are looked at again."""
_STRIPS_KEPT = 1000

_P = ParamSpec("_P")


def _once_laid_out(
    method: Callable[Concatenate[ArticleView, _P], None],
) -> Callable[Concatenate[ArticleView, _P], None]:
    """Put a command off until there is a width to wrap to: keys may come before the layout."""

    @wraps(method)
    def wrapper(self: ArticleView, *args: _P.args, **kwargs: _P.kwargs) -> None:
        if self.size.width and self.lines.document is self.document:
            method(self, *args, **kwargs)
        else:
            self._waiting.append(lambda: method(self, *args, **kwargs))

    return wrapper  # type: ignore[return-value]


class ArticleView(ScrollView, can_focus=True):
    """Shows a document with all its marks; moves in it and selects."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ArticleView {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
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

    @dataclass
    class SelectionChanged(Message):
        """Something else is selected, or nothing any more."""

        selection: Selection | None
        """The selection."""

    @dataclass
    class Clicked(Message):
        """A place in the text was clicked once."""

        offset: int
        """Its code point."""

    def __init__(self, *, text_width: int = 78, gap: int = 1, id: str | None = None) -> None:
        """Show nothing yet.

        Args:
            text_width: Cells the text column takes at the most.
            gap: Blank rows between paragraphs.
            id: For the style sheet.
        """
        super().__init__(id=id)
        self.text_width = text_width
        self.gap = gap
        self.document = compose("", Origin("-"))
        self.lines = LineMap(self.document, 1)
        self.motions = Motions(self.document)
        self.selection: Selection | None = None
        self.current_quote: str | None = None
        self.hits: MarkIndex[Hit] = MarkIndex(())
        self._quotes: MarkIndex[QuoteMark] = MarkIndex(())
        self._annotations: MarkIndex[Annotation] = MarkIndex(())
        self._palette: Palette | None = None
        self._strips: dict[int, Strip] = {}
        self._top = 0
        self._place: int | None = None
        self._waiting: list[Callable[[], None]] = []
        self._drag_from: int | None = None
        self._drag_timer: Timer | None = None
        self._drag_at = (0, 0)

    # What is shown

    def show(self, document: Document, offset: int = 0) -> None:
        """Show another document, its row at `offset` at the top; marks and selection go."""
        self.document = document
        self.motions = Motions(document)
        self._quotes, self._annotations = MarkIndex(()), MarkIndex(())
        self.hits = MarkIndex(())
        self.current_quote, self._place = None, None
        self._set_selection(None)
        self._top = min(max(offset, 0), len(document.text))
        if self.size.width:
            self._wrap()

    def set_motions(self, motions: Motions) -> None:
        """Take the motions that know the document's real sentences."""
        self.motions = motions

    def set_quotes(self, quotes: MarkIndex[QuoteMark]) -> None:
        """Draw these quotes and no others."""
        self._quotes = quotes
        self.repaint()

    def set_annotations(self, annotations: MarkIndex[Annotation]) -> None:
        """Draw these highlights and note signs and no others."""
        self._annotations = annotations
        self.repaint()

    def set_hits(self, hits: MarkIndex[Hit]) -> None:
        """Draw these search hits and no others."""
        self.hits = hits
        self.repaint()

    def hold_quote(self, quote_id: str | None) -> None:
        """Draw this quote as the one in hand."""
        if quote_id != self.current_quote:
            self.current_quote = quote_id
            self.repaint()

    def repaint(self) -> None:
        """Draw every row anew."""
        self._strips.clear()
        self.refresh()

    # Where we are

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
    def rows_in_sight(self) -> int:
        """How many rows fit on the screen."""
        return max(1, self.scrollable_content_region.height)

    @property
    def pane(self) -> tuple[int, int]:
        """The number of the pane shown, from 1, and how many there are."""
        count = max(1, -(-self.lines.height // self.rows_in_sight))
        if self.scroll_offset.y >= self.max_scroll_y:
            return count, count
        return min(count, self.scroll_offset.y // self.rows_in_sight + 1), count

    @property
    def share_read(self) -> float:
        """How much of the text lies above the bottom of the screen, 0 to 1."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return 1.0
        return min(1.0, (self.scroll_offset.y + self.rows_in_sight) / max(1, self.lines.height))

    def is_in_sight(self, offset: int) -> bool:
        """Whether the row of `offset` is on the screen."""
        top = self.scroll_offset.y
        return top <= self.lines.row_at(offset) < top + self.rows_in_sight

    # Moving

    @_once_laid_out
    def go_to(self, offset: int, *, to_top: bool = False) -> None:
        """Make `offset` the place being read.

        Args:
            offset: Code point to go to.
            to_top: Put its row at the top; else the text moves only if the row is not in sight,
                and then so that it stands a third down.
        """
        offset = min(max(offset, 0), len(self.document.text))
        self._place = offset
        if to_top:
            self._scroll_to_offset(offset)
        elif not self.is_in_sight(offset):
            self._scroll_to_offset(offset, above=self.rows_in_sight // 3)
        self._strips.clear()
        self.refresh()
        self._tell()

    @_once_laid_out
    def move(self, motion: str, times: int = 1) -> None:
        """Make a motion `times` times: of the caret while selecting, else of the place read."""
        if self.selection is not None:
            self._move_caret(motion, times)
        elif motion in ("up", "down"):
            self.scroll_rows(times if motion == "down" else -times)
        elif motion == "top":
            self.go_to(0, to_top=True)
        elif motion == "bottom":
            self._place = None
            self._scroll_to_row_keeping(self._last_top())
        else:
            offset = self.place
            for _ in range(times):
                offset = self.motions.to(motion, offset)
            self.go_to(offset)

    @_once_laid_out
    def scroll_rows(self, rows: int) -> None:
        """Move the text by so many rows; negative: back."""
        self._place = None
        self._scroll_to_row_keeping(self.scroll_offset.y + rows)

    @_once_laid_out
    def turn(self, panes: int) -> None:
        """Turn to the pane so many ahead; none begins with a blank row, skips or cuts one."""
        self._place = None
        for _ in range(abs(panes)):
            row = self.scroll_offset.y + (self.rows_in_sight if panes > 0 else -self.rows_in_sight)
            row = min(max(row, 0), self._last_top())
            if 0 < row < self._last_top() and self._row(row).is_blank:
                row += 1
            self._scroll_to_row_keeping(row)

    @_once_laid_out
    def go_to_share(self, share: float) -> None:
        """Go as far into the text as `share` says, 0 to 1."""
        self.go_to(int(len(self.document.text) * min(max(share, 0.0), 1.0)), to_top=True)

    # Selecting

    @_once_laid_out
    def start_selecting(self, *, whole_paragraphs: bool = False) -> None:
        """Begin at the place being read; or take whole paragraphs while selecting already."""
        if not self.document.text:
            return
        if self.selection is None:
            self._set_selection(Selection(self.place, self.place, whole_paragraphs))
        else:
            now = self.selection
            whole = whole_paragraphs and not now.whole_paragraphs
            self._set_selection(Selection(now.anchor, now.caret, whole))

    def select(self, span: Span) -> None:
        """Select just this span."""
        if span:
            self._set_selection(Selection.over(span))
            self._reveal_caret()

    def swap_ends(self) -> None:
        """Let the selection's other end move."""
        if self.selection is not None:
            self._set_selection(self.selection.swapped())
            self._reveal_caret()

    def stop_selecting(self) -> None:
        """Forget the selection; its caret is the place being read."""
        if self.selection is not None:
            self._place = self.selection.caret
            self._set_selection(None)

    def selected_span(self) -> Span | None:
        """What is selected; None when nothing is."""
        return self.selection.span(self.document) if self.selection is not None else None

    def _set_selection(self, selection: Selection | None) -> None:
        if selection == self.selection:
            return
        self.selection = selection
        self.repaint()
        self.post_message(self.SelectionChanged(selection))

    def _move_caret(self, motion: str, times: int) -> None:
        if self.selection is None:
            return
        caret = self.selection.caret
        for _ in range(times):
            caret = self._caret_after(motion, caret)
        self._set_selection(self.selection.to(caret))
        self._reveal_caret()

    def _caret_after(self, motion: str, caret: int) -> int:
        if motion not in ("up", "down", "line_start", "line_end"):
            return self.motions.to(motion, caret)
        number = self.lines.row_at(caret)
        row = self._row(number)
        if motion == "line_start":
            return row.start
        if motion == "line_end":
            return self.motions.left(row.end) if row.end > row.start else row.start
        column = row.indent + cells_before(self._words(row), caret - row.start)
        step = 1 if motion == "down" else -1
        number += step
        while 0 <= number < self.lines.height:
            row = self._row(number)
            if not row.is_blank:
                return self._offset_in(row, column)
            number += step
        return caret

    def _reveal_caret(self) -> None:
        if self.selection is None or not self.size.width:
            return
        row, top = self.lines.row_at(self.selection.caret), self.scroll_offset.y
        if row < top:
            self._scroll_to_row_keeping(row)
        elif row >= top + self.rows_in_sight:
            self._scroll_to_row_keeping(row - self.rows_in_sight + 1)

    # Rows

    def _row(self, number: int) -> Row:
        self.lines.make(number, number)
        return self.lines.row(min(number, self.lines.height - 1))

    def _words(self, row: Row) -> str:
        return self.document.text[row.start : row.end]

    def _offset_in(self, row: Row, column: int) -> int:
        """The character of a row at a cell column of the text; the last one past its end."""
        offset = row.start + offset_at_cell(self._words(row), column - row.indent)
        return self.motions.left(row.end) if offset >= row.end > row.start else offset

    def _last_top(self) -> int:
        """The row at the top when the last row is at the bottom; makes the last rows."""
        self.lines.row_at(len(self.document.text))
        for _ in range(2):
            bottom = self.lines.height - 1
            self.lines.make(bottom - self.rows_in_sight, bottom)
        return max(0, self.lines.height - self.rows_in_sight)

    @property
    def _column(self) -> tuple[int, int]:
        """Where the text column starts, and its width; cells in the widget."""
        total = self.scrollable_content_region.width
        width = max(1, min(self.text_width, total - 2 * _GUTTER))
        return max(0, (total - width) // 2), width

    def _wrap(self) -> None:
        """Wrap to the present width, the same offset at the top."""
        width = self._column[1]
        if self.lines.document is self.document and self.lines.width == width:
            return
        self.lines = LineMap(self.document, width, self.gap)
        self._strips.clear()
        self._scroll_to_offset(self._top)
        self.refresh()
        self.run_worker(self._wrap_the_rest(self.lines), group="wrap", exclusive=True)
        waiting, self._waiting = self._waiting, []
        for command in waiting:
            command()
        self._tell()

    async def _wrap_the_rest(self, lines: LineMap) -> None:
        """Make all rows, in slices between which keys are obeyed."""
        until = perf_counter() + _SLICE_SECONDS
        while lines is self.lines and lines.advance():
            if perf_counter() >= until:
                await asyncio.sleep(0.0005)
                until = perf_counter() + _SLICE_SECONDS
        if lines is self.lines and self.virtual_size.height != lines.height:
            self._scroll_to_offset(self._top)
            self.repaint()
            self._tell()

    def _scroll_to_offset(self, offset: int, above: int = 0) -> None:
        """Put the row of `offset` so many rows below the top."""
        for _ in range(2):  # making rows above may move it once
            row = self.lines.row_at(offset)
            moved = self.lines.make(row - above, row + self.rows_in_sight)
            if not moved:
                break
        row = max(0, self.lines.row_at(offset) - above)
        self._scroll_to_row(row)
        if above or row > self.max_scroll_y:
            self._note_top()
        else:
            self._top = offset

    def _scroll_to_row_keeping(self, row: int) -> None:
        """Put this row at the top, as far as there are rows, and remember it as the top."""
        row = max(0, row)
        if row + self.rows_in_sight >= self.lines.height:
            row = min(row, self._last_top())
        if self.lines.make(row, row + self.rows_in_sight):
            self._strips.clear()
        self._scroll_to_row(row)
        self._note_top()
        self._tell()

    def _scroll_to_row(self, row: int) -> None:
        size = Size(self.scrollable_content_region.width, self.lines.height)
        if self.virtual_size != size:
            self.virtual_size = size
            self._strips.clear()
        self.scroll_to(y=row, animate=False, force=True)

    def _note_top(self) -> None:
        if self.lines.height:
            row = self._row(self.scroll_offset.y)
            self._top = row.start

    def _tell(self) -> None:
        self.post_message(self.Moved(self._top, self.place))

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in sight; see the class's note on what stays the same object."""
        top = self.scroll_offset.y
        width = self.scrollable_content_region.width
        strips = [self._strip(top + y, width) for y in range(crop.y, crop.bottom)]
        if crop.x == 0 and crop.width == width:
            return strips
        return [strip.crop_extend(crop.x, crop.right, self.palette.base) for strip in strips]

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
        self._strips.clear()

    def _strip(self, number: int, width: int) -> Strip:
        strip = self._strips.get(number)
        if strip is None:
            if len(self._strips) > _STRIPS_KEPT:
                self._strips.clear()
            strip = self._strips[number] = self._paint(number, width)
        return strip

    def _paint(self, number: int, width: int) -> Strip:
        base = self.palette.base
        if number >= self.lines.height or (row := self._row(number)).is_blank:
            return Strip.blank(width, base)
        left, column = self._column
        span = Span(row.start, row.end)
        quotes = self._quotes.overlapping(span)
        notes = self._annotations.overlapping(span)
        role = self.document.paragraphs.role(self.document.paragraphs.index_at(row.start))
        marks: list[tuple[Span, Mark]] = [*quotes, *notes, *self.hits.overlapping(span)]
        if self.selection is not None:
            marks.append((self.selection.span(self.document), Selected()))
            marks.append((self.selection.caret_span(self.document), Caret()))
        words = row_segments(
            self.document.text, span, role, marks, self.current_quote, self.palette
        )
        segments = [
            Segment(" " * (left - _GUTTER), base),
            self._bar(row, [mark for _, mark in quotes]),
            Segment(" " * row.indent, base),
            *words,
        ]
        used = sum(segment.cell_length for segment in segments)
        sign = self._note_sign(row, [mark for _, mark in notes], width - left - column)
        segments.append(Segment(" " * max(0, left + column - used), base))
        segments.append(Segment(sign, self.palette.note_sign))
        return Strip(segments).adjust_cell_length(width, base)

    def _bar(self, row: Row, quotes: list[QuoteMark]) -> Segment:
        """The gutter: a bar beside a quote, a small arrow at the place being read."""
        if quotes:
            held = next((q for q in quotes if q.quote_id == self.current_quote), None)
            mark = held or quotes[0]
            style = self.palette.speaker(mark.speaker, is_current=held is not None)
            return Segment("▌ " if held else "┃ ", style)
        if self._place is not None and row.start <= self._place < row.end:
            return Segment("› ", self.palette.note_sign)
        return Segment(" " * _GUTTER, Style.null() + self.palette.base)

    @staticmethod
    def _note_sign(row: Row, notes: list[Annotation], room: int) -> str:
        """A sign beside the row where a highlight with a note or tags ends."""
        ending = [n for n in notes if n.span and row.start < n.span.end <= row.end]
        if not any(note.body or note.tags for note in ending) or room < 2:
            return ""
        word = "note" if any(note.body for note in ending) else "tag"
        return f" ● {word}" if room >= 8 else " ●"

    # Events

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width; the same words stay at the top."""
        self._strips.clear()
        self._wrap()
        if self.selection is None:
            self._scroll_to_offset(self._top)
        self._tell()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the wheel and the scroll bar."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value) and self.lines.height:
            if self.lines.make(round(new_value), round(new_value) + self.rows_in_sight):
                self._strips.clear()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by three rows, as terminals do."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by three rows, as terminals do."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(-3)

    def offset_at(self, x: int, y: int) -> int:
        """The code point drawn at a cell of the widget; the nearest one beside the text."""
        if not self.lines.height:
            return 0
        number = min(max(0, self.scroll_offset.y + y), self.lines.height - 1)
        row = self._row(number)
        return self._offset_in(row, x - self._column[0])

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select where the button went down."""
        if event.button == 1 and self.lines.height:
            self.focus()
            self.capture_mouse()
            self._drag_from = self.offset_at(event.x, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection; past the edge, scroll on."""
        if self._drag_from is None:
            return
        self._drag_at = (event.x, event.y)
        self._drag()
        outside = not 0 <= event.y < self.rows_in_sight
        if outside and self._drag_timer is None:
            self._drag_timer = self.set_interval(0.05, self._drag_on)
        elif not outside:
            self._stop_scrolling()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the selection; a click that selected nothing is told."""
        if self._drag_from is None:
            return
        self.release_mouse()
        self._stop_scrolling()
        offset = self.offset_at(event.x, event.y)
        clicked = self._drag_from == offset
        self._drag_from = None
        if clicked:
            self.stop_selecting()
            self._place = offset
            self.repaint()
            self._tell()
            self.post_message(self.Clicked(offset))

    def on_click(self, event: events.Click) -> None:
        """Twice: select the word; three times: the sentence."""
        if event.chain < 2 or not self.document.text:
            return
        from reader.document import word_at

        offset = self.offset_at(event.x, event.y)
        double = event.chain == 2
        self.select(
            word_at(self.document.text, offset) if double else self.motions.sentence_at(offset)
        )

    def _drag(self) -> None:
        if self._drag_from is None:
            return
        offset = self.offset_at(*self._drag_at)
        if self.selection is not None or offset != self._drag_from:
            self._set_selection(Selection(self._drag_from, offset))

    def _drag_on(self) -> None:
        self.scroll_rows(-1 if self._drag_at[1] < 0 else 1)
        self._drag()

    def _stop_scrolling(self) -> None:
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None
