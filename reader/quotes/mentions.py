"""Stretches of text that may name a speaker: names, pronouns, and nouns for people and bodies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from reader.quotes import names
from reader.quotes.name_cores import name_core
from reader.quotes.passage import Passage, past_dateline
from reader.quotes.phrases import BARE, NOUN_TAGS, ROLES, begins_time, phrase_end


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


_SUBJECTS = frozenset(["he", "she", "they", "who", "it", "i", "we"])
_ORDINALS = frozenset(["second", "third", "fourth", "fifth", "other"])
"""Words that stand for another one of those just spoken of: `a third joked`."""


def mentions(passage: Passage, index: int) -> list[Mention]:
    """The mentions of a passage, in order, disjoint, each phrase for itself."""
    found: list[Mention] = []
    size = len(passage)
    at = 1 if _is_kicker(passage) else past_dateline(passage, 0, size)
    while at < size:
        if passage.lowers[at] in _SUBJECTS and passage.tags[at] in ("PRP", "WP", "NN", "FW"):
            found.append(_mention(passage, index, at, at + 1, at, Sort.PRONOUN, None))
            at += 1
            continue
        high = phrase_end(passage, at)
        if high > at:
            found.extend(_phrase(passage, index, at, high))
            if found and found[-1].high == high and _counts(passage, found[-1]):
                high = _with_counted(passage, found, high)
            elif found and found[-1].high == high and _is_bare_head(passage, found[-1]):
                high = _with_place(passage, found, high)
            at = high
        else:
            at += 1
    return found


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


_COUNTING = frozenset(
    ["some", "many", "most", "all", "both", "half", "none", "several", "few", "each", "one", "two",
     "three", "four", "more", "number", "majority", "handful", "group", "dozens", "percent",
     "members", "any", "%"]
)  # fmt: skip
"""Words that count what follows `of`."""


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
    end = phrase_end(passage, high + 1)
    if end == high + 1:
        if passage.lowers[end] not in ("them", "us"):
            return high
        end += 1
        found[-1] = replace(found[-1], high=end, end=passage.ends[end - 1])
        return end
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
        and (passage.lowers[mention.head] in BARE or passage.tags[mention.head] == "CD")
    )


def _with_place(passage: Passage, found: list[Mention], high: int) -> int:
    """Widen the last mention by what tells of whom it is so many; one past its last token.

    `Many in the crowd said`, `one in four voters in a poll said`: up to the verb.
    """
    end = high
    for _ in range(2):
        if end + 1 >= len(passage) or passage.lowers[end] not in _PLACES_OF:
            break
        after = phrase_end(passage, end + 1)
        if after == end + 1:
            return high
        end = after
    if high < end < len(passage) - 2 and begins_time(passage, end):
        # "one in four voters in a poll last year"
        end += 2
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
        while names.is_title(passage.lowers[own - 1]):
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
        last in BARE
        or last.endswith("-year-old")
        or (high - low > 1 and last in ROLES)
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
    while before > low and names.is_title(passage.lowers[before]):
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
    if "POS" in passage.tags[low:head] and passage.lowers[head] in ROLES:
        return head
    while head >= low and passage.tags[head] not in NOUN_TAGS:
        head -= 1
    return head


def _office(passage: Passage, low: int, head: int) -> int:
    """The office that carries a phrase, not what it is for: `The Minister of Energy`; else -1."""
    of = next((at for at in range(low + 1, head) if passage.lowers[at] == "of"), low)
    return of - 1 if of > low and names.is_title(passage.lowers[of - 1]) else -1


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
    while high > low + 1 and passage.tags[high - 1] not in NOUN_TAGS:
        high -= 1
    return high


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
