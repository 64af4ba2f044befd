"""What was said: reported words found in a passage, with the cue that reports them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from reader.quotes.clause_ends import ends
from reader.quotes.clauses import FAR, Start, starts
from reader.quotes.continuations import continuations
from reader.quotes.cues import CueHit
from reader.quotes.direct import (
    INSERTED,
    is_answer,
    is_labelled,
    is_predicate,
    is_sentence,
    is_signed,
    is_tail,
)
from reader.quotes.frames import (
    before_deed,
    names_speaker,
    only_leads,
    past_told,
    reports_that,
)
from reader.quotes.mentions import Mention
from reader.quotes.model import Kind
from reader.quotes.others import before_other, before_writer, turns_to_other
from reader.quotes.passage import Passage
from reader.quotes.pieces import Piece, kind_of, trimmed, with_mark, without_mark
from reader.quotes.ranking import ranker
from reader.quotes.regions import Region, is_title, region_features, regions
from reader.quotes.syntax import Outline, opens_clause
from reader.quotes.things import is_mute, is_shown, is_thing

LEAST = 0.78
"""A cue reports something when nothing is less likely than this."""
LEAST_BARE = 0.3
"""The same where no verb and no mark stands among its words: `said goodbye to her hens`."""
LEAST_THAT = 0.95
"""The same where a clause with *that* follows right after a verb of speech and its subject."""
MOST_NOTHING = 0.35
"""A stretch between marks that no cue reports is still a quote if nothing is less likely."""
LEAST_LOOSE = 5
"""Tokens such a stretch must have: shorter ones are mostly words held at a distance."""


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


_OUTER = 0.85
"""As sure as this, words are kept whole although a cue among them reports, too."""


def _has_verb(signs: str) -> bool:
    return "f" in signs or "M" in signs


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
        self._shown: list[int] = []
        self._titles: set[int] = set()
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
                self._titles.add(one.low)
                continue
            if is_shown(self._passage, one.low):
                self._shown.append(one.low)
                continue
            features = region_features(self._passage, self._outline, row, at, continues)
            chances = ranker("region").probabilities(features)
            if self._is_direct_there(row, at, chances):
                self._take(one.low, one.high, self._direct)
                piece = self._whole(one)
                found.append(Found(self._index, (piece,), Kind.DIRECT, None, chances[0]))
            elif chances[2] < MOST_NOTHING and one.inner_high - one.inner_low >= LEAST_LOOSE:
                self._loose.append((one, chances[0] + chances[1]))
        return found

    def _is_direct_there(self, row: Sequence[Region], at: int, chances: Sequence[float]) -> bool:
        """Whether a stretch is a direct quote, by its chances and by what stands beside it."""
        passage, outline, one = self._passage, self._outline, row[at]
        if chances[0] > max(chances[1:]) and not is_predicate(passage, outline, one):
            return True
        if is_sentence(passage, outline, one) or is_signed(passage, outline, one):
            return True
        if is_labelled(passage, one, self._within(one.low - 1, one.low)):
            return True
        if is_answer(passage, outline, one, self._within(one.high, one.high + INSERTED)):
            return True
        if not at or not self._direct[row[at - 1].low]:
            return False
        before = row[at - 1]
        return is_tail(passage, outline, before, one) and bool(
            self._within(before.high, one.low - 1)
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
            kind = kind_of(self._passage, pieces)
            if kind is Kind.DIRECT:
                pieces = [with_mark(self._passage, piece) for piece in pieces]
            elif kind is Kind.INDIRECT:
                pieces = [without_mark(self._outline, piece) for piece in pieces]
            found.append(Found(self._index, tuple(pieces), kind, hit, sure))
        return found

    def _offer(self, hit: CueHit) -> _Offer | None:
        """The words that a cue reports, if it does."""
        if is_mute(self._passage, hit.subject):
            return None
        candidates = starts(self._passage, self._outline, hit, self._direct)
        chances = ranker("start").probabilities([one.features for one in candidates])
        if chances[0] > (LEAST_THAT if reports_that(self._passage, self._outline, hit) else LEAST):
            return None
        order = sorted(range(1, len(chances)), key=chances.__getitem__, reverse=True)
        best = next((one for one in order if not self._is_later(hit, candidates[one])), 0)
        if best == 0:
            return None
        start = candidates[best]
        if start.back >= 0:
            pieces = self._around(hit, start.at, start.back)
            if len(pieces) == 1 and only_leads(self._outline, hit, *pieces[0]):
                return None
            sure = 1 - chances[0]
        else:
            at = past_told(self._passage, self._outline, self._direct, hit, start.at)
            stop, likely = self._end(hit, at)
            whole = stop
            stop = before_deed(self._passage, self._outline, at, self._before_other(hit, at, stop))
            if stop < whole and not self._says(at, stop):
                return None
            pieces = [(at, stop)]
            sure = (1 - chances[0]) * likely
        pieces = trimmed(self._outline, pieces)
        if not pieces or not self._may_report(hit, start, pieces, chances[0]):
            return None
        return _Offer(hit, pieces, 1 - chances[0], sure)

    def _is_later(self, hit: CueHit, start: Start) -> bool:
        """Whether words begin later than what a cue reports, or are what another says.

        `told AWP it was late and that …`; `Holm reported, though experts warned that`.
        """
        at, plain = start.at, self._outline.plain
        if start.back >= 0 or at < 1:
            return False
        if plain[at - 1 : at + 1] == "ct":
            return _has_verb(plain[hit.high : at])
        return plain[at - 1] == "," and turns_to_other(
            self._passage, self._within(at, at + FAR), at
        )

    def _within(self, low: int, high: int) -> Sequence[CueHit]:
        """The cues that stand from token `low` up to `high`."""
        return self._hits[bisect_left(self._lows, low) : bisect_left(self._lows, high)]

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
        if any(low <= at < high for at in self._shown for low, high in pieces):
            return False
        if start.back < 0 and start.at in self._titles:
            return False
        if nothing > LEAST_BARE and not any(self._may_say(*piece) for piece in pieces):
            return False
        if len(pieces) == 1 and self._is_request(*pieces[0]):
            return False
        return start.back >= 0 or not (
            names_speaker(self._passage, self._direct, hit, start.at)
            or is_thing(self._passage, self._outline, hit, *pieces[0])
        )

    def _may_say(self, low: int, high: int) -> bool:
        """Whether words are more than a thing: a verb, or something between marks."""
        inside = self._passage.inside
        return any(self._outline.plain[at] in "fMe" or inside[at] >= 0 for at in range(low, high))

    def _is_request(self, low: int, high: int) -> bool:
        """Whether words are an infinitive and no statement: `told her to send the child home`."""
        plain = self._outline.plain[low:high]
        return plain[0] == "T" and '"' not in plain and not _has_verb(plain)

    def _before_other(self, hit: CueHit, low: int, stop: int) -> int:
        """Where words end at the latest: before what another says."""
        near = self._within(low, min(stop + INSERTED, len(self._passage)))
        stop = before_other(self._passage, self._outline, hit, near, low, stop)
        return before_writer(self._passage, self._outline, low, stop)

    def _end(self, hit: CueHit, at: int) -> tuple[int, float]:
        places = ends(self._passage, self._outline, hit, at, self._direct)
        chances = ranker("end").probabilities([features for _, features in places])
        plain = self._outline.plain
        usable: Sequence[int] = range(len(places))
        if plain[at] == "t" or opens_clause(plain[at : at + 14]):
            # "that gifts -- even of land -- would not do" does not end at the first dash.
            usable = [one for one in usable if _has_verb(plain[at : places[one][0]])] or usable
        best = max(usable, key=chances.__getitem__)
        return places[best][0], chances[best]

    def _around(self, hit: CueHit, at: int, edge: int) -> list[Piece]:
        words = self._outline.plain[at:edge]
        places = continuations(self._passage, self._outline, hit, self._direct, words)
        chances = ranker("continuation").probabilities([one[2] for one in places])
        # A relative pronoun alone is nothing: what it begins goes on behind the cue.
        least = 1 if words in ("w", "t") and len(places) > 1 else 0
        best = max(range(least, len(chances)), key=chances.__getitem__)
        low, high, _ = places[best]
        if low < 0 or turns_to_other(self._passage, self._within(low, high), low):
            return [(at, edge)]
        stop, _ = self._end(hit, low)
        return [(at, edge), (low, min(high, self._before_other(hit, low, stop)))]
