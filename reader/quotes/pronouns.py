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
from reader.quotes.positions import VERBAL, place_of
from reader.quotes.ranking import ranker
from reader.quotes.regions import bucket
from reader.quotes.syntax import Outline

GENDER = {"he": "m", "his": "m", "him": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
_INDEFINITE = frozenset(
    f"{quantity}{kind}"
    for quantity in ("every", "some", "any", "no")
    for kind in ("one", "body", "thing")
)
_TELLS = 0.8
"""As likely as this, a pronoun tells the gender of the one it means."""
_FAR = 5
"""Paragraphs looked back."""
_MOST = 150
"""Names looked at."""
_SPOKE = 8
"""Speakers looked back at, where nobody is named near by."""
_UNDER = frozenset(
    ["which", "that", "whom", "when", "where", "after", "before", "because", "while", "since",
     "though", "although", "what", "how"]
)  # fmt: skip
"""Words that put a clause under the one before."""
_ACTING = 6
"""Mentions of a thing's name to one where it does something."""
_BEFORE_PEOPLE = frozenset(["by", "with", "that", "if", "because", "as", "while"])
"""Words before a name that tell nothing against a person."""


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
        self._places: dict[tuple[int, int], str] = {}
        self._things: dict[int, bool] = {}
        self._ranks = {count: rank for rank, count in reversed(list(enumerate(written)))}

    def entity(self, pronoun: Mention, speakers: Sequence[Entity | None]) -> Entity | None:
        """Whom `pronoun` means; `speakers` are those of the quotes before it, in order."""
        found = self.candidates(pronoun, speakers)
        if not found:
            return None
        chances = ranker("pronoun").probabilities([one.features for one in found])
        best = max(range(len(found)), key=chances.__getitem__)
        entity = found[best].entity
        if entity.gender is None and chances[best] >= _TELLS and not self._is_thing(entity):
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
        apart = spoken_of(self._passages[pronoun.passage], pronoun)
        others = self._named_in(pronoun.passage, apart)
        later = self._named_in(pronoun.passage, [self._rest(pronoun)])
        for mention in islice(self._backward(pronoun), _MOST):
            entity = None if self._is_nobody(mention) else self._people.entity_of(mention)
            if entity is None or entity is other:
                continue
            if entity.is_person and entity.gender in (None, gender):
                latest.setdefault(entity.number, []).append(mention)
        # Who is only spoken of in quotations is not the one the narrator goes on about.
        told = {number: row for number, row in latest.items() if any(map(self._is_told, row))}
        people = {
            number: row
            for number, row in told.items()
            if not self._is_thing(self._people.entities[number])
        }
        told = self._likely(
            people or self._spoke_before(pronoun, speakers, gender) or told,
            others,
            gender,
            pronoun.passage,
        )
        told = self._subject_above(pronoun, told, gender) or told
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
                + self._newness(self._people.entities[number], nearest[number], pronoun)
                + ["later" + str(int(number in later))],
            )
            for rank, (number, row) in enumerate(told.items())
        ]

    def _rest(self, pronoun: Mention) -> tuple[int, int]:
        """What follows a pronoun in its sentence; who is named there is hardly meant by it."""
        passage = self._passages[pronoun.passage]
        return pronoun.high, passage.sentences[passage.sentence_of[pronoun.low]][1]

    def _named_in(self, index: int, stretches: Sequence[tuple[int, int]]) -> set[int]:
        """The numbers of those named in some stretches of a paragraph."""
        found = set()
        for low, high in stretches:
            row = self._names[index]
            for at in range(bisect_left(row, low, key=lambda one: one.low), len(row)):
                if row[at].low >= high:
                    break
                entity = self._people.entity_of(row[at])
                if entity is not None:
                    found.add(entity.number)
        return found

    def _subject_above(
        self, pronoun: Mention, told: dict[int, list[Mention]], gender: str
    ) -> dict[int, list[Mention]]:
        """Who opens the sentence of a pronoun that stands in a clause of it, if it is one alone.

        `Ms. Holm drew ships, which she once said were easier`.
        """
        passage = self._passages[pronoun.passage]
        if pronoun.low == 0 or passage.lowers[pronoun.low - 1] not in _UNDER:
            return {}
        sentence = passage.sentence_of[pronoun.low]
        here = {
            number: row
            for number, row in told.items()
            if row[0].passage == pronoun.passage and passage.sentence_of[row[0].low] == sentence
        }
        if len(here) != 1:
            return {}
        number, row = next(iter(here.items()))
        is_known = self._people.entities[number].gender == gender
        return here if is_known and self._place(row[0]) == "v1" else {}

    def _spoke_before(
        self, pronoun: Mention, speakers: Sequence[Entity | None], gender: str
    ) -> dict[int, list[Mention]]:
        """Who of the right gender spoke last, where nobody is named near by: places are no people.

        `Born in Velmora, she came to Aske at nine. “I was cold,” she says.`
        """
        for entity in reversed(speakers[-_SPOKE:]):
            if entity is None or not entity.is_person or entity.gender not in (None, gender):
                continue
            row = [one for one in entity.mentions[:_MOST] if one.start < pronoun.start]
            if any(map(self._is_told, row)):
                return {entity.number: row[::-1]}
        return {}

    def _likely(
        self, told: dict[int, list[Mention]], others: set[int], gender: str, here: int
    ) -> dict[int, list[Mention]]:
        """Those who may speak, but for whoever is spoken of, and whom the other pronoun means.

        Where nobody would be left whom this pronoun means elsewhere, or who is named in the
        paragraph `here`, all stay.
        """
        rest = {number: row for number, row in told.items() if number not in others} or told
        agreeing = {
            number: row
            for number, row in rest.items()
            if not _is_heard_as_other(self._people.entities[number], gender)
        }
        known = any(
            self._people.entities[number].heard[gender] or row[0].passage == here
            for number, row in agreeing.items()
        )
        return agreeing if known else rest

    def _is_thing(self, entity: Entity) -> bool:
        """Whether a name is hardly anybody's: mostly `in` or `of` it, and hardly anything it does.

        `Glass-Farrow` in `the case for Glass-Farrow`, `a repeal of Glass-Farrow`.
        """
        known = self._things.get(entity.number)
        if known is None:
            known = self._things[entity.number] = self._stands_as_thing(entity)
        return known

    def _stands_as_thing(self, entity: Entity) -> bool:
        if all(names.folded(word) in names.PARTIES for word in entity.words):
            # "Ada Holm, Democrat of Aske": what she is, and not who.
            return True
        if entity.votes or entity.is_described:
            return False
        behind = [self._is_behind(mention) for mention in entity.mentions]
        acting = sum(
            not is_behind and self._place(mention)[0] == "v"
            for mention, is_behind in zip(entity.mentions, behind, strict=True)
        )
        return 2 * sum(behind) >= len(behind) and _ACTING * acting <= len(behind)

    def _is_behind(self, mention: Mention) -> bool:
        """Whether a preposition stands before a name: `in Velmora`, `under the Velmora`."""
        passage, low = self._passages[mention.passage], mention.low
        if low > 1 and passage.tags[low - 1] == "DT":
            low -= 1
        return (
            low > 0
            and passage.tags[low - 1] in ("IN", "TO", "VBG", "RP")
            and passage.lowers[low - 1] not in _BEFORE_PEOPLE
        )

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
        while at < len(passage) and passage.tags[at] in VERBAL:
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
        key = (mention.passage, mention.low)
        place = self._places.get(key)
        if place is None:
            line = self._outlines[mention.passage]
            place = self._places[key] = place_of(self._passages[mention.passage], line, mention)
        return place

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


