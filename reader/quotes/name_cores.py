"""The name itself in a noun phrase: without titles, offices and what the bearer does."""

from __future__ import annotations

import re

from reader.language import tagger
from reader.quotes import names
from reader.quotes.passage import Passage
from reader.quotes.phrases import BODY_OF, ROLES, is_month_as_surname, joins_name

_WITH_ARTICLE = re.compile("(?:al|el|ul|as|ad|an|ar|at|az|ash|abu|ibn)-[A-Z]")
"""A name that begins with a small article: `al-Rashti`."""


def name_core(passage: Passage, low: int, high: int) -> tuple[int, int] | None:
    """The last name in the tokens `low` to `high`, titles left out; None if they hold none."""
    end = high
    while end > low and not _is_name_part(passage, end - 1):
        end -= 1
    start = end
    while start > low and (
        _is_name_part(passage, start - 1) or joins_name(passage, start - 1, low)
    ):
        start -= 1
    if end - start > 1 and _are_titles(passage, start, end):
        # "The Prime Minister" is an office without a name.
        return None
    start = _after_nation(passage, start, end)
    start = _with_members(passage, _after_titles(passage, start, end), low, end)
    if start >= end or passage.lowers[start] in ("of", "for"):
        return None
    if passage.lowers[end - 1].rstrip(".") in names.TIMES and not is_month_as_surname(
        passage, end - 1
    ):
        return None
    if end - start > 1 and names.is_title(passage.lowers[end - 1]):
        # "Pennsylvania Gov." is an office, "Stephen King" and "Ministry of Justice" are not.
        is_name = names.first_name_gender(passage.words[start]) or passage.lowers[start] in _BODY
        return (start, end) if is_name else None
    if end - start == 1 and (_is_common(passage, start) or passage.words[start] in OFFICES):
        return None
    return start, end


def _are_titles(passage: Passage, start: int, end: int) -> bool:
    """Whether all words are titles, and the first is nobody's first name."""
    return names.first_name_gender(passage.words[start]) is None and all(
        map(names.is_title, passage.lowers[start:end])
    )


def _after_nation(passage: Passage, start: int, end: int) -> int:
    """First token after what tells where a person is from: `the Belgian Lucien Demay`."""
    if end - start != 3 or passage.lowers[start] not in names.NATIONALITIES:
        return start
    first, last = passage.words[start + 1 : end]
    if passage.lowers[end - 1] in _BODY or names.is_title(first) or not last.isalpha():
        return start
    is_name = names.first_name_gender(first) or not (
        tagger().knows(first) or tagger().knows(first.lower())
    )
    return start + 1 if is_name else start


OFFICES = frozenset(
    ["CEO", "CFO", "COO", "CTO", "MP", "MEP", "MSP", "MLA", "MLC", "TD", "QC", "KC", "VP"]
)
"""Short forms of what somebody is; alone, no names, and before a name no part of it."""
_MEMBERS = ("men", "women", "people", "children", "s")
_BODY = names.ORGANISATION_WORDS | BODY_OF


def _with_members(passage: Passage, start: int, low: int, end: int) -> int:
    """First token of a body named after its members: `Ferrymen’s Guild`."""
    owner = start - 2
    if (
        owner < low
        or passage.tags[start - 1] != "POS"
        or passage.lowers[end - 1] not in _BODY
        or not passage.words[owner][0].isupper()
        or not passage.lowers[owner].endswith(_MEMBERS)
        or (passage.lowers[owner].endswith("s") and passage.lowers[start - 1] != "'")
        or passage.lowers[owner] in names.ORGANISATION_WORDS
    ):
        return start
    while owner > low and _is_name_part(passage, owner - 1):
        owner -= 1
    return owner


def _after_titles(passage: Passage, start: int, end: int) -> int:
    """First token of the name itself: `Mike McCaul` in `Texas Rep. Mike McCaul`."""
    for at in range(end - 2, start - 1, -1):
        word = passage.lowers[at].rstrip(".")
        is_office = names.is_title(word) or word in ROLES or passage.words[at] in OFFICES
        if is_office and not _is_first_name(passage, at, start):
            tail = passage.lowers[at + 1 : end]
            if word in _ALSO_OF_BODIES and (
                tail[0] in _AFTER_GENERAL or tail[-1] in names.ORGANISATION_WORDS
            ):
                return start if word != "general" else at
            if len(tail) == 2 and tail[1] in names.SURNAMES and _has_first_name(passage, at + 1):
                return at + 1
            if any(word in _BODY or word in names.TITLES for word in tail):
                break
            return _after_office(passage, at + 1, end)
    made = _after_made_role(passage, start, end)
    if made > start or _is_loud(passage, start, end):
        return max(made, start + 1)
    while (
        start < end - 1
        and names.is_title(passage.lowers[start])
        and not (_is_first_name(passage, start, start))
    ):
        start += 1
    return start


