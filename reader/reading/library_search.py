"""Searching the whole library: texts, who said what in them, titles and notes, with context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from reader.annotations import Annotation
from reader.document import alike
from reader.reading.article_query import ArticleQuery
from reader.reading.query_terms import terms
from reader.reading.shelf import Shelf
from reader.store import Entry, Spoken

_BEFORE, _AFTER = 32, 118
"""Code points shown before a hit and from its beginning on."""
_PASSAGES = 4
"""Passages shown of one text; the rest is counted."""
_SLICE = 50
"""Articles looked up at a time."""


class Where(StrEnum):
    """What words were found in."""

    TITLE = "title"
    TEXT = "text"
    QUOTE = "quote"
    """In the text, where somebody is quoted."""
    NOTE = "note"
    """In a note, or the words it is on."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in the library that has the words."""

    entry: Entry
    """The article."""
    where: Where
    """What it was found in."""
    context: str
    """The words with what is around them, on one line."""
    marks: tuple[tuple[int, int], ...] = ()
    """Where the words stand in `context`: code points, half-open, in order, disjoint."""
    start: int | None = None
    """Where they stand in the text; None for a title and for a note without a place."""
    note_id: str = ""
    """The note."""
    speaker: str = ""
    """Whose words they are, where that is known."""
    more: int = 0
    """For the last one shown of a text: how many passages have the words besides."""


