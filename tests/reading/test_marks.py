"""Overlapping marks to disjoint runs."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Span
from reader.reading import MarkIndex, runs
from tests.strategies import spans

MARKS = st.lists(st.tuples(spans(60), st.integers(0, 5)), max_size=12)


def test_overlaps_become_runs_with_both_roles() -> None:
    marks = [(Span(5, 9), "note"), (Span(0, 7), "quote"), (Span(20, 22), "note")]
    assert runs(marks, Span(1, 21)) == (
        (Span(1, 5), ("quote",)),
        (Span(5, 7), ("note", "quote")),
        (Span(7, 9), ("note",)),
        (Span(20, 21), ("note",)),
    )


def test_nothing_marked_gives_no_runs() -> None:
    assert runs([], Span(0, 9)) == ()
    assert runs([(Span(3, 3), "empty")], Span(0, 9)) == ()


@given(MARKS, spans(60))
def test_runs_are_disjoint_and_complete(marks: list[tuple[Span, int]], within: Span) -> None:
    found = runs(marks, within)
    told = {at: roles for span, roles in found for at in range(span.start, span.end)}
    assert sum(len(span) for span, _ in found) == len(told)
    assert [span for span, _ in found] == sorted(span for span, _ in found)
    for at in range(within.start, within.end):
        expected = tuple(role for span, role in marks if at in span)
        assert told.get(at, ()) == expected
    assert all(at in within for at in told)


@given(MARKS, spans(60))
def test_the_index_finds_what_overlaps(marks: list[tuple[Span, int]], within: Span) -> None:
    index = MarkIndex(marks)
    found = index.overlapping(within)
    assert sorted(found) == sorted(mark for mark in marks if mark[0].overlaps(within))
    assert [span for span, _ in found] == sorted(span for span, _ in found)
    assert {role for _, role in index.at(7)} == {role for span, role in marks if 7 in span}


def test_one_screenful_of_many_marks_is_quick() -> None:
    """Painting asks for this with every key; looking at all marks each time would be felt."""
    index = MarkIndex((Span(at * 100, at * 100 + 60), at) for at in range(10_000))
    started = time.perf_counter()
    for _ in range(100):
        assert len(index.runs(Span(500_000, 503_000))) == 30
    assert (time.perf_counter() - started) / 100 < 0.005


@given(MARKS, st.integers(0, 20), st.one_of(st.none(), st.tuples(spans(60), st.integers(0, 5))))
def test_a_changed_index_is_that_of_the_changed_marks(
    marks: list[tuple[Span, int]], gone: int, new: tuple[Span, int] | None
) -> None:
    old = marks[gone] if gone < len(marks) else None
    left = marks.copy()
    if old is not None:
        left.remove(old)
    following = MarkIndex(marks).changed(old, new)
    expected = MarkIndex([*left, new] if new else left)
    assert sorted(following) == sorted(expected)
    for at in range(0, 60, 7):
        within = Span(at, at + 9)
        assert sorted(following.overlapping(within)) == sorted(expected.overlapping(within))
