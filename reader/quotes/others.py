"""Where reported words end because another speaks next, or their speaker says more."""

from __future__ import annotations

from collections.abc import Sequence

from reader.quotes.cues import CueHit
from reader.quotes.mentions import Sort
from reader.quotes.passage import Passage
from reader.quotes.syntax import Outline
from reader.quotes.verbs import VERBS, Cue

_OTHERS = frozenset([Cue.SAY, Cue.STATE, Cue.TELL])
"""Cues that report what somebody else says."""
_WITH_OBJECT = frozenset([Cue.NAME, Cue.URGE, Cue.REFER, Cue.HINT, Cue.OTHER])
"""Cues with an object: `condemned the attack`."""
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_SAID = _FINITE | {"VBG", "VBN"}
_JOINTS = frozenset(["and", "but", "while"])
_CONTRASTS = frozenset(["though", "although", "whereas"])
_NEAR = 6
"""Tokens from such a word to the verb of the other speaker, at the most."""


def before_other(
    passage: Passage, outline: Outline, hit: CueHit, near: Sequence[CueHit], low: int, stop: int
) -> int:
    """Where words end at the latest: before `, but Holm said` and `, while Holm said`.

    Args:
        passage: Where they stand.
        outline: Its signs.
        hit: The cue that reports them.
        near: The cues from `low` to a few tokens behind `stop`, in order.
        low: Their first token.
        stop: One past their last token, as far as was known.
    """
    opens = _opens(passage, hit)
    for other in near:
        subject = other.subject
        if (
            opens
            and subject is not None
            and low < subject.low < other.low
            and subject.low <= stop
            and outline.plain[subject.low - 1] == ","
        ):
            return subject.low - 1
        if low < other.low < stop:
            at = _turn(passage, outline, hit, other, low)
            if at >= 0:
                return at
    return stop


def _turn(passage: Passage, outline: Outline, hit: CueHit, other: CueHit, low: int) -> int:
    """Where words end before a second cue among them; -1 if they go on."""
    plain, subject = outline.plain, other.subject
    if other.kind is Cue.SOURCE:
        # "…, according to Holm": a source is named by the writer.
        return other.low - 1 if hit.kind is not Cue.SOURCE and plain[other.low - 1] == "," else -1
    if _goes_on_saying(passage, outline, hit, other):
        return other.low - 1
    if low + 2 < other.group and _says_besides(passage, outline, hit, other):
        return other.group - 1
    if low + 2 < other.low and _marks_begin(passage, outline, other, low):
        return (subject.low if subject else other.group) - 1
    if (
        subject is not None
        and low + 2 < subject.low < other.low
        and other.relation == "before"
        and other.kind in _OTHERS
        and subject.sort is not Sort.PRONOUN
        and _leads_other(passage, hit, other, subject.low - 1)
    ):
        if plain[subject.low - 2] == ",":
            return subject.low - 2
        if _says_likewise(passage, hit, other):
            return subject.low - 1
    return -1


def _says_likewise(passage: Passage, hit: CueHit, other: CueHit) -> bool:
    """Whether one verb reports twice: `some said it was late and others said it was early`."""
    first, second = (VERBS.get(passage.lowers[one.low]) for one in (hit, other))
    return first is not None and first == second


_WITHHELD = frozenset(
    ["answer", "apologise", "apologize", "clarify", "comment", "disclose", "discuss", "elaborate",
     "explain", "give", "identify", "mention", "name", "offer", "provide", "respond", "say",
     "specify"]
)  # fmt: skip
"""What somebody did not do who said so much and no more."""
_CALLED_SO = frozenset(
    ["accusation", "allegation", "argument", "assertion", "charge", "claim", "comparison",
     "contention", "figure", "line", "notion", "phrase", "position", "prediction", "promise",
     "remark", "sentiment", "suggestion", "theme", "view"]
)  # fmt: skip
"""What the writer calls words when he goes on about them."""


