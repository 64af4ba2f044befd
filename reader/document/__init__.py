"""The text and its geometry: spans, paragraphs, the canonical form."""

from reader.document.bookmark import Bookmark
from reader.document.canonical import canonical_characters
from reader.document.folding import alike, searchable
from reader.document.inline import Inline, InlineKind
from reader.document.model import Document, Origin, Paragraph, Paragraphs, Role
from reader.document.span import Span, hull, trimmed
from reader.document.spans import Spans
from reader.document.structure import (
    compose,
    dateline,
    looks_like_byline,
    looks_like_credit,
    title_from_name,
    with_byline,
)
from reader.document.words import grapheme_end, grapheme_start, to_graphemes, to_words, word_at

__all__ = [
    "Bookmark",
    "Document",
    "Inline",
    "InlineKind",
    "Origin",
    "Paragraph",
    "Paragraphs",
    "Role",
    "Span",
    "Spans",
    "alike",
    "canonical_characters",
    "compose",
    "dateline",
    "grapheme_end",
    "grapheme_start",
    "hull",
    "looks_like_byline",
    "looks_like_credit",
    "searchable",
    "title_from_name",
    "to_graphemes",
    "to_words",
    "trimmed",
    "with_byline",
    "word_at",
]
