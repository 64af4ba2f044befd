"""How an annotation names its place, and finds it again after the text changed.

The steps, each tried only when the one before found nothing:

1. the exact words at the old place, with the same words around them;
2. the exact words, anywhere, between exactly the old words;
3. every place where the exact words stand, judged by the words around them, then by nearness;
4. the same three on folded text: quotes, dashes, blanks, ligatures, accents alike;
5. words like them near the old place, then wherever pieces of them and their context stand.

With the old text kept (an `Alignment`), the stretch of the new text that lies between what stood
to the left and to the right is looked through after the first step: what is not in there, though
both sides are near, was deleted.

A copy of the words somewhere else must not pass for the place: what fits too badly is an
orphan, with a reason, and never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from reader.annotations.alignment import Alignment, Gap
from reader.annotations.fold import Folded, fold, folded_words
from reader.annotations.fuzzy import closest, likely, mapped, similarity, snapped
from reader.annotations.model import CONTEXT, Anchor, State, Target
from reader.document import Span
from reader.errors import AnnotationError

_ENOUGH = 0.62
"""Least context score of a place; unrelated prose already has 0.45."""
_SHORT = 20
"""Code points; shorter words need better context, up to `_ENOUGH_SHORT` more."""
_ENOUGH_SHORT = 0.2
_LONG = 40
"""Code points; words this long, standing once then and once now, need no context."""
_TINY = 12
"""Code points; a prefix or suffix shorter than this says little: the other side decides."""
_MOST_JUDGED = 40
"""Places judged by their context: the nearest ones to each side of the old place."""
_TELLING = 16
"""Code points; words this long, standing where they are expected, need no context."""
_LEAST_FUZZY = 6
"""Code points; shorter words are too like others to be looked for changed."""
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
    if alignment is not None:
        found = _between(wanted, alignment)
        if found is not None:
            return found
    return (
        _exact(wanted, text)
        or _folded(wanted, text)
        or _alike(wanted, text)
        or _orphan(wanted, text)
    )


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
    whole = _in_context(target, text)
    if whole is not None:
        return Anchor(State.EXACT, whole, "in context")
    judged = [
        (_context_score(target, text, at), at)
        for at in _nearest(_hits(target.exact, text), target.start)
    ]
    if not judged:
        return None
    best = max(score for score, _ in judged)
    start = min(
        (at for score, at in judged if score >= best - _SAME_SCORE),
        key=lambda at: abs(at - target.start),
    )
    span = Span(start, start + len(target.exact))
    if best >= _threshold(target):
        return Anchor(State.EXACT, span, "by context", best)
    if len(target.exact) >= _LONG and len(judged) == 1 and target.occurrences == 1:
        return Anchor(State.MOVED, span, "only one left", best)
    return None


def _in_context(target: Target, text: str) -> Span | None:
    """The nearest place where the words stand between exactly the old ones."""
    around = target.prefix + target.exact + target.suffix
    if len(target.prefix) + len(target.suffix) < CONTEXT:
        return None
    starts = [at + len(target.prefix) for at in _hits(around, text)]
    if not starts:
        return None
    start = min(starts, key=lambda at: abs(at - target.start))
    return Span(start, start + len(target.exact))


def _hits(words: str, text: str) -> Iterator[int]:
    """Every offset at which `words` stand, overlapping ones too; in order."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


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


def _context_score(target: Target, text: str, start: int) -> float:
    """How well the words around `start` fit, 0 to 1: the better side counts twice."""
    better, weaker = _sides(target, text, Span(start, start + len(target.exact)))
    return (2 * better + weaker) / 3


def _sides(target: Target, text: str, span: Span) -> tuple[float, float]:
    """How well the words on either side of `span` fit, 0 to 1: the better side, the weaker one."""
    sides = (
        (target.prefix, text[max(0, span.start - len(target.prefix)) : span.start]),
        (target.suffix, text[span.end : span.end + len(target.suffix)]),
    )
    telling = [side for side in sides if len(side[0]) >= _TINY] or [s for s in sides if s[0]]
    scores = sorted(_similarity(was, now) for was, now in telling)
    return (scores[-1], scores[0]) if scores else (1.0, 1.0)


def _similarity(was: str, now: str) -> float:
    return 1.0 if was == now else SequenceMatcher(None, was, now, autojunk=False).ratio()


def _folded(target: Target, text: str) -> Anchor | None:
    """The place of the words apart from typography."""
    exact = folded_words(target.exact).strip()
    if not exact:
        return None
    folded = fold(text)
    found = _exact(_folded_target(target, exact, folded, text), folded.text)
    if found is None or found.span is None:
        return None
    span = folded.original(found.span)
    state = State.FUZZY if span.of(text) != target.exact else found.state
    return Anchor(state, span, f"{found.method}, apart from typography", min(0.99, found.score))


def _folded_target(target: Target, exact: str, folded: Folded, text: str) -> Target:
    start = target.start * len(folded.text) // max(1, len(text))
    return Target(
        exact=exact,
        prefix=folded_words(target.prefix),
        suffix=folded_words(target.suffix),
        start=start,
        end=start + len(exact),
        occurrences=target.occurrences,
        text_length=len(folded.text),
    )


