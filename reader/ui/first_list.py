"""The library on the screen before Textual is loaded: the first page for a list of articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.ui.first_colors import Colors, Shape
from reader.ui.first_page import at_row, foot_line, head_line
from reader.ui.remembered import Look
from reader.ui.widgets.article_columns import (
    LIBRARY_COLUMNS,
    Order,
    Piece,
    fitting,
    head_pieces,
    row_pieces,
    sorted_entries,
)
from reader.ui.widgets.cells import width_of

if TYPE_CHECKING:
    from reader.store import Entry

_LINES_AROUND = 3
"""Status, columns and keys."""


def list_page(entries: Sequence[Entry], look: Look, size: tuple[int, int], colors: Colors) -> str:
    """A whole screen with the first articles of the library, as it goes to a terminal.

    Args:
        entries: The articles; last opened first.
        look: How the screen was left.
        size: Columns and rows of the terminal.
        colors: What stands for a style.
    """
    width, height = size
    order = Order(look.order)
    columns = fitting(LIBRARY_COLUMNS, width - 1)
    listed = sorted_entries(tuple(entries), order, is_falling=look.order_falls)
    out = [head_line("Library", width, colors), at_row(2)]
    heads = head_pieces(columns, order, is_falling=look.order_falls)
    out.append(_line(heads, width, colors))
    for y in range(height - _LINES_AROUND):
        pieces = row_pieces(listed[y], columns) if y < len(listed) else []
        out += [at_row(y + 3), _line(pieces, width, colors)]
    return "".join([*out, foot_line(width, height, colors)])


def _line(pieces: Sequence[Piece], width: int, colors: Colors) -> str:
    words = "".join(
        colors.text(
            piece.words,
            Shape(is_muted=piece.tone == "muted", is_bold=piece.tone == "strong"),
        )
        for piece in pieces
    )
    rest = width - sum(width_of(piece.words) for piece in pieces)
    return words + colors.text(" " * max(0, rest))
