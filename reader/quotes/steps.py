"""The three steps in order: words, who said them, who they are."""

from __future__ import annotations

from dataclasses import dataclass

from reader.document import Document
from reader.language import sentence_bounds, tagger
from reader.quotes.attribute import Attributor
from reader.quotes.collection import uncollected
from reader.quotes.cues import CueHit, begins_with_label, cues
from reader.quotes.detect import Detector, Found
from reader.quotes.joined_names import joined
from reader.quotes.marked import marked_only
from reader.quotes.mentions import Mention, mentions
from reader.quotes.mentions import named as with_owners
from reader.quotes.model import Findings
from reader.quotes.passage import Passage, is_headline, passages
from reader.quotes.people import People
from reader.quotes.quantities import whole_quantities
from reader.quotes.ranking import rankers
from reader.quotes.repeats import without_repeats
from reader.quotes.speakers import findings
from reader.quotes.syntax import Outline, outline
from reader.quotes.turns import unmarked
from reader.quotes.verbs import Cue
from reader.quotes.voices import Voices


def found_in(document: Document) -> Findings:
    """See `reader.quotes.find`."""
    if document.is_foreign:
        return marked_only(document)
    # Models are loaded before, so that what stays of them is looked through in small parts.
    warm_up()
    with uncollected():
        return _found(document)


def warm_up() -> None:
    """Load what the finders need; nothing when it is loaded."""
    tagger()
    rankers()
    for _ in sentence_bounds(_TWO, 0, len(_TWO), ()):
        pass


_TWO = "One. Two."
"""Sentences to cut, so that the cutter is loaded."""


def _found(document: Document) -> Findings:
    article = Article.of(document)
    found = article.found()
    said = article.attributor().said(found)
    result = findings(document, article.passages, article.people, said)
    del found, said
    article.forget()
    return result


@dataclass(frozen=True, slots=True)
class Article:
    """A document as the finders see it: parallel rows, one for each passage."""

    passages: list[Passage]
    """The paragraphs that may hold quotes or name speakers."""
    mentions: list[list[Mention]]
    """What may name a speaker."""
    names: list[list[Mention]]
    """The same with the names inside them, headlines left out."""
    hits: list[list[CueHit]]
    """Reporting words."""
    outlines: list[Outline]
    """The signs of the tokens."""
    people: People
    """Who is named."""

    @classmethod
    def of(cls, document: Document) -> Article:
        """Read `document`."""
        read = passages(document)
        named = [
            whole_quantities(passage, joined(passage, mentions(passage, index)))
            for index, passage in enumerate(read)
        ]
        hits = [cues(passage, row) for passage, row in zip(read, named, strict=True)]
        if len(read) > 1 and begins_with_label(read[1]):
            # A list of names and things, not a headline: `Music: Emil Torp.`
            hits[0] = [hit for hit in hits[0] if hit.kind is not Cue.LABEL]
        lines = [outline(p, m, h) for p, m, h in zip(read, named, hits, strict=True)]
        # In a headline every word has a capital, so its names cannot be told from its verbs.
        told = [
            [] if is_headline(passage) else with_owners(passage, index, row)
            for index, (passage, row) in enumerate(zip(read, named, strict=True))
        ]
        return cls(read, named, told, hits, lines, People(read, told))

    def found(self) -> list[Found]:
        """The reported words, in order of position."""
        found: list[Found] = []
        continues = False
        spoken = unmarked(self.passages, self.mentions, self.hits)
        for index, passage in enumerate(self.passages):
            if index in spoken:
                found += spoken[index]
            elif passage.role.may_hold_quotes:
                detector = Detector(
                    passage, index, self.mentions[index], self.hits[index], self.outlines[index]
                )
                found += detector.found(continues)
            continues = bool(passage.marked) and not passage.marked[-1].closed
        return without_repeats(self.passages, found)

    def forget(self) -> None:
        """Let go of everything, bit by bit: millions of values at once would hold up the screen."""
        rows: tuple[list[object], ...] = (
            self.mentions, self.names, self.hits, self.outlines, self.passages,
        )  # type: ignore[assignment]  # fmt: skip
        for row in rows:
            while row:
                row.pop()

    def voices(self) -> Voices:
        """The maker of candidates for who said it."""
        return Voices(self.passages, self.mentions, self.hits, self.outlines, self.people)

    def attributor(self) -> Attributor:
        """What finds the speakers."""
        return Attributor(
            self.passages,
            self.mentions,
            self.names,
            self.outlines,
            self.voices(),
            self.people,
        )
