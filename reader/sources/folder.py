"""The articles below a folder."""

from __future__ import annotations

import os
from pathlib import Path

from reader.errors import NotFound, Unreadable
from reader.sources.content import HEAD, KINDS, Kind, kind_of

SUFFIXES = frozenset(
    {
        *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mhtml", ".mht"),
        *(".epub", ".pdf", ".docx"),
    }
)
"""What the name of an article in a folder ends with, in lower case."""
_ALL = frozenset(Kind)
_TOLD_BY_CONTENT = frozenset({Kind.HTML, Kind.MHTML, Kind.EPUB, Kind.PDF, Kind.DOCX})
"""What nothing else looks like."""


def articles_in(folder: Path) -> tuple[Path, ...]:
    """The articles at any depth below `folder`, by path.

    A file is one that has the suffix of an article; without one, if its content can be read; and
    with another, if it is a page, a book or a document all the same, and not just any text.

    Hidden files and folders are passed over. Symbolic links are followed, but no folder and no
    file is taken twice, so a link back up does no harm.

    Raises:
        NotFound: There is none.
    """
    found: list[Path] = []
    seen: set[str] = set()
    for parent, folders, files in os.walk(folder, followlinks=True):
        if _is_known(parent, seen):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(parent, name)
            for name in files
            if _is_article(Path(parent, name)) and not _is_known(os.path.join(parent, name), seen)
        ]
    if not found:
        raise NotFound(f"{folder}: no {KINDS} below this folder; name a file")
    return tuple(sorted(found))


def _is_article(path: Path) -> bool:
    if path.name.startswith(".") or not os.path.isfile(path):
        return False
    suffix = path.suffix.lower()
    return suffix in SUFFIXES or _kind(path) in (_ALL if not suffix else _TOLD_BY_CONTENT)


def _kind(path: Path) -> Kind | None:
    """What a file is read as; None for no article."""
    try:
        with open(path, "rb") as file:
            head = file.read(HEAD)
        return kind_of(path.name, head) if head else None
    except (OSError, Unreadable):
        return None


def _is_known(path: str, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    known = real in seen
    seen.add(real)
    return known
