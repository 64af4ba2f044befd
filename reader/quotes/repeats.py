"""Pull quotes: paragraphs that only print again, in large letters, what stands in the article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.quotes.detect import Found
from reader.quotes.model import Kind
from reader.quotes.passage import Passage

_RUN = 6
"""Words in a row that are looked up; a shorter quote is never taken for a repeat."""
_Run = tuple[str, ...]


def without_repeats(passages: Sequence[Passage], found: Sequence[Found]) -> list[Found]:
    """The quotes without those that fill a paragraph, have no cue and stand elsewhere, too.

    Args:
        passages: The passages of an article.
        found: Its quotes, in order.
    """
    alone = {id(one) for one in found if _is_alone(passages, one)}
    if not alone:
        return list(found)
    told = {run for one in found if id(one) not in alone for run in _runs(passages, one)}
    return [one for one in found if id(one) not in alone or not _is_among(passages, one, told)]


def _is_alone(passages: Sequence[Passage], one: Found) -> bool:
    """Whether a direct quote is all that stands in its paragraph."""
    if one.kind is not Kind.DIRECT or one.form or one.cue is not None or len(one.pieces) != 1:
        return False
    low, high = one.pieces[0]
    return low == 0 and high == len(passages[one.passage])


def _is_among(passages: Sequence[Passage], one: Found, told: set[_Run]) -> bool:
    runs = list(_runs(passages, one))
    return bool(runs) and all(run in told for run in runs)


def _runs(passages: Sequence[Passage], one: Found) -> Iterator[_Run]:
    """Each row of `_RUN` words of a quote, marks and punctuation left out."""
    lowers = passages[one.passage].lowers
    for low, high in one.pieces:
        words = [word for word in lowers[low:high] if word[0].isalnum()]
        for at in range(len(words) - _RUN + 1):
            yield tuple(words[at : at + _RUN])
