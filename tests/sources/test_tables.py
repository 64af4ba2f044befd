"""Tables as text: columns below each other where they fit, links where they were."""

from __future__ import annotations

from reader.document import Inline, InlineKind, Span
from reader.sources.tables import table_blocks
from reader.sources.words import Gathered


def _rows(*rows: tuple[str, ...]) -> list[list[Gathered]]:
    return [[Gathered(cell) for cell in row] for row in rows]


def test_columns_stand_below_each_other() -> None:
    blocks = table_blocks(_rows(("Party", "Seats"), ("Blue", "4"), ("", ""), ("港", "12")))
    assert [block.text for block in blocks] == ["Party | Seats", "Blue  | 4", "港    | 12"]


def test_rows_of_other_lengths_are_kept() -> None:
    blocks = table_blocks(_rows(("A",), ("Long one", "b", "c"), ("d", "e")))
    assert [block.text for block in blocks] == ["A", "Long one | b | c", "d        | e"]


def test_a_table_that_is_too_wide_is_not_spread_out() -> None:
    wide = "word " * 20
    blocks = table_blocks(_rows((wide.strip(), "x"), ("y", "z")))
    assert [block.text for block in blocks] == [f"{wide.strip()} | x", "y | z"]


def test_what_is_set_apart_stays_on_its_words() -> None:
    link = Inline(Span(0, 4), InlineKind.LINK, "https://example.org")
    rows = [
        [Gathered("Longer"), Gathered("x")],
        [Gathered("a"), Gathered("here", (link,), (("name", 0),))],
    ]
    block = table_blocks(rows)[1]
    assert block.inlines[0].span.of(block.text) == "here"
    assert block.names == (("name", block.text.index("here")),)
