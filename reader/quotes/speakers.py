"""Attributed words to the values the program shows: quotes numbered, speakers merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.document import Document, Span
from reader.quotes import names
from reader.quotes.confidence import calibrated
from reader.quotes.mentions import Mention, Sort
from reader.quotes.model import Findings, Kind, Quote, Speaker, SpeakerKind
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People, core_words, suffix
from reader.quotes.roles import apposition, description_before, title_before, written


@dataclass(slots=True)
class Said:
    """A quote on its way to become one: its words, who said them, how that was told."""

    spans: list[tuple[int, int]]
    """Pieces, in order, disjoint; code points."""
    kind: Kind
    """Direct, mixed or indirect."""
    mention: Mention | None = None
    """What names the speaker beside the words."""
    meant: Mention | None = None
    """The same, or what a pronoun stands for."""
    entity: Entity | None = None
    """Whom the mention means, where it is somebody named."""
    cue: tuple[int, int] | None = None
    """The words that report."""
    rule: str = ""
    """How the speaker was told."""
    sure: float = 1.0
    """How likely words and speaker are right."""


def findings(
    document: Document,
    passages: Sequence[Passage],
    people: People,
    said: Sequence[Said],
) -> Findings:
    """The quotes in order of position, and the speakers they have."""
    ordered = sorted(said, key=lambda one: (one.spans[0], one.spans[-1]))
    voices = _Voices(document, passages, people)
    for one in ordered:
        voices.hear(one)
    speakers, ids = voices.speakers()
    quotes = tuple(
        Quote(
            id=f"q{number}",
            spans=tuple(Span(start, end) for start, end in one.spans),
            kind=one.kind,
            speaker_id=ids.get(voices.key(one)),
            mention=Span(one.mention.start, one.mention.end) if one.mention else None,
            cue=Span(*one.cue) if one.cue else None,
            rule=one.rule,
            confidence=calibrated(one.sure),
        )
        for number, one in enumerate(ordered, 1)
    )
    return Findings(quotes, speakers)


Key = tuple[str, str]
"""What tells two voices apart: the kind of key, and an entity's number or a description."""


