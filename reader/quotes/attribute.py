"""Who said it: from words that were found to the mention that names their speaker."""

from __future__ import annotations

from collections.abc import Sequence

from reader.quotes.cues import CueHit
from reader.quotes.detect import Found
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People
from reader.quotes.pronouns import Pronouns, relative_antecedent
from reader.quotes.ranking import ranker
from reader.quotes.speakers import Said
from reader.quotes.syntax import Outline
from reader.quotes.voices import Before, Voices


class Attributor:
    """Finds the speakers of the quotes of one article, in order."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[Sequence[Mention]],
        hits: Sequence[Sequence[CueHit]],
        outlines: Sequence[Outline],
        voices: Voices,
        people: People,
    ) -> None:
        """Keep what was read in the article."""
        self._passages, self._hits, self._voices, self._people = passages, hits, voices, people
        self._mentions = mentions
        self.pronouns = Pronouns(passages, mentions, outlines, people)
        self.speakers: list[Entity | None] = []

    def said(self, found: Sequence[Found]) -> list[Said]:
        """The quotes with their speakers, in the order of `found`."""
        said: list[Said] = []
        before: Before | None = None
        for one in found:
            mention, likely = self._choose(one, before)
            meant, entity = self.meant(mention, before)
            before = Before(one, meant, entity)
            self.speakers.append(entity)
            said.append(self._made(one, mention, meant, entity, likely))
        return said

    def meant(
        self, mention: Mention | None, before: Before | None
    ) -> tuple[Mention | None, Entity | None]:
        """What a mention stands for: itself, or for a pronoun what it refers to; and who that is."""
        if mention is None:
            return None, None
        if mention.sort is not Sort.PRONOUN:
            return mention, self._people.entity_of(mention)
        word = self._passages[mention.passage].lowers[mention.low]
        if word == "who":
            antecedent = relative_antecedent(
                self._passages[mention.passage], self._mentions[mention.passage], mention
            )
            if antecedent is not None and antecedent.sort is not Sort.PRONOUN:
                return antecedent, self._people.entity_of(antecedent)
        entity = self.pronouns.entity(mention, self.speakers)
        if entity is not None or word in ("i", "we") or before is None:
            return mention, entity
        if before.mention is not None and mention.passage - before.found.passage <= 1:
            # Nobody named agrees: the last speaker, who was described only, goes on.
            return before.mention, before.entity if word not in ("he", "she") else None
        return mention, None

    def _choose(self, found: Found, before: Before | None) -> tuple[Mention | None, float]:
        candidates = self._voices.candidates(found, before)
        chances = ranker("speaker").probabilities([one.features for one in candidates])
        best = max(range(len(chances)), key=chances.__getitem__)
        return candidates[best].mention, chances[best]

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
            [(passage.starts[low], passage.ends[high - 1]) for low, high in found.pieces],
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
    if mention is None:
        return "nobody"
    if cue is not None and cue.subject is not None and cue.subject.low == mention.low:
        return f"cue-{cue.relation}"
    if mention.passage != found.passage:
        return "earlier-paragraph"
    return "near"
