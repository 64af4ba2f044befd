"""One article as a person has it open; what both front ends share.

What is not needed to show one is loaded when it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.reading.corrections import corrected
from reader.reading.history import Change, History
from reader.reading.marks import MarkIndex, runs
from reader.reading.reading import (
    Reading,
    note_text,
    open_reading,
    reading_of,
    reanchored,
    tag_words,
)
from reader.reading.shelf import Shelf
from reader.store import Entry, Op, Version

if TYPE_CHECKING:
    from reader.reading.difference import Piece, PieceKind, differences
    from reader.reading.draft import Draft, with_draft
    from reader.reading.quote_changes import ChangedQuote, changed_quotes
    from reader.reading.voices import voices_of
    from reader.store import Action, Said, Voice

__all__ = [
    "Action",
    "Change",
    "ChangedQuote",
    "Draft",
    "Entry",
    "History",
    "MarkIndex",
    "Op",
    "Piece",
    "PieceKind",
    "Reading",
    "Said",
    "Shelf",
    "Version",
    "Voice",
    "changed_quotes",
    "corrected",
    "differences",
    "note_text",
    "open_reading",
    "reading_of",
    "reanchored",
    "runs",
    "tag_words",
    "voices_of",
    "with_draft",
]

_LATER = {
    "Action": "reader.store",
    "ChangedQuote": "reader.reading.quote_changes",
    "Draft": "reader.reading.draft",
    "changed_quotes": "reader.reading.quote_changes",
    "differences": "reader.reading.difference",
    "Piece": "reader.reading.difference",
    "PieceKind": "reader.reading.difference",
    "Said": "reader.store",
    "Voice": "reader.store",
    "voices_of": "reader.reading.voices",
    "with_draft": "reader.reading.draft",
}
"""Where each name is that is imported when it is used."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LATER[name]), name)
