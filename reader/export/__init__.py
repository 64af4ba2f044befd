"""Annotations and quotes as text and values that other programs read."""

from reader.export.exported import Exported
from reader.export.files import is_ours, why_not, write_export
from reader.export.markdown import By, to_markdown
from reader.export.quotes_page import quotes_markdown
from reader.export.values import (
    NOTES_SCHEMA,
    QUOTES_SCHEMA,
    note_record,
    notes_record,
    quotes_record,
)

__all__ = [
    "NOTES_SCHEMA",
    "QUOTES_SCHEMA",
    "By",
    "Exported",
    "is_ours",
    "note_record",
    "notes_record",
    "quotes_markdown",
    "quotes_record",
    "to_markdown",
    "why_not",
    "write_export",
]