class LibraryQuery:
    """What is searched for: words that must stand together, and fields."""

    FIELDS = ("speaker", "in", *ArticleQuery.FIELDS)
    """What may stand before a colon; anything else with a colon in it is a word."""

    def __init__(self, typed: str) -> None:
        """Read what was typed: words, `"several of them together"`, `field:value`."""
        found = terms(typed, self.FIELDS)
        self.words = tuple(dict.fromkeys(term.value for term in found if term.field == "word"))
        """The words, casefolded, none twice."""
        self.speaker = " ".join(term.value for term in found if term.field == "speaker")
        """Whose quotes are meant; empty for anybody's."""
        asked = {term.value.rstrip("s") for term in found if term.field == "in"}
        self._wheres = {where for one in asked for where in _MEANT.get(one, ())}
        self._is_anywhere = not asked
        self.articles = ArticleQuery.of(term for term in found if term.field != "word")
        """Which articles are meant."""

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing that could be looked for."""
        return not (self.words or self.speaker)

    def wants(self, where: Where) -> bool:
        """Whether it is to be looked for there."""
        if self.speaker:
            return where is Where.QUOTE
        return self._is_anywhere or where in self._wheres


_MEANT = {
    "text": (Where.TEXT, Where.QUOTE),
    "quote": (Where.QUOTE,),
    "note": (Where.NOTE,),
    "title": (Where.TITLE,),
}
"""What may stand after `in:`, also as plural."""


def search(shelf: Shelf, query: LibraryQuery, entries: Sequence[Entry]) -> Iterator[list[Hit]]:
    """The hits in each article that has any, one article after the other, in the order given.

    A text has the words when all of them are in it; shown are the paragraphs that have all, else
    the one with the longest. A note or a title has them when all are in it.

    Args:
        shelf: The library.
        query: What is searched for.
        entries: The articles to look in.
    """
    if query.is_empty:
        return
    meant = [entry for entry in entries if query.articles.fits(entry)]
    if query.speaker:
        yield from _said(shelf, query, meant)
        return
    found = _found(shelf, query, meant)
    for at in range(0, len(meant), _SLICE):
        for entry, spoken in _with_voices(meant[at : at + _SLICE], found.texts, shelf):
            if hits := list(_hits(entry, query, found, shelf, spoken)):
                yield hits


class _Found(NamedTuple):
    texts: frozenset[str]
    """Articles whose texts have the words."""
    notes: frozenset[str]
    """Articles with a note that may have them."""
    candidates: Iterator[tuple[Annotation, ...]]
    """Those notes, for each of these articles in the order in which they are looked at."""


def _found(shelf: Shelf, query: LibraryQuery, entries: Sequence[Entry]) -> _Found:
    # The text itself, or what is quoted in it.
    in_texts, in_notes = query.wants(Where.QUOTE), query.wants(Where.NOTE)
    having = shelf.articles_having(query.words, in_texts=in_texts, in_notes=in_notes)
    everything = frozenset(entry.article_id for entry in entries)
    texts, noted = having if having else (everything, everything)
    texts = texts if in_texts else frozenset()
    notes = [e.article_id for e in entries if in_notes and e.notes and e.article_id in noted]
    return _Found(texts, frozenset(notes), shelf.notes_with(query.words, notes))


def _with_voices(
    entries: Sequence[Entry], texts: frozenset[str], shelf: Shelf
) -> Iterator[tuple[Entry, Spoken | None]]:
    """Articles with who speaks where in them, as far as it is needed; looked up in one go."""
    asked = [entry.article_id for entry in entries if entry.article_id in texts]
    spoken = shelf.sayings.spans(asked) if asked else {}
    return ((entry, spoken.get(entry.article_id)) for entry in entries)


def _hits(
    entry: Entry, query: LibraryQuery, found: _Found, shelf: Shelf, spoken: Spoken | None
) -> Iterator[Hit]:
    if query.wants(Where.TITLE):
        yield from _title(entry, query)
    if entry.article_id in found.texts:
        yield from _texts(entry, query, shelf, spoken)
    if entry.article_id in found.notes:
        yield from _notes(entry, query, next(found.candidates))


def _title(entry: Entry, query: LibraryQuery) -> list[Hit]:
    low = alike(entry.title)
    forms = [_form(word, low) for word in query.words]
    if not all(form in low for form in forms):
        return []
    return [Hit(entry, Where.TITLE, entry.title, _marks(low, forms, 0, len(low)))]


def _texts(entry: Entry, query: LibraryQuery, shelf: Shelf, spoken: Spoken | None) -> list[Hit]:
    text = shelf.text(entry.text_sha256)
    if not text:
        return []
    low = alike(text)
    forms = [_form(word, low) for word in query.words]
    # Who speaks is known of the text that was analysed.
    spans = spoken.spans if spoken and spoken.sha256 == entry.text_sha256 else ()
    # What the title says is told by the title.
    told = len(entry.title) if text.startswith(f"{entry.title}\n") else 0
    hits: list[Hit] = []
    more = 0
    for passage in _passages(low, forms, told if query.wants(Where.TITLE) else 0):
        is_shown = len(hits) < _PASSAGES
        at = _densest(low, forms, *passage) if is_shown else passage[0]
        speaker = next((name for start, end, name in spans if start <= at < end), None)
        where = Where.TEXT if speaker is None else Where.QUOTE
        if not query.wants(where):
            continue
        if is_shown:
            context, marks = _context(text, low, forms, at)
            hits.append(Hit(entry, where, context, marks, at, speaker=speaker or ""))
        else:
            more += 1
    if more:
        hits[-1] = replace(hits[-1], more=more)
    return hits


def _notes(entry: Entry, query: LibraryQuery, notes: Sequence[Annotation]) -> Iterator[Hit]:
    for note in notes:
        exact = " ".join(note.target.exact.split()) if note.target else ""
        words = " · ".join(filter(None, (note.body, exact, " ".join(f"#{t}" for t in note.tags))))
        words = " ".join(words.split())
        low = alike(words)
        forms = [_form(word, low) for word in query.words]
        if all(form in low or form in alike(note.speaker or "") for form in forms):
            at = min((low.find(form) for form in forms if form in low), default=0)
            context, marks = _context(words, low, forms, at)
            start = note.span.start if note.span else None
            yield Hit(entry, Where.NOTE, context, marks, start, note.id, note.speaker or "")


def _said(shelf: Shelf, query: LibraryQuery, entries: Sequence[Entry]) -> Iterator[list[Hit]]:
    """Quotes of a speaker; all of them when no words are asked for."""
    by_article: dict[str, list[Hit]] = {}
    meant = {entry.article_id: entry for entry in entries}
    for voice in shelf.sayings.speaking(query.speaker.split()):
        entry = meant.get(voice.article_id)
        for said in voice.said if entry else ():
            low = alike(said.words)
            forms = [_form(word, low) for word in query.words]
            if entry and all(form in low for form in forms):
                at = min((low.find(form) for form in forms), default=0)
                context, marks = _context(said.words, low, forms, at)
                hit = Hit(entry, Where.QUOTE, context, marks, said.start, speaker=voice.name)
                by_article.setdefault(entry.article_id, []).append(hit)
    for entry in entries:
        if hits := by_article.get(entry.article_id):
            yield sorted(hits, key=lambda hit: hit.start or 0)


def _passages(low: str, forms: Sequence[str], begin: int) -> Iterator[tuple[int, int, int]]:
    """The paragraphs that have all of the words, in order: the place of the longest, the bounds.

    When none has all of them, that of the first place of the longest that is there from `begin`.
    """
    longest = max(forms, key=len)
    at = low.find(longest, begin)
    found = False
    while at >= 0:
        start, end = _paragraph(low, at)
        if all(low.find(form, start, end) >= 0 for form in forms):
            found = True
            yield at, start, end
        at = low.find(longest, end)
    if not found:
        places = (low.find(form, begin) for form in sorted(forms, key=len, reverse=True))
        place = next((place for place in places if place >= 0), None)
        if place is not None:
            yield place, place, place


def _paragraph(low: str, at: int) -> tuple[int, int]:
    end = low.find("\n", at)
    return low.rfind("\n", 0, at) + 1, len(low) if end < 0 else end


def _densest(low: str, forms: Sequence[str], first: int, start: int, end: int) -> int:
    """Where in a paragraph the words begin to stand closest together.

    Args:
        low: The text.
        forms: The words.
        first: Where the longest of them stands first there.
        start: Where the paragraph begins.
        end: Where it ends.
    """
    if len(forms) == 1 or start == end:
        return first
    best: tuple[int, int] | None = None
    longest = max(forms, key=len)
    at = first
    while at >= 0:
        places = [_nearest(low, form, at, start, end) for form in forms]
        spread = max(places) - min(places)
        if best is None or spread < best[0]:
            best = spread, min(places)
        at = low.find(longest, at + 1, end)
    return best[1] if best else first


def _nearest(low: str, word: str, at: int, start: int, end: int) -> int:
    after, before = low.find(word, at, end), low.rfind(word, start, at + len(word))
    there = [place for place in (after, before) if place >= 0]
    return min(there, key=lambda place: abs(place - at), default=at)


def _context(
    text: str, low: str, forms: Sequence[str], at: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words around a place on one line, and where the words sought stand in that."""
    head, tail = _paragraph(low, at)
    start, end = max(head, at - _BEFORE), min(tail, at + _AFTER)
    # Not in the middle of a word, unless the word is as long as all that is shown.
    if start > head and (blank := low.find(" ", start, at)) >= 0:
        start = blank + 1
    if end < tail and (blank := low.rfind(" ", at, end)) > at:
        end = blank
    before = "… " if start > head else ""
    after = " …" if end < tail else ""
    shift = len(before) - start
    marks = tuple((s + shift, e + shift) for s, e in _marks(low, forms, start, end))
    return before + text[start:end] + after, marks


def _marks(low: str, forms: Sequence[str], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a stretch; those that overlap are one."""
    found: list[tuple[int, int]] = []
    for form in forms:
        at = low.find(form, start, end)
        while at >= 0:
            found.append((at, at + len(form)))
            at = low.find(form, at + len(form), end)
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return tuple(joined)


def _form(word: str, low: str) -> str:
    """A word sought, as it may stand in a text that `alike` made."""
    form = alike(word)
    return form if form in low or "ss" not in form else form.replace("ss", "ß")
