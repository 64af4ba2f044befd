"""What stands behind a reporting verb and is nobody's words: things, terms and what signs say."""

from __future__ import annotations

import re

from reader.quotes import names
from reader.quotes.cues import CueHit
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.syntax import Outline, predicate
from reader.quotes.verbs import Cue

_WITH_CLAUSE = frozenset([Cue.SAY, Cue.STATE, Cue.TELL, Cue.HINT, Cue.MANNER, Cue.OTHER])
"""Cues that report a clause, not a thing."""
_CALLED = frozenset(["call", "calls", "called", "calling"])
_MEETING = re.compile("d[jn]*n(?:i[djnNs]+)*")
"""A thing with what it is of."""
_PLACED = re.compile("d[djnNs]*[nN](?:i[djnNsD]+)*")
"""A thing with where or when it is."""
_HELD = frozenset(["it", "them", "this"])
_PAST_IT = frozenset(["i", ",", "D"])
"""What follows a pronoun that is the object of a verb."""
_TOPICAL = frozenset(["over", "about"])
"""Prepositions that lead in what was spoken about."""
_TOPIC = re.compile("[djnNs]+")
_NATURAL = frozenset(
    ["behavior", "behaviour", "condition", "effect", "feature", "fog", "gas", "ice", "layer",
     "method", "phenomenon", "process", "rain", "region", "rock", "stage", "state", "structure",
     "substance", "swell", "technique", "tide", "wind", "zone"]
)  # fmt: skip
"""What such people have terms for; of a plan they have an opinion."""
_TERM = re.compile('d[jn]*n"[jn]?[gn]"')
"""A thing and a bare term for it: `the effect “cold dripping”`."""


def is_thing(passage: Passage, outline: Outline, hit: CueHit, low: int, high: int) -> bool:
    """Whether words behind a cue are no words of anybody's.

    A thing with a clause about it, `recalled the cars that leak`, `argued over the boat that he
    left`; `called a meeting`; or a term that a trade has: `calls the effect “cold dripping”`.

    Args:
        passage: Where they stand.
        outline: Its signs.
        hit: What would report them.
        low: Their first token, behind the cue.
        high: One past their last.
    """
    plain, lower = outline.plain, passage.lowers[hit.low]
    if lower in _CALLED and passage.lowers[low] in ("a", "an"):
        # "called an emergency session of parliament", and not "called the plan a mistake"
        return _MEETING.fullmatch(plain, low, high) is not None
    if lower in ("call", "calls") and _is_term(passage, outline, hit, low, high):
        return True
    if hit.kind not in _WITH_CLAUSE or any(passage.inside[at] >= 0 for at in range(low, high)):
        return False
    if plain[low] == "p" and passage.lowers[low] in _HELD and plain[low + 1 : low + 2] in _PAST_IT:
        # "announced it at a dinner at which nobody ate"
        return True
    if plain[low] == "t" and hit.kind is not Cue.TELL and _TOPIC.fullmatch(plain, hit.high, low):
        # "adding the cream that you set aside": the clause tells of what was added.
        low = hit.high
    return (
        tells_of_thing(plain[low:high], hit.kind)
        or _is_topic(passage, plain, hit, low)
        or _is_time(passage, plain, low, high)
    )


def tells_of_thing(signs: str, kind: Cue) -> bool:
    """Whether words are a noun with a clause about it and nothing else: `the cars that leak`."""
    shape = predicate(signs)
    if signs.count("f") + signs.count("M") != 1:
        return False
    return shape == "relative" or (shape == "object" and kind is not Cue.TELL)


def _is_time(passage: Passage, plain: str, low: int, high: int) -> bool:
    """Whether words are a thing or a time and what was then: `the day in May when it shook`."""
    thing = _PLACED.match(plain, low, high)
    return (
        thing is not None
        and thing.end() < high
        and passage.lowers[thing.end()] in ("when", "where")
    )


def _is_topic(passage: Passage, plain: str, hit: CueHit, low: int) -> bool:
    """Whether *that* tells of what was spoken about: `argued over the boat that he left`."""
    return (
        plain[low] == "t"
        and hit.high < low
        and passage.lowers[hit.high] in _TOPICAL
        and _TOPIC.fullmatch(plain, hit.high + 1, low) is not None
    )


def _is_term(passage: Passage, outline: Outline, hit: CueHit, low: int, high: int) -> bool:
    """Whether people of a trade have a term for something: `Miners call the gas “damp”`."""
    who = hit.subject
    return (
        who is not None
        and who.sort is Sort.NOMINAL
        and passage.lowers[who.head] in names.TRADES
        and not _NATURAL.isdisjoint(passage.lowers[low:high])
        and _TERM.fullmatch(outline.plain, low, high) is not None
        and passage.words[high - 2].islower()
    )


_SHOWING = frozenset(["read", "reads", "reading", "say", "says", "said", "saying", "offered"])
_SHOWN_NEAR = 7
"""Tokens between the thing that shows words and their mark."""


def is_mute(passage: Passage, mention: Mention | None) -> bool:
    """Whether a mention is of what shows words and says none: `the sign over the door`."""
    return (
        mention is not None
        and mention.sort is Sort.NOMINAL
        and passage.lowers[mention.head] in names.SURFACES
    )


def is_shown(passage: Passage, low: int) -> bool:
    """Whether a stretch whose mark is token `low` stands on a sign: `The sign reads “Mind the`."""
    first = passage.sentences[passage.sentence_of[low]][0]
    at = low - 1
    if at > first and passage.words[at] in (",", ":"):
        at -= 1
    if at <= first or passage.lowers[at] not in _SHOWING:
        return False
    for before in range(at - 1, max(first, at - _SHOWN_NEAR) - 1, -1):
        tag = passage.tags[before]
        if passage.lowers[before] in names.SURFACES and tag in ("NN", "NNS"):
            return (before + 1 in (at, at - 1) and _tells_of_it(passage, before + 1)) or (
                _is_subject(passage, before, first)
            )
        if tag in ("NNP", "PRP", "VBD", "VBZ", "CC", ","):
            return False
    return False


def _tells_of_it(passage: Passage, at: int) -> bool:
    """Whether a clause about the thing begins at `at`: `a shirt that said`, `a sign reading`."""
    return passage.lowers[at] in ("that", "which", "reading", "saying")


def _is_subject(passage: Passage, at: int, first: int) -> bool:
    """Whether a noun is no part of what a preposition or verb leads in: `A man in a red shirt`."""
    low = at
    while low > first and passage.tags[low - 1] in ("DT", "JJ", "NN", "NNS", "CD", "PRP$"):
        low -= 1
    return low == first or passage.tags[low - 1] not in ("IN", "TO", "VB", "VBD", "VBZ", "VBG")
