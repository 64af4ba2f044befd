"""What a mention stands for: itself, whom a pronoun means, whom a title or description means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.quotes import epithets, names
from reader.quotes.bearers import KINDS_OF_BODY
from reader.quotes.carriers import carrier
from reader.quotes.clauses import subject_class
from reader.quotes.cues import CueHit
from reader.quotes.descriptions import Descriptions
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People, may_be_body
from reader.quotes.positions import is_aside
from reader.quotes.pronouns import GENDER, Pronouns
from reader.quotes.relatives import relative_antecedent
from reader.quotes.roles import may_be_role
from reader.quotes.syntax import Outline
from reader.quotes.verbs import Cue
from reader.quotes.voices import Before

Meant = tuple[Mention | None, Entity | None]
"""The mention that says most, and whom it names."""

_MOST = 60
"""Mentions before a pronoun that are looked at, in each paragraph."""
_OF_ONE = frozenset(["a", "an", "the", "one", "another"])
_USES_THEY = frozenset([("uses", "they"), ("use", "they"), ("pronouns", "they")])
_OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it", "my": "i", "our": "we"}
_GENDERED = {"he": names.MALE_NOUNS, "she": names.FEMALE_NOUNS}


class Meanings:
    """Finds what the speakers' mentions of one article stand for, in order."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[Sequence[Mention]],
        named: Sequence[Sequence[Mention]],
        outlines: Sequence[Outline],
        people: People,
    ) -> None:
        """Keep what was read in the article."""
        self._passages, self._mentions, self._people = passages, mentions, people
        self.pronouns = Pronouns(passages, named, outlines, people)
        self._descriptions = Descriptions(passages, mentions, named, people)
        self.speakers: list[Entity | None] = []
        self._theys = list(self._who_are_they(named))

    def of(self, mention: Mention | None, before: Before | None) -> Meant:
        """What `mention` stands for, after the quote `before`; remembered as the last speaker."""
        meant = self._of(mention, before)
        self.speakers.append(meant[1])
        return meant

    def again(self, before: Before) -> Meant:
        """The speaker of the quote `before` once more; remembered as the last speaker."""
        self.speakers.append(before.entity)
        return before.mention, before.entity

    def carrier(self, mention: Mention, cue: CueHit | None) -> Mention | None:
        """The mention that speaks where the one chosen only stands beside the cue."""
        passage, row = self._passages[mention.passage], self._mentions[mention.passage]
        return carrier(passage, row, self._people, mention, cue)

    def _of(self, mention: Mention | None, before: Before | None) -> Meant:
        if mention is None:
            return None, None
        if mention.sort is Sort.NAME:
            entity = self._people.entity_of(mention) or self._people.in_headline(mention)
            return mention, entity
        if mention.sort is Sort.NOMINAL:
            return self._described(mention, before)
        return self._pronoun(mention, before)

    def _described(self, mention: Mention, before: Before | None = None) -> Meant:
        """Whom `Hanley’s lawyer, Kate Bloom` or `the prime minister` means."""
        passage, row = self._passages[mention.passage], self._mentions[mention.passage]
        at = bisect_left(row, mention.start, key=lambda other: other.start) + 1
        whole = self._descriptions.with_place(mention)
        while at < len(row) and (row[at].low < whole.high or row[at].sort is Sort.PRONOUN):
            at += 1
        if at < len(row) and _names_body(passage, mention, whole, row[at]):
            entity = self._people.entity_of(row[at])
            if entity is not None and may_be_body(entity):
                entity.is_person = False
                return row[at], entity
        if at < len(row) and _names_again(passage, whole, row[at]):
            entity = self._people.entity_of(row[at])
            owner = entity is not None and passage.lowers[mention.head] in _OWNING
            if entity is not None and (entity.is_person or owner):
                return row[at], entity
        entity = self._descriptions.bearer(mention)
        if entity is None and not self._descriptions.was_heard(mention):
            spoke = _spoke_near(before, mention)
            entity = epithets.bearer(self._passages, self._mentions, self._people, mention, spoke)
        if entity is not None:
            return mention, entity
        return self._descriptions.unnamed(mention), None

    def _pronoun(self, mention: Mention, before: Before | None) -> Meant:
        word = self._passages[mention.passage].lowers[mention.low]
        word = _OWNERS.get(word, word)
        if word == "who":
            antecedent = relative_antecedent(
                self._passages[mention.passage], self._mentions[mention.passage], mention
            )
            if antecedent is not None and antecedent.sort is not Sort.PRONOUN:
                return antecedent, self._people.entity_of(antecedent)
        nearer = self._described_nearer(mention, word)
        if nearer is not None:
            return self._described(nearer)
        if before is not None and self._goes_on(mention, word, before):
            return before.mention, None
        entity = self.pronouns.entity(mention, self.speakers)
        if entity is not None or word in ("i", "we"):
            return mention, entity
        return self._nobody_named(mention, word, before)

    def _who_are_they(self, named: Sequence[Sequence[Mention]]) -> Iterator[Entity]:
        """The people whose pronoun is said to be *they*: `Holm (they/them)`, `who uses they`."""
        for passage, row in zip(self._passages, named, strict=True):
            if "they/them" not in passage.lowers and "they" not in passage.lowers:
                continue
            for mention in row:
                after = passage.lowers[mention.high : mention.high + 8]
                uses = any(pair in _USES_THEY for pair in pairwise(after))
                entity = self._people.entity_of(mention)
                if entity is not None and entity.is_person and (uses or "they/them" in after):
                    yield entity

    def _nobody_named(self, mention: Mention, word: str, before: Before | None) -> Meant:
        """What a pronoun means with which no name agrees: whoever was described only, or a body."""
        if word == "they" and self._theys:
            return mention, self._theys[-1]
        group = self._group(mention, word) if word == "they" else None
        if (
            group is not None
            and before is not None
            and (self._is_one(before) or self._is_since(before, group, mention))
        ):
            return group
        if (
            before is not None
            and before.mention is not None
            and mention.passage - before.found.passage <= 1
            and (before.entity is None or _agrees(before.entity, word))
            and not self._only_asked(before)
            and not (word == "it" and self._is_somebody(before.mention))
        ):
            # The last speaker goes on.
            return before.mention, before.entity
        return (
            self._body(mention, word) or self._group(mention, word) or self._unnamed(mention, word)
        )

    def _described_nearer(self, pronoun: Mention, word: str) -> Mention | None:
        """The one person described who opened the sentence before `he` or `she`.

        `A neighbour said it was loud. “It woke me,” she said`: nobody named stands nearer.
        """
        if word not in _GENDERED:
            return None
        opener = self._opener_before(pronoun)
        if opener is None or opener.sort is not Sort.NOMINAL:
            return None
        passage = self._passages[opener.passage]
        other_gender = _GENDERED["she" if word == "he" else "he"]
        is_one = passage.tags[opener.head] == "NN" and passage.lowers[opener.low] in _OF_ONE
        if is_one and subject_class(passage, opener) == "h":
            return None if passage.lowers[opener.head] in other_gender else opener
        return None

    def _goes_on(self, pronoun: Mention, word: str, before: Before) -> bool:
        """Whether `he` or `she` is the unnamed one who spoke last, as nobody is named since.

        `A spokesman for the port said it was safe. … “We checked,” he said.`
        """
        last = before.mention
        if word not in _GENDERED or last is None or before.entity is not None:
            return False
        if self._only_asked(before):
            return False
        passage = self._passages[last.passage]
        other_gender = _GENDERED["she" if word == "he" else "he"]
        if (
            last.sort is not Sort.NOMINAL
            or pronoun.passage - before.found.passage > 1
            or not _is_of_one(passage, last)
            or passage.lowers[last.head] in other_gender
            or not (subject_class(passage, last) == "h" or may_be_role(passage.lowers[last.head]))
        ):
            return False
        return not any(self._is_told_person(other) for other in self._between(last, pronoun))

    def _only_asked(self, before: Before) -> bool:
        """Whether the last speaker was answered: `Asked by a reporter whether …, he said`."""
        last = before.mention
        if last is None or before.found.cue is None or before.found.cue.kind is not Cue.ASK:
            return False
        return last.low > 0 and self._passages[last.passage].lowers[last.low - 1] == "by"

    def _is_somebody(self, mention: Mention) -> bool:
        """Whether a description is of a person: `an analyst`."""
        passage = self._passages[mention.passage]
        return mention.sort is Sort.NOMINAL and subject_class(passage, mention) == "h"

    def _is_since(self, before: Before, group: Meant, pronoun: Mention) -> bool:
        """Whether a group opens the sentence before a pronoun's, and that is not a quotation's."""
        mention, _ = group
        passage, found = self._passages[pronoun.passage], before.found
        return (
            mention is not None
            and passage.sentence_of[pronoun.low] - passage.sentence_of[mention.low] == 1
            and (found.passage, found.pieces[-1][1]) <= (mention.passage, mention.low)
        )

    def _is_one(self, before: Before) -> bool:
        """Whether the last speaker was one person or thing, and so not *they*."""
        if before.entity is not None:
            return before.entity.is_person
        return self._is_single(before.mention)

    def _is_single(self, mention: Mention | None) -> bool:
        """Whether a description is of one thing: `a study`, not `officials`."""
        if mention is None or mention.sort is not Sort.NOMINAL:
            return False
        passage = self._passages[mention.passage]
        return passage.tags[mention.head] == "NN" and subject_class(passage, mention) == "d"

    def _between(self, last: Mention, pronoun: Mention) -> Iterator[Mention]:
        """The names after what spoke last and before a pronoun."""
        for index in range(last.passage, pronoun.passage + 1):
            row = self._mentions[index]
            low = bisect_left(row, last.end, key=lambda other: other.start)
            high = bisect_left(row, pronoun.start, lo=low, key=lambda other: other.start)
            for at in range(max(low, high - _MOST), high):
                if row[at].sort is Sort.NAME:
                    yield row[at]

    def _is_told_person(self, mention: Mention) -> bool:
        """Whether a name in the narrator's words is a person's."""
        entity = self._people.entity_of(mention)
        told = self._passages[mention.passage].inside[mention.low] < 0
        return told and entity is not None and entity.is_person

    def _opener_before(self, pronoun: Mention) -> Mention | None:
        """What opens the sentence before a pronoun's; None if a person is named after it."""
        index = pronoun.passage
        sentence = self._passages[index].sentence_of[pronoun.low] - 1
        if sentence < 0:
            index -= 1
            if index < 0:
                return None
            sentence = self._passages[index].sentence_of[-1]
        passage, row = self._passages[index], self._mentions[index]
        until = bisect_left(row, pronoun.start, key=lambda other: other.start)
        for at in range(until - 1, -1, -1):
            other = row[at]
            if passage.inside[other.low] >= 0:
                continue
            of = passage.sentence_of[other.low]
            entity = self._people.entity_of(other) if other.sort is Sort.NAME else None
            if of < sentence:
                return None
            if entity is not None and entity.is_person and not is_aside(passage, other):
                return None
            if of == sentence and other.low == passage.sentences[of][0]:
                return other
        return None

    def _body(self, mention: Mention, word: str) -> Meant | None:
        """The body named at the start of the sentence before `it`."""
        if word != "it":
            return None
        passage, row = self._passages[mention.passage], self._mentions[mention.passage]
        here = passage.sentence_of[mention.low]
        for other in row:
            if other.low >= mention.low or other.sort is not Sort.NAME:
                continue
            of = passage.sentence_of[other.low]
            entity = self._people.entity_of(other)
            if here - of == 1 and other.low - passage.sentences[of][0] <= 1 and entity is not None:
                if len(entity.words) == 1 and may_be_body(entity):
                    # "Velora makes chips. It said": whoever is *it* is no person.
                    entity.is_person = False
                return (other, entity) if not entity.is_person else None
        return None

    def _unnamed(self, mention: Mention, word: str) -> Meant:
        """The woman or man described last before `she` or `he`, where nobody named agrees."""
        nouns = _GENDERED.get(word)
        if nouns is None:
            return mention, None
        for index in range(mention.passage, max(-1, mention.passage - 3), -1):
            passage = self._passages[index]
            for other in reversed(self._mentions[index][-40:]):
                if (
                    other.start < mention.start
                    and other.sort is Sort.NOMINAL
                    and passage.inside[other.low] < 0
                    and passage.lowers[other.head] in nouns
                ):
                    return self._descriptions.unnamed(other), None
        return mention, None

    def _group(self, mention: Mention, word: str) -> Meant | None:
        """The people or body that opens a sentence shortly before `they` or `it`."""
        if word not in ("they", "it"):
            return None
        passage, row = self._passages[mention.passage], self._mentions[mention.passage]
        at = bisect_left(row, mention.start, key=lambda other: other.start)
        for other in reversed(row[max(0, at - 12) : at]):
            first, _ = passage.sentences[passage.sentence_of[other.low]]
            if other.sort is not Sort.NOMINAL:
                continue
            kind = subject_class(passage, other)
            plural = passage.tags[other.head] == "NNS"
            if other.low - first <= 1 and (word == "they") == plural and kind in "hdo":
                return other, None
            if word == "it" and kind == "o" and passage.tags[other.high] in ("VBD", "VBZ", "MD"):
                return self._described(other)
        return None


