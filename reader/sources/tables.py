"""Tables as text: a line for each row, the columns one below the other where there is room."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from reader.document import Inline, Role
from reader.sources.blocks import CELL_BREAK, Block
from reader.sources.words import Gathered

_WIDEST = 76
"""Cells of a terminal that an aligned row may take: as many as a column of text has."""
_MOST_ROWS = 2_000
"""Of a table that is aligned; a longer one is data, which is kept as it is."""


def table_blocks(rows: Sequence[Sequence[Gathered]]) -> list[Block]:
    """The rows of a table, those without a word left out."""
    told = [row for row in rows if any(cell.text for cell in row)]
    widths = _widths(told)
    return [_row(row, widths) for row in told]


def _widths(rows: Sequence[Sequence[Gathered]]) -> Sequence[int]:
    """How wide each column but the last is to be; nothing where that would not fit."""
    if not 1 < len(rows) <= _MOST_ROWS:
        return ()
    cells = [[_width(cell.text) for cell in row] for row in rows]
    widths = [max(column) for column in zip_longest(*cells, fillvalue=0)]
    is_wide = sum(widths) + len(CELL_BREAK) * (len(widths) - 1) > _WIDEST
    return () if is_wide else widths[:-1]


def _row(cells: Sequence[Gathered], widths: Sequence[int]) -> Block:
    inlines: list[Inline] = []
    names: list[tuple[str, int]] = []
    line = ""
    for number, cell in enumerate(cells):
        line += CELL_BREAK if number else ""
        inlines += [replace(one, span=one.span.shift(len(line))) for one in cell.inlines]
        names += [(name, place + len(line)) for name, place in cell.names]
        line += cell.text
        if number < min(len(widths), len(cells) - 1):
            line += " " * (widths[number] - _width(cell.text))
    return Block(line, Role.TABLE, 0, tuple(inlines), tuple(names))


def _width(text: str) -> int:
    """The cells that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
