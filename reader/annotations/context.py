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


def _similarity(was: str, now: str) -> float:
    return 1.0 if was == now else SequenceMatcher(None, was, now, autojunk=False).ratio()
