"""Cells: as many as the terminal writes, and never in the middle of a character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.widgets.cells import (
    cells_before,
    clusters,
    is_narrow,
    offset_at_cell,
    shown,
    width_of,
)
from tests.strategies import texts

FAMILY = "👩‍👧"


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("word", 4), ("日本", 4), ("e\u0301", 1), (FAMILY, 2), ("a\u200bb\u202ec\ufeff", 3)],
)
def test_width(text: str, width: int) -> None:
    assert width_of(text) == width


def test_marks_that_reorder_a_line_are_not_written() -> None:
    assert shown("a\u202eb\u2066c\u200e\u200fd\ufeff\xade\u200b") == "abcde"
    assert shown(f"é 漢 {FAMILY}") == f"é 漢 {FAMILY}"


def test_clusters_are_characters_with_their_cells() -> None:
    assert clusters(f"ae\u0301漢{FAMILY}") == [(0, 1, 1), (1, 3, 1), (3, 4, 2), (4, 7, 2)]


def test_a_cell_of_a_wide_character_is_that_character() -> None:
    line = f"a漢{FAMILY}b"
    assert [offset_at_cell(line, cell) for cell in range(-1, 8)] == [0, 0, 1, 1, 2, 2, 5, 6, 6]
    assert [cells_before(line, offset) for offset in (0, 1, 2, 5, 6)] == [0, 1, 3, 5, 6]


@given(text=texts())
def test_narrow_text_is_one_cell_a_code_point(text: str) -> None:
    if is_narrow(text):
        assert width_of(text) == len(text)
        assert [end - start for start, end, _ in clusters(text)] == [1] * len(text)


@given(text=texts())
def test_the_clusters_make_up_the_text(text: str) -> None:
    edges = [0, *(end for _, end, _ in clusters(text))]
    assert [start for start, _, _ in clusters(text)] == edges[:-1]
    assert edges[-1] == len(text)


@given(text=texts(), data=st.data())
def test_a_cell_leads_to_the_character_drawn_there(text: str, data: st.DataObject) -> None:
    found = clusters(text)
    at, number = 0, data.draw(st.integers(0, max(0, len(found) - 1)))
    for index, (start, _, cells) in enumerate(found):
        if index == number and cells:
            assert offset_at_cell(text, at) == start
            assert offset_at_cell(text, at + cells - 1) == start
        at += cells
    assert offset_at_cell(text, at) == len(text)
