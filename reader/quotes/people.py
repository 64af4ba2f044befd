"""Who is named in an article: name mentions merged into people and bodies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.language import tagger
from reader.quotes import names
from reader.quotes.bearers import (
    body_named,
    is_by_office,
    is_described,
    is_first_name,
    is_person_name,
    role_gender,
    speaks_as_person,
    title_gender,
)
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.verbs import VERBS, Cue

_LEAST_PREFIX = 3
"""Letters of a first name that may be the beginning of a longer one."""
_TOLD = 3
"""Pronouns after a name that tell its bearer's gender, where nothing else does."""
_SPOKE = 2
"""Paragraphs back in which who bears a name has spoken, to be the one who goes on."""
_MOST_BEARERS = 50
"""Bearers of one name that are told apart."""


@dataclass(slots=True)
class Entity:
    """Somebody named in the article, while it is being read."""

    number: int
    """Place in order of first mention."""
    words: tuple[str, ...]
    """The fullest name, as written, titles and suffixes left out."""
    is_person: bool
    """Whether it is a person, as far as can be told."""
    gender: str | None = None
    """`m`, `f`, or None when it cannot be told."""
    mentions: list[Mention] = field(default_factory=list)
    """Where it is named, in order."""
    written: int = 0
    """How often the name is written out in full."""
    votes: Counter[str] = field(default_factory=Counter)
    """What speaks for either gender, weighted."""
    heard: Counter[str] = field(default_factory=Counter)
    """How often `he` and `she` follow the name before another one does."""
    suffix: str = ""
    """`jr` or `sr`, where the article tells a father from a son."""
    spoke: Mention | None = None
    """Its last mention that stands beside a verb of saying, of those read so far."""
    is_described: bool = False
    """Whether a title, role or age beside the name tells that it is a person's."""

    @property
    def name(self) -> str:
        """The fullest name."""
        return " ".join(self.words)


def core_words(passage: Passage, mention: Mention) -> tuple[str, ...]:
    """The words of a mention's name, suffixes such as Jr. left out; empty if it is not a name."""
    if mention.core is None:
        return ()
    low, high = mention.core
    inside = passage.inside[low]
    # A nickname between marks is no part of the name: Robert “Bobby” Stain.
    words = [passage.words[at] for at in range(low, high) if passage.inside[at] == inside]
    while len(words) > 1 and names.folded(words[-1]) in names.SUFFIXES:
        words.pop()
    if words:
        words[-1] = _HONORIFIC.sub("", words[-1])
    return tuple(words)


_HONORIFIC = re.compile("(?<=[a-z])-(?:san|sama|sensei|kun|chan)$")
"""What is said after a name for politeness: `Ono-san`."""
_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "&"])


def _initials(key: Sequence[str]) -> str:
    return "".join(word[:1] for word in key)


_GENERATIONS = frozenset(["jr", "sr"])


def suffix(passage: Passage, mention: Mention) -> str:
    """`jr` or `sr` if the name ends so; else empty."""
    if mention.core is None:
        return ""
    last = names.folded(passage.words[mention.core[1] - 1])
    return last if last in _GENERATIONS else ""


