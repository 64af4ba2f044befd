"""The library: every article opened or taken in, sorted, filtered, gone to."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import Input
from textual.worker import Worker, WorkerState, get_current_worker

from reader.document import canonical_characters
from reader.ui.bindings import remapped
from reader.ui.desk import Desk
from reader.ui.library_keys import GROUPS, LIBRARY
from reader.ui.messages import Ready
from reader.ui.screens.shelving import Shelving
from reader.ui.widgets.article_columns import LIBRARY_COLUMNS, Order, sorted_entries
from reader.ui.widgets.article_table import ArticleTable, ColumnHeads
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.row_list import RowList
from reader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from reader.reading import Entry
    from reader.reading.adding import Report
    from reader.ui.goals import Goal, Place
    from reader.ui.opening import Loaded

_HINT = "words, tag:x source:x author:x is:new is:begun is:read is:noted since:2026-01-31"
_EMPTY = "the library is empty: o opens a file or an address, or takes in a folder"
_TELL_EVERY = 10
"""Articles taken in before it is told how far it is."""
_REASONS = 4
"""Reasons told of what could not be read."""


@dataclass(frozen=True, slots=True)
class _Opened:
    loaded: Loaded
    goal: Goal | None


class LibraryScreen(Shelving):
    """Lists the articles; filters as one types."""

    AUTO_FOCUS = "ArticleTable"
    KEY_GROUPS = GROUPS
    DEFAULT_CSS = """
    LibraryScreen { background: $background; }
    LibraryScreen Input { height: 1; border: none; padding: 0 1; background: $surface; }
    """
    BINDINGS = [
        Binding(key.keys, key.action, key.help, show=False, id=key.id) for key in LIBRARY.keys
    ]
    heads = query_one(ColumnHeads)
    line = query_one(Input)

    def __init__(self, desk: Desk, entries: Sequence[Entry] = ()) -> None:
        """List the library of this desk.

        Args:
            desk: What to work with.
            entries: The articles as they were the last time, until they are read.
        """
        super().__init__(desk)
        self.entries = tuple(entries)
        self.shown: tuple[Entry, ...] = ()
        self._words: dict[str, str] = {}
        self._is_read = False

    def compose(self) -> ComposeResult:
        """Status, filter, columns, list, keys."""
        yield StatusLine()
        yield Input(placeholder=_HINT, compact=True, select_on_focus=False)
        yield ColumnHeads(LIBRARY_COLUMNS)
        yield ArticleTable(LIBRARY_COLUMNS)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what was known the last time; read the library after the first paint."""
        self.status.title = "Library"
        table = remapped(self.desk.settings.keys, LIBRARY.keys)[0]
        self.query_one(KeyLine).keys = tuple(
            (key.shown[0], key.label, key.action) for key in table if key.label
        )
        self.line.display = False
        self._sort_by(Order(self.desk.look.order), is_falling=self.desk.look.order_falls)
        self.call_after_refresh(self._read)

    def on_screen_resume(self) -> None:
        """Read it again when coming back from an article."""
        if self._is_read:
            self._read()

    # Reading and opening

    @work(thread=True, exclusive=True, group="entries", exit_on_error=False)
    def _read(self) -> tuple[Entry, ...]:
        if not self._is_read:
            # Only here: a list as it was the last time takes a fifth of the time.
            from reader.store import recalled_entries

            recalled = recalled_entries(self.desk.places.data)
            if recalled:
                self.app.call_from_thread(self._take_read, recalled)
        return self.desk.shelf().entries()

    def _take_read(self, entries: tuple[Entry, ...]) -> None:
        if self.is_attached:
            self._is_read = True
            self.take_entries(entries)
            # Keys typed ahead are about the whole list.
            self.post_message(Ready())

    @work(thread=True, exclusive=True, group="article", exit_on_error=False)
    def _load(self, entry_id: str, locator: str, goal: Goal | None = None) -> _Opened:
        # Only here: the list is on the screen before it is needed.
        from reader.ui.opening import library_document

        return _Opened(library_document(self.desk, entry_id, locator), goal)

    @on(Worker.StateChanged)
    def _take_result(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self.post_message(Ready())
            reason = event.worker.error
            self.notify(str(reason), severity="error", markup=False, timeout=10)
        elif event.state is WorkerState.SUCCESS:
            match event.worker.result:
                case _Opened(loaded, goal):
                    from reader.ui.screens.article import ArticleScreen

                    self.app.push_screen(ArticleScreen.of(loaded, self.desk, goal))
                case tuple() as entries:
                    self._take_read(entries)

    def take_entries(self, entries: tuple[Entry, ...]) -> None:
        """List these articles from now on; the cursor stays on the one it is on."""
        if entries != self.entries or not self.rows.empty:
            self.rows.empty = _EMPTY
            self.entries, self._words = entries, {}
            self.marked &= {entry.article_id for entry in entries}
            self._sort()
            self.fill()

    def fill(self) -> None:
        """Show the articles that the filter asks for."""
        typed = self.line.value
        self.shown = self._fitting(typed) if typed else self._sorted
        marked = f" · {len(self.marked):,} marked" if self.marked else ""
        if self._is_read:
            count = f"{len(self.shown):,} of {len(self.entries):,} articles"
            self.status.position = f"{count}{marked}"
        if self.entries:
            self.rows.empty = "no article has all of that" if typed else ""
        self.rows.marked = self.marked
        current = self.rows.current_entry
        self.rows.show_entries(self.shown, current.article_id if current else "")

    def _fitting(self, typed: str) -> tuple[Entry, ...]:
        # Only here: nothing is filtered at the start.
        from reader.reading.article_query import ArticleQuery, words_of

        if not self._words:
            self._words = {entry.article_id: words_of(entry) for entry in self.entries}
        query = ArticleQuery(typed)
        return tuple(e for e in self._sorted if query.fits(e, self._words[e.article_id]))

    @on(RowList.Chosen)
    def _choose(self) -> None:
        if entry := self.rows.current_entry:
            self._load(entry.article_id, entry.locator)

    def action_open(self) -> None:
        """Open the article under the cursor."""
        self.rows.action_choose()

    @work
    async def action_open_other(self) -> None:
        """Ask for a file or an address and open it, or for a folder and take in what is in it."""
        from reader.ui.screens.prompt import TextPrompt

        prompt = TextPrompt("Open", "", "path of a file or a folder, or a web address")
        path = await self.app.push_screen_wait(prompt)
        named = canonical_characters(path or "").strip()
        if named and os.path.isdir(os.path.expanduser(named)):
            await self._offer_folder(named)
        elif named:
            self._load("", named)

    async def _offer_folder(self, folder: str) -> None:
        from reader.reading.adding import Report, sources_below
        from reader.ui.screens.prompt import confirm

        report = Report()
        found = await asyncio.to_thread(sources_below, [folder], report)
        if report.failed:
            self.notify(report.failed[0][1], severity="error", markup=False, timeout=8)
            return
        count = f"{len(found):,} article{'s' if len(found) != 1 else ''}"
        question = confirm(f"Take in the {count} below {folder}?", f"Take in {count}", "No")
        if await self.app.push_screen_wait(question) == "yes":
            self._take_in(found)

    @work(thread=True, exclusive=True, group="adding", exit_on_error=False)
    def _take_in(self, locators: Sequence[str]) -> None:
        from reader.reading.adding import Report, read_one, take_in, unread

        report, shelf, worker = Report(), self.desk.shelf(), get_current_worker()
        left = unread(locators, shelf, report)
        outcomes = (read_one(locator, self.desk.now()) for locator in left)
        with contextlib.closing(take_in(outcomes, shelf, report, self.desk.now)) as kept:
            for number, _ in enumerate(kept, 1):
                if worker.is_cancelled:
                    return
                if number % _TELL_EVERY == 0:
                    told = f"{number:,} of {len(left):,} read"
                    self.app.call_from_thread(self._tell, told, "")
        self.app.call_from_thread(self._take_report, report)

    def _take_report(self, report: Report) -> None:
        if not self.is_attached:
            return
        self._tell("", "")
        reasons = "".join(f"\n{why}" for _, why in report.failed[:_REASONS])
        severity: SeverityLevel = "warning" if report.failed else "information"
        self.notify(f"{report}{reasons}", severity=severity, markup=False, timeout=12)
        self._read()

    # Filtering and sorting

    @on(Input.Changed)
    def _filter(self) -> None:
        self.rows.cursor = 0
        self.fill()

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.rows.focus()

    def action_filter(self) -> None:
        """Write in the filter."""
        self.line.display = True
        self.line.focus()

    def action_sort(self, by: int) -> None:
        """Sort by the next column, or the one before."""
        orders = [column.order for column in LIBRARY_COLUMNS]
        order = orders[(orders.index(self.heads.order) + by) % len(orders)]
        self._sort_by(order, is_falling=order.falls)

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self._sort_by(self.heads.order, is_falling=not self.heads.is_falling)

    @on(ColumnHeads.Pressed)
    def _press_head(self, event: ColumnHeads.Pressed) -> None:
        again = event.order is self.heads.order
        falling = not self.heads.is_falling if again else event.order.falls
        self._sort_by(event.order, is_falling=falling)

    def _sort_by(self, order: Order, *, is_falling: bool) -> None:
        self.heads.order, self.heads.is_falling = order, is_falling
        self.status.source = f"by {order.phrase} {'▼' if is_falling else '▲'}"
        self.desk.change_look(order=order.value, order_falls=is_falling)
        self._sort()
        self.rows.cursor = 0
        self.rows.show_entries(())
        self.fill()

    def _sort(self) -> None:
        order, falls = self.heads.order, self.heads.is_falling
        self._sorted = sorted_entries(self.entries, order, is_falling=falls)

    def action_leave(self) -> None:
        """Drop the marks, then the filter."""
        if self.marked:
            self.marked = set()
        else:
            self.line.value, self.line.display = "", False
            self.rows.focus()
        self.fill()

    # Elsewhere

    def action_all_notes(self) -> None:
        """The notes of all articles."""
        from reader.ui.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self.desk), self._go_to)

    def action_search_all(self) -> None:
        """Search in everything."""
        from reader.ui.screens.search_all import SearchScreen

        self.app.push_screen(SearchScreen(self.desk), lambda _: None)

    def action_trash(self) -> None:
        """What was removed."""
        from reader.ui.screens.trash import TrashScreen

        self.app.push_screen(TrashScreen(self.desk), lambda _: None)

    def _go_to(self, place: Place | None) -> None:
        if place is not None:
            self._load(place.article_id, place.locator, place.goal)

    def action_help(self) -> None:
        """Every key."""
        from reader.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.desk.settings.keys, GROUPS))

    def action_back(self) -> None:
        """Leave."""
        self.app.exit()

    @on(KeyLine.Pressed)
    async def _press(self, event: KeyLine.Pressed) -> None:
        await self.run_action(event.action)
