"""How an annotation names its place, and finds it again after the text changed.

The steps, each tried only when the one before found nothing:

1. the exact words at the old place, with the same words around them;
2. the exact words, anywhere, between exactly the old words;
3. every place where the exact words stand, judged by the words around them, then by nearness;
4. the same three on folded text: quotes, dashes, blanks, ligatures, accents alike.

A copy of the words somewhere else must not pass for the place: what fits too badly is an
orphan, with a reason, and never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from reader.annotations.fold import fold, folded_words
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


def resolve(target: object, text: str) -> Span | None:
    """The place of `target` in `text`, code points, half-open; None when it is gone.

    Args:
        target: A `Target`, or any object or mapping with `exact`, `prefix`, `suffix`, `start`,
            `end`, `occurrences` and `text_length` (or `length`); what is missing is not used.
        text: The present text of the article.
    """
    return anchor(target, text).span


def anchor(target: object, text: str) -> Anchor:
    """The same as `resolve`, told with the step that found the place, the score and the state.

    The state is exact when the words stand unchanged where they were or in their old context
    (whatever the offset), moved when they stand unchanged in another context, fuzzy when
    they differ, orphan when there is no place.
    """
    wanted = _as_target(target)
    if _is_at(wanted, text, wanted.start):
        return Anchor(State.EXACT, Span(wanted.start, wanted.end), "in place")
    if not wanted.exact:
        return Anchor(State.ORPHAN, None, "none", 0.0, "no words are known to look for")
    return _exact(wanted, text) or _folded(wanted, text) or _orphan(wanted, text)


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
    end = start + len(target.exact)
    sides = (
        (target.prefix, text[max(0, start - len(target.prefix)) : start]),
        (target.suffix, text[end : end + len(target.suffix)]),
    )
    telling = [side for side in sides if len(side[0]) >= _TINY] or [s for s in sides if s[0]]
    scores = sorted(_similarity(was, now) for was, now in telling)
    if not scores:
        return 1.0
    return (2 * scores[-1] + scores[0]) / 3


def _similarity(was: str, now: str) -> float:
    return 1.0 if was == now else SequenceMatcher(None, was, now, autojunk=False).ratio()


def _folded(target: Target, text: str) -> Anchor | None:
    """The place of the words apart from typography."""
    exact = folded_words(target.exact).strip()
    if not exact:
        return None
    folded = fold(text)
    start = target.start * len(folded.text) // max(1, len(text))
    plain = Target(
        exact=exact,
        prefix=folded_words(target.prefix),
        suffix=folded_words(target.suffix),
        start=start,
        end=start + len(exact),
        occurrences=target.occurrences,
        text_length=len(folded.text),
    )
    found = _exact(plain, folded.text)
    if found is None or found.span is None:
        return None
    span = folded.original(found.span)
    state = State.FUZZY if span.of(text) != target.exact else found.state
    return Anchor(state, span, f"{found.method}, apart from typography", min(0.99, found.score))


def _orphan(target: Target, text: str) -> Anchor:
    count = text.count(target.exact)
    if not count:
        reason = "the words are no longer in the text"
    elif count == 1:
        reason = "the words stand in the text, but in another context"
    else:
        reason = f"the words stand {count} times in the text, each in another context"
    return Anchor(State.ORPHAN, None, "none", 0.0, reason)
