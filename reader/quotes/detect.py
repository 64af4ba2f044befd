"""What was said: reported words found in a passage, with the cue that reports them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.quotes.cues import CueHit
from reader.quotes.mentions import Mention
from reader.quotes.model import Kind
from reader.quotes.passage import Passage
from reader.quotes.verbs import Cue


@dataclass(frozen=True, slots=True)
class Found:
    """Reported words without their speaker."""

    passage: int
    """Index of the passage."""
    spans: tuple[tuple[int, int], ...]
    """Pieces in order, disjoint; code points."""
    kind: Kind
    """Direct, mixed or indirect."""
    cue: CueHit | None
    """What reports them; None for words that stand alone."""


def detect(
    passage: Passage, index: int, mentions: Sequence[Mention], hits: Sequence[CueHit]
) -> list[Found]:
    """The quotes of a passage in order of position."""
    found: list[Found] = []
    taken: set[int] = set()
    outside = [hit for hit in hits if passage.inside[hit.low] < 0 and hit.kind is not Cue.NOUN]
    for number, stretch in enumerate(passage.marked):
        low, high = passage.tokens_in(stretch)
        near = _beside(passage, outside, low, high)
        whole = passage.lowers[high - 2] in (",", ".", "?", "!") if high - low > 3 else False
        if near is None and not (whole and high - low > 6):
            continue
        taken.add(number)
        found.append(Found(index, ((stretch.start, stretch.end),), Kind.DIRECT, near))
    for hit in outside:
        clause = _clause(passage, hit)
        if clause is None:
            continue
        low, high = clause
        insides = {passage.inside[at] for at in range(low, high)} - {-1}
        if insides & taken:
            continue
        kind = Kind.MIXED if insides else Kind.INDIRECT
        found.append(Found(index, ((passage.starts[low], passage.ends[high - 1]),), kind, hit))
    return sorted(found, key=lambda one: one.spans)


def _beside(passage: Passage, hits: Sequence[CueHit], low: int, high: int) -> CueHit | None:
    for hit in hits:
        after = high <= hit.low <= high + 6 or (hit.subject and high <= hit.subject.low <= high + 2)
        if after and passage.words[high - 2] in (",", "?", "!", "—", "--"):
            return hit
        if hit.high <= low and low - hit.high <= 1 and passage.words[low - 1] in (",", ":"):
            return hit
    return None


def _clause(passage: Passage, hit: CueHit) -> tuple[int, int] | None:
    if hit.kind not in (Cue.SAY, Cue.STATE, Cue.TELL):
        return None
    _, end = passage.sentences[passage.sentence_of[hit.low]]
    low = hit.high
    while low < end and (passage.lowers[low] in ("that",) or passage.words[low] in (",", ":")):
        low += 1
    return (low, end - 1) if end - 1 - low > 2 else None
