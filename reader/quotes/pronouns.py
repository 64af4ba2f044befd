"""Whom a pronoun means: the earlier name that agrees with it and fits best."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reader.quotes import names
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People
from reader.quotes.ranking import ranker
from reader.quotes.regions import bucket
from reader.quotes.syntax import Outline

GENDER = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
_INDEFINITE = frozenset(
    f"{quantity}{kind}"
    for quantity in ("every", "some", "any", "no")
    for kind in ("one", "body", "thing")
)
_VERBAL = frozenset(["VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD", "RB"])
_TELLS = 0.8
"""As likely as this, a pronoun tells the gender of the one it means."""
_FAR = 5
"""Paragraphs looked back."""
_MOST = 150
"""Names looked at."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Somebody a pronoun may mean."""

    entity: Entity
    """Who."""
    features: list[str]
    """What it is judged by."""


class Pronouns:
    """Finds whom the pronouns of one article mean."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[Sequence[Mention]],
        outlines: Sequence[Outline],
        people: People,
    ) -> None:
        """Keep what was read; nothing is resolved yet."""
        self._passages, self._mentions = passages, mentions
        self._outlines, self._people = outlines, people
        self._names = [[one for one in row if one.sort is Sort.NAME] for row in mentions]
        written = sorted((len(entity.mentions) for entity in people.entities), reverse=True)
        self._ranks = {count: rank for rank, count in reversed(list(enumerate(written)))}

    def entity(self, pronoun: Mention, speakers: Sequence[Entity | None]) -> Entity | None:
        """Whom `pronoun` means; `speakers` are those of the quotes before it, in order."""
        found = self.candidates(pronoun, speakers)
        if not found:
            return None
        chances = ranker("pronoun").probabilities([one.features for one in found])
        best = max(range(len(found)), key=chances.__getitem__)
        entity = found[best].entity
        if entity.gender is None and chances[best] >= _TELLS:
            # Who was *she* once is not *he* later.
            entity.gender = GENDER[self._passages[pronoun.passage].lowers[pronoun.low]]
        return entity

    def candidates(self, pronoun: Mention, speakers: Sequence[Entity | None]) -> list[Antecedent]:
        """The people who agree with a pronoun, the one named last first."""
        gender = GENDER.get(self._passages[pronoun.passage].lowers[pronoun.low])
        if gender is None:
            return []
        latest: dict[int, list[Mention]] = {}
        other = self._object(pronoun)
        for mention in islice(self._backward(pronoun), _MOST):
            entity = None if self._is_nobody(mention) else self._people.entity_of(mention)
            if entity is None or entity is other:
                continue
            if entity.is_person and entity.gender in (None, gender):
                latest.setdefault(entity.number, []).append(mention)
        # Who is only spoken of in quotations is not the one the narrator goes on about.
        told = {number: row for number, row in latest.items() if any(map(self._is_told, row))}
        nearest = {number: next(filter(self._is_told, row)) for number, row in told.items()}
        here = sum(1 for one in nearest.values() if one.passage == pronoun.passage)
        return [
            Antecedent(
                self._people.entities[number],
                self._features(self._people.entities[number], row, pronoun, speakers, rank)
                + self._rivals(
                    nearest[number],
                    pronoun,
                    here,
                    self._spoke(self._people.entities[number], speakers),
                )
                + self._newness(self._people.entities[number], nearest[number], pronoun),
            )
            for rank, (number, row) in enumerate(told.items())
        ]

    def _newness(self, entity: Entity, last: Mention, pronoun: Mention) -> list[str]:
        """Whether the paragraph of a pronoun is the first to name a candidate, and how."""
        if last.passage != pronoun.passage:
            return []
        is_new = min(mention.passage for mention in entity.mentions) == pronoun.passage
        place = self._place(last)
        new = "new" + str(int(is_new))
        return [new, new + place[:1], new + place, new + place + self._sentences(last, pronoun)]

    def _rivals(self, last: Mention, pronoun: Mention, here: int, spoke: str) -> list[str]:
        """Whether the narrator names a candidate in the pronoun's paragraph, and others there."""
        own = int(last.passage == pronoun.passage)
        rivals = str(own) + bucket(here - own, (0, 1))
        place = self._place(last)
        sentences = self._sentences(last, pronoun)
        return [
            "u" + rivals,
            "up" + rivals + place,
            "us" + rivals + sentences,
            "uk" + rivals + spoke,
            "ups" + str(own) + place[:1] + sentences,
        ]

    def _object(self, pronoun: Mention) -> Entity | None:
        """Whom the pronoun's own verb takes: in `he called Ryan weak`, he is not Ryan."""
        passage, row = self._passages[pronoun.passage], self._mentions[pronoun.passage]
        at = pronoun.high
        while at < len(passage) and passage.tags[at] in _VERBAL:
            at += 1
        index = bisect_left(row, at, key=lambda other: other.low)
        if at == pronoun.high or index >= len(row) or row[index].low != at:
            return None
        return self._people.entity_of(row[index])

    def _backward(self, pronoun: Mention) -> Iterator[Mention]:
        """The names before a pronoun, in its paragraph and the few before, the nearest first."""
        for index in range(pronoun.passage, max(-1, pronoun.passage - _FAR), -1):
            row = self._names[index]
            until = len(row)
            if index == pronoun.passage:
                until = bisect_left(row, pronoun.start, key=_start_of)
            for at in range(until - 1, -1, -1):
                yield row[at]

    def _is_told(self, mention: Mention) -> bool:
        """Whether a name stands in the narrator's words."""
        return self._passages[mention.passage].inside[mention.low] < 0

    def _is_nobody(self, mention: Mention) -> bool:
        """Whether a name is none: `Everyone` at the start of a sentence."""
        core = mention.core
        lowers = self._passages[mention.passage].lowers
        return core is not None and core[1] - core[0] == 1 and lowers[core[0]] in _INDEFINITE

    def _features(
        self,
        entity: Entity,
        row: list[Mention],
        pronoun: Mention,
        speakers: Sequence[Entity | None],
        rank: int,
    ) -> list[str]:
        last = row[0]
        away = bucket(pronoun.passage - last.passage, (0, 1, 2, 3))
        sentences = self._sentences(last, pronoun)
        recent = "r" + bucket(rank, (0, 1, 2, 4))
        spoke = self._spoke(entity, speakers)
        place = self._place(last)
        gender = "g" + str(entity.gender is not None)
        often = "o" + bucket(self._ranks.get(len(entity.mentions), 9), (0, 1, 2, 4))
        evidence = self._evidence(entity)
        opening = "A" if self._opens(pronoun) else "a"
        return [
            "s" + sentences,
            "a" + away,
            recent,
            recent + sentences,
            recent + opening,
            "k" + spoke,
            "k" + spoke + away,
            "k" + spoke + opening + sentences,
            "p" + place,
            "p" + place + sentences,
            "p" + place + sentences + opening,
            gender,
            gender + recent,
            often,
            often + away,
            often + evidence,
            "e" + evidence,
            "e" + evidence + recent,
            "d" + evidence + str(int(entity.is_described)),
            "n" + bucket(len(row), (1, 2, 4, 8)),
            "n" + bucket(len(row), (1, 2, 4, 8)) + away,
            "in" + self._within(row, pronoun),
            "q" + str(int(self._passages[last.passage].inside[last.low] >= 0)) + away,
            "any" + self._best_place(row, pronoun),
        ]

    def _sentences(self, mention: Mention, pronoun: Mention) -> str:
        if mention.passage != pronoun.passage:
            passage = self._passages[mention.passage]
            final = passage.sentence_of[-1] == passage.sentence_of[mention.low]
            return "p" + str(min(3, pronoun.passage - mention.passage)) + str(int(final))
        of = self._passages[mention.passage].sentence_of
        return bucket(of[pronoun.low] - of[mention.low], (0, 1, 2, 3))

    def _spoke(self, entity: Entity, speakers: Sequence[Entity | None]) -> str:
        for back, other in enumerate(reversed(speakers[-3:])):
            if other is entity:
                return str(back)
        return "-"

    def _place(self, mention: Mention) -> str:
        """How a mention stands in its sentence: first, subject, owner, after a preposition."""
        passage, line = self._passages[mention.passage], self._outlines[mention.passage]
        if passage.inside[mention.low] >= 0:
            return "q"
        follower = line.at(_past_time(passage, mention.high))
        if follower == "s":
            return "s"
        first, _ = passage.sentences[passage.sentence_of[mention.low]]
        opens = "1" if mention.low - first <= 1 else "0"
        if follower in "fMABCEHULGRK" and follower:
            return "v" + opens
        leader = line.at(mention.low - 1)
        return ("i" if leader in "iT" and leader else follower[:1]) + opens

    def _best_place(self, row: list[Mention], pronoun: Mention) -> str:
        """Whether any mention near by is the subject of its sentence."""
        near = [m for m in row[:6] if pronoun.passage - m.passage <= 1]
        return str(int(any(self._place(mention)[:1] == "v" for mention in near)))

    def _within(self, row: list[Mention], pronoun: Mention) -> str:
        here = sum(1 for mention in row if mention.passage == pronoun.passage)
        return bucket(here, (0, 1, 2))

    def _opens(self, pronoun: Mention) -> bool:
        passage = self._passages[pronoun.passage]
        first, _ = passage.sentences[passage.sentence_of[pronoun.low]]
        return pronoun.low == first

    def _evidence(self, entity: Entity) -> str:
        """How sure it is that a name is a person's."""
        if entity.gender is not None:
            return "g"
        first = names.folded(entity.words[0])
        if names.first_name_gender(first) is not None or len(entity.mentions) > 3:
            return "n"
        return "1" if len(entity.words) == 1 else "2"


