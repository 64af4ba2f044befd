"""The versions of articles' texts, compressed, named by their hash."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from reader.document import Document, Inline, InlineKind, Origin, Paragraphs, Span, compose
from reader.document.address import is_safe_address
from reader.errors import Corrupt
from reader.files import write_aside
from reader.store.disk import cannot_write
from reader.store.lock import locked

_QUICK = 1
"""Level of compression: opening an article waits for it, and more gains little on prose."""


class Texts:
    """A folder of texts, each kept once."""

    def __init__(self, folder: Path, timeout_seconds: float) -> None:
        """Name the folder, which is made by the first text."""
        self._folder = folder
        self._timeout_seconds = timeout_seconds

    def has(self, document: Document) -> bool:
        """Whether the text of a document is kept, with its structure as it is now."""
        parts = _parts_kept(document)
        there = parts is None or _bytes(self._parts_path(document.sha256)) == parts
        return there and self._path(document.sha256).is_file()

    def is_kept(self, sha256: str) -> bool:
        """Whether there is something under this hash."""
        return self._path(sha256).is_file()

    def seen_at(self, sha256: str) -> datetime | None:
        """When the text with this hash was first kept; None when it is not."""
        try:
            return datetime.fromtimestamp(self._path(sha256).stat().st_mtime, UTC)
        except OSError:
            return None

    def keep(self, document: Document) -> None:
        """Keep the text of a document, and its structure where the text does not tell it.

        Raises:
            StoreError: It could not be written.
        """
        if self.has(document):
            return
        path, parts = self._path(document.sha256), _parts_kept(document)
        with locked(self._folder / "texts", self._timeout_seconds):
            try:
                if parts is not None:
                    self._write(self._parts_path(document.sha256), parts)
                # The text last: where it is, the rest is.
                if not path.is_file():
                    self._write(path, _packed(document.text.encode("utf-8")))
            except OSError as error:
                raise cannot_write(path, error) from error

    def text(self, sha256: str) -> str | None:
        """The text with this hash; None when it is not kept.

        Raises:
            Corrupt: Something else is kept under its name.
        """
        path = self._path(sha256)
        data = _unpacked(path)
        if data is None:
            return None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _damaged(path)
        return data.decode("utf-8")

    def structure(self, sha256: str, origin: Origin) -> Document | None:
        """A document with the text and its structure; None when the text is not kept.

        Raises:
            Corrupt: Something else is kept under its name.
        """
        text = self.text(sha256)
        if text is None:
            return None
        path = self._parts_path(sha256)
        data = _unpacked(path)
        if data is None:
            return compose(text, origin)
        try:
            # What was kept by the first versions has no inlines.
            starts, ends, roles, levels, *inlines = json.loads(data)
            paragraphs = Paragraphs(starts, ends, bytes(roles), bytes(levels))
            marked = tuple(map(_inline, *inlines)) if inlines else ()
        except (ValueError, TypeError) as error:
            raise _damaged(path) from error
        return Document(text, paragraphs, "-", origin, inlines=marked)

    def _write(self, path: Path, data: bytes) -> None:
        write_aside(path, data, aside=f"{path.name}.tmp")

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{_name(sha256)}.txt.z"

    def _parts_path(self, sha256: str) -> Path:
        return self._folder / f"{_name(sha256)}.parts.z"


def _name(sha256: str) -> str:
    # A record edited by hand could hold a path.
    return sha256 if sha256.isalnum() else "none"


def _parts_kept(document: Document) -> bytes | None:
    """The structure as it is kept; None where the text itself tells it."""
    if document.origin.kind == "text":
        return None
    paragraphs = document.paragraphs
    starts, ends = list(paragraphs.starts), list(paragraphs.ends)
    roles = [int(paragraph.role) for paragraph in paragraphs]
    levels = [paragraph.level for paragraph in paragraphs]
    inlines = [
        [one.span.start, one.span.end, int(one.kind), one.target or one.to]
        for one in document.inlines
    ]
    return _packed(json.dumps([starts, ends, roles, levels, inlines]).encode("ascii"))


def _inline(record: Sequence[int | str]) -> Inline:
    start, end, kind, leads = record
    # A file may have been edited: what is no safe address is none.
    target = leads if isinstance(leads, str) and is_safe_address(leads) else ""
    to = leads if isinstance(leads, int) else -1
    return Inline(Span(int(start), int(end)), InlineKind(int(kind)), target, to)


def _packed(data: bytes) -> bytes:
    return zlib.compress(data, _QUICK)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _unpacked(path: Path) -> bytes | None:
    try:
        return zlib.decompress(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, zlib.error) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> Corrupt:
    # Out of the way, so that the next opening keeps a good copy under this name.
    with contextlib.suppress(OSError):
        os.replace(path, path.with_name(f"{path.name}.damaged"))
    return Corrupt(f"{path}: damaged: open the article from its source again to keep a new copy")
