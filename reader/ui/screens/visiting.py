"""From an article to what the library holds on the same matter, and to places elsewhere."""

from __future__ import annotations

from textual import work

from reader.document import Bookmark
from reader.errors import ReaderError
from reader.quotes import Speaker, SpeakerKind
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

    def action_speaker(self) -> None:
        """Everything the speaker in hand says, here and in the whole library."""
        speaker = self._speaker_meant()
        if speaker is None:
            self.notify("go to a quote (]) or a speaker in the sidebar first", timeout=3)
        elif speaker.kind is SpeakerKind.UNNAMED:
            self.notify(f"{speaker.name} has no name to look for elsewhere", markup=False)
        else:
            from reader.ui.screens.speaker import SpeakerScreen

            screen = SpeakerScreen(self.desk, speaker.name, speaker.role or "")
            self.app.push_screen(screen, self.visit)

    def _speaker_meant(self) -> Speaker | None:
        findings = self.reading.findings if self.reading else None
        if findings is None:
            return None
        rows = self.sidebar.row_list
        item = rows.current if rows.has_focus else None
        kind, _, name = (item.key if item else "").partition(":")
        if kind == "speaker":
            return findings.speaker(name)
        named = self.quotes.named(name) if kind == "quote" else None
        quote = named or self.quote_in_hand() or self.quotes.at(self.view.place)
        quote = quote or self.first_quote_in_sight()
        return findings.speaker_of(quote) if quote else None

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
        there = Bookmark(goal.offset, goal.words).offset_in(self.document.text)
        self.jump_to(note.span.start if note and note.span else there)
        if goal.sought:
            self.mark_words(goal.sought)
        if note is not None and note.target is not None and note.span is None:
            self.notify("this note has no place; in the sidebar enter says why", timeout=6)

    @work
    async def _open_other(self, place: Place) -> None:
        import asyncio

        from reader.ui.screens.article import ArticleScreen

        try:
            loaded = await asyncio.to_thread(
                library_document, self.desk, place.article_id, place.locator
            )
        except ReaderError as error:
            self.notify(str(error), severity="error", markup=False, timeout=10)
            return
        self.app.push_screen(ArticleScreen.of(loaded, self.desk, place.goal))

    @work
    async def action_open_other(self) -> None:
        """Ask for a file or an address and open it over this article."""
        from reader.ui.screens.prompt import TextPrompt

        prompt = TextPrompt("Open", "", "path of a file, or a web address")
        path = await self.app.push_screen_wait(prompt)
        if path and path.strip():
            self._open_other(Place("", path.strip(), Goal()))
