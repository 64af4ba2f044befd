"""How the text is set in its panes; knows no widgets, so that it is there before them."""

from __future__ import annotations

from dataclasses import dataclass

GUTTER = 2
"""Cells to the left of the text for quote bars, and to its right for note signs."""
SPREAD_CELLS = 150
"""A terminal as wide as this has room for two panes side by side."""
NARROW_CELLS = 80
"""With fewer columns than this, text and sidebar are not shown side by side."""


@dataclass(frozen=True, slots=True)
class TextLayout:
    """How the text is set; cells and rows."""

    text_width: int = 78
    """Cells the text column takes at the most."""
    margin: int = GUTTER
    """Cells kept free to the left and right of it, where there are enough."""
    gap: int = 1
    """Blank rows between paragraphs."""
    line_gap: int = 0
    """Blank rows between the lines of a paragraph."""

    def column(self, pane_width: int) -> tuple[int, int]:
        """Where the text column starts in a pane of this width, and its width; cells."""
        beside = max(GUTTER, min(self.margin, pane_width // 4))
        width = max(1, min(self.text_width, pane_width - 2 * beside))
        return max(0, (pane_width - width) // 2), width
