"""Stretches of text that may name a speaker: names, pronouns, and nouns for people and bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.language import tagger
from reader.quotes import names
from reader.quotes.passage import Passage, past_dateline
from reader.quotes.verbs import VERBS


class Sort(StrEnum):
    """What a mention is made of."""

    NAME = "name"
    PRONOUN = "pronoun"
    NOMINAL = "nominal"


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase without what follows its head, or a pronoun."""

    passage: int
    """Index of its passage."""
    low: int
    """Number of its first token there."""
    high: int
    """One past its last token."""
    head: int
    """Number of the token that carries it."""
    sort: Sort
    """Name, pronoun or nominal."""
    core: tuple[int, int] | None
    """First token and one past the last of the name itself, titles left out."""
    start: int
    """Offset of its first code point."""
    end: int
    """Offset one past its last."""


PRONOUNS = frozenset(
    ["he", "she", "they", "who", "it", "i", "we", "you", "him", "her", "them", "himself", "herself"]
)
_SUBJECTS = frozenset(["he", "she", "they", "who", "it", "i", "we"])
_IN_PHRASE = frozenset(
    [
        "DT",
        "PDT",
        "PRP$",
        "JJ",
        "JJR",
        "JJS",
        "CD",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "POS",
        "VBN",
        "$",
        "FW",
        "ADD",
    ]
)
_NOUN_TAGS = frozenset(["NN", "NNS", "NNP", "NNPS", "FW", "ADD"])
_BARE = frozenset(
    [
        "some",
        "many",
        "others",
        "several",
        "most",
        "all",
        "both",
        "those",
        "these",
        "one",
        "another",
        "few",
        "two",
        "three",
        "four",
        "five",
        "none",
        "everyone",
        "everybody",
        "someone",
        "somebody",
        "nobody",
        "anyone",
        "another",
        "neither",
        "each",
        "half",
        "dozens",
        "hundreds",
        "thousands",
    ]
)


_ORDINALS = frozenset(["second", "third", "fourth", "fifth", "other"])
"""Words that stand for another one of those just spoken of: `a third joked`."""


def mentions(passage: Passage, index: int) -> list[Mention]:
    """The mentions of a passage, in order, disjoint."""
    found: list[Mention] = []
    size = len(passage)
    at = 1 if _is_kicker(passage) else past_dateline(passage, 0, size)
    while at < size:
        if passage.lowers[at] in _SUBJECTS and passage.tags[at] in ("PRP", "WP", "NN", "FW"):
            found.append(_mention(passage, index, at, at + 1, at, Sort.PRONOUN, None))
            at += 1
            continue
        high = _phrase_end(passage, at)
        if high > at:
            found.extend(_phrase(passage, index, at, high))
            if found and found[-1].high == high and _counts(passage, found[-1]):
                high = _with_counted(passage, found, high)
            elif found and found[-1].high == high and _is_bare_head(passage, found[-1]):
                high = _with_place(passage, found, high)
            at = high
        else:
            at += 1
    return _joined(passage, found)


_KICKERS = frozenset(
    ["analysis", "audio", "breaking", "column", "comment", "correction", "editorial", "exclusive",
     "explainer", "fact-check", "gallery", "interview", "live", "opinion", "photo", "photos",
     "picture", "pictured", "pictures", "poll", "profile", "report", "revealed", "review", "serves",
     "source", "sources", "update", "updated", "video", "watch"]
)  # fmt: skip
"""Words that tell the kind of what follows: `EXCLUSIVE:`, `Photo:`, `OPINION |`."""


def _is_kicker(passage: Passage) -> bool:
    """Whether a paragraph begins with a word for the kind of text that follows."""
    return (
        len(passage) > 2
        and passage.lowers[0] in _KICKERS
        and passage.words[1] in (":", "|", "—", "–")
    )


