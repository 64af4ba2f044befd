"""Where a noun phrase ends: what may stand in it, and what joins names of several words."""

from __future__ import annotations

from reader.quotes import names
from reader.quotes.passage import Passage
from reader.quotes.verbs import VERBS

_IN_PHRASE = frozenset(
    ["DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "CD", "NN", "NNS", "NNP", "NNPS", "POS", "VBN", "$",
     "FW", "ADD"]
)  # fmt: skip
"""Penn Treebank tags of what may stand in a noun phrase."""
NOUN_TAGS = frozenset(["NN", "NNS", "NNP", "NNPS", "FW", "ADD"])
"""Tags of what may carry one."""
BARE = frozenset(
    ["some", "many", "others", "several", "most", "all", "both", "those", "these", "one",
     "another", "few", "two", "three", "four", "five", "none", "everyone", "everybody", "someone",
     "somebody", "nobody", "anyone", "neither", "each", "half", "dozens", "hundreds", "thousands"]
)  # fmt: skip
"""Words that may stand for people without a noun: `many said`."""


def phrase_end(passage: Passage, at: int) -> int:
    """One past the last token of the noun phrase that begins at `at`; `at` if none does."""
    tags, inside = passage.tags, passage.inside
    high = at
    size = len(passage)
    while high < size and inside[high] == inside[at]:
        if tags[high] in _IN_PHRASE:
            # An article or possessive begins a phrase of its own.
            if high > at and tags[high] in ("DT", "PDT", "PRP$") and tags[high - 1] in NOUN_TAGS:
                break
            if high > at and tags[high] == "VBN" and _reports_after(passage, high):
                break
            if (
                _is_time(passage, high)
                and tags[high + 1 : high + 2] != ("POS",)
                and (high > at or not _is_month_as_name(passage, high))
            ):
                break
        elif not joins_name(passage, high, at) and not _is_degree(passage, high, at):
            break
        high += 1
    while high > at and tags[high - 1] in ("POS", "VBN", "PDT") and not _is_bare(passage, high - 1):
        high -= 1
    return high


def _reports_after(passage: Passage, at: int) -> bool:
    """Whether a participle after a noun is its verb: `the ministry denied responsibility`."""
    return (
        passage.tags[at - 1] in NOUN_TAGS
        and passage.lowers[at] in VERBS
        and passage.tags[at + 1 : at + 2] != ("VBN",)
    )


_DEGREES = frozenset(["RB", "RBR", "RBS"])
_AFTER_DEGREE = frozenset(["JJ", "VBN", "NN", "NNS"])


def _is_degree(passage: Passage, at: int, low: int) -> bool:
    """Whether an adverb stands inside a phrase: `a most senior official`, `a later interview`."""
    return (
        at > low
        and passage.tags[at] in _DEGREES
        and passage.tags[at - 1] == "DT"
        and at + 1 < len(passage)
        and passage.tags[at + 1] in _AFTER_DEGREE
        and passage.inside[at] == passage.inside[at + 1]
    )


def _is_bare(passage: Passage, at: int) -> bool:
    """Whether a word that counts stands alone: `half said`."""
    return passage.tags[at] == "PDT" and passage.lowers[at] in BARE


def _is_time(passage: Passage, at: int) -> bool:
    return (
        passage.lowers[at] in names.TIMES
        and passage.words[at][0].isupper()
        and not is_month_as_surname(passage, at)
    )


_MONTH_NAMES = frozenset(["april", "may", "june", "august", "jan"])
_MONTH_SURNAMES = frozenset(["may", "march", "august"])
_SPEAKS = frozenset(["said", "says", "told", "added"])


def is_month_as_surname(passage: Passage, at: int) -> bool:
    """Whether a month is a surname: `Theresa May`, and `said May` after words."""
    if passage.lowers[at] not in _MONTH_SURNAMES or at == 0:
        return at == 0 and passage.lowers[at] == "may" and _speaks_next(passage, at)
    after = passage.words[at + 1] if at + 1 < len(passage) else "."
    if after[0].isdigit() or passage.inside[at] != passage.inside[at - 1]:
        return passage.lowers[at] == "may" and _speaks_next(passage, at)
    if passage.words[at - 1][0].isupper() and names.first_name_gender(passage.words[at - 1]):
        return True
    if passage.lowers[at] != "may":
        return False
    if passage.lowers[at - 1] in ("said", "says", "added"):
        return after[0] in ".,;" and at > 1 and not passage.words[at - 2][0].isalnum()
    opens = passage.sentences[passage.sentence_of[at]][0] == at
    return (opens or passage.words[at - 1] in ',”"') and _speaks_next(passage, at)


def _speaks_next(passage: Passage, at: int) -> bool:
    return at + 1 < len(passage) and passage.lowers[at + 1] in _SPEAKS


def _is_month_as_name(passage: Passage, at: int) -> bool:
    """Whether a month is somebody's first name: it opens a phrase and a name follows."""
    if passage.lowers[at] not in _MONTH_NAMES or at + 1 >= len(passage):
        return False
    after_small_word = (
        at > 0
        and passage.tags[at - 1] in ("IN", "CD", "JJ", "DT")
        and passage.lowers[at - 1] != "that"
    )
    return not after_small_word and _is_plain_name(passage, at + 1)


def _is_plain_name(passage: Passage, at: int) -> bool:
    return passage.tags[at] == "NNP" and passage.lowers[at] not in names.TIMES


def joins_name(passage: Passage, at: int, low: int) -> bool:
    """Whether a small word stands inside a name: `Robert De la Cruz`, `King & Sons`."""
    if at == low or at + 1 >= len(passage):
        return False
    if not (_is_capital_or_particle(passage, at - 1) and _is_capital_or_particle(passage, at + 1)):
        return False
    lower = passage.lowers[at]
    if lower == "of" and passage.tags[at - 1] == "NNS" and passage.lowers[at - 1] in ROLES:
        return False
    if lower in names.PARTICLES or lower == "&":
        return True
    if lower == "and":
        return at - low > 2 and (
            passage.lowers[at - 2] in ("of", "for") or passage.lowers[at - 3] == "for"
        )
    if lower == "for":
        return passage.lowers[at - 1] in _BODY_FOR
    return lower == "of" and passage.lowers[at - 1] in BODY_OF


def _is_capital_or_particle(passage: Passage, at: int) -> bool:
    return passage.words[at][0].isupper() or passage.lowers[at] in names.PARTICLES


ROLES = names.PERSON_NOUNS | names.MALE_NOUNS | names.FEMALE_NOUNS
"""Nouns for people by what they are."""
BODY_OF = frozenset(
    ["university", "department", "bank", "house", "board", "bureau", "office", "ministry",
     "institute", "church", "chamber", "council", "city", "state", "league", "union", "secretary",
     "undersecretary", "minister", "committee", "district", "court", "federation", "association",
     "college", "school", "archbishop", "guild", "society", "academy", "organisation",
     "organization", "bishop", "duke", "museum"]
)  # fmt: skip
"""Words after which `of` goes on with the name of a body."""


_BODY_FOR = frozenset(
    ["centers", "centres", "center", "centre", "office", "institute", "society", "department",
     "ministry", "committee", "campaign", "agency", "council", "foundation", "association", "fund",
     "organisation", "organization", "alliance", "coalition", "union"]
)  # fmt: skip
"""Words after which `for` goes on with the name of a body."""
