"""Whom a byword means: the one just named, by age, nation or what they do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from reader.quotes import names
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People

_FAR = 3
"""Paragraphs back in which the one meant must have opened a sentence."""
_MOST = 60
"""Mentions of a paragraph that are looked at."""
_PARENT = re.compile("(?:mum|mom|mother|dad|father|grandmother|grandfather)-of-[a-z0-9]+")


def bearer(
    passages: Sequence[Passage],
    mentions: Sequence[Sequence[Mention]],
    people: People,
    mention: Mention,
    spoke: Entity | None = None,
) -> Entity | None:
    """The person whom `the striker`, `the 51-year-old` or `the Argentine` means, if it is one.

    The one who opened a sentence last before it, unless the words tell another gender; rather who
    spoke in the paragraph before than who opened a sentence before that one.
    """
    passage = passages[mention.passage]
    if not _is_byword(passage, mention):
        return None
    gender = _gender(passage.lowers[mention.head])
    for index, other in _openers(passages, mentions, mention):
        entity = people.entity_of(other)
        if entity is None or not entity.is_person or passages[index].inside[other.low] >= 0:
            continue
        if spoke is not None and index < mention.passage - 1:
            entity = spoke
        return entity if gender is None or entity.gender in (None, gender) else None
    return None


def _is_byword(passage: Passage, mention: Mention) -> bool:
    lowers = passage.lowers[mention.low : mention.high]
    if lowers[0] != "the" or len(lowers) < 2 or passage.tags[mention.head] in ("NNS", "NNPS"):
        return False
    head = passage.lowers[mention.head]
    return (
        head in names.EPITHETS
        or head in names.NATIONALITIES
        or _PARENT.fullmatch(head) is not None
        or any(word.endswith("-year-old") for word in lowers)
    )


def _gender(head: str) -> str | None:
    """`m` or `f` where a byword tells it."""
    if head in names.FEMALE_NOUNS or head.startswith(("mum-", "mom-", "mother-", "grandmother-")):
        return "f"
    if head in names.MALE_NOUNS or head.startswith(("dad-", "father-", "grandfather-")):
        return "m"
    return None


def _openers(
    passages: Sequence[Passage], mentions: Sequence[Sequence[Mention]], mention: Mention
) -> Iterator[tuple[int, Mention]]:
    """The names that open a sentence before a mention, the nearest first."""
    for index in range(mention.passage, max(-1, mention.passage - _FAR - 1), -1):
        passage = passages[index]
        row = mentions[index]
        high = bisect_left(row, mention.start, key=lambda other: other.start)
        for at in range(high - 1, max(-1, high - 1 - _MOST), -1):
            other = row[at]
            if other.sort is not Sort.NAME:
                continue
            first, _ = passage.sentences[passage.sentence_of[other.low]]
            if other.low - first <= 1 or passage.tags[first : other.low] == ("CC",):
                yield index, other
