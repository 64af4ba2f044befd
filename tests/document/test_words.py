"""No selection cuts a character or a word."""

from __future__ import annotations

import pytest
from hypothesis import given

from reader.document import Span, grapheme_end, grapheme_start, to_graphemes, to_words, word_at
from tests.strategies import texts_with_span

FAMILY = "a👩‍👧b"


def test_a_cluster_is_taken_whole() -> None:
    assert [grapheme_start(FAMILY, offset) for offset in range(5)] == [0, 1, 1, 1, 4]
    assert [grapheme_end(FAMILY, offset) for offset in range(5)] == [1, 4, 4, 4, 5]
    assert to_graphemes(Span(2, 3), FAMILY) == Span(1, 4)
    assert to_graphemes(Span(0, 1), "e\u0301x") == Span(0, 2)


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("the mayor’s car", 6, "mayor’s"),
        ("Holloway-Pike said", 2, "Holloway-Pike"),
        ("‘quoted’ word", 3, "quoted"),
        ("a — b", 2, "—"),
        ("ends here", 99, ""),
        ("éte\u0301 x", 1, "éte\u0301"),
    ],
)
def test_the_word_at_an_offset(text: str, offset: int, word: str) -> None:
    assert word_at(text, offset).of(text) == word


def test_a_span_grows_to_words() -> None:
    text = "“We will rebuild,” she said"
    assert to_words(Span(2, 6), text).of(text) == "We will"
    assert to_words(Span(2, 2), text) == Span(2, 2)


@given(texts_with_span())
def test_widening_covers_and_twice_is_once(text_and_span: tuple[str, Span]) -> None:
    text, span = text_and_span
    for widened in (to_graphemes, to_words):
        wide = widened(span, text)
        assert wide.end <= len(text)
        assert wide.covers(span) or not span
        assert widened(wide, text) == wide
