"""What a line of an article's log tells."""

from __future__ import annotations

from enum import StrEnum


class Op(StrEnum):
    """What a line tells."""

    CHANGE = "put"
    """The person changed an annotation."""
    UNDO = "undo"
    """They took a change back."""
    REDO = "redo"
    """They made it again."""
    ARTICLE = "meta"
    """The article's own record changed."""