def before_writer(passage: Passage, outline: Outline, low: int, stop: int) -> int:
    """Where words end before what the writer adds: `it was late but declined to give details`.

    Also `it earns less, a figure the yard disputes`.
    """
    lowers, plain = passage.lowers, outline.plain
    for at in range(low + 2, stop - 2):
        if passage.inside[at] >= 0:
            continue
        if lowers[at] in ("but", "and") and _withholds(lowers[at + 1 : at + 4]):
            return at - 1 if plain[at - 1] == "," else at
        if plain[at] in ",-" and lowers[at + 1] in ("a", "an") and lowers[at + 2] in _CALLED_SO:
            return at
    return stop


def _withholds(following: Sequence[str]) -> bool:
    """Whether a verb follows that tells what a speaker kept back: `declined to`, `did not say`."""
    if following[:1] in (("declined",), ("refused",)):
        return following[1:2] == ("to",)
    negated = following[1:2] in (("not",), ("n't",))
    return negated and following[2:3] != () and following[2] in _WITHHELD


def turns_to_other(passage: Passage, within: Sequence[CueHit], low: int) -> bool:
    """Whether another speaks on: `Germany is slow, Holm said, but Mull says it is not`.

    Args:
        passage: Where the words stand.
        within: The cues among them.
        low: Their first token.
    """
    word = passage.lowers[low]
    if word in _CONTRASTS and any(
        other.kind in _OTHERS and other.low <= low + _NEAR and passage.tags[other.low] in _FINITE
        for other in within
    ):
        return True
    return word in _JOINTS | _CONTRASTS and any(
        other.relation == "before"
        and other.kind is not Cue.THINK
        and other.subject is not None
        and low < other.subject.low <= low + 2
        for other in within
    )


def _opens(passage: Passage, hit: CueHit) -> bool:
    """Whether a cue leads in the sentence whose subject follows: `Asked why, he said that`."""
    first, _ = passage.sentences[passage.sentence_of[hit.low]]
    if hit.low - first > 1:
        return False
    tag = passage.tags[hit.low]
    return tag in ("VBN", "VBG") if hit.low > first else tag in ("VBN", "VBG", "VBD")


def _goes_on_saying(passage: Passage, outline: Outline, hit: CueHit, other: CueHit) -> bool:
    """Whether a participle tells more: `condemned it, saying that`, `said so, adding that`.

    After a clause *that* has to follow, as the clause may have a participle of its own.
    """
    return (
        (hit.kind in _WITH_OBJECT or outline.plain[other.high : other.high + 1] == "t")
        and other.kind in _OTHERS
        and passage.tags[other.low] == "VBG"
        and outline.plain[other.low - 1] == ","
    )


def _says_besides(passage: Passage, outline: Outline, hit: CueHit, other: CueHit) -> bool:
    """Whether the speaker says more after `but`: `said it was fair but insisted that`."""
    return (
        other.kind in _OTHERS
        and passage.tags[other.low] == passage.tags[hit.low]
        and passage.tags[hit.low] in ("VBD", "VBZ")
        and passage.lowers[other.group - 1] == "but"
        and outline.plain[other.high : other.high + 1] == "t"
    )


def _leads_other(passage: Passage, hit: CueHit, other: CueHit, at: int) -> bool:
    """Whether a conjunction leads to what another says: `it is late, and Ms. Holm said`."""
    word, tags = passage.lowers[at], passage.tags
    if word != "and":
        return word in _JOINTS
    return tags[other.low] in _FINITE and tags[hit.low] in _SAID


def _marks_begin(passage: Passage, outline: Outline, other: CueHit, low: int) -> bool:
    """Whether what a second cue reports begins with a mark: `and Holm shouted “never”`."""
    subject, plain, lowers = other.subject, outline.plain, passage.lowers
    return (
        subject is not None
        and subject.low > max(1, low)
        and other.kind in _OTHERS | {Cue.MANNER, Cue.ASK}
        and other.relation == "before"
        and subject.high >= other.group - 1
        and plain[other.high : other.high + 2].lstrip(",:")[:1] == '"'
        and lowers[subject.low - 1] in _JOINTS | {"as"}
    )
