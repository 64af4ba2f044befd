"""Searching in the article as one types."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from time import perf_counter

from textual import on, work

from reader.document import Document
from reader.ui.painting import HitMarks
from reader.ui.screens.open_article import OpenArticle
from reader.ui.search import Hits, Query, Search, SearchError
from reader.ui.widgets.search_line import SearchLine

_AT_ONCE_SECONDS = 0.008
"""So long is searched before the screen is drawn, unless something is found before."""
_SLICE_SECONDS = 0.006
"""So long is searched then, before keys are looked at again."""
_TELL_SECONDS = 0.1
"""How often it is told how many there are so far."""
_KEPT = 50


class Finding(OpenArticle):
    """The search line, its hits, and stepping through them."""

    _search: Search | None = None
    _current: int | None = None
    """Where the hit begins that the person is at."""
    _from = 0

    def forget(self, document: Document) -> None:
        """Begin anew with another document: what was found is not in it."""
        super().forget(document)
        self._search, self._current, self._from = None, None, 0

    @property
    def hits(self) -> Hits:
        """What was found, so far."""
        return self._search.hits if self._search else Hits()

    async def action_search(self) -> None:
        """Open the search line."""
        if not self.query(SearchLine):
            self._from = self.view.top
            line = SearchLine(self.desk.last_search, tuple(self.desk.searches))
            await self.mount(line)
            line.input.focus()

    @on(SearchLine.Changed)
    def _search_as_typed(self, event: SearchLine.Changed) -> None:
        self.desk.last_search = event.query
        self._begin_search(event.query)

    @on(SearchLine.Submitted)
    def _end_search(self, event: SearchLine.Submitted) -> None:
        words, search = event.query.words, self._search
        self.query(SearchLine).remove()
        self.keys.typed = event.found
        self.view.focus()
        if words.strip():
            kept = [words, *(known for known in self.desk.searches if known != words)]
            self.desk.searches[:] = kept[:_KEPT]
        if search is not None and search.is_done and not search.hits and words.strip():
            self.notify(f"“{words}” is not in the article", timeout=3, markup=False)

    def mark_words(self, words: Sequence[str]) -> None:
        """Mark words as if they had been searched for from here."""
        self._from = self.view.place
        query = Query(words[0])
        if len(words) > 1:
            query = Query("|".join(map(re.escape, words)), is_regex=True)
        self.desk.last_search = query
        self._begin_search(query)

    def _begin_search(self, query: Query, steps: int = 0) -> None:
        self.workers.cancel_group(self, "search")
        self._current = None
        try:
            search = self._search = Search(self.document.text, query, self._from)
        except SearchError as error:
            self._search = None
            self._show_hits(str(error))
            return
        if query.is_regex:
            self._run_search(search, steps)
            return
        until = perf_counter() + _AT_ONCE_SECONDS
        while search.advance() and not search.hits and perf_counter() < until:
            pass
        self._go_to_first()
        self._show_hits()
        if search.is_done:
            self._step_hits(steps)
        else:
            self._search_on(search, steps)

    @work(group="search", exclusive=True, exit_on_error=False)
    async def _search_on(self, search: Search, steps: int) -> None:
        """Look through the rest, in slices between which keys are obeyed."""
        until = perf_counter() + _SLICE_SECONDS
        told = perf_counter()
        while search is self._search and search.advance():
            if perf_counter() >= until:
                if search.hits and (self._current is None or perf_counter() - told > _TELL_SECONDS):
                    self._go_to_first()
                    self._tell_found()
                    told = perf_counter()
                await asyncio.sleep(0)
                until = perf_counter() + _SLICE_SECONDS
        if search is self._search:
            self._go_to_first()
            self._show_hits()
            self._step_hits(steps)

    @work(group="search", exclusive=True, exit_on_error=False)
    async def _run_search(self, search: Search, steps: int) -> None:
        """Let a regular expression run beside the screen."""
        trouble = ""
        try:
            await asyncio.to_thread(search.run)
        except SearchError as error:
            trouble = str(error)
            self.notify(trouble, severity="warning", timeout=8, markup=False)
        if search is self._search:
            self._go_to_first()
            self._show_hits(trouble)
            self._step_hits(steps)

    def _go_to_first(self) -> None:
        """Go to the first hit from where the search began; back there while there is none."""
        hits = self.hits
        if self._current is not None:
            return
        if hits:
            number = hits.number_from(self._from)
            self._go_to_hit(number if number < len(hits) else 0)
        else:
            self.view.go_to(self._from, to_top=True)

    def _show_hits(self, trouble: str = "") -> None:
        self.view.set_hits(HitMarks(self.hits, self._current))
        self._tell_found(trouble)

    def _tell_found(self, trouble: str = "") -> None:
        search, count = self._search, len(self.hits)
        found = trouble
        if search is not None and search.query.words.strip() and not trouble:
            more = "" if search.is_done else "+"
            if self._current is not None:
                found = f"{self.hits.number_from(self._current) + 1} of {count}{more}"
            elif search.is_done:
                found = "not found"
        lines = self.query(SearchLine)
        for line in lines:
            line.tell(found)
        self.keys.typed = "" if lines else found

    def _go_to_hit(self, number: int) -> None:
        hit = self.hits[number]
        self._current = hit.start
        self.view.go_to(hit.start, last=hit.end - 1)

    def action_hit(self, by: int) -> None:
        """The next hit or the one before; round the ends. Searches again what was left."""
        steps = by * (self.take_count() or 1)
        self.note_jump()
        if self.hits:
            self._step_hits(steps)
        else:
            self._search_again(steps)

    def _step_hits(self, steps: int) -> None:
        if not self.hits or not steps:
            return
        here = self._from if self._current is None else self._current
        wanted = self.hits.number_from(here) + steps
        if not 0 <= wanted < len(self.hits):
            self.notify("from the other end again", timeout=1.5)
        self._go_to_hit(wanted % len(self.hits))
        self._show_hits()

    def _search_again(self, steps: int) -> None:
        """Search for the last words from here, and go so many hits on when all are known."""
        query = self.desk.last_search
        if not query.words.strip():
            self.notify("nothing searched yet: / searches", timeout=2)
        elif self._search is None:
            # The hit one is at is not the next one.
            self._from = self.view.place + (steps > 0)
            self._begin_search(query, steps - 1 if steps > 0 else steps)
        elif self._search.is_done:
            self.notify(f"“{query.words}” is not in the article", timeout=2, markup=False)

    def leave_search(self) -> bool:
        """Close the search line or forget the hits; False if there was neither."""
        lines = self.query(SearchLine)
        had = bool(lines) or bool(self.hits)
        self.workers.cancel_group(self, "search")
        self._search, self._current = None, None
        if lines:
            lines.remove()
            self.view.focus()
            self.view.go_to(self._from, to_top=True)
        if had:
            self._show_hits()
        return had
