"""Bytes in, `Document` out: files and standard input, plain text and Markdown."""

from reader.sources.folder import articles_in
from reader.sources.locate import check_source, open_bytes, open_document, open_welcome, sources_in

__all__ = [
    "articles_in",
    "check_source",
    "open_bytes",
    "open_document",
    "open_welcome",
    "sources_in",
]
