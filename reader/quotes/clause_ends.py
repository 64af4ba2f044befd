"""Where the words end that a cue reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.quotes.backward import LENGTHS, LONGEST
from reader.quotes.clauses import before_clause, led_by, verb_of
from reader.quotes.cues import CueHit
from reader.quotes.passage import Passage
from reader.quotes.regions import bucket
from reader.quotes.syntax import Outline, opens_clause, path
from reader.quotes.verbs import Cue

CUE_SIGNS = frozenset("ABCEHULGRKOZQ")
"""The signs of reporting words in an outline."""


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

    Also `Those who say that it sank were angry`.

    Two finite verbs stand in a clause only where one of them is not its own.
    """
    plain, signs = outline.plain, outline.signs
    first, _ = passage.sentences[passage.sentence_of[hit.low]]
    if _is_inserted(passage, outline, hit, first):
        led = led_by(passage, outline, hit, first)
        is_free = led is not None and passage.lowers[led] == "what"
        closing = (_CLOSED_WHAT if is_free else _CLOSED).search(plain, at + 1, end)
        body = plain[at : closing.start()] if closing else ""
        # "who said that Holm, in the yard, would go": the verb behind that comma is Holm's.
        is_whole = hit.kind is Cue.NAME or not {"f", "M"}.isdisjoint(body)
        return closing.end() - 1 if closing and is_whole and ",w" not in body else end
    if not _hangs_on_noun(passage, plain, hit):
        return end
    verb = next((one for one in range(at, end) if plain[one] in "fM"), end)
    for later in range(verb + 1, end):
        if plain[later] in "fM":
            takes_clause = signs[verb] in CUE_SIGNS and plain[verb + 1] != "T"
            return end if takes_clause or later == verb + 1 else later
        if plain[later] in _LINKS or signs[later] in CUE_SIGNS:
            break
    return end


_CLOSED = re.compile(r"""(?:,|",|,")r?[fM]""")
"""A comma that closes an insertion, and the verb behind it."""
_CLOSED_WHAT = re.compile(r"""(?:,|",|,"|")r?[fM]""")
"""The same, or a mark alone, behind `what Holm called “a tax”`."""


def _is_inserted(passage: Passage, outline: Outline, hit: CueHit, first: int) -> bool:
    """Whether a cue stands in what is put between commas; the sentence goes on behind it.

    `The plan, which critics called a “disaster,” failed`, `Holm, who said it was late, left`,
    `The yard, once described as “a bus with wings,” has closed`.
    """
    plain, who = outline.plain, hit.subject
    if hit.kind is Cue.NAME and led_by(passage, outline, hit, first) is not None:
        return True
    if plain[hit.low] == "e" and hit.group > first:
        leads = plain[hit.group - 1] == "," or plain[hit.group - 2 : hit.group] == ",S"
        return leads and hit.relation != "before"
    return (
        who is not None
        and hit.relation == "before"
        and who.low > first
        and passage.lowers[who.low] in ("who", "which")
        and plain[who.low - 1] == ","
    )


def _hangs_on_noun(passage: Passage, plain: str, hit: CueHit) -> bool:
    """Whether a cue's words are part of a subject whose verb is still to come."""
    first, _ = passage.sentences[passage.sentence_of[hit.low]]
    if hit.kind is Cue.NOUN:
        return {"f", "M"}.isdisjoint(plain[first : hit.low])
    who = hit.subject
    if who is None or hit.relation != "before" or passage.lowers[who.low] not in _RELATIVES:
        return False
    return who.low - first > 0 and {"f", "M", "S"}.isdisjoint(plain[first : who.low])


