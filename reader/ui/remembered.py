"""How the screen was left: what is set by keys while reading, kept for the next start.

Settings say how things are at first; what a key changed afterwards goes before them. The file
is small, read before the first paint, and may be lost without harm.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from reader.document import Bookmark, Document
from reader.errors import StoreError
from reader.settings import RULES, Settings

_SCREEN, _PLACES = "screen.json", "places.json"
_PLACES_KEPT = 100
"""Articles whose place is noted; the oldest are forgotten first."""


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
    order: str = "opened"
    """What the library is sorted by."""
    order_falls: bool = True
    """Whether the last or most comes first there."""

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
_ORDERS = ("title", "source", "date", "read", "quotes", "notes", "opened")
_CHECKS: dict[str, Callable[[Any], bool]] = {
    "tab": lambda value: type(value) is int and 0 <= value < 4,
    "focus": lambda value: value in _FOCUSES,
    "order": lambda value: value in _ORDERS,
    "order_falls": lambda value: isinstance(value, bool),
}


def recall(data: Path, settings: Settings) -> Look:
    """How the screen was left, as kept in the folder `data`.

    What was not kept, or makes no sense, is as the settings say.
    A setting that was changed in the file of settings since then goes before what was kept.
    """
    look = Look.first(settings)
    try:
        kept = json.loads((data / _SCREEN).read_bytes())
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


def keep(data: Path, look: Look, settings: Settings) -> None:
    """Keep how the screen is; never raises for a disk."""
    was = {name: getattr(settings, name) for name in RULES}
    _write(data / _SCREEN, {"version": 1, "look": asdict(look), "settings": was})


def last_place(data: Path, document: Document) -> int:
    """The code point at the top when this article was last shown; 0 when that is not known.

    Only for the first page: what the library knows comes later, and goes before it.
    """
    kept = _places(data).get(document.origin.locator)
    match kept:
        case [int(offset), str(words)] if offset >= 0:
            return Bookmark(offset, words).offset_in(document.text)
    return 0


def is_placed(data: Path, locator: str) -> bool:
    """Whether anything is noted of where reading stopped in this article."""
    return os.path.abspath(os.path.expanduser(locator)) in _places(data)


def note_place(data: Path, document: Document, place: Bookmark) -> None:
    """Note what is at the top of an article; never raises for a disk."""
    locator = document.origin.locator
    if locator != "-":
        others = {name: kept for name, kept in _places(data).items() if name != locator}
        latest = [*others.items(), (locator, [place.offset, place.words])][-_PLACES_KEPT:]
        _write(data / _PLACES, {"version": 1, "places": dict(latest)})


def _places(data: Path) -> dict[str, object]:
    try:
        places = json.loads((data / _PLACES).read_bytes())["places"]
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    return places if isinstance(places, dict) else {}


def _write(path: Path, kept: object) -> None:
    from reader.files import write_aside

    data = json.dumps(kept, indent=1).encode()
    with suppress(OSError, StoreError):
        write_aside(path, data, aside=f"{path.name}.tmp", is_durable=False)


def _makes_sense(name: str, value: object) -> bool:
    rule = RULES.get(name)
    return rule.accepts(value) if rule else _CHECKS[name](value)
