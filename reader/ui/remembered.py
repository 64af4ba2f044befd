"""How the screen was left: what is set by keys while reading, kept for the next start.

Settings say how things are at first; what a key changed afterwards goes before them. The file
is small, read before the first paint, and may be lost without harm.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from reader.errors import StoreError
from reader.settings import RULES, Settings


@dataclass(frozen=True, slots=True)
class Look:
    """What a person changes while reading."""

    theme: str
    """Name of the colour theme."""
    sidebar: bool
    """Whether the sidebar is open."""
    sidebar_width: int
    """Its width in cells."""
    tab: int
    """Its tab, from 0."""
    spread: bool
    """Whether two panes stand side by side where there is room."""
    focus: str
    """What stands out while reading: `none`, `line` or `paragraph`."""
    color: str
    """The colour that a new highlight gets."""

    @classmethod
    def first(cls, settings: Settings) -> Look:
        """How everything is before anything was changed."""
        return cls(
            settings.theme,
            settings.sidebar,
            settings.sidebar_width,
            0,
            settings.spread,
            "none",
            settings.color,
        )


_FOCUSES = ("none", "line", "paragraph")
_CHECKS: dict[str, Callable[[Any], bool]] = {
    "tab": lambda value: type(value) is int and 0 <= value < 4,
    "focus": lambda value: value in _FOCUSES,
}


def recall(path: Path, settings: Settings) -> Look:
    """How the screen was left; what was not kept, or makes no sense, is as the settings say.

    A setting that was changed in the file of settings since then goes before what was kept.
    """
    look = Look.first(settings)
    try:
        kept = json.loads(path.read_bytes())
        seen, was = kept["look"], kept["settings"]
    except (OSError, ValueError, TypeError, KeyError):
        return look
    if not isinstance(seen, dict) or not isinstance(was, dict):
        return look
    changes = {
        name: seen[name]
        for name in (field.name for field in fields(Look))
        if name in seen
        and _makes_sense(name, seen[name])
        and was.get(name) == getattr(settings, name, None)
    }
    return replace(look, **changes)


def keep(path: Path, look: Look, settings: Settings) -> None:
    """Keep how the screen is; never raises for a disk."""
    from reader.files import write_aside

    was = {name: getattr(settings, name) for name in RULES}
    data = json.dumps({"version": 1, "look": asdict(look), "settings": was}, indent=1)
    with suppress(OSError, StoreError):
        write_aside(path, data.encode(), aside=f"{path.name}.tmp", is_durable=False)


def _makes_sense(name: str, value: object) -> bool:
    rule = RULES.get(name)
    return rule.accepts(value) if rule else _CHECKS[name](value)
