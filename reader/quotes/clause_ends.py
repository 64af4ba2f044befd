"""Where the words end that a cue reports, and where they go on after it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.quotes.clauses import FAR, LENGTHS, LONGEST, before_clause, verb_of
from reader.quotes.cues import CueHit
from reader.quotes.passage import Passage
from reader.quotes.regions import bucket
from reader.quotes.syntax import Outline, opens_clause, path
from reader.quotes.verbs import Cue


def ends(
    passage: Passage, outline: Outline, hit: CueHit, at: int, direct: Sequence[bool]
) -> list[tuple[int, list[str]]]:
    """Where words that begin at token `at`, after the cue, may end, with features.

    Each place is one past the last token; the first is the end of the sentence.
    """
    _, end = passage.sentences[passage.sentence_of[hit.low]]
    end = min(end, at + LONGEST)
    signs = outline.plain
    for stop in range(at, end):
        if direct[stop] and stop > at:
            end = stop
            break
    end = _predicate(passage, outline, hit, at, end)
    last = end
    if end < len(passage) and direct[end]:
        last = _before_cue(outline, at, end)
    while last > at + 1 and signs[last - 1] in _closing(signs, at, last):
        last -= 1
    found = [(last, _end_features(passage, outline, hit, at, last, end, True))]
    tried = 0
    for stop in range(at + 2, last):
        if _may_stop(signs, stop) and passage.inside[stop] in (-1, passage.inside[at]):
            tried += 1
            if tried > 12:
                break
            found.append((stop, _end_features(passage, outline, hit, at, stop, end, False)))
    return found


def _before_cue(outline: Outline, at: int, end: int) -> int:
    """Where words end before what introduces a direct quote: `brace for it, saying, “They`."""
    last = end
    while last > at + 1 and outline.plain[last - 1] in ",:":
        last -= 1
    is_cue = outline.signs[last - 1] in CUE_SIGNS and outline.plain[last - 1] == "g"
    return last - 1 if is_cue and last > at + 3 and outline.plain[last - 2] == "," else end


def _closing(signs: str, at: int, last: int) -> str:
    """The signs that are no part of words that begin at `at`, where they stand at their end."""
    return ".,;:-" if "(" in signs[at:last] else ".,;:-)"


def _may_stop(signs: str, stop: int) -> bool:
    sign = signs[stop]
    if sign in ",;:-()":
        return True
    if sign == "." or signs[stop - 1] in ",;:-(":
        return False
    if _after_comma_in_marks(signs, stop):
        return True
    return sign in "cSDw" or (sign == "i" and signs[stop - 1] not in "f")


_LINKS = frozenset('cwtS,;:-()"')


def _predicate(passage: Passage, outline: Outline, hit: CueHit, at: int, end: int) -> int:
    """The verb whose subject is the noun before: `her claim that it sank angered …`; else `end`.

    Two finite verbs stand in a clause only where one of them is not its own.
    """
    first, _ = passage.sentences[passage.sentence_of[hit.low]]
    plain, signs = outline.plain, outline.signs
    if hit.kind is not Cue.NOUN or not {"f", "M"}.isdisjoint(plain[first : hit.low]):
        return end
    verb = next((one for one in range(at, end) if plain[one] in "fM"), end)
    for later in range(verb + 1, end):
        if plain[later] in "fM":
            takes_clause = signs[verb] in CUE_SIGNS and plain[verb + 1] != "T"
            return end if takes_clause or later == verb + 1 else later
        if plain[later] in _LINKS or signs[later] in CUE_SIGNS:
            break
    return end


def _after_comma_in_marks(signs: str, stop: int) -> bool:
    """Whether a comma stands before the closing mark before `stop`: `the “harbour,” adding`."""
    return signs[max(0, stop - 2) : stop] == ',"' and signs[stop : stop + 1] not in ',;:-"'


_OCCASIONS = frozenset(
    ["interview", "interviews", "statement", "speech", "rally", "email", "conference", "briefing",
     "appearance", "debate", "tweet", "call", "letter", "memo", "hearing", "testimony", "meeting",
     "post", "event", "remarks", "article", "editorial", "forum", "stop", "show", "program",
     "twitter", "facebook", "radio", "television", "tv"]
)  # fmt: skip


def _occasion(passage: Passage, outline: Outline, stop: int, end: int) -> str:
    """Whether a phrase that tells when or where it was said begins at `stop`."""
    at = stop + 1 if outline.plain[stop] == "," else stop
    if at >= end:
        return "-"
    if outline.plain[at] != "i":
        return "D" if outline.plain[at] == "D" or passage.lowers[at] in _DAYS else "-"
    for later in range(at + 1, min(end, at + 7)):
        sign = outline.plain[later]
        if sign == "D":
            return passage.lowers[at] + "D"
        if passage.lowers[later] in _OCCASIONS:
            return passage.lowers[at] + "O"
        if sign not in "djnNs":
            break
    return "i"


_DAYS = frozenset(["yesterday", "today", "tonight", "last", "earlier", "this"])


def _parallel(passage: Passage, hit: CueHit, at: int, stop: int, end: int) -> str:
    """What verb goes on after a conjunction: one in the form of the cue, or of the words' verb."""
    verb = -1
    for later in range(stop, min(end, stop + 5)):
        tag = passage.tags[later]
        if tag[0] == "V" or tag == "MD":
            verb = later
            break
        if tag not in ("CC", "RB", ",", "''"):
            return "s"
    if verb < 0:
        return "-"
    tag = passage.tags[verb]
    own = [passage.tags[one] for one in range(at, stop) if passage.tags[one][0] in "VM"]
    last = own[-1] if own else "-"
    return str(int(tag == passage.tags[hit.low])) + str(int(tag in own)) + str(int(tag == last))


