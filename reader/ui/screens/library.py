"""The library: every article opened before."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from reader.document import Document
from reader.reading import Entry
from reader.ui.desk import Desk
from reader.ui.goals import Goal, Place
from reader.ui.opening import library_document
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.row_list import Item, RowList
from reader.ui.widgets.status_line import StatusLine

_KEYS = (
    ("enter", "open", "open"),
    ("/", "filter", "filter"),
    ("A", "notes", "all_notes"),
    ("o", "open a file", "open_other"),
    ("q", "quit", "quit"),
)


@dataclass(frozen=True, slots=True)
class _Opened:
    document: Document
    goal: Goal | None


class LibraryScreen(Screen[None]):
    """Lists the articles, last opened first; filters as one types."""

    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    LibraryScreen { background: $background; }
    LibraryScreen Input { height: 1; border: none; padding: 0 1; background: $surface; }
    """
    BINDINGS = [
        Binding("slash", "filter", "filter", show=False),
        Binding("o", "open_other", "open a file", show=False),
        Binding("A", "all_notes", "the notes of all articles", show=False),
        Binding("q", "back", "quit", show=False),
        Binding("escape", "leave_filter", "back to the list", show=False),
    ]
    rows = query_one(RowList)

    def __init__(self, desk: Desk) -> None:
        """List the library of this desk."""
        super().__init__()
        self.desk = desk
        self.entries: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        """Status, filter, list, keys."""
        yield StatusLine()
        yield Input(placeholder="filter by title or source")
        yield RowList(empty="the library is empty: o opens a file")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the library after the first paint."""
        self.query_one(StatusLine).title = "Library"
        self.query_one(KeyLine).keys = _KEYS
        self.query_one(Input).display = False
        self.call_after_refresh(self._read)

    def on_screen_resume(self) -> None:
        """Read it again when coming back from an article."""
        self._read()

    @work(thread=True, exclusive=True, group="entries", exit_on_error=False)
    def _read(self) -> tuple[Entry, ...]:
        return self.desk.shelf().entries()

    @work(thread=True, exclusive=True, group="article", exit_on_error=False)
    def _load(self, entry_id: str, locator: str, goal: Goal | None = None) -> _Opened:
        return _Opened(library_document(self.desk, entry_id, locator), goal)

    @on(Worker.StateChanged)
    def _take_result(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            reason = event.worker.error
            self.notify(str(reason), severity="error", markup=False, timeout=10)
        elif event.state is WorkerState.SUCCESS:
            match event.worker.result:
                case _Opened(document, goal):
                    from reader.ui.screens.article import ArticleScreen

                    self.app.push_screen(ArticleScreen(document, self.desk, goal=goal))
                case tuple() as entries:
                    self.entries = entries
                    self._fill()

    def _fill(self) -> None:
        wanted = self.query_one(Input).value.casefold().split()
        shown = [
            entry
            for entry in self.entries
            if all(word in f"{entry.title} {entry.locator}".casefold() for word in wanted)
        ]
        self.query_one(StatusLine).position = f"{len(shown)} of {len(self.entries)} articles"
        self.rows.show([_item(entry) for entry in shown])

    @on(Input.Changed)
    def _filter(self) -> None:
        self._fill()

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.rows.focus()

    def action_filter(self) -> None:
        """Write in the filter."""
        line = self.query_one(Input)
        line.display = True
        line.focus()

    def action_leave_filter(self) -> None:
        """Drop the filter."""
        line = self.query_one(Input)
        line.value, line.display = "", False
        self.rows.focus()

    def action_open(self) -> None:
        """Open the article under the cursor."""
        self.rows.action_choose()

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        entry = next((kept for kept in self.entries if kept.article_id == event.item.key), None)
        if entry is not None:
            self._load(entry.article_id, entry.locator)

    @work
    async def action_open_other(self) -> None:
        """Ask for a file and open it."""
        from reader.ui.screens.prompt import TextPrompt

        path = await self.app.push_screen_wait(TextPrompt("Open", "", "path of an article"))
        if path and path.strip():
            self._load("", path.strip())

    def action_all_notes(self) -> None:
        """The notes of all articles."""
        from reader.ui.screens.notes import NotesScreen

        self.app.push_screen(NotesScreen(self.desk), self._go_to_note)

    def _go_to_note(self, place: Place | None) -> None:
        if place is not None:
            self._load(place.article_id, place.locator, place.goal)

    def action_back(self) -> None:
        """Leave."""
        self.app.exit()


def _item(entry: Entry) -> Item:
    read = round(100 * (entry.position or 0) / max(1, entry.length))
    counts = f"{read:>3}% read {entry.quotes:>4} quotes {entry.notes:>3} notes"
    right = f"{counts}  {entry.opened:%Y-%m-%d}"
    return Item(entry.article_id, entry.title, right)
