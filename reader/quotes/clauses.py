"""Where the words begin that a cue reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.quotes import names
from reader.quotes.backward import back_edge, backward, backward_features
from reader.quotes.cues import CueHit
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage, past_dateline
from reader.quotes.regions import bucket
from reader.quotes.syntax import Outline, approach, opens_clause, path, predicate
from reader.quotes.verbs import VERBS, Cue

FAR = 14
"""Tokens after a cue in which its words may begin."""
_FARTHER = 36
"""Tokens after a cue in which they may begin behind a comma: `said in Aske, Norwick, that …`."""
_DISTANCES = (0, 1, 2, 3, 5, 8)


@dataclass(frozen=True, slots=True)
class Start:
    """A place where a cue's words may begin."""

    at: int
    """Number of the first token; -1 when the cue reports nothing here."""
    back: int
    """For words before the cue, one past their last token; else -1."""
    features: list[str]
    """What it is judged by."""


def starts(passage: Passage, outline: Outline, hit: CueHit, direct: Sequence[bool]) -> list[Start]:
    """The candidates for `hit`, the first of them being none at all.

    Args:
        passage: The cue's paragraph.
        outline: The paragraph's signs.
        hit: The cue.
        direct: For each token, whether it stands in a direct quote.
    """
    first, end = passage.sentences[passage.sentence_of[hit.low]]
    first = past_dateline(passage, first, hit.low)
    about = _about(passage, outline, hit, direct, first, end)
    found = [Start(-1, -1, ["0" + feature for feature in about])]
    relative = led_by(passage, outline, hit, first)
    led = "-" if relative is None else outline.plain[relative]
    for at in _forward(outline, hit, direct, end):
        features = _forward_features(passage, outline, hit, at, end)
        features.append("Fled" + led + outline.plain[at] + str(int(at == hit.high)))
        found.append(Start(at, -1, features))
    if relative is not None and not direct[relative]:
        found.append(Start(relative, relative + 1, _relative_features(outline, hit, relative, end)))
    edge = back_edge(passage, outline, hit, first)
    if _is_relative(passage, hit):
        # "Holm, who said it was late, left": who speaks stands before, not what is said.
        edge = None
    if edge is not None and edge > first and not direct[edge - 1]:
        for at in backward(outline, first, edge):
            found.append(Start(at, edge, backward_features(outline, hit, at, edge, first, end)))
    return found


def _is_relative(passage: Passage, hit: CueHit) -> bool:
    """Whether a cue is the verb of a clause that tells who speaks: `Holm, who said`."""
    who = hit.subject
    return who is not None and hit.relation == "before" and passage.lowers[who.low] == "who"


def subject_class(passage: Passage, mention: Mention | None) -> str:
    """A short sign for what kind of thing a mention is."""
    if mention is None:
        return "-"
    if mention.sort is Sort.PRONOUN:
        return "p" + passage.lowers[mention.low]
    head = passage.lowers[mention.head]
    if mention.sort is Sort.NAME:
        return "N"
    # A plural is what its singular is.
    one = head[:-1] if head[-1:] == "s" else head
    if head.endswith("men"):
        one = head[:-3] + "man"
    for sign, words in _CLASSES:
        if head in words or one in words:
            return sign
    return "n"


_CLASSES = (
    ("h", names.PERSON_NOUNS | names.MALE_NOUNS | names.FEMALE_NOUNS | names.TITLES),
    ("d", names.DOCUMENT_NOUNS),
    ("o", names.ORGANISATION_NOUNS),
    ("t", names.TIME_NOUNS),
)


