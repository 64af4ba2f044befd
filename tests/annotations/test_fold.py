"""Folding: what folds to the same, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given

from reader.annotations.fold import Folded
from reader.document import Span
from tests.strategies import texts


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("“so” ‘it’ «is»", '"so" \'it\' "is"'),
        ("a – b — c‑d", "a - b - c-d"),
        ("a -- b---c-d", "a - b-c-d"),
        ("a \u00a0\n b", "a b"),
        ("ﬁne e\u0301tat étât", "fine état étât"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
    ],
)
def test_folds(written: str, folded: str) -> None:
    assert Folded(written).text == folded


@given(texts())
def test_folding_again_changes_little_and_the_map_leads_back(text: str) -> None:
    folded = Folded(text)
    whole = folded.original(Span(0, len(folded.text)))
    assert 0 <= whole.start <= whole.end <= len(text)
    for at, character in enumerate(folded.text):
        place = folded.original(Span(at, at + 1))
        assert place
        assert character in Folded(place.of(text)).text


@given(texts())
def test_the_map_runs_forward(text: str) -> None:
    folded = Folded(text)
    starts = [folded.original(Span(at, at + 1)).start for at in range(len(folded.text))]
    assert starts == sorted(starts)
