"""Searching everything the library holds as one types; hits with their context, gone to."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.binding import Binding
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.reading import Entry
from reader.reading.library_search import Hit, LibraryQuery, Where, search
from reader.ui.counted import many
from reader.ui.desk import Desk
from reader.ui.goals import Goal
from reader.ui.library_keys import SEARCH
from reader.ui.opening import Loaded, library_document
from reader.ui.screens.listing import Listing
from reader.ui.widgets.article_columns import source_of
from reader.ui.widgets.cells import shown
from reader.ui.widgets.row_list import Item, RowList

_PAUSE_SECONDS = 0.15
"""So long after the last key the search begins."""
_FIRST, _SLICE = 20, 200
"""Articles with hits that are shown at once, and then at a time."""
_WORDS = 48
"""Code points of the text by which a hit is found again."""


class SearchScreen(Listing[None]):
    """Lists the places where the words are, article by article."""

    AUTO_FOCUS = "Input"
    KEY_GROUPS = (SEARCH,)
    NAME = "Search"
    HINT = 'words, "several words", speaker:x in:quotes in:notes in:titles tag:x source:x since:…'
    EMPTY = "titles, texts, quotes and notes are searched as you type"
    BINDINGS = [
        Binding(key.keys, key.action, key.help, show=False, id=key.id) for key in SEARCH.keys
    ]

    def __init__(self, desk: Desk) -> None:
        """Search the library of this desk."""
        super().__init__(desk)
        self.hits: list[Hit] = []
        self._items: list[Item] = []
        self._articles = 0
        self._entries: tuple[Entry, ...] | None = None
        self._query = LibraryQuery("")
        self._soon: Timer | None = None

    def on_screen_resume(self) -> None:
        """An article may have been changed meanwhile: look at the library again."""
        self._entries = None

    # Searching

    @on(Input.Changed)
    def _search_soon(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_PAUSE_SECONDS, self._search_now)

    @on(Input.Submitted)
    def _search_at_once(self) -> None:
        self._search_now()

    def _search_now(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
            self._query = LibraryQuery(self.line.value)
            self._search(self._query)

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _search(self, query: LibraryQuery) -> None:
        worker, shelf = get_current_worker(), self.desk.shelf()
        if not query.is_empty:
            self.app.call_from_thread(self._tell, query, "searching …")
        if self._entries is None and not query.is_empty:
            self._entries = shelf.entries()
        found: list[list[Hit]] = []
        is_first = True
        for hits in search(shelf, query, self._entries or ()):
            if worker.is_cancelled:
                return
            found.append(hits)
            if len(found) >= (_FIRST if is_first else _SLICE):
                self.app.call_from_thread(self._take, query, found, is_first, "searching …")
                found, is_first = [], False
        self.app.call_from_thread(self._take, query, found, is_first, "")

    def _tell(self, query: LibraryQuery, state: str) -> None:
        if self.is_attached and query is self._query:
            self.status.state = state

    def _take(
        self, query: LibraryQuery, found: Sequence[list[Hit]], is_first: bool, state: str
    ) -> None:
        if not self.is_attached or query is not self._query:
            return
        if is_first:
            self.hits, self._items, self._articles = [], [], 0
            self.rows.cursor = 0
        for hits in found:
            self._articles += 1
            self._items += _rows(hits, len(self.hits))
            self.hits += hits
        self.rows.empty = "nothing has all of that" if not query.is_empty else ""
        self.status.state = state
        places = sum(1 + hit.more for hit in self.hits)
        self.status.position = (
            f"{many(places, 'place')} in {many(self._articles, 'article')}" if places else ""
        )
        current = self.rows.current
        self.rows.show(list(self._items), current.key if current and not is_first else None)

    def action_article(self, by: int) -> None:
        """To the first hit in the next article, or in the one before."""
        current = self.rows.current
        if current is None or not current.key:
            return
        number = int(current.key)
        here = self.hits[number].entry.article_id
        step = 1 if by > 0 else -1
        while 0 <= number < len(self.hits) and self.hits[number].entry.article_id == here:
            number += step
        if 0 <= number < len(self.hits):
            there = self.hits[number].entry.article_id
            while number and self.hits[number - 1].entry.article_id == there:
                number -= 1
            self.rows.show(self.rows.items, str(number))

    # Going there

    def action_open(self) -> None:
        """Open the article at the hit under the cursor."""
        self.rows.action_choose()

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        self._open(self.hits[int(event.item.key)])

    @work(thread=True, exclusive=True, group="article", exit_on_error=False)
    def _open(self, hit: Hit) -> None:
        entry = hit.entry
        text = self.desk.shelf().text(entry.text_sha256) or ""
        start = hit.start or 0
        words = text[start : start + _WORDS] if hit.start is not None else ""
        sought = self._query.words if hit.where in (Where.TEXT, Where.QUOTE) else ()
        goal = Goal(hit.note_id, start, words, sought)
        try:
            loaded = library_document(self.desk, entry.article_id, entry.locator)
        except ReaderError as error:
            self.app.call_from_thread(
                self.notify, str(error), severity="error", markup=False, timeout=10
            )
            return
        # Made there: it has to do with what is on the screen.
        self.app.call_from_thread(self._show, loaded, goal)

    def _show(self, loaded: Loaded, goal: Goal) -> None:
        from reader.ui.screens.article import ArticleScreen

        self.app.push_screen(ArticleScreen.of(loaded, self.desk, goal))

    def action_back(self) -> None:
        """From the line to the hits; from there to the library."""
        if self.line.has_focus and self.rows.items:
            self.rows.focus()
        else:
            self.dismiss(None)


def _rows(hits: Sequence[Hit], first: int) -> list[Item]:
    """An article with its hits; each of them can be chosen."""
    entry = hits[0].entry
    day = (entry.published or "")[:10]
    about = " · ".join(filter(None, (source_of(entry), day)))
    title = next((hit for hit in hits if hit.where is Where.TITLE), None)
    rows = [Item("", "")] if first else []
    if title is None:
        rows.append(Item("", entry.title, about, "strong"))
    for number, hit in enumerate(hits, first):
        marks = hit.marks if shown(hit.context) == hit.context else ()
        if hit is title:
            rows.append(Item(str(number), hit.context, about, "strong", marks=marks))
            continue
        kind = "note" if hit.where is Where.NOTE else ""
        right = " · ".join(filter(None, (kind, hit.speaker)))
        rows.append(Item(str(number), hit.context, right, "", 2, hit.start, marks))
        if hit.more:
            rows.append(Item("", f"and in {many(hit.more, 'other paragraph')}", "", "muted", 2))
    return rows