def _joined(passage: Passage, row: list[Mention]) -> list[Mention]:
    """The mentions, those that make one name together joined.

    `Robert “Bobby” Stain`, and `activist and author Ada Holm`, who is one person.
    """
    found: list[Mention] = []
    for mention in row:
        if mention.sort is Sort.NAME and found:
            if len(found) > 1 and _are_nickname(passage, found[-2], found[-1], mention):
                first = found[-2]
                del found[-2:]
                mention = _over(first, mention)
            elif _is_second_role(passage, found[-1], mention):
                first = found.pop()
                mention = replace(mention, low=first.low, start=first.start)
            elif _is_rest_of_ministry(passage, found, mention):
                first = found[-2]
                del found[-2:]
                mention = _over(first, mention)
            elif core := _bearer_of_office(passage, found[-1], mention):
                first = found.pop()
                mention = replace(mention, low=first.low, start=first.start, core=core)
        found.append(mention)
    return found


_MINISTRIES = frozenset(["ministry", "department", "office", "committee", "secretary", "minister"])


def _is_rest_of_ministry(passage: Passage, found: list[Mention], mention: Mention) -> bool:
    """Whether a name is the third thing a ministry is for: `… of Housing, Roads and Parks`."""
    if len(found) < 2:
        return False
    first, second = found[-2], found[-1]
    return (
        first.sort is Sort.NAME
        and second.sort is Sort.NAME
        and first.core is not None
        and mention.core is not None
        and not _MINISTRIES.isdisjoint(passage.lowers[first.low : first.high])
        and not {"of", "for"}.isdisjoint(passage.lowers[first.low : first.high])
        and second.low == first.high + 1
        and passage.words[first.high] == ","
        and mention.low == second.high + 1
        and passage.lowers[second.high] == "and"
        and second.low == (second.core or (second.low, 0))[0]
        and mention.low == mention.core[0]
    )


def _over(first: Mention, last: Mention) -> Mention:
    """One name from the first part of a name to its last."""
    assert first.core is not None
    assert last.core is not None
    core = (first.core[0], last.core[1])
    return replace(last, low=first.low, start=first.start, core=core)


def _are_nickname(passage: Passage, first: Mention, short: Mention, last: Mention) -> bool:
    """Whether the second of three names stands between marks inside a name."""
    return (
        first.sort is Sort.NAME
        and short.low == first.high + 1
        and last.low == short.high + 1
        and short.high - short.low < 3
        and passage.inside[short.low] >= 0
        and passage.inside[last.low] < 0
        and passage.inside[first.low] < 0
        and first.core is not None
        and last.core is not None
        and last.core[0] == last.low
        and first.core[1] - first.core[0] < 3
        and passage.sentence_of[first.low] == passage.sentence_of[last.low]
    )


def _is_second_role(passage: Passage, role: Mention, mention: Mention) -> bool:
    """Whether a role and the name after `and` are one person: `actor and writer Ada Holm`."""
    core = mention.core
    return (
        role.sort is Sort.NOMINAL
        and mention.low == role.high + 1
        and passage.lowers[role.high] == "and"
        and core is not None
        and core[0] > mention.low
        and passage.tags[mention.low] not in ("DT", "PRP$")
        and "POS" not in passage.tags[mention.low : core[0]]
        and (
            passage.lowers[core[0] - 1].rstrip(".") in names.TITLES | _ROLES
            or passage.tags[core[0] - 1] == "NN"
        )
        and passage.lowers[role.head].rstrip(".") in names.TITLES | _ROLES
        and passage.tags[role.head] in ("NN", "NNP", "JJ")
        and passage.inside[role.low] == passage.inside[mention.low]
    )


def _bearer_of_office(
    passage: Passage, office: Mention, mention: Mention
) -> tuple[int, int] | None:
    """The name itself where an office with its place or body stands before it.

    `Governor of Washington Ada Holm`, `CEO of the Harbour Council Ada Holm`,
    `undersecretary for education Mr. Holm`: a title, a first name or the end of the body's name
    tells where the person's own begins. None where nothing tells.
    """
    core, joint = mention.core, office.high
    if (
        core is None
        or mention.low - joint not in (1, 2)
        or passage.lowers[joint] not in ("of", "for")
        or (mention.low - joint == 2 and passage.lowers[joint + 1] != "the")
        or passage.lowers[office.head].rstrip(".") not in names.TITLES | _ROLES
        or passage.inside[office.low] != passage.inside[mention.low]
    ):
        return None
    if core[0] > mention.low and _is_title(passage.lowers[core[0] - 1]):
        return core
    start = core[1] - 2
    if (
        start > mention.low
        and passage.words[start][0].isupper()
        and (
            names.first_name_gender(passage.words[start]) is not None
            or passage.lowers[start - 1] in names.ORGANISATION_WORDS
        )
    ):
        return (start, core[1])
    return None


