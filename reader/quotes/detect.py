"""What was said: reported words found in a passage, with the cue that reports them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from reader.quotes.clause_ends import continuations, ends
from reader.quotes.clauses import Start, starts, subject_class, tells_of_thing
from reader.quotes.cues import CueHit
from reader.quotes.mentions import Mention, Sort
from reader.quotes.model import Kind
from reader.quotes.passage import Passage
from reader.quotes.ranking import ranker
from reader.quotes.regions import Region, is_title, region_features, regions
from reader.quotes.syntax import Outline, opens_clause
from reader.quotes.verbs import Cue

LEAST = 0.82
"""A cue reports something when nothing is less likely than this."""
LEAST_BARE = 0.3
"""The same where no verb and no mark stands among its words: `said goodbye to her hens`."""
LEAST_THAT = 0.95
"""The same where a clause with *that* follows right after a verb of speech and its subject."""
MOST_NOTHING = 0.35
"""A stretch between marks that no cue reports is still a quote if nothing is less likely."""
LEAST_LOOSE = 5
"""Tokens such a stretch must have: shorter ones are mostly words held at a distance."""
Piece = tuple[int, int]
"""First token of a stretch, and one past its last."""


@dataclass(frozen=True, slots=True)
class Found:
    """Reported words without their speaker."""

    passage: int
    """Index of the passage."""
    pieces: tuple[Piece, ...]
    """The words as tokens of the passage, in order, disjoint; marks of direct quotes included."""
    kind: Kind
    """Direct, mixed or indirect."""
    cue: CueHit | None
    """What reports them; None for words that stand between marks alone."""
    sure: float
    """How likely it is that these are somebody's reported words, and all of them."""
    form: str = ""
    """How speech without marks was told; empty for all that was found by marks or a cue."""
    voice: Mention | None = None
    """What names the speaker, where `form` tells it; None for nobody."""


_OTHERS = frozenset([Cue.SAY, Cue.STATE, Cue.TELL])
"""Cues that report what somebody else says."""
_WITH_OBJECT = frozenset([Cue.NAME, Cue.URGE, Cue.REFER, Cue.HINT, Cue.OTHER])
"""Cues with an object: `condemned the attack`."""
_WITH_THAT = frozenset([Cue.SAY, Cue.STATE, Cue.MANNER, Cue.ASK])
"""Cues after which *that* begins what is said."""
_WITH_CLAUSE = frozenset([Cue.SAY, Cue.STATE, Cue.TELL, Cue.HINT, Cue.MANNER, Cue.OTHER])
"""Cues that report a clause, not a thing."""
_STOPS = frozenset([".", "?", "!", ","])
_INSERTED = 9
"""Tokens that may stand between the halves of a sentence: who says it, and a comma."""
_SIGNATURE = 14
"""Tokens of a paragraph after its quotation, at the most, that are who signs it."""
_LEAD = re.compile('[cr],?"')
"""A conjunction or adverb before a mark: `said only, “We are late.”`"""
_OCCASION = re.compile('i[djnNs]+[:,]"')
"""Where or when it was said, before a mark: `said on the radio: “We are late.”`"""
_CALLED = frozenset(["call", "calls", "called", "calling"])
_MEETING = re.compile("d[jn]*n(?:i[djnNs]+)*")
"""A thing with what it is of."""
_OUTER = 0.85
"""As sure as this, words are kept whole although a cue among them reports, too."""


class _Offer(NamedTuple):
    """Words that a cue reports."""

    hit: CueHit
    """The cue."""
    pieces: list[Piece]
    """Where they stand."""
    reports: float
    """How sure it is that it reports."""
    sure: float
    """How sure it is that it reports these words."""


