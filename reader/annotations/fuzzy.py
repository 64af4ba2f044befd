"""Words found again although some of them changed, by alignment of characters.

The engine is `rapidfuzz` (bit-parallel longest common subsequence; Hyyrö 2004): a tenth of a
second for ten million characters. Its window is as long as the words looked for, so the ends are
set afterwards by aligning the words together with what stood around them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from reader.document import Span

_PIECE = 11
"""Code points of a piece that is looked for as it is."""
_MOST_PIECES = 8
"""As many are looked for, spread over the words: each costs a walk through the text."""
_MOST_HITS = 20
"""A piece that stands in more places than that tells little."""
_BIN = 128
_MOST_PLACES = 4
_PAD = 24
"""Code points looked at beyond the words and their context when the ends are set."""

_LONGEST_TRIED = 1500
"""Code points; the ends of longer words are left as they were aligned."""
_SEEN, _SETTLED, _CUT = 12, 4, 6
"""Code points to either side of an end that are compared; as many of each that are the same leave
no doubt; and what an end inside a word costs."""
_TOKEN = re.compile(r"\w+|[^\w\s]")


class Likeness(NamedTuple):
    """A place where words like those wanted stand."""

    span: Span
    """Where; code points."""
    similarity: float
    """How like they are, 0 to 1: twice the common characters over all characters."""


def closest(words: str, text: str, within: Span) -> Span | None:
    """Where in `within` the stretch most like `words` stands; None if nothing is like it."""
    # Only here: most notes stand where they stood, and it costs 10 ms to import.
    from rapidfuzz import fuzz

    if not words or not within:
        return None
    found = fuzz.partial_ratio_alignment(words, within.of(text), score_cutoff=40)
    if found is None or found.dest_end <= found.dest_start:
        return None
    if len(words) > len(within):
        return within
    return Span(within.start + found.dest_start, within.start + found.dest_end)


def likely(words: str, text: str) -> list[Span]:
    """Stretches of `text` where `words` may stand changed; the likeliest first, at most four.

    Pieces of the words are looked for as they are; each found votes for the place where all of
    them would begin (the pigeonhole filter: of many pieces some are unchanged).
    """
    votes: Counter[int] = Counter()
    step = max(_PIECE, len(words) // _MOST_PIECES)
    for start in range(0, len(words) - _PIECE + 1, step):
        piece = words[start : start + _PIECE]
        at = text.find(piece)
        for _ in range(_MOST_HITS):
            if at < 0:
                break
            votes[(at - start) // _BIN] += 1
            at = text.find(piece, at + 1)
    # A place near the edge of a bin votes into two.
    best = sorted(votes, key=lambda one: (-votes[one] - votes[one + 1], one))[:_MOST_PLACES]
    return [
        Span(
            max(0, number * _BIN - _BIN),
            max(0, min(len(text), (number + 3) * _BIN + len(words))),
        )
        for number in best
    ]


def similarity(words: str, other: str) -> float:
    """How like two strings are, 0 to 1."""
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(words, other))


def snapped(exact: str, prefix: str, suffix: str, text: str, rough: Span) -> Likeness:
    """The place near `rough` where `exact` begins and ends, told by all that stood around it."""
    from rapidfuzz.distance import Levenshtein

    low = max(0, rough.start - len(prefix) - _PAD)
    high = min(len(text), rough.end + len(suffix) + _PAD)
    whole = prefix + exact + suffix
    blocks = [
        (op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Levenshtein.opcodes(whole, text[low:high])
        if op.src_end > op.src_start
    ]
    first = _mapped(blocks, len(prefix), is_end=False)
    last = _mapped(blocks, len(prefix) + len(exact), is_end=True)
    span = Span(low + first, low + max(first, last))
    if not span:
        span = rough
    return Likeness(span, similarity(exact, span.of(text)))


def ends_set(
    exact: str, prefix: str, suffix: str, text: str, rough: Span, within: Span | None = None
) -> Likeness:
    """The place near `rough` whose ends make its words most like `exact`.

    Ends are tried where words begin and end. One beyond which the old neighbours go on, and
    before which the words end as they did, is worth some letters: a word beside it may have been
    replaced, and what was put in after it is not it. They are set in `within`, if that is given.
    """
    bounds = within or Span(0, len(text))
    wanted = _Wanted(exact, prefix, suffix, text)
    span = rough
    if span and len(exact) <= _LONGEST_TRIED and not wanted.has_both_ends(span):
        reach = _PAD + len(exact) // 2
        for _ in range(2):
            before = span
            low, high = max(span.start + 1, span.end - reach), min(bounds.end, span.end + reach)
            ends = _edges(text, Span(low, max(low, high)))
            span = min((Span(span.start, end) for end in (span.end, *ends)), key=wanted.cost)
            last = min(span.end, span.start + reach)
            first = max(bounds.start, span.start - reach)
            starts = _edges(text, Span(first, max(first, last)))
            tried = (start for start in (span.start, *starts) if start < span.end)
            span = min((Span(start, span.end) for start in tried), key=wanted.cost)
            if span == before:
                break
    return Likeness(span, similarity(exact, span.of(text)))


def _edges(text: str, within: Span) -> list[int]:
    """Where words and signs begin and end in `within`."""
    found: set[int] = set()
    for match in _TOKEN.finditer(text, within.start, min(within.end, len(text))):
        found.update(match.span())
    return sorted(found)


class _Wanted(NamedTuple):
    """What is looked for, and where."""

    exact: str
    prefix: str
    suffix: str
    text: str

    def cost(self, span: Span) -> int:
        """How many letters differ, less those that are the same on either side of both ends."""
        from rapidfuzz.distance import Indel

        distance = int(Indel.distance(self.exact, span.of(self.text)))
        return distance - sum(self._agreement(span)) + _CUT * self._cuts(span)

    def has_both_ends(self, span: Span) -> bool:
        """Whether nothing needs to be tried: it begins and ends as it did, beside the same."""
        return min(self._agreement(span)) >= _SETTLED

    def _agreement(self, span: Span) -> tuple[int, int, int, int]:
        from rapidfuzz.distance import Postfix, Prefix

        text, exact = self.text, self.exact
        start, end, seen = span.start, span.end, min(_SEEN, len(span))
        return (
            Postfix.similarity(text[max(0, start - _SEEN) : start], self.prefix),
            Prefix.similarity(text[start : start + seen], exact),
            Postfix.similarity(text[end - seen : end], exact),
            Prefix.similarity(text[end : end + _SEEN], self.suffix),
        )

    def _cuts(self, span: Span) -> int:
        """How many of the ends are inside a word."""
        text = self.text
        return sum(
            0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
            for at in (span.start, span.end)
        )


def in_common(one: str, other: str) -> int:
    """How many characters two strings have in common at their beginning."""
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return count


class Mapping:
    """Which characters of an old stretch of text are which of the new one."""

    def __init__(self, old: str, new: str) -> None:
        """Align two versions of a stretch; quadratic, but 64 characters at a time."""
        from rapidfuzz.distance import Levenshtein

        blocks = [
            (op.src_start, op.src_end, op.dest_start, op.dest_end, op.tag == "equal")
            for op in Levenshtein.opcodes(old, new)
        ]
        self._sources = [block[:4] for block in blocks if block[1] > block[0]]
        self._equal = [block[:4] for block in blocks if block[4]]

    def new(self, span: Span) -> Span:
        """Where `span` of the old text lies in the new one."""
        first = _mapped(self._sources, span.start, is_end=False)
        return Span(first, max(first, _mapped(self._sources, span.end, is_end=True)))

    def is_from(self, span: Span, place: Span) -> bool:
        """Whether what is unchanged in `span` of the new text was rather in `place` than beside."""
        inside = outside = 0
        for old_start, _, start, end in self._equal:
            low, high = max(start, span.start), min(end, span.end)
            if low < high:
                first, last = old_start + low - start, old_start + high - start
                common = max(0, min(last, place.end) - max(first, place.start))
                inside += common
                outside += high - low - common
        return inside >= outside


def mapped(old: str, new: str, span: Span) -> Span:
    """Where `span` of `old` lies in `new`, another version of the same stretch of text."""
    return Mapping(old, new).new(span)


def _mapped(blocks: list[tuple[int, int, int, int]], at: int, *, is_end: bool) -> int:
    """Where the place `at` of one string lies in the other, by the blocks of their alignment.

    Args:
        blocks: (start, end) in the one, (start, end) in the other; in order, without gaps in the
            one.
        at: A place between two characters of the one.
        is_end: Whether something ends there; else it begins there.
    """
    if not blocks:
        return 0
    starts = [block[0] for block in blocks]
    number = max(0, bisect_right(starts, at - 1 if is_end else at) - 1)
    start, end, other_start, other_end = blocks[number]
    if end - start == other_end - other_start:
        return other_start + min(at - start, end - start)
    return other_end if is_end else other_start
