"""The log of an article: every change, one line each, on disk before it counts as saved.

A line is a checksum and a JSON array: `[seq, op, id, after, before, of]`. Lines are only ever
appended; what a killed writer left of one is cut off by the next writer.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from reader.errors import StoreError
from reader.files import make_folder, sync_file, sync_folder, write_aside
from reader.store.disk import cannot_write
from reader.store.migrations import migrated
from reader.store.op import Op
from reader.store.tables import NewRecord

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_SURROGATES = re.compile("[\ud800-\udfff]")
_SEQ = re.compile(rb"\[(\d{1,18}),")


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One change."""

    seq: int
    """Counts the changes of the article, from 1."""
    op: str
    """One of `Op`; another one was written by a newer version."""
    id: str
    """Of the record."""
    after: NewRecord | None
    """The record as it became; None when it went."""
    before: NewRecord | None
    """The record as it was; None when it was not there."""
    of: int = 0
    """For undo and redo: the `seq` of the change that is meant."""


@dataclass(frozen=True, slots=True)
class LogPart:
    """What was read of a log."""

    entries: tuple[LogEntry, ...]
    """The good lines, in order."""
    length: int
    """Bytes up to the end of the last whole line."""
    lines: int = 0
    """Whole lines."""
    bad: int = 0
    """Whole lines that are damaged."""
    torn: bytes = b""
    """What follows the last line break."""


def encoded(entry: LogEntry) -> bytes:
    """The line of an entry.

    Raises:
        ValueError: JSON cannot carry it exactly.
    """
    value = [entry.seq, entry.op, entry.id, entry.after, entry.before, entry.of]
    try:
        text = _ENCODER.encode(value)
    except TypeError as error:
        raise ValueError(str(error)) from error
    if json.loads(text) != value:
        raise ValueError("a key that is no text, or a list of an odd kind")
    body = as_utf8(text)
    return b"%08x %s\n" % (zlib.crc32(body), body)


def as_utf8(json_text: str) -> bytes:
    """JSON as bytes; a lone surrogate, which fits in no file, is written as its escape."""
    try:
        return json_text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", json_text).encode("utf-8")


def parsed(data: bytes, after: int = 0) -> LogPart:
    """The entries in a stretch of a log that begins at a line.

    Args:
        data: The bytes.
        after: Leave out entries with this `seq` or a lower one.
    """
    *lines, torn = data.split(b"\n")
    entries: list[LogEntry] = []
    bad = 0
    for line in lines:
        body = line[9:]
        if line[:9] != b"%08x " % zlib.crc32(body):
            bad += 1
            continue
        seq = _SEQ.match(body)
        if seq and int(seq[1]) <= after:
            continue
        entry = _entry(body)
        if entry is None:
            bad += 1
        else:
            entries.append(entry)
    return LogPart(tuple(entries), len(data) - len(torn), len(lines), bad, torn)


def _entry(body: bytes) -> LogEntry | None:
    try:
        seq, op, name, after, before, *of = json.loads(body, parse_constant=_refuse)
        entry = LogEntry(int(seq), str(op), str(name), after, before, int(of[0]) if of else 0)
    except (ValueError, TypeError, RecursionError):
        return None
    if not all(record is None or isinstance(record, dict) for record in (after, before)):
        return None
    table = "meta" if entry.op == Op.ARTICLE else "annotations"
    after, before = (record and migrated(table, record) for record in (after, before))
    return replace(entry, after=after, before=before)


def is_odd(torn: bytes) -> bool:
    """Whether the end of a log is more than a line that a killed writer did not finish."""
    return b"\0" in torn


def append(path: Path, entries: Iterable[LogEntry], offset: int) -> int:
    """Append the lines of these entries; they are safe from a power cut when this returns.

    The caller holds the article's lock.

    Args:
        path: The log, which need not exist.
        entries: What to tell.
        offset: Where the last good line ends; what follows was never finished.

    Returns:
        Where the log ends now.

    Raises:
        StoreError: They could not be written; the log ends where it ended.
    """
    try:
        data = b"".join(map(encoded, entries))
    except (ValueError, RecursionError) as error:
        raise StoreError(
            f"{path}: not saved: JSON cannot carry the change ({error}): take it out and try again"
        ) from error
    try:
        handle, is_new = _opened(path)
        try:
            _write(handle, data, offset)
        finally:
            os.close(handle)
        if is_new:
            sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error
    return offset + len(data)


def _opened(path: Path) -> tuple[int, bool]:
    """The log, open for appending, and whether it was made for that."""
    flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
    try:
        return os.open(path, flags), False
    except FileNotFoundError:
        make_folder(path.parent)
        return os.open(path, flags | os.O_CREAT, 0o666), True


def _write(handle: int, data: bytes, offset: int) -> None:
    if os.fstat(handle).st_size != offset:
        os.ftruncate(handle, offset)
    try:
        if os.write(handle, data) != len(data):
            raise OSError(28, "No space left on device")
        sync_file(handle)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(handle, offset)
        raise


def replace_log(path: Path, entries: Iterable[LogEntry]) -> int:
    """Put a log with these entries in the place of the one there; its length.

    Raises:
        OSError: It could not be written; the old one is there.
    """
    data = b"".join(map(encoded, entries))
    write_aside(path, data, aside=f"{path.name}.tmp")
    return len(data)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
