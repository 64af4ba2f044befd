"""Checking, resizing, splitting a highlight; putting one where its words went."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reader.annotations import State, Verdict, candidate, describe
from reader.document import Origin, Span, compose
from reader.errors import AnnotationError
from reader.reading import Reading
from reader.reading.reading import reanchored
from tests.strategies import NOW

LATER = NOW + timedelta(minutes=1)
OLD = "The mayor opened the bridge. “We shall keep the old ferry for ten years,” she said.\n\nEnd."
NEW = "The mayor opened it. “We will hold on to the ferry for five years,” she told us.\n\nEnd."


def _reading(text: str = OLD) -> Reading:
    return Reading("article", compose(text, Origin("/a.txt")))


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_a_check_is_kept_with_its_proof() -> None:
    reading, made = _reading().highlight(_span(OLD, "ten years"), NOW)
    after, checked = reading.check(made.id, Verdict.FALSE, LATER, "https://example.org/five")
    assert checked.check is not None
    assert (checked.check.verdict, checked.check.url) == (Verdict.FALSE, "https://example.org/five")
    same, unchanged = after.check(made.id, Verdict.FALSE, LATER, "https://example.org/five")
    assert same is after
    assert unchanged is checked
    assert after.check(made.id, None, LATER)[1].check is None


def test_a_check_wants_an_address_of_the_web() -> None:
    reading, made = _reading().highlight(_span(OLD, "ten years"), NOW)
    with pytest.raises(AnnotationError, match="no address"):
        reading.check(made.id, Verdict.TRUE, LATER, "javascript:alert(1)")


def test_a_place_by_hand_holds_and_the_target_stays() -> None:
    reading, made = _reading().highlight(_span(OLD, "keep the old ferry"), NOW)
    changed = compose(NEW, Origin("/a.txt"))
    there = _span(NEW, "hold on to the ferry")
    now = Reading("article", changed, annotations=(reanchored(made, changed),))
    after, placed = now.place(made.id, there, LATER)
    assert placed.target == made.target
    assert (placed.anchor.state, placed.span) == (State.CONFIRMED, there)
    assert after.annotation(made.id) == placed
    again = reanchored(placed, changed)
    assert (again.anchor.state, again.span) == (State.CONFIRMED, there)
    third = compose("A new first line.\n\n" + NEW, Origin("/a.txt"))
    moved = reanchored(placed, third)
    assert moved.span
    assert moved.span.of(third.text) == "hold on to the ferry"
    assert moved.anchor.state is State.CONFIRMED
    # The old text come back has its own place again.
    assert reanchored(placed, reading.document).span == made.span


def test_the_best_candidate_of_reworded_words_is_shown() -> None:
    _, made = _reading().highlight(_span(OLD, "We shall keep the old ferry for ten years"), NOW)
    assert made.target is not None
    best = candidate(made.target, NEW)
    assert best is not None
    words = best.span.of(NEW)
    assert "ferry" in words
    before, after = NEW[best.span.start - 1], NEW[best.span.end]
    assert not (before.isalnum() and words[0].isalnum())
    assert not (after.isalnum() and words[-1].isalnum())
    assert candidate(made.target, "本文は全く別のものです。") is None


def test_a_highlight_is_extended_and_split() -> None:
    reading, made = _reading().highlight(_span(OLD, "old ferry"), NOW)
    wider = _span(OLD, "keep the old ferry for ten years")
    reading, kept = reading.resize(made.id, wider, LATER)
    assert (kept.span, kept.id, kept.placed) == (wider, made.id, None)
    assert kept.target is not None
    assert kept.target.exact == wider.of(OLD)
    reading, kept = reading.tag(kept.id, ["ferry"], LATER)
    at = OLD.index("for ten")
    (middle, first), (after, second) = reading.split(kept.id, at, LATER)
    assert first.span == _span(OLD, "keep the old ferry")
    assert second.span == _span(OLD, "for ten years")
    assert second.tags == first.tags == ("ferry",)
    assert len(middle.annotations) == 1
    assert len(after.annotations) == 2
    with pytest.raises(AnnotationError, match="inside"):
        reading.split(kept.id, wider.end, LATER)


def test_a_sentence_about_something_else_is_no_candidate() -> None:
    words = "The children have sat under buckets for two winters, said the head teacher."
    made = describe(words, Span(0, len(words)))
    assert candidate(made, NEW * 3) is None
    again = NEW.replace(
        "\n\n", "\n\nThe pupils sat under buckets for two winters, a teacher said.\n\n", 1
    )
    best = candidate(made, again)
    assert best is not None
    assert "buckets" in best.span.of(again)
