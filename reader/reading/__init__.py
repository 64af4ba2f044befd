"""One article as a person has it open; what both front ends share."""

from reader.reading.corrections import corrected
from reader.reading.history import Change, History
from reader.reading.marks import MarkIndex, runs
from reader.reading.reading import Reading, note_text, open_reading, reanchored, tag_words
from reader.reading.shelf import Shelf
from reader.store import Action, Entry, Op

__all__ = [
    "Action",
    "Change",
    "Entry",
    "History",
    "MarkIndex",
    "Op",
    "Reading",
    "Shelf",
    "corrected",
    "note_text",
    "open_reading",
    "reanchored",
    "runs",
    "tag_words",
]
