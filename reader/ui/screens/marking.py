"""Marking: highlights, notes, tags, colours, copying, undo."""

from __future__ import annotations

from collections import Counter
from functools import partial

from reader.annotations import Annotation, Color, Decoration
from reader.document import Span
from reader.errors import AnnotationError
from reader.reading import History, Op, Reading
from reader.ui.clipboard import MOST_BYTES
from reader.ui.counted import many
from reader.ui.screens.drafting import Drafting
from reader.ui.screens.finding import Finding
from reader.ui.screens.prompt import Choice, TextPrompt
from reader.ui.widgets.row_list import Item

_SIGNS = {Decoration.HIGHLIGHT: "█", Decoration.UNDERLINE: "▁", Decoration.STRIKE: "─"}


class Marking(Drafting):
    """The actions that change what is in the library."""

    @property
    def color(self) -> Color:
        """The colour a new highlight gets."""
        return Color(self.desk.look.color)

    # Selecting

    def action_select(self) -> None:
        """Begin to select: at the quote in hand, else at the line being read."""
        self.view.start_selecting()

    def action_select_paragraphs(self) -> None:
        """Select whole paragraphs."""
        self.view.start_selecting(whole_paragraphs=True)

    def action_swap_ends(self) -> None:
        """Let the other end of the selection move."""
        self.view.swap_ends()

    def action_leave(self) -> None:
        """Leave what one is in: the search, the selection, the quote in hand."""
        if isinstance(self, Finding) and self.leave_search():
            return
        if self.view.selection is not None:
            self.view.stop_selecting()
        else:
            self.view.hold_quote(None)
            self.view.focus()

    # What an action is about

    def chosen_span(self) -> Span | None:
        """The selection, else the words of the quote in hand."""
        selected = self.view.selected_span()
        if selected is not None:
            return selected
        quote = self.quote_in_hand()
        return quote.span if quote else None

    def chosen_annotation(self) -> Annotation | None:
        """The highlight that is selected or stands at the place being read."""
        reading, span = self.reading, self.chosen_span()
        if reading is None:
            return None
        if self.sidebar.row_list.has_focus and (item := self.sidebar.row_list.current):
            kind, _, name = item.key.partition(":")
            if kind == "note":
                return reading.annotation(name)
        if span is not None:
            same = [kept for kept in reading.annotations if kept.span == span]
            touching = [kept for _, kept in reading.marks.overlapping(span)]
            return next(iter(same or (touching if self.view.selection is None else [])), None)
        return next(iter(reading.annotations_at(self.view.place)), None)

    def _target(self) -> Annotation | Span | None:
        """The highlight an action is about, else the words to make one of."""
        target = self.chosen_annotation() or self.chosen_span()
        if self.reading is None or not self.is_open:
            self.notify("the notes of this article are not open yet", timeout=3)
            return None
        if target is None:
            self.notify("select some words first (v), or go to a quote (])", timeout=3)
        return target

    # Changing

    def highlighted(self, target: Annotation | Span) -> tuple[Reading, Annotation] | None:
        """The highlight itself, made if it was not there, in the article that has it.

        Nothing is kept yet: what is done to a new highlight at once is one change with making it.
        """
        before = self.reading
        if before is None or isinstance(target, Annotation):
            return (before, target) if before and isinstance(target, Annotation) else None
        try:
            return before.highlight(target, self.desk.now(), self.color)
        except AnnotationError as error:
            self.notify(str(error), severity="warning", markup=False)
            return None

    def _highlight(self, span: Span) -> None:
        before, made = self.reading, self.highlighted(span)
        if before is not None and made is not None:
            self.changed(before, *made)

    def action_highlight(self) -> None:
        """Highlight it in the current colour."""
        target = self._target()
        if isinstance(target, Annotation):
            self._recolor(target, self.color)
        elif target is not None:
            self._highlight(target)
        self.view.stop_selecting()

    def _recolor(self, annotation: Annotation, color: Color) -> None:
        if self.reading is not None:
            before = self.reading
            after, version = before.recolor(annotation.id, color, self.desk.now())
            self.changed(before, after, version)

    def action_pick_color(self) -> None:
        """Pick the colour of the highlight, or of those to come."""
        colors = [Item(color.value, f"■ {color.value}") for color in Color]
        drawn = [Item(one.value, f"{_SIGNS[one]} {one.value}", "how") for one in Decoration]
        self.app.push_screen(Choice("Colour", (*colors, *drawn), self.color.value), self._take_look)

    def _take_look(self, picked: str | None) -> None:
        if picked in tuple(Decoration):
            self._decorate(Decoration(picked))
        else:
            self._take_color(picked)

    def _decorate(self, decoration: Decoration) -> None:
        target, before = self._target(), self.reading
        made = self.highlighted(target) if target is not None else None
        if made is not None and before is not None:
            reading, annotation = made
            color, now = annotation.color, self.desk.now()
            self.changed(before, *reading.recolor(annotation.id, color, now, decoration))
        self.view.stop_selecting()

    def _take_color(self, picked: str | None) -> None:
        if picked is None:
            return
        self.desk.change_look(color=picked)
        target = self.chosen_annotation() or self.view.selected_span()
        if isinstance(target, Annotation):
            self._recolor(target, self.color)
        elif target is not None:
            self._highlight(target)
        self.view.stop_selecting()

    def action_comment(self) -> None:
        """Write a note on it."""
        target = self._target()
        if target is not None:
            body = target.body if isinstance(target, Annotation) else ""
            title, words = f"Note · {self._whose(target)}", self._words_of(target)
            known = target.id if isinstance(target, Annotation) else ""
            draft = self.draft_on(known, target if isinstance(target, Span) else None, words, body)
            self.edit_note(title, draft, partial(self._take_comment, target, body))

    def _take_comment(self, target: Annotation | Span, body: str, text: str | None) -> None:
        if text is None or (text.strip() == body and isinstance(target, Annotation)):
            return
        before, made = self.reading, self.highlighted(target)
        if made is not None and before is not None:
            reading, annotation = made
            if text.strip() != annotation.body:
                made = reading.comment(annotation.id, text, self.desk.now())
            self.changed(before, *made)
        self.view.stop_selecting()

    def action_page_note(self) -> None:
        """Write a note on the article as a whole."""
        if self.reading is not None and self.is_open:
            kept = next(iter(self.reading.page_notes), None)
            body = kept.body if kept else ""
            draft = self.draft_on(kept.id if kept else "", None, "", body)
            self.edit_note("Note on the article", draft, partial(self._take_page_note, kept))

    def _take_page_note(self, kept: Annotation | None, text: str | None) -> None:
        if text is None or self.reading is None or (kept is None and not text.strip()):
            return
        before, now = self.reading, self.desk.now()
        if kept is None:
            after, version = before.comment_page(text, now)
        elif text.strip():
            after, version = before.comment(kept.id, text, now)
        else:
            after, version = before.remove(kept.id, now)
        self.changed(before, after, version)

    def action_tag(self) -> None:
        """Give it tags."""
        target = self._target()
        if target is None or self.reading is None:
            return
        present = " ".join(target.tags) if isinstance(target, Annotation) else ""
        known = self._known_tags()
        hint = (
            f"words with blanks between; in use: {' '.join(known)}"
            if known
            else ("words with blanks between; enter keeps them")
        )
        prompt = TextPrompt("Tags", present, hint, completions=known)
        self.app.push_screen(prompt, partial(self._take_tags, target))

    def _known_tags(self) -> list[str]:
        """The tags of this article, those used most first."""
        kept = self.reading.annotations if self.reading else ()
        uses = Counter(tag for one in kept for tag in one.tags)
        return sorted(uses, key=lambda tag: (-uses[tag], tag.casefold()))

    def _take_tags(self, target: Annotation | Span, words: str | None) -> None:
        before, made = self.reading, self.highlighted(target) if words is not None else None
        if made is not None and words is not None and before is not None:
            reading, annotation = made
            self.changed(before, *reading.tag(annotation.id, words.split(), self.desk.now()))
            self.view.stop_selecting()

    def action_remove(self) -> None:
        """Move the highlight and its note to the trash."""
        annotation = self.chosen_annotation()
        if annotation is None and (span := self.view.selected_span()) and self.reading:
            annotation = next((kept for _, kept in self.reading.marks.overlapping(span)), None)
        if annotation is None or self.reading is None:
            self.notify("no highlight here", timeout=2)
            return
        before = self.reading
        after, version = before.remove(annotation.id, self.desk.now())
        self.changed(before, after, version)
        self.view.stop_selecting()
        self.notify("removed; u brings it back", timeout=3)

    def action_copy(self) -> None:
        """Copy the words to the clipboard."""
        target = self.chosen_span() or self.chosen_annotation()
        if target is None:
            self.notify("select some words first (v), or go to a quote (])", timeout=3)
            return
        self._copy(self._words_of(target))

    def action_copy_quote(self) -> None:
        """Copy the words as a block quote of Markdown with speaker, title, source and date."""
        from reader.export import quotation_markdown

        target = self.chosen_span() or self.chosen_annotation()
        if target is None:
            self.notify("select some words first (v), or go to a quote (])", timeout=3)
            return
        span = target if isinstance(target, Span) else target.span
        findings = self.reading.findings if self.reading else None
        self._copy(quotation_markdown(self.document, self._words_of(target), span, findings))

    def _copy(self, words: str) -> None:
        self.app.copy_to_clipboard(words)
        self.view.stop_selecting()
        told = f"copied {many(len(words.split()), 'word')}: {words[:60]}"
        if len(words.encode("utf-8", "replace")) > MOST_BYTES:
            told += " … (more than many terminals take)"
        self.notify(told, timeout=3, markup=False)

    def action_undo(self) -> None:
        """Take back the last change."""
        self._step_history(back=True)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._step_history(back=False)

    def _step_history(self, *, back: bool) -> None:
        if self.reading is None:
            return
        version = None
        while step := self._next_step(self.reading, back=back):
            self.history, reading, version = step
            self.keep(reading, version, Op.UNDO if back else Op.REDO)
            if not (self.history.is_halfway_back if back else self.history.is_halfway_on):
                break
        if version is None:
            self.notify("nothing to undo" if back else "nothing to do again", timeout=2)
            return
        self.notify("undone" if back else "done again", timeout=1.5)
        if version.span is not None:
            self.view.go_to(version.span.start)

    def _next_step(
        self, reading: Reading, *, back: bool
    ) -> tuple[History, Reading, Annotation] | None:
        step = self.history.undo if back else self.history.redo
        return step(reading, self.desk.now())

    def _words_of(self, target: Annotation | Span) -> str:
        span = target.span if isinstance(target, Annotation) else target
        if span is not None:
            return span.of(self.document.text)
        return target.target.exact if isinstance(target, Annotation) and target.target else ""

    def _whose(self, target: Annotation | Span) -> str:
        if self.reading is None:
            return ""
        if isinstance(target, Annotation):
            return self.reading.speaker_name_of(target) or "highlight"
        quote = self.reading.quote_of(target)
        findings = self.reading.findings
        speaker = findings.speaker_of(quote) if quote and findings else None
        return speaker.name if speaker else "selection"