_WHEN = frozenset(["this", "last", "late", "early", "earlier", "also", "on"])


def _past_time(passage: Passage, at: int) -> int:
    """The token after a word or two that tell when: `Holm this week dismissed`."""
    high = at
    while high < min(len(passage) - 1, at + 3) and (
        passage.lowers[high] in _WHEN
        or passage.lowers[high] in names.TIME_NOUNS
        or (passage.lowers[high] in names.TIMES and passage.words[high][0].isupper())
    ):
        high += 1
    return high if passage.tags[min(high, len(passage) - 1)] in _VERBAL else at


def _start_of(mention: Mention) -> int:
    return mention.start


_APART = 3
"""Tokens between a name and the `who` that stands for it, as in `Holm, meanwhile, who …`."""
_APART_BY = frozenset([",", "—", "--"])
_APART_TAGS = frozenset(["RB", "CD"])


def relative_antecedent(
    passage: Passage, mentions: Sequence[Mention], pronoun: Mention
) -> Mention | None:
    """What `who` stands for: the mention before it, apart by commas and an adverb at most."""
    at = bisect_left(mentions, pronoun.start, key=_start_of) - 1
    best = mentions[at] if at >= 0 else None
    if best is None or pronoun.low - best.high > _APART:
        return None
    between = range(best.high, pronoun.low)
    apart = all(
        passage.words[at] in _APART_BY
        or passage.tags[at] in _APART_TAGS
        or passage.words[at][0].isupper()
        for at in between
    )
    return _described_by(passage, mentions, at) or best if apart else None


_OF = frozenset(["of", "for", "at", "with", "in", "the"])


def _described_by(passage: Passage, mentions: Sequence[Mention], at: int) -> Mention | None:
    """Who is the president in `Ada Holm, president of the Guild, who`, where `at` is the guild."""
    if at < 2:
        return None
    name, role, body = mentions[at - 2 : at + 1]
    joint = passage.lowers[role.high : body.low]
    if name.sort is not Sort.NAME or role.sort is not Sort.NOMINAL or not joint:
        return None
    is_apposed = role.low == name.high + 1 and passage.words[name.high] == ","
    return name if is_apposed and _OF.issuperset(joint) else None
