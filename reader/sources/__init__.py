"""Bytes in, `Document` out: files, standard input and web addresses of every kind we read."""

from reader.sources.folder import articles_in
from reader.sources.glance import Glance, glance
from reader.sources.locate import (
    check_source,
    is_address,
    open_bytes,
    open_document,
    open_welcome,
    sources_in,
)

__all__ = [
    "Glance",
    "articles_in",
    "check_source",
    "glance",
    "is_address",
    "open_bytes",
    "open_document",
    "open_welcome",
    "sources_in",
]