def _about(
    passage: Passage,
    outline: Outline,
    hit: CueHit,
    direct: Sequence[bool],
    first: int,
    end: int,
) -> list[str]:
    """What tells whether a cue reports at all, wherever its words are."""
    kind = hit.kind.value
    after = path(outline.signs[hit.high : min(end, hit.high + 10)])
    before = approach(outline.signs[max(first, hit.group - 8) : hit.group])
    tag = passage.tags[hit.low]
    group = outline.plain[hit.group : hit.low]
    subject = subject_class(passage, hit.subject)
    ahead = outline.plain[hit.high : min(end, hit.high + 40)].find('"')
    marks = (
        bucket(ahead, (-1, 0, 1, 3, 6, 12, 20))
        if not any(direct[hit.high : min(end, hit.high + 3)])
        else "d"
    )
    beside = ("D" if hit.low and direct[_before(hit)] else "") + _direct_after(direct, hit, end)
    verb = verb_of(passage, hit)
    return [
        "b",
        "v" + verb,
        "vt" + verb + tag,
        "va" + verb + after[:1],
        "vb" + verb + beside,
        "vs" + verb + subject[:1],
        "vp" + verb + predicate(outline.plain[hit.high : min(end, hit.high + 40)]),
        "vr" + verb + hit.relation,
        "vg" + verb + group,
        "vm" + verb + marks,
        "ps" + str(int(first == 0)) + kind,
        "len" + bucket(end - hit.high, (2, 4, 7, 11, 16, 24)) + kind,
        "sub" + before_clause(outline, hit, first) + kind,
        "k" + kind,
        "kt" + kind + tag,
        "ks" + kind + subject,
        "kr" + kind + hit.relation,
        "ka" + kind + after[:1],
        "kaa" + kind + after[:2],
        "a3" + after[:3],
        "a4" + after[:4],
        "kb" + kind + before[-1:],
        "kbb" + kind + before[-2:],
        "b3" + before[-3:],
        "tr" + tag + hit.relation,
        "sr" + subject + hit.relation,
        "g" + group + tag,
        "d" + beside,
        "as" + kind + tag + str(int(_as_marked(passage, hit.high, end))),
        "m" + marks,
        "mk" + marks + kind,
        "mt" + marks + tag + after[:1],
        "kd" + kind + beside,
        "neg"
        + str(
            int(
                "not" in passage.lowers[hit.group : hit.low]
                or "n't" in passage.lowers[hit.group : hit.low]
            )
        ),
        "that" + kind + str(int("t" in outline.plain[hit.high : min(end, hit.high + 8)])),
        "clause" + kind + str(int(opens_clause(outline.plain[hit.high : min(end, hit.high + 14)]))),
        "ab" + before[-1:] + kind + after[:1],
        "tab" + before[-1:] + tag + after[:1],
        "fin" + kind + predicate(outline.plain[hit.high : min(end, hit.high + 40)]) + beside,
        "finr" + hit.relation + predicate(outline.plain[hit.high : min(end, hit.high + 40)]),
    ]


def before_clause(outline: Outline, hit: CueHit, first: int) -> str:
    """The last conjunction, question word or mark before a cue's subject, `^` at the start."""
    low = hit.group
    if hit.subject is not None and hit.relation in ("before", "apart", "shared"):
        low = min(low, hit.subject.low)
    for at in range(low - 1, max(first, low - 12) - 1, -1):
        if outline.plain[at] in 'SwtcT,;:-("':
            return outline.plain[at]
    return "^"


def verb_of(passage: Passage, hit: CueHit) -> str:
    """The verb of our list that a cue is a form of; empty for other cues."""
    entry = VERBS.get(passage.lowers[hit.low])
    return entry[0] if entry else ""


def _as_marked(passage: Passage, low: int, end: int) -> bool:
    """Whether `as` stands right before a mark, as in `dismissed it as “irrelevant”`."""
    for at in range(low, min(end, low + 25) - 1):
        if passage.lowers[at] == "as" and passage.inside[at] < 0 <= passage.inside[at + 1]:
            return True
    return False


def _before(hit: CueHit) -> int:
    low = min(hit.group, hit.subject.low if hit.subject and hit.relation == "before" else hit.group)
    return max(0, low - 1)


def _direct_after(direct: Sequence[bool], hit: CueHit, end: int) -> str:
    if hit.high < end and direct[hit.high]:
        return "1"
    return "2" if any(direct[hit.high : min(len(direct), hit.high + 8)]) else ""


def _forward(outline: Outline, hit: CueHit, direct: Sequence[bool], end: int) -> list[int]:
    """Tokens after a cue where a phrase begins."""
    signs = outline.plain
    found = []
    for at in range(hit.high, min(end, hit.high + FAR)):
        if direct[at]:
            break
        if hit.kind is Cue.SOURCE and signs[at] == "w" and signs[at - 1] == ",":
            continue
        if signs[at] in ",.;:)-?" or (at == hit.high and _is_addressed(signs, hit, end)):
            continue
        if (
            at > hit.high
            and signs[at] in "jnNs"
            and signs[at - 1] in "djnNs"
            and at not in outline.phrases
        ):
            continue
        found.append(at)
        if signs[at] == "t" and signs[at - 1] != "N":
            return found
    if not direct[min(hit.high + FAR, end) - 1]:
        found.extend(_behind_comma(signs, hit, direct, end))
    return found


def _behind_comma(signs: str, hit: CueHit, direct: Sequence[bool], end: int) -> list[int]:
    """The first `that` behind a comma farther on; after a source, what stands behind a comma."""
    found = []
    for at in range(hit.high + FAR, min(end, hit.high + _FARTHER)):
        if direct[at] or signs[at] == ";":
            break
        if signs[at - 1] == "," and (signs[at] == "t" or hit.kind is Cue.SOURCE):
            found.append(at)
            if signs[at] == "t":
                break
    return found


def _is_addressed(signs: str, hit: CueHit, end: int) -> bool:
    """Whether the one spoken to follows the cue, and then a clause: `told the council it would`."""
    return hit.kind is Cue.TELL and predicate(signs[hit.high : min(end, hit.high + 20)]) == "two"


