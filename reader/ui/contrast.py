"""How well words stand out from what they stand on (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from textual.color import BLACK, WHITE, Color

READABLE = 4.5
"""Least contrast of text."""
_SHARES = (0.15, 0.3, 0.45, 0.6, 0.8, 1.0)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(words: Color, ground: Color) -> Color:
    """`words`, or the nearest lighter or darker colour that can be read on `ground`."""
    if contrast(words, ground) >= READABLE:
        return words
    aim = BLACK if contrast(BLACK, ground) > contrast(WHITE, ground) else WHITE
    mixed = (words.blend(aim, share) for share in _SHARES)
    return next((color for color in mixed if contrast(color, ground) >= READABLE), aim)


def _luminance(color: Color) -> float:
    parts = [value / 255 for value in color.rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
