"""Words that report, found in a passage, each with the mention that is its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.quotes.mentions import Mention
from reader.quotes.passage import Passage
from reader.quotes.subjects import FINITE, VERB_TAGS, Subjects
from reader.quotes.verbs import AUXILIARIES, MEASURES, NOUNS, VERBS, Cue

_CARRIERS = frozenset(["RB", "MD", "TO", "RBR"])


@dataclass(frozen=True, slots=True)
class CueHit:
    """A reporting word in a passage."""

    low: int
    """Number of its first token."""
    high: int
    """One past its last token."""
    group: int
    """Number of the first token of its verb group: `has` in `has repeatedly said`."""
    kind: Cue
    """What kind of reporting word it is."""
    subject: Mention | None
    """The mention that reports, as far as word order tells it."""
    relation: str
    """How the subject stands to it: before, apart, after, shared, none."""


def cues(passage: Passage, mentions: Sequence[Mention]) -> list[CueHit]:
    """The reporting words outside and inside marks, in order."""
    found: list[CueHit] = []
    finder = Subjects(passage, mentions)
    for at, lower in enumerate(passage.lowers):
        kind = _kind_at(passage, at, lower)
        if kind is None:
            continue
        if kind is Cue.LABEL:
            found.append(CueHit(at, at + 1, at, kind, finder.labelled(at), "before"))
            continue
        if kind is Cue.SOURCE:
            low = at - 1 if lower != "according" else at
            found.append(CueHit(at, at + 2, low, kind, finder.following(at + 2), "after"))
        elif kind is Cue.NOUN:
            found.append(CueHit(at, at + 1, at, kind, finder.owner(at), "owner"))
        else:
            group = group_start(passage, at)
            if kind is Cue.REFER and finder.quoted(at) is not None:
                continue
            subject, relation = finder.of_verb(
                group, at, inverts=kind is not Cue.TELL or lower in _INVERTED
            )
            if at > 1 and passage.lowers[at - 1] == "as" and lower == "saying":
                subject, relation = finder.ending(at - 1) or subject, "before"
            found.append(CueHit(at, at + 1, group, kind, subject, relation))
    return found


_AS_TOLD = frozenset(["reported", "noted", "told", "recounted", "explained", "observed", "related"])
"""Participles that name a source: `as reported by`."""
_INVERTED = frozenset(["warned", "warns", "advised", "advises"])
"""Verbs that name the one spoken to, and yet stand before their subject: `…, warned Holm.`"""
_CALLED = frozenset(["call", "calls", "called", "calling"])
_CALLED_AT = frozenset(["at", "by", "round", "upon", "in", "back", "again", "off", "out"])
"""What follows where somebody comes by: `called at her house`."""
_SHOULD = frozenset(["should", "must", "may", "might"])


def _is_idle_phrase(passage: Passage, at: int, lower: str) -> bool:
    """Whether a verb is a part of a phrase in which nobody speaks.

    `having said that`, `there is no denying that`, `it should be noted that`, `reporting for duty`.
    """
    before = passage.lowers[max(0, at - 3) : at]
    if before[-1] == "no" or (before[-1] == "having" and lower == "said"):
        return True
    after = passage.lowers[at + 1] if at + 1 < len(passage) else ""
    if (lower == "reporting" and after == "for") or (lower in _CALLED and after in _CALLED_AT):
        return True
    return before[-1] == "be" and before[0] == "it" and len(before) == 3 and before[1] in _SHOULD


_HEARING = frozenset(
    ["court", "jury", "jurors", "inquest", "tribunal", "hearing", "inquiry", "committee",
     "magistrates", "mps", "peers", "lawmakers", "commission", "panel", "trial"]
)  # fmt: skip
"""Who is said to hear what somebody tells them: `The court heard that …`."""


def _kind_at(passage: Passage, at: int, lower: str) -> Cue | None:
    if lower in ("heard", "hears", "hear") and at and passage.lowers[at - 1] in _HEARING:
        return Cue.STATE
    if lower == ":":
        return Cue.LABEL if _may_be_label(passage, at) else None
    if _leads_source(passage, at, lower):
        return Cue.SOURCE if _may_be_source(passage, at + 2) else None
    if at and _is_idle_phrase(passage, at, lower):
        return None
    entry = VERBS.get(lower)
    tag = passage.tags[at]
    if entry is not None and (tag in VERB_TAGS or _misread_verb(passage, at)):
        is_idle = entry[1] is Cue.TELL and _is_tale(passage, at + 1)
        return None if is_idle or _is_before_noun(passage, at) else entry[1]
    return _other_kind(passage, at, lower, tag)


def _other_kind(passage: Passage, at: int, lower: str, tag: str) -> Cue | None:
    """What kind of reporting word it is that is no verb of the lists."""
    if lower in NOUNS and tag in ("NN", "NNS") and not _is_idle_noun(passage, at):
        return Cue.NOUN if _tells_words(passage, at + 1) else None
    if lower in _BEHIND and tag in VERB_TAGS and _is_behind_marks(passage, at):
        return Cue.STATE
    if tag in VERB_TAGS and lower not in AUXILIARIES and at + 1 < len(passage):
        return Cue.OTHER if passage.lowers[at + 1] in ("that", '"', "''", ":") else None
    return None


_BEHIND = frozenset(
    ["remembers", "remembered", "reckons", "reckoned", "rages", "raged", "begins", "began",
     "continues", "continued"]
)  # fmt: skip
"""Verbs that report only behind words in marks: `“He used to sing,” she remembers`."""


def _is_behind_marks(passage: Passage, at: int) -> bool:
    """Whether nothing but a name or pronoun stands between closing marks and a verb."""
    low = at
    while low > max(0, at - 4) and passage.inside[low - 1] < 0:
        low -= 1
        if passage.tags[low] not in ("NNP", "PRP"):
            return False
    return low > 0 and passage.inside[low - 1] >= 0 > passage.inside[at]


def _leads_source(passage: Passage, at: int, lower: str) -> bool:
    """Whether a source is named next: `according to`, `as reported by`."""
    following = passage.lowers[at + 1 : at + 2]
    if lower == "according":
        return following == ("to",)
    return lower in _AS_TOLD and following == ("by",) and passage.lowers[max(0, at - 1)] == "as"


_TOLD_OF = frozenset(["about", "on", "over", "of", "as"])
_QUESTIONS = frozenset(["how", "whether", "what", "why", "who", "where", "when"])


def _tells_words(passage: Passage, at: int) -> bool:
    """Whether words follow a noun for them: `the claim that`, `complaints about how`.

    Also `his answer was that` and, without *that*, `allegations he beat her`.
    """
    if at + 2 >= len(passage):
        return at < len(passage) and passage.lowers[at] in _AFTER_NOUN
    first, second = passage.lowers[at], passage.lowers[at + 1]
    if first in _AFTER_NOUN or (first in _TOLD_OF and second in _QUESTIONS):
        return True
    if first in ("is", "was"):
        return second in ("that", "whether")
    is_charge = passage.lowers[at - 1] in _CHARGES
    return is_charge and passage.tags[at] == "PRP" and passage.tags[at + 1] in FINITE


_CHARGES = frozenset(
    ["accusation", "accusations", "allegation", "allegations", "claim", "claims", "fear", "fears",
     "hope", "hopes", "pledge", "promise", "report", "reports", "rumour", "rumours", "rumor",
     "rumors", "suggestion", "suggestions", "suspicion", "suspicions"]
)  # fmt: skip
"""Nouns that a clause without *that* follows: `allegations he beat her`."""
_AFTER_NOUN = frozenset(["that", ":", '"', ",", "from", "by"])


def _is_idle_noun(passage: Passage, at: int) -> bool:
    """Whether a noun is nobody's words, or names what follows it between marks.

    `the report that he wrote was lost`, `weak demand from carmakers`, `the word “deliverables”`.
    """
    if _has_gap(passage, at + 1):
        return True
    if passage.lowers[at] in _NAMED and passage.words[at + 1 : at + 2] == ('"',):
        return True
    if passage.lowers[at : at + 2] == ("demand", "from"):
        return True
    return passage.lowers[max(0, at - 2) : at + 1] == ("to", "the", "point")


def _has_gap(passage: Passage, that: int) -> bool:
    """Whether *that* stands for a thing: `the report that the committee wanted was lost`.

    Two finite verbs side by side: the first has lost its object to the noun before.
    """
    if that >= len(passage) or passage.lowers[that] != "that":
        return False
    for at in range(that + 1, min(that + 10, len(passage) - 1)):
        if passage.tags[at] in FINITE:
            return passage.tags[at] != "MD" and passage.tags[at + 1] in FINITE
        if not passage.words[at][0].isalnum():
            break
    return False


_NAMED = frozenset(["word", "article"])
_TALES = frozenset(["stories", "story", "tale", "tales", "lie", "lies", "joke", "jokes"])


def _is_tale(passage: Passage, at: int) -> bool:
    """Whether what is told is no listener: `told stories`, `told a long story`."""
    while at < len(passage) and passage.tags[at] in ("DT", "JJ", "PRP$"):
        at += 1
    return at < len(passage) and passage.lowers[at] in _TALES


_LABEL = 9
"""Tokens of a headline in which the colon after its speaker stands."""


def _may_be_label(passage: Passage, at: int) -> bool:
    """Whether a colon may stand after the speaker in a headline: `Bel: Harbour is safe`."""
    return (
        passage.number == 0
        and 0 < at <= _LABEL
        and ":" not in passage.words[:at]
        and not any(tag in VERB_TAGS for tag in passage.tags[:at])
        and passage.sentences[-1][1] > at + 2
    )


def begins_with_label(passage: Passage) -> bool:
    """Whether a passage begins with a few words and a colon, as in `Running time: 98 minutes`."""
    return ":" in passage.words[1 : _LABEL + 1]


def _may_be_source(passage: Passage, at: int) -> bool:
    """Whether what follows *according to* may speak: not `plan`, `size` or another measure."""
    if at >= len(passage):
        return False
    if passage.lowers[at] not in MEASURES:
        return True
    return passage.tags[at + 1 : at + 2] in (("NN",), ("NNS",))


def _is_before_noun(passage: Passage, at: int) -> bool:
    """Whether a participle tells of a noun: `the noted painter`."""
    return (
        0 < at < len(passage) - 1
        and passage.tags[at] in ("VBN", "VBD")
        and (
            passage.tags[at - 1] in ("DT", "PRP$")
            or (passage.tags[at - 1] == "IN" and passage.tags[at] == "VBN")
        )
        and passage.tags[at + 1] in ("NN", "NNS", "JJ")
    )


def _misread_verb(passage: Passage, at: int) -> bool:
    """A form such as `said` or `tweeted` is a verb whatever its tag, unless it begins a phrase."""
    if not passage.lowers[at].endswith(("ed", "said", "told", "wrote")):
        return False
    return passage.tags[at] not in ("JJ", "NNP", "NN") or passage.lowers[at] in ("said", "told")


def group_start(passage: Passage, at: int) -> int:
    """The first token of the verb group that ends with the verb at `at`."""
    low = at
    first = max(passage.sentences[passage.sentence_of[at]][0], at - 8)
    while low > first and (
        passage.tags[low - 1] in _CARRIERS or passage.lowers[low - 1] in AUXILIARIES
    ):
        low -= 1
    return low
