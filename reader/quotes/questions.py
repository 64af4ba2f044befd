"""Interviews without labels: paragraphs that ask, and paragraphs that answer in the first person.

Papers print the questions in bold, which plain text has lost: `You left school at twelve. Why?`
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.document import Role
from reader.quotes.cues import CueHit
from reader.quotes.passage import Passage

_LONGEST = 60
"""Tokens a question may have."""
_LEAST = 3
"""Questions that make an interview."""
_MOST_BETWEEN = 6
"""Paragraphs that one answer may have."""
_ASKED = frozenset(["you", "your", "yours", "yourself"])
_ANSWERING = frozenset(["i", "me", "my", "mine", "myself"])


def asked_and_answered(
    passages: Sequence[Passage], hits: Sequence[Sequence[CueHit]]
) -> tuple[list[int], list[int]]:
    """The numbers of the passages that ask, and of those that answer; none if it is no interview.

    Both in order. The questions speak to somebody, and half of the answers speak of themselves.
    """
    asking = [index for index, passage in enumerate(passages) if _asks(passage)]
    answers = {index: _answer(index, passages, hits) for index in asking}
    answered = [index for index in asking if answers[index]]
    spoken_to = sum(_has(passages[index], _ASKED) for index in answered)
    first_person = sum(
        any(_has(passages[at], _ANSWERING) for at in answers[index]) for index in answered
    )
    if any(":" in passages[answers[index][0]].words[:2] for index in answered):
        # Labelled, and yet no transcript that can be read.
        return [], []
    if len(answered) < _LEAST or spoken_to < 2 or 2 * first_person < len(answered):
        return [], []
    return answered, [at for index in answered for at in answers[index]]


def _asks(passage: Passage) -> bool:
    return (
        passage.role in (Role.PROSE, Role.HEADING)
        and 2 < len(passage) <= _LONGEST
        and passage.words[-1] == "?"
        and (not passage.marked or (passage.inside[-1] < 0 and _has(passage, _ASKED)))
    )


def _answer(
    index: int, passages: Sequence[Passage], hits: Sequence[Sequence[CueHit]]
) -> tuple[int, ...]:
    """The passages after a question up to the next one or to where the writer goes on."""
    found = []
    for at in range(index + 1, min(len(passages), index + 1 + _MOST_BETWEEN)):
        passage = passages[at]
        if _asks(passage) or passage.role is not Role.PROSE or not len(passage):
            break
        if _tells(passage, hits[at]) or passage.words[0] in "([*":
            break
        found.append(at)
        if at > index + 1 and not _has(passage, _ANSWERING):
            # Only what surely goes on: the writer may take over after an answer.
            found.pop()
            break
    return tuple(found)


def _tells(passage: Passage, hits: Sequence[CueHit]) -> bool:
    """Whether the writer reports what somebody says, in the third person."""
    if _has(passage, _ANSWERING):
        return False
    return bool(passage.marked) and any(passage.inside[hit.low] < 0 for hit in hits)


def _has(passage: Passage, words: frozenset[str]) -> bool:
    """Whether one of `words` stands outside marks."""
    return any(
        lower in words and inside < 0
        for lower, inside in zip(passage.lowers, passage.inside, strict=True)
    )
