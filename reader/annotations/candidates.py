"""The place most like an orphan's old one: not sure enough to be taken, good enough to be shown."""

from __future__ import annotations

from typing import NamedTuple

from reader.annotations.fold import fold, folded_words
from reader.annotations.fuzzy import closest, likely, similarity, snapped
from reader.annotations.model import Target
from reader.document import Span

_LEAST, _LEAST_SHORT = 0.5, 4
"""Likeness below which two sentences have nothing but letters in common: more by so much, over
the length, for short ones. The most alike of a thousand words has 0.47 of a long sentence that is
not there, and 0.62 of one of thirty letters."""


class Candidate(NamedTuple):
    """A place that may be the one."""

    span: Span
    """Where; code points."""
    likeness: float
    """How like the words there are to the old ones, 0 to 1."""


def candidate(target: Target, text: str) -> Candidate | None:
    """The place in `text` that is most like the words of `target`; None if nothing is like them.

    A person decides about it: unlike `resolve` it asks nothing of the words around.
    """
    exact = folded_words(target.exact).strip()
    if not exact:
        return None
    folded = fold(text)
    prefix, suffix = folded_words(target.prefix), folded_words(target.suffix)
    best: Candidate | None = None
    everywhere = Span(0, len(folded.text))
    for within in (*likely(prefix + exact + suffix, folded.text), everywhere):
        rough = closest(exact, folded.text, within)
        if rough is None:
            continue
        places = (snapped(exact, prefix, suffix, folded.text, rough).span, rough)
        for span in places:
            likeness = similarity(exact, span.of(folded.text))
            if best is None or likeness > best.likeness:
                best = Candidate(_whole_words(folded.original(span), text), likeness)
    least = _LEAST + _LEAST_SHORT / len(exact)
    return best if best is not None and best.span and best.likeness >= least else None


def _whole_words(span: Span, text: str) -> Span:
    """The span without the pieces of words at its ends; with them where nothing would be left."""
    start, end = span.start, span.end
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    words = text[start:end]
    start += len(words) - len(words.lstrip(" \n\t.,;:!?)"))
    end -= len(words) - len(words.rstrip())
    return Span(start, end) if end > start else span