def _start_of(mention: Mention) -> int:
    return mention.start


def _is_heard_as_other(entity: Entity, gender: str) -> bool:
    """Whether only the other pronoun ever follows a name that tells no gender."""
    return entity.gender is None and bool(entity.heard) and not entity.heard[gender]


_ASKED = frozenset(["asked", "pressed", "questioned", "quizzed", "challenged", "told"])
"""Participles that begin a question that somebody is put: `Asked whether Holm would go, he`."""


def spoken_of(passage: Passage, pronoun: Mention) -> list[tuple[int, int]]:
    """Where those stand of whom somebody speaks who is only *he* or *she*, and so not they.

    The words in marks on either side of `she says`, and the question before it: `Asked whether
    Holm would go, he said`.
    """
    first, end = passage.sentences[passage.sentence_of[pronoun.low]]
    found = []
    marked = passage.inside[pronoun.low - 1] if pronoun.low else -1
    if marked >= 0:
        found.append(passage.tokens_in(passage.marked[marked]))
    if passage.lowers[first] in _ASKED:
        comma = next((at for at in range(first, pronoun.low) if passage.words[at] == ","), first)
        found.append((first, comma))
    if marked >= 0 and end < len(passage):
        following = passage.inside[end]
        if following >= 0:
            found.append(passage.tokens_in(passage.marked[following]))
    return found
