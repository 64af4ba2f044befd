"""The colours of our themes that a page of plain text needs; loads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Grounds:
    """Colours as `#rrggbb`."""

    foreground: str
    """Words."""
    background: str
    """What they stand on."""
    panel: str
    """The lines at the top and the bottom."""
    secondary: str
    """Words that stand back."""
    bar: str
    """The scroll bar's thumb."""


GROUNDS: Mapping[str, Grounds] = MappingProxyType(
    {
        "reader-dark": Grounds(
            foreground="#d8dbe0",
            background="#15171c",
            panel="#242830",
            secondary="#a3b3c4",
            bar="#333943",
        ),
        "reader-light": Grounds(
            foreground="#1f2227",
            background="#fcfbf8",
            panel="#e9e6de",
            secondary="#56606b",
            bar="#d8d4ca",
        ),
        "reader-night": Grounds(
            foreground="#cfc6b8",
            background="#0b0a09",
            panel="#1f1c18",
            secondary="#a89c8c",
            bar="#2c2822",
        ),
        "reader-paper": Grounds(
            foreground="#32291c",
            background="#f6eddc",
            panel="#e6d9c0",
            secondary="#63584a",
            bar="#d6c7a8",
        ),
        "reader-contrast": Grounds(
            foreground="#ffffff",
            background="#000000",
            panel="#202020",
            secondary="#e6e6e6",
            bar="#808080",
        ),
    }
)
"""By the name of the theme."""
