"""What `who` stands for: the mention right before it, or the one that a body only describes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage

_APART = 3
"""Tokens between a name and the `who` that stands for it, as in `Holm, meanwhile, who …`."""
_APART_BY = frozenset([",", "—", "--"])
_APART_TAGS = frozenset(["RB", "CD"])


def relative_antecedent(
    passage: Passage, mentions: Sequence[Mention], pronoun: Mention
) -> Mention | None:
    """What `who` stands for: the mention before it, apart by commas and an adverb at most."""
    at = bisect_left(mentions, pronoun.start, key=lambda one: one.start) - 1
    best = mentions[at] if at >= 0 else None
    if best is None or pronoun.low - best.high > _APART:
        return None
    between = range(best.high, pronoun.low)
    apart = all(
        passage.words[at] in _APART_BY
        or passage.tags[at] in _APART_TAGS
        or passage.words[at][0].isupper()
        for at in between
    )
    return _described_by(passage, mentions, at) or best if apart else None


_OF = frozenset(["of", "for", "at", "with", "in", "the"])


def _described_by(passage: Passage, mentions: Sequence[Mention], at: int) -> Mention | None:
    """Who is the president in `Ada Holm, president of the Guild, who`, where `at` is the guild."""
    if at < 2:
        return None
    name, role, body = mentions[at - 2 : at + 1]
    joint = passage.lowers[role.high : body.low]
    if name.sort is not Sort.NAME or role.sort is not Sort.NOMINAL or not joint:
        return None
    is_apposed = role.low == name.high + 1 and passage.words[name.high] == ","
    return name if is_apposed and _OF.issuperset(joint) else None
