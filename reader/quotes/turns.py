"""Speech that stands without marks: turns of a transcript, lines of dialogue, block quotes.

A transcript names whoever speaks at the start of a paragraph (`LUND: We waited.`, `Q: Why?`), a
dialogue begins its lines with a dash (`— We waited, said Lund.`), and a block quote is introduced
by the paragraph before (`The statement read:`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.document import Role
from reader.language import tagger
from reader.quotes import names
from reader.quotes.cues import CueHit
from reader.quotes.detect import Found
from reader.quotes.mentions import Mention, Sort
from reader.quotes.model import Kind
from reader.quotes.passage import Passage
from reader.quotes.questions import asked_and_answered

LABEL, DASH, BLOCK = "label", "dash", "block-quote"
"""Names of the rules by which such speech is found."""

_MOST_LABEL = 8
"""Tokens a label may have."""
_MOST_BETWEEN = 6
"""Paragraphs without a label that one turn may have besides its first."""
_LEAST_SHARE = 0.3
"""Of the paragraphs of a transcript, those that must have a label."""
_ASKED = frozenset(["q", "q.", "question"])
_ANSWERED = frozenset(["a", "a.", "answer"])
_ROLES = (
    names.PERSON_NOUNS
    | names.MALE_NOUNS
    | names.FEMALE_NOUNS
    | frozenset(["interviewer", "host", "moderator", "narrator", "announcer", "operator", "court"])
)
_DRESSING = frozenset(['"', "'", "*", "_"])
_DASHES = frozenset(["—", "–", "―"])
_ENDS = frozenset([".", "?", "!", "…", "..."])
_VERBS = ("VB", "MD")

Rows = dict[int, list[Found]]
"""What was found in a passage, by its index."""


def unmarked(
    passages: Sequence[Passage],
    mentions: Sequence[Sequence[Mention]],
    hits: Sequence[Sequence[CueHit]],
) -> Rows:
    """Speech without marks, by index of its passage; one that is there holds nothing else."""
    found = _transcript(passages, mentions, hits) or _interview(passages, mentions, hits)
    found |= _block_quotes(passages, hits)
    found |= {
        index: row
        for index, row in _dialogue(passages, mentions, hits).items()
        if index not in found
    }
    return found


@dataclass(frozen=True, slots=True)
class _Label:
    """Who speaks, as the start of a paragraph says it."""

    low: int
    """Number of its first token."""
    high: int
    """One past its last, without what stands in brackets."""
    after: int
    """Number of the first token spoken."""
    key: str
    """What tells two speakers apart: the last word, in lower case."""

    @property
    def is_letter(self) -> bool:
        """Whether it is a question's or an answer's sign."""
        return self.key in _ASKED or self.key in _ANSWERED

    @property
    def is_single(self) -> bool:
        """Whether it is one word."""
        return self.high == self.low + 1


def _label(passage: Passage) -> _Label | None:
    words = passage.words
    low = 0
    while low < len(words) and words[low] in _DRESSING:
        low += 1
    if words[low : low + 1] and words[low] in ("Q.", "A."):
        return _made(passage, low, low + 1, low + 1)
    colon = next(
        (at for at in range(low, min(len(words), low + _MOST_LABEL)) if words[at] == ":"), 0
    )
    if colon <= low:
        return None
    high = colon
    if words[high - 1] == ")" and "(" in words[low:high]:
        high = words.index("(", low)
    elif "," in words[low + 1 : high] and _is_station(passage.words[low:high]):
        high = words.index(",", low)
    after = colon + 1
    while after < len(words) and words[after] in ("*", "_"):
        after += 1
    return _made(passage, low, high, after)


def _is_station(label: Sequence[str]) -> bool:
    """Whether what follows the comma of a label tells who that is: `ADA HOLM, BYLINE`."""
    last = label[-1].lower()
    return last in _ROLES or last in ("byline", "correspondent") or "".join(label).isupper()


def _made(passage: Passage, low: int, high: int, after: int) -> _Label | None:
    words = passage.words
    if high <= low or after >= len(words) or words[after] in ('"', "'"):
        return None
    if passage.starts[after] == passage.ends[after - 1]:
        return None
    if not all(_is_capital(word) for word in words[low:high]):
        return None
    return _Label(low, high, after, words[high - 1].lower())


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word.lower() in names.PARTICLES or word in ("&", "of", "the")


def _transcript(
    passages: Sequence[Passage],
    mentions: Sequence[Sequence[Mention]],
    hits: Sequence[Sequence[CueHit]],
) -> Rows:
    labels = {
        index: one for index, passage in enumerate(passages) if (one := _label(passage)) is not None
    }
    full = _by_initials(labels, passages, mentions)
    known = _surnames(passages, mentions) | {short.lower() for short in full}
    labels = {
        index: one
        for index, one in labels.items()
        if one.is_letter or (one.is_single and one.key in known) or _may_speak(passages[index], one)
    }
    labels = _believed(labels, passages, known)
    if not labels:
        return {}
    first = min(labels)
    answering = _interviewee(mentions[:first], passages)
    share = len(labels) / (max(labels) - first + 1)
    found: Rows = {}
    for index, one in labels.items():
        short = passages[index].words[one.low] if one.is_single else ""
        voice = full.get(short) or _voice(passages[index], index, one, mentions[index], answering)
        found[index] = [_turn(passages[index], index, one.after, voice)]
        for later in _going_on(index, labels, share, passages, hits):
            found[later] = [_turn(passages[later], later, 0, voice)]
    return found


def _by_initials(
    labels: dict[int, _Label],
    passages: Sequence[Passage],
    mentions: Sequence[Sequence[Mention]],
) -> dict[str, Mention]:
    """Whom labels such as `AH` mean: the first name with these initials, unless two have them."""
    wanted = {
        passages[index].words[one.low]
        for index, one in labels.items()
        if one.is_single and _INITIALS.fullmatch(passages[index].words[one.low])
    }
    bearers: dict[str, dict[str, Mention]] = {}
    for index, row in enumerate(mentions) if wanted else ():
        for mention in row:
            if mention.core is None:
                continue
            words = passages[index].words[slice(*mention.core)]
            initials = "".join(word[0] for word in words)
            if initials in wanted and len(words) > 1:
                bearers.setdefault(initials, {}).setdefault(" ".join(words).lower(), mention)
    return {
        short: next(iter(names.values())) for short, names in bearers.items() if len(names) == 1
    }


_INITIALS = re.compile("[A-Z]{2,3}")


def _interview(
    passages: Sequence[Passage],
    mentions: Sequence[Sequence[Mention]],
    hits: Sequence[Sequence[CueHit]],
) -> Rows:
    """Questions and answers without labels, where the introduction names who answers."""
    asking, answering = asked_and_answered(passages, hits)
    voice = _interviewee(mentions[: asking[0]], passages) if asking else None
    if voice is None:
        return {}
    found = {index: [_turn(passages[index], index, 0, None)] for index in asking}
    return found | {index: [_turn(passages[index], index, 0, voice)] for index in answering}


def _may_speak(passage: Passage, one: _Label) -> bool:
    """Whether a label names somebody, as `Note` and `Serves` do not."""
    if one.key in _ROLES:
        return True
    words = [word.capitalize() if word.isupper() else word for word in _core(passage, one)]
    if not words or words[-1].lower() in names.PLACES | names.TIMES:
        return False
    tags = tagger().tags([*words, "said"])[:-1]
    return all(
        tag in ("NNP", "NNPS") or word.lower() in names.PARTICLES
        for word, tag in zip(words, tags, strict=True)
    )


def _core(passage: Passage, one: _Label) -> list[str]:
    """The words of a label, titles left out."""
    words = passage.words[one.low : one.high]
    return [word for word in words if word.lower().rstrip(".") not in names.TITLES]


def _believed(
    labels: dict[int, _Label], passages: Sequence[Passage], known: frozenset[str]
) -> dict[int, _Label]:
    """The labels, if together they make a transcript; otherwise none."""
    letters = {index: one for index, one in labels.items() if one.is_letter}
    asked = {index: one for index, one in letters.items() if one.key in _ASKED}
    kinds = {one.key in _ASKED for one in letters.values()}
    named = {index: one for index, one in labels.items() if not one.is_letter}
    if len(kinds) < 2:
        letters = {}
    if not _is_transcript(named, passages, known):
        named = {}
    # "Transcript: The Morning Report" is none of its turns.
    often = Counter(one.key for one in named.values())
    named = {
        index: one
        for index, one in named.items()
        if often[one.key] > 1 or _is_spoken(passages[index], one)
    }
    if named:
        # Whoever asks at a press conference stands beside those who answer.
        letters |= asked
    return dict(sorted((letters | named).items()))


def _is_transcript(
    labels: dict[int, _Label], passages: Sequence[Passage], known: frozenset[str]
) -> bool:
    counts = Counter(one.key for one in labels.values())
    if len(counts) < 2:
        return False
    spoken = sum(_is_spoken(passages[index], one) for index, one in labels.items())
    if spoken < 0.75 * len(labels):
        return False
    if max(counts.values()) > 1 and len(labels) > 2:
        return True
    return all(
        one.key in _ROLES or one.key in known or _is_person(passages[index], one)
        for index, one in labels.items()
    )


def _is_spoken(passage: Passage, one: _Label) -> bool:
    """Whether what follows a label is a sentence, not a number or a list of names."""
    tags = passage.tags[one.after :]
    ended = passage.words[-1] in _ENDS or passage.words[-1] in ('"', "—", "--", "]")
    if not any(word[0].isalpha() for word in passage.words[one.after :]):
        return False
    return ended and (len(tags) < 5 or any(tag[:2] in _VERBS for tag in tags))


def _is_person(passage: Passage, one: _Label) -> bool:
    core = _core(passage, one)
    if len(core) < one.high - one.low:
        return True
    return names.first_name_gender(core[0].capitalize()) is not None


def _surnames(passages: Sequence[Passage], mentions: Sequence[Sequence[Mention]]) -> frozenset[str]:
    """The last words of names of two words or more, in lower case."""
    return frozenset(
        passages[index].lowers[one.core[1] - 1]
        for index, row in enumerate(mentions)
        for one in row
        if one.core is not None and one.core[1] - one.core[0] > 1
    )


def _voice(
    passage: Passage, index: int, one: _Label, row: Sequence[Mention], answering: Mention | None
) -> Mention | None:
    """What names the speaker of a turn; None for whoever asks without a name."""
    if one.is_letter:
        return answering if one.key in _ANSWERED else None
    for mention in row:
        if mention.low < one.high and one.low < mention.high and mention.sort is Sort.NAME:
            return mention
    start, end = passage.starts[one.low], passage.ends[one.high - 1]
    return Mention(index, one.low, one.high, one.high - 1, Sort.NOMINAL, None, start, end)


def _interviewee(rows: Sequence[Sequence[Mention]], passages: Sequence[Passage]) -> Mention | None:
    """The person an introduction names most often, by the first full name; None for nobody."""
    counts: Counter[str] = Counter()
    full: dict[str, Mention] = {}
    for index, row in enumerate(rows):
        lowers = passages[index].lowers
        for one in row:
            if one.core is None or lowers[one.core[1] - 1] in names.ORGANISATION_WORDS:
                continue
            key = lowers[one.core[1] - 1]
            counts[key] += 1
            if one.core[1] - one.core[0] > 1:
                full.setdefault(key, one)
    return full[max(full, key=lambda key: counts[key])] if full else None


def _going_on(
    index: int,
    labels: dict[int, _Label],
    share: float,
    passages: Sequence[Passage],
    hits: Sequence[Sequence[CueHit]],
) -> range:
    """The passages after a labelled one that belong to its turn.

    Args:
        index: The labelled passage.
        labels: All labels, in order.
        share: Of the passages from the first label to the last, those that have one.
        passages: All of them.
        hits: The reporting words of each.
    """
    near = range(index + 1, index + _MOST_BETWEEN + 2)
    following = next((other for other in near if other in labels), 0)
    between = range(index + 1, following)
    if not following or share < _LEAST_SHARE or labels[index].low:
        return range(0)
    if any(_narrates(passages[at], hits[at]) for at in between):
        return range(0)
    return between


def _narrates(passage: Passage, hits: Sequence[CueHit]) -> bool:
    """Whether a passage is no part of a turn: it reports, or stands in brackets, or is no prose."""
    if passage.role is not Role.PROSE or not len(passage) or passage.words[0] in "([":
        return True
    return bool(passage.marked) and any(passage.inside[hit.low] < 0 for hit in hits)


def _turn(passage: Passage, index: int, low: int, voice: Mention | None) -> Found:
    high = len(passage)
    if passage.marked and passage.inside[low] == 0 and low:
        high = max(low + 1, passage.tokens_in(passage.marked[0])[1])
    return _found(index, ((low, high),), voice, LABEL)


def _found(
    index: int, pieces: tuple[tuple[int, int], ...], voice: Mention | None, form: str
) -> Found:
    return Found(index, pieces, Kind.DIRECT, None, 0.9, form, voice)


def _block_quotes(passages: Sequence[Passage], hits: Sequence[Sequence[CueHit]]) -> Rows:
    """Block quotes without marks of their own that the paragraph before introduces."""
    found: Rows = {}
    told: CueHit | None = None
    for index, passage in enumerate(passages):
        if passage.role is not Role.BLOCK_QUOTE:
            told = _introducing(passage, hits[index])
        elif told is not None and len(passage) and not passage.marked:
            found[index] = [_found(index, ((0, len(passage)),), told.subject, BLOCK)]
    return found


def _introducing(passage: Passage, hits: Sequence[CueHit]) -> CueHit | None:
    """The last reporting word of a passage that ends with a colon."""
    if not len(passage) or passage.words[-1] != ":":
        return None
    first, _ = passage.sentences[-1]
    return next(
        (hit for hit in reversed(hits) if hit.low >= first and passage.inside[hit.low] < 0), None
    )


def _dialogue(
    passages: Sequence[Passage],
    mentions: Sequence[Sequence[Mention]],
    hits: Sequence[Sequence[CueHit]],
) -> Rows:
    """Lines of dialogue: two or more that begin with a dash, one at least with a cue."""
    lines = [index for index, passage in enumerate(passages) if _is_line(passage)]
    if len(lines) < 2:
        return {}
    told = {index: _told(passages[index], hits[index]) for index in lines}
    if not any(hit is not None for _, hit in told.values()):
        return {}
    found: Rows = {}
    voices: dict[int, Mention | None] = {}
    for index in lines:
        pieces, hit = told[index]
        voices[index] = _teller(hit, mentions[index]) if hit else _in_turn(index, voices)
        if pieces:
            found[index] = [_found(index, pieces, voices[index], DASH)]
    return found


def _teller(hit: CueHit, row: Sequence[Mention]) -> Mention | None:
    """Who says it: the cue's subject, or what stands right behind the cue."""
    return hit.subject or next((one for one in row if one.low == hit.high), None)


