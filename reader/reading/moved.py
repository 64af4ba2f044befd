"""Files that are no longer where they were: looked for nearby, known again by their text."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from reader.document import Document
from reader.errors import SourceError

_LOOKED_AT = 5_000
"""Names looked at; a folder with more is somebody's home."""
_READ = 40
"""Files read to see whether they are the one."""


def moved_file(path: str, texts: Collection[str], now: datetime) -> Document | None:
    """The article that was at `path`, from where it is now; None when it is not nearby.

    Looked for are files of the same name below the folder it was in, or the nearest that is still
    there, and then others of its kind in that folder; it is one whose text is known.

    Args:
        path: Absolute; nothing is there any more.
        texts: Hashes of the versions of its text.
        now: Aware, UTC.
    """
    from reader.sources import open_document

    for candidate in islice(_candidates(Path(path)), _READ):
        try:
            document = open_document(str(candidate), now=now)
        except SourceError:
            continue
        if document.sha256 in texts:
            return document
    return None


def _candidates(path: Path) -> Iterator[Path]:
    folder = path.parent
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    names = list(islice(_below(folder), _LOOKED_AT))
    yield from (there for there in names if there.name == path.name)
    yield from (
        there
        for there in names
        if there.parent == path.parent and there.suffix.lower() == path.suffix.lower()
    )


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(files))
