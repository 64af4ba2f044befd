"""Writing notes so that none is lost when the program ends in the middle of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.document import Span
from reader.ui.drafts import draft_path, forget_draft, keep_draft, left_drafts
from reader.ui.screens.open_article import OpenArticle

if TYPE_CHECKING:
    from reader.annotations import Annotation
    from reader.reading import Draft, Reading


class Drafting(OpenArticle):
    """Opens the editor, keeps what is in it, and takes up what was left in one."""

    def edit_note(
        self,
        title: str,
        draft: Draft,
        take: Callable[[str | None], None],
    ) -> None:
        """Let a note be written.

        Args:
            title: What it is on.
            draft: The note before, and where it belongs.
            take: Gets it in the end; None when the change was thrown away.
        """
        # Only here: a text area takes 30 ms to import.
        from reader.ui.screens.note_editor import NoteEditor

        path = draft_path(self.desk.places.data, draft.article_id)
        saver = self.saver()

        def keep(body: str) -> None:
            saver.remember("draft", partial(keep_draft, path, replace(draft, body=body)))

        def end(body: str | None) -> None:
            take(body)
            # After what was taken is saved: that is the order of the saver.
            saver.remember("draft", partial(forget_draft, path))

        self.app.push_screen(NoteEditor(title, draft.words, draft.before, keep), end)

    def changed(
        self, before: Reading, after: Reading, version: Annotation, *, is_joined: bool = False
    ) -> None:
        """Show a change and save it.

        Args:
            before: The reading before it.
            after: The reading with it.
            version: What it made of an annotation.
            is_joined: Whether it is taken back together with the change before it.
        """
        raise NotImplementedError

    def draft_on(self, annotation_id: str, span: Span | None, words: str, before: str) -> Draft:
        """The beginning of a note on this article."""
        # Only here: nothing is written before the first paint.
        from reader.reading import Draft

        article_id = self.reading.article_id if self.reading else ""
        return Draft(article_id, self.document.sha256, annotation_id, span, words, before)

    def take_up_drafts(self) -> None:
        """Keep the notes that were being written when the program ended."""
        if self.reading is None:
            return
        for path, draft in left_drafts(self.desk.places.data, self.reading.article_id):
            # Only here: hardly ever is there one.
            from reader.reading import with_draft

            before = self.reading
            taken = with_draft(before, draft, self.desk.now())
            if taken is not None:
                self.changed(before, *taken)
                self.notify(
                    "the note that was being written when the program ended is kept: "
                    f"{draft.body.strip()[:60]} (u takes it back)",
                    timeout=12,
                    markup=False,
                )
            self.saver().remember(path.name, partial(forget_draft, path))
