"""What the person wrote, safe on disk; the only room that knows TinyDB.

TinyDB is loaded when a library is opened, not when this room is imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.store.entry import Entry, Version
from reader.store.op import Op

if TYPE_CHECKING:
    from reader.store.backup import Backup, back_up
    from reader.store.examine import (
        Checkup,
        Trouble,
        article_checkups,
        leftover_checkups,
        text_checkups,
    )
    from reader.store.identity import plain_locator
    from reader.store.index import Watch
    from reader.store.mending import repair
    from reader.store.records import annotation_of
    from reader.store.sayings import Sayings, Spoken
    from reader.store.shelf import TinyShelf
    from reader.store.steps import Action
    from reader.store.voice import Said, Voice, name_words

__all__ = [
    "Action",
    "Backup",
    "Checkup",
    "Entry",
    "Op",
    "Said",
    "Sayings",
    "Spoken",
    "TinyShelf",
    "Trouble",
    "Version",
    "Voice",
    "annotation_of",
    "article_checkups",
    "back_up",
    "leftover_checkups",
    "name_words",
    "open_shelf",
    "plain_locator",
    "recalled_entries",
    "repair",
    "text_checkups",
]

_LATER = {
    "Action": "steps",
    "Backup": "backup",
    "Checkup": "examine",
    "Sayings": "sayings",
    "Spoken": "sayings",
    "TinyShelf": "shelf",
    "Trouble": "examine",
    "annotation_of": "records",
    "article_checkups": "examine",
    "back_up": "backup",
    "Said": "voice",
    "Voice": "voice",
    "name_words": "voice",
    "leftover_checkups": "examine",
    "plain_locator": "identity",
    "repair": "mending",
    "text_checkups": "examine",
}
"""The module of each name that is imported when it is used."""


def open_shelf(data: Path, watch: Watch | None = None) -> TinyShelf:
    """The library in the folder `data`, which need not exist; nothing is created by opening it.

    Args:
        data: The folder.
        watch: Shows how far reading many changed files is, where somebody waits for it.
    """
    from reader.store.shelf import TinyShelf

    return TinyShelf(data, watch=watch) if watch else TinyShelf(data)


def recalled_entries(data: Path, most: int | None = None) -> tuple[Entry, ...]:
    """The articles of the library in the folder `data` as they were the last time.

    Quick: no article's file is looked at, and TinyDB is not loaded. Last opened first.

    Args:
        data: The folder.
        most: Of those opened last, so many; None for all.
    """
    from reader.store.catalogue import Catalogue

    catalogue = Catalogue(data, lambda _article_id: None)
    return catalogue.entries(recalled=True) if most is None else catalogue.latest(most)


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"reader.store.{_LATER[name]}"), name)
