"""The notes of the library as lines of a list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import overload

from reader.annotations import State
from reader.ui.all_notes import LibraryNote
from reader.ui.widgets.lists import verdict_line
from reader.ui.widgets.row_list import Item

_MARKS = {State.ORPHAN: "no place", State.FUZZY: "rewritten", State.MOVED: "moved"}


class NoteRows(Sequence[Item]):
    """The lines of notes, made when somebody looks at one: there may be a hundred thousand."""

    def __init__(self, notes: Sequence[LibraryNote], marked: Collection[str]) -> None:
        """List these notes; those with these ids are marked."""
        self._notes, self._marked = notes, marked
        self._ends = list(accumulate(map(_height, notes)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> list[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | list[Item]:
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        at = range(len(self))[number]
        which = bisect_right(self._ends, at)
        one = self._notes[which]
        lines = note_rows(one, is_marked=one.note.id in self._marked)
        return lines[at - self._ends[which]]

    def number_of(self, key: str) -> int | None:
        """The number of the first line of the note with this id."""
        ids = (number for number, one in enumerate(self._notes) if one.note.id == key)
        which = next(ids, None)
        return None if which is None else self._ends[which] - _height(self._notes[which])


def _height(one: LibraryNote) -> int:
    return 2 + len(_body_lines(one.note.body))


def _body_lines(body: str) -> list[str]:
    return [line for line in body.splitlines()[:2] if line.strip()] if body else []


def note_rows(one: LibraryNote, *, is_marked: bool) -> list[Item]:
    """A note of the library in a list: its words, the note, where it is."""
    note, noted = one.note, one.noted
    sign = "■" if is_marked else "●" if note.body else "▪"
    state = _MARKS.get(note.anchor.state, "")
    right = " · ".join(
        filter(None, (state, noted.speaker, f"{note.updated.astimezone():%Y-%m-%d}"))
    )
    tone = "strong" if is_marked else ""
    items = [Item(note.id, f"{sign} {noted.words or 'on the article'}", right, tone)]
    items += [Item("", line, "", "", 2) for line in _body_lines(note.body)]
    tags = " ".join(f"#{tag}" for tag in note.tags)
    check = verdict_line(note.check) if note.check else ""
    below = " · ".join(filter(None, (one.entry.title, str(note.color), tags, check)))
    items.append(Item("", below, "", "muted", 2))
    return items
