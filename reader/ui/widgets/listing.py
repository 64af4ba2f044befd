"""What the sidebar lists, made anew only where something changed: a text may have 40,000 quotes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple, overload

from reader.annotations import Annotation, State
from reader.quotes import Findings
from reader.reading import Reading
from reader.reading.note_query import Noted, NoteQuery
from reader.ui.widgets.lists import (
    TABS,
    everyone,
    note_lines,
    only_with,
    outline_items,
    quote_lines,
    speaker_items,
    speaker_numbers,
)
from reader.ui.widgets.row_list import Item

_SPEAKERS, _QUOTES, _NOTES, _OUTLINE = range(len(TABS))
_NOTHING: tuple[object, ...] = ()


class QuoteRows(Sequence[Item]):
    """The quotes in order, each below the line that says whose it is; made when looked at."""

    def __init__(self, reading: Reading, findings: Findings) -> None:
        """Take the article and what was found in it."""
        self._reading, self._findings = reading, findings
        self._speakers = speaker_numbers(findings)
        self._numbers: dict[str, int] | None = None

    def __len__(self) -> int:
        return 2 * len(self._findings.quotes)

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> list[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | list[Item]:
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        quote = self._findings.quotes[number // 2]
        return quote_lines(self._reading, self._findings, quote, self._speakers)[number % 2]

    def number_of(self, key: str) -> int | None:
        """The number of the line with this key."""
        if self._numbers is None:
            quotes = enumerate(self._findings.quotes)
            self._numbers = {f"quote:{quote.id}": 2 * number for number, quote in quotes}
        return self._numbers.get(key)


class _Known(NamedTuple):
    """A note with what it is looked for by, and its lines."""

    noted: Noted
    lines: list[Item]


class Listing:
    """Makes the lines of the sidebar's tabs, and remembers those it made last."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._asked, self._of = _NOTHING, _NOTHING
        self._items: Sequence[Item] = ()
        self._notes: dict[str, _Known] = {}
        self._notes_of = _NOTHING

    def items(
        self, reading: Reading, tab: int, words: str, opened: Collection[str]
    ) -> Sequence[Item]:
        """The lines of a tab; the same sequence as before if nothing changed that they depend on.

        Args:
            reading: The article.
            tab: Number of the tab.
            words: Only what holds these, casefolded; empty: everything.
            opened: The speakers, by id, below whom their quotes are listed; `""` for nobody.
        """
        asked = (tab, words, frozenset(opened) if tab == _SPEAKERS else None)
        of = _sources(reading, tab)
        if asked != self._asked or not _are_same(of, self._of):
            self._asked, self._of = asked, of
            self._items = self._made(reading, tab, words, opened)
        return self._items

    def _made(
        self, reading: Reading, tab: int, words: str, opened: Collection[str]
    ) -> Sequence[Item]:
        if tab == _NOTES:
            return self._note_items(reading, words)
        if tab == _SPEAKERS:
            shown = everyone(reading) if words else opened
            return only_with(words, speaker_items(reading, shown))
        if tab == _QUOTES:
            findings = reading.findings
            rows = QuoteRows(reading, findings) if findings else ()
            return only_with(words, list(rows)) if words else rows
        return only_with(words, outline_items(reading))

    def _note_items(self, reading: Reading, asked: str) -> list[Item]:
        """Notes on the article first, then by place, those without one last."""
        names = (reading.findings, reading.document)
        if not _are_same(names, self._notes_of):
            self._notes.clear()
            self._notes_of = names
        known = [self._known_of(reading, note) for note in _orphans_last(reading.annotations)]
        for test in NoteQuery(asked).tests:
            known = [one for one in known if test(one.noted)]
        return [line for one in known for line in one.lines]

    def _known_of(self, reading: Reading, note: Annotation) -> _Known:
        known = self._notes.get(note.id)
        if known is None or known.noted.note is not note:
            known = _Known(_noted(reading, note), note_lines(reading, note))
            self._notes[note.id] = known
        return known


def _sources(reading: Reading, tab: int) -> tuple[object, ...]:
    """What the lines of a tab depend on."""
    if tab == _OUTLINE:
        return (reading.document,)
    found = (reading.document, reading.findings)
    return (*found, reading.annotations) if tab == _NOTES else found


def _are_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    """Whether these are the same objects: to compare what they hold takes as long as to list it."""
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))


def _orphans_last(annotations: Sequence[Annotation]) -> list[Annotation]:
    orphans = [note for note in annotations if note.anchor.state is State.ORPHAN]
    placed = [note for note in annotations if note.anchor.state is not State.ORPHAN]
    return placed + orphans


def _noted(reading: Reading, note: Annotation) -> Noted:
    document = reading.document
    words = note.target.exact if note.target else ""
    speaker = reading.speaker_name_of(note) or ""
    return Noted(note, words, speaker, document.title, document.origin.locator)