class People:
    """The entities of one article, and which of them each name mention means."""

    def __init__(self, passages: Sequence[Passage], mentions: Sequence[Sequence[Mention]]) -> None:
        """Read all name mentions in order and merge them."""
        self._passages = passages
        self.entities: list[Entity] = []
        self._of: dict[tuple[int, int], Entity] = {}
        self._by_last: dict[str, list[Entity]] = defaultdict(list)
        self._by_first: dict[str, list[Entity]] = defaultdict(list)
        self._by_inner: dict[str, list[Entity]] = defaultdict(list)
        self._by_key: dict[tuple[str, ...], Entity] = {}
        named = [m for row in mentions for m in row if m.sort is Sort.NAME]
        self._bodies = frozenset(
            word
            for row, passage in zip(mentions, passages, strict=True)
            for m in row
            if (word := body_named(passage, m))
        )
        self._introduce(named)
        for at, mention in enumerate(named):
            self._place(mention)
            self._hear(mention, named[at + 1] if at + 1 < len(named) else None)

    def entity_of(self, mention: Mention) -> Entity | None:
        """Whom a name mention means; None for pronouns and nominals."""
        return self._of.get((mention.passage, mention.low))

    def in_headline(self, mention: Mention) -> Entity | None:
        """Whom a name means that was left out because it stands in a headline: `Holm: …`."""
        words = core_words(self._passages[mention.passage], mention)
        key = tuple(map(names.folded, words))
        if len(key) == 1:
            return self._single(key, mention)
        return self._by_key.get(key)

    def _introduce(self, named: list[Mention]) -> None:
        """Make an entity of every name of two words or more, and of acronyms."""
        seen: list[tuple[tuple[str, ...], Mention]] = []
        for mention in named:
            words = core_words(self._passages[mention.passage], mention)
            if len(words) > 1:
                seen.append((words, mention))
        # "In Wisconsin Trump said": what begins with a place is looked at when the rest is known.
        seen.sort(key=lambda one: self._may_begin_before(*one))
        for words, mention in seen:
            key = self._key(words, mention)
            if self._begins_before(key, words, mention):
                continue
            if key not in self._by_key:
                self._by_key[key] = self._same_as(key, mention) or self._new(words, mention)
            entity = self._by_key[key]
            entity.written += 1
            if entity.name.isupper() and not "".join(words).isupper() and len(words) > 1:
                # "DENISE OKAFOR", and later as names are written.
                entity.words = words
            if not entity.is_person and speaks_as_person(
                self._passages[mention.passage], mention, words
            ):
                entity.is_person = True

    def _may_begin_before(self, words: tuple[str, ...], mention: Mention) -> bool:
        """Whether the first of two words may be none of a name's."""
        return len(words) == 2 and (
            names.folded(words[0]) in names.PLACES or self._may_be_verb(words, mention)
        )

    def _begins_before(
        self, key: tuple[str, ...], words: tuple[str, ...], mention: Mention
    ) -> bool:
        """Whether it is none, for the second word is somebody's name who is known."""
        if len(key) != 2:
            return False
        if key[0] in names.PLACES and self._is_person(key[1]):
            return True
        return bool(self._by_first.get(key[1])) and self._may_be_verb(words, mention)

    def _may_be_verb(self, words: tuple[str, ...], mention: Mention) -> bool:
        """Whether a name has a word of any sentence before it: `“Leave Danny alone,”`."""
        passage = self._passages[mention.passage]
        first, _ = passage.sentences[passage.sentence_of[mention.low]]
        opens = mention.low == first or passage.inside[mention.low - 1] != passage.inside[first]
        return (
            (opens or passage.inside[mention.low] >= 0)
            and names.first_name_gender(words[0]) is None
            and is_first_name(names.folded(words[1]))
            and tagger().knows(words[0])
        )

    def _is_person(self, last: str) -> bool:
        """Whether somebody has this surname."""
        return any(entity.is_person for entity in self._by_last.get(last, ())[:_MOST_BEARERS])

    def _key(self, words: tuple[str, ...], mention: Mention) -> tuple[str, ...]:
        """A name folded; with its suffix where that tells two people of one name apart."""
        key = tuple(map(names.folded, words))
        generation = suffix(self._passages[mention.passage], mention)
        return (*key, generation) if generation else key

    def _new(self, words: tuple[str, ...], mention: Mention) -> Entity:
        passage = self._passages[mention.passage]
        is_person = is_person_name(passage, mention, words)
        if len(words) == 1 and words[0] in self._bodies:
            is_person = False
        entity = Entity(len(self.entities), words, is_person)
        entity.suffix = suffix(passage, mention)
        self.entities.append(entity)
        key = tuple(map(names.folded, words))
        self._by_key.setdefault(self._key(words, mention), entity)
        self._by_last[key[-1]].append(entity)
        if len(key) > 1:
            self._by_first[key[0]].append(entity)
            for at in range(1, len(key) - 1) if entity.is_person else ():
                # "María José Ibáñez de la Torre" goes by the first of her two surnames.
                if key[at + 1] in names.PARTICLES and key[at] not in names.PARTICLES:
                    self._by_inner[key[at]].append(entity)
            if not entity.is_person:
                for short in {_initials(key), _initials([w for w in key if w not in _SMALL])}:
                    self._by_first[short].append(entity)
        return entity

    def _same_as(self, key: tuple[str, ...], mention: Mention) -> Entity | None:
        """An entity met before whose last name is the same and whose first names agree."""
        generation = key[-1] if key[-1] in _GENERATIONS and len(key) > 1 else ""
        key = key[:-1] if generation else key
        if len(key) < 2:
            return None
        for entity in self._by_last.get(key[-1], ())[:_MOST_BEARERS]:
            theirs = tuple(map(names.folded, entity.words))
            if generation and entity.suffix and generation != entity.suffix:
                continue
            if entity.is_person and len(theirs) > 1 and _first_names_agree(key[:-1], theirs[:-1]):
                if len(key) > len(theirs) and len(key[0]) > 1:
                    entity.words = core_words(self._passages[mention.passage], mention)
                entity.suffix = entity.suffix or generation
                return entity
        return None

    def _place(self, mention: Mention) -> None:
        passage = self._passages[mention.passage]
        words = core_words(passage, mention)
        entity = self._by_key.get(self._key(words, mention)) if len(words) > 1 else None
        key = tuple(map(names.folded, words))
        if len(key) == 2 and key[0] in names.PLACES:
            # "In Wisconsin Trump said": a place, and a person named elsewhere.
            entity = self._single(key, mention) or entity
        if entity is None:
            entity = self._single(key, mention) or self._by_key.get(key)
        if entity is None:
            entity = self._new(words, mention)
        if _says(passage, mention):
            entity.spoke = mention
        self._of[(mention.passage, mention.low)] = entity
        entity.mentions.append(mention)
        self._vote(entity, passage, mention)

    def _single(self, key: tuple[str, ...], mention: Mention) -> Entity | None:
        """Whom a single word means: the bearer of the surname, else of the first name."""
        passage = self._passages[mention.passage]
        gender = title_gender(passage, mention) or _following_gender(passage, mention)
        bearers = [
            entity
            for entity in self._by_last.get(key[-1], ())[:_MOST_BEARERS]
            if entity.is_person or len(entity.words) == 1
        ]
        if (gender and len(bearers) > 1) or title_gender(passage, mention):
            agreeing = [one for one in bearers if not one.gender or one.gender == gender]
            bearers = agreeing if agreeing or title_gender(passage, mention) else bearers
        if len(bearers) > 1:
            return _preferred(bearers, mention, says=_says(passage, mention))
        if bearers:
            return bearers[0]
        inner = () if key[1:] else self._by_inner.get(key[-1], ())
        if len(inner) == 1:
            return inner[0]
        firsts = list((self._by_first.get(key[-1], ()) or self._by_short(key[-1]))[:_MOST_BEARERS])
        if title_gender(passage, mention):
            # "Mr Holm" is not Holm Systems.
            firsts = [one for one in firsts if one.is_person]
        return _preferred(firsts, mention) if firsts else None

    def _by_short(self, word: str) -> list[Entity]:
        """The only person for whose first name a word is short: `Babs` for Barbara Lusk."""
        forms = names.FORMS.get(word)
        if not forms:
            return []
        found = [
            entity
            for entity in self.entities[:_MOST_BEARERS]
            if entity.is_person
            and len(entity.words) > 1
            and forms & names.FORMS.get(names.folded(entity.words[0]), frozenset())
        ]
        return found if len(found) == 1 else []

    def _hear(self, mention: Mention, following: Mention | None) -> None:
        """Note the pronoun between a subject and the next name of its sentence."""
        entity = self.entity_of(mention)
        if entity is None or not entity.is_person:
            return
        passage = self._passages[mention.passage]
        verb = _past_insertion(passage, mention)
        if verb >= len(passage) or passage.tags[verb] not in _FINITE:
            return
        _, end = passage.sentences[passage.sentence_of[mention.low]]
        if following is not None and following.passage == mention.passage:
            end = min(end, max(following.low, verb))
        for at in range(verb, min(end, verb + 25)):
            gender = _OWN.get(passage.lowers[at])
            if gender is not None and passage.inside[at] == passage.inside[mention.low]:
                if passage.tags[at] in ("PRP", "PRP$"):
                    entity.heard[gender] += 2 if at == verb + 1 else 1
                    self._decide(entity)
                return

    def _vote(self, entity: Entity, passage: Passage, mention: Mention) -> None:
        gender = title_gender(passage, mention) or role_gender(passage, mention)
        if gender is None and is_by_office(passage, mention):
            gender = "m" if passage.lowers[mention.head] in names.MALE_TITLES else "f"
        entity.is_described = entity.is_described or is_described(passage, mention)
        if gender:
            entity.votes[gender] += 5
        elif len(entity.mentions) == 1 and entity.is_person:
            first = names.first_name_gender(entity.words[0])
            if first:
                entity.votes[first] += 3
        self._decide(entity)

    def _decide(self, entity: Entity) -> None:
        best = entity.votes.most_common(2)
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            entity.gender = best[0][0]
        if not best and len(entity.heard) == 1 and entity.heard.total() >= _TOLD:
            entity.gender = next(iter(entity.heard))


