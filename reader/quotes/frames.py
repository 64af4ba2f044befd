"""What stands around a cue tells whether it reports, and where its words begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.quotes.clauses import subject_class, verb_of
from reader.quotes.cues import CueHit
from reader.quotes.mentions import Mention
from reader.quotes.passage import Passage
from reader.quotes.syntax import Outline, opens_clause
from reader.quotes.verbs import Cue

_WITH_THAT = frozenset([Cue.SAY, Cue.STATE, Cue.MANNER, Cue.ASK])
"""Cues after which *that* begins what is said."""
_DEEDS = frozenset(["decide", "make", "mean"])
"""Verbs of this kind that tell what somebody did: `the council decided that`."""
_STUDIES = frozenset(
    ["academics", "astronomers", "auditors", "authors", "biologists", "chemists", "economists",
     "experts", "geologists", "historians", "inspectors", "investigators", "physicists",
     "psychologists", "researchers", "scholars", "scientists", "team"]
)  # fmt: skip
"""Who finds out by study."""
_THAT = re.compile("t")
_ADDRESSED = re.compile("(?:p|[djnNs]{1,6})t")
"""Who is told, before what: `told the council that`."""
_DEED = re.compile("[djnNsiDS]+,[fe]")
"""A thing, and another deed or what it came with."""
_QUESTIONS = frozenset(["how", "why", "whether", "what", "where", "when", "who", "if"])
_CIRCUMSTANCES = frozenset(
    ["with", "as", "in", "on", "at", "during", "after", "before", "when", "while", "alongside"]
)
"""Words with which the writer tells how or when it was said."""
_LATER_VERB = re.compile(",r?[fM]")
_WHOM = re.compile("T?[djnNpDsir,()]{1,30}t")
"""Whom, where and when, before what: `this year that`."""
_VOICED = re.compile("[dj]{0,2}nt")
"""A feeling and what it is about: `expressed concern that`."""
_VOICING = frozenset(["express", "voice", "raise"])


def reports_that(passage: Passage, outline: Outline, hit: CueHit) -> bool:
    """Whether a clause with *that* follows a cue: `joked that the mayor should go`."""
    plain = outline.plain[hit.high : hit.high + 20]
    if hit.subject is None:
        return False
    if hit.kind is Cue.TELL:
        told = _ADDRESSED.match(plain)
    elif hit.kind is Cue.HINT and verb_of(passage, hit) in _VOICING:
        told = _VOICED.match(plain)
    else:
        told = _THAT.match(plain)
        if hit.kind not in _WITH_THAT and not _finds(passage, hit, hit.subject):
            return False
    return told is not None and opens_clause(plain[told.end() :])


def _finds(passage: Passage, hit: CueHit, subject: Mention) -> bool:
    """Whether a body or study reports what it finds, not what it does: `the group found that`."""
    if hit.kind is not Cue.HINT or verb_of(passage, hit) in _DEEDS:
        return False
    is_study = passage.lowers[subject.head] in _STUDIES and verb_of(passage, hit) == "find"
    return is_study or subject_class(passage, subject) in ("o", "d")


def past_told(
    passage: Passage, outline: Outline, direct: Sequence[bool], hit: CueHit, at: int
) -> int:
    """Where words begin that seem to begin with whom or when it was told.

    `told a packed hall in Aske, on Friday, that`: at *that*, if no verb stands before it.
    """
    if at - 1 == hit.high and passage.lowers[at - 1] in _QUESTIONS and not direct[at - 1]:
        # "recalled how she left": the question word is a part of what is told.
        return at - 1
    is_letter = hit.kind is Cue.STATE and "T" in outline.plain[max(hit.high, at - 1) : at + 1]
    if hit.kind not in (Cue.SAY, Cue.TELL) and not is_letter:
        return at
    told = _WHOM.match(outline.plain, at)
    if told is None or passage.inside[at] >= 0:
        return at
    that = told.end() - 1
    opens = opens_clause(outline.plain[that + 1 : that + 15])
    return that if opens and not direct[that] else at


def only_leads(outline: Outline, hit: CueHit, low: int, high: int) -> bool:
    """Whether words before a subject and its cue tell only when or how it was said.

    `Before dropping out, Holm responded`, `In the spring after it sank, Holm said`: they begin
    with a preposition, and have no verb but one that hangs on a word of time.
    """
    plain = outline.plain[low:high]
    if hit.kind is Cue.SOURCE or hit.relation != "before" or plain[:1] not in ("i", "S"):
        return False
    if "," in plain or '"' in plain:
        return False
    verbs = plain.count("f") + plain.count("M")
    hangs = plain.find("S", 1)
    return verbs == 0 or (verbs == 1 and 0 < hangs < max(plain.find("f"), plain.find("M")))


def names_speaker(passage: Passage, direct: Sequence[bool], hit: CueHit, low: int) -> bool:
    """Whether what follows a verb is who says it: `“A wall fell,” recalled Frey, who was nine`.

    Also `Said Frey: “A wall fell.”` and, in British papers, `“A wall fell”, said Frey`.
    """
    if hit.subject is None or hit.relation != "after" or hit.subject.low != low:
        return False
    first, _ = passage.sentences[passage.sentence_of[hit.low]]
    at = hit.group - (2 if passage.words[hit.group - 1] == "," else 1)
    return hit.group == first or (at >= 0 and direct[at] and hit.kind is not Cue.SOURCE)


def _before_next(passage: Passage, plain: str, low: int, stop: int) -> int:
    """Where a thing ends that another deed or what it came with follows: `growth, helped by`."""
    deed = _DEED.match(plain, low, stop)
    if deed is None or opens_clause(plain[low : low + 14]):
        return stop
    verb = deed.end() - 1
    if plain[verb] == "f":
        return verb - 1 if passage.tags[verb] == "VBD" else stop
    # "growth, helped by sales, was slow" is a clause.
    return stop if _LATER_VERB.search(plain, verb, stop) else verb - 1


def before_deed(passage: Passage, outline: Outline, low: int, stop: int) -> int:
    """Where words end that are followed by a deed: `said “Good night” and left`.

    Also what a sentence between marks came with, `tweeted “We are home” with a picture`, and what
    follows a thing that is no clause: `reported growth in sales, announced a sale`.
    """
    plain = outline.plain
    if passage.inside[low] < 0:
        return _before_next(passage, plain, low, stop)
    if low + 1 >= stop or not passage.words[low + 1][0].isupper():
        return stop
    marked = passage.marked[passage.inside[low]]
    end = passage.token_at(marked.end)
    if passage.starts[low] != marked.start or not marked.closed:
        return stop
    is_sentence = not {"f", "M"}.isdisjoint(plain[low:end])
    is_circumstance = end < stop and passage.lowers[end] in _CIRCUMSTANCES
    return end if plain[end:stop][:2] == "cf" or (is_sentence and is_circumstance) else stop
