"""Which notes are asked for, in words a person types: `tag:housing speaker:"Ada Berg" rent`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reader.annotations import Annotation
from reader.reading.query_terms import local_day, terms


@dataclass(frozen=True)
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

    @cached_property
    def haystack(self) -> str:
        """All its words in one string, casefolded: ten thousand are looked through as one types."""
        places = (self.words, self.note.body, self.speaker, self.title, *self.note.tags)
        return "\n".join(places).casefold()


Test = Callable[[Noted], bool]
"""Whether a note is meant."""


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

    @property
    def tests(self) -> tuple[Test, ...]:
        """One for each thing that is asked for; all have to hold."""
        return tuple(_TESTS[term.field](term.value) for term in self._terms)

    def fits(self, noted: Noted) -> bool:
        """Whether the note is meant."""
        return all(test(noted) for test in self.tests)


def _has_word(value: str) -> Test:
    return lambda noted: value in noted.haystack


def _is_tagged(value: str) -> Test:
    return lambda noted: any(tag.casefold() == value for tag in noted.note.tags)


def _is_said_by(value: str) -> Test:
    words = set(value.split())

    def test(noted: Noted) -> bool:
        name = noted.speaker.casefold()
        return words <= set(name.split()) or name.startswith(value)

    return test


def _is_from(value: str) -> Test:
    return lambda noted: (
        value in f"{noted.title}\n{noted.locator}\n{noted.note.article_id}".casefold()
    )


def _is_verdict(value: str) -> Test:
    def test(noted: Noted) -> bool:
        check = noted.note.check
        return check is not None and check.verdict.startswith(value)

    return test


def _is_since(value: str) -> Test:
    day = date.fromisoformat(value)
    return lambda noted: local_day(noted.note.updated) >= day


def _is_until(value: str) -> Test:
    day = date.fromisoformat(value)
    return lambda noted: local_day(noted.note.updated) <= day


_TESTS: dict[str, Callable[[str], Test]] = {
    "word": _has_word,
    "tag": _is_tagged,
    "speaker": _is_said_by,
    "color": lambda value: lambda noted: noted.note.color.startswith(value),
    "kind": lambda value: lambda noted: noted.note.kind.startswith(value),
    "state": lambda value: lambda noted: noted.note.anchor.state.startswith(value),
    "check": _is_verdict,
    "source": _is_from,
    "since": _is_since,
    "until": _is_until,
}
