"""TinyDB on files that are never half written.

Stock TinyDB overwrites its only copy in place. Here a file is written aside, synced and put in
place in one step, and several changes can be written as one.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from pathlib import Path
from typing import NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from reader.errors import Corrupt, StoreError
from reader.files import make_folder, write_aside
from reader.store.records import Tables

_SURROGATES = re.compile("[\ud800-\udfff]")


class AsideStorage(Storage):
    """A storage that replaces its file as a whole; a missing file is an empty database.

    Nothing is locked here: who writes holds the lock.
    """

    def __init__(self, path: Path) -> None:
        """Keep the tables in `path`, which is made by the first write."""
        self._path = path
        self._held: Tables | None = None
        self._is_changed = False

    def read(self) -> Tables | None:
        """The tables; None when there is no file.

        Raises:
            Corrupt: Something else than a database is there.
            StoreError: The file cannot be read.
        """
        return load_tables(self._path) if self._held is None else self._held

    def write(self, data: Tables) -> None:
        """Replace the tables; between `hold` and `flush` in memory only.

        Raises:
            StoreError: It could not be written; the file is as it was.
        """
        if self._held is None:
            store_tables(self._path, data)
        else:
            self._held, self._is_changed = data, True

    def hold(self) -> Tables:
        """Read the file, the last time until `flush`: several changes are written as one.

        Raises:
            Corrupt: Something else than a database is there.
            StoreError: The file cannot be read.
        """
        self._held, self._is_changed = load_tables(self._path) or {}, False
        return self._held

    def flush(self) -> None:
        """Write what changed since `hold`.

        Raises:
            StoreError: It could not be written; the file is as it was.
        """
        held, self._held = self._held, None
        if held is not None and self._is_changed:
            store_tables(self._path, held)


class NamedTable(Table):
    """A table whose document ids are our own names."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's stubs know only int
    default_query_cache_capacity = 0


class ArticleDatabase(TinyDB):
    """The TinyDB of one article."""

    table_class = NamedTable


def load_tables(path: Path) -> Tables | None:
    """The tables in the file; None when there is none.

    Raises:
        Corrupt: Something else than a database is there.
        StoreError: The file cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError as error:
        raise _damaged(path, "a folder stands in its place") from error
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be read ({error.strerror}): check the permissions of the file"
        ) from error
    return parse_tables(path, data)


def parse_tables(path: Path, data: bytes) -> Tables:
    """The tables in the bytes of a file.

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


def store_tables(path: Path, tables: Tables) -> None:
    """Replace the file by one with these tables: indented, so that a person can read it.

    Raises:
        StoreError: It could not be written; the file is as it was.
    """
    try:
        text = json.dumps(tables, ensure_ascii=False, indent=1, allow_nan=False)
    except (ValueError, TypeError) as error:
        raise StoreError(
            f"{path}: not saved: JSON cannot carry the change ({error}): take it out and try again"
        ) from error
    # A lone surrogate fits in no file.
    data = _SURROGATES.sub("\ufffd", text).encode("utf-8") + b"\n"
    try:
        make_folder(path.parent)
        write_aside(path, data, aside=f"{path.name}.tmp")
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> StoreError:
    """The error to raise when the disk refuses a change."""
    return StoreError(
        f"{path}: not saved ({error.strerror or error}): make room or allow writing there,"
        " then save again, or choose another folder with --data-dir"
    )


def _is_database(tables: object) -> bool:
    return isinstance(tables, dict) and all(
        isinstance(table, dict) and all(isinstance(record, dict) for record in table.values())
        for table in tables.values()
    )


def _why(data: bytes, error: Exception) -> str:
    if not data.strip():
        return "it is empty"
    return (
        f"{error}".split(": line", 1)[0]
        if isinstance(error, json.JSONDecodeError)
        else ("it is no UTF-8 JSON")
    )


def _damaged(path: Path, why: str) -> Corrupt:
    return Corrupt(f"{path}: damaged ({why}): mend it, or put a copy from a backup in its place")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
