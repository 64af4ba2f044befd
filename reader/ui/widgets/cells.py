"""Text in terminal cells: how wide it is, where a cell falls, where it may be cut.

Widths are those of `rich.cells`, which Textual uses to lay out what it writes: measuring in any
other way would put the two apart. Clusters are those of Unicode (UAX 29), by `regex`.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

_NARROW = "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e€™"
_NOT_NARROW = re.compile(f"[^{_NARROW}]")
"""Finds a character that may be other than one cell wide, or that joins its neighbours."""
_NOT_NARROW_LINES = re.compile(f"[^\n{_NARROW}]")

_REORDERING = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\xad]")
"""Formatting marks that terminals draw, or reorder a whole line by, each in its own way."""


def is_narrow(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether every code point in `text[start:end]` takes one cell and stands alone."""
    return _NOT_NARROW.search(text, start, len(text) if end is None else end) is None


def not_narrow_at(text: str, start: int, end: int) -> int:
    """Offset of the first code point in `text[start:end]` that is neither narrow nor a line break.

    -1 if there is none.
    """
    found = _NOT_NARROW_LINES.search(text, start, end)
    return found.start() if found else -1


def shown(text: str) -> str:
    """`text` as it is written to the terminal: without the marks that would reorder the line."""
    return _REORDERING.sub("", text)


def width_of(text: str) -> int:
    """The cells that `text` takes as it is shown."""
    return cell_len(shown(text))


def clusters(text: str) -> list[tuple[int, int, int]]:
    """The grapheme clusters of `text` as (start, end, cells): code points, half-open, in order."""
    # Only texts that are not narrow need it, and it costs 20 ms to import.
    import regex

    return [
        (match.start(), match.end(), width_of(match[0])) for match in regex.finditer(r"\X", text)
    ]


def cells_before(line: str, offset: int) -> int:
    """The cell column at which code point `offset` of `line` is drawn."""
    return offset if is_narrow(line) else width_of(line[:offset])


def offset_at_cell(line: str, column: int) -> int:
    """Start of the cluster of `line` drawn at cell `column`; the line's length past its end."""
    if column < 0:
        return 0
    if is_narrow(line):
        return min(column, len(line))
    at = 0
    for start, _, cells in clusters(line):
        at += cells
        if column < at:
            return start
    return len(line)


def cut(text: str, cells: int) -> str:
    """`text` cut to so many cells, an ellipsis at its end if anything was left out."""
    text = shown(text)
    if width_of(text) <= cells:
        return text
    if cells < 1:
        return ""
    end = offset_at_cell(text, cells - 1)
    while end and cells_before(text, end) > cells - 1:
        end -= 1
    return text[:end].rstrip() + "…"