def _forward_features(
    passage: Passage, outline: Outline, hit: CueHit, at: int, end: int
) -> list[str]:
    kind = hit.kind.value
    way = path(outline.plain[hit.high : at])
    first = outline.plain[at]
    clause = str(int(opens_clause(outline.plain[at : min(end, at + 14)])))
    distance = bucket(at - hit.high, _DISTANCES)
    ahead = path(outline.signs[at : min(end, at + 8)])[:3]
    subject = subject_class(passage, hit.subject)
    tag = passage.tags[hit.low]
    that = str(int("t" in outline.plain[at + 1 : min(end, at + 6)]))
    verb = verb_of(passage, hit)
    return [
        "Fb",
        "Fv" + verb + first,
        "Fvc" + verb + clause + distance[:1],
        "Fvw" + verb + way[:2],
        "Fd" + distance,
        "Fw" + way,
        "Fwk" + way + kind,
        "Fwc" + way + clause,
        "Ff" + first + distance,
        "Ffk" + first + kind,
        "Ffkw" + first + kind + way[:2],
        "Fc" + clause + kind,
        "Fcd" + clause + distance,
        "Fcf" + clause + first + way[-1:],
        "Fp" + way[-1:] + first,
        "Fa" + ahead,
        "Fak" + ahead + kind,
        "Ft" + that + way[-2:],
        "Ftr" + _that_clause(outline.plain, at) + kind + way[:1],
        "Fkt" + kind + tag + first,
        "Fs" + subject + kind,
        "Fr" + hit.relation + kind + clause,
        "Fcase" + str(int(passage.words[at][0].isupper())) + way[-1:],
        "Fdir" + _word_class(passage, at) + kind,
        "Fdc" + _word_class(passage, at) + clause,
        "Fwck" + way + kind + clause,
        "Fadr" + kind + predicate(outline.plain[at : min(end, at + 20)]) + way[:2],
    ]


def _that_clause(signs: str, at: int) -> str:
    """What stands before *that* and right after it: `the meeting that was` tells of a meeting."""
    if signs[at] != "t":
        return "-"
    before = signs[at - 1] if signs[at - 1] in "nNsDjp," else "-"
    return before + str(int(signs[at + 1 : at + 2] in ("f", "M", "r")))


_ADDRESSED = frozenset(
    ["reporters", "supporters", "voters", "lawmakers", "journalists", "investigators", "police"]
)


def _word_class(passage: Passage, at: int) -> str:
    lower = passage.lowers[at]
    if lower in ("he", "she", "they", "it", "there", "we", "i"):
        return "subj"
    if lower in (
        "in",
        "on",
        "at",
        "during",
        "after",
        "by",
        "for",
        "about",
        "of",
        "to",
        "if",
        "how",
        "what",
        "why",
        "whether",
        "as",
        "with",
        "from",
    ):
        return lower
    if lower in names.TIMES or lower in names.TIME_NOUNS or lower in ("last", "this"):
        return "time"
    return "addr" if lower in _ADDRESSED else "-"


def led_by(passage: Passage, outline: Outline, hit: CueHit, first: int) -> int | None:
    """The pronoun of a relative clause around the cue: `which the ministry said was empty`."""
    low = hit.group
    if hit.subject is not None and hit.relation == "before" and hit.subject.low < low:
        low = hit.subject.low
    at = low - 1
    if at < first or outline.plain[at] not in "wt":
        return None
    if hit.kind is Cue.NAME and (outline.plain[at] != "w" or hit.relation != "before"):
        return None
    behind = outline.plain[hit.high : hit.high + 1]
    if hit.kind is Cue.NAME:
        # "which Holm calls “the pencil”", "whom he described as a fool", not "whom he hailed when".
        is_named = behind in ('"', "d", "j", "n", "N")
        return at if is_named or passage.lowers[hit.high : hit.high + 1] == ("as",) else None
    return at if behind not in ("", ",", ".", '"', "-", ":", "t") else None


def _relative_features(outline: Outline, hit: CueHit, at: int, end: int) -> list[str]:
    kind = hit.kind.value
    after = path(outline.signs[hit.high : min(end, hit.high + 8)])
    before = approach(outline.signs[max(0, at - 6) : at])[-2:]
    own = outline.plain[at]
    return [
        "Rb",
        "Rk" + kind,
        "Ra" + after[:1],
        "Rak" + after[:1] + kind,
        "Raa" + after[:2],
        "Rao" + after[:1] + own,
        "Ra3" + after[:3],
        "Rp" + before[-1:] + own,
        "Rpp" + before + own,
        "Rs" + str(int(hit.subject is not None and hit.subject.low == at + 1)) + after[:1],
        "Rr" + hit.relation,
    ]