_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_OWN = {"he": "m", "his": "m", "himself": "m", "she": "f", "herself": "f"}
_GENDER = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}


_INSERTION = 16
"""Tokens that may stand between commas after a name."""


def _past_insertion(passage: Passage, mention: Mention) -> int:
    """The token after a name and what stands between commas after it: `Holm, a nurse, said`."""
    at = mention.high
    if at >= len(passage) or passage.words[at] != ",":
        return at
    _, end = passage.sentences[passage.sentence_of[mention.low]]
    for closing in range(at + 2, min(end, at + _INSERTION)):
        if passage.words[closing] == "," and closing + 1 < end:
            return closing + 1
    return at


def _following_gender(passage: Passage, mention: Mention) -> str | None:
    """`m` or `f` by the next pronoun in the sentence: `Clinton said she …`."""
    _, end = passage.sentences[passage.sentence_of[mention.low]]
    for at in range(mention.high, min(end, mention.high + 12)):
        if passage.inside[at] < 0 and passage.lowers[at] in _GENDER:
            return _GENDER[passage.lowers[at]]
    return None


def _says(passage: Passage, mention: Mention) -> bool:
    """Whether a verb of saying stands right beside a name."""
    low, high = mention.low - 1, mention.high
    if high < len(passage) and passage.words[high] == ",":
        high += 1
    return any(
        0 <= at < len(passage) and passage.inside[at] < 0 and _is_saying(passage.lowers[at])
        for at in (low, high)
    )


