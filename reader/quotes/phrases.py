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
    if tags[at] == "VBN" and _has_object(passage, at):
        return at
    while high < size and inside[high] == inside[at]:
        if tags[high] in _IN_PHRASE:
            if high > at and _is_beyond(passage, high):
                break
            if (
                _is_time(passage, high)
                and tags[high + 1 : high + 2] != ("POS",)
                and (high > at or not _is_month_as_name(passage, high))
                and not (high > at and _dates_noun(passage, high))
            ):
                break
        elif not (
            joins_name(passage, high, at)
            or _is_degree(passage, high, at)
            or _joins_kinds(passage, high, at)
        ):
            break
        high += 1
    while high > at and tags[high - 1] in ("POS", "VBN", "PDT") and not _is_bare(passage, high - 1):
        high -= 1
    return high


def _has_object(passage: Passage, at: int) -> bool:
    """Whether a participle is a verb and begins no phrase: `told the board`, `has left town`.

    Not where it tells of somebody: `Retired Gen. Tom Bell`.
    """
    if at > 0 and (passage.lowers[at - 1] in _CARRYING or _reports_after(passage, at)):
        return True
    if at + 1 >= len(passage) or passage.inside[at] != passage.inside[at + 1]:
        return False
    return passage.tags[at + 1] in ("DT", "PRP$", "PRP") or (
        passage.tags[at + 1] == "NNP" and not names.is_title(passage.lowers[at + 1])
    )


_CARRYING = frozenset(
    ["has", "have", "had", "having", "was", "were", "been", "being", "be", "is", "are", "'ve"]
)
"""Verbs that carry a participle."""


def _is_beyond(passage: Passage, at: int) -> bool:
    """Whether a token that may stand in a phrase is none of the one before it."""
    tag = passage.tags[at]
    if tag in _OPENING:
        # An article or possessive begins a phrase of its own.
        return passage.tags[at - 1] in NOUN_TAGS
    if tag == "VBN":
        return _reports_after(passage, at) or passage.tags[at + 1 : at + 2] in _WITH_ARTICLE
    return tag in ("CD", "JJ") and begins_time(passage, at)


_OPENING = frozenset(["DT", "PDT", "PRP$"])
_WITH_ARTICLE = (("DT",), ("PRP$",))
"""What follows the verb in `Ada Holm named a successor`, taken for a participle or not."""


def _reports_after(passage: Passage, at: int) -> bool:
    """Whether a participle after a noun is its verb: `the ministry denied responsibility`."""
    return (
        passage.tags[at - 1] in NOUN_TAGS
        and passage.lowers[at] in VERBS
        and passage.tags[at + 1 : at + 2] != ("VBN",)
    )


def begins_time(passage: Passage, at: int) -> bool:
    """Whether a time follows a noun: `the board two weeks ago said`, `the vicar last year told`."""
    return (
        passage.tags[at - 1] in NOUN_TAGS
        and (passage.tags[at] == "CD" or passage.lowers[at] in ("last", "next"))
        and at + 1 < len(passage)
        and passage.lowers[at + 1] in names.TIME_NOUNS
    )


def _joins_kinds(passage: Passage, at: int, low: int) -> bool:
    """Whether a conjunction joins two kinds of the same: `current and former officials`."""
    return (
        at > low
        and passage.lowers[at] in ("and", "or")
        and passage.tags[at - 1 : at + 2 : 2] == ("JJ", "JJ")
        and passage.tags[at + 2 : at + 3] in (("NN",), ("NNS",))
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


def _dates_noun(passage: Passage, at: int) -> bool:
    """Whether a month or day inside a phrase tells of its noun: `a separate June 2011 memo`."""
    after = passage.tags[at + 1 : at + 3]
    return passage.tags[at - 1] in ("DT", "JJ", "PRP$", "POS") and (
        after[:1] in (("NN",), ("NNS",)) or after in (("CD", "NN"), ("CD", "NNS"))
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
    follows = _is_plain_name(passage, at + 1) or passage.lowers[at + 1] in names.PARTICLES
    return not after_small_word and follows


def _is_plain_name(passage: Passage, at: int) -> bool:
    return passage.tags[at] == "NNP" and passage.lowers[at] not in names.TIMES


def joins_name(passage: Passage, at: int, low: int) -> bool:
    """Whether a small word stands inside a name: `Robert De la Cruz`, `King & Sons`."""
    if at == low or at + 1 >= len(passage):
        return False
    lower = passage.lowers[at]
    if lower == "'t":
        return passage.words[at + 1][0].isupper()
    if not (_is_capital_or_particle(passage, at - 1) and _is_capital_or_particle(passage, at + 1)):
        return False
    if lower in names.PARTICLES or lower == "&":
        return True
    if lower == "in":
        return passage.lowers[at + 1] == "'t"
    return _joins_body(passage, at, low)


def _joins_body(passage: Passage, at: int, low: int) -> bool:
    """Whether a small word goes on with the name of a body: `Centre for Tides`."""
    lower = passage.lowers[at]
    if lower == "of" and passage.tags[at - 1] == "NNS" and passage.lowers[at - 1] in ROLES:
        return False
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
     "organization", "bishop", "duke", "museum", "academies"]
)  # fmt: skip
"""Words after which `of` goes on with the name of a body."""


_BODY_FOR = frozenset(
    ["centers", "centres", "center", "centre", "office", "institute", "society", "department",
     "ministry", "committee", "campaign", "agency", "council", "foundation", "association", "fund",
     "organisation", "organization", "alliance", "coalition", "union"]
)  # fmt: skip
"""Words after which `for` goes on with the name of a body."""
