"""Which stretches of an old text stand where in a new one.

Three words in a row that stand once in both texts are an anchor. Around a highlight the nearest
anchors to its left and right bound the stretch of the new text in which it can be; when they are
near and that stretch does not hold it, it was deleted, and a copy elsewhere is not it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from reader.document import Span

_WORD = re.compile(r"\w+")
_RUN = 3
"""Words of an anchor."""
NEAR = 400
"""Code points; anchors this near to a highlight on both sides are sure."""
_MOST_PUT_IN = 2000
"""Code points put in between two anchors, beyond which they are not a pair."""
_TRIED = 12
"""Anchors to each side that are tried for a pair that fits."""


class Gap(NamedTuple):
    """The stretch of the new text in which words of the old one can be."""

    span: Span
    """From the end of the anchor before to the start of the one after; code points."""
    was: Span
    """The stretch of the old text between the same anchors."""
    is_sure: bool
    """Whether both anchors are near: what is not in there is gone."""


class Alignment:
    """An old and a new version of a text, laid side by side."""

    def __init__(self, old: str, new: str) -> None:
        """Align them; a few hundred milliseconds for a million code points."""
        self.old, self.new = old, new
        here, there = _runs(old), _runs(new)
        pairs = sorted(
            (place, other)
            for words, place in here.items()
            if place is not None and (other := there.get(words)) is not None
        )
        self._olds = [old_place for old_place, _ in pairs]
        self._news = [new_place for _, new_place in pairs]
        self._ends = [place.end for place in self._olds]
        self._starts = [place.start for place in self._olds]
        self._by_new: list[tuple[Span, Span]] = []

    def gap(self, span: Span) -> Gap | None:
        """Where words at `span` of the old text can be in the new one; None where nothing tells."""
        lefts = self._before(span.start)
        rights = self._after(span.end)
        best: tuple[int, Gap] | None = None
        for left_old, left in lefts:
            for right_old, right in rights:
                was = right_old - left_old
                now = right.start - left.end
                if now < 0 or now > 3 * was + _MOST_PUT_IN:
                    continue
                distance = (span.start - left_old) + (right_old - span.end)
                if best is None or distance < best[0]:
                    sure = span.start - left_old <= NEAR and right_old - span.end <= NEAR
                    sure = sure and now <= 3 * was + NEAR
                    best = (
                        distance,
                        Gap(Span(left.end, right.start), Span(left_old, right_old), sure),
                    )
        return best[1] if best else None

    def was_elsewhere(self, span: Span, place: Span) -> bool:
        """Whether what is at `span` of the new text stood in the old one, but not at `place`.

        It is told by the anchors in it and, without any, by those near it on both sides.
        """
        if not self._by_new:
            order = sorted(range(len(self._news)), key=lambda n: self._news[n])
            self._by_new = [(self._news[n], self._olds[n]) for n in order]
        first = bisect_left(self._by_new, span.start, key=lambda pair: pair[0].start)
        last = bisect_right(self._by_new, span.end, key=lambda pair: pair[0].end)
        inside = [was for _, was in self._by_new[first:last]]
        if inside:
            return not any(was.start < place.end and was.end > place.start for was in inside)
        if not first or last >= len(self._by_new):
            return False
        (left, left_was), (right, right_was) = self._by_new[last - 1], self._by_new[first]
        near = span.start - left.end <= NEAR and right.start - span.end <= NEAR
        if not near or not 0 <= right_was.start - left_was.end <= 3 * NEAR:
            return False
        return right_was.start <= place.start or left_was.end >= place.end

    def _before(self, offset: int) -> list[tuple[int, Span]]:
        last = bisect_right(self._ends, offset)
        found = [(self._ends[n], self._news[n]) for n in range(max(0, last - _TRIED), last)]
        if last < _TRIED:
            found.append((0, Span(0, 0)))
        return found

    def _after(self, offset: int) -> list[tuple[int, Span]]:
        first = bisect_left(self._starts, offset)
        last = min(len(self._starts), first + _TRIED)
        found = [(self._starts[n], self._news[n]) for n in range(first, last)]
        if last == len(self._starts):
            found.append((len(self.old), Span(len(self.new), len(self.new))))
        return found


@lru_cache(maxsize=4)
def aligned(old: str, new: str) -> Alignment:
    """The alignment of two texts; the last few are kept."""
    return Alignment(old, new)


def _runs(text: str) -> dict[tuple[str, ...], Span | None]:
    """Each run of three words with its place; None for one that stands more than once."""
    places = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    found: dict[tuple[str, ...], Span | None] = {}
    for (one, start, _), (two, _, _), (three, _, end) in zip(
        places, places[1:], places[2:], strict=False
    ):
        words = (one, two, three)
        found[words] = None if words in found else Span(start, end)
    return found