class _Cover:
    """Tells which tokens lie in one of many stretches."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        ordered = sorted(pieces)
        self._lows = [low for low, _ in ordered]
        self._highs = list(accumulate((high for _, high in ordered), max))

    def holds(self, at: int) -> bool:
        """Whether token `at` lies in one."""
        before = bisect_right(self._lows, at)
        return before > 0 and self._highs[before - 1] > at


class Detector:
    """Finds the reported words of one passage."""

    def __init__(
        self,
        passage: Passage,
        index: int,
        mentions: Sequence[Mention],
        hits: Sequence[CueHit],
        outline: Outline,
    ) -> None:
        """Take a passage and what was read in it."""
        self._passage, self._index = passage, index
        self._mentions, self._hits, self._outline = mentions, hits, outline
        self._lows = [hit.low for hit in hits]
        self._loose: list[tuple[Region, float]] = []
        self._direct = [False] * len(passage)
        self._taken = [False] * len(passage)

    def found(self, continues: bool) -> list[Found]:
        """The quotes of the passage in order of position.

        Args:
            continues: Whether the paragraph before ends with a stretch left open.
        """
        found = self._marked(continues)
        found += self._reported()
        for one, sure in self._loose:
            if not any(self._taken[one.low : one.high]):
                found.append(self._alone(one, sure / 2))
        return sorted(found, key=lambda one: one.pieces)

    def _marked(self, continues: bool) -> list[Found]:
        found = []
        row = regions(self._passage)
        for at, one in enumerate(row):
            if is_title(self._passage, one):
                continue
            features = region_features(self._passage, self._outline, row, at, continues)
            chances = ranker("region").probabilities(features)
            if (
                chances[0] > max(chances[1:])
                or (at and self._is_tail(row[at - 1], one))
                or self._is_signed(one)
            ):
                self._take(one.low, one.high, self._direct)
                piece = self._whole(one)
                found.append(Found(self._index, (piece,), Kind.DIRECT, None, chances[0]))
            elif chances[2] < MOST_NOTHING and one.inner_high - one.inner_low >= LEAST_LOOSE:
                self._loose.append((one, chances[0] + chances[1]))
        return found

    def _is_signed(self, one: Region) -> bool:
        """Whether a paragraph is words between marks and who signs them: `“I ran” – Ada Holm`."""
        passage, plain = self._passage, self._outline.plain
        return (
            one.low == 0
            and one.high < len(passage) <= one.high + _SIGNATURE
            and plain[one.high] == "-"
            and passage.words[one.inner_low][0].isupper()
            and opens_clause(plain[one.inner_low : one.inner_low + 14])
        )

    def _is_tail(self, before: Region, one: Region) -> bool:
        """Whether a stretch is the end of a sentence begun in the one before.

        `“We stood there,” Holm said, “for two hours.”`
        """
        passage, plain = self._passage, self._outline.plain
        return (
            self._direct[before.low]
            and passage.words[before.inner_high - 1] == ","
            and plain[one.low - 1] == ","
            and plain[one.inner_low] not in "N"
            and passage.words[one.inner_low][0].islower()
            and passage.words[one.inner_high - 1] in _STOPS
            and one.low - before.high <= _INSERTED
            and bool(self._within(before.high, one.low - 1))
        )

    def _alone(self, one: Region, sure: float) -> Found:
        """A stretch whose cue stands elsewhere: direct if it is a sentence, else a part of one."""
        body = self._outline.plain[one.inner_low : one.inner_high]
        begins = self._passage.words[one.inner_low][0].isupper() or opens_clause(body[:14])
        sentence = body[-1] == "." and begins
        kind = Kind.DIRECT if sentence else Kind.MIXED
        return Found(self._index, (self._whole(one),), kind, None, sure)

    def _whole(self, one: Region) -> Piece:
        return one.low, one.high

    def _take(self, low: int, high: int, mask: list[bool]) -> None:
        mask[low:high] = [True] * (high - low)

    def _reported(self) -> list[Found]:
        """What the cues outside marks report; of two that overlap, the outer or surer one."""
        offered = [
            offer
            for hit in self._hits
            if self._passage.inside[hit.low] < 0 and (offer := self._offer(hit)) is not None
        ]
        covered = _Cover(
            piece for offer in offered if offer.reports >= _OUTER for piece in offer.pieces
        )

        def order(offer: _Offer) -> tuple[bool, float, int]:
            return covered.holds(offer.hit.low), -offer.reports, offer.hit.low

        found = []
        for hit, pieces, _, sure in sorted(offered, key=order):
            if self._taken[hit.low] or any(
                self._taken[at] for low, high in pieces for at in range(low, high)
            ):
                continue
            for low, high in pieces:
                self._take(low, high, self._taken)
            kind = self._kind(pieces)
            if kind is Kind.DIRECT:
                pieces = [self._with_mark(piece) for piece in pieces]
            found.append(Found(self._index, tuple(pieces), kind, hit, sure))
        return found

    def _offer(self, hit: CueHit) -> _Offer | None:
        """The words that a cue reports, if it does."""
        candidates = starts(self._passage, self._outline, hit, self._direct)
        chances = ranker("start").probabilities([one.features for one in candidates])
        if chances[0] > (LEAST_THAT if self._reports_that(hit) else LEAST):
            return None
        best = max(range(1, len(chances)), key=chances.__getitem__, default=0)
        if best == 0:
            return None
        start = candidates[best]
        if start.back >= 0:
            pieces = self._around(hit, start.at, start.back)
            if len(pieces) == 1 and self._only_leads(hit, *pieces[0]):
                return None
            sure = 1 - chances[0]
        else:
            stop, likely = self._end(hit, start.at)
            whole = stop
            stop = self._before_deed(start.at, self._before_other(hit, start.at, stop))
            if stop < whole and not self._says(start.at, stop):
                return None
            pieces = [(start.at, stop)]
            sure = (1 - chances[0]) * likely
        pieces = self._trimmed(pieces)
        if not pieces or not self._may_report(hit, start, pieces, chances[0]):
            return None
        return _Offer(hit, pieces, 1 - chances[0], sure)

    def _only_leads(self, hit: CueHit, low: int, high: int) -> bool:
        """Whether words before a subject and its cue tell only when or how it was said.

        `Before dropping out, Holm responded`, `In the spring after it sank, Holm said`: they begin
        with a preposition, and have no verb but one that hangs on a word of time.
        """
        plain = self._outline.plain[low:high]
        if hit.kind is Cue.SOURCE or hit.relation != "before" or plain[:1] not in ("i", "S"):
            return False
        if "," in plain or '"' in plain:
            return False
        verbs = plain.count("f") + plain.count("M")
        hangs = plain.find("S", 1)
        return verbs == 0 or (verbs == 1 and 0 < hangs < max(plain.find("f"), plain.find("M")))

    def _within(self, low: int, high: int) -> Sequence[CueHit]:
        """The cues that stand from token `low` up to `high`."""
        return self._hits[bisect_left(self._lows, low) : bisect_left(self._lows, high)]

    def _opens(self, hit: CueHit) -> bool:
        """Whether a cue leads in the sentence whose subject follows: `Asked why, he said that`."""
        passage = self._passage
        first, _ = passage.sentences[passage.sentence_of[hit.low]]
        if hit.low - first > 1:
            return False
        tag = passage.tags[hit.low]
        return tag in ("VBN", "VBG") if hit.low > first else tag in ("VBN", "VBG", "VBD")

    def _goes_on_saying(self, hit: CueHit, other: CueHit) -> bool:
        """Whether a participle tells more after an object: `condemned it, saying that`."""
        return (
            hit.kind in _WITH_OBJECT
            and other.kind in _OTHERS
            and self._passage.tags[other.low] == "VBG"
            and self._outline.plain[other.low - 1] == ","
        )

    def _says_besides(self, hit: CueHit, other: CueHit) -> bool:
        """Whether the speaker says more after `but`: `said it was fair but insisted that`."""
        passage = self._passage
        return (
            other.kind in _OTHERS
            and passage.tags[other.low] == passage.tags[hit.low]
            and passage.tags[hit.low] in ("VBD", "VBZ")
            and passage.lowers[other.group - 1] == "but"
            and self._outline.plain[other.high : other.high + 1] == "t"
        )

    def _says(self, low: int, stop: int) -> bool:
        """Whether words are more than a thing: a verb or a mark stands among them."""
        return any(sign in 'fM"' for sign in self._outline.plain[low:stop])

    def _may_report(
        self, hit: CueHit, start: Start, pieces: Sequence[Piece], nothing: float
    ) -> bool:
        """Whether words that a cue may report are what it reports, by what they are.

        Args:
            hit: The cue.
            start: Where they begin.
            pieces: The words; at least one piece.
            nothing: How likely it is that the cue reports nothing.
        """
        if any(self._direct[at] for low, high in pieces for at in range(low, high)):
            return False
        if nothing > LEAST_BARE and not any(self._may_say(*piece) for piece in pieces):
            return False
        return start.back >= 0 or not (
            self._names_speaker(hit, start.at) or self._is_thing(hit, *pieces[0])
        )

    def _may_say(self, low: int, high: int) -> bool:
        """Whether words are more than a thing: a verb, or something between marks."""
        inside = self._passage.inside
        return any(self._outline.plain[at] in "fMe" or inside[at] >= 0 for at in range(low, high))

    def _is_thing(self, hit: CueHit, low: int, high: int) -> bool:
        """Whether words are a thing with a clause about it: `recalled the cars that leak`."""
        inside = self._passage.inside
        if self._passage.lowers[hit.low] in _CALLED and self._passage.lowers[low] in ("a", "an"):
            # "called an emergency session of parliament", and not "called the plan a mistake"
            return _MEETING.fullmatch(self._outline.plain, low, high) is not None
        return (
            hit.kind in _WITH_CLAUSE
            and tells_of_thing(self._outline.plain[low:high])
            and all(inside[at] < 0 for at in range(low, high))
        )

    def _names_speaker(self, hit: CueHit, low: int) -> bool:
        """Whether what follows a verb is who says it: `“A wall fell,” recalled Frey, who was nine`.

        Also `Said Frey: “A wall fell.”` and, in British papers, `“A wall fell”, said Frey`.
        """
        if hit.subject is None or hit.relation != "after" or hit.subject.low != low:
            return False
        first, _ = self._passage.sentences[self._passage.sentence_of[hit.low]]
        at = hit.group - (2 if self._passage.words[hit.group - 1] == "," else 1)
        return hit.group == first or (self._direct[at] and hit.kind is not Cue.SOURCE)

    def _before_deed(self, low: int, stop: int) -> int:
        """Where words end that are followed by a deed: `said “Good night” and left`."""
        passage = self._passage
        if passage.inside[low] < 0 or low + 1 >= stop or not passage.words[low + 1][0].isupper():
            return stop
        marked = passage.marked[passage.inside[low]]
        end = passage.token_at(marked.end)
        begins = passage.starts[low] == marked.start and marked.closed
        return end if begins and self._outline.plain[end:stop][:2] == "cf" else stop

    def _reports_that(self, hit: CueHit) -> bool:
        """Whether a clause with *that* follows a cue: `joked that the mayor should go`."""
        plain = self._outline.plain[hit.high : hit.high + 15]
        return (
            plain[:1] == "t"
            and hit.subject is not None
            and (hit.kind in _WITH_THAT or (hit.kind is Cue.HINT and self._is_body(hit.subject)))
            and opens_clause(plain[1:])
        )

    def _is_body(self, mention: Mention) -> bool:
        """Whether a body is named that reports what it finds: `the group found that`."""
        return subject_class(self._passage, mention) == "o"

    def _before_other(self, hit: CueHit, low: int, stop: int) -> int:
        """Where words end at the latest: before `, but Holm said` and `, while Holm said`."""
        opens = self._opens(hit)
        for other in self._within(low, min(stop + _INSERTED, len(self._passage))):
            subject = other.subject
            if (
                opens
                and subject is not None
                and low < subject.low < other.low
                and subject.low <= stop
                and self._outline.plain[subject.low - 1] == ","
            ):
                return subject.low - 1
            if low < other.low < stop and self._goes_on_saying(hit, other):
                return other.low - 1
            if low + 2 < other.group <= other.low < stop and self._says_besides(hit, other):
                return other.group - 1
            if low + 2 < other.low < stop and self._marks_begin(other):
                return (other.subject.low if other.subject else other.group) - 1
            if (
                subject is None
                or not low + 2 < subject.low < other.low < stop
                or other.relation != "before"
                or other.kind not in _OTHERS
                or subject.sort is Sort.PRONOUN
            ):
                continue
            at = subject.low - 1
            if self._passage.lowers[at] in ("but", "while") and self._outline.plain[at - 1] == ",":
                return at - 1
        return stop

    def _marks_begin(self, other: CueHit) -> bool:
        """Whether what a second cue reports begins with a mark: `and Holm shouted “never”`."""
        subject, plain, lowers = other.subject, self._outline.plain, self._passage.lowers
        return (
            subject is not None
            and subject.low > 1
            and other.kind in _OTHERS | {Cue.MANNER, Cue.ASK}
            and other.relation == "before"
            and subject.high >= other.group - 1
            and plain[other.high : other.high + 2].lstrip(",:")[:1] == '"'
            and lowers[subject.low - 1] in ("and", "but", "while", "as")
        )

    def _with_mark(self, piece: Piece) -> Piece:
        """A piece that is wholly between marks, from its opening mark to its closing one."""
        low, high = piece
        inside = self._passage.inside
        while low < high - 1 and inside[low] < 0:
            low += 1
        if inside[low] >= 0:
            low = self._passage.token_at(self._passage.marked[inside[low]].start)
        last = high - 1
        while last > low and inside[last] < 0:
            last -= 1
        if inside[last] >= 0:
            end = self._passage.token_at(self._passage.marked[inside[last]].end - 1) + 1
            if not any(word[0].isalnum() for word in self._passage.words[high:end]):
                high = max(high, min(end, len(self._passage)))
        return low, high

    def _trimmed(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces without a conjunction before a mark, and without a bare word alone."""
        kept = []
        for low, high in pieces:
            plain = self._outline.plain
            lead = _LEAD.match(plain, low, high) or _OCCASION.match(plain, low, high)
            start = lead.end() - 1 if lead else low
            bare = high - start == 1 and (len(pieces) == 1 or plain[start] in "c.")
            if '"' in plain[start:high] or not bare:
                kept.append((start, high))
        return kept

    def _end(self, hit: CueHit, at: int) -> tuple[int, float]:
        places = ends(self._passage, self._outline, hit, at, self._direct)
        chances = ranker("end").probabilities([features for _, features in places])
        best = max(range(len(chances)), key=chances.__getitem__)
        return places[best][0], chances[best]

    def _around(self, hit: CueHit, at: int, edge: int) -> list[Piece]:
        words = self._outline.plain[at:edge]
        places = continuations(self._passage, self._outline, hit, self._direct, words)
        chances = ranker("continuation").probabilities([one[2] for one in places])
        # A relative pronoun alone is nothing: what it begins goes on behind the cue.
        least = 1 if words in ("w", "t") and len(places) > 1 else 0
        best = max(range(least, len(chances)), key=chances.__getitem__)
        low, high, _ = places[best]
        return [(at, edge)] if low < 0 else [(at, edge), (low, high)]

    def _kind(self, pieces: Sequence[Piece]) -> Kind:
        inside = outside = 0
        for low, high in pieces:
            for at in range(low, high):
                if self._passage.words[at][0].isalnum():
                    if self._passage.inside[at] >= 0:
                        inside += 1
                    else:
                        outside += 1
        if not inside:
            return Kind.INDIRECT
        return Kind.MIXED if outside else Kind.DIRECT
