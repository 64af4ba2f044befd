"""The Linux console: its font has 256 or 512 characters, and draws a blot for all others."""

from __future__ import annotations

from collections.abc import Mapping

_PLAIN = str.maketrans(
    {
        "▸": "►",
        "▾": "▼",
        "┃": "│",
        "›": "»",
        "●": "•",
        "▪": "■",
        "▲": "!",
        "✓": "√",
        "✗": "x",
        "▁": "_",
        "…": "~",
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "—": "─",
        "–": "-",
        "\u2011": "-",
        "╭": "┌",
        "╮": "┐",
        "╰": "└",
        "╯": "┘",
        "▔": "─",
        "▎": "│",
        "▊": "│",
    }
)
"""What stands for what, each in as many cells; the right side is in code page 437."""


def is_console(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is the Linux console."""
    return environment.get("TERM") == "linux"


def for_console(text: str) -> str:
    """`text` as the console can show it; control sequences stay as they are."""
    return text.translate(_PLAIN)