_ALSO_OF_BODIES = frozenset(["state", "justice", "general", "democratic", "republican"])
"""Titles that begin names of bodies, too: `State Department`, `General Assembly`."""
_AFTER_GENERAL = frozenset(["electric", "motors", "mills", "dynamics", "assembly", "election"])
"""Words that make a body of `General`."""


def _has_first_name(passage: Passage, at: int) -> bool:
    return names.first_name_gender(passage.words[at]) is not None


def _after_made_role(passage: Passage, start: int, end: int) -> int:
    """First token of the name after what its bearer does: `County Administrator Ada Holm`."""
    for at in range(end - 3, start - 1, -1):
        is_surname = at > start and names.first_name_gender(passage.words[at - 1]) is not None
        if _is_made_role(passage, at, end) and not is_surname:
            return at + 1
    return start


def _is_made_role(passage: Passage, at: int, end: int) -> bool:
    """Whether a name has what its bearer does before it: `Nutritionist Omar Saleh`."""
    return (
        end - at > 2
        and passage.lowers[at].endswith(names.PERSON_ENDINGS)
        and names.first_name_gender(passage.words[at]) is None
        and names.first_name_gender(passage.words[at + 1]) is not None
        and (passage.lowers[at].endswith(_MADE) or tagger().knows(passage.lowers[at]))
    )


_MADE = ("ator", "ologist", "ographer")
"""How words end that are no surnames."""


def _is_loud(passage: Passage, at: int, end: int) -> bool:
    """Whether a paragraph begins in capitals that are no part of the name: `TEARFUL Ada Holm`."""
    return (
        end - at > 2
        and at <= passage.sentences[0][0] + 1
        and passage.words[at].isupper()
        and not passage.words[at + 1].isupper()
        and passage.words[at].isalpha()
        and names.first_name_gender(passage.words[at]) is None
        and names.first_name_gender(passage.words[at + 1]) is not None
    )


def _after_office(passage: Passage, start: int, end: int) -> int:
    """First token of the name after an office: `Ash Carter` in `of Defense Ash Carter`."""
    if passage.lowers[start] != "of":
        return start
    return end - 2 if end - start > 3 else end


def _is_first_name(passage: Passage, at: int, start: int) -> bool:
    """Whether a title is somebody's first name: `Guy`, `Dean`.

    Not where a first name of the other gender follows it: `Marine Tom Bell` is Tom Bell.
    """
    gender = names.first_name_gender(passage.words[at])
    if at != start or gender is None:
        return False
    return names.first_name_gender(passage.words[at + 1]) in (None, gender)


def _is_common(passage: Passage, at: int) -> bool:
    """Whether a word has its capital only because it begins the sentence."""
    first, _ = passage.sentences[passage.sentence_of[at]]
    lower = passage.lowers[at]
    is_plural = at == first and passage.tags[at] == "NNS"
    if is_plural and (are_people(lower) or lower in names.MARKET_NOUNS):
        return True
    if at != first or passage.tags[at] not in ("NN", "NNS", "JJ", "CD"):
        return False
    return tagger().knows(passage.words[at])


def are_people(lower: str) -> bool:
    """Whether a plural is one of people by what they are: `researchers`, `economists`."""
    return lower in ROLES or lower[:-1] in ROLES or lower.endswith(("ists", "ians"))


def _is_name_part(passage: Passage, at: int) -> bool:
    if "-" in passage.words[at]:
        if "-of-" in passage.lowers[at]:
            return False
        tail = passage.words[at].rpartition("-")[2]
        if tail in ROLES or tail in _AFTER_HYPHEN:
            return False
        if _WITH_ARTICLE.match(passage.words[at]):
            return True
    if passage.lowers[at][1:2] == "'" and passage.words[at][2:3].isupper():
        # "Lucie d'Urban"
        return True
    if passage.lowers[at] in ("plc", "llp") and at:
        return passage.words[at - 1][0].isupper()
    if passage.tags[at] in ("NNP", "NNPS", "ADD"):
        return passage.words[at][0].isupper() or passage.words[at][0] == "@"
    return passage.words[at][0].isupper() and passage.tags[at] in ("NN", "NNS", "FW", "JJ", "CD")


_AFTER_HYPHEN = frozenset(
    ["winner", "winning", "nominee", "nominated", "based", "born", "led", "backed", "elect", "old",
     "era", "style", "trained", "educated", "raised", "turned", "area"]
)  # fmt: skip
"""Words after a hyphen that make a description of a name: `Oscar-winner`."""
