"""Themes, and the colours of speakers, highlights, search hits and the selection.

Colours have names (`speaker-1`, `mark-yellow`, …) that a theme may set among its variables; one
that does not gets those for dark or light backgrounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.color import Color
from textual.theme import Theme

from reader.ui.contrast import legible
from reader.ui.grounds import GROUNDS

_WORDS = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
_GROUNDS = ("background", "surface", "panel")
SPEAKER_COLORS = 8
"""How many speakers are told apart by colour; the ninth gets the first one's again."""

_DARK = {
    "speaker-1": "#7cc4ff",
    "speaker-2": "#ffb86b",
    "speaker-3": "#8fe08f",
    "speaker-4": "#f7a1d4",
    "speaker-5": "#cbb0ff",
    "speaker-6": "#6ee0d6",
    "speaker-7": "#f2d36b",
    "speaker-8": "#ffa597",
    "mark-yellow": "#453b0c",
    "mark-green": "#1c4526",
    "mark-blue": "#1b3b60",
    "mark-pink": "#552040",
    "mark-purple": "#3e2d64",
    "hit": "#463700",
    "hit-current": "#ffd75f",
    "on-hit-current": "#1a1a1a",
    "selection": "#345a94",
    "on-selection": "#ffffff",
}
_LIGHT = {
    "speaker-1": "#0b55a0",
    "speaker-2": "#8a4000",
    "speaker-3": "#175f17",
    "speaker-4": "#961d66",
    "speaker-5": "#5b2aa8",
    "speaker-6": "#005f5f",
    "speaker-7": "#665000",
    "speaker-8": "#a02418",
    "mark-yellow": "#fff1a8",
    "mark-green": "#cdf0cd",
    "mark-blue": "#d3e6ff",
    "mark-pink": "#ffdbeb",
    "mark-purple": "#e8dcff",
    "hit": "#ffe08a",
    "hit-current": "#7a4b00",
    "on-hit-current": "#ffffff",
    "selection": "#b5d2ff",
    "on-selection": "#101214",
}
_ANSI = {
    "speaker-1": "ansi_bright_blue",
    "speaker-2": "ansi_yellow",
    "speaker-3": "ansi_green",
    "speaker-4": "ansi_magenta",
    "speaker-5": "ansi_cyan",
    "speaker-6": "ansi_bright_cyan",
    "speaker-7": "ansi_bright_magenta",
    "speaker-8": "ansi_red",
}


def _bars(name: str, hover: str, active: str) -> dict[str, str]:
    """Scroll bars that are there and do not call."""
    background = GROUNDS[name].background
    return {
        "scrollbar": GROUNDS[name].bar,
        "scrollbar-hover": hover,
        "scrollbar-active": active,
        "scrollbar-background": background,
        "scrollbar-background-hover": background,
        "scrollbar-background-active": background,
        "scrollbar-corner-color": background,
    }


def _grounds(name: str) -> dict[str, Any]:
    """What a theme says itself; the scroll bar is among its variables."""
    return {key: color for key, color in vars(GROUNDS[name]).items() if key != "bar"}


THEMES = (
    Theme(
        "reader-dark",
        **_grounds("reader-dark"),
        primary="#7cc4ff",
        accent="#ffb86b",
        warning="#f2d36b",
        error="#ff8a80",
        success="#8fe08f",
        surface="#1b1e24",
        dark=True,
        variables=_bars("reader-dark", "#4a5260", "#5f6979"),
    ),
    Theme(
        "reader-light",
        **_grounds("reader-light"),
        primary="#0b55a0",
        accent="#8a4000",
        warning="#7a5c00",
        error="#a02418",
        success="#175f17",
        surface="#f4f2ec",
        dark=False,
        variables=_bars("reader-light", "#bdb8ac", "#a39d8f"),
    ),
    Theme(
        "reader-night",
        **_grounds("reader-night"),
        primary="#e0a868",
        accent="#e0a868",
        warning="#e6c468",
        error="#ff8f80",
        success="#9fc98a",
        surface="#141210",
        dark=True,
        variables=_bars("reader-night", "#453f36", "#5c5448"),
    ),
    Theme(
        "reader-paper",
        **_grounds("reader-paper"),
        primary="#7a4a12",
        accent="#8a3a10",
        warning="#6e5200",
        error="#98200f",
        success="#2c5a1c",
        surface="#efe4cf",
        dark=False,
        variables=_bars("reader-paper", "#b9a988", "#9c8c6c"),
    ),
    Theme(
        "reader-contrast",
        **_grounds("reader-contrast"),
        primary="#ffff66",
        accent="#ffff66",
        warning="#ffff66",
        error="#ff9c94",
        success="#7dff9a",
        surface="#000000",
        dark=True,
        variables={
            **_bars("reader-contrast", "#b0b0b0", "#ffffff"),
            "selection": "#ffffff",
            "on-selection": "#000000",
            "hit-current": "#ffff00",
            "on-hit-current": "#000000",
        },
    ),
)
"""Our own; Textual's come with it."""


def variables_for(*, dark: bool, ansi: bool) -> dict[str, str]:
    """The colours of our own that a theme of this sort gets unless it sets them."""
    colors = dict(_DARK if dark else _LIGHT)
    return {**colors, **_ANSI} if ansi else colors


def standing_out(variables: Mapping[str, str]) -> dict[str, str]:
    """A theme's colours, those of words light or dark enough for all that words stand on.

    Many themes have a secondary colour for boxes, say, that nobody could read as words.
    """
    grounds = [Color.parse(variables[name]) for name in _GROUNDS]
    changed = dict(variables)
    for name in _WORDS:
        color = Color.parse(variables[name])
        if color.ansi is None:
            for ground in grounds:
                color = legible(color, ground)
            changed[name] = color.hex
    # In a line to write in, as in the article.
    ground = Color.parse(changed["selection"])
    changed["input-selection-background"] = ground.hex
    changed["input-selection-foreground"] = legible(
        Color.parse(changed["on-selection"]), ground
    ).hex
    return changed
