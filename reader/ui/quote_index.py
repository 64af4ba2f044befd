"""Quotes by name, by place and by speaker, found without looking at all of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import accumulate

from reader.document import Span
from reader.quotes import Findings, Quote
from reader.ui.painting import QuoteMark


class QuoteIndex:
    """The quotes of one article, in order."""

    def __init__(self, findings: Findings | None) -> None:
        """Take what was found; None while quotes are looked for."""
        self.is_known = findings is not None
        self.quotes = findings.quotes if findings else ()
        self._numbers = {quote.id: number for number, quote in enumerate(self.quotes)}
        self._speakers: dict[str, list[Quote]] = {}
        for quote in self.quotes:
            self._speakers.setdefault(quote.speaker_id or "", []).append(quote)
        self._starts = array("q", (quote.start for quote in self.quotes))
        # Greatest end up to each quote: it never falls, so it can be searched by halves.
        self._furthest = array("q", accumulate((quote.end for quote in self.quotes), max))

    def named(self, quote_id: str | None) -> Quote | None:
        """The quote with this id."""
        number = self._numbers.get(quote_id or "")
        return None if number is None else self.quotes[number]

    def of_speaker(self, speaker_id: str) -> tuple[Quote, ...]:
        """One speaker's quotes, in order; nobody's for an empty id."""
        return tuple(self._speakers.get(speaker_id, ()))

    def ending_after(self, offset: int) -> Quote | None:
        """The first quote that ends after `offset`."""
        number = bisect_left(self._furthest, offset + 1)
        return self.quotes[number] if number < len(self.quotes) else None

    def touching(self, span: Span) -> tuple[Quote, ...]:
        """Quotes from the first that ends in `span` or after it to the last that begins before."""
        first = bisect_right(self._furthest, span.start)
        return self.quotes[first : bisect_left(self._starts, span.end)]

    def at(self, offset: int) -> Quote | None:
        """The shortest quote with a piece that holds `offset`."""
        holding = [
            quote
            for quote in self.touching(Span(offset, offset + 1))
            if any(offset in span for span in quote.spans)
        ]
        return min(holding, key=lambda quote: quote.end - quote.start, default=None)


class QuoteMarks:
    """The pieces of quotes as marks, made when they are painted: there may be very many."""

    def __init__(self, index: QuoteIndex, numbers: Mapping[str, int]) -> None:
        """Take the quotes, and each speaker's number, which decides the colour."""
        self._index, self._numbers = index, numbers

    def overlapping(self, span: Span) -> tuple[tuple[Span, QuoteMark], ...]:
        """Those that share at least one code point with `span`, by quote."""
        return tuple(
            (piece, QuoteMark(quote.id, self._numbers.get(quote.speaker_id or "")))
            for quote in self._index.touching(span)
            for piece in quote.spans
            if piece.overlaps(span)
        )
