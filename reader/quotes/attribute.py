"""Who said it: from words that were found to the mention that names their speaker."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.quotes.beside import Beside
from reader.quotes.cues import CueHit
from reader.quotes.detect import Found
from reader.quotes.meanings import Meanings
from reader.quotes.mentions import Mention
from reader.quotes.model import Kind
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People
from reader.quotes.ranking import ranker
from reader.quotes.speakers import Said
from reader.quotes.syntax import Outline
from reader.quotes.voices import Before, Voices

_BESIDE = 0.97
"""How sure it is that who stands beside the words, with a verb of saying, has said them."""


class Attributor:
    """Finds the speakers of the quotes of one article, in order."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[Sequence[Mention]],
        names: Sequence[Sequence[Mention]],
        outlines: Sequence[Outline],
        voices: Voices,
        people: People,
    ) -> None:
        """Keep what was read in the article."""
        self._passages, self._voices = passages, voices
        self._beside = Beside(passages, mentions, voices)
        self.meanings = Meanings(passages, mentions, names, outlines, people)

    def said(self, found: Sequence[Found]) -> list[Said]:
        """The quotes with their speakers, in the order of `found`."""
        said: list[Said] = []
        before: Before | None = None
        unnamed: list[Said] = []
        for one in found:
            mention, likely = self._choose(one, before)
            if before is None or not self._is_left_open(before, one):
                unnamed = []
            elif self._is_named(one):
                # Who speaks in several paragraphs is named beside the last.
                for earlier in unnamed:
                    self._name_again(earlier, before, one)
            if before is not None and self._reopens(before, one):
                mention, likely = before.mention, _BESIDE
                meant, entity = self.meanings.again(before)
            else:
                meant, entity = self.meanings.of(mention, before)
            if before is not None and self._goes_on(before, one, entity, meant):
                said[-1].spans.extend(self._spans(one))
            else:
                said.append(self._made(one, mention, meant, entity, likely))
            before = Before.after(before, one, meant, entity)
            if self._is_named(one):
                unnamed = []
            else:
                unnamed.append(said[-1])
        return said

    def _reopens(self, before: Before, found: Found) -> bool:
        """Whether a paragraph begins with the mark that the one before has left open."""
        if before.mention is None or self._beside.speaker(found) is not None:
            return False
        return self._is_left_open(before, found)

    def _is_named(self, found: Found) -> bool:
        """Whether who speaks stands beside the words, or a cue or form tells it."""
        return found.cue is not None or bool(found.form) or self._beside.speaker(found) is not None

    def _name_again(self, said: Said, before: Before, found: Found) -> None:
        """Give a quote the speaker who is named beside the one that goes on with it."""
        mention = self._beside.speaker(found)
        said.mention, said.cue = mention, None
        said.meant, said.entity = self.meanings.of(mention, before)
        self.meanings.speakers.pop()
        said.rule, said.sure = _rule(before.found, mention, None), before.found.sure * _BESIDE

    def _is_left_open(self, before: Before, found: Found) -> bool:
        """Whether a paragraph begins with a quote and the one before ends with one left open."""
        if found.form or found.kind is not Kind.DIRECT or found.passage == 0:
            return False
        last = self._passages[found.passage - 1]
        return (
            before.found.passage == found.passage - 1
            and before.found.kind is Kind.DIRECT
            and bool(last.marked)
            and not last.marked[-1].closed
            and before.found.pieces[-1][1] == len(last)
            and found.pieces[0][0] == 0
        )

    def _goes_on(
        self, before: Before, found: Found, entity: Entity | None, meant: Mention | None
    ) -> bool:
        """Whether a direct quote is the second half of the sentence begun in the one before."""
        if found.form or found.kind is not Kind.DIRECT or before.found.kind is not Kind.DIRECT:
            return False
        if found.passage != before.found.passage or (entity, meant) != (
            before.entity,
            before.mention,
        ):
            return False
        passage = self._passages[found.passage]
        (low, _), (_, end) = found.pieces[0], before.found.pieces[-1]
        return (
            passage.sentence_of[low] == passage.sentence_of[end - 1]
            and 0 < low - end < 12
            and passage.words[low - 1] in (",", "—", "--")
            and passage.words[min(low + 1, len(passage) - 1)][0].islower()
        )

    def _spans(self, found: Found) -> list[tuple[int, int]]:
        passage = self._passages[found.passage]
        return [(passage.starts[low], passage.ends[high - 1]) for low, high in found.pieces]

    def _choose(self, found: Found, before: Before | None) -> tuple[Mention | None, float]:
        if found.form:
            return found.voice, 1.0
        beside = self._beside.speaker(found)
        if beside is not None:
            return self.meanings.carrier(beside, None), _BESIDE
        between = self._between(found)
        if between is not None:
            return self.meanings.carrier(between, found.cue), _BESIDE
        candidates = self._voices.candidates(found, before)
        chances = ranker("speaker").probabilities([one.features for one in candidates])
        best = max(range(len(chances)), key=chances.__getitem__)
        chosen = candidates[best].mention
        return (self.meanings.carrier(chosen, found.cue) if chosen else None), chances[best]

    def _between(self, found: Found) -> Mention | None:
        """The subject of the cue where both stand between the pieces of what was said.

        The inquiry in `a fire, which the inquiry said was, in Holm’s words, “an act of God”`.
        """
        cue = found.cue
        if cue is None or cue.subject is None:
            return None
        for (_, end), (low, _) in pairwise(found.pieces):
            if end <= cue.low < low and end <= cue.subject.low < low:
                return cue.subject
        return None

    def _made(
        self,
        found: Found,
        mention: Mention | None,
        meant: Mention | None,
        entity: Entity | None,
        likely: float,
    ) -> Said:
        passage = self._passages[found.passage]
        cue = found.cue or self._cue_beside(found, mention)
        return Said(
            self._spans(found),
            found.kind,
            mention,
            meant,
            entity,
            (passage.starts[cue.low], passage.ends[cue.high - 1]) if cue else None,
            _rule(found, mention, cue),
            found.sure * likely,
        )

    def _cue_beside(self, found: Found, mention: Mention | None) -> CueHit | None:
        """The cue of a direct quote: the nearest one whose subject is its speaker."""
        if mention is None or mention.passage != found.passage:
            return None
        low, high = found.pieces[0][0], found.pieces[-1][1]
        inside = self._passages[found.passage].inside
        near = [
            (min(abs(hit.low - high), abs(low - hit.high)), hit.low, hit)
            for hit in self._voices.cues_of(mention)
            if inside[hit.low] < 0
        ]
        return min(near)[2] if near and min(near)[0] < 12 else None


def _rule(found: Found, mention: Mention | None, cue: CueHit | None) -> str:
    """A short name for how the speaker was told."""
    if found.form:
        return found.form
    if mention is None:
        return "nobody"
    if cue is not None and cue.subject is not None and cue.subject.low == mention.low:
        return f"cue-{cue.relation}"
    if mention.passage != found.passage:
        return "earlier-paragraph"
    return "near"
