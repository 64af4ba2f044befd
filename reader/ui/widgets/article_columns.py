"""The columns of a list of articles: which fit, what stands in them, how they are sorted.

Only words and widths, no colours: the first page is written before there are any.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.ui.widgets.cells import cut, width_of

if TYPE_CHECKING:
    from reader.store.entry import Entry


class Order(StrEnum):
    """What articles are sorted by."""

    TITLE = "title"
    SOURCE = "source"
    DATE = "date"
    READ = "read"
    QUOTES = "quotes"
    NOTES = "notes"
    OPENED = "opened"
    REMOVED = "removed"

    @property
    def falls(self) -> bool:
        """Whether the last or most comes first unless the person turns it round."""
        return self not in (Order.TITLE, Order.SOURCE)

    @property
    def phrase(self) -> str:
        """The order in words."""
        return {"opened": "last opened", "read": "how far read"}.get(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    order: Order
    """What it shows, and what articles are sorted by when it is chosen."""
    head: str
    """Its name above the list."""
    cells: int
    """Its width; the title's is what is left."""
    weight: int
    """The lightest goes first where there is too little room."""
    is_right: bool = False
    """Whether its words stand at the right."""


LIBRARY_COLUMNS = (
    Column(Order.TITLE, "Title", 24, 9),
    Column(Order.SOURCE, "Source", 20, 2),
    Column(Order.DATE, "Date", 10, 1),
    Column(Order.READ, "Read", 6, 6, is_right=True),
    Column(Order.QUOTES, "Quotes", 7, 3, is_right=True),
    Column(Order.NOTES, "Notes", 6, 4, is_right=True),
    Column(Order.OPENED, "Opened", 10, 5, is_right=True),
)
"""Of the library, left to right."""
TRASH_COLUMNS = (
    Column(Order.TITLE, "Title", 24, 9),
    Column(Order.SOURCE, "Source", 20, 2),
    Column(Order.NOTES, "Notes", 6, 4, is_right=True),
    Column(Order.REMOVED, "Removed", 10, 5, is_right=True),
)
"""Of the trash."""
_MARGIN = 2
"""Cells before the first column: for the mark."""
_GAP = 2
"""Cells between two columns."""


def fitting(columns: tuple[Column, ...], width: int) -> tuple[tuple[Column, int], ...]:
    """The columns for which there is room, and their widths; the title takes what is left.

    Args:
        columns: All of them, the title first.
        width: Cells of the list.
    """
    kept = list(columns)
    while len(kept) > 1 and _width(kept) > width:
        kept.remove(min(kept, key=lambda column: column.weight))
    rest = width - _width(kept) + kept[0].cells
    return ((kept[0], max(1, rest)), *((column, column.cells) for column in kept[1:]))


def _width(columns: list[Column]) -> int:
    # One cell is left free at the right edge.
    return _MARGIN + sum(column.cells for column in columns) + _GAP * (len(columns) - 1) + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that look alike."""

    words: str
    tone: str = ""
    """`muted`, `strong` or nothing."""


def head_pieces(
    columns: tuple[tuple[Column, int], ...], order: Order, *, is_falling: bool
) -> list[Piece]:
    """The line above the list: the columns' names, the one it is sorted by with an arrow."""
    pieces = [Piece(" " * _MARGIN, "muted")]
    for number, (column, cells) in enumerate(columns):
        sign = ("▼" if is_falling else "▲") if column.order is order else ""
        words = _set(f"{column.head}{sign}", cells, is_right=column.is_right)
        gap = " " * _GAP if number else ""
        pieces.append(Piece(gap + words, "strong" if sign else "muted"))
    return [*pieces, Piece(" ")]


def column_at(columns: tuple[tuple[Column, int], ...], x: int) -> Column | None:
    """The column at a cell of the line above the list."""
    end = _MARGIN
    for column, cells in columns:
        end += cells + _GAP
        if x < end:
            return column
    return None


def row_pieces(
    entry: Entry, columns: tuple[tuple[Column, int], ...], *, is_marked: bool = False
) -> list[Piece]:
    """An article as a line of the list."""
    pieces = [Piece("■ " if is_marked else "  ", "strong")]
    for number, (column, cells) in enumerate(columns):
        if column.order is Order.TITLE:
            pieces += _title(entry, cells)
            continue
        words = _set(_WORDS[column.order](entry), cells, is_right=column.is_right)
        tone = "muted" if column.order in (Order.SOURCE, Order.DATE, Order.OPENED) else ""
        pieces.append(Piece(" " * _GAP * bool(number) + words, tone))
    return [*pieces, Piece(" ")]


def _title(entry: Entry, cells: int) -> list[Piece]:
    """The title with the tags behind it; a long title leaves a third to them."""
    tags = " ".join(f"#{tag}" for tag in entry.tags)
    tone = "strong" if entry.is_new else ""
    if not tags:
        return [Piece(_set(entry.title, cells, is_right=False), tone)]
    room = max(0, cells - width_of(entry.title) - _GAP)
    room = min(width_of(tags), max(room, cells // 3))
    title = cut(entry.title, max(0, cells - room - _GAP))
    tags = cut(tags, room)
    gap = " " * _GAP
    rest = " " * max(0, cells - width_of(title) - _GAP - width_of(tags))
    return [Piece(title, tone), Piece(f"{gap}{tags}{rest}", "muted")]


def _set(words: str, cells: int, *, is_right: bool) -> str:
    words = cut(words, cells)
    blanks = " " * (cells - width_of(words))
    return blanks + words if is_right else words + blanks


def source_of(entry: Entry) -> str:
    """Where an article is from: the site or paper as it names it, else its server or file."""
    return entry.site or source_name(entry.locator)


def source_name(locator: str) -> str:
    """Where an article is from, in one word: a site, or the name of a file."""
    if locator == "-":
        return "standard input"
    head, separator, rest = locator.partition("://")
    if separator and head.lower() in ("http", "https"):
        return rest.split("/")[0].removeprefix("www.")
    return locator.replace("\\", "/").rstrip("/").rpartition("/")[2] or locator


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d}" if moment else ""


_WORDS: dict[Order, Callable[[Entry], str]] = {
    Order.SOURCE: lambda entry: source_of(entry),
    Order.DATE: lambda entry: (entry.published or "")[:10],
    Order.READ: lambda entry: "new" if entry.is_new else f"{entry.progress:.0%}",
    Order.QUOTES: lambda entry: str(entry.quotes or ""),
    Order.NOTES: lambda entry: str(entry.notes or ""),
    Order.OPENED: lambda entry: "–" if entry.is_new else _day(entry.opened),
    Order.REMOVED: lambda entry: _day(entry.removed),
}

_KEYS: dict[Order, Callable[[Entry], object]] = {
    Order.TITLE: lambda entry: entry.title.casefold(),
    Order.SOURCE: lambda entry: source_of(entry).casefold(),
    Order.DATE: lambda entry: entry.published or "",
    Order.READ: lambda entry: (not entry.is_new, entry.progress),
    Order.QUOTES: lambda entry: entry.quotes,
    Order.NOTES: lambda entry: entry.notes,
    Order.OPENED: lambda entry: entry.opened,
    Order.REMOVED: lambda entry: entry.removed,
}


def sorted_entries(
    entries: tuple[Entry, ...], order: Order, *, is_falling: bool
) -> tuple[Entry, ...]:
    """The articles in this order; among equals as they were."""
    key = _KEYS[order]
    return tuple(sorted(entries, key=key, reverse=is_falling))  # type: ignore[arg-type]
