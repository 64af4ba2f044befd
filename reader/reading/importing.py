"""Notes from other programs, put on the articles of the library."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import TypeVar

from reader.annotations import (
    Anchor,
    Annotation,
    Color,
    Decoration,
    Motivation,
    State,
    Target,
    anchor,
    describe,
)
from reader.annotations.fold import fold, folded_words
from reader.document import Document, Origin, Span, compose
from reader.imports import Found, Parsed
from reader.reading.reading import reanchored
from reader.reading.shelf import Shelf
from reader.reading.speaking import Speaking, speaking_in
from reader.store import Entry, annotation_of, plain_locator

Word = TypeVar("Word", Color, Decoration)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_THE_PERSONS = ("body", "tags", "color", "decoration", "motivation", "check", "updated", "extra")
"""What somebody may have changed in a note that waited for its article."""
_TELLING = 40
"""Characters from which on words tell the article that they are from."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of taking in a file."""

    added: int = 0
    there: int = 0
    """Notes that were in the library already."""
    orphans: int = 0
    """Of those added: how many have no place in the text of their article."""
    waiting: int = 0
    """Of those added: how many are on articles that were never opened here."""
    articles: int = 0
    """How many articles the added ones are on."""
    refused: tuple[str, ...] = ()
    """What was not taken in, and why."""


def take_in(parsed: Parsed, shelf: Shelf, now: datetime) -> Report:
    """Put notes from another program on their articles; doing it again adds nothing.

    The article is the one of the same URL or path, else of the same title, else the only one
    that has the words. An article that is not in the library gets an entry without text; its
    notes find their places when it is opened, or, if it is known by its title only, when they
    are taken in again. A note whose words are not in the article is kept
    as an orphan.

    Raises:
        StoreError: A note could not be kept; those before it are.
    """
    library = _Library(shelf)
    report, on = Report(refused=parsed.refused), set()
    for found in _by_article(parsed.notes):
        made_id = _id_of(found, parsed.form)
        waiting = library.waiting(made_id)
        if library.has(made_id) and not (waiting and library.is_open_now(found, waiting)):
            report = replace(report, there=report.there + 1)
            continue
        try:
            own = annotation_of(found.record, found.article_id) if found.record else None
        except ValueError as error:
            told = f"{made_id}: not a note as it was exported ({error})"
            report = replace(report, refused=(*report.refused, told))
            continue
        article_id, document = library.article_of(found, parsed.form, now)
        if own:
            note = _ours(own, article_id, document, shelf)
        else:
            note = _annotation(found, made_id, article_id, document, now)
            name = library.speaking(article_id).speaker_of(note, document.sha256)
            note = replace(note, speaker=name)
        if waiting:
            # What was changed while it waited stays.
            kept = {name: getattr(waiting, name) for name in _THE_PERSONS}
            note = replace(note, **kept)
        shelf.save(note)
        if waiting:
            shelf.save(replace(waiting, deleted=now, updated=now, rev=waiting.rev + 1), waiting)
        if note.correction:
            # Who says what there is no longer as it was found.
            shelf.sayings.forget([article_id])
        on.add(article_id)
        is_waiting = not document.text
        is_lost = note.anchor.state is State.ORPHAN and not is_waiting
        report = replace(
            report,
            added=report.added + 1,
            orphans=report.orphans + is_lost,
            waiting=report.waiting + is_waiting,
        )
    return replace(report, articles=len(on))


def _by_article(notes: Iterable[Found]) -> Iterator[Found]:
    """The notes, those on one article together: an article is read from the disk once."""
    together: dict[tuple[str, str, str], list[Found]] = {}
    for found in notes:
        key = (found.article_id, found.locator, found.title)
        together.setdefault(key, []).append(found)
    return chain.from_iterable(together.values())


