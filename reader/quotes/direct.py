"""Stretches between marks that are direct quotes by what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from reader.quotes.cues import CueHit
from reader.quotes.passage import Passage
from reader.quotes.regions import Region
from reader.quotes.syntax import Outline, opens_clause
from reader.quotes.verbs import Cue

INSERTED = 9
"""Tokens that may stand between the halves of a sentence: who says it, and a comma."""
_SIGNATURE = 14
"""Tokens of a paragraph after its quotation, at the most, that are who signs it."""
_LEAST = 5
"""Tokens that a sentence or somebody's words in a headline have at the least."""
_LITTLE = 4
"""Tokens that may stand before the first mark of a line that is a quotation."""
_BEGINS = frozenset([".", "?", "!", ":"])
_STOPS = frozenset([".", "?", "!", ","])


def is_sentence(passage: Passage, outline: Outline, one: Region) -> bool:
    """Whether a stretch is a sentence of its own: at a start or behind a colon, and to its end.

    `He told the club: “I want to stay here.”`, `“I want to stay here,” he said`.
    """
    body = outline.plain[one.inner_low : one.inner_high]
    before = passage.words[one.low - 1] if one.low else "."
    after = passage.words[one.high] if one.high < len(passage) else "."
    return (
        one.inner_high - one.inner_low >= _LEAST
        and (before in _BEGINS or outline.at(one.low - 1) == '"')
        and passage.words[one.inner_low][0].isupper()
        and ("f" in body or "M" in body)
        and (passage.words[one.inner_high - 1] in _STOPS or after in _STOPS)
    )


def is_signed(passage: Passage, outline: Outline, one: Region) -> bool:
    """Whether a paragraph is words between marks and who signs them: `“I ran” – Ada Holm`."""
    return (
        one.low == 0
        and one.high < len(passage) <= one.high + _SIGNATURE
        and outline.plain[one.high] == "-"
        and passage.words[one.inner_low][0].isupper()
        and _is_sentence(outline, one)
    )


def is_answer(passage: Passage, outline: Outline, one: Region, behind: Sequence[CueHit]) -> bool:
    """Whether a sentence of another follows: `“No,” he said, and “I did,” Holm replied`.

    Args:
        passage: The stretch's paragraph.
        outline: Its signs.
        one: The stretch.
        behind: The cues of the next `INSERTED` tokens.
    """
    last = passage.words[one.inner_high - 1]
    is_said = any(hit.relation == "after" and hit.group == one.high for hit in behind)
    if is_said and (last in ("?", "!") or (last == "," and _opens_line(passage, one))):
        # "Is it late – “why is it late?” asked Holm.", "* “Hi there,” said Holm."
        return True
    return (
        one.low > 0
        and passage.lowers[one.low - 1] in ("and", "but", "while")
        and passage.words[one.inner_low][0].isupper()
        and passage.words[one.inner_high - 1] == ","
        and _is_sentence(outline, one)
        and any(
            hit.relation == "before" and hit.subject is not None and hit.subject.low == one.high
            for hit in behind
        )
    )


def is_labelled(passage: Passage, one: Region, before: Sequence[CueHit]) -> bool:
    """Whether a headline is a name, a colon and words in marks: `Bel: ‘You Shall See It!’`.

    Args:
        passage: The stretch's paragraph.
        one: The stretch.
        before: The cues of the token before it.
    """
    return (
        passage.number == 0
        and one.low > 0
        and passage.words[one.low - 1] == ":"
        and one.high >= len(passage) - 1
        and one.inner_high - one.inner_low >= _LEAST
        and any(hit.kind is Cue.LABEL for hit in before)
    )


def is_tail(passage: Passage, outline: Outline, before: Region, one: Region) -> bool:
    """Whether a stretch may be the end of a sentence begun in the direct quote before.

    `“We stood there,” Holm said, “for two hours.”`: it is if a cue stands between them.
    """
    plain = outline.plain
    return (
        passage.words[before.inner_high - 1] == ","
        and plain[one.low - 1] == ","
        and plain[one.inner_low] not in "N"
        and passage.words[one.inner_low][0].islower()
        and passage.words[one.inner_high - 1] in _STOPS
        and one.low - before.high <= INSERTED
    )


def is_predicate(passage: Passage, outline: Outline, one: Region) -> bool:
    """Whether a stretch is the verb of what stands before: `His hat, she said, “was red”`.

    Not where the first half of its sentence stands between marks, too: see `is_tail`.
    """
    signs = outline.plain[one.inner_low : one.inner_low + 2]
    if outline.at(one.low - 1) == "L":
        # "which Holm calls “the pencil”": what it is called is a part of what is said of it.
        return {"f", "M"}.isdisjoint(outline.plain[one.inner_low : one.inner_high])
    return (
        one.low > 1
        and passage.words[one.low - 1] == ","
        and passage.words[one.inner_low][0].islower()
        and (signs[:1] in ("f", "M") or signs in ("rf", "rM"))
    )


def _opens_line(passage: Passage, one: Region) -> bool:
    """Whether a stretch begins with a capital, and only a word or two stand before it."""
    first, _ = passage.sentences[passage.sentence_of[one.low]]
    return passage.words[one.inner_low][0].isupper() and one.low - first <= _LITTLE


def _is_sentence(outline: Outline, one: Region) -> bool:
    return opens_clause(outline.plain[one.inner_low : one.inner_low + 14])
