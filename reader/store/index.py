"""What is in the library, derived from the articles' files; never the truth.

It saves reading every file when an article is sought or the library is listed: only files that
changed since are read. Deleting its file costs time, nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from reader.errors import StoreError
from reader.files import write_aside
from reader.store.article import article_meta
from reader.store.lock import locked
from reader.store.records import NewRecord, Record, Tables

_VERSION = 1
_TIMEOUT_SECONDS = 0.2
_FEW = 8
"""So many changed articles are rather read again the next time than all rows written now."""


Stale = Iterable[tuple[str, list[int]]]
"""Articles whose files changed since they were last read: id, times and sizes of the files."""
Watch = Callable[[Stale, int], Stale]
"""Gives back what it is given, told how many there are, and may show how far one is."""


def unwatched(things: Stale, _count: int) -> Stale:
    """Nobody watches."""
    return things


class Index:
    """One row for each article: its record `meta` and two counts."""

    def __init__(
        self,
        path: Path,
        articles: Path,
        load: Callable[[str], Tables | None],
        watch: Watch = unwatched,
    ) -> None:
        """Derive rows from files.

        Args:
            path: Where rows are kept.
            articles: The folder with a file for each article.
            load: Reads an article's file; None when it is damaged or cannot be read.
            watch: Shows how far reading many files is.
        """
        self._path, self._articles, self._load = path, articles, load
        self._watch = watch
        self._rows: dict[str, NewRecord] | None = None
        self._unwritten = 0

    def rows(self, *, is_hurried: bool = False) -> Mapping[str, Record]:
        """The rows as the files are now, by article id.

        Args:
            is_hurried: Whether to leave writing them for another time when few changed.
        """
        self.recalled()
        before = self._rows or {}
        stats = _stats(self._articles)
        stale = {name: s for name, s in stats if before.get(name, {}).get("stat") != s}
        read = {
            name: self._row(name, stat, before.get(name, {}))
            for name, stat in self._watch(stale.items(), len(stale))
        }
        now = {name: read.get(name) or before[name] for name, _ in stats}
        changed = sum(row is not before.get(name) for name, row in now.items())
        self._unwritten += changed + len(before.keys() - now.keys())
        if self._unwritten > (_FEW if is_hurried else 0):
            self._keep(now)
            self._unwritten = 0
        self._rows = now
        return now

    def recalled(self) -> Mapping[str, Record]:
        """The rows as they were the last time; quick, to be checked before they are relied on."""
        if self._rows is None:
            self._rows = self._kept()
        return self._rows

    def _row(self, article_id: str, stat: list[int], before: Record) -> NewRecord:
        tables = self._load(article_id)
        if tables is None:
            # Damaged: what was known of it still tells which article it is.
            return {**before, "stat": stat}
        annotations = [
            record
            for record in tables.get("annotations", {}).values()
            if not record.get("deleted") and not record.get("correction")
        ]
        return {
            "stat": stat,
            "meta": article_meta(tables),
            "notes": len(annotations),
            "orphans": sum(_is_orphan(record) for record in annotations),
        }

    def _kept(self) -> dict[str, NewRecord]:
        try:
            kept = json.loads(self._path.read_bytes())
            if kept["version"] != _VERSION:
                return {}
            return {name: row for name, row in kept["articles"].items() if _is_row(row)}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def _keep(self, rows: dict[str, NewRecord]) -> None:
        with contextlib.suppress(StoreError, OSError), locked(self._path, _TIMEOUT_SECONDS):
            data = json.dumps({"version": _VERSION, "articles": rows}).encode("utf-8")
            write_aside(self._path, data, aside=f"{self._path.name}.tmp", is_durable=False)


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("meta"), dict)


def _is_orphan(record: Record) -> bool:
    anchor = record.get("anchor")
    return isinstance(anchor, dict) and anchor.get("state") == "orphan"


def _stats(folder: Path) -> list[tuple[str, list[int]]]:
    """Each article's id with the times and sizes of its files; none when there is no folder."""
    found: dict[str, list[int]] = {}
    with contextlib.suppress(OSError), os.scandir(folder) as files:
        for file in sorted(files, key=lambda file: file.name):
            stem, _, suffix = file.name.rpartition(".")
            if suffix in ("json", "log"):
                with contextlib.suppress(OSError):
                    stat = file.stat()
                    facts = [stat.st_mtime_ns, stat.st_size, stat.st_ino]
                    found.setdefault(stem, []).extend(facts)
            elif file.name.endswith(".json.bak"):
                found.setdefault(file.name[:-9], [])
    return sorted(found.items())