class _Voices:
    """Gathers the quotes of each speaker."""

    def __init__(self, document: Document, passages: Sequence[Passage], people: People) -> None:
        self._document, self._passages, self._people = document, passages, people
        self._said: dict[Key, list[Said]] = {}

    def key(self, one: Said) -> Key | None:
        if one.entity is not None:
            return ("entity", str(one.entity.number))
        if one.meant is None or one.meant.sort is Sort.PRONOUN:
            return None
        return ("described", self._description(one.meant))

    def hear(self, one: Said) -> None:
        key = self.key(one)
        if key is not None:
            self._said.setdefault(key, []).append(one)

    def speakers(self) -> tuple[tuple[Speaker, ...], dict[Key | None, str]]:
        """The speakers in order of first mention, and the id of each key."""
        order = sorted(self._said, key=lambda key: (self._mentions(key)[0].start, key))
        ids: dict[Key | None, str] = {key: f"s{n}" for n, key in enumerate(order, 1)}
        return tuple(self._speaker(key, f"s{n}") for n, key in enumerate(order, 1)), ids

    def _mentions(self, key: Key) -> list[Mention]:
        entity = self._said[key][0].entity
        said = self._said[key]
        found = [m for one in said for m in (one.mention, one.meant) if m is not None]
        if entity is not None:
            found.extend(entity.mentions)
        unique = {(mention.start, mention.end): mention for mention in found}
        return [unique[place] for place in sorted(unique)]

    def _speaker(self, key: Key, speaker_id: str) -> Speaker:
        said = self._said[key]
        mentions = self._mentions(key)
        entity, described = said[0].entity, said[0].meant or mentions[0]
        name = self._name(entity) if entity else self._text(described.start, described.end)
        role, role_span = self._role(mentions) if entity and entity.is_person else (None, None)
        return Speaker(
            id=speaker_id,
            name=name,
            kind=_kind(entity, described, self._passages),
            role=role,
            role_span=role_span,
            aliases=self._aliases(name, mentions),
            mentions=_disjoint(mentions),
            quotes=len(said),
            words=sum(len(self._text(*span).split()) for one in said for span in one.spans),
        )

    def _name(self, entity: Entity) -> str:
        """The fullest name, as the article writes it; with Jr. or Sr. where two people bear it."""
        twin = any(one is not entity and one.words == entity.words for one in self._people.entities)
        for mention in entity.mentions:
            passage = self._passages[mention.passage]
            if mention.core is None or core_words(passage, mention) != entity.words:
                continue
            low = mention.core[0]
            high = low + len(entity.words)
            if twin and suffix(passage, mention):
                high = mention.core[1]
            if passage.words[low : low + len(entity.words)] == entity.words:
                # One form of the apostrophe, so that a name is the same in every article.
                return self._text(passage.starts[low], passage.ends[high - 1]).replace("’", "'")
        return entity.name

    def _aliases(self, name: str, mentions: list[Mention]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for mention in mentions:
            if mention.sort is not Sort.NAME or mention.core is None:
                continue
            passage = self._passages[mention.passage]
            title = title_before(passage, mention)
            low = mention.core[0]
            while low > mention.low and _is_written_title(passage, low - 1):
                low -= 1
            if (
                title is not None
                and low < mention.core[0]
                and all(word[0].isupper() for word in passage.words[title[0] : low])
            ):
                # "Finance Minister Ada Holm", not "Minister Ada Holm".
                low = min(low, title[0])
            form = self._text(passage.starts[low], passage.ends[mention.core[1] - 1])
            form = form.replace("’", "'").removesuffix("'s")
            found.setdefault(form)
        found.pop(name, None)
        return tuple(found)

    def _role(self, mentions: list[Mention]) -> tuple[str | None, Span | None]:
        """The first role told, before the degree of a doctor."""
        degree: tuple[Passage, tuple[int, int]] | None = None
        for mention in mentions:
            passage = self._passages[mention.passage]
            for role_of in (title_before, apposition, description_before):
                span = role_of(passage, mention)
                if span is None:
                    continue
                if role_of is not title_before:
                    span = written(passage, span)
                if " ".join(passage.lowers[slice(*span)]).rstrip(".") not in _DEGREES:
                    return self._shown(passage, span)
                degree = degree or (passage, span)
        return self._shown(*degree) if degree else (None, None)

    def _shown(self, passage: Passage, told: tuple[int, int]) -> tuple[str, Span]:
        low, high = told
        span = Span(passage.starts[low], passage.ends[high - 1])
        return self._text(span.start, span.end), span

    def _description(self, mention: Mention) -> str:
        passage = self._passages[mention.passage]
        words = passage.words[mention.low : mention.high]
        return " ".join(
            names.folded(word) for word in words if word.lower() not in ("the", "a", "an")
        )

    def _text(self, start: int, end: int) -> str:
        return self._document.text[start:end]


def _kind(entity: Entity | None, mention: Mention, passages: Sequence[Passage]) -> SpeakerKind:
    if entity is not None:
        return SpeakerKind.PERSON if entity.is_person else SpeakerKind.ORGANISATION
    head = passages[mention.passage].lowers[mention.head]
    if head in names.ORGANISATION_NOUNS or head in names.DOCUMENT_NOUNS:
        return SpeakerKind.ORGANISATION
    return SpeakerKind.UNNAMED


def _disjoint(mentions: list[Mention]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for mention in mentions:
        if not spans or mention.start >= spans[-1].end:
            spans.append(Span(mention.start, mention.end))
    return tuple(spans)


_DEGREES = frozenset(["dr"])
"""Titles that say less than any role."""


def _is_written_title(passage: Passage, at: int) -> bool:
    return passage.lowers[at].rstrip(".") in names.TITLES and passage.words[at][0].isupper()


_ARTICLES = frozenset(["the", "a", "an"])
