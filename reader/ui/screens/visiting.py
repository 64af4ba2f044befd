"""From an article to what the library holds on the same matter, and to places elsewhere."""

from __future__ import annotations

from textual import work

from reader.errors import ReaderError
from reader.ui.goals import Goal, Place
from reader.ui.opening import library_document
from reader.ui.screens.open_article import OpenArticle


class Visiting(OpenArticle):
    """The actions that lead out of the article and, with `q`, back to it."""

    def action_all_notes(self) -> None:
        """The notes of all articles."""
        from reader.ui.screens.notes import NotesScreen

        article_id = self.reading.article_id if self.reading else ""
        self.app.push_screen(NotesScreen(self.desk, article_id), self.visit)

    def visit(self, place: Place | None) -> None:
        """Go to a place in this article, or in another one that is opened over it."""
        if place is None:
            self.look_for_others()
        elif self.reading is not None and place.article_id == self.reading.article_id:
            self.go_to_goal(place.goal)
        else:
            self._open_other(place)

    def go_to_goal(self, goal: Goal) -> None:
        """Go to a note, else to an offset."""
        note = self.reading.annotation(goal.note_id) if self.reading and goal.note_id else None
        self.jump_to(note.span.start if note and note.span else goal.offset)
        if note is not None and note.target is not None and note.span is None:
            self.notify("this note has no place; in the sidebar enter says why", timeout=6)

    @work
    async def _open_other(self, place: Place) -> None:
        import asyncio

        from reader.ui.screens.article import ArticleScreen

        try:
            document = await asyncio.to_thread(
                library_document, self.desk, place.article_id, place.locator
            )
        except ReaderError as error:
            self.notify(str(error), severity="error", markup=False, timeout=10)
            return
        self.app.push_screen(ArticleScreen(document, self.desk, goal=place.goal))
