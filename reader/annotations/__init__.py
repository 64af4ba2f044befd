"""Highlights and notes, and how they find their place again."""

from reader.annotations.model import (
    Anchor,
    Annotation,
    Color,
    Decoration,
    Motivation,
    State,
    Target,
)

__all__ = ["Anchor", "Annotation", "Color", "Decoration", "Motivation", "State", "Target"]