def _is_of_one(passage: Passage, mention: Mention) -> bool:
    """Whether a description is of one person or thing: `a neighbour`, `Holm’s neighbour`."""
    return passage.tags[mention.head] == "NN" and (
        passage.lowers[mention.low] in _OF_ONE
        or "POS" in passage.tags[mention.low : mention.head]
        or passage.tags[mention.low] == "PRP$"
    )


def _spoke_near(before: Before | None, mention: Mention) -> Entity | None:
    """Who spoke last, if it is a person and was in the paragraph of a mention or the one before."""
    if before is None or before.entity is None or not before.entity.is_person:
        return None
    return before.entity if mention.passage - before.found.passage <= 1 else None


def _agrees(entity: Entity, word: str) -> bool:
    """Whether a pronoun may mean somebody named."""
    if word == "it" or word == "they":
        return word == "they" or not entity.is_person
    return entity.is_person and entity.gender in (None, GENDER.get(word))


def _names_again(passage: Passage, mention: Mention, following: Mention) -> bool:
    """Whether a description is followed by a comma and the name of the person described."""
    if following.sort is not Sort.NAME:
        return False
    between = passage.lowers[mention.high : following.low]
    if _RENAMED.fullmatch(" ".join(between)):
        return True
    # "A second guard, “Dean”, said": a name that is not the real one stands between marks.
    apart = [word for word in between if word not in _MARKS]
    is_human = subject_class(passage, mention) == "h" or may_be_role(passage.lowers[mention.head])
    return apart == [","] and len(between) < 3 and is_human


