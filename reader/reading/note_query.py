"""Which notes are asked for, in words a person types: `tag:housing speaker:"Ada Berg" rent`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from reader.annotations import Annotation
from reader.reading.query_terms import local_day, terms


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with what is known around it."""

    note: Annotation
    """The note."""
    words: str
    """The words it is on, as they are shown."""
    speaker: str
    """Who said them; empty for nobody."""
    title: str
    """Of the article."""
    locator: str
    """Where the article was opened from: path, URL."""


class NoteQuery:
    """Words and fields; a note is meant when all of them fit."""

    FIELDS = ("tag", "speaker", "color", "kind", "state", "check", "source", "since", "until")
    """What may stand before a colon; anything else with a colon in it is a word."""

    def __init__(self, typed: str) -> None:
        """Read what was typed; nothing is wrong with any text.

        Args:
            typed: Words, and `field:value`; a value with blanks stands in straight marks. A field
                that has no value yet, or a day that is none, asks for nothing.
        """
        self._terms = terms(typed, self.FIELDS)

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return not self._terms

    @property
    def words(self) -> tuple[str, ...]:
        """The bare words, casefolded."""
        return tuple(term.value for term in self._terms if term.field == "word")

    def fits(self, noted: Noted) -> bool:
        """Whether the note is meant."""
        return all(_TESTS[term.field](term.value, noted) for term in self._terms)


def _has_word(value: str, noted: Noted) -> bool:
    note = noted.note
    places = (noted.words, note.body, noted.speaker, noted.title, *note.tags)
    return any(value in place.casefold() for place in places)


def _is_source(value: str, noted: Noted) -> bool:
    return value in f"{noted.title}\n{noted.locator}\n{noted.note.article_id}".casefold()


def _is_verdict(value: str, noted: Noted) -> bool:
    check = noted.note.check
    return check is not None and check.verdict.startswith(value)


_TESTS: dict[str, Callable[[str, Noted], bool]] = {
    "word": _has_word,
    "tag": lambda value, noted: any(tag.casefold() == value for tag in noted.note.tags),
    "speaker": lambda value, noted: (
        set(value.split()) <= set(noted.speaker.casefold().split())
        or noted.speaker.casefold().startswith(value)
    ),
    "color": lambda value, noted: noted.note.color.startswith(value),
    "kind": lambda value, noted: noted.note.kind.startswith(value),
    "state": lambda value, noted: noted.note.anchor.state.startswith(value),
    "check": _is_verdict,
    "source": _is_source,
    "since": lambda value, noted: local_day(noted.note.updated) >= date.fromisoformat(value),
    "until": lambda value, noted: local_day(noted.note.updated) <= date.fromisoformat(value),
}
