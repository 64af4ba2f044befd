"""Whole phrases for so many people: `nearly eight of 10 voters`, `those asked by the Gazette`."""

from __future__ import annotations

from dataclasses import replace

from reader.quotes import names
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage

_ABOUT = frozenset(
    ["about", "nearly", "almost", "roughly", "only", "just", "over", "approximately", "around",
     "fewer", "more", "less", "than", "at", "least", "under", "some", "well"]
)  # fmt: skip
"""Words that tell how exact the number after them is."""
_PARTS = frozenset(
    ["third", "thirds", "half", "quarter", "quarters", "majority", "dozen", "fourth", "fourths",
     "fifth", "fifths"]
)  # fmt: skip
_BEFORE_PARTS = frozenset(["half", "a", "most"])
_TELLING = frozenset(["VBN", "JJ", "RB", "IN", "VBG"])
_IN_TELLING = _TELLING | {"TO", "DT", "NN", "NNS", "NNP", "PRP", "PRP$", "CD", "POS"}
_FINITE = frozenset(["VBD", "VBP", "VBZ", "MD"])
_THOSE = 7
"""Tokens after `those` that tell who is meant."""


def whole_quantities(passage: Passage, row: list[Mention]) -> list[Mention]:
    """The mentions, those of so many people from how exact the number is to who is meant."""
    found: list[Mention] = []
    for mention in row:
        one = mention
        if mention.sort is Sort.NOMINAL:
            floor = found[-1].high if found else 0
            low = _quantity_start(passage, mention, floor)
            high = _those_end(passage, mention)
            if low != mention.low or high != mention.high:
                one = replace(
                    mention,
                    low=low,
                    high=high,
                    start=passage.starts[low],
                    end=passage.ends[high - 1],
                )
        if not found or one.low >= found[-1].high:
            found.append(one)
    return found


def _quantity_start(passage: Passage, mention: Mention, floor: int) -> int:
    """The first token of a quantity: `about` in `about one in five`; not of a time or price."""
    low = mention.low
    is_number = passage.tags[low + (passage.lowers[low] == "least")] == "CD"
    if not is_number and not (
        passage.lowers[low] in _BEFORE_PARTS and passage.lowers[mention.high - 1] in _PARTS
    ):
        return low
    if not names.TIME_NOUNS.isdisjoint(passage.lowers[low : mention.high]):
        return low
    first = max(floor, passage.sentences[passage.sentence_of[low]][0])
    if low - 2 >= first and passage.lowers[low - 1] == "of" and passage.tags[low - 2] == "CD":
        low -= 2
    start = low
    while start > first and passage.lowers[start - 1] in _ABOUT:
        start -= 1
        # Not "at one point".
        if passage.lowers[start] != "at" or passage.lowers[start + 1] == "least":
            low = start
    return low


def _those_end(passage: Passage, mention: Mention) -> int:
    """One past what tells who is meant by *those*: `those close to the bishop said`."""
    high = mention.high
    if (
        high - mention.low != 1
        or passage.lowers[mention.low] != "those"
        or high >= len(passage)
        or passage.tags[high] not in _TELLING
        or passage.lowers[high] in ("of", "that")
    ):
        return high
    for at in range(high, min(len(passage), high + _THOSE + 1)):
        if passage.tags[at] in _FINITE:
            return at
        if passage.tags[at] not in _IN_TELLING:
            break
    return high