class _Library:
    """The articles that notes may be on; texts are read when they are asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._entries = shelf.entries()
        self._documents: dict[str, Document] = {}
        self._there: set[str] | None = None
        self._waits = [entry for entry in self._entries if not entry.length]
        self._waiting: dict[str, Annotation] | None = None
        self._made: dict[tuple[str, str], str] = {}
        self._speaking: dict[str, Speaking] = {}

    def has(self, annotation_id: str) -> bool:
        """Whether a note is in the library, in the trash or not, or was asked for before."""
        if self._there is None:
            self._there = set(self._shelf.note_ids())
        is_there = annotation_id in self._there
        self._there.add(annotation_id)
        return is_there

    def waiting(self, annotation_id: str) -> Annotation | None:
        """A note that is on an article of which there is no text."""
        if not self._waits:
            return None
        if self._waiting is None:
            notes = (self._shelf.annotations(entry.article_id) for entry in self._waits)
            self._waiting = {note.id: note for some in notes for note in some}
        return self._waiting.get(annotation_id)

    def is_open_now(self, found: Found, waiting: Annotation) -> bool:
        """Whether the article that a note waits for has been opened, as another entry."""
        entry = self._entry(found)
        return bool(entry and entry.length and entry.article_id != waiting.article_id)

    def article_of(self, found: Found, form: str, now: datetime) -> tuple[str, Document]:
        """The article a note is on, made if need be, and its text, empty if it is not known."""
        key = (found.locator, found.title)
        made = self._made.get(key) if any(key) else None
        entry = None if made else self._entry(found)
        if entry:
            return entry.article_id, self._document(entry.article_id)
        if made is None:
            made = self._register(found, form, now)
            self._made[key] = made
        return made, self._document(made)

    def speaking(self, article_id: str) -> Speaking:
        """Who speaks in an article, as far as somebody looked."""
        if article_id not in self._speaking:
            (self._speaking[article_id],) = speaking_in(self._shelf, [article_id])
        return self._speaking[article_id]

    def _entry(self, found: Found) -> Entry | None:
        same = [one for one in self._entries if found.article_id == one.article_id]
        if same:
            return same[0]
        if found.locator:
            name = plain_locator(found.locator)
            same = [one for one in self._entries if plain_locator(one.locator) == name]
            if same:
                return same[0]
        title = _plain_title(found.title)
        same = [one for one in self._entries if title and _plain_title(one.title) == title]
        # One that has a text before one that only waits for it.
        same.sort(key=lambda one: not one.length)
        if same:
            return same[0]
        return self._with_words(found)

    def _with_words(self, found: Found) -> Entry | None:
        """The only article that has the words of a note."""
        if len(found.exact) < _TELLING or found.locator.startswith(("http://", "https://")):
            return None
        having = [
            entry
            for entry in self._entries
            if entry.length and _places(self._document(entry.article_id).text, found.exact)
        ]
        return having[0] if len(having) == 1 else None

    def _document(self, article_id: str) -> Document:
        if article_id not in self._documents:
            known = self._shelf.document(article_id)
            self._documents[article_id] = known or compose("", Origin("-"))
        return self._documents[article_id]

    def _register(self, found: Found, form: str, now: datetime) -> str:
        name = found.locator or f"{form}:{found.title or 'notes'}"
        document = replace(
            compose("", Origin(name)),
            title=found.title or found.locator or f"Notes from {form}",
            authors=found.authors,
            published=found.published,
        )
        return self._shelf.register(document, now, found.article_id)


def _annotation(
    found: Found, made_id: str, article_id: str, document: Document, now: datetime
) -> Annotation:
    created = found.created or now
    note = Annotation(
        id=made_id,
        article_id=article_id,
        text_sha256=document.sha256 if document.text else "",
        motivation=Motivation.COMMENTING if found.body else Motivation.HIGHLIGHTING,
        created=created,
        updated=max(created, found.updated or created),
        color=_word(Color, found.color, Color.YELLOW),
        decoration=_word(Decoration, found.decoration, Decoration.HIGHLIGHT),
        body=found.body,
        tags=found.tags,
    )
    if not found.exact:
        return note
    start = found.start or 0
    target = Target(
        found.exact, found.prefix, found.suffix, start, start + len(found.exact), 1, start
    )
    span = _place_of(target, found, document.text) if document.text else None
    if span:
        place = Anchor(State.EXACT, span, "imported")
        return replace(note, target=describe(document.text, span), anchor=place)
    reason = "its words are not in the text" if document.text else "the article is not open yet"
    # Nothing is known of the text it was made on.
    return replace(
        note,
        target=target,
        text_sha256="",
        anchor=Anchor(State.ORPHAN, None, "imported", 0.0, reason),
    )


def _ours(own: Annotation, article_id: str, document: Document, shelf: Shelf) -> Annotation:
    """A note of ours as it was; in its place if the text is known."""
    note = replace(own, article_id=article_id)
    return reanchored(note, document, shelf.text) if document.text else note


def _place_of(target: Target, found: Found, text: str) -> Span | None:
    """Where words stand: the only place they have, else the one their surroundings tell."""
    places = _places(text, target.exact)
    if len(places) == 1:
        return places[0]
    if target.prefix or target.suffix or found.start is not None:
        return anchor(target, text).span
    return None


def _places(text: str, words: str) -> list[Span]:
    """Where words stand, whatever marks, dashes and blanks they are written with."""
    folded, sought = fold(text), folded_words(words).strip()
    if not sought:
        return []
    starts = [match.start() for match in re.finditer(re.escape(sought), folded.text)][:50]
    return [folded.original(Span(start, start + len(sought))) for start in starts]


def _id_of(found: Found, form: str) -> str:
    """The id a note has here: its own if it is ours, else one that is the same each time."""
    own = found.key.removeprefix("urn:uuid:")
    if found.record or form == "json":
        return own
    digest = hashlib.sha256(f"{form}\0{found.key}".encode("utf-8", "replace")).digest()
    milliseconds = int(((found.created or _EPOCH) - _EPOCH).total_seconds() * 1000)
    value = int.from_bytes(digest[:10]) | (max(0, milliseconds) & (1 << 48) - 1) << 80
    value = value & ~(0xF << 76) | 7 << 76
    return str(uuid.UUID(int=value & ~(0b11 << 62) | 0b10 << 62))


def _plain_title(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _word(words: type[Word], value: str, otherwise: Word) -> Word:
    try:
        return words(value)
    except ValueError:
        return otherwise