def _is_saying(word: str) -> bool:
    """Whether a word is a form of a verb that tells words."""
    entry = VERBS.get(word)
    return entry is not None and entry[1] in _SAYING


_SAYING = frozenset([Cue.SAY, Cue.TELL, Cue.STATE, Cue.MANNER])


def _preferred(bearers: list[Entity], mention: Mention, *, says: bool = False) -> Entity:
    """Of several bearers of a name, the most named; one named in this paragraph counts for more.

    Where the name says something, so does who has said something shortly before.
    """
    voices = [one.spoke for one in bearers if one.spoke is not None] if says else []
    last = max(voices, key=lambda one: one.start, default=None)
    if last is not None and mention.passage - last.passage > _SPOKE:
        last = None

    def weight(entity: Entity) -> tuple[float, int]:
        near = entity.mentions and entity.mentions[-1].passage == mention.passage
        spoke = last is not None and entity.spoke == last
        return entity.written * (3.0 if near else 1.0) * (1.5 if spoke else 1.0), -entity.number

    return max(bearers, key=weight)


def _first_names_agree(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    a, b = ours[0], theirs[0]
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if a == b or a in theirs or b in ours:
        return True
    short, long = sorted((a, b), key=len)
    return bool(names.FORMS.get(a, frozenset()) & names.FORMS.get(b, frozenset())) or _begins(
        short, long
    )


def _begins(short: str, long: str) -> bool:
    """Whether a first name may be short for a longer one that no table has."""
    if len(short) < _LEAST_PREFIX or not long.startswith(short):
        return False
    genders = names.first_name_gender(short), names.first_name_gender(long)
    return not all(map(is_first_name, (short, long))) and (
        None in genders or genders[0] == genders[1]
    )


def may_be_body(entity: Entity) -> bool:
    """Whether nothing but its looks tells that a name is a person's."""
    told = entity.gender or entity.votes or entity.is_described
    return not (told and entity.is_person) and names.first_name_gender(entity.words[0]) is None
