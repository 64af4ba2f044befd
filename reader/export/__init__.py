"""Annotations and quotes as text and values that other programs read."""

from reader.export.escape import Flavor
from reader.export.exported import Exported
from reader.export.files import is_ours, planned_export, why_not, write_export
from reader.export.folder import Page, article_pages, library_pages, slug
from reader.export.formats import SUFFIXES, Style, form_for, rendered
from reader.export.markdown import By, to_markdown
from reader.export.merging import merged_export
from reader.export.quotation import quotation_markdown
from reader.export.quotes_page import quotes_markdown
from reader.export.said_page import SaidThere, said_page
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