def _is_line(passage: Passage) -> bool:
    return (
        passage.role.may_hold_quotes
        and len(passage) > 2
        and passage.words[0] in _DASHES
        and (passage.words[1][0].isupper() or passage.words[1] in ("¿", "¡", "...", "…"))
        and passage.words[-1] in _ENDS
    )


def _in_turn(index: int, voices: dict[int, Mention | None]) -> Mention | None:
    """Who speaks next where two speak in turn and the lines before follow on each other."""
    return voices.get(index - 2) if voices.get(index - 1) is not None else None


def _told(
    passage: Passage, hits: Sequence[CueHit]
) -> tuple[tuple[tuple[int, int], ...], CueHit | None]:
    """What is said in a line of dialogue, in pieces, and the cue that reports it."""
    for hit in hits:
        start = hit.group
        if hit.subject is not None and hit.subject.low < start:
            start = hit.subject.low
        before = passage.words[start - 1] if start > 1 else ""
        if before in _DASHES or before in _ENDS or before == ",":
            if passage.words[start][0].isupper() and before == ".":
                continue
            return _pieces(passage, start, hit), hit
    return ((1, len(passage)),), None


def _pieces(passage: Passage, start: int, hit: CueHit) -> tuple[tuple[int, int], ...]:
    """What stands before the words that report and, after a further dash, behind them.

    Without a dash, what follows is said if it is in no tense that tells a story: `— You’d better
    go, said Holm. I am late.`, and not `— Go, said Holm. He looked at the clock.`
    """
    low = start - 1 if passage.words[start - 1] in _DASHES else start
    first = [(1, low)] if low > 1 else []
    for at in range(hit.high, len(passage) - 1):
        if passage.words[at] in _DASHES:
            return (*first, (at + 1, len(passage)))
    rest = _past_teller(passage, hit)
    if rest < len(passage) - 1 and _is_speech(passage, rest, told=passage.tags[hit.low]):
        return (*first, (rest, len(passage)))
    return tuple(first)


def _past_teller(passage: Passage, hit: CueHit) -> int:
    """The token after the words that report and the comma or full stop that ends them."""
    low = max(hit.high, hit.subject.high if hit.subject is not None else 0)
    for at in range(low, min(len(passage), low + _TELLER)):
        if passage.words[at] in _ENDS or passage.words[at] == ",":
            return at + 1
    return len(passage)


def _is_speech(passage: Passage, low: int, *, told: str) -> bool:
    """Whether words from `low` on are said: a verb stands among them, and none that tells."""
    tags, lowers = passage.tags[low:], passage.lowers[low:]
    if "VBD" in tags or not any(tag in _SPOKEN for tag in tags):
        return False
    return told == "VBD" or not _FIRST_OR_SECOND.isdisjoint(lowers)


_TELLER = 6
"""Tokens after a cue and its subject in which the words that report end: `she told me,`."""
_SPOKEN = frozenset(["VBZ", "VBP", "MD", "VB"])
_FIRST_OR_SECOND = frozenset(["i", "me", "my", "we", "us", "our", "you", "your"])
