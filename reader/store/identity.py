"""Which article of the library a document is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag

from reader.document import Document
from reader.store.records import Record

_DIGITS = 16
"""Of a hash; enough for a library, and a file name that a person can still compare."""

_HARMLESS = re.compile(r"[A-Za-z0-9_-]{1,100}")


def article_id_of(document: Document, known: Mapping[str, Record]) -> str:
    """The id of the article that `document` is, a new one if it is none of those known.

    The same URL is the same article. Without a URL it is the same path, else the same text, this
    version or an earlier one: a file that was moved or renamed keeps its notes.

    Args:
        document: The article as opened now.
        known: The records of the library's articles, by id.
    """
    url = _url(document.origin.locator)
    if url:
        return _digest(url)
    # Articles of which only notes are known have no text to tell them by.
    own = document.sha256[:_DIGITS] if document.text else _digest(document.origin.locator)
    return next(_like(document, known), own)


def file_stem(article_id: str) -> str:
    """The name of an article's file without its suffix: the id, made harmless if need be.

    An id that came from outside could hold a path.
    """
    return article_id if _HARMLESS.fullmatch(article_id) else _digest(article_id)


def locators_of(meta: Record) -> list[str]:
    """Where an article was opened from; the last one last."""
    return _texts(meta, "locators")


def has_last_locator(meta: Record, locator: str) -> bool:
    """Whether the article was opened from there last; never for standard input."""
    known = meta.get("locators")
    return isinstance(known, list) and known[-1:] == [locator] and locator != "-"


def _like(document: Document, known: Mapping[str, Record]) -> Iterator[str]:
    locator = document.origin.locator
    if locator != "-":
        # Two articles may have had one path; the one that has it still comes first.
        yield from (name for name, meta in known.items() if has_last_locator(meta, locator))
        yield from (name for name, meta in known.items() if locator in locators_of(meta))
    sha256 = document.sha256
    if document.text:
        yield from (name for name, meta in known.items() if sha256 in _texts(meta, "texts"))


def _texts(meta: Record, name: str) -> list[str]:
    value = meta.get(name)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _url(locator: str) -> str | None:
    return urldefrag(locator).url if locator.startswith(("http://", "https://")) else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
