"""What every action on the article screen works with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import work
from textual.getters import query_one
from textual.timer import Timer

from reader.annotations import Annotation
from reader.document import Bookmark, Document
from reader.quotes import Quote
from reader.reading import History, Op, Reading
from reader.ui.bindings import Mode
from reader.ui.desk import Desk
from reader.ui.quote_index import QuoteIndex
from reader.ui.remembered import note_place
from reader.ui.saving import Saver, SaveState
from reader.ui.screens.dialogue import LeftOnce
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.sidebar import Sidebar
from reader.ui.widgets.status_line import StatusLine

_REMEMBER_SECONDS = 2.0
"""The reading position is written no more often than this."""
LOOK_SECONDS = 0.5
"""So often it is looked whether another reader wrote on the article."""
_FLUSH_SECONDS = 10.0
_LAST_SECONDS = 3.0


class OpenArticle(LeftOnce[None]):
    """The state of an open article, and its parts on the screen."""

    view = query_one(ArticleView)
    sidebar = query_one(Sidebar)
    status = query_one(StatusLine)
    keys = query_one(KeyLine)

    def __init__(self, document: Document, desk: Desk) -> None:
        """Take the article and what to work with."""
        super().__init__()
        self.document = document
        self.desk = desk
        self.reading: Reading | None = None
        self.history = History()
        self.quotes = QuoteIndex(None)
        self.is_open = False
        self._is_built = False
        self._saver: Saver | None = None
        self._remember_timer: Timer | None = None
        self._remembered = -1
        self._others: int | None = None

    def forget(self, document: Document) -> None:
        """Begin anew with another document."""
        self.document = document
        self.reading = None
        self.history = History()
        self.quotes = QuoteIndex(None)
        self.is_open = False
        self._remembered = -1
        self._others = None

    @property
    def mode(self) -> Mode:
        """What keys mean now."""
        return Mode.READ if self.view.selection is None else Mode.SELECT

    # Quotes

    def quote_in_hand(self) -> Quote | None:
        """The quote last gone to, while it is in sight."""
        quote = self.quotes.named(self.view.current_quote)
        if quote is None or not self._shows(quote):
            return None
        return quote

    def first_quote_in_sight(self) -> Quote | None:
        """The first quote of which something is on the screen, from the place being read on."""
        quote = self.quotes.ending_after(self.view.place)
        return quote if quote and self._shows(quote) else None

    def _shows(self, quote: Quote) -> bool:
        view = self.view
        return view.is_in_sight(quote.start) or view.is_in_sight(max(quote.start, quote.end - 1))

    # Saving

    def keep(self, reading: Reading, version: Annotation, op: Op = Op.CHANGE) -> None:
        """Show the next state of the article and save what changed."""
        before = self.reading.annotation(version.id) if self.reading else None
        self.reading = reading
        self.show_reading()
        self.saver().save(version, before, op)

    def saver(self) -> Saver:
        """What saves this article's changes."""
        if self._saver is None:
            app = self.app
            # Called from the saving thread: `call_later` is safe there, touching a widget is not.
            self._saver = Saver(
                self.desk.shelf(), lambda state: bool(app.call_later(self._tell_save, state))
            )
        return self._saver

    def show_reading(self) -> None:
        """Draw the present state of the article everywhere."""
        raise NotImplementedError

    def follow(self) -> None:
        """Let header and sidebar say where the reading is.

        An action that moves calls it itself, so that everything is painted in one go; after the
        wheel or a resize the view's message does.
        """
        raise NotImplementedError

    def _tell_save(self, state: SaveState) -> None:
        if not self.is_attached:
            return
        status = self.status
        if state.merged is not None and self.reading is not None:
            self.reading = self.reading.with_annotation(state.merged)
            self.show_reading()
            told = "another reader changed this note, too: both texts are kept"
            self.notify(told, severity="warning", timeout=8)
        if state.trouble:
            if status.state != "not saved":
                self.notify(
                    state.trouble, title="Not saved", severity="error", markup=False, timeout=12
                )
            status.state, status.is_trouble = "not saved", True
        else:
            status.state, status.is_trouble = ("saving" if state.unsaved else "saved"), False

    # What others write

    def look_for_others(self) -> None:
        """Take in what another reader wrote on this article, if there is something."""
        if self.reading is None or not self.is_open or self.is_busy:
            return
        others = self.desk.shelf().others(self.reading.article_id)
        if others is None or others != self._others:
            self._read_others(self.reading)

    @work(thread=True, group="others", exclusive=True, exit_on_error=False)
    def _read_others(self, reading: Reading) -> None:
        shelf = self.desk.shelf()
        article_id = reading.article_id
        kept = (*shelf.annotations(article_id), *shelf.corrections(article_id))
        others = shelf.others(reading.article_id)
        self.app.call_later(self._take_others, reading, reading.with_others(kept), others)

    def _take_others(self, base: Reading, following: Reading, others: int | None) -> None:
        # Whatever was changed here meanwhile is shown first; the next look finds the rest.
        if self.reading is not base or self.is_busy or not self.is_attached:
            return
        self._others = others
        if following is not base:
            self.reading = following
            self.show_reading()
            self.notify("changed by another reader", timeout=2)

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved, or edited in a dialogue over this screen.

        What is edited was made from what was shown then, and is merged when it is saved.
        """
        is_saving = self._saver is not None and self._saver.state.unsaved > 0
        return is_saving or self.app.screen is not self

    def note_jump(self) -> None:
        """Remember this place, to come back to."""
        raise NotImplementedError

    def jump_to(self, offset: int) -> None:
        """Go to a place, remembering this one."""
        raise NotImplementedError

    def mark_words(self, words: Sequence[str]) -> None:
        """Mark words as if they had been searched for from here."""
        raise NotImplementedError

    def take_count(self) -> int | None:
        """The count typed before a key, which is used up by it."""
        raise NotImplementedError

    async def may_leave(self) -> bool:
        """Wait for what is being saved; ask if something cannot be."""
        import asyncio

        from reader.ui.screens.prompt import confirm

        self.remember_now()
        saver = self._saver
        if saver is None:
            return True
        if await asyncio.to_thread(saver.flush, _FLUSH_SECONDS):
            saver.close()
            self._saver = None
            return True
        count = saver.state.unsaved
        if not count:
            return True
        answer = await self.app.push_screen_wait(
            confirm(
                f"{count} change{'s' if count != 1 else ''} not saved: {saver.state.trouble}",
                "Leave and lose what is not saved",
                "Stay and try again",
            )
        )
        if answer == "yes":
            saver.close()
            self._saver = None
        return answer == "yes"

    def save_what_can_be(self) -> None:
        """Wait a moment for what is being saved, and note the reading position: the end is near."""
        self.remember_now()
        if self._saver is not None:
            self._saver.flush(_LAST_SECONDS)

    def on_unmount(self) -> None:
        """Leave nothing behind, however the screen came to its end."""
        self._is_built = False
        if self._saver is not None:
            self._saver.flush(_LAST_SECONDS)
            self._saver.close()

    # The reading position

    def remember_soon(self) -> None:
        """Note the reading position before long."""
        if self._remember_timer is None and self.is_open:
            self._remember_timer = self.set_timer(_REMEMBER_SECONDS, self.remember_now)

    def remember_now(self) -> None:
        """Note the reading position, if it changed."""
        if self._remember_timer is not None:
            self._remember_timer.stop()
            self._remember_timer = None
        if self.reading is None or not self.is_open or self._remembered == self.view.top:
            return
        self._remembered = self.view.top
        place = Bookmark.at(self._remembered, self.document.text)
        article_id, shelf = self.reading.article_id, self.desk.shelf()
        share = self.view.share_read
        note = partial(shelf.remember_position, article_id, place, share)
        self.saver().remember("position", note)
        self.saver().remember(
            "page", partial(note_place, self.desk.places.data, self.document, place)
        )
