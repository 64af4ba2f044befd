"""The file of an article as it was at its last checkpoint: JSON as TinyDB keeps it.

It is indented, one field a line, so that a person can read, compare and edit it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from codecs import BOM_UTF8
from pathlib import Path
from typing import NoReturn

from reader.errors import Corrupt, StoreError
from reader.files import make_folder, write_aside
from reader.store.log import as_utf8
from reader.store.migrations import migrated_tables
from reader.store.tables import NewRecord, Tables

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_ROW = re.compile(r'"((?:[^"\\]|\\.){1,200})"\s*:\s*\{')
_SEQ = re.compile(r'"seq"\s*:\s*(\d{1,18})')

Stamp = tuple[int, int, int]
"""What tells that a file is another one than before: inode, size, time in nanoseconds."""


class Layout:
    """Writes tables as text; remembers records that were written before and are the same."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._known: dict[str, tuple[NewRecord, str]] = {}

    def text(self, tables: Tables) -> str:
        """The tables as JSON; `meta` first, so that a file cut short still tells its state.

        Raises:
            ValueError: JSON cannot carry them.
            TypeError: The same.
        """
        names = sorted(tables, key=lambda name: name != "meta")
        parts = (f" {_ENCODE(name)}: {self._table(name, tables[name])}" for name in names)
        return "{\n" + ",\n".join(parts) + "\n}\n"

    def _table(self, table: str, rows: NewRecord) -> str:
        known: dict[str, tuple[NewRecord, str]] = {}
        for name, row in rows.items():
            key = f"{table}/{name}"
            before = self._known.get(key)
            text = before[1] if before and before[0] is row else _row_text(name, row)
            known[key] = row, text
        self._known = {
            key: kept for key, kept in self._known.items() if not key.startswith(f"{table}/")
        } | known
        return "{\n" + ",\n".join(text for _, text in known.values()) + "\n }" if known else "{}"


def _row_text(name: str, row: NewRecord) -> str:
    for key in row:
        if not isinstance(key, str):
            raise TypeError(f"the key {key!r} is no text")
    fields = ",\n".join(f"   {_ENCODE(key)}: {_ENCODE(value)}" for key, value in row.items())
    return f"  {_ENCODE(name)}: {{\n{fields}\n  }}" if row else f"  {_ENCODE(name)}: {{}}"


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None when there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def load_tables(path: Path) -> Tables | None:
    """The tables in the file; None when there is none.

    Raises:
        Corrupt: Something else than a database is there.
        StoreError: The file cannot be read.
    """
    data = read_bytes(path)
    return None if data is None else parse_tables(path, data)


def read_bytes(path: Path) -> bytes | None:
    """What the file holds; None when there is none.

    Raises:
        Corrupt: A folder is there.
        StoreError: The file cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError as error:
        raise _damaged(path, "a folder stands in its place") from error
    except OSError as error:
        if path.is_dir():  # Windows says no more than that it may not be opened
            raise _damaged(path, "a folder stands in its place") from error
        raise StoreError(
            f"{path}: cannot be read ({error.strerror}): check the permissions of the file"
        ) from error


def parse_tables(path: Path, data: bytes) -> Tables:
    """The tables in the bytes of a file, as this version would have written them.

    Raises:
        Corrupt: They hold something else.
    """
    return migrated_tables(raw_tables(path, data))[0]


def raw_tables(path: Path, data: bytes) -> Tables:
    """The tables in the bytes of a file, as they are there.

    Raises:
        Corrupt: They hold something else.
    """
    try:
        tables = json.loads(data.removeprefix(BOM_UTF8).decode(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, _why(data, error)) from error
    if not _is_database(tables):
        raise _damaged(path, "it holds no tables")
    checked: Tables = tables
    return checked


def store_tables(path: Path, backup: Path | None, tables: Tables, layout: Layout) -> None:
    """Replace the file by one with these tables.

    Args:
        path: The file; its folder need not exist.
        backup: Where the file as it is now is kept; None keeps it nowhere.
        tables: All of them.
        layout: Writes them.

    Raises:
        StoreError: JSON cannot carry them.
        OSError: It could not be written; the file is as it was.
    """
    try:
        data = as_utf8(layout.text(tables))
    except (ValueError, TypeError, RecursionError) as error:
        raise StoreError(f"{path}: not saved: JSON cannot carry it ({error})") from error
    make_folder(path.parent)
    if backup is not None and path.is_file():
        _keep_as(path, backup)
    write_aside(path, data, aside=f"{path.name}.tmp")


def salvaged(data: bytes) -> tuple[Tables, int | None]:
    """Records that can still be read in a damaged file, and the `seq` it was written with.

    Only records that say themselves what they are: annotations and the article's own.
    """
    text = data.decode("utf-8", "replace")
    decoder = json.JSONDecoder(parse_constant=_refuse)
    tables: Tables = {}
    end = 0
    for match in _ROW.finditer(text):
        if match.start() < end:
            continue
        with contextlib.suppress(ValueError, RecursionError):
            record, stop = decoder.raw_decode(text, match.end() - 1)
            table = _table_of(record)
            if table and "\ufffd" not in text[match.end() : stop]:
                name = "article" if table == "meta" else str(record.get("id"))
                tables.setdefault(table, {})[name] = record
                end = stop
    seq = _SEQ.search(text)
    return tables, int(seq[1]) if seq else None


def link_or_copy(path: Path, kept: Path) -> None:
    """Keep a file under another name too: by a second name for it, or else by a copy."""
    source = os.path.realpath(path)
    try:
        os.link(source, kept)
    except OSError:
        shutil.copy2(source, kept)


def _keep_as(path: Path, backup: Path) -> None:
    aside = backup.with_name(f"{backup.name}.tmp")
    with contextlib.suppress(FileNotFoundError):
        aside.unlink()
    link_or_copy(path, aside)
    os.replace(aside, backup)
    # Two names of one file stay two when one is renamed to the other.
    with contextlib.suppress(FileNotFoundError):
        aside.unlink()


def _table_of(record: object) -> str:
    if not isinstance(record, dict):
        return ""
    if isinstance(record.get("id"), str) and "created" in record:
        return "annotations"
    return "meta" if "article_id" in record and "locators" in record else ""


def _is_database(tables: object) -> bool:
    return isinstance(tables, dict) and all(
        isinstance(table, dict) and all(isinstance(record, dict) for record in table.values())
        for table in tables.values()
    )


def _why(data: bytes, error: Exception) -> str:
    if not data.strip():
        return "it is empty"
    if isinstance(error, json.JSONDecodeError):
        return f"{error}".split(": line", 1)[0]
    return "it is no UTF-8 JSON"


def _damaged(path: Path, why: str) -> Corrupt:
    return Corrupt(f"{path}: damaged ({why})")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
