"""Quotes by place: the same as if one looked at all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Span
from reader.quotes import Findings, Kind, Quote
from reader.reading import MarkIndex
from reader.ui.painting import QuoteMark
from reader.ui.quote_index import QuoteIndex, QuoteMarks

NUMBERS = {"s1": 0, "s2": 1}


def _spans(most: int = 60) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, most), st.integers(1, 12)).map(lambda t: Span(t[0], sum(t)))


@st.composite
def _findings(draw: st.DrawFn) -> Findings:
    quotes = []
    for number in range(draw(st.integers(0, 8))):
        first = draw(_spans())
        pieces = (first, first.shift(len(first) + 3)) if draw(st.booleans()) else (first,)
        speaker = draw(st.sampled_from([None, "s1", "s2"]))
        quotes.append(Quote(f"q{number}", pieces, Kind.DIRECT, speaker))
    return Findings(tuple(sorted(quotes, key=lambda quote: (quote.start, quote.end))))


@given(_findings(), _spans())
def test_marks_are_those_of_all_quotes(findings: Findings, span: Span) -> None:
    everything = MarkIndex(
        (piece, QuoteMark(quote.id, NUMBERS.get(quote.speaker_id or "")))
        for quote in findings.quotes
        for piece in quote.spans
    )
    marks = QuoteMarks(QuoteIndex(findings), NUMBERS)
    assert set(marks.overlapping(span)) == set(everything.overlapping(span))


@given(_findings(), st.integers(0, 80))
def test_the_quote_at_a_place_is_the_shortest(findings: Findings, offset: int) -> None:
    found = QuoteIndex(findings).at(offset)
    there = [q for q in findings.quotes if any(offset in piece for piece in q.spans)]
    assert (found is None) == (not there)
    if found is not None:
        assert found in there
        assert found.end - found.start == min(q.end - q.start for q in there)


@given(_findings(), _spans())
def test_the_quote_that_shares_most(findings: Findings, span: Span) -> None:
    found = findings.quote_sharing(span)
    shared = {q.id: sum(len(piece.clamp(span)) for piece in q.spans) for q in findings.quotes}
    most = max(shared.values(), default=0)
    assert (found is None) == (most == 0)
    assert found is None or shared[found.id] == most
