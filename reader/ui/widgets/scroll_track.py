"""The scroll bar of the article: one column of cells, drawn with the rows beside it.

As a widget it would be drawn anew, all of it, whenever the text moves by a row, and that costs
as much as the text does.
"""

from __future__ import annotations

from dataclasses import dataclass

TRACK_CELLS = 1
"""How wide it is."""
_LEAST = 2
"""Half cells of the shortest thumb."""
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@dataclass(frozen=True, slots=True)
class Track:
    """Where the thumb stands; its ends are told in half cells."""

    cells: int
    """How high the bar is."""
    window: int
    """Rows of text in sight."""
    total: int
    """Rows of text."""
    top: int
    """The first row in sight."""

    @property
    def thumb(self) -> tuple[int, int]:
        """First half cell of the thumb, and one past its last; empty when all is in sight."""
        hidden = self.total - self.window
        if hidden <= 0:
            return 0, 0
        length = max(_LEAST, round(2 * self.cells * self.window / self.total))
        free = max(0, 2 * self.cells - length)
        start = round(free * min(max(self.top, 0), hidden) / hidden)
        # Only the ends of the text are shown as ends.
        if free > 1 and 0 < self.top < hidden:
            start = min(max(start, 1), free - 1)
        return start, start + length

    def column(self) -> list[str]:
        """What stands in each cell, from the top."""
        low, high = self.thumb
        return [
            _HALVES[low <= 2 * y < high, low <= 2 * y + 1 < high] for y in range(max(0, self.cells))
        ]

    def holds(self, y: int) -> bool:
        """Whether the thumb is in this cell."""
        low, high = self.thumb
        return low < 2 * y + 2 and 2 * y < high

    def top_at(self, y: int, grip: int | None = None) -> int:
        """The first row in sight when the thumb is dragged to cell `y`.

        Args:
            y: A cell; may be above or below the bar.
            grip: How many cells below the thumb's upper end it is held; None: in the middle.
        """
        low, high = self.thumb
        length = high - low
        free, hidden = 2 * self.cells - length, self.total - self.window
        if hidden <= 0 or free <= 0:
            return 0
        above = length // 2 if grip is None else 2 * grip
        return round(min(max(2 * y - above, 0), free) / free * hidden)
