"""The beginning of a long text, to be shown while the rest is read."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass

from reader.document import Document, Origin, compose
from reader.errors import SourceError
from reader.sources.content import HEAD, Kind, kind_of
from reader.sources.encodings import decoded
from reader.sources.locate import is_address, is_markdown

_LONG = 2_000_000
"""Bytes; a shorter file is read in no time."""
_BEGINNING = 4 * HEAD


@dataclass(frozen=True, slots=True)
class Glance:
    """How a text begins."""

    document: Document
    """Its first paragraphs, as they will be when all of it is read."""
    share: float
    """How much of the text that is, more than 0, at most 1."""


def glance(locator: str) -> Glance | None:
    """The beginning of the long plain text that `locator` names; None if it is something else."""
    path = os.path.abspath(os.path.expanduser(locator))
    if is_address(locator):
        return None
    with suppress(OSError, SourceError):
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode) or found.st_size < _LONG:
            return None
        with open(path, "rb") as file:
            head = file.read(_BEGINNING)
        if kind_of(locator, head[:HEAD]) is not Kind.TEXT:
            return None
        # Up to the end of a paragraph: what one is depends on those beside it.
        whole = head[: max(head.rfind(b"\n\n"), head.rfind(b"\n\r\n")) + 1]
        decoding = decoded(whole)
        is_plain = decoding.encoding == "utf-8" and not decoding.replaced
        if is_plain and decoding.text.strip() and not is_markdown(path, decoding.text):
            document = compose(decoding.text, Origin(path, encoding=decoding.encoding))
            return Glance(document, len(whole) / found.st_size)
    return None