def _alike(target: Target, text: str) -> Anchor | None:
    """The place of words that changed: near the old place, then anywhere."""
    exact = folded_words(target.exact).strip()
    if len(exact) < _LEAST_FUZZY:
        return None
    folded = fold(text)
    plain = _folded_target(target, exact, folded, text)
    everywhere = Span(0, len(folded.text))
    near = Span(max(0, plain.start - _AROUND), plain.end + _AROUND).clamp(everywhere)
    for within, method in _searches(plain, folded.text, near):
        rough = closest(exact, folded.text, within)
        if rough is None:
            continue
        found = snapped(exact, plain.prefix, plain.suffix, folded.text, rough)
        better, weaker = _sides(plain, folded.text, found.span)
        if _is_alike(found.similarity, better, weaker):
            span = folded.original(found.span)
            return Anchor(State.FUZZY, span, method, found.similarity)
    return None


def _searches(target: Target, text: str, near: Span) -> Iterator[tuple[Span, str]]:
    """Where to look for changed words, one after the other, and what to call it."""
    yield near, "alike, near"
    for span in likely(target.prefix + target.exact + target.suffix, text):
        yield span, "alike"


def _is_alike(likeness: float, better: float, weaker: float) -> bool:
    """Whether words as like as that, with sides that fit as well as that, are the ones."""
    context = (2 * better + weaker) / 3
    if context >= _SURE_CONTEXT and likeness >= _LEAST_LIKE:
        return True
    if better >= _SURE_SIDE and likeness >= _LIKE_BESIDE:
        return True
    fits = context >= _FITS and likeness >= _LIKE
    return fits and (weaker >= _WEAKER_SIDE or likeness >= _VERY_LIKE)


def _between(target: Target, alignment: Alignment) -> Anchor | None:
    """The place by what stood to its left and right in the old text; None if they do not tell."""
    old, new = alignment.old, alignment.new
    place = Span(target.start, max(target.start, target.end))
    if place.end > len(old) or place.of(old) != target.exact:
        return None
    gap = alignment.gap(place)
    if gap is None:
        return None
    within = _in_gap(target, old, new, gap)
    if within is not None or not gap.is_sure:
        return within
    starts = [at for _, at in zip(range(2), _hits(target.exact, new), strict=False)]
    if len(target.exact) >= _LONG and len(starts) == 1 and target.occurrences <= 1:
        span = Span(starts[0], starts[0] + len(target.exact))
        return Anchor(State.MOVED, span, "elsewhere", 0.9)
    return Anchor(State.ORPHAN, None, "none", 0.0, "the words were deleted")


def _in_gap(target: Target, old: str, text: str, gap: Gap) -> Anchor | None:
    words = gap.span.of(text)
    starts = [gap.span.start + at for at in _hits(target.exact, words)]
    if starts:
        score, start = max((_context_score(target, text, at), at) for at in starts)
        if len(target.exact) >= _TELLING or score >= _ENOUGH or len(starts) == 1:
            span = Span(start, start + len(target.exact))
            return Anchor(State.EXACT, span, "between its neighbours", score)
    if not words or len(target.exact) < _LEAST_FUZZY:
        return None
    place = Span(target.start - gap.was.start, target.end - gap.was.start)
    around = mapped(gap.was.of(old), words, place)
    now = folded_words(around.of(words))
    score = similarity(folded_words(target.exact), now)
    if score < _ENOUGH:
        return _alike_in(target, text, gap.span)
    span = Span(gap.span.start + around.start, gap.span.start + around.end)
    return Anchor(State.FUZZY, span, "between its neighbours, alike", score)


def _alike_in(target: Target, text: str, within: Span) -> Anchor | None:
    """Changed words in a stretch into which much else was put, judged by what is beside them."""
    # With what stands around the stretch: a side of the words may be there.
    around = Span(max(0, within.start - CONTEXT), min(len(text), within.end + CONTEXT))
    exact, folded = folded_words(target.exact).strip(), fold(around.of(text))
    plain = _folded_target(target, exact, folded, text)
    rough = closest(exact, folded.text, Span(0, len(folded.text)))
    if rough is None:
        return None
    found = snapped(exact, plain.prefix, plain.suffix, folded.text, rough)
    better, weaker = _sides(plain, folded.text, found.span)
    if not _is_alike(found.similarity, better, weaker):
        return None
    span = folded.original(found.span)
    place = Span(around.start + span.start, around.start + span.end)
    return Anchor(State.FUZZY, place, "between its neighbours, put apart", found.similarity)


def _orphan(target: Target, text: str) -> Anchor:
    count = text.count(target.exact)
    if not count:
        reason = "the words are no longer in the text"
    elif count == 1:
        reason = "the words stand in the text, but in another context"
    else:
        reason = f"the words stand {count} times in the text, each in another context"
    return Anchor(State.ORPHAN, None, "none", 0.0, reason)
