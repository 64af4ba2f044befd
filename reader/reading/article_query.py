"""Which articles of the library are asked for: `tag:housing is:new "city council"`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from reader.reading.query_terms import Term, local_day, terms
from reader.store import Entry

_READ = 0.995
"""Share from which on an article counts as read."""


class ArticleQuery:
    """Words and fields; an article is meant when all of them fit."""

    FIELDS = ("tag", "source", "author", "title", "is", "since", "until")
    """What may stand before a colon; anything else with a colon in it is a word."""
    STATES = ("new", "begun", "read", "noted", "tagged")
    """What an article can be."""

    def __init__(self, typed: str) -> None:
        """Read what was typed; nothing is wrong with any text (see `query_terms`)."""
        self._terms = terms(typed, self.FIELDS)

    @classmethod
    def of(cls, found: Iterable[Term]) -> ArticleQuery:
        """The one that asks for this."""
        query = cls("")
        query._terms = tuple(term for term in found if term.field in ("word", *cls.FIELDS))
        return query

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return not self._terms

    @property
    def words(self) -> tuple[str, ...]:
        """The bare words, casefolded."""
        return tuple(term.value for term in self._terms if term.field == "word")

    def fits(self, entry: Entry, words: str | None = None) -> bool:
        """Whether the article is meant.

        Args:
            entry: The article.
            words: What bare words are looked for in, if somebody has it at hand: `words_of(entry)`.
        """
        everywhere = words_of(entry) if words is None else words
        return all(
            term.value in everywhere
            if term.field == "word"
            else _TESTS[term.field](term.value, entry)
            for term in self._terms
        )


def words_of(entry: Entry) -> str:
    """What bare words are looked for in: title, source, authors, tags; casefolded."""
    words = (entry.title, entry.locator, entry.site or "", *entry.authors, *entry.tags)
    return "\n".join(words).casefold()


def _is(value: str, entry: Entry) -> bool:
    state = next((state for state in ArticleQuery.STATES if state.startswith(value)), "")
    match state:
        case "new":
            return entry.is_new
        case "begun":
            return not entry.is_new and entry.progress < _READ
        case "read":
            return not entry.is_new and entry.progress >= _READ
        case "noted":
            return entry.notes > 0
        case "tagged":
            return bool(entry.tags)
    return False


_TESTS: dict[str, Callable[[str, Entry], bool]] = {
    "tag": lambda value, entry: any(tag.casefold() == value for tag in entry.tags),
    "source": lambda value, entry: (
        value in f"{entry.locator}\n{entry.site or ''}\n{entry.article_id}".casefold()
    ),
    "author": lambda value, entry: any(value in name.casefold() for name in entry.authors),
    "title": lambda value, entry: value in entry.title.casefold(),
    "is": _is,
    "since": lambda value, entry: local_day(entry.opened) >= date.fromisoformat(value),
    "until": lambda value, entry: local_day(entry.opened) <= date.fromisoformat(value),
}
