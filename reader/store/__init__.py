"""What the person wrote, safe on disk; the only room that knows TinyDB.

TinyDB is loaded when a library is opened, not when this room is imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.store.entry import Entry
from reader.store.log import Op
from reader.store.steps import Action

if TYPE_CHECKING:
    from reader.store.shelf import TinyShelf

__all__ = ["Action", "Entry", "Op", "open_shelf"]


def open_shelf(data: Path) -> TinyShelf:
    """The library in the folder `data`, which need not exist; nothing is created by opening it."""
    from reader.store.shelf import TinyShelf

    return TinyShelf(data)
