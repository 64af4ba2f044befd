"""The versions of an article: when each was seen, what was changed, read and compared."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.worker import get_current_worker

from reader.document import Document
from reader.reading import Version
from reader.ui.bindings import remapped
from reader.ui.counted import many
from reader.ui.desk import Desk
from reader.ui.library_keys import VERSIONS
from reader.ui.screens.dialogue import LeftOnce
from reader.ui.widgets.article_columns import source_name
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.row_list import Item, RowList
from reader.ui.widgets.status_line import StatusLine

_LONGEST = 2_000_000
"""Code points; longer versions are compared only when somebody asks for it."""


@dataclass(frozen=True, slots=True)
class ChosenVersion:
    """What somebody wants to read."""

    sha256: str
    """The version."""
    offset: int | None = None
    """Where in it, code points; None for the place that is read now."""


class VersionsScreen(LeftOnce[ChosenVersion | None]):
    """Lists the versions, the one seen last first; gives the one to read."""

    AUTO_FOCUS = "RowList"
    KEY_GROUPS = (VERSIONS,)
    DEFAULT_CSS = "VersionsScreen { background: $background; }"
    BINDINGS = [
        Binding(key.keys, key.action, key.help, show=False, id=key.id) for key in VERSIONS.keys
    ]
    rows = query_one(RowList)
    status = query_one(StatusLine)

    def __init__(self, desk: Desk, article_id: str, shown: Document) -> None:
        """List the versions of an article.

        Args:
            desk: What to work with.
            article_id: The article.
            shown: The version that is being read.
        """
        super().__init__()
        self.desk, self._article_id, self._shown = desk, article_id, shown
        self.versions: tuple[Version, ...] = ()
        self.told: dict[str, str] = {}
        """What each version changed in the one before, by hash, as far as it is known."""
        self.marked: list[str] = []
        """Up to two versions that are to be compared, by hash."""

    def compose(self) -> ComposeResult:
        """Status, list, keys."""
        yield StatusLine()
        yield RowList(empty="looking for versions …")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look for the versions after the first paint."""
        self.status.title = f"Versions of {self._shown.title}"
        table = remapped(self.desk.settings.keys, VERSIONS.keys)[0]
        self.query_one(KeyLine).keys = tuple(
            (key.shown[0], key.label, key.action) for key in table if key.label
        )
        self.call_after_refresh(self._read)

    @work(thread=True, exclusive=True, group="versions", exit_on_error=False)
    def _read(self) -> None:
        shelf, worker = self.desk.shelf(), get_current_worker()
        versions = shelf.version_list(self._article_id)
        self.app.call_from_thread(self._take, versions)
        later: Document | None = None
        for number, version in enumerate(versions):
            document = shelf.version(self._article_id, version.sha256)
            if worker.is_cancelled:
                return
            if later is not None and document is not None:
                told = _told(document, later)
                self.app.call_from_thread(self._take_told, versions[number - 1].sha256, told)
            later = document

    def _take(self, versions: tuple[Version, ...]) -> None:
        if self.is_attached:
            self.versions = versions
            count = len(versions)
            self.status.position = f"{count} version{'s' if count != 1 else ''}"
            self.rows.empty = "no version is known"
            self._fill(self._shown.sha256)

    def _take_told(self, sha256: str, told: str) -> None:
        if self.is_attached:
            self.told[sha256] = told
            self._fill()

    def _fill(self, cursor: str = "") -> None:
        current = self.rows.current
        key = cursor or (current.key if current else "")
        items = [item for version in self.versions for item in self._rows(version)]
        self.rows.show(items, key)

    def _rows(self, version: Version) -> list[Item]:
        day = f"{version.at.astimezone():%Y-%m-%d %H:%M}" if version.at else "day not known"
        words = many(version.words, "word") if version.words is not None else ""
        mark = "■ " if version.sha256 in self.marked else ""
        here = "read now" if version.sha256 == self._shown.sha256 else ""
        lost = "" if version.is_kept else "its text was not kept"
        right = " · ".join(filter(None, (here, lost)))
        text = f"{mark}{'  '.join(filter(None, (day, words, source_name(version.locator))))}"
        rows = [Item(version.sha256, text, right, "strong" if here else "")]
        if told := self.told.get(version.sha256):
            rows.append(Item("", told, tone="muted", indent=2))
        elif version is self.versions[-1]:
            rows.append(Item("", "the first one", tone="muted", indent=2))
        return rows

    # What can be done

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        self.dismiss(ChosenVersion(event.item.key))

    def action_read(self) -> None:
        """Read the version under the cursor."""
        self.rows.action_choose()

    def action_mark(self) -> None:
        """Mark the version under the cursor to be compared, or not any more."""
        current = self.rows.current
        if current is None:
            return
        if current.key in self.marked:
            self.marked.remove(current.key)
        else:
            self.marked = [*self.marked[-1:], current.key]
        self._fill()
        self.rows.action_cursor(1)

    def action_compare(self) -> None:
        """Compare the two that are marked, else the one under the cursor with the one before it.

        One that is marked alone is compared with the one under the cursor; the first version with
        the one after it.
        """
        pair = self._pair()
        if pair is None:
            self.notify("there is only one version", timeout=3)
        else:
            self._load(*pair)

    def _pair(self) -> tuple[Version, Version] | None:
        """The earlier and the later of the two versions that are meant."""
        order = [version.sha256 for version in self.versions]
        current = self.rows.current
        if current is None or len(order) < 2:
            return None
        here = order.index(current.key)
        marked = [order.index(sha256) for sha256 in self.marked]
        if len(marked) == 2:
            numbers = marked
        elif marked and marked[0] != here:
            numbers = [marked[0], here]
        else:
            numbers = [here, here + 1] if here + 1 < len(order) else [here - 1, here]
        return self.versions[max(numbers)], self.versions[min(numbers)]

    @work(thread=True, exclusive=True, group="compare", exit_on_error=False)
    def _load(self, earlier: Version, later: Version) -> None:
        from reader.reading.comparison import compare

        shelf = self.desk.shelf()
        old = shelf.version(self._article_id, earlier.sha256)
        new = shelf.version(self._article_id, later.sha256)
        if old is None or new is None:
            self.app.call_from_thread(
                self.notify, "the text of one of them was not kept", severity="warning"
            )
            return
        comparison = compare(old, new)
        from reader.ui.screens.compared_versions import ComparedScreen

        def show() -> None:
            screen = ComparedScreen(self.desk, comparison, earlier, later)
            self.app.push_screen(screen, self._leave_for)

        self.app.call_from_thread(show)

    def _leave_for(self, chosen: ChosenVersion | None) -> None:
        if chosen is not None:
            self.dismiss(chosen)

    def action_back(self) -> None:
        """Back to the article."""
        self.dismiss(None)

    @on(KeyLine.Pressed)
    async def _press(self, event: KeyLine.Pressed) -> None:
        await self.run_action(event.action)


def _told(old: Document, new: Document) -> str:
    """What a version changed in the one before it."""
    from reader.reading.comparison import compare

    if max(len(old.text), len(new.text)) > _LONGEST:
        return f"{len(new.text) - len(old.text):+,} characters"
    return compare(old, new).told() or "only typography was changed"


def chosen_day(version: Version) -> str:
    """When a version was seen, for a heading."""
    return f"{version.at.astimezone():%Y-%m-%d %H:%M}" if version.at else "an unknown day"