def named(passage: Passage, index: int, row: list[Mention]) -> list[Mention]:
    """`row` and, besides, the names that own something: `Clinton` in `Clinton’s campaign`.

    In order of position; the owners lie inside other mentions.
    """
    owners = []
    for mention in row:
        if mention.sort is Sort.PRONOUN or mention.high - mention.low < 3:
            continue
        for at in range(mention.low + 1, mention.high - 1):
            if passage.tags[at] == "POS" and not _is_inside(mention.core, at):
                core = name_core(passage, mention.low, at)
                if core is not None and core[1] == at and core[0] > mention.low - 1:
                    owners.append(_mention(passage, index, core[0], at, at - 1, Sort.NAME, core))
    taken = {(one.low, one.sort) for one in row}
    return sorted(
        [*row, *(one for one in owners if (one.low, one.sort) not in taken)],
        key=lambda one: (one.start, one.end),
    )


def owner_of(passage: Passage, mention: Mention, noun: int) -> Mention | None:
    """Whose the words are that a mention's noun stands for: `her` in `her claim`.

    A document says its words itself: `a report that`; `a claim that` is nobody's, and None.
    """
    low = mention.low
    for at in range(noun - 1, low, -1):
        if passage.tags[at] == "POS":
            core = name_core(passage, low, at)
            sort = Sort.NOMINAL if core is None else Sort.NAME
            return _mention(passage, mention.passage, low, at, at - 1, sort, core)
    if passage.tags[low] == "PRP$":
        return _mention(passage, mention.passage, low, low + 1, low, Sort.PRONOUN, None)
    return mention if passage.lowers[noun] in names.DOCUMENT_NOUNS else None


def _is_inside(core: tuple[int, int] | None, at: int) -> bool:
    return core is not None and core[0] <= at < core[1]


def _phrase_end(passage: Passage, at: int) -> int:
    """One past the last token of the noun phrase that begins at `at`; `at` if none does."""
    tags, inside = passage.tags, passage.inside
    high = at
    size = len(passage)
    while high < size and inside[high] == inside[at]:
        if tags[high] in _IN_PHRASE:
            # An article or possessive begins a phrase of its own.
            if high > at and tags[high] in ("DT", "PDT", "PRP$") and tags[high - 1] in _NOUN_TAGS:
                break
            if high > at and tags[high] == "VBN" and _reports_after(passage, high):
                break
            if (
                _is_time(passage, high)
                and tags[high + 1 : high + 2] != ("POS",)
                and (high > at or not _is_month_as_name(passage, high))
            ):
                break
        elif not _joins_name(passage, high, at) and not _is_degree(passage, high, at):
            break
        high += 1
    while high > at and tags[high - 1] in ("POS", "VBN", "PDT") and not _is_bare(passage, high - 1):
        high -= 1
    return high


