"""The sidebar's lines: the same as made anew, and made anew only where something changed."""

from __future__ import annotations

import pytest

from reader.annotations import Color
from reader.document import Origin, Span, compose
from reader.quotes import Findings, Kind, Quote, Speaker
from reader.reading import Reading
from reader.ui.widgets.listing import Listing, QuoteRows
from reader.ui.widgets.lists import TABS
from reader.ui.widgets.row_list import Item
from tests.strategies import NOW

TEXT = "The bridge\n\n“It is shut,” said Ann Lee. “It is not,” said Bo Ray. She said no more."
SPEAKERS, QUOTES, NOTES, OUTLINE = range(len(TABS))


def _span(words: str) -> Span:
    start = DOCUMENT.text.index(words)
    return Span(start, start + len(words))


DOCUMENT = compose(TEXT, Origin("/bridge.txt"))
FINDINGS = Findings(
    (
        Quote("q1", (_span("“It is shut,”"),), Kind.DIRECT, "s1"),
        Quote("q2", (_span("“It is not,”"),), Kind.DIRECT, "s2"),
        Quote("q3", (_span("no more"),), Kind.INDIRECT, None, confidence=0.2),
    ),
    (Speaker("s1", "Ann Lee", quotes=1, words=3), Speaker("s2", "Bo Ray", quotes=1, words=3)),
)


@pytest.fixture
def reading() -> Reading:
    reading = Reading("a1", DOCUMENT, FINDINGS)
    for words in ("It is not", "The bridge", "She"):
        reading, made = reading.highlight(_span(words), NOW)
        reading, _ = reading.comment(made.id, f"on {words}", NOW)
    return reading


def _lines(reading: Reading, tab: int, words: str = "") -> list[Item]:
    return list(Listing().items(reading, tab, words, {"s1"}))


@pytest.mark.parametrize("tab", range(len(TABS)))
def test_nothing_is_made_anew_that_did_not_change(reading: Reading, tab: int) -> None:
    listing = Listing()
    first = listing.items(reading, tab, "", {"s1"})
    assert listing.items(reading, tab, "", {"s1"}) is first
    after, _ = reading.highlight(_span("shut"), NOW)
    following = listing.items(after, tab, "", {"s1"})
    assert (following is first) == (tab != NOTES)
    assert list(following) == _lines(after, tab)


@pytest.mark.parametrize("tab", range(len(TABS)))
@pytest.mark.parametrize("words", ["shut", "ann", "on the", "nowhere"])
def test_a_filter_and_its_end(reading: Reading, tab: int, words: str) -> None:
    listing = Listing()
    everything = list(listing.items(reading, tab, "", {"s1"}))
    filtered = list(listing.items(reading, tab, words, {"s1"}))
    assert filtered == _lines(reading, tab, words)
    assert list(listing.items(reading, tab, "", {"s1"})) == everything


def test_a_changed_note_changes_its_lines_only(reading: Reading) -> None:
    listing = Listing()
    before = list(listing.items(reading, NOTES, "", ()))
    first = next(kept for kept in reading.annotations if kept.body == "on She")
    after, _ = reading.comment(first.id, "on her", NOW)
    lines = list(listing.items(after, NOTES, "", ()))
    changed = [(was.text, now.text) for was, now in zip(before, lines, strict=True) if was != now]
    assert changed == [("on She", "on her")]
    recoloured, _ = after.recolor(first.id, Color.GREEN, NOW)
    assert list(listing.items(recoloured, NOTES, "", ())) == lines


def test_speakers_named_otherwise_are_named_so_beside_notes(reading: Reading) -> None:
    listing = Listing()
    assert "Bo Ray" in [item.right for item in listing.items(reading, NOTES, "", ())]
    renamed = Findings(FINDINGS.quotes, (FINDINGS.speakers[0], Speaker("s2", "Bo Raymond")))
    after = reading.with_findings(renamed)
    assert "Bo Raymond" in [item.right for item in listing.items(after, NOTES, "", ())]


def test_quotes_are_numbered_without_being_made(reading: Reading) -> None:
    rows = QuoteRows(reading, FINDINGS)
    assert len(rows) == len(list(rows)) == 6
    assert rows[-1] == rows[5] == list(rows)[5]
    assert rows[2:4] == [rows[2], rows[3]]
    for quote in FINDINGS.quotes:
        number = rows.number_of(f"quote:{quote.id}")
        assert number is not None
        assert rows[number].key == f"quote:{quote.id}"
        assert rows[number].offset == quote.start
    assert rows.number_of("quote:none") is None
    assert rows[4].right == "indirect 20%?"
    with pytest.raises(IndexError):
        rows[6]
