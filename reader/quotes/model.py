"""Who said what, as values."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from reader.document import Span, hull


class Kind(StrEnum):
    """How somebody's words are reported."""

    DIRECT = "direct"
    """Wholly between quotation marks."""
    MIXED = "mixed"
    """A reported clause with marked words in it."""
    INDIRECT = "indirect"
    """A reported clause without marks."""


class SpeakerKind(StrEnum):
    """What kind of source a speaker is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNNAMED = "unnamed"
    """Somebody described but not named: "a spokesman for the ministry"."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's reported words."""

    id: str
    """`q1`, `q2`, …, in order of position, those the person added last; valid in one `Findings`."""
    spans: tuple[Span, ...]
    """The words in pieces, in order, disjoint, never empty; marks included, cue left out."""
    kind: Kind
    """Direct, mixed or indirect."""
    speaker_id: str | None = None
    """Whose words they are; None when nobody is named."""
    mention: Span | None = None
    """The stretch of text that names the speaker for this quote ("Carney", "he")."""
    cue: Span | None = None
    """The words that report: said, told, according to."""
    rule: str = ""
    """Name of the rule that decided who said it."""
    confidence: float = 1.0
    """How likely it is that quote and speaker are right, 0 to 1."""
    corrected: bool = False
    """Whether the person reading has corrected it."""

    @property
    def span(self) -> Span:
        """From the first piece's start to the last one's end."""
        return hull(self.spans)

    @property
    def start(self) -> int:
        """Offset of the first code point."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset one past the last code point."""
        return max(span.end for span in self.spans)


@dataclass(frozen=True, slots=True)
class Speaker:
    """All mentions of one person or body, merged."""

    id: str
    """`s1`, `s2`, …, in order of first mention; valid within one `Findings`."""
    name: str
    """The fullest form the article gives, titles stripped."""
    kind: SpeakerKind = SpeakerKind.PERSON
    """Person, organisation or unnamed."""
    role: str | None = None
    """What the article says they are: "Prime Minister", "professor"."""
    aliases: tuple[str, ...] = ()
    """The other forms the article uses, titles kept; in order of first use."""
    mentions: tuple[Span, ...] = ()
    """Where they are named; in order, disjoint."""
    quotes: int = 0
    """How many quotes are theirs."""
    words: int = 0
    """How many words those quotes have."""
    role_span: Span | None = None
    """Where it says so."""


@dataclass(frozen=True)
class Findings:
    """The quotes and speakers of one document."""

    quotes: tuple[Quote, ...] = ()
    """In order of (start, end)."""
    speakers: tuple[Speaker, ...] = ()
    """In order of first mention."""

    def speaker(self, speaker_id: str | None) -> Speaker | None:
        """The speaker with this id."""
        return self._speakers.get(speaker_id or "")

    def speaker_of(self, quote: Quote) -> Speaker | None:
        """Who said it; None when nobody is named."""
        return self.speaker(quote.speaker_id)

    def by_speaker(self) -> Mapping[str | None, tuple[Quote, ...]]:
        """Each speaker's quotes in order; under None those of nobody."""
        grouped: dict[str | None, list[Quote]] = {}
        for quote in self.quotes:
            grouped.setdefault(quote.speaker_id, []).append(quote)
        return {key: tuple(quotes) for key, quotes in grouped.items()}

    def quote_sharing(self, span: Span) -> Quote | None:
        """The quote that has most of `span`; the shortest of several; None when none has any."""
        first = bisect_right(self._furthest, span.start)
        last = bisect_left(self.quotes, span.end, key=attrgetter("start"))
        shared = [
            (sum(len(piece.clamp(span)) for piece in quote.spans), quote.start - quote.end, quote)
            for quote in self.quotes[first:last]
        ]
        best = max(shared, key=lambda item: item[:2], default=None)
        return best[2] if best and best[0] else None

    def name_at(self, span: Span, known: str | None = None) -> str | None:
        """Who said the words of `span`, else `known`; None where the reader said it is nobody."""
        quote = self.quote_sharing(span)
        speaker = self.speaker_of(quote) if quote else None
        if speaker is not None:
            return speaker.name
        return None if quote and quote.corrected else known

    @cached_property
    def _speakers(self) -> Mapping[str, Speaker]:
        return {speaker.id: speaker for speaker in self.speakers}

    @cached_property
    def _furthest(self) -> array[int]:
        """The greatest end up to each quote: it never falls, so it can be searched by halves."""
        return array("q", accumulate((quote.end for quote in self.quotes), max))
