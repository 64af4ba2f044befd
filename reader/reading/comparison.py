"""Two versions of an article, sentence by sentence: what came, went, was moved and reworded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from reader.annotations import folded_words
from reader.document import Document, Span
from reader.language import sentences

_ALIKE = 55.0
"""Percent of likeness from which on two sentences are wordings of one."""
_FEW = 60
"""Sentences that were exchanged for others in one place; of more only the exactly same are found
again, for all of them against all would take seconds."""
_TELLING = 5
"""Words of a sentence from which on it is moved when it stands elsewhere; a shorter one may be said
twice."""


class Fate(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    NEW = "added"
    GONE = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in one version or in both."""

    fate: Fate
    """What became of it."""
    before: Span | None
    """Where it stands in the earlier version; None when it is new."""
    after: Span | None
    """Where it stands in the later version; None when it is gone."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All sentences of two versions, in the order of the later one; those gone where they were."""

    old: Document
    """The earlier version."""
    new: Document
    """The later version."""
    passages: tuple[Passage, ...]
    """In order."""

    @property
    def changes(self) -> tuple[Passage, ...]:
        """Those that are not the same."""
        return tuple(one for one in self.passages if one.fate is not Fate.SAME)

    def told(self) -> str:
        """What became of how many, such as `2 sentences added, 1 changed`; empty for nothing."""
        counts = [
            (fate, sum(one.fate is fate for one in self.passages))
            for fate in (Fate.NEW, Fate.CHANGED, Fate.MOVED, Fate.GONE)
        ]
        words = [(fate, count) for fate, count in counts if count]
        return ", ".join(
            f"{count} {'sentence' if count == 1 else 'sentences'} {fate}"
            if not number
            else f"{count} {fate}"
            for number, (fate, count) in enumerate(words)
        )


def compare(old: Document, new: Document) -> Comparison:
    """What became of each sentence; typography and case make no difference."""
    was, now = sentences(old), sentences(new)
    matcher = SequenceMatcher(None, _keys(old, was), _keys(new, now), autojunk=False)
    passages: list[Passage] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        before, after = was[old_start:old_end], now[new_start:new_end]
        if tag == "equal":
            passages += map(_same, before, after)
        else:
            passages += _exchanged(old.text, new.text, before, after)
    return Comparison(old, new, tuple(_with_moves(passages, old, new)))


def _same(before: Span, after: Span) -> Passage:
    return Passage(Fate.SAME, before, after)


def _keys(document: Document, spans: Iterable[Span]) -> list[str]:
    return [_key(span.of(document.text)) for span in spans]


def _key(words: str) -> str:
    return folded_words(words).casefold()


def _exchanged(
    old: str, new: str, before: Sequence[Span], after: Sequence[Span]
) -> Iterator[Passage]:
    """What became of sentences in whose place others stand."""
    pairs = _wordings(old, new, before, after)
    at = 0
    for number, span in enumerate(after):
        partner = pairs.get(number)
        while partner is not None and at < partner:
            yield Passage(Fate.GONE, before[at], None)
            at += 1
        if partner is None:
            yield Passage(Fate.NEW, None, span)
        else:
            yield Passage(Fate.CHANGED, before[partner], span)
            at = partner + 1
    for span in before[at:]:
        yield Passage(Fate.GONE, span, None)


def _wordings(old: str, new: str, before: Sequence[Span], after: Sequence[Span]) -> dict[int, int]:
    """Which of the later sentences is a wording of which earlier one, by number, in order.

    The pairing with the most likeness in all, of those that cross nowhere.
    """
    if not before or not after or len(before) > _FEW or len(after) > _FEW:
        return {}
    was = [_key(span.of(old)) for span in before]
    now = [_key(span.of(new)) for span in after]
    gains = [[max(0.0, _likeness(a, b) - _ALIKE) for b in now] for a in was]
    best = [[0.0] * (len(now) + 1) for _ in range(len(was) + 1)]
    for i in range(len(was) - 1, -1, -1):
        for j in range(len(now) - 1, -1, -1):
            paired = gains[i][j] + best[i + 1][j + 1] if gains[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(was) and j < len(now):
        if gains[i][j] and best[i][j] == gains[i][j] + best[i + 1][j + 1]:
            pairs[j] = i
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(was: str, now: str) -> float:
    """How alike two sentences are, 0 to 100: by their letters, or the words that stayed."""
    # Only here: comparing loads it, reading does without.
    from rapidfuzz import fuzz

    return max(fuzz.ratio(was, now), 0.9 * fuzz.token_set_ratio(was, now))


def _with_moves(passages: Sequence[Passage], old: Document, new: Document) -> Iterator[Passage]:
    """The same, where a sentence that went here and came there was moved."""
    came = _moves(passages, old, new)
    went = set(came.values())
    for one in passages:
        if one.fate is Fate.NEW and one.after in came:
            yield Passage(Fate.MOVED, came[one.after], one.after)
        elif not (one.fate is Fate.GONE and one.before in went):
            yield one


def _moves(passages: Sequence[Passage], old: Document, new: Document) -> dict[Span, Span]:
    """Where sentences stand that went and came elsewhere: where they are now, where they were."""
    gone: dict[str, list[Span]] = {}
    for one in passages:
        if one.fate is Fate.GONE and one.before:
            gone.setdefault(_key(one.before.of(old.text)), []).append(one.before)
    found: dict[Span, Span] = {}
    for one in passages if gone else ():
        if one.fate is Fate.NEW and one.after:
            key = _key(one.after.of(new.text))
            if gone.get(key) and len(key.split()) >= _TELLING:
                found[one.after] = gone[key].pop(0)
    return found
