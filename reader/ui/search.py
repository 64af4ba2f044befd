"""Searching a text in slices, so that the first hit is shown before the last one is found.

A literal search goes through the text in windows, from the place being read to the end and then
from the beginning; between two windows the screen obeys keys. A regular expression is somebody
else's program: it runs at one go and is cut off after a second.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from reader.document import Span
from reader.errors import ReaderError

_WINDOW = 65_536
"""Code points looked through at one go: a millisecond or two."""
_LONGEST = 4_096
"""How far a literal hit may reach beyond its window: blanks in it stand for any number of them."""
REGEX_SECONDS = 1.0
"""After this a regular expression is given up."""
_APOSTROPHES = "'‘’‚‛′"
_QUOTATION_MARKS = '"“”„‟«»″'
_ESCAPED = re.compile(r"\\.", re.DOTALL)


class SearchError(ReaderError):
    """What is searched for cannot be understood, or takes too long."""


class _Match(Protocol):
    def span(self) -> tuple[int, int]: ...


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for, and how."""

    words: str
    """As typed."""
    is_regex: bool = False
    """Whether the words are a regular expression, as of the library `regex`."""
    whole_words: bool = False
    """Whether hits begin and end where words do."""

    @property
    def heeds_case(self) -> bool:
        """Smart case: it counts only if there is a capital that is not part of an escape."""
        plain = _ESCAPED.sub("", self.words) if self.is_regex else self.words
        return any(character.isupper() for character in plain)


class Hits:
    """Where hits are: code points, half-open, in order, none overlapping another, none empty."""

    def __init__(self) -> None:
        """None yet."""
        # Those before the place where the search began are found last.
        self._early: tuple[array[int], array[int]] = (array("q"), array("q"))
        self._late: tuple[array[int], array[int]] = (array("q"), array("q"))

    def __len__(self) -> int:
        return len(self._early[0]) + len(self._late[0])

    def __iter__(self) -> Iterator[Span]:
        for starts, ends in (self._early, self._late):
            yield from map(Span, starts, ends)

    def __getitem__(self, number: int) -> Span:
        """The hit of this number, from 0.

        Raises:
            IndexError: there is no such hit.
        """
        early = len(self._early[0])
        starts, ends = self._early if number < early else self._late
        local = number if number < early else number - early
        return Span(starts[local], ends[local])

    def number_from(self, offset: int) -> int:
        """The number of the first hit that begins at `offset` or after; their count if none."""
        starts = self._early[0]
        number = bisect_left(starts, offset)
        return number if number < len(starts) else number + bisect_left(self._late[0], offset)

    def overlapping(self, span: Span) -> list[Span]:
        """The hits that share a code point with `span`, in order."""
        found = []
        for starts, ends in (self._early, self._late):
            first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
            found += [Span(starts[n], ends[n]) for n in range(first, last)]
        return found

    def _add(self, start: int, end: int, *, early: bool) -> None:
        starts, ends = self._early if early else self._late
        beyond = self._late[0][0] if early and self._late[0] else end
        if end > start and end <= beyond and (not ends or start >= ends[-1]):
            starts.append(start)
            ends.append(end)


class Search:
    """One search through one text, a slice at a time."""

    def __init__(self, text: str, query: Query, start: int = 0) -> None:
        """Prepare to search; nothing is looked at yet.

        Args:
            text: What to search in.
            query: What for.
            start: Offset from which hits are wanted first.

        Raises:
            SearchError: The regular expression cannot be understood.
        """
        self.query = query
        self.hits = Hits()
        self.is_done = not query.words.strip()
        self._text = text
        self._pattern = None if query.is_regex else literal_pattern(query)
        self._start = min(max(start, 0), len(text))
        late = range(self._start, len(text) + 1, _WINDOW)
        early = range(0, self._start, _WINDOW)
        self._windows = chain(((low, False) for low in late), ((low, True) for low in early))
        self._reach = {False: self._start, True: 0}
        if query.is_regex and not self.is_done:
            _compiled(query)

    def advance(self) -> bool:
        """Look through one more window; False when all has been looked at.

        A regular expression is not for this: see `run`.
        """
        if self.is_done or self._pattern is None:
            return False
        window = next(self._windows, None)
        if window is None:
            self.is_done = True
            return False
        low, early = window
        most = self._start if early else len(self._text)
        high = min(low + _WINDOW, most if early else most + 1)
        # A hit that began in the window before may reach into this one.
        low = max(low, self._reach[early])
        for match in self._pattern.finditer(self._text, low, min(high + _LONGEST, len(self._text))):
            start, end = match.span()
            if start >= high:
                break
            self.hits._add(start, end, early=early)
            self._reach[early] = end
        return True

    def run(self) -> None:
        """Search all of the text at one go; for a thread of its own.

        Raises:
            SearchError: A regular expression took more than a second; what was found until then
                is kept.
        """
        if self._pattern is not None:
            while self.advance():
                pass
            return
        if self.is_done:
            return
        matches: Iterator[_Match] = _compiled(self.query).finditer(
            self._text, timeout=REGEX_SECONDS, concurrent=True
        )
        try:
            for match in matches:
                self.hits._add(*match.span(), early=False)
        except TimeoutError as error:
            raise SearchError(
                f"“{self.query.words}” takes too long: cut off after "
                f"{REGEX_SECONDS:g} second; make the expression simpler"
            ) from error
        finally:
            self.is_done = True


def literal_pattern(query: Query) -> re.Pattern[str]:
    """The words as an expression.

    White space stands for any white space, an apostrophe or quotation mark for any of its kind,
    straight or curly.
    """
    parts = (r"".join(map(_any_of_its_kind, part)) for part in query.words.split())
    words = r"\s+".join(parts)
    if query.whole_words:
        words = rf"(?<!\w){words}(?!\w)"
    return re.compile(words, 0 if query.heeds_case else re.IGNORECASE)


def _any_of_its_kind(character: str) -> str:
    for kind in (_APOSTROPHES, _QUOTATION_MARKS):
        if character in kind:
            return f"[{kind}]"
    return re.escape(character)


def _compiled(query: Query):  # type: ignore[no-untyped-def]
    # Only here: most searches are for words, and it costs 20 ms to import.
    import regex

    flags = regex.MULTILINE | (0 if query.heeds_case else regex.IGNORECASE)
    words = rf"(?<!\w)(?:{query.words})(?!\w)" if query.whole_words else query.words
    try:
        return regex.compile(words, flags)
    except regex.error as error:
        raise SearchError(f"no regular expression: {error}") from error
