"""The trash: articles and notes that were removed, to be brought back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from textual import on, work
from textual.binding import Binding
from textual.widgets import Input

from reader.annotations import Annotation
from reader.errors import ReaderError
from reader.reading import Entry, Op, Shelf
from reader.ui.counted import many
from reader.ui.desk import Desk
from reader.ui.library_keys import TRASH
from reader.ui.screens.listing import Listing
from reader.ui.widgets.article_columns import source_of
from reader.ui.widgets.row_list import Item, RowList


@dataclass(frozen=True, slots=True)
class Removed:
    """An article or a note in the trash."""

    entry: Entry
    """The article, or the one that the note is on."""
    note: Annotation | None
    """The note; None for an article."""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"note:{self.note.id}" if self.note else f"article:{self.entry.article_id}"

    @property
    def at(self) -> datetime:
        """When it was removed."""
        at = self.note.deleted if self.note else self.entry.removed
        assert at is not None
        return at

    @property
    def words(self) -> str:
        """What a filter looks for words in; casefolded."""
        note = self.note
        of_note = (_exact(note), note.body, *note.tags) if note else ()
        return "\n".join((self.entry.title, self.entry.locator, *of_note)).casefold()

    def restore(self, shelf: Shelf, now: datetime) -> Removed:
        """Bring it back; what takes that back.

        Raises:
            StoreError: It could not be kept.
        """
        if self.note is None:
            shelf.restore_article(self.entry.article_id)
            return self
        back = replace(
            self.note,
            deleted=None,
            rev=self.note.rev + 1,
            updated=max(now, self.note.created),
        )
        return replace(self, note=shelf.save(back, self.note))

    def remove(self, shelf: Shelf, now: datetime) -> None:
        """Put it back into the trash.

        Raises:
            StoreError: It could not be kept.
        """
        if self.note is None:
            shelf.remove_article(self.entry.article_id, now)
        else:
            gone = replace(self.note, deleted=now, rev=self.note.rev + 1, updated=now)
            shelf.save(gone, self.note, Op.UNDO)


def removed_of(shelf: Shelf) -> list[Removed]:
    """Everything in the trash; the last removed first."""
    found = [Removed(entry, None) for entry in shelf.removed_entries()]
    for entry in shelf.entries():
        if entry.trashed:
            found += [Removed(entry, note) for note in shelf.trash(entry.article_id)]
    return sorted(found, key=lambda one: (one.at, one.key), reverse=True)


class TrashScreen(Listing[None]):
    """Lists what was removed; brings it back."""

    AUTO_FOCUS = "RowList"
    KEY_GROUPS = (TRASH,)
    NAME = "Trash"
    HINT = "words of what was removed"
    EMPTY = "looking into the trash …"
    BINDINGS = [
        Binding(key.keys, key.action, key.help, show=False, id=key.id) for key in TRASH.keys
    ]

    def __init__(self, desk: Desk) -> None:
        """Show the trash of this desk's library."""
        super().__init__(desk)
        self.marked: set[str] = set()
        self._found: dict[str, Removed] = {}
        self._restored: list[list[Removed]] = []

    def on_mount(self) -> None:
        """Look into the trash after the first paint."""
        self.line.display = False
        self.call_after_refresh(self._read)

    @work(thread=True, exclusive=True, group="trash", exit_on_error=False)
    def _read(self) -> None:
        self.app.call_from_thread(self._take, removed_of(self.desk.shelf()))

    def _take(self, found: Sequence[Removed]) -> None:
        if self.is_attached:
            self._found = {one.key: one for one in found}
            self.marked &= self._found.keys()
            self._fill()

    def _fill(self) -> None:
        words = self.line.value.casefold().split()
        shown = [one for one in self._found.values() if all(word in one.words for word in words)]
        self.rows.empty = "nothing in the trash has all of that" if words else "the trash is empty"
        articles = sum(one.note is None for one in self._found.values())
        notes = len(self._found) - articles
        marked = f" · {len(self.marked):,} marked" if self.marked else ""
        self.status.position = f"{many(articles, 'article')}, {many(notes, 'note')}{marked}"
        current = self.rows.current
        items = [item for one in shown for item in _rows(one, is_marked=one.key in self.marked)]
        self.rows.show(items, current.key if current else None)

    # Filtering and marking

    @on(Input.Changed)
    def _filter(self) -> None:
        self.rows.cursor = 0
        self._fill()

    def action_mark(self) -> None:
        """Mark what is under the cursor, or not any more; go on to the next one."""
        if self.rows.current:
            self.marked ^= {self.rows.current.key}
            self._fill()
            self.rows.action_cursor(1)

    def action_mark_all(self) -> None:
        """Mark all that is listed, or, if it all is, none."""
        listed = {item.key for item in self.rows.items if item.key}
        self.marked = self.marked - listed if listed <= self.marked else self.marked | listed
        self._fill()

    # Bringing back

    @on(RowList.Chosen)
    def _choose(self) -> None:
        self.action_restore()

    def action_restore(self) -> None:
        """Bring back what is marked, else what is under the cursor."""
        current = self.rows.current
        keys = self.marked or ({current.key} if current else set())
        chosen = [one for key, one in self._found.items() if key in keys]
        if chosen:
            self._restore(chosen)

    @work(thread=True, group="save", exit_on_error=False)
    def _restore(self, chosen: Sequence[Removed]) -> None:
        shelf, now = self.desk.shelf(), self.desk.now()
        back: list[Removed] = []
        trouble = ""
        for one in chosen:
            try:
                back.append(one.restore(shelf, now))
            except ReaderError as error:
                trouble = f"{len(chosen) - len(back)} of {len(chosen)} not restored: {error}"
                break
        found = removed_of(shelf)
        self.app.call_from_thread(self._take_restored, back, found, trouble)

    def action_undo(self) -> None:
        """Put back into the trash what was restored last."""
        if not self._restored:
            self.notify("nothing was restored here yet", timeout=2)
            return
        self._remove(self._restored.pop())

    @work(thread=True, group="save", exit_on_error=False)
    def _remove(self, chosen: Sequence[Removed]) -> None:
        shelf, now = self.desk.shelf(), self.desk.now()
        trouble = ""
        try:
            for one in chosen:
                one.remove(shelf, now)
        except ReaderError as error:
            trouble = f"not saved: {error}"
        self.app.call_from_thread(self._take_restored, [], removed_of(shelf), trouble)

    def _take_restored(
        self, back: Sequence[Removed], found: Sequence[Removed], trouble: str
    ) -> None:
        if not self.is_attached:
            return
        if back:
            self._restored.append(list(back))
            self.marked = set()
            self.notify(f"{_told(back)} restored; u takes that back", markup=False, timeout=4)
        self.status.state, self.status.is_trouble = trouble and "not saved", bool(trouble)
        if trouble:
            self.notify(trouble, severity="error", markup=False, timeout=12)
        self._take(found)

    # Leaving

    def action_leave(self) -> None:
        """Drop the marks, then the filter, then leave."""
        if self.marked:
            self.marked = set()
        elif self.line.display:
            self.line.value, self.line.display = "", False
            self.rows.focus()
        else:
            self.action_back()
            return
        self._fill()


def _rows(one: Removed, *, is_marked: bool) -> Iterator[Item]:
    note, entry = one.note, one.entry
    tone = "strong" if is_marked else ""
    mark = "■ " if is_marked else ""
    right = f"{one.at.astimezone():%Y-%m-%d %H:%M}"
    if note is None:
        notes = f"{many(entry.notes, 'note')} · " if entry.notes else ""
        yield Item(one.key, f"{mark}Article · {entry.title}", right, tone)
        yield Item("", f"{notes}{source_of(entry)}", tone="muted", indent=2)
        return
    kind = "Note" if note.body else "Highlight"
    yield Item(one.key, f"{mark}{kind} · {_exact(note) or 'on the article'}", right, tone)
    if note.body:
        yield Item("", note.body.splitlines()[0], indent=2)
    yield Item("", entry.title, tone="muted", indent=2)


def _exact(note: Annotation) -> str:
    return " ".join(note.target.exact.split()) if note.target else ""


def _told(back: Sequence[Removed]) -> str:
    articles = sum(one.note is None for one in back)
    notes = len(back) - articles
    told = [many(articles, "article") if articles else "", many(notes, "note") if notes else ""]
    return ", ".join(filter(None, told))
