"""Where the rows of a paragraph end: greedy, at blanks and after dashes, by display cells."""

from __future__ import annotations

import re
from array import array
from enum import Enum
from functools import lru_cache

from reader.document import Paragraphs
from reader.ui.widgets.cells import clusters, not_narrow_at

_UNEVEN = ("—", "–", "  ")
_NEVER_FIRST = frozenset("、。，．・：；！？」』）】〉》”’ー々")
"""Wide marks that may not open a row (JIS X 4051, in short)."""


class Make(Enum):
    """What a paragraph is made of, as far as it decides how its rows are found."""

    EVEN = "even"
    """Every code point takes one cell and stands alone; single blanks, no dashes."""
    NARROW = "narrow"
    """The same with dashes, at which rows end too, or several blanks in a row."""
    WIDE = "wide"
    """Anything else: wide characters, and such as join their neighbours."""


def odd_makes(text: str, paragraphs: Paragraphs, first: int, last: int) -> dict[int, Make]:
    """What paragraphs are made of, by number: those from `first` to before `last` not even."""
    found: dict[int, Make] = {}
    start, end = paragraphs.starts[first], paragraphs.ends[last - 1]

    def note(make: Make, at: int) -> int:
        """Note that there is something at `at`; where to look on."""
        number = paragraphs.index_at(at)
        found[number] = make
        return max(at + 1, paragraphs.ends[number])

    for piece in _UNEVEN:
        at = start
        while (at := text.find(piece, at, end)) >= 0:
            at = note(Make.NARROW, at)
    at = start
    while (at := not_narrow_at(text, at, end)) >= 0:
        at = note(Make.WIDE, at)
    return found


def add_rows(
    text: str, start: int, end: int, width: int, make: Make, starts: array[int], ends: array[int]
) -> None:
    """Add the rows of a paragraph.

    Args:
        text: The document's text.
        start: Offset of the paragraph's first code point.
        end: Offset one past its last.
        width: Cells of a row; a word longer than that is cut, but no cluster.
        make: What it is made of.
        starts: Gets the offset of each row's first code point.
        ends: Gets the offset one past each row's last.
    """
    match make:
        case Make.EVEN:
            _add_even_rows(text, start, end, width, starts, ends)
        case Make.NARROW:
            for found in _breaker(width)(text, start, end):
                starts.append(found.start())
                ends.append(found.end())
        case Make.WIDE:
            for row_start, row_end in _wide_rows(text, start, end, width):
                starts.append(row_start)
                ends.append(row_end)


def _add_even_rows(
    text: str, start: int, end: int, width: int, starts: array[int], ends: array[int]
) -> None:
    # Not by an expression, which takes three times as long: 10 MB have 200,000 rows.
    last, blank_before = end - width, text.rfind
    add_start, add_end = starts.append, ends.append
    while start < last:
        add_start(start)
        at = blank_before(" ", start + 1, start + width + 1)
        if at < 0:
            start += width
            add_end(start)
        else:
            add_end(at)
            start = at + 1
    if start < end:
        add_start(start)
        add_end(end)


@lru_cache(maxsize=8)
def _breaker(width: int):  # type: ignore[no-untyped-def]
    """A `finditer` over the rows of narrow text; none ends before a closing mark."""
    most = width - 1
    pattern = re.compile(
        rf"[^ ].{{0,{most}}}(?:(?![^ ])|(?<=[—–])(?![”’\"'.,;:!?)]))|[^ ].{{0,{most}}}"
    )
    return pattern.finditer


def _wide_rows(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """The rows of text with wide or joined characters, as (start, end); no cluster is cut."""
    rows: list[tuple[int, int]] = []
    row_start, row_cells = start, 0
    break_at, cells_at_break = -1, 0
    previous_wide = False
    for low, high, cells in clusters(text[start:end]):
        low, high = start + low, start + high
        blank = text[low] == " "
        wide = cells > 1
        may_break = wide or previous_wide
        if may_break and not blank and low > row_start and text[low] not in _NEVER_FIRST:
            break_at, cells_at_break = low, row_cells
        if row_cells + cells > width and low > row_start and not blank:
            if break_at <= row_start:
                break_at, cells_at_break = low, row_cells
            rows.append((row_start, break_at))
            row_start, row_cells = break_at, row_cells - cells_at_break
            break_at = -1
        row_cells += cells
        previous_wide = wide
        if blank:
            break_at, cells_at_break = high, row_cells
    if row_start < end:
        rows.append((row_start, end))
    return [(low, low + max(1, len(text[low:high].rstrip(" ")))) for low, high in rows]
