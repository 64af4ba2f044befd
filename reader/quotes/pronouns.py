"""Whom a pronoun means: the most prominent earlier name that agrees with it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People

_GENDER = {"he": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
_FAR = 4
"""Paragraphs looked back."""


class Pronouns:
    """Finds whom the pronouns of one article mean."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[Sequence[Mention]],
        people: People,
    ) -> None:
        """Keep what was read; nothing is resolved yet."""
        self._passages, self._mentions, self._people = passages, mentions, people

    def entity(self, pronoun: Mention, speakers: Sequence[Entity | None] = ()) -> Entity | None:
        """Whom `pronoun` means; `speakers` are those of the quotes before it, in order."""
        gender = _GENDER.get(self._passages[pronoun.passage].lowers[pronoun.low])
        if gender is None:
            return None
        best: tuple[float, Entity] | None = None
        last = speakers[-1] if speakers else None
        for index in range(pronoun.passage, max(-1, pronoun.passage - _FAR), -1):
            for mention in self._mentions[index]:
                if mention.start >= pronoun.start:
                    break
                entity = self._people.entity_of(mention)
                if entity is None or not _agrees(entity, gender):
                    continue
                score = self._score(mention, pronoun, entity is last)
                if best is None or score >= best[0]:
                    best = (score, entity)
        return best[1] if best else None

    def _score(self, mention: Mention, pronoun: Mention, spoke_last: bool) -> float:
        passage = self._passages[mention.passage]
        score = -2.0 * (pronoun.passage - mention.passage)
        if passage.inside[mention.low] >= 0:
            score -= 3
        sentence = passage.sentence_of[mention.low]
        first, _ = passage.sentences[sentence]
        score += 1.5 if mention.low - first <= 2 else 0
        if mention.passage == pronoun.passage:
            score -= 0.5 * (passage.sentence_of[pronoun.low] - sentence)
        if mention.high < len(passage) and passage.tags[mention.high] == "POS":
            score -= 1.5
        return score + (1.5 if spoke_last else 0)


def _agrees(entity: Entity, gender: str) -> bool:
    return entity.is_person and entity.gender in (None, gender)


def is_pronoun(mention: Mention) -> bool:
    """Whether a mention is a pronoun."""
    return mention.sort is Sort.PRONOUN