def _end_features(
    passage: Passage, outline: Outline, hit: CueHit, at: int, stop: int, end: int, last: bool
) -> list[str]:
    kind = hit.kind.value
    rest = path(outline.signs[stop : min(end, stop + 12)])
    if _after_comma_in_marks(outline.plain, stop):
        rest = "," + rest
    occasion = _occasion(passage, outline, stop, end) if stop < end else "-"
    parallel = _parallel(passage, hit, at, stop, end) if "c" in rest[:2] else ""
    tag = passage.tags[hit.low]
    body = outline.plain[at:stop]
    finite = str(int("f" in body or "M" in body))
    length = bucket(stop - at, LENGTHS)
    left = bucket(end - stop, (1, 3, 6, 12, 20))
    before = outline.plain[stop - 1]
    word = passage.lowers[stop] if stop < end and outline.plain[stop] in "cS" else ""
    follower = (
        passage.lowers[stop + 1]
        if stop + 1 < end and outline.plain[stop] == "," and outline.plain[stop + 1] in "cSw"
        else ""
    )
    verb = verb_of(passage, hit)
    lead = _lead(body)
    if last:
        return [
            "Lb",
            "Lf" + finite,
            "Ll" + length,
            "Lk" + kind,
            "Ls" + outline.plain[at],
            "Lv" + verb,
            "Llead" + lead,
        ]
    goes_on = _goes_on(outline.plain[stop : min(end, stop + 24)])
    clauses = str(min(3, body.count("f") + body.count("M")))
    within = _subordinated(passage, outline, hit)
    return [
        "b",
        "v" + verb + rest[:1],
        "vf" + verb + finite,
        "ld" + lead + rest[:1],
        "ldg" + lead + goes_on,
        "g" + goes_on + finite,
        "gc" + goes_on + clauses,
        "in" + within + rest[:1],
        "ing" + within + goes_on,
        "ingf" + within + goes_on + finite,
        "r1" + rest[:1],
        "r2" + rest[:2],
        "r3" + rest[:3],
        "r4" + rest[:4],
        "r5" + rest[:5],
        "f" + finite + rest[:1],
        "fr" + finite + rest[:2],
        "l" + length,
        "lr" + length + rest[:1],
        "e" + left + rest[:1],
        "p" + before + rest[:1],
        "w" + word,
        "w2" + follower,
        "wf" + word + follower + finite,
        "wp" + _aside(passage, outline, stop, end) + finite,
        "main" + _leads_main_clause(passage, outline, hit, stop, end) + rest[:1],
        "oc1" + occasion,
        "oc2" + occasion + str(int(before == '"')),
        "oc3" + occasion + finite + length,
        "par" + parallel,
        "park" + parallel + tag + rest[:1],
        "parw" + parallel + word + follower,
        "mark" + str(int(before == '"')) + rest[:2],
        "k" + kind + rest[:2],
        "q" + str(int('"' in body)) + rest[:2],
        "cue"
        + str(int(any(sign in CUE_SIGNS for sign in outline.signs[stop : stop + 6])))
        + rest[:1],
        "oc" + str(int(opens_clause(outline.plain[stop + 1 : stop + 15]))) + rest[:1] + word,
    ]


def _lead(body: str) -> str:
    """Whether words open with a clause or phrase before their subject, and how far it reaches.

    `that if it rains` has its main clause still to come, `that if it rains, it pours` has it.
    """
    start = 1 if body[:1] in "tc" else 0
    start += body[start : start + 1] == ","
    if body[start : start + 1] not in ("S", "i", "w", "g", "r"):
        return "-"
    comma = body.find(",", start)
    if comma < 0:
        return body[start] + "0"
    later = body[comma + 1 :]
    return body[start] + ("2" if "f" in later or "M" in later else "1")


