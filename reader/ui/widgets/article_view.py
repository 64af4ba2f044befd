"""The article: its quotes, highlights and notes; moving, and selecting by keys and mouse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.timer import Timer

from reader.annotations import Annotation
from reader.document import Document, Inline, InlineKind, Span, word_at
from reader.reading import MarkIndex
from reader.ui.motions import Motions
from reader.ui.painting import Caret, HitMarks, Mark, Selected
from reader.ui.quote_index import QuoteIndex, QuoteMarks
from reader.ui.search import Hits
from reader.ui.widgets.line_map import Row
from reader.ui.widgets.selection import Selection
from reader.ui.widgets.text_layout import GUTTER, TextLayout
from reader.ui.widgets.wrapped_text import Focus, WrappedText, once_laid_out

_WHEEL_ROWS = 3
_READING_MOTIONS = ("next_sentence", "previous_sentence", "next_paragraph", "previous_paragraph")
"""Motions of the place being read; the others are of the caret."""
_SECOND_CLICK_SECONDS = 0.3
_LEADS = (InlineKind.LINK, InlineKind.REFERENCE)
_ROOM_FOR_WORD = 8
"""Cells beside the text from which a note's sign is followed by a word."""


class ArticleView(WrappedText):
    """Shows a document with all its marks; moves in it and selects."""

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

    @dataclass
    class LeadClicked(Message):
        """A link or a reference was clicked once."""

        inline: Inline
        """Which."""

    def __init__(
        self, layout: TextLayout | None = None, *, spread: bool = False, id: str | None = None
    ) -> None:
        """Show nothing yet; see `WrappedText`."""
        super().__init__(layout, spread=spread, id=id)
        self.motions = Motions(self.document)
        self.selection: Selection | None = None
        self._hits = HitMarks(Hits(), None)
        self._inlines: MarkIndex[Inline] = MarkIndex(())
        self._quotes = QuoteMarks(QuoteIndex(None), {})
        self._annotations: MarkIndex[Annotation] = MarkIndex(())
        self.reading_focus = Focus.NONE
        self._drag_from: int | None = None
        self._drag_timer: Timer | None = None
        self._lead_timer: Timer | None = None
        self._drag_at = (0, 0)

    # What is shown

    def show(self, document: Document, offset: int = 0) -> None:
        """Show another document, its row at `offset` at the top; marks and selection go."""
        self.document = document
        self.motions = Motions(document)
        self._inlines = MarkIndex((one.span, one) for one in document.inlines)
        self._quotes = QuoteMarks(QuoteIndex(None), {})
        self._annotations = MarkIndex(())
        self._hits = HitMarks(Hits(), None)
        self.current_quote, self._place = None, None
        self._set_selection(None)
        self._top = min(max(offset, 0), len(document.text))
        if self.size.width:
            self.wrap()

    def set_quotes(self, quotes: QuoteMarks) -> None:
        """Draw these quotes and no others."""
        self._quotes = quotes
        self.repaint()

    def set_annotations(self, annotations: MarkIndex[Annotation]) -> None:
        """Draw these highlights and note signs and no others."""
        self._annotations = annotations
        self.repaint()

    def set_hits(self, hits: HitMarks) -> None:
        """Draw these search hits and no others."""
        self._hits = hits
        self.repaint()

    def hold_quote(self, quote_id: str | None) -> None:
        """Draw this quote as the one in hand."""
        if quote_id != self.current_quote:
            self.current_quote = quote_id
            self.repaint()

    # Moving

    @once_laid_out
    def go_to(self, offset: int, *, last: int | None = None, to_top: bool = False) -> None:
        """Make `offset` the place being read.

        Args:
            offset: Code point to go to.
            last: A code point after it that should be in sight, too.
            to_top: Put its row at the top; else the text moves only if the row is not in sight,
                and then so that it stands a third down.
        """
        offset = min(max(offset, 0), len(self.document.text))
        self._place = offset
        if to_top:
            self.scroll_to_offset(offset)
        elif not (self.is_in_sight(offset) and self.is_in_sight(offset if last is None else last)):
            self.scroll_to_offset(offset, above=self.rows_in_sight // 3)
        self.repaint()
        self.tell()

    @once_laid_out
    def move(self, motion: str, times: int = 1) -> None:
        """Make a motion `times` times: of the caret while selecting, else of the place read."""
        if self.selection is not None:
            self._move_caret(motion, times)
        elif motion in ("up", "down") and self.reading_focus is not Focus.NONE:
            self._move_focus(times if motion == "down" else -times)
        elif motion in ("up", "down"):
            self.scroll_rows(times if motion == "down" else -times)
        elif motion == "top":
            self.go_to(0, to_top=True)
        elif motion == "bottom":
            self._forget_place()
            self.scroll_to_row(self.last_top())
        elif motion in _READING_MOTIONS:
            self.go_to(self.motions.repeated(motion, self.place, times))

    def focus_on(self, focus: Focus) -> None:
        """Let the line or paragraph being read stand out, or all of the text again."""
        self.reading_focus = focus
        if focus is not Focus.NONE and self.document.paragraphs:
            self._place = self.place
        self.repaint()

    def _move_focus(self, steps: int) -> None:
        """Read so many lines or paragraphs on; what is read stays off the edges."""
        if not self.document.paragraphs:
            return
        place, step = self.place, 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            if self.reading_focus is Focus.LINE:
                place = self.row(self.lines.row_at(self._caret_in_next_row(place, step))).start
            else:
                motion = "next_paragraph" if step > 0 else "previous_paragraph"
                start = self.motions.paragraph_at(place).start
                place = self.motions.to(motion, start if step < 0 else place)
        self._place = place
        row, top = self.lines.row_at(place), self.scroll_offset.y
        near, far = self.pane_rows // 4, self.rows_in_sight * 2 // 3
        if not top + near <= row <= top + far:
            self.scroll_to_row(row - (far if step > 0 else near))
        self.repaint()
        self.tell()

    def is_faded(self, row: Row) -> bool:
        """Whether a row is not of what is being read."""
        if self.reading_focus is Focus.NONE or not self.document.paragraphs:
            return False
        place = self.place
        if self.reading_focus is Focus.LINE:
            return not row.start <= place < max(row.end, row.start + 1)
        read = self.motions.paragraph_at(place)
        return not (row.start < read.end and read.start < row.end)

    @once_laid_out
    def scroll_rows(self, rows: int) -> None:
        """Move the text by so many rows; negative: back."""
        self._forget_place()
        self.scroll_to_row(self.scroll_offset.y + rows)

    @once_laid_out
    def turn(self, panes: int) -> None:
        """Turn to the pane so many ahead; none begins with a blank row, skips or cuts one."""
        self._forget_place()
        turned = self.pane_after if panes > 0 else self.pane_before
        for _ in range(abs(panes)):
            row = before = self.scroll_offset.y
            for _ in range(self.columns):
                row = turned(row)
            self.scroll_to_row(row)
            if self.scroll_offset.y == before:
                return

    @once_laid_out
    def go_to_share(self, share: float) -> None:
        """Go as far into the text as `share` says, 0 to 1."""
        self.go_to(int(len(self.document.text) * min(max(share, 0.0), 1.0)), to_top=True)

    def _forget_place(self) -> None:
        if self._place is not None:
            self._place = None
            self.repaint()

    # Links and references

    def lead_at(self, offset: int) -> Inline | None:
        """The link or reference on the code point at `offset`; the inner one of two."""
        leads = [one for _, one in self._inlines.at(offset) if one.kind in _LEADS]
        return leads[-1] if leads else None

    def leads_in_sight(self) -> tuple[Inline, ...]:
        """The links and references of which something is on the screen, in order."""
        found: dict[Inline, None] = {}
        for top in self.pane_tops():
            for number in range(top, min(top + self.pane_rows, self.lines.height)):
                row = self.row(number)
                inside = self._inlines.overlapping(Span(row.start, row.end))
                found.update((one, None) for _, one in inside if one.kind in _LEADS)
        return tuple(found)

    def _click_lead_soon(self, lead: Inline | None) -> None:
        """Tell that a link was clicked unless another click follows, which selects its word."""
        if self._lead_timer is not None:
            self._lead_timer.stop()
            self._lead_timer = None
        if lead is not None:
            tell = partial(self.post_message, self.LeadClicked(lead))
            self._lead_timer = self.set_timer(_SECOND_CLICK_SECONDS, tell)

    def _lead_under(self, x: int, y: int) -> Inline | None:
        """The link or reference drawn at a cell; None beside the words."""
        offset = self.offset_at(x, y)
        row = self.row(self.lines.row_at(offset))
        column = x % self.pane_width - self.text_column[0]
        ends = self.column_of(row, row.end)
        return self.lead_at(offset) if row.indent <= column < ends else None

    # Selecting

    @once_laid_out
    def start_selecting(self, *, whole_paragraphs: bool = False) -> None:
        """Begin at the place being read; or take whole paragraphs while selecting already."""
        if not self.document.paragraphs:
            return
        if self.selection is None:
            start = min(self.place, len(self.document.text) - 1)
            self._set_selection(Selection(start, start, whole_paragraphs))
        else:
            whole = whole_paragraphs and not self.selection.whole_paragraphs
            self._set_selection(replace(self.selection, whole_paragraphs=whole))

    @once_laid_out
    def select(self, span: Span) -> None:
        """Select just this span."""
        if span and self.document.paragraphs:
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
        if selection != self.selection:
            self.selection = selection
            self.repaint()
            self.post_message(self.SelectionChanged(selection))

    def _move_caret(self, motion: str, times: int) -> None:
        if self.selection is not None:
            caret = self.selection.caret
            for _ in range(times):
                caret = self._caret_after(motion, caret)
            self._set_selection(self.selection.to(caret))
            self._reveal_caret()

    def _caret_after(self, motion: str, caret: int) -> int:
        if motion in ("up", "down"):
            return self._caret_in_next_row(caret, 1 if motion == "down" else -1)
        row = self.row(self.lines.row_at(caret))
        if motion == "line_start":
            return row.start
        if motion == "line_end":
            return self.motions.left(row.end) if row.end > row.start else row.start
        return self.motions.to(motion, caret)

    def _caret_in_next_row(self, caret: int, step: int) -> int:
        number = self.lines.row_at(caret)
        column = self.column_of(self.row(number), caret)
        number += step
        while 0 <= number < self.lines.height:
            row = self.row(number)
            if not row.is_blank:
                return self.offset_in(row, column)
            number += step
        return caret

    def _reveal_caret(self) -> None:
        if self.selection is None or not self.is_laid_out:
            return
        row, top = self.lines.row_at(self.selection.caret), self.scroll_offset.y
        if row < top:
            self.scroll_to_row(row)
        elif not self.is_in_sight(self.selection.caret):
            self.scroll_to_row(row - self.rows_in_sight + 1)

    # Drawing

    def marks_on(self, row: Row) -> list[tuple[Span, Mark]]:
        """Emphasis, quotes above it, highlights, hits, and the selection on top."""
        span = Span(row.start, row.end)
        marks: list[tuple[Span, Mark]] = [
            *self._inlines.overlapping(span),
            *self._quotes.overlapping(span),
            *self._annotations.overlapping(span),
            *self._hits.overlapping(span),
        ]
        if self.selection is not None:
            marks.append((self.selection.span(self.document), Selected()))
            marks.append((self.selection.caret_span(self.document), Caret()))
        return marks

    def left_gutter(self, row: Row) -> Segment:
        """A bar beside a quote, thick for the one in hand; an arrow at the place being read."""
        quotes = [mark for _, mark in self._quotes.overlapping(Span(row.start, row.end))]
        if quotes:
            held = next((q for q in quotes if q.quote_id == self.current_quote), None)
            style = self.palette.speaker((held or quotes[0]).speaker, is_current=held is not None)
            return Segment("▌ " if held else "┃ ", style)
        if self._place is not None and row.start <= self._place < row.end:
            return Segment("› ", self.palette.note_sign)
        return Segment(" " * GUTTER, self.palette.base)

    def right_gutter(self, row: Row, room: int) -> str:
        """A sign beside the row where a highlight with a note or tags ends."""
        ending = [
            note
            for span, note in self._annotations.overlapping(Span(row.start, row.end))
            if span.end <= row.end
        ]
        if not any(note.body or note.tags for note in ending) or room < GUTTER:
            return ""
        word = "note" if any(note.body for note in ending) else "tag"
        return f" ● {word}" if room >= _ROOM_FOR_WORD else " ●"

    # The mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll at once: a wheel wants no animation."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back at once."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(-_WHEEL_ROWS)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select where the button went down."""
        if event.button == 1 and self.lines.height and not self.is_on_track(event.x):
            self.focus()
            self.capture_mouse()
            self._drag_from = self.offset_at(event.x, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection; past the edge, scroll on."""
        if self._drag_from is None:
            return
        self._drag_at = (event.x, event.y)
        self._drag()
        outside = not 0 <= event.y < self.pane_rows
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
            self.tell()
            self.post_message(self.Clicked(offset))
            self._click_lead_soon(self._lead_under(event.x, event.y))

    def on_click(self, event: events.Click) -> None:
        """Twice: select the word; three times: the sentence."""
        if event.chain < 2 or not self.document.paragraphs:
            return
        self._click_lead_soon(None)
        if self.is_on_track(event.x):
            return
        offset = min(self.offset_at(event.x, event.y), len(self.document.text) - 1)
        if event.chain == 2:
            self.select(word_at(self.document.text, offset))
        else:
            self.select(self.motions.sentence_at(offset))

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
