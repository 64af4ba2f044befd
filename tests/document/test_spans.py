"""Many spans in two arrays are those that were put in."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Span, Spans

SPANS = st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 99)))


@given(SPANS, st.slices(20))
def test_they_come_out_as_they_went_in(pairs: list[tuple[int, int]], some: slice) -> None:
    spans = [Span(start, start + length) for start, length in pairs]
    kept = Spans(spans)
    assert list(kept) == spans
    assert kept[some] == tuple(spans[some])
    assert bool(kept) == bool(spans)
    assert list(kept.starts) == [span.start for span in spans]
    assert pickle.loads(pickle.dumps(kept)) == kept == Spans(spans)
    assert hash(kept) == hash(Spans(spans))


def test_other_spans_are_other() -> None:
    assert Spans([Span(0, 1)]) != Spans([Span(0, 2)])
    assert Spans() != ()
