"""How an annotation names its place, and finds it again after the text changed.

The steps, each tried only when the one before found nothing:

1. the exact words at the old place, with the same words around them;
2. the exact words, anywhere, between exactly the old words;
3. every place where the exact words stand, judged by the words around them, then by nearness;
   where fewer are left than there were, both sides have to fit;
4. the same two on folded text: quotes, dashes, blanks, ligatures, accents alike;
5. between what stood before and after, where each stands once in the text: what is not in there
   was deleted;
6. words like them near the old place, then wherever pieces of them and their context stand;
7. the words with all their context, whatever is written in capitals.

With the old text kept (an `Alignment`), the stretch of the new text that lies between what stood
to the left and to the right is looked through after the first step: what is not in there, though
both sides are near, was deleted; and what stood elsewhere in the old text is not it.

A copy of the words somewhere else must not pass for the place: what fits too badly is an
orphan, with a reason, and never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from reader.annotations.alignment import Alignment, Gap
from reader.annotations.context import has_other_words, likeness_around, sides
from reader.annotations.fold import Folded, fold, folded_words
from reader.annotations.model import CONTEXT, Anchor, State, Target
from reader.annotations.neighbours import Neighbours, neighbours
from reader.annotations.rewritten import Place, Stretch, alike, between, hits, is_look_alike
from reader.document import Span
from reader.errors import AnnotationError

_ENOUGH = 0.62
"""Least context score of a place; unrelated prose already has 0.45."""
_SHORT = 20
"""Code points; shorter words need better context, up to `_ENOUGH_SHORT` more."""
_ENOUGH_SHORT = 0.2
_LONG = 40
"""Code points; words this long, standing once then and once now, need no context."""
_MOST_JUDGED = 40
"""Places judged by their context: the nearest ones to each side of the old place."""
_MOST_COMPARED = 8
"""Of these as many are compared closely."""
_TELLING = 16
"""Code points; words this long, standing where they are expected, need no context."""
_BOTH_SIDES = 0.8
"""Least score of the weaker side where fewer places are left than there were."""
_LONG_TEXT = 1_000
"""Code points; shorter texts are words and their context."""
_SAME_SCORE = 0.02
"""Scores this near each other count as equal: then nearness decides."""


def describe(text: str, span: Span) -> Target:
    """What `span` of `text` needs to be found again.

    Raises:
        AnnotationError: The span reaches beyond the text.
    """
    if span.end > len(text):
        raise AnnotationError(
            f"characters {span.start}:{span.end} are not in the text, which has {len(text)}:"
            " give offsets inside it"
        )
    exact = span.of(text)
    return Target(
        exact=exact,
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
        occurrences=text.count(exact) if exact else 0,
        text_length=len(text),
    )


def resolve(target: object, text: str | Alignment) -> Span | None:
    """The place of `target` in `text`, code points, half-open; None when it is gone.

    Args:
        target: A `Target`, or any object or mapping with `exact`, `prefix`, `suffix`, `start`,
            `end`, `occurrences` and `text_length` (or `length`); what is missing is not used.
        text: The present text of the article; or the old one and the present one, aligned.
    """
    return anchor(target, text).span


def anchor(target: object, text: str | Alignment) -> Anchor:
    """The same as `resolve`, told with the step that found the place, the score and the state.

    The state is exact when the words stand unchanged where they were or in their old context
    (whatever the offset), moved when they stand unchanged in another context, fuzzy when
    they differ, orphan when there is no place.
    """
    wanted = _as_target(target)
    alignment, text = (text, text.new) if isinstance(text, Alignment) else (None, text)
    if _is_at(wanted, text, wanted.start):
        return Anchor(State.EXACT, Span(wanted.start, wanted.end), "in place")
    if not wanted.exact:
        return Anchor(State.ORPHAN, None, "none", 0.0, "no words are known to look for")
    found = _sought(wanted, text, alignment)
    place = _in_other_case(wanted, text) if found.span is None else None
    return found if place is None else Anchor(State.FUZZY, place, "apart from capitals", 0.95)


def _sought(wanted: Target, text: str, alignment: Alignment | None) -> Anchor:
    if alignment is not None:
        found = _aligned(wanted, alignment)
        if found is not None:
            return found
    found = _exact(wanted, text) or _loosely(wanted, text)
    if alignment is None or found.span is None or found.state is State.MOVED:
        return found
    if alignment.was_elsewhere(found.span, Span(wanted.start, wanted.end)):
        return Anchor(State.ORPHAN, None, "none", 0.0, "the words were deleted")
    return found


def _in_other_case(target: Target, text: str) -> Span | None:
    """The words between exactly the old ones, whatever is written in capitals: headings are."""
    lower = Target(
        exact=_lowered(target.exact),
        prefix=_lowered(target.prefix),
        suffix=_lowered(target.suffix),
        start=target.start,
        end=target.end,
        occurrences=target.occurrences,
        text_length=target.text_length,
    )
    return _in_context(lower, _lowered(text), _expected(target, text))


@lru_cache(maxsize=2)
def _lowered_text(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


def _lowered(text: str) -> str:
    """`text` in small letters, as long as it was; long ones are kept for the next note."""
    return _lowered_text(text) if len(text) > _LONG_TEXT else _lowered_text.__wrapped__(text)


def _as_target(target: object) -> Target:
    if isinstance(target, Target):
        return target
    start = _number(target, "start")
    exact = _words(target, "exact")
    return Target(
        exact=exact,
        prefix=_words(target, "prefix"),
        suffix=_words(target, "suffix"),
        start=start,
        end=_number(target, "end", start + len(exact)),
        occurrences=_number(target, "occurrences"),
        text_length=_number(target, "text_length", _number(target, "length")),
    )


def _value(target: object, name: str) -> object:
    return target.get(name) if isinstance(target, Mapping) else getattr(target, name, None)


def _words(target: object, name: str) -> str:
    value = _value(target, name)
    return value if isinstance(value, str) else ""


def _number(target: object, name: str, missing: int = 0) -> int:
    value = _value(target, name)
    return value if isinstance(value, int) and value >= 0 else missing


def _is_at(target: Target, text: str, start: int) -> bool:
    """Whether the words stand at `start` with all their context."""
    end = start + len(target.exact)
    return (
        target.end - target.start == len(target.exact)
        and end <= len(text)
        and text.startswith(target.exact, start)
        and text[max(0, start - len(target.prefix)) : start] == target.prefix
        and text[end : end + len(target.suffix)] == target.suffix
    )


def _exact(target: Target, text: str) -> Anchor | None:
    """The place of the unchanged words, by their context."""
    expected = _expected(target, text)
    starts = _nearest(hits(target.exact, text), expected)
    if not starts:
        return None
    whole = _in_context(target, text, expected)
    if whole is not None:
        return Anchor(State.EXACT, whole, "in context")
    spans = [Span(start, start + len(target.exact)) for start in starts]
    judged = [(sides(target, text, span), span) for span in _fitting(target, text, spans)]
    best = max(around.score for around, _ in judged)
    around, span = min(
        (one for one in judged if one[0].score >= best - _SAME_SCORE),
        key=lambda one: abs(one[1].start - expected),
    )
    # Fewer than there were: this one may be another, and ours the one that is gone.
    is_sure = text.count(target.exact) >= target.occurrences or (
        around.weaker >= _BOTH_SIDES and not has_other_words(target, text, span)
    )
    if best >= _threshold(target) and is_sure:
        return Anchor(State.EXACT, span, "by context", best)
    if len(target.exact) >= _LONG and len(starts) == 1 and target.occurrences == 1:
        return Anchor(State.MOVED, span, "only one left", best)
    return None


def _fitting(target: Target, text: str, spans: list[Span]) -> list[Span]:
    """Those of many places whose sides may fit best; in order."""
    if len(spans) <= _MOST_COMPARED:
        return spans
    ranked = sorted(spans, key=lambda span: -likeness_around(target, text, span))
    return sorted(ranked[:_MOST_COMPARED])


def _expected(target: Target, text: str) -> int:
    """Where the words would begin, had the text grown or shrunk evenly."""
    if not target.text_length:
        return target.start
    return target.start * len(text) // target.text_length


def _in_context(target: Target, text: str, expected: int) -> Span | None:
    """The place nearest to `expected` where the words stand between exactly the old ones."""
    around = target.prefix + target.exact + target.suffix
    if len(target.prefix) + len(target.suffix) < CONTEXT:
        return None
    starts = [at + len(target.prefix) for at in hits(around, text)]
    if not starts:
        return None
    start = min(starts, key=lambda at: abs(at - expected))
    return Span(start, start + len(target.exact))


def _nearest(hits: Iterator[int], place: int) -> list[int]:
    """The hits nearest to `place`, at most `_MOST_JUDGED` before and after it."""
    before: list[int] = []
    after: list[int] = []
    for at in hits:
        if at < place:
            before.append(at)
        elif len(after) < _MOST_JUDGED:
            after.append(at)
        else:
            break
    return before[-_MOST_JUDGED:] + after


def _threshold(target: Target) -> float:
    return _ENOUGH + _ENOUGH_SHORT * max(0, _SHORT - len(target.exact)) / _SHORT


def _loosely(target: Target, text: str) -> Anchor:
    """The place of the words apart from typography, then of changed ones; or an orphan."""
    exact = folded_words(target.exact).strip()
    if not exact:
        return _orphan(target, text)
    folded = fold(text)
    plain = _folded_target(target, exact, folded, text)
    found, beside = _exact(plain, folded.text), neighbours(plain, folded.text)
    if (
        found is not None
        and found.span is not None
        and not beside.contradict(found.span, sides(plain, folded.text, found.span))
    ):
        span = folded.original(found.span)
        state = State.FUZZY if span.of(text) != target.exact else found.state
        method = f"{found.method}, apart from typography"
        return Anchor(state, span, method, min(0.99, found.score))
    place = _changed(plain, folded.text, beside)
    if place is None:
        return _orphan(target, text)
    return _anchored(target, folded.original(place.span), text, place)


def _folded_target(target: Target, exact: str, folded: Folded, text: str) -> Target:
    # Where it would be, had the text grown or shrunk evenly.
    start = _expected(target, text) * len(folded.text) // max(1, len(text))
    return Target(
        exact=exact,
        prefix=folded_words(target.prefix),
        suffix=folded_words(target.suffix),
        start=start,
        end=start + len(exact),
        occurrences=target.occurrences,
        text_length=len(folded.text),
    )


def _changed(target: Target, text: str, beside: Neighbours) -> Place | None:
    """The place of changed words, between their neighbours where these tell; all folded."""
    gap = beside.gap(len(target.exact))
    if gap is None:
        return _copy_beside(target, text, beside) or alike(target, text, beside)
    before = target.prefix[len(target.prefix) - beside.left_rest :]
    was = before + target.exact + target.suffix[: beside.right_rest]
    at = Span(len(before), len(before) + len(target.exact))
    found = between(target, Stretch(text, gap, was, at))
    if found is None or has_other_words(target, text, found.span):
        return None
    return None if is_look_alike(found, target, text) else found


def _copy_beside(target: Target, text: str, beside: Neighbours) -> Place | None:
    """Of several places of the unchanged words, the only one that has an old neighbour near."""
    if len(target.exact) < _TELLING:
        return None
    starts = _nearest(hits(target.exact, text), target.start)
    spans = [Span(start, start + len(target.exact)) for start in starts]
    near = [span for span in spans if beside.confirm(span)]
    if len(near) != 1 or len(spans) < max(2, target.occurrences):
        return None
    return Place(near[0], 1.0, sides(target, text, near[0]), "beside a neighbour")


def _anchored(target: Target, span: Span, text: str, place: Place) -> Anchor:
    is_same = span.of(text) == target.exact
    state = State.EXACT if is_same else State.FUZZY
    return Anchor(state, span, place.how, place.sides.score if is_same else place.likeness)


def _aligned(target: Target, alignment: Alignment) -> Anchor | None:
    """The place by what stood to its left and right in the old text; None if they do not tell."""
    old, new = alignment.old, alignment.new
    place = Span(target.start, max(target.start, target.end))
    if place.end > len(old) or place.of(old) != target.exact:
        return None
    gap = alignment.gap(place)
    if gap is None:
        return None
    found = _in_stretch(target, old, new, gap)
    if found is not None or not gap.is_sure:
        return found
    starts = [at for _, at in zip(range(2), hits(target.exact, new), strict=False)]
    if len(target.exact) >= _LONG and len(starts) == 1 and target.occurrences <= 1:
        span = Span(starts[0], starts[0] + len(target.exact))
        return Anchor(State.MOVED, span, "elsewhere", 0.9)
    return Anchor(State.ORPHAN, None, "none", 0.0, "the words were deleted")


def _in_stretch(target: Target, old: str, new: str, gap: Gap) -> Anchor | None:
    """The place between two anchors of the old and the new text."""
    # With what stands around the stretch: a side of the words may be there.
    low, high = max(0, gap.span.start - CONTEXT), min(len(new), gap.span.end + CONTEXT)
    lead, was = folded_words(new[low : gap.span.start]), folded_words(gap.was.of(old))
    words = Folded(new[low:high])
    within = Span(len(lead), len(lead) + len(folded_words(gap.span.of(new))))
    exact = folded_words(target.exact)
    start = len(folded_words(old[gap.was.start : target.start]))
    plain = _folded_target(target, exact, words, new)
    stretch = Stretch(words.text, within, was, Span(start, start + len(exact)))
    found = between(plain, stretch)
    if found is None:
        return None
    return _anchored(target, words.original(found.span).shift(low), new, found)


def _orphan(target: Target, text: str) -> Anchor:
    count = text.count(target.exact)
    if not count:
        reason = "the words are no longer in the text"
    elif count == 1:
        reason = "the words stand in the text, but in another context"
    else:
        reason = f"the words stand {count} times in the text, each in another context"
    return Anchor(State.ORPHAN, None, "none", 0.0, reason)
