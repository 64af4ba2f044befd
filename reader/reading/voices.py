"""One speaker over many articles: the same person under other names, the same words again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from reader.annotations import folded_words
from reader.document import Document, Span
from reader.quotes import Findings, SpeakerKind
from reader.store import Said, Voice, name_words

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LEAST_WORDS = 4
"""Words that must be alike before two quotes count as one utterance."""
_ALIKE = 0.7
"""Share of the shorter quote's words that stand in the longer one, in the same order."""
_COMMON = 60
"""Quotes with a pair of words in common from which the pair says nothing."""


class Sameness(IntEnum):
    """Whether two names are one person's."""

    NO = 0
    PERHAPS = 1
    YES = 2


class Heard(NamedTuple):
    """One quote of a speaker in one article."""

    voice: Voice
    """The speaker in that article."""
    said: Said
    """The quote."""


def voices_of(document: Document, findings: Findings, article_id: str) -> tuple[Voice, ...]:
    """The speakers of an article who have names, with what they say, for the library."""
    grouped, text = findings.by_speaker(), document.text
    total = sum(speaker.words for speaker in findings.speakers)
    return tuple(
        Voice(
            article_id,
            speaker.name,
            speaker.role or "",
            speaker.words,
            total,
            tuple(
                Said(quote.start, quote.end, str(quote.kind), _line(quote.spans, text))
                for quote in grouped.get(speaker.id, ())
            ),
        )
        for speaker in findings.speakers
        if speaker.quotes and speaker.kind is not SpeakerKind.UNNAMED
    )


def _line(spans: Iterable[Span], text: str) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in spans)


def sameness(name: str, other: str) -> Sameness:
    """Whether two names from different articles are one person's.

    Yes when first name and surname are the same (names and initials between them may be left
    out); perhaps when all that is known of one fits: a surname alone, an initial, a short form.
    """
    one, two = name_words(name), name_words(other)
    if one == two:
        return Sameness.YES
    if not one or not two or one[-1] != two[-1]:
        return Sameness.NO
    if len(one) == 1 or len(two) == 1:
        return Sameness.PERHAPS
    if one[0] == two[0]:
        inner = (one[1:-1], two[1:-1])
        return Sameness.YES if _fit(*inner) else Sameness.NO
    shorter, longer = sorted((one[0], two[0]), key=len)
    begins = longer.startswith(shorter) and (len(shorter) == 1 or len(shorter) >= 3)
    return Sameness.PERHAPS if begins else Sameness.NO


def _fit(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether nothing that stands between first name and surname contradicts."""
    pairs = zip(one, two, strict=False)
    return all(a.startswith(b) or b.startswith(a) for a, b in pairs)


def same_person(name: str, voices: Iterable[Voice]) -> list[tuple[Voice, Sameness]]:
    """Those voices that are, or may be, this person's; in order.

    A surname alone is nobody's in an article that gives somebody else of that surname in full.
    """
    by_article: dict[str, list[tuple[Voice, Sameness]]] = defaultdict(list)
    family = name_words(name)[-1:]
    for voice in voices:
        if name_words(voice.name)[-1:] != family:
            continue
        by_article[voice.article_id].append((voice, sameness(name, voice.name)))
    found = []
    for there in by_article.values():
        best = max(how for _, how in there)
        others = [voice for voice, how in there if how is Sameness.NO]
        for voice, how in there:
            alone = len(name_words(voice.name)) == 1
            if how is best and how and not (alone and others and len(name_words(name)) > 1):
                found.append((voice, how))
    return found


def utterances(heard: Sequence[Heard]) -> list[list[Heard]]:
    """The quotes of one speaker, those that are the same words in several articles together.

    Returns:
        Groups in the order of their first member; a quote that stands alone is a group of one.
        Members keep their order, and are of different articles.
    """
    words = [_WORD.findall(folded_words(one.said.words).casefold()) for one in heard]
    group = list(range(len(heard)))
    for here, there in _candidates(words):
        same_article = heard[here].voice.article_id == heard[there].voice.article_id
        if (
            group[here] != group[there]
            and not same_article
            and _is_alike(words[here], words[there])
        ):
            low, high = sorted((group[here], group[there]))
            group = [low if number == high else number for number in group]
    grouped: dict[int, list[Heard]] = defaultdict(list)
    for number, one in zip(group, heard, strict=True):
        grouped[number].append(one)
    return list(grouped.values())


def _candidates(words: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of quotes that share two words in a row, each pair once."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, line in enumerate(words):
        for pair in set(pairwise(line)):
            places[pair].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in places.values():
        if len(numbers) <= _COMMON:
            both = {(a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :]} - seen
            seen |= both
            yield from sorted(both)


def _is_alike(one: Sequence[str], two: Sequence[str]) -> bool:
    # Only here: nothing on the way to the first paint compares quotes.
    from rapidfuzz.distance import LCSseq

    shorter = min(len(one), len(two))
    if shorter < _LEAST_WORDS:
        return False
    return LCSseq.similarity(one, two) >= max(_LEAST_WORDS, _ALIKE * shorter)
