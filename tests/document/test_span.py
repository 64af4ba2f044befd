"""Spans are half-open ranges, and stay inside what they are cut to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Span, hull, trimmed
from tests.strategies import spans, texts_with_span


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1)])
def test_what_is_no_span_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_an_empty_span_holds_nothing_and_is_false() -> None:
    span = Span(3, 3)
    assert not span
    assert len(span) == 0
    assert 3 not in span


def test_both_edges() -> None:
    span = Span(2, 4)
    assert [offset in span for offset in range(1, 6)] == [False, True, True, False, False]
    assert not span.overlaps(Span(4, 6))
    assert span.overlaps(Span(3, 6))
    assert span.covers(span)
    assert not span.covers(Span(2, 5))


def test_words_and_shift() -> None:
    assert Span(1, 3).of("abcd") == "bc"
    assert Span(1, 3).shift(2) == Span(3, 5)


def test_the_hull_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="hull of no spans"):
        hull(())


@given(st.lists(spans(50), min_size=1))
def test_the_hull_covers_all(some: list[Span]) -> None:
    assert all(hull(some).covers(span) for span in some)


@given(spans(50), spans(50))
def test_clamping_stays_inside_and_twice_is_once(span: Span, within: Span) -> None:
    clamped = span.clamp(within)
    assert within.covers(clamped)
    assert clamped.clamp(within) == clamped
    assert bool(clamped) == span.overlaps(within) or not span


@given(texts_with_span())
def test_trimming_leaves_the_words(text_and_span: tuple[str, Span]) -> None:
    text, span = text_and_span
    assert trimmed(span, text).of(text) == span.of(text).strip()
    assert span.covers(trimmed(span, text))
