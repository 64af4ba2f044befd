"""Whether changed words are the ones that were highlighted, and where they begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.annotations.context import (
    Sides,
    are_other_words,
    has_other_words,
    is_neighbour,
    sides,
)
from reader.annotations.fuzzy import (
    Mapping,
    closest,
    ends_set,
    in_common,
    likely,
    similarity,
    snapped,
)
from reader.annotations.model import Target
from reader.annotations.neighbours import NEAR, Neighbours
from reader.document import Span

LEAST = 6
"""Code points; shorter words are too like others to be looked for changed in a changed context."""
_BESIDE_SHORT = 0.85
"""Least score of the weaker side of words shorter than that."""
_AROUND = 4000
"""Code points to each side of the old place that are searched first."""
_FITS, _LIKE, _WEAKER_SIDE, _VERY_LIKE = 0.66, 0.70, 0.5, 0.93
"""Least score of the context, likeness of the words, score of the weaker side; and the likeness
from which the weaker side does not count."""
_SURE_CONTEXT, _LEAST_LIKE = 0.90, 0.55
"""In a context as good as this, words as unlike as that are still the ones."""
_SURE_SIDE, _LIKE_BESIDE = 0.95, 0.72
"""Where one side is unchanged, words as like as that are the ones, whatever the other side is:
something was put in there."""
_ALIKE_ALONE, _LONG = 0.85, 40
"""Likeness and length of words that are the ones if one side is unchanged, or one old neighbour
stands near."""
_MOSTLY_LIKE = 0.9
"""Likeness of long words few of which are others."""
_LOST = 0.6
"""Likeness below which a side is not the old one any more."""
_LIKE_NEIGHBOUR = 0.8
"""Likeness of a neighbour that stands farther away than it did."""
_FEW = 8
"""Code points of a neighbour that are too few to be looked for."""
_HOPELESS = 0.5
"""Likeness below which it is not worth looking where the words end."""
_BETWEEN = 0.62
"""Least likeness of words that stand between their old neighbours."""
_ENOUGH = 0.62
"""Least score of the context of unchanged words."""
_TELLING = 16
"""Code points; words this long, standing where they are expected, need no context."""
_ADJACENT = 6
"""Code points that stand unchanged on either side of words, however short and changed."""


class Place(NamedTuple):
    """A place that may be the one, in the folded text."""

    span: Span
    """Where; code points."""
    likeness: float
    """How like the words there are, 0 to 1."""
    sides: Sides
    """How well the words around fit."""
    how: str
    """The step that found it."""

    @property
    def weight(self) -> float:
        """By which one of several places is chosen."""
        return self.likeness + self.sides.score


def alike(target: Target, text: str, beside: Neighbours) -> Place | None:
    """The place of changed words: near the old place, then wherever pieces of them stand."""
    best: Place | None = None
    for within, how in (_near(target, text), *_anywhere(target, text)):
        for found in _most_like(target, text, within, how):
            if _is_taken(found, target, text, beside):
                best = found if best is None else max(best, found, key=lambda one: one.weight)
        if best is not None and best.sides.score >= _SURE_CONTEXT:
            break
    return best


def surely_near(target: Target, text: str) -> Place | None:
    """The place of changed words near the old place, if both sides leave no doubt about it."""
    if len(target.exact) < LEAST:
        return None
    within, how = _near(target, text)
    for found in _most_like(target, text, within, how):
        fits = found.sides.weaker >= _SURE_CONTEXT and found.likeness >= _LIKE
        if fits and _is_the_one(found, target, text):
            return found
    return None


def _near(target: Target, text: str) -> tuple[Span, str]:
    """Where to look first, and what to call it."""
    near = Span(max(0, target.start - _AROUND), target.end + _AROUND)
    return near.clamp(Span(0, len(text))), "alike, near"


def _anywhere(target: Target, text: str) -> Iterator[tuple[Span, str]]:
    for span in likely(target.prefix + target.exact + target.suffix, text):
        yield span, "alike"


def _most_like(target: Target, text: str, within: Span, how: str) -> Iterator[Place]:
    """The places in `within` most like the words, and most like them with what stood around."""
    seen: set[Span] = set()
    whole = target.prefix + target.exact + target.suffix
    for rough in (closest(whole, text, within), closest(target.exact, text, within)):
        if rough is None or rough in seen:
            continue
        seen.add(rough)
        if len(seen) == 1 and len(rough) > len(target.exact):
            start = min(rough.end, rough.start + len(target.prefix))
            rough = Span(start, min(rough.end, start + len(target.exact)))
        if similarity(target.exact, rough.of(text)) < _HOPELESS:
            continue
        found = snapped(target.exact, target.prefix, target.suffix, text, rough)
        if found.similarity < _HOPELESS:
            continue
        found = ends_set(target.exact, target.prefix, target.suffix, text, found.span)
        yield Place(found.span, found.similarity, sides(target, text, found.span), how)


def _is_taken(found: Place, target: Target, text: str, beside: Neighbours) -> bool:
    weaker, is_long = found.sides.weaker, len(target.exact) >= _LONG
    is_like = found.likeness >= _ALIKE_ALONE
    if not _is_the_one(found, target, text):
        # Much was put in on both sides: one neighbour stands near, and the words are long.
        is_near = is_like and is_long and found.likeness < 1.0 and beside.confirm(found.span)
        return is_near and not are_other_words(target.exact, found.span.of(text))
    if len(target.exact) < LEAST and weaker < _BESIDE_SHORT:
        return False
    if weaker >= _SURE_CONTEXT and is_like:
        return True
    if is_look_alike(found, target, text):
        return False
    if is_like and is_long and found.sides.better >= _SURE_SIDE:
        return True
    if weaker < _LOST and not _is_put_apart(found, target, text):
        return False
    return not beside.contradict(found.span, found.sides)


def is_look_alike(found: Place, target: Target, text: str) -> bool:
    """Whether there are other words in and beside the place, as in a sentence like the old one.

    Who rewrites a sentence leaves its neighbours, or puts something in between.
    """
    is_long = len(target.exact) >= _LONG and found.likeness >= _MOSTLY_LIKE
    if is_long and found.sides.weaker < _LOST and found.sides.better == 1.0:
        # One neighbour is untouched, the other gone: much was put in, or taken out.
        return False
    return (
        found.sides.weaker < _SURE_CONTEXT
        and are_other_words(target.exact, found.span.of(text))
        and not _is_put_apart(found, target, text)
    )


def _is_put_apart(found: Place, target: Target, text: str) -> bool:
    """Whether the neighbour that is not beside the place stands near: something was put in."""
    if found.sides.left == found.sides.weaker:
        beside = text[max(0, found.span.start - NEAR) : found.span.start]
        joined = in_common(beside[::-1], target.prefix[::-1])
        words = target.prefix[: len(target.prefix) - joined].strip()
    else:
        beside = text[found.span.end : found.span.end + NEAR]
        words = target.suffix[in_common(beside, target.suffix) :].strip()
    if len(words) < _FEW:
        return True
    rough = closest(words, beside, Span(0, len(beside)))
    return rough is not None and similarity(words, rough.of(beside)) >= _LIKE_NEIGHBOUR


def _is_the_one(found: Place, target: Target, text: str) -> bool:
    """Whether words as like as that, with sides that fit as well as that, are the ones."""
    better, weaker = found.sides.better, found.sides.weaker
    if has_other_words(target, text, found.span) or is_neighbour(target, found.span.of(text)):
        return False
    if found.likeness == 1.0 and found.span.of(text) == target.exact:
        # A copy: what is asked of unchanged words was asked before.
        return weaker >= _LIKE
    if found.sides.score >= _SURE_CONTEXT and found.likeness >= _LEAST_LIKE:
        return True
    if better >= _SURE_SIDE and found.likeness >= _LIKE_BESIDE:
        return True
    fits = found.sides.score >= _FITS and found.likeness >= _LIKE
    return fits and (weaker >= _WEAKER_SIDE or found.likeness >= _VERY_LIKE)


class Stretch(NamedTuple):
    """What lies between two neighbours, now and before; folded."""

    text: str
    """The new text, or a piece of it with something on either side of the gap."""
    gap: Span
    """Where in `text` the words can be."""
    was: str
    """What stood between the same neighbours in the old text."""
    place: Span
    """Where in `was` the highlight was."""


def between(target: Target, stretch: Stretch) -> Place | None:
    """The place of unchanged or changed words that can only be between their neighbours."""
    words = stretch.gap.of(stretch.text)
    if not words.strip():
        return None
    mapping = Mapping(stretch.was, words)
    return _unchanged(target, stretch, mapping) or _changed(target, stretch, mapping)


def _unchanged(target: Target, stretch: Stretch, mapping: Mapping) -> Place | None:
    text, start = stretch.text, stretch.gap.start
    starts = [start + at for at in hits(target.exact, stretch.gap.of(text))]
    spans = [Span(at, at + len(target.exact)) for at in starts]
    if len(target.exact) < _TELLING or len(spans) > 1:
        spans = [one for one in spans if mapping.is_from(one.shift(-start), stretch.place)] or spans
    judged = [(sides(target, text, span), span) for span in spans]
    if not judged:
        return None
    around, span = max(judged, key=lambda one: (one[0].score, -one[1].start))
    is_from = mapping.is_from(span.shift(-start), stretch.place)
    if len(target.exact) >= _TELLING or around.score >= _ENOUGH or is_from:
        return Place(span, 1.0, around, "between its neighbours")
    return None


def _changed(target: Target, stretch: Stretch, mapping: Mapping) -> Place | None:
    text, start = stretch.text, stretch.gap.start
    shifted = mapping.new(stretch.place).shift(start)
    rough = closest(target.exact, text, stretch.gap)
    found = [
        ends_set(target.exact, target.prefix, target.suffix, text, span, stretch.gap)
        for span in (shifted, rough)
        if span
    ]
    found = [one for one in found if mapping.is_from(one.span.shift(-start), stretch.place)]
    best = max(found, key=lambda one: one.similarity, default=None)
    if best is not None and best.similarity >= _BETWEEN and len(target.exact) >= LEAST:
        around = sides(target, text, best.span)
        return Place(best.span, best.similarity, around, "between its neighbours, alike")
    if shifted and _is_framed(target, text, shifted):
        likeness = similarity(target.exact, shifted.of(text))
        if likeness >= _LEAST_LIKE:
            around = sides(target, text, shifted)
            return Place(shifted, likeness, around, "between unchanged words")
    return None


def hits(words: str, text: str) -> Iterator[int]:
    """Every offset at which `words` stand, overlapping ones too; in order."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _is_framed(target: Target, text: str, span: Span) -> bool:
    """Whether the very words that stood before and after stand before and after `span`."""
    before, after = target.prefix[-_ADJACENT:], target.suffix[:_ADJACENT]
    if len(before) + len(after) < _ADJACENT:
        return False
    return text[: span.start].endswith(before) and text.startswith(after, span.end)