def _goes_on(rest: str) -> str:
    """How the sentence goes on: with a clause, a verb, an -ing form, a question word or else."""
    at = 0
    lead = ""
    while at < len(rest) and rest[at] in ',-;:)"':
        lead = rest[at]
        at += 1
    if at < len(rest) and rest[at] in "cS":
        lead += rest[at]
        at += 1
    rest = rest[at:]
    if opens_clause(rest[:14]):
        return lead + "C"
    if rest[:1] in ("f", "M") or rest[:2] in ("rf", "rM"):
        return lead + "F"
    return lead + rest[:1]


def _subordinated(passage: Passage, outline: Outline, hit: CueHit) -> str:
    """The word that makes a cue's own clause hang on another: `although`, `who`; `^` for none."""
    first, _ = passage.sentences[passage.sentence_of[hit.low]]
    sign = before_clause(outline, hit, first)
    if hit.subject is not None and passage.lowers[hit.subject.low] in ("who", "which", "that"):
        return "w"
    return sign


_ASIDES = frozenset(
    ["despite", "after", "before", "with", "including", "based", "compared", "by", "during",
     "without", "even", "though", "although", "while", "when", "where", "which", "who", "because",
     "making", "instead", "rather", "except", "given", "amid", "following"]
)  # fmt: skip
"""Words with which the writer often goes on after somebody's words."""


def _aside(passage: Passage, outline: Outline, stop: int, end: int) -> str:
    """The word with which what follows a comma or dash at `stop` begins, if it is a telling one."""
    at = stop + 1 if outline.plain[stop] in ",-" else stop
    if at >= end or passage.lowers[at] not in _ASIDES:
        return "-"
    mark = outline.plain[stop] if at > stop else ""
    second = passage.lowers[at + 1] if at + 1 < end else ""
    return mark + passage.lowers[at] + (second if second in _ASIDES else "")


def _leads_main_clause(passage: Passage, outline: Outline, hit: CueHit, stop: int, end: int) -> str:
    """Whether a cue opens its sentence, and its subject follows: `Asked if it hurt, Holm said`."""
    first, _ = passage.sentences[passage.sentence_of[hit.low]]
    if hit.group - first > 1 or outline.plain[hit.low] not in "ge":
        return "-"
    if outline.plain[stop] != "," or stop + 1 not in outline.phrases:
        return "0"
    return str(int(opens_clause(outline.plain[stop + 1 : min(end, stop + 20)]))) + "1"


CUE_SIGNS = frozenset("ABCEHULGRKOZQ")


def continuations(
    passage: Passage, outline: Outline, hit: CueHit, direct: Sequence[bool], first_piece: str
) -> list[tuple[int, int, list[str]]]:
    """Where words that began before the cue go on after it, as first token, end and features.

    The first candidate, with both numbers -1, is that they do not.

    Args:
        passage: The cue's paragraph.
        outline: The paragraph's signs.
        hit: The cue.
        direct: For each token, whether it stands in a direct quote.
        first_piece: The signs of the words before the cue.
    """
    piece = _piece_sign(first_piece)
    first, end = passage.sentences[passage.sentence_of[hit.low]]
    signs = outline.plain
    kind = hit.kind.value
    after = path(outline.signs[hit.high : min(end, hit.high + 8)])
    before = path(outline.signs[max(first, hit.group - 6) : hit.group])[-3:]
    found: list[tuple[int, int, list[str]]] = [
        (
            -1,
            -1,
            [
                "0b",
                "0a" + after[:1],
                "0aa" + after[:2],
                "0a3" + after[:3],
                "0k" + kind,
                "0r" + hit.relation,
                "0p" + piece,
                "0pa" + piece + after[:1],
            ],
        )
    ]
    last = end
    while last > hit.high and signs[last - 1] in ".,;:-":
        last -= 1
    for at in range(hit.high, min(last, hit.high + FAR)):
        if direct[at] or (at == hit.high + 1 and signs[at] == "g"):
            break
        # "…, Carney said, referring to …": a participle tells of the speaker, not of the words.
        if at == hit.high and piece != "w":
            continue
        if (at > hit.high and signs[at - 1] not in ",-") or signs[at] in ',."g':
            continue
        way = path(outline.plain[hit.high : at])
        ahead = path(outline.signs[at : min(end, at + 8)])[:2]
        found.append(
            (
                at,
                last,
                [
                    "b",
                    "w" + way,
                    "h" + ahead,
                    "wh" + way[:2] + ahead[:1],
                    "bf" + before,
                    "k" + kind,
                    "n" + bucket(last - at, LENGTHS),
                    "r" + hit.relation,
                    "p" + piece + str(int(at == hit.high)),
                    "ph" + piece + ahead[:1],
                ],
            )
        )
    return found


def _piece_sign(signs: str) -> str:
    """Whether a relative pronoun alone stood before the cue."""
    return "w" if len(signs) == 1 and signs in "wt" else "-"
