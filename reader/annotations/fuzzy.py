"""Words found again although some of them changed, by alignment of characters.

The engine is `rapidfuzz` (bit-parallel longest common subsequence; Hyyrö 2004): a tenth of a
second for ten million characters. Its window is as long as the words looked for, so the ends are
set afterwards by aligning the words together with what stood around them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from reader.document import Span

_PIECE = 11
"""Code points of a piece that is looked for as it is."""
_MOST_HITS = 20
"""A piece that stands in more places than that tells little."""
_BIN = 128
_MOST_PLACES = 4
_PAD = 24
"""Code points looked at beyond the words and their context when the ends are set."""


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
    for start in range(0, len(words) - _PIECE + 1, _PIECE):
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


def mapped(old: str, new: str, span: Span) -> Span:
    """Where `span` of `old` lies in `new`, another version of the same stretch of text."""
    from rapidfuzz.distance import Levenshtein

    blocks = [
        (op.src_start, op.src_end, op.dest_start, op.dest_end)
        for op in Levenshtein.opcodes(old, new)
        if op.src_end > op.src_start
    ]
    first = _mapped(blocks, span.start, is_end=False)
    return Span(first, max(first, _mapped(blocks, span.end, is_end=True)))


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
