"""Highlights whose place is gone are put somewhere; others are made longer, shorter, or two."""

from __future__ import annotations

from functools import partial

from reader.annotations import Annotation
from reader.document import Document, Span
from reader.errors import AnnotationError
from reader.ui.screens.marking import Marking


class Placing(Marking):
    """The actions that change where highlights are."""

    _placed_next = ""

    def forget(self, document: Document) -> None:
        """Begin anew with another document."""
        super().forget(document)
        self._placed_next = ""

    # Without a place

    def show_orphan(self, note: Annotation) -> None:
        """Say why a note has no place, and offer one."""
        from reader.ui.screens.orphan_card import OrphanCard

        if note.target is None:
            return
        text = self.document.text
        # Only here: most notes have their place.
        from reader.annotations import candidate

        best = candidate(note.target, text)
        words = best.span.of(text) if best else ""
        card = OrphanCard(note, best, words, note.speaker or "")
        self.app.push_screen(card, partial(self._take_answer_on, note, best and best.span))

    def _take_answer_on(self, note: Annotation, best: Span | None, answer: str | None) -> None:
        before = self.reading
        if before is None or before.annotation(note.id) is None:
            return
        if answer == "accept" and best is not None:
            self._put(note.id, best)
        elif answer == "pick":
            self._placed_next = note.id
            if best is not None:
                self.jump_to(best.start)
            self.view.focus()
            self.action_select()
            told = "select the words it belongs to, then enter; esc gives up"
            self.notify(told, timeout=8)
        elif answer == "remove":
            after, version = before.remove(note.id, self.desk.now())
            self.changed(before, after, version)
            self.notify("removed; u brings it back", timeout=3)

    def action_highlight(self) -> None:
        """Put the note without a place here, if one is waiting; else highlight the words."""
        waiting, span = self._placed_next, self.view.selected_span()
        self._placed_next = ""
        if waiting and span is not None:
            self._put(waiting, span)
            self.view.stop_selecting()
        else:
            super().action_highlight()

    def action_leave(self) -> None:
        """Leave what one is in; a note that waits for a place stays without one."""
        self._placed_next = ""
        super().action_leave()

    def _put(self, annotation_id: str, span: Span) -> None:
        before = self.reading
        if before is None:
            return
        try:
            after, version = before.place(annotation_id, span, self.desk.now())
        except AnnotationError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.changed(before, after, version)
        if version.span is not None:
            self.jump_to(version.span.start)
        self.notify("it stands here now; u takes that back", timeout=3)

    # Longer, shorter, two

    def action_resize(self) -> None:
        """Give the highlight that the selection touches the selected words."""
        before, span = self.reading, self.view.selected_span()
        touched = [kept for _, kept in before.marks.overlapping(span)] if before and span else []
        if before is None or span is None or not touched:
            self.notify("select words that touch a highlight: it is to have just these", timeout=4)
            return
        kept = max(touched, key=lambda one: _shared(one, span))
        after, version = before.resize(kept.id, span, self.desk.now())
        self.changed(before, after, version)
        self.view.stop_selecting()

    def action_split(self) -> None:
        """Make two of the highlight that is being selected in, at the moving end."""
        before, selection = self.reading, self.view.selection
        if before is None or selection is None:
            self.notify("v, then go to where a highlight is to be split", timeout=4)
            return
        at = selection.caret
        inside = [kept for kept in before.annotations_at(at) if kept.span and kept.span.start < at]
        if not inside:
            self.notify("no highlight begins before this place and goes on after it", timeout=4)
            return
        (middle, first), (after, second) = before.split(inside[0].id, at, self.desk.now())
        self.changed(before, middle, first)
        self.changed(middle, after, second, is_joined=True)
        self.view.stop_selecting()
        self.notify("two highlights now; u makes them one again", timeout=3)


def _shared(one: Annotation, span: Span) -> int:
    own = one.span or Span(0, 0)
    return min(own.end, span.end) - max(own.start, span.start)
