"""How a name stands in its sentence: as its subject, as an owner, after a preposition."""

from __future__ import annotations

from reader.quotes import names
from reader.quotes.mentions import Mention
from reader.quotes.passage import Passage
from reader.quotes.syntax import Outline

VERBAL = frozenset(["VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD", "RB"])
"""Tags of verbs and of what stands among them."""
_OPENING = 8
"""Tokens of a phrase before the subject of a sentence: `On Tuesday, Holm said`."""
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])

_GOVERNING = frozenset(["IN", "TO", "RP", "NN", "NNS", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
"""Tags of what stands right before an object."""


def place_of(passage: Passage, line: Outline, mention: Mention) -> str:
    """A short sign for how a mention stands; a digit at its end tells whether it opens a sentence.

    `v1` for a subject that opens its sentence, `i0` for what follows a preposition, `s` for an
    owner, `q` for a name between marks, else the sign of the token after it.
    """
    if passage.inside[mention.low] >= 0:
        return "q"
    follower = line.at(_past_time(passage, mention.high))
    if follower == "s":
        return "s"
    opens = str(int(_opens_sentence(passage, mention)))
    if follower and follower in "fMABCEHULGRK":
        return "v" + opens
    leader = line.at(mention.low - 1)
    is_governed = mention.low > 0 and passage.tags[mention.low - 1] in _GOVERNING
    if not is_governed and _is_apart_from_verb(passage, mention.high):
        return "v" + opens
    return ("i" if leader in ("i", "T") else follower[:1]) + opens


def _opens_sentence(passage: Passage, mention: Mention) -> bool:
    """Whether a mention begins its sentence, or what comes before it is a phrase and a comma."""
    first, _ = passage.sentences[passage.sentence_of[mention.low]]
    ahead = mention.low - first
    if ahead <= 1:
        return True
    return (
        ahead <= _OPENING
        and passage.words[mention.low - 1] == ","
        and _FINITE.isdisjoint(passage.tags[first : mention.low])
    )


_ASIDE = frozenset(
    ["after", "before", "when", "while", "once", "because", "since", "although", "though", "until"]
)
_ASIDE_REACH = 8
"""Tokens between the word that begins a clause aside and the name of whom it tells."""


def is_aside(passage: Passage, mention: Mention) -> bool:
    """Whether a name stands in a clause behind the main one: `…, a minute after Holm was booked`.

    Only where a comma stands before that clause or the time it tells.
    """
    first, _ = passage.sentences[passage.sentence_of[mention.low]]
    for at in range(mention.low - 1, max(first, mention.low - _ASIDE_REACH), -1):
        if passage.words[at] == ",":
            return False
        if passage.lowers[at] in _ASIDE:
            return "," in passage.words[max(first, at - 4) : at]
    return False


_INSERTED = 26
"""Tokens that may stand between a subject and its verb."""
_CLOSED_BY = {
    ",": ",",
    "(": ")",
    "[": "]",
    "—": "—–-",
    "–": "—–-",
    "--": "--",
}
"""What ends an insertion, by what begins it."""


def _is_apart_from_verb(passage: Passage, at: int) -> bool:
    """Whether the verb of what ends before `at` stands behind an insertion or an adverb.

    `Holm, a nurse, was`, `Rep. Holm (R-Aske) also addressed`, `Holm himself — he is 80 — wept`.
    """
    _, end = passage.sentences[passage.sentence_of[at - 1]]
    if at < end and passage.lowers[at] in ("himself", "herself"):
        at += 1
    at = _past_inserted(passage, at, end)
    while at < end and passage.tags[at] == "RB":
        at += 1
    return at < end and passage.tags[at] in _FINITE


def _past_inserted(passage: Passage, at: int, end: int) -> int:
    """The token after an insertion that begins at `at`, a verb; `at` if there is none."""
    closing = _CLOSED_BY.get(passage.words[at]) if at < end else None
    if closing is None:
        return at
    for close in range(at + 2, min(end - 1, at + _INSERTED)):
        if passage.words[close] in closing and (
            closing in ")]" or passage.tags[close + 1] in _FINITE
        ):
            return close + 1
    return at


_WHEN = frozenset(["this", "last", "late", "early", "earlier", "also", "on"])


def _past_time(passage: Passage, at: int) -> int:
    """The token after a word or two that tell when: `Holm this week dismissed`."""
    high = at
    while high < min(len(passage) - 1, at + 3) and (
        passage.lowers[high] in _WHEN
        or passage.lowers[high] in names.TIME_NOUNS
        or (passage.lowers[high] in names.TIMES and passage.words[high][0].isupper())
    ):
        high += 1
    return high if passage.tags[min(high, len(passage) - 1)] in VERBAL else at
