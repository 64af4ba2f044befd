"""Who speaks where the mention beside a cue is told, is a second one, or only tells whose it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reader.quotes.clauses import subject_class
from reader.quotes.cues import CueHit
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.people import People
from reader.quotes.verbs import Cue


def carrier(
    passage: Passage,
    row: Sequence[Mention],
    people: People,
    mention: Mention,
    cue: CueHit | None,
) -> Mention | None:
    """The mention that speaks where the one chosen only stands beside the cue.

    The engineer in `Crane was told by the engineer that`, and the senator, not his state, in
    `Sen. Tim Kaine of Virginia said`.
    """
    at = bisect_left(row, mention.start, key=lambda other: other.start)
    if cue is not None and _is_passive(passage, mention, cue):
        by = next((one for one in row[at + 1 :] if one.low == cue.high + 1), None)
        return by or mention
    if cue is not None and _is_told(passage, mention, cue):
        return None
    if cue is not None and _is_second_source(passage, mention, cue):
        return cue.subject or mention
    if at > 0 and _is_told_of(passage, row[at - 1], mention):
        return row[at - 1]
    if at > 0 and _is_home(passage, row[at - 1], mention):
        home, bearer = map(people.entity_of, (mention, row[at - 1]))
        if bearer is not None and bearer.is_person and not (home and home.is_person):
            return row[at - 1]
    return mention


def _is_passive(passage: Passage, mention: Mention, cue: CueHit) -> bool:
    """Whether a mention is told, by somebody named after the cue.

    What stands between commas may come between: `Ada Holm, a nurse from Aske, was asked by a`.
    Also without a verb that carries it: `Norvia, once described by a rival as`.
    """
    group = passage.lowers[max(mention.high, min(cue.group, cue.low - 4)) : cue.low]
    is_short = passage.tags[cue.low] == "VBN" and _HAVE.isdisjoint(group)
    return (
        mention.high <= cue.low
        and (is_short or not _CARRY.isdisjoint(group))
        and cue.high < len(passage)
        and passage.lowers[cue.high] == "by"
    )


_HAVE = frozenset(["have", "has", "had", "having"])
_CARRY = frozenset(["was", "were", "been", "is", "are"])
"""Verbs that carry a passive."""


def _is_told(passage: Passage, mention: Mention, cue: CueHit) -> bool:
    """Whether a mention is told, nobody says by whom: `Holm was told that`."""
    before = passage.lowers[mention.high : cue.low]
    return (
        cue.kind is Cue.TELL
        and cue.relation == "before"
        and passage.tags[cue.low] == "VBN"
        and 0 < len(before) < 4
        and before[-1] in ("was", "were", "been", "being")
    )


def _is_second_source(passage: Passage, mention: Mention, cue: CueHit) -> bool:
    """Whether a name is the second of two: `According to Ada Holm and Tom Poe`."""
    first = cue.subject
    return (
        cue.kind is Cue.SOURCE
        and first is not None
        and first.sort is Sort.NAME
        and mention.low == first.high + 1
        and passage.lowers[first.high] == "and"
    )


def _is_home(passage: Passage, bearer: Mention, home: Mention) -> bool:
    """Whether the second of two names says where the first one is from."""
    return (
        bearer.sort is Sort.NAME
        and home.sort is Sort.NAME
        and bearer.high == home.low - 1
        and passage.lowers[bearer.high] in ("of", "from")
    )


def _is_told_of(passage: Passage, bearer: Mention, other: Mention) -> bool:
    """Whether a name only tells whose people speak: `A lawyer for Ann Lee`, `Neighbours of Ray`."""
    return (
        bearer.sort is Sort.NOMINAL
        and other.sort is Sort.NAME
        and bearer.high == other.low - 1
        and passage.lowers[bearer.high] in ("of", "for")
        and passage.inside[bearer.low] == passage.inside[other.low]
        and subject_class(passage, bearer) == "h"
    )
