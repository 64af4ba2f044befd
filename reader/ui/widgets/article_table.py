"""A list of articles in columns; costs the same for ten of them and for ten thousand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.styles import Styles
from reader.ui.widgets.article_columns import (
    Column,
    Order,
    Piece,
    column_at,
    fitting,
    head_pieces,
    row_pieces,
)
from reader.ui.widgets.row_list import Item, RowList

if TYPE_CHECKING:
    from reader.reading import Entry


class _Rows(Sequence[Item]):
    """The items of articles, made when somebody looks at one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | Sequence[Item]:
        if isinstance(number, slice):
            return _Rows(self._entries[number])
        entry = self._entries[number]
        return Item(entry.article_id, entry.title)


class ArticleTable(RowList):
    """Shows articles; one of them is under the cursor, some may be marked."""

    def __init__(self, columns: tuple[Column, ...], *, empty: str = "") -> None:
        """An empty list with these columns."""
        super().__init__(empty=empty)
        self.columns = columns
        self.entries: Sequence[Entry] = ()
        self.marked: Collection[str] = frozenset()

    def show_entries(self, entries: Sequence[Entry], cursor_id: str = "") -> None:
        """Show other articles; the cursor goes to the one with this id, else stays where it was."""
        self.entries = entries
        if cursor_id:
            ids = (entry.article_id for entry in entries)
            at = next((number for number, name in enumerate(ids) if name == cursor_id), None)
            self.cursor = self.cursor if at is None else at
        self.show(_Rows(entries))

    @property
    def current_entry(self) -> Entry | None:
        """The article under the cursor."""
        return self.entries[self.cursor] if self.entries else None

    def _look(self, number: int, item: Item | None, width: int) -> tuple[object, ...]:
        entry = self.entries[number] if item else None
        is_marked = entry is not None and entry.article_id in self.marked
        return (*super()._look(number, item, width), entry, is_marked)

    def _draw(self, number: int, item: Item | None, width: int) -> Strip:
        if item is None:
            return super()._draw(number, item, width)
        entry = self.entries[number]
        pieces = row_pieces(
            entry,
            fitting(self.columns, max(1, self.size.width - 1)),
            is_marked=entry.article_id in self.marked,
        )
        over = None
        if number == self.cursor:
            over = self.palette.cursor if self.has_focus else self.palette.resting_cursor
        return _painted(pieces, width, self.palette, over)


class ColumnHeads(Widget):
    """The names of the columns; a click on one sorts by it."""

    DEFAULT_CSS = "ColumnHeads { height: 1; background: $background; }"
    order = reactive(Order.OPENED)
    """What the list is sorted by."""
    is_falling = reactive(True)
    """Whether the last or most comes first."""

    @dataclass
    class Pressed(Message):
        """A column was clicked."""

        order: Order
        """What it shows."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        """Name these columns."""
        super().__init__()
        self._columns = columns

    @property
    def _fitting(self) -> tuple[tuple[Column, int], ...]:
        # As in the list below, which may have a scroll bar of one cell.
        return fitting(self._columns, max(1, self.size.width - 1))

    def render_line(self, y: int) -> Strip:
        """The names."""
        app = self.app
        palette = Styles(
            app.theme_variables, ansi=bool(app.native_ansi_color), no_color=app.no_color
        )
        pieces = head_pieces(self._fitting, self.order, is_falling=self.is_falling)
        return _painted(pieces, self.size.width, palette, None)

    def on_click(self, event: events.Click) -> None:
        """Tell which column was clicked."""
        if column := column_at(self._fitting, event.x):
            self.post_message(self.Pressed(column.order))


def _painted(pieces: Sequence[Piece], width: int, palette: Styles, over: Style | None) -> Strip:
    tones = {
        "": palette.base,
        "muted": palette.muted,
        "strong": palette.base + Style(bold=True),
    }
    styles = [tones[piece.tone] if over is None else tones[piece.tone] + over for piece in pieces]
    segments = [Segment(piece.words, style) for piece, style in zip(pieces, styles, strict=True)]
    return Strip(segments).adjust_cell_length(width, palette.base if over is None else over)