_OWNING = frozenset(["owner", "operator", "developer", "publisher", "maker", "manufacturer"])
"""Nouns for people and for bodies alike."""


def _names_body(passage: Passage, mention: Mention, whole: Mention, following: Mention) -> bool:
    """Whether a body described is named between commas: `The regulator, Aquawatch, said`."""
    closing = following.high
    return (
        following.sort is Sort.NAME
        and following.low == whole.high + 1
        and passage.words[whole.high] == ","
        and closing < len(passage)
        and passage.words[closing] == ","
        and passage.tags[mention.head] == "NN"
        and (
            passage.tags[following.low] not in ("DT", "PRP$")
            # "A police union, the Harbour Officers Guild, said"
            or (passage.lowers[mention.low], passage.lowers[following.low]) in _A_THE
        )
        and (
            subject_class(passage, mention) == "o" or passage.lowers[mention.head] in KINDS_OF_BODY
        )
    )


_A_THE = frozenset([("a", "the"), ("an", "the"), ("its", "the"), ("their", "the")])
_MARKS = frozenset(['"', "''", "``", "'"])
_RENAMED = re.compile(
    r",? ?(?:whom? (?:we|i) (?:are|am|will|have|shall)? ?(?:call|calling|called|name|named)"
    r"|who (?:asked|asks|wanted|wants|agreed) to be (?:known|identified|named|called)"
    r"(?: only| here)?(?: as| by)?"
    r"|(?:known|identified|named)(?: here)?(?: only| simply)? as"
    r"|calling (?:himself|herself|themselves)|who goes by)(?: only)?"
)
"""How somebody unnamed is given a name: `one, whom we are calling Mark`."""
