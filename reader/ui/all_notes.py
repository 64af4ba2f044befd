"""Every note of the library, read in the background, filtered and sorted for a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.annotations import Annotation, State
from reader.reading import Entry, Shelf, reanchored
from reader.reading.note_query import Noted, NoteQuery
from reader.reading.speaking import speaking_in
from reader.reading.standing import standing_in


class Order(StrEnum):
    """How notes are sorted."""

    CHANGED = "last changed"
    PLACE = "article and place"
    SPEAKER = "speaker"
    TAG = "tag"
    COLOR = "colour"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class LibraryNote:
    """A note with its article."""

    noted: Noted
    """The note and what is known around it."""
    entry: Entry
    """Its article."""

    @property
    def note(self) -> Annotation:
        """The note itself."""
        return self.noted.note


def notes_of(shelf: Shelf, entries: Sequence[Entry]) -> Iterator[list[LibraryNote]]:
    """The notes of each article, one article after the other, in the order given."""
    noted = shelf.notes_with((), [entry.article_id for entry in entries])
    speaking = speaking_in(shelf, [entry.article_id for entry in entries])
    for entry, notes, there in zip(entries, noted, speaking, strict=True):
        yield [
            library_note(note, entry, there.speaker_of(note, entry.text_sha256))
            for note in _placed(shelf, entry, notes)
        ]


def latest_notes(shelf: Shelf, count: int) -> list[LibraryNote]:
    """The notes changed last, about so many, for a first look; perhaps some are missing."""
    latest = shelf.latest_notes(count)
    entries = {entry.article_id: entry for entry in shelf.recalled_entries()} if latest else {}
    names = sorted({name for name, _ in latest if name in entries})
    speaking = dict(zip(names, speaking_in(shelf, names), strict=True))
    found = []
    for name, kept in latest:
        entry = entries.get(name)
        if entry and (note := standing_in(kept, entry)):
            speaker = speaking[name].speaker_of(note, entry.text_sha256)
            found.append(library_note(note, entry, speaker))
    return found


def library_note(note: Annotation, entry: Entry, speaker: str | None) -> LibraryNote:
    """A note as the list has it; `speaker` says its words."""
    words = " ".join(note.target.exact.split()) if note.target else ""
    return LibraryNote(Noted(note, words, speaker or "", entry.title, entry.locator), entry)


def _placed(shelf: Shelf, entry: Entry, notes: Sequence[Annotation]) -> Sequence[Annotation]:
    standing = [there for note in notes if (there := standing_in(note, entry))]
    if len(standing) == len(notes):
        return standing
    document = shelf.document(entry.article_id)
    return [reanchored(note, document, shelf.text) for note in notes] if document else notes


def fitting(notes: Sequence[LibraryNote], typed: str) -> list[LibraryNote]:
    """Those that the query asks for, in order."""
    left = list(notes)
    for test in NoteQuery(typed).tests:
        left = [note for note in left if test(note.noted)]
    return left


def ordered(notes: Sequence[LibraryNote], order: Order) -> list[LibraryNote]:
    """The notes in this order; the ones changed last first among equals."""
    newest = sorted(notes, key=lambda one: one.note.updated, reverse=True)
    return newest if order is Order.CHANGED else sorted(newest, key=_KEYS[order])


def _place(one: LibraryNote) -> tuple[str, str, int]:
    span = one.note.span
    start = span.start if span else one.note.target.start if one.note.target else -1
    return one.entry.title.casefold(), one.entry.article_id, start


_STATES = (State.ORPHAN, State.FUZZY, State.MOVED, State.CONFIRMED, State.EXACT)
_KEYS: dict[Order, Callable[[LibraryNote], tuple[object, ...]]] = {
    Order.PLACE: _place,
    Order.SPEAKER: lambda one: (not one.noted.speaker, one.noted.speaker.casefold(), *_place(one)),
    Order.TAG: lambda one: (not one.note.tags, *(tag.casefold() for tag in one.note.tags)),
    Order.COLOR: lambda one: (one.note.color.value,),
    Order.STATE: lambda one: (_STATES.index(one.note.anchor.state),),
}