_RELATIVES = frozenset(["who", "which", "that"])


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
    from_cue = "0" if at == hit.high else outline.plain[at - 1]
    if last:
        return [
            "Lb",
            "Lf" + finite,
            "Ll" + length,
            "Lk" + kind,
            "Ls" + outline.plain[at],
            "Lv" + verb,
            "Llead" + lead,
            "Lat" + from_cue,
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
        "at" + from_cue + rest[:1],
        "dash" + _second_dash(outline.plain, stop, end) + finite,
        "next" + _next_cue(passage, outline, hit, stop, end) + rest[:1],
        "nextw" + _next_cue(passage, outline, hit, stop, end) + word + follower,
        "mark" + str(int(before == '"')) + rest[:2],
        "markk" + str(int(before == '"')) + rest[:1] + kind + finite,
        "k" + kind + rest[:2],
        "q" + str(int('"' in body)) + rest[:2],
        "cue"
        + str(int(any(sign in CUE_SIGNS for sign in outline.signs[stop : stop + 6])))
        + rest[:1],
        "oc" + str(int(opens_clause(outline.plain[stop + 1 : stop + 15]))) + rest[:1] + word,
    ]


def _second_dash(signs: str, stop: int, end: int) -> str:
    """What stands behind the second of two dashes: `that gifts -- even of land -- would not do`."""
    if signs[stop] != "-":
        return ""
    second = signs.find("-", stop + 1, end)
    if second < 0:
        return "1"
    return "v" if signs[second + 1 : second + 2] in ("f", "M", "r") else "2"


def _next_cue(passage: Passage, outline: Outline, hit: CueHit, stop: int, end: int) -> str:
    """Whether another cue follows a conjunction at once, in the cue's form, and with what.

    `said it was late and asked whether`, `saying it was late and calling it`.
    """
    at = stop
    while at < end and outline.plain[at] in ",c":
        at += 1
    subject = ""
    if at < end and outline.plain[at] == "p":
        at, subject = at + 1, "p"
    elif at > stop:
        noun = _SUBJECT.match(outline.plain, at, min(end, at + 12))
        if noun is not None:
            at, subject = noun.end(), "n"
    while at < end and outline.plain[at] == "r":
        at += 1
    if at >= end or at == stop or outline.signs[at] not in CUE_SIGNS:
        return "-"
    same = str(int(passage.tags[at] == passage.tags[hit.low]))
    return subject + same + outline.signs[at] + outline.plain[at + 1 : at + 2]


_SUBJECT = re.compile("[djnNs]*[nN](?:i[djnNs]*[nN])?")
"""Who does what, with what they are of: `one in four voters`."""


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


_PAIRS = frozenset(
    [("in", "which"), ("of", "which"), ("for", "which"), ("of", "whom"), ("such", "as"),
     ("according", "to"), ("as", "well")]
)  # fmt: skip
"""Words with which he does together only."""
_SECONDS = _ASIDES | {"as", "if", "that", "whom", "though"}


def _aside(passage: Passage, outline: Outline, stop: int, end: int) -> str:
    """The word with which what follows a comma or dash at `stop` begins, if it is a telling one."""
    at = stop + 1 if outline.plain[stop] in ",-" else stop
    if at >= end:
        return "-"
    word = passage.lowers[at]
    second = passage.lowers[at + 1] if at + 1 < end else ""
    if word not in _ASIDES and (word, second) not in _PAIRS:
        return "-"
    mark = outline.plain[stop] if at > stop else ""
    return mark + word + (second if second in _SECONDS else "")


def _leads_main_clause(passage: Passage, outline: Outline, hit: CueHit, stop: int, end: int) -> str:
    """Whether a cue opens its sentence, and the main clause follows: `Asked if it hurt, Holm said`.

    Also `As Holm says it is late, Mull has left`.
    """
    first, _ = passage.sentences[passage.sentence_of[hit.low]]
    as_it_said = outline.plain[first] == "S" and {"f", "M"}.isdisjoint(
        outline.plain[first : hit.low]
    )
    if not as_it_said and (hit.group - first > 1 or outline.plain[hit.low] not in "ge"):
        return "-"
    if outline.plain[stop] != "," or stop + 1 not in outline.phrases:
        return "0"
    return str(int(opens_clause(outline.plain[stop + 1 : min(end, stop + 20)]))) + "1"
