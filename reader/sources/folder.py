"""The articles below a folder."""

from __future__ import annotations

import os
from pathlib import Path

from reader.errors import NotFound
from reader.sources.content import KINDS

SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".epub", ".pdf", ".docx"}
)
"""What the name of an article in a folder ends with, in lower case."""


def articles_in(folder: Path) -> tuple[Path, ...]:
    """The files at any depth below `folder` that have the suffix of an article, by path.

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
    return (
        not path.name.startswith(".") and path.suffix.lower() in SUFFIXES and os.path.isfile(path)
    )


def _is_known(path: str, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    known = real in seen
    seen.add(real)
    return known
