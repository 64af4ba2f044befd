"""Which articles have some words in their texts; derived, never the truth.

An SQLite file, because looking through the texts of thousands of articles takes it some 50 ms, and
reading the files they are in takes seconds. Deleting it costs time, nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reader.document import searchable
from reader.store.derived import DerivedFile
from reader.store.index import Row, Watch, unwatched

_VERSION = 4
_MAKE = """
CREATE TABLE IF NOT EXISTS texts
    (article TEXT PRIMARY KEY, sha256 TEXT NOT NULL, words TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS text_of_article ON texts (article, sha256);
"""
_TOGETHER = 200
"""Texts taken in before others may write again."""


class Search:
    """The words of every text, as `searchable` makes them, by article."""

    def __init__(
        self,
        path: Path,
        text: Callable[[str], str | None],
        watch: Watch = unwatched,
    ) -> None:
        """Derive words from files.

        Args:
            path: Where they are kept.
            text: The text with a hash; None when it is not kept.
            watch: Shows how far taking in many texts is.
        """
        self._file = DerivedFile(path, _VERSION, _MAKE)
        self._text, self._watch = text, watch

    def saying(self, words: Sequence[str], rows: Mapping[str, Row]) -> frozenset[str] | None:
        """Ids of the articles whose text has every one of `words`.

        Args:
            words: As `searchable` makes them; each may be part of a longer word.
            rows: The articles as their files are now.

        Returns:
            None when the file cannot be used: the texts themselves must be looked through.
        """
        if not self._take_in_texts(rows):
            return None
        having = " AND ".join("instr(words, ?) > 0" for _ in words) or "1"
        query = f"SELECT article FROM texts WHERE {having}"
        found = self._file.ask(lambda base: base.execute(query, tuple(words)).fetchall())
        return None if found is None else frozenset(name for (name,) in found)

    def _take_in_texts(self, rows: Mapping[str, Row]) -> bool:
        """Take in the texts that are not known yet; False where the file cannot be used."""
        kept = self._file.ask(lambda base: dict(base.execute("SELECT article, sha256 FROM texts")))
        if kept is None:
            return False
        now = {name: row.sha256 for name, row in rows.items() if row.sha256 and not row.removed}
        if gone := [name for name in kept if name not in now]:
            drop = "DELETE FROM texts WHERE article = ?"
            self._file.ask(lambda base: base.executemany(drop, [(n,) for n in gone]).rowcount)
        new = {name: sha256 for name, sha256 in now.items() if kept.get(name) != sha256}
        waiting: list[tuple[str, str, str]] = []
        for number, (name, sha256) in enumerate(self._watch(new.items(), len(new)), 1):
            waiting.append((name, sha256, searchable(self._text(sha256) or "")))
            if number % _TOGETHER == 0 or number == len(new):
                if not self._put(waiting):
                    return False
                waiting = []
        return True

    def _put(self, texts: Sequence[tuple[str, str, str]]) -> bool:
        def put(base: sqlite3.Connection) -> bool:
            base.executemany("REPLACE INTO texts VALUES (?, ?, ?)", texts)
            return True

        return bool(self._file.ask(put))