def _reports_after(passage: Passage, at: int) -> bool:
    """Whether a participle after a noun is its verb: `the ministry denied responsibility`."""
    return (
        passage.tags[at - 1] in _NOUN_TAGS
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
    return passage.tags[at] == "PDT" and passage.lowers[at] in _BARE


def _is_time(passage: Passage, at: int) -> bool:
    return (
        passage.lowers[at] in names.TIMES
        and passage.words[at][0].isupper()
        and not _is_month_as_surname(passage, at)
    )


_MONTH_NAMES = frozenset(["april", "may", "june", "august", "jan"])
_MONTH_SURNAMES = frozenset(["may", "march", "august"])
_SPEAKS = frozenset(["said", "says", "told", "added"])


def _is_month_as_surname(passage: Passage, at: int) -> bool:
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


def _joins_name(passage: Passage, at: int, low: int) -> bool:
    """Whether a small word stands inside a name: `Robert De la Cruz`, `King & Sons`."""
    if at == low or at + 1 >= len(passage):
        return False
    if not (_is_capital_or_particle(passage, at - 1) and _is_capital_or_particle(passage, at + 1)):
        return False
    lower = passage.lowers[at]
    if lower == "of" and passage.tags[at - 1] == "NNS" and passage.lowers[at - 1] in _ROLES:
        return False
    if lower in names.PARTICLES or lower == "&":
        return True
    if lower == "and":
        return at - low > 2 and (
            passage.lowers[at - 2] in ("of", "for") or passage.lowers[at - 3] == "for"
        )
    if lower == "for":
        return passage.lowers[at - 1] in _BODY_FOR
    return lower == "of" and passage.lowers[at - 1] in _BODY_OF


def _is_capital_or_particle(passage: Passage, at: int) -> bool:
    return passage.words[at][0].isupper() or passage.lowers[at] in names.PARTICLES


_WITH_ARTICLE = re.compile("(?:al|el|ul|as|ad|an|ar|at|az|ash|abu|ibn)-[A-Z]")
"""A name that begins with a small article: `al-Rashti`."""
_ROLES = names.PERSON_NOUNS | names.MALE_NOUNS | names.FEMALE_NOUNS
_COUNTING = frozenset(
    ["some", "many", "most", "all", "both", "half", "none", "several", "few", "each", "one", "two",
     "three", "four", "more", "number", "majority", "handful", "group", "dozens", "percent",
     "members", "any", "%"]
)  # fmt: skip
"""Words that count what follows `of`."""
_BODY_OF = frozenset(
    [
        "university",
        "department",
        "bank",
        "house",
        "board",
        "bureau",
        "office",
        "ministry",
        "institute",
        "church",
        "chamber",
        "council",
        "city",
        "state",
        "league",
        "union",
        "secretary",
        "undersecretary",
        "minister",
        "committee",
        "district",
        "court",
        "federation",
        "association",
        "college",
        "school",
        "archbishop",
        "guild",
        "society",
        "academy",
        "organisation",
        "organization",
        "bishop",
        "duke",
        "museum",
    ]
)


_BODY_FOR = frozenset(
    ["centers", "centres", "center", "centre", "office", "institute", "society", "department",
     "ministry", "committee", "campaign", "agency", "council", "foundation", "association", "fund",
     "organisation", "organization", "alliance", "coalition", "union"]
)  # fmt: skip
"""Words after which `for` goes on with the name of a body."""


def _counts(passage: Passage, mention: Mention) -> bool:
    """Whether a mention only counts what follows: `some` in `some of her allies`."""
    at = mention.high
    return (
        mention.sort is Sort.NOMINAL
        and at + 1 < len(passage)
        and passage.lowers[at] == "of"
        and passage.lowers[mention.head] in _COUNTING
    )


def _with_counted(passage: Passage, found: list[Mention], high: int) -> int:
    """Widen the last mention by what it counts; one past its last token."""
    end = _phrase_end(passage, high + 1)
    if end == high + 1:
        return high
    first = found.pop()
    head = end - 1
    found.append(_mention(passage, first.passage, first.low, end, head, Sort.NOMINAL, None))
    return end


_PLACES_OF = frozenset(["in", "at", "on", "from", "among", "near", "inside", "outside", "across"])
_THEN_VERB = frozenset(["VBD", "VBZ", "VBP", "MD"])


def _is_bare_head(passage: Passage, mention: Mention) -> bool:
    """Whether a mention is a word that counts and nothing else: `many`, `one`, `six`."""
    return (
        mention.sort is Sort.NOMINAL
        and mention.head == mention.high - 1
        and (passage.lowers[mention.head] in _BARE or passage.tags[mention.head] == "CD")
    )


def _with_place(passage: Passage, found: list[Mention], high: int) -> int:
    """Widen the last mention by what tells of whom it is so many; one past its last token.

    `Many in the crowd said`, `one in four voters in a poll said`: up to the verb.
    """
    end = high
    for _ in range(2):
        if end + 1 >= len(passage) or passage.lowers[end] not in _PLACES_OF:
            break
        after = _phrase_end(passage, end + 1)
        if after == end + 1:
            return high
        end = after
    if end == high or end >= len(passage) or passage.tags[end] not in _THEN_VERB:
        return high
    first = found.pop()
    found.append(replace(first, high=end, end=passage.ends[end - 1]))
    return end


def _phrase(passage: Passage, index: int, low: int, high: int) -> list[Mention]:
    head = _head(passage, low, high)
    if head < low:
        return _without_noun(passage, index, low, high)
    core = name_core(passage, low, head + 1)
    office = _office(passage, low, head) if core is None else -1
    if office >= 0:
        end = _office_end(passage, low, high)
        return [_mention(passage, index, low, end, office, Sort.NOMINAL, None)]
    if core is None or core[1] <= head:
        return [_mention(passage, index, low, head + 1, head, Sort.NOMINAL, None)]
    if _is_related(passage, low, core):
        own = core[0]
        while _is_title(passage.lowers[own - 1]):
            own -= 1
        return [
            _mention(passage, index, low, own, own - 1, Sort.NOMINAL, None),
            _mention(passage, index, own, head + 1, core[1] - 1, Sort.NAME, core),
        ]
    if _is_kind_of_person(passage, low, core):
        return [_mention(passage, index, low, head + 1, head, Sort.NOMINAL, None)]
    return [_mention(passage, index, low, head + 1, core[1] - 1, Sort.NAME, core)]


def _without_noun(passage: Passage, index: int, low: int, high: int) -> list[Mention]:
    """The mention of a phrase without a noun: `half`, `a third`, `the 34-year-old`, `those`."""
    last = passage.lowers[high - 1]
    if (
        last in _BARE
        or last.endswith("-year-old")
        or (high - low > 1 and last in _ROLES)
        or (high - low == 2 and last in _ORDINALS)
    ):
        return [_mention(passage, index, low, high, high - 1, Sort.NOMINAL, None)]
    if passage.tags[high - 1] == "CD" and passage.lowers[high : high + 1] == ("in",):
        # "Nine in ten said", "more than six in 10 said".
        low -= 2 * (passage.lowers[max(0, low - 2) : low] in _MORE_THAN)
        return [_mention(passage, index, low, high, high - 1, Sort.NOMINAL, None)]
    if passage.lowers[low] == "those":
        return [_mention(passage, index, low, low + 1, low, Sort.NOMINAL, None)]
    return []


_MORE_THAN = frozenset([("more", "than"), ("fewer", "than"), ("less", "than")])
_RELATED = frozenset(
    ["accusation", "allegation", "approach", "argument", "assertion", "case", "change", "charge",
     "claim", "comment", "deal", "decision", "experience", "fact", "figure", "goal", "idea",
     "incident", "issue", "law", "measure", "moment", "move", "number", "phrase", "plan", "pledge",
     "point", "policy", "position", "practice", "problem", "process", "project", "promise",
     "proposal", "question", "reality", "remark", "result", "rule", "step", "strategy", "system",
     "tactic", "term", "view", "word"]
)  # fmt: skip
"""Nouns that no name is added to: what follows them is a clause about them."""


def _is_related(passage: Passage, low: int, core: tuple[int, int]) -> bool:
    """Whether a name begins a clause about the noun before it: `a decision Holm called wrong`."""
    before, after = core[0] - 1, core[1]
    while before > low and _is_title(passage.lowers[before]):
        before -= 1
    return (
        before > low
        and passage.tags[low] == "DT"
        and passage.lowers[before] in _RELATED
        and after < len(passage)
        and passage.tags[after] in ("VBD", "VBZ", "MD", "VBN")
    )


def _head(passage: Passage, low: int, high: int) -> int:
    """The last noun of a phrase; `executive` in `Acme's chief executive`; below `low` if none."""
    head = high - 1
    if "POS" in passage.tags[low:head] and passage.lowers[head] in _ROLES:
        return head
    while head >= low and passage.tags[head] not in _NOUN_TAGS:
        head -= 1
    return head


def _office(passage: Passage, low: int, head: int) -> int:
    """The office that carries a phrase, not what it is for: `The Minister of Energy`; else -1."""
    of = next((at for at in range(low + 1, head) if passage.lowers[at] == "of"), low)
    return of - 1 if of > low and _is_title(passage.lowers[of - 1]) else -1


def _is_kind_of_person(passage: Passage, low: int, core: tuple[int, int]) -> bool:
    """Whether `the` and one word describe somebody named elsewhere: `the Portuguese`."""
    word = passage.lowers[core[0]]
    return (
        core[1] - core[0] == 1
        and low < core[0]
        and passage.lowers[low] == "the"
        and (word == "ceo" or word in names.NATIONALITIES or word in names.PARTIES)
    )


def _office_end(passage: Passage, low: int, high: int) -> int:
    """One past the last noun of a phrase."""
    while high > low + 1 and passage.tags[high - 1] not in _NOUN_TAGS:
        high -= 1
    return high


def name_core(passage: Passage, low: int, high: int) -> tuple[int, int] | None:
    """The last name in the tokens `low` to `high`, titles left out; None if they hold none."""
    end = high
    while end > low and not _is_name_part(passage, end - 1):
        end -= 1
    start = end
    while start > low and (
        _is_name_part(passage, start - 1) or _joins_name(passage, start - 1, low)
    ):
        start -= 1
    start = _with_members(passage, _after_titles(passage, start, end), low, end)
    if start >= end or passage.lowers[start] in ("of", "for"):
        return None
    if passage.lowers[end - 1].rstrip(".") in names.TIMES and not _is_month_as_surname(
        passage, end - 1
    ):
        return None
    if end - start > 1 and _is_title(passage.lowers[end - 1]):
        # "Pennsylvania Gov." is an office, "Stephen King" and "Ministry of Justice" are not.
        is_name = names.first_name_gender(passage.words[start]) or passage.lowers[start] in _BODY
        return (start, end) if is_name else None
    if end - start == 1 and (_is_common(passage, start) or passage.words[start] in OFFICES):
        return None
    return start, end


OFFICES = frozenset(
    ["CEO", "CFO", "COO", "CTO", "MP", "MEP", "MSP", "MLA", "MLC", "TD", "QC", "KC", "VP"]
)
"""Short forms of what somebody is; alone, no names, and before a name no part of it."""
_MEMBERS = ("men", "women", "people", "children", "s")
_BODY = names.ORGANISATION_WORDS | _BODY_OF


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
        is_office = names.is_title(word) or word in _ROLES or passage.words[at] in OFFICES
        if is_office and not _is_first_name(passage, at, start):
            tail = passage.lowers[at + 1 : end]
            if word in _ALSO_OF_BODIES and (
                tail[0] in _AFTER_GENERAL or tail[-1] in names.ORGANISATION_WORDS
            ):
                return start if word != "general" else at
            if len(tail) == 2 and tail[1] in names.SURNAMES and _has_first_name(passage, at + 1):
                return at + 1
            if any(word in names.ORGANISATION_WORDS or word in names.TITLES for word in tail):
                break
            return _after_office(passage, at + 1, end)
    made = _after_made_role(passage, start, end)
    if made > start or _is_loud(passage, start, end):
        return max(made, start + 1)
    while (
        start < end - 1
        and _is_title(passage.lowers[start])
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
    """Whether a title is somebody's first name: `Guy`, `Dean`."""
    return at == start and names.first_name_gender(passage.words[at]) is not None


def _is_common(passage: Passage, at: int) -> bool:
    """Whether a word has its capital only because it begins the sentence."""
    first, _ = passage.sentences[passage.sentence_of[at]]
    if at == first and passage.tags[at] == "NNS" and _are_people(passage.lowers[at]):
        return True
    if at != first or passage.tags[at] not in ("NN", "NNS", "JJ", "CD"):
        return False
    return tagger().knows(passage.words[at])


def _are_people(lower: str) -> bool:
    """Whether a plural is one of people by what they are: `researchers`, `economists`."""
    return lower in _ROLES or lower[:-1] in _ROLES or lower.endswith(("ists", "ians"))


def _is_name_part(passage: Passage, at: int) -> bool:
    if "-" in passage.words[at]:
        if "-of-" in passage.lowers[at]:
            return False
        tail = passage.words[at].rpartition("-")[2]
        if tail in _ROLES or tail in _AFTER_HYPHEN:
            return False
        if _WITH_ARTICLE.match(passage.words[at]):
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


def _is_title(lower: str) -> bool:
    return names.is_title(lower)


def _mention(
    passage: Passage,
    index: int,
    low: int,
    high: int,
    head: int,
    sort: Sort,
    core: tuple[int, int] | None,
) -> Mention:
    return Mention(index, low, high, head, sort, core, passage.starts[low], passage.ends[high - 1])
