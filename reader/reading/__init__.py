"""One article as a person has it open; what both front ends share."""

from reader.reading.changed_quotes import ChangedQuote, changed_quotes
from reader.reading.corrections import corrected
from reader.reading.differences import Piece, PieceKind, differences
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
from reader.reading.voices import voices_of
from reader.store import Action, Entry, Op, Said, Version, Voice

__all__ = [
    "Action",
    "Change",
    "ChangedQuote",
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
]
