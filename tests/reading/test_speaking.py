"""Who says the words of a note, as the library remembers it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Origin, Span, compose
from reader.quotes import Findings, Kind, Quote, Speaker
from reader.reading import Reading
from reader.reading.speaking import Speaking
from reader.store import Spoken
from tests.strategies import NOW, spans

TEXT = "abcdefghij" * 4
PLACES = spans(len(TEXT)).filter(bool)


@given(st.lists(PLACES, max_size=6), PLACES)
def test_it_is_whom_the_article_itself_names(quoted: list[Span], place: Span) -> None:
    document = compose(TEXT, Origin("-"))
    quotes = sorted({(span.start, span.end) for span in quoted})
    found = Findings(
        tuple(Quote(f"q{i}", (Span(*q),), Kind.DIRECT, f"s{i}") for i, q in enumerate(quotes)),
        tuple(Speaker(f"s{i}", f"Name {q[1] - q[0]}") for i, q in enumerate(quotes)),
    )
    reading = Reading("article", document)
    _, note = reading.highlight(place, NOW)
    rows = tuple((*q, f"Name {q[1] - q[0]}") for q in quotes)
    speaking = Speaking(Spoken(document.sha256, rows))
    told = reading.with_findings(found).speaker_name_of(note)
    assert note.span is not None
    shared = {name: len(Span(start, end).clamp(note.span)) for start, end, name in rows}
    name = speaking.speaker_of(note, document.sha256)
    assert name == told or shared[str(name)] == shared[str(told)]
    assert speaking.speaker_of(note, "another text") is None
