"""How well the words around a place fit those that stood around a highlight."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from reader.annotations.model import Target
from reader.document import Span

_TINY = 12
"""Code points; a prefix or suffix shorter than this says little: the other side decides."""

_UNRELATED = 0.45
"""What any two stretches of prose have in common; less says no more."""

_LIKE = 0.6
"""Likeness of a side that is the old one, if with other words."""
_TOGETHER = 3
"""Changed letters that stand together; as many are another word, not the same misspelt."""
_GOES_ON = 6
"""Letters that are the same again, beyond others: by chance it is two or three."""


class Sides(NamedTuple):
    """How well the words on either side of a place fit, 0 to 1; unrelated prose has 0.45."""

    left: float | None
    """Those before it; None where they are too few to tell."""
    right: float | None
    """Those after it; None where they are too few to tell."""

    @property
    def better(self) -> float:
        """The side that fits better."""
        return max((one for one in self if one is not None), default=1.0)

    @property
    def weaker(self) -> float:
        """The other one."""
        return min((one for one in self if one is not None), default=1.0)

    @property
    def score(self) -> float:
        """Both in one figure: the better side counts twice, since the other may be new."""
        return (2 * self.better + max(self.weaker, _UNRELATED)) / 3


def sides(target: Target, text: str, span: Span) -> Sides:
    """How well the words around `span` of `text` fit those around `target`."""
    before, after = len(target.prefix), len(target.suffix)
    least = _TINY if max(before, after) >= _TINY else 1
    left = right = None
    if before >= least:
        left = _similarity(target.prefix, text[max(0, span.start - before) : span.start])
    if after >= least:
        right = _similarity(target.suffix, text[span.end : span.end + after])
    return Sides(left, right)


def likeness_around(target: Target, text: str, span: Span) -> float:
    """How well the words around fit, roughly and quickly: for choosing which to look at closely."""
    from rapidfuzz.distance import Indel

    before = text[max(0, span.start - len(target.prefix)) : span.start]
    after = text[span.end : span.end + len(target.suffix)]
    left = Indel.normalized_similarity(target.prefix, before)
    right = Indel.normalized_similarity(target.suffix, after)
    return float(2 * max(left, right) + min(left, right))


def has_other_words(target: Target, text: str, span: Span) -> bool:
    """Whether a side of `span` is the old one but for some word: the sign of a look-alike.

    Typing and scanning change a letter here and there; in a sentence like another, letters that
    stand together are others. A side that is not like the old one at all says nothing: something
    may have been put in there.
    """
    before, after = len(target.prefix), len(target.suffix)
    left = text[max(0, span.start - before) : span.start]
    right = text[span.end : span.end + after]
    return _differ(target.prefix[::-1], left[::-1]) or _differ(target.suffix, right)


def are_other_words(was: str, now: str) -> bool:
    """Whether two stretches differ in letters that stand together: in words, not in misprints."""
    from rapidfuzz.distance import Levenshtein

    run = 0
    for block in Levenshtein.opcodes(was, now):
        length = max(block.src_end - block.src_start, block.dest_end - block.dest_start)
        run = 0 if block.tag == "equal" else run + length
        if run >= _TOGETHER:
            return True
    return False


def is_neighbour(target: Target, words: str) -> bool:
    """Whether `words` end or begin as those that stood before or after `target`, and are these."""
    words, before, after = words.strip(), target.prefix.rstrip(), target.suffix.lstrip()
    exact = target.exact.strip()
    ends, begins = before[-_TINY:], after[:_TINY]
    return (len(ends) == _TINY and words.endswith(ends) and not exact.endswith(ends)) or (
        len(begins) == _TINY and words.startswith(begins) and not exact.startswith(begins)
    )


def _differ(was: str, now: str) -> bool:
    """Whether two like stretches differ in letters that stand together, but for the far end."""
    from rapidfuzz.distance import Indel, Levenshtein

    if was == now or Indel.normalized_similarity(was, now) < _LIKE:
        return False
    run = 0
    is_other = False
    for block in Levenshtein.opcodes(was, now):
        length = max(block.src_end - block.src_start, block.dest_end - block.dest_start)
        if block.tag != "equal":
            run += length
            is_other = is_other or run >= _TOGETHER
        elif is_other and length >= _GOES_ON:
            return True
        else:
            run = 0
    # What differs up to the far end was put in: the words beside the place are the old ones.
    return False


def _similarity(was: str, now: str) -> float:
    return 1.0 if was == now else SequenceMatcher(None, was, now, autojunk=False).ratio()
