"""Who said words in marks, where what stands right beside their marks leaves no doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reader.quotes.cues import CueHit
from reader.quotes.detect import Found
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.verbs import Cue
from reader.quotes.voices import Voices

_DASHES = frozenset(["—", "–", "―", "-", "--"])
_SIGNATURE = 14
"""Tokens of a line that names who said what stands above it, at the most."""
_SOURCED = 12
"""Tokens before words in marks in which `in the words of` stands."""
_ENDS = frozenset([",", "?", "!", "…", "—", "--"])
"""What stands at the end of words whose speaker is named next."""
_NEGATIONS = frozenset(["not", "n't", "never"])
_SPOKEN = frozenset([Cue.SAY, Cue.STATE, Cue.TELL, Cue.ASK, Cue.MANNER])
_LEADING = frozenset([Cue.SAY, Cue.TELL, Cue.STATE, Cue.MANNER])
"""Kinds of verbs that lead in what stands in the next paragraph."""
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_ENDS_SOURCE = _FINITE | {"MD", "CC", ".", ":"}
"""Tags that do not stand between a source and its words."""


class Beside:
    """Finds the speakers that stand beside the words in marks of one article."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[Sequence[Mention]],
        voices: Voices,
    ) -> None:
        """Keep what was read in the article."""
        self._passages, self._mentions, self._voices = passages, mentions, voices

    def speaker(self, found: Found) -> Mention | None:
        """Who speaks; None where nothing beside the words tells it for sure."""
        if found.cue is not None or found.form:
            return None
        passage, low = self._passages[found.passage], found.pieces[0][0]
        before = self._before(found)
        if before is not None and passage.words[low - 1] == ":":
            return before
        behind = self._signed(found) or self._behind(found, before is not None)
        return behind or before or self._announced(found)

    def _behind(self, found: Found, is_led: bool) -> Mention | None:
        """Who is named right after the words: `“I saw it,” Mull replied`, `“…,” said Mull`.

        Args:
            found: The words.
            is_led: Whether a verb of saying stands before them; then only such a one counts here:
                `When Mull said “I saw it,” the room laughed`.
        """
        passage, high = self._passages[found.passage], found.pieces[-1][1]
        last = passage.words[high - 2] if high > 1 else ""
        if last not in _ENDS:
            return None
        hit = self._voices.cue_at(found.passage, high)
        if hit is not None and hit.relation == "after":
            return hit.subject
        row = self._mentions[found.passage]
        at = bisect_left(row, high, key=lambda one: one.low)
        if at == len(row) or row[at].low != high:
            return None
        follows = any(
            hit.relation == "before"
            and passage.words[hit.high : hit.high + 1] != (":",)
            and _NEGATIONS.isdisjoint(passage.lowers[hit.group : hit.low])
            and ((last == "," and not is_led) or hit.kind in _SPOKEN - {Cue.MANNER})
            for hit in self._voices.cues_of(row[at])
        )
        return row[at] if follows else None

    def _before(self, found: Found) -> Mention | None:
        """Whose verb leads the words in: `Mull replied, “I saw it.”`, `Mull disagreed: “…”`."""
        passage, low = self._passages[found.passage], found.pieces[0][0]
        at = low - 2 if low > 1 and passage.words[low - 1] in (",", ":") else low - 1
        sourced = self._in_words_of(found)
        if sourced is not None:
            return sourced
        hit = self._voices.cue_at(found.passage, at) if at > 0 else None
        if hit is None and at > 0:
            hit = self._telling(found.passage, at)
        if hit is None or hit.relation != "before" or passage.inside[hit.low] >= 0:
            return None
        return hit.subject if self._is_spoken(passage, hit, low) else None

    def _telling(self, index: int, at: int) -> CueHit | None:
        """The verb whose listener ends with token `at`: `Mull told Holm: “…”`."""
        row = self._mentions[index]
        end = bisect_left(row, at, key=lambda one: one.high - 1)
        if end == len(row) or row[end].high != at + 1:
            return None
        hit = self._voices.cue_at(index, row[end].low - 1)
        return hit if hit is not None and hit.kind in (Cue.TELL, Cue.ASK) else None

    def _in_words_of(self, found: Found) -> Mention | None:
        """Whose words they are by a phrase: `in the words of her eldest son, Tom, “…”`."""
        passage, low = self._passages[found.passage], found.pieces[0][0]
        first, _ = passage.sentences[passage.sentence_of[low]]
        for at in range(low - 2, max(first + 2, low - _SOURCED), -1):
            if passage.inside[at] >= 0 or passage.tags[at + 1] in _ENDS_SOURCE:
                return None
            if passage.lowers[at - 3 : at + 1] == ("in", "the", "words", "of"):
                return self._voices.mention_at(found.passage, at + 1)
        return None

    def _is_spoken(self, passage: Passage, hit: CueHit, low: int) -> bool:
        """Whether a verb tells that words follow; before a colon any verb does."""
        if passage.words[low - 1] == ":":
            return True
        return hit.kind in _SPOKEN and passage.tags[hit.low] in _FINITE

    def _announced(self, found: Found) -> Mention | None:
        """Who is the only one to say something in the sentence that ends the paragraph before.

        `In a letter, the harbour board said about the part of the plan that Holm likes:`
        """
        if found.pieces[0][0] > 0 or found.passage == 0:
            return None
        index = found.passage - 1
        before = self._passages[index]
        if not len(before) or before.words[-1] != ":":
            return None
        first = before.sentences[-1][0]
        hits = [
            hit
            for hit in self._voices.cues_from(index, first)
            if hit.kind in _LEADING and before.inside[hit.low] < 0
        ]
        if len(hits) != 1 or hits[0].relation != "before":
            return None
        return hits[0].subject

    def _signed(self, found: Found) -> Mention | None:
        """Who signs words that stand alone: `“It is done.” — Ada Holm`, also on the next line."""
        passage = self._passages[found.passage]
        low, high = found.pieces[0][0], found.pieces[-1][1]
        if any(word[0].isalnum() for word in passage.words[:low]):
            return None
        index, at = found.passage, high
        if high >= len(passage):
            index, at = index + 1, 0
            if index >= len(self._passages) or len(self._passages[index]) > _SIGNATURE:
                return None
            passage = self._passages[index]
        if at >= len(passage) or passage.words[at] not in _DASHES or len(passage) - at > _SIGNATURE:
            return None
        row = self._mentions[index]
        return next(
            (one for one in row if one.low == at + 1 and one.sort is Sort.NAME and one.core), None
        )
