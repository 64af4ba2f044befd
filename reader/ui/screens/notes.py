"""The notes of the whole library: filter, sort, go to one, tag and remove many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import Input
from textual.worker import get_current_worker

from reader.annotations import Annotation
from reader.errors import ReaderError
from reader.reading import Op, tag_words
from reader.ui.all_notes import (
    LibraryNote,
    Order,
    fitting,
    latest_notes,
    library_note,
    notes_of,
    ordered,
)
from reader.ui.desk import Desk
from reader.ui.goals import Goal, Place
from reader.ui.screens.dialogue import LeftOnce
from reader.ui.screens.prompt import TextPrompt, confirm
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.note_rows import NoteRows
from reader.ui.widgets.row_list import RowList
from reader.ui.widgets.status_line import StatusLine

_KEYS = (
    ("enter", "go there", "open"),
    ("/", "filter", "filter"),
    ("S", "sort", "sort"),
    ("A", "this article", "scope"),
    ("m", "mark", "mark"),
    ("t", "tag", "tag"),
    ("x", "remove", "remove"),
    ("u", "undo", "undo"),
    ("q", "back", "back"),
)
_HINT = "words, tag:x speaker:x color:x kind:x state:orphan check:x source:x since:2026-01-31"
_FIRST = 200
"""Notes shown while the others are read."""
_SLICE = 200
"""Articles read before what was found is shown; then twice as many, and so on."""


class NotesScreen(LeftOnce[Place | None]):
    """Lists notes; gives the one to go to."""

    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    NotesScreen { background: $background; }
    NotesScreen Input { height: 1; border: none; padding: 0 1; background: $surface; }
    """
    BINDINGS = [
        Binding("slash", "filter", "filter", show=False),
        Binding("S", "sort", "sort", show=False),
        Binding("A", "scope", "this article, or all", show=False),
        Binding("m", "mark", "mark", show=False),
        Binding("M", "mark_all", "mark all that are listed", show=False),
        Binding("t", "tag", "tag", show=False),
        Binding("x", "remove", "remove", show=False),
        Binding("u", "undo", "undo", show=False),
        Binding("q", "back", "back", show=False),
        Binding("escape", "leave", "drop marks and filter, then back", show=False),
    ]
    rows = query_one(RowList)
    line = query_one(Input)

    def __init__(self, desk: Desk, article_id: str = "") -> None:
        """List the notes of this desk's library.

        Args:
            desk: What to work with.
            article_id: The article one comes from, to which the list can be narrowed.
        """
        super().__init__()
        self.desk, self._article_id = desk, article_id
        self._notes: dict[str, LibraryNote] = {}
        self._gone: dict[str, LibraryNote] = {}
        self._unread: set[str] = set()
        self._sorted: list[LibraryNote] | None = None
        self._shown: list[LibraryNote] = []
        self._marked: set[str] = set()
        self._order = Order.CHANGED
        self._only_here = False
        self._done: list[list[tuple[Annotation, Annotation]]] = []

    def compose(self) -> ComposeResult:
        """Status, filter, list, keys."""
        yield StatusLine()
        yield Input(placeholder=_HINT, compact=True)
        yield RowList(empty="reading the notes …")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the notes after the first paint."""
        self.query_one(StatusLine).title = "Notes"
        keys = _KEYS if self._article_id else tuple(key for key in _KEYS if key[0] != "A")
        self.query_one(KeyLine).keys = keys
        self.line.display = False
        self.call_after_refresh(self._read)

    @work(thread=True, exclusive=True, group="notes", exit_on_error=False)
    def _read(self) -> None:
        shelf, worker = self.desk.shelf(), get_current_worker()
        self.app.call_from_thread(self._take_first, latest_notes(shelf, _FIRST))
        shelf.take_in_notes()
        entries = [entry for entry in shelf.entries() if entry.notes]
        found: list[LibraryNote] = []
        shown = _SLICE
        for number, notes in enumerate(notes_of(shelf, entries), 1):
            found += notes
            if worker.is_cancelled:
                return
            if number == shown:
                progress = f"{number:,} of {len(entries):,} read"
                self.app.call_from_thread(self._take, found, progress)
                found, shown = [], 2 * shown
        self.app.call_from_thread(self._take_last, found)

    def _take_first(self, found: Sequence[LibraryNote]) -> None:
        """Show some before all are read."""
        if self.is_attached and found:
            self._take(found, "reading the others …")
            self._unread = {one.note.id for one in found}

    def _take_last(self, found: Sequence[LibraryNote]) -> None:
        for gone in self._unread - {one.note.id for one in found}:
            self._notes.pop(gone, None)
        self._take(found, "")

    def _take(self, found: Sequence[LibraryNote], progress: str) -> None:
        if not self.is_attached:
            return
        self._unread.difference_update(one.note.id for one in found)
        for one in found:
            known = self._notes.get(one.note.id)
            # What was changed here while the others were read is newer.
            if one.note.id not in self._gone and (not known or known.note.rev <= one.note.rev):
                self._notes[one.note.id] = one
        self._sorted = None
        self.query_one(StatusLine).state = progress
        if not progress:
            self.rows.empty = "no notes yet"
        self._fill()

    def _fill(self) -> None:
        everything = self._in_order()
        self._shown = fitting(everything, self.line.value)
        if self.line.value:
            self.rows.empty = "no note has all of that"
        marked = f" · {len(self._marked):,} marked" if self._marked else ""
        status = self.query_one(StatusLine)
        status.source = f"by {self._order.value}"
        status.position = f"{len(self._shown):,} of {len(everything):,} notes{marked}"
        current = self.rows.current
        items = NoteRows(self._shown, frozenset(self._marked))
        self.rows.show(items, current.key if current else None)

    def _in_order(self) -> list[LibraryNote]:
        """All that may be listed, sorted; anew only where something changed."""
        if self._sorted is None:
            notes = self._notes.values()
            here = [one for one in notes if one.entry.article_id == self._article_id]
            self._sorted = ordered(here if self._only_here else list(notes), self._order)
        return self._sorted

    # Filtering and sorting

    @on(Input.Changed)
    def _filter(self) -> None:
        self.rows.cursor = 0
        self._fill()

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.rows.focus()

    def action_filter(self) -> None:
        """Write in the filter."""
        self.line.display = True
        self.line.focus()

    def action_sort(self) -> None:
        """Sort by the next thing."""
        orders = list(Order)
        self._order, self._sorted = orders[(orders.index(self._order) + 1) % len(orders)], None
        self.rows.cursor = 0
        self._fill()

    def action_scope(self) -> None:
        """Only the notes of the article one comes from, or those of all."""
        if self._article_id:
            self._only_here, self._sorted = not self._only_here, None
            self._fill()

    # Many at once

    def action_mark(self) -> None:
        """Mark the note under the cursor, or not any more; go on to the next one."""
        if one := self._current():
            self._marked ^= {one.note.id}
            self._fill()
            self.rows.action_cursor(1)

    def action_mark_all(self) -> None:
        """Mark every note that is listed, or, if they all are, none."""
        listed = {one.note.id for one in self._shown}
        self._marked = self._marked - listed if listed <= self._marked else self._marked | listed
        self._fill()

    def action_tag(self) -> None:
        """Give tags to what is marked, else to the note under the cursor."""
        chosen = self._chosen()
        if chosen:
            title = f"Tags for {_count(chosen)}"
            known = sorted({tag for one in self._notes.values() for tag in one.note.tags})
            hint = "added to what is there; -word takes one away; tab completes"
            prompt = TextPrompt(title, "", hint, completions=known)
            self.app.push_screen(prompt, partial(self._take_tags, chosen))

    def _take_tags(self, chosen: Sequence[LibraryNote], typed: str | None) -> None:
        words = (typed or "").split()
        less = {tag.casefold() for tag in tag_words(word[1:] for word in words if word[0] == "-")}
        more = [word for word in words if word[0] != "-"]

        def tagged(note: Annotation) -> Annotation:
            kept = [tag for tag in note.tags if tag.casefold() not in less]
            return replace(note, tags=tag_words([*kept, *more]))

        if words:
            self._change(chosen, tagged)

    def action_remove(self) -> None:
        """Move what is marked, else the note under the cursor, to the trash."""
        chosen = self._chosen()
        if len(chosen) > 1:
            question = confirm(f"Remove {_count(chosen)}?", "Remove; u brings them back", "No")
            self.app.push_screen(question, partial(self._remove, chosen))
        elif chosen:
            self._remove(chosen, "yes")

    def _remove(self, chosen: Sequence[LibraryNote], answer: str | None) -> None:
        now = self.desk.now()
        if answer == "yes":
            self._change(chosen, lambda note: replace(note, deleted=now))

    def action_undo(self) -> None:
        """Take back what was done last on this screen."""
        if not self._done:
            self.notify("nothing to undo", timeout=2)
            return
        changes = [
            (after, replace(before, rev=after.rev + 1, updated=self.desk.now()))
            for before, after in self._done.pop()
        ]
        self._save(changes, Op.UNDO)

    def _change(
        self, chosen: Sequence[LibraryNote], change: Callable[[Annotation], Annotation]
    ) -> None:
        now = self.desk.now()
        changes = []
        for one in chosen:
            after = change(one.note)
            if after != one.note:
                later = max(now, one.note.created)
                changes.append((one.note, replace(after, rev=one.note.rev + 1, updated=later)))
        if changes:
            self._done.append(changes)
            self._save(changes, Op.CHANGE)

    @work(thread=True, group="save", exit_on_error=False)
    def _save(self, changes: Sequence[tuple[Annotation, Annotation]], op: Op) -> None:
        shelf = self.desk.shelf()
        kept: list[Annotation] = []
        trouble = ""
        for number, (before, after) in enumerate(changes, 1):
            try:
                kept.append(shelf.save(after, before, op))
            except ReaderError as error:
                trouble = f"{len(changes) - number + 1} of {len(changes)} not saved: {error}"
                break
            if number % _SLICE == 0:
                told = f"{number:,} of {len(changes):,} saved"
                self.app.call_from_thread(self._take_saved, kept, told, "")
                kept = []
        self.app.call_from_thread(self._take_saved, kept, "not saved" if trouble else "", trouble)

    def _take_saved(self, kept: Sequence[Annotation], progress: str, trouble: str) -> None:
        if not self.is_attached:
            return
        for note in kept:
            there = self._notes.pop(note.id, None) or self._gone.pop(note.id, None)
            if there is not None:
                held = self._gone if note.deleted else self._notes
                held[note.id] = library_note(note, there.entry, there.noted.speaker)
        self._sorted = None
        self._marked &= self._notes.keys()
        status = self.query_one(StatusLine)
        status.state, status.is_trouble = progress or "saved", bool(trouble)
        if trouble:
            self.notify(trouble, severity="error", markup=False, timeout=12)
        self._fill()

    # Going somewhere

    def action_open(self) -> None:
        """Go to the note under the cursor."""
        self.rows.action_choose()

    @on(RowList.Chosen)
    def _choose(self) -> None:
        if one := self._current():
            span = one.note.span
            goal = Goal(one.note.id, span.start if span else 0)
            self.dismiss(Place(one.entry.article_id, one.entry.locator, goal))

    def action_leave(self) -> None:
        """Drop the marks, then the filter, then leave."""
        if self._marked:
            self._marked.clear()
        elif self.line.display or self.line.value:
            self.line.value, self.line.display = "", False
            self.rows.focus()
        else:
            self.action_back()
            return
        self._fill()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    @on(KeyLine.Pressed)
    async def _press(self, event: KeyLine.Pressed) -> None:
        await self.run_action(event.action)

    def _current(self) -> LibraryNote | None:
        item = self.rows.current
        return self._notes.get(item.key) if item else None

    def _chosen(self) -> list[LibraryNote]:
        current = self._current()
        marked = [one for one in self._notes.values() if one.note.id in self._marked]
        return marked or ([current] if current else [])


def _count(chosen: Sequence[LibraryNote]) -> str:
    return "this note" if len(chosen) == 1 else f"{len(chosen):,} notes"
