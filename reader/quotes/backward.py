"""Words that stand before who says them: where they end, and where they may begin."""

from __future__ import annotations

from reader.quotes.cues import CueHit
from reader.quotes.mentions import Sort
from reader.quotes.passage import Passage
from reader.quotes.regions import bucket
from reader.quotes.syntax import Outline, approach, opens_clause, path

LENGTHS = (2, 4, 8, 14, 24, 40)
"""Lengths in tokens that the features tell apart."""
LONGEST = 200
"""Tokens that reported words may have, marked ones aside."""


def back_edge(passage: Passage, outline: Outline, hit: CueHit, first: int) -> int | None:
    """One past the last token of what stands before `, Smith said`; None if nothing does."""
    if hit.low - first > LONGEST:
        return None
    at = _before_subject(passage, outline, hit, first)
    if at <= first or outline.plain[at] not in ",-)?":
        if hit.kind.value == "source":
            return hit.low if hit.low - first > 1 else None
        subject = hit.subject
        if subject is not None and subject.sort is Sort.NAME and outline.plain[at] == "n":
            # "…, a decision Holm said was wrong": what stands before tells of the decision.
            return None
        at = _comma_before(outline.plain, hit.group, first)
        if at < 0 or (subject is not None and hit.relation == "apart" and at > subject.low):
            return None
    while at > first and (
        outline.plain[at - 1] in ",-"
        or (outline.plain[at - 1] == '"' and not _closes_inside(passage, at - 1, first))
    ):
        at -= 1
    return at


def _before_subject(passage: Passage, outline: Outline, hit: CueHit, first: int) -> int:
    """The token before the cue and its subject, and before an `as` that leads them in."""
    low = hit.group
    subject = hit.subject
    if subject is not None and hit.relation in ("before", "apart") and first <= subject.low < low:
        low = subject.low
    at = low - 1
    if at > first and passage.lowers[at] == "as":
        at -= 1
    while at > first and outline.plain[at] in '"':
        at -= 1
    return at


def _comma_before(signs: str, group: int, first: int) -> int:
    """The comma before a longer subject: `…, an official close to the talks said`; or -1."""
    for at in range(group - 1, max(first, group - 14), -1):
        if signs[at] == ",":
            return at
        if signs[at] not in "djnNsipTrg" and signs[at - 1 : at + 2] != "jcj":
            # "current and former officials" is one subject, "left and Holm" are two clauses.
            return -1
    return -1


def _closes_inside(passage: Passage, at: int, first: int) -> bool:
    """Whether the mark at `at` closes a stretch that begins in the same sentence."""
    number = passage.inside[at]
    return number >= 0 and passage.marked[number].start > passage.starts[first]


def backward(outline: Outline, first: int, edge: int) -> list[int]:
    """Tokens before a cue where its words may begin: the sentence, and its clauses."""
    signs = outline.plain
    found = []
    for at in range(first, edge):
        if signs[at] in ",.;:)-(" or (signs[at] == '"' and at != first):
            continue
        if at == first or signs[at - 1] in ',;:-"c.(' or (signs[at] in "Sw"):
            found.append(at)
            if len(found) >= 8:
                break
    return found


def backward_features(
    outline: Outline, hit: CueHit, at: int, edge: int, first: int, end: int
) -> list[str]:
    """What tells whether words that end before `edge` begin at token `at`.

    Args:
        outline: The signs of the paragraph.
        hit: The cue behind them.
        at: Their first token.
        edge: One past their last.
        first: The first token of the sentence.
        end: One past its last.
    """
    kind = hit.kind.value
    gap = path(outline.signs[edge : hit.low])
    after = path(outline.signs[hit.high : min(end, hit.high + 8)])[:2]
    body = outline.plain[at:edge]
    finite = str(int("f" in body or "M" in body))
    earlier = approach(outline.plain[first:at])
    length = bucket(edge - at, LENGTHS)
    return [
        "Bb",
        "Bk" + kind,
        "Bg" + gap,
        "Bgk" + gap[:2] + kind,
        "Ba" + after[:1] + kind,
        "Baa" + after,
        "Bga" + gap[-1:] + after[:1],
        "Bf" + finite + kind,
        "Bl" + length,
        "Be" + earlier,
        "Be1" + earlier[-1:] + body[:1],
        "Bs" + str(int(at == first)),
        "Br" + hit.relation,
        "Brk" + hit.relation + kind,
        "Bo" + str(int(opens_clause(body[:14]))),
        "Bw" + str(int("w" in body[:1])),
    ]
