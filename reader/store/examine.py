"""Looking at every file of a library for what is wrong with it; nothing is changed."""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reader.errors import Corrupt, StoreError
from reader.store.article import newest_version
from reader.store.checkpoint import load_tables
from reader.store.files import article_stems
from reader.store.log import is_odd, parsed
from reader.store.migrations import present_version
from reader.store.records import annotation_of
from reader.store.tables import Tables, article_meta

_TOGETHER = "keep it in quarantine/ and put its notes together again from what is left"
_ASIDE = "put it into quarantine/; what it was to become is in its place, as it was before"
_WRITTEN_ASIDE = ("articles", "texts", "backups", "drafts")
_MAKING_SECONDS = 60
_QUARANTINE = "keep it in quarantine/; open the article from its source again for a new copy"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong."""

    path: Path
    """The file."""
    what: str
    """What is wrong with it."""
    remedy: str
    """What repairing does, or else what the person can do."""
    can_be_repaired: bool = True
    """Whether repairing does it."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found in one part of the library."""

    name: str
    """Of the article or the text."""
    notes: int = 0
    """Notes that can be read, without the trash; 0 for a text."""
    troubles: tuple[Trouble, ...] = ()
    """What is wrong; empty when nothing is."""


def article_checkups(data: Path) -> Iterator[Checkup]:
    """One for each article of the library in `data`."""
    for stem in article_stems(data / "articles"):
        yield _article(data, stem)


def text_checkups(data: Path) -> Iterator[Checkup]:
    """One for each text that is kept in the library in `data`."""
    for path in sorted((data / "texts").glob("*.txt.z")):
        try:
            is_good = (
                hashlib.sha256(zlib.decompress(path.read_bytes())).hexdigest() == path.name[:-6]
            )
        except (OSError, zlib.error):
            is_good = False
        trouble = Trouble(path, "damaged", _QUARANTINE)
        yield Checkup(path.name[:-6], troubles=() if is_good else (trouble,))


def leftover_checkups(data: Path, now: datetime) -> Iterator[Checkup]:
    """One for each file or folder that a writer, killed in the middle, left in `data`.

    Files are written aside and put in their place at the end: until then nobody misses them. One
    that was touched within the last minute may be in the making.
    """
    for folder in (data, *(data / name for name in _WRITTEN_ASIDE)):
        for path in sorted(folder.glob("*.tmp")):
            with contextlib.suppress(OSError):
                if path.lstat().st_mtime < now.timestamp() - _MAKING_SECONDS:
                    trouble = Trouble(path, "left by a write that was cut off", _ASIDE)
                    yield Checkup(path.name, troubles=(trouble,))


def _article(data: Path, stem: str) -> Checkup:
    path = data / "articles" / f"{stem}.json"
    backup = path.with_name(f"{path.name}.bak")
    troubles: list[Trouble] = []
    tables: Tables = {}
    try:
        found = load_tables(path)
        tables = found or {}
        if found is None and backup.exists():
            troubles.append(Trouble(path, "missing", _TOGETHER))
    except Corrupt as error:
        troubles.append(Trouble(path, _why(error, path), _TOGETHER))
    except StoreError as error:
        troubles.append(Trouble(path, _why(error, path), "allow reading it", can_be_repaired=False))
    troubles += _backup(backup)
    troubles += _log(path.with_suffix(".log"))
    troubles += _records(path, stem, tables)
    troubles += _text(data, path, tables)
    rows = tables.get("annotations", {}).values()
    return Checkup(stem, sum(not row.get("deleted") for row in rows), tuple(troubles))


def _backup(path: Path) -> Iterator[Trouble]:
    try:
        load_tables(path)
    except Corrupt as error:
        yield Trouble(path, _why(error, path), "keep it in quarantine/ and make a new one")
    except StoreError as error:
        yield Trouble(path, _why(error, path), "allow reading it", can_be_repaired=False)


def _log(path: Path) -> Iterator[Trouble]:
    remedy = "keep it in quarantine/ and use its good lines"
    try:
        part = parsed(path.read_bytes())
    except FileNotFoundError:
        return
    except IsADirectoryError:
        yield Trouble(path, "a folder stands in its place", remedy)
        return
    except OSError as error:
        yield Trouble(path, f"{error.strerror}", "allow reading it", can_be_repaired=False)
        return
    if part.bad or is_odd(part.torn):
        yield Trouble(path, f"damaged in {part.bad or 1} of {part.lines or 1} lines", remedy)


def _records(path: Path, stem: str, tables: Tables) -> Iterator[Trouble]:
    if newest_version(tables) > present_version():
        yield Trouble(
            path, "written by a newer version of reader", "update reader", can_be_repaired=False
        )
    for name, record in tables.get("annotations", {}).items():
        try:
            annotation_of({"id": name, **record}, stem)
        except ValueError as error:
            yield Trouble(
                path,
                f"note {name} cannot be read ({error})",
                "mend it in the file; it is left as it is",
                can_be_repaired=False,
            )


def _text(data: Path, path: Path, tables: Tables) -> Iterator[Trouble]:
    sha256 = str(article_meta(tables).get("text_sha256") or "")
    if sha256.isalnum() and not (data / "texts" / f"{sha256}.txt.z").is_file():
        yield Trouble(
            path,
            f"the text {sha256[:16]}… is not kept",
            "open the article from its source again",
            can_be_repaired=False,
        )


def _why(error: StoreError, path: Path) -> str:
    return str(error).removeprefix(f"{path}: ")
