"""Annotations and quotes as text and values that other programs read.

Each format is loaded when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.export.escape import Flavor
    from reader.export.exported import Exported
    from reader.export.files import is_ours, planned_export, why_not, write_export
    from reader.export.folder import Page, article_pages, library_pages, slug
    from reader.export.formats import SUFFIXES, Style, form_for, rendered
    from reader.export.markdown import By, to_markdown
    from reader.export.merging import merged_export
    from reader.export.quotation import quotation_markdown
    from reader.export.quotes_page import quotes_markdown
    from reader.export.spoken import SaidThere, said_page
    from reader.export.table import csv_text
    from reader.export.template import from_template
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
    "SUFFIXES",
    "By",
    "Exported",
    "Flavor",
    "Page",
    "SaidThere",
    "Style",
    "article_pages",
    "csv_text",
    "form_for",
    "from_template",
    "is_ours",
    "library_pages",
    "merged_export",
    "note_record",
    "notes_record",
    "planned_export",
    "quotation_markdown",
    "quotes_markdown",
    "quotes_record",
    "rendered",
    "said_page",
    "slug",
    "to_markdown",
    "why_not",
    "write_export",
]

_MODULES = {
    "By": "markdown",
    "Exported": "exported",
    "Flavor": "escape",
    "NOTES_SCHEMA": "values",
    "Page": "folder",
    "QUOTES_SCHEMA": "values",
    "SUFFIXES": "formats",
    "SaidThere": "spoken",
    "Style": "formats",
    "article_pages": "folder",
    "csv_text": "table",
    "form_for": "formats",
    "from_template": "template",
    "is_ours": "files",
    "library_pages": "folder",
    "merged_export": "merging",
    "note_record": "values",
    "notes_record": "values",
    "planned_export": "files",
    "quotation_markdown": "quotation",
    "quotes_markdown": "quotes_page",
    "quotes_record": "values",
    "rendered": "formats",
    "said_page": "spoken",
    "slug": "folder",
    "to_markdown": "markdown",
    "why_not": "files",
    "write_export": "files",
}
"""The module of each name."""


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"reader.export.{_MODULES[name]}"), name)
