"""Which articles hold notes with some words; derived from the articles' files, never the truth.

An SQLite file, because looking through a hundred thousand notes takes it some 50 ms, and reading
the files they are in takes seconds. Deleting it costs time, nothing else.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from reader.store.records import Record

_VERSION = 1
_TIMEOUT_SECONDS = 2.0
_MAKE = f"""
PRAGMA user_version = {_VERSION};
CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, stat TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (article TEXT NOT NULL, words TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_article ON notes (article);
"""


class Search:
    """The words of every note, casefolded, by article."""

    def __init__(self, path: Path, notes: Callable[[str], Iterable[str]]) -> None:
        """Derive words from files.

        Args:
            path: Where they are kept.
            notes: The words of each note on an article, in any order; its id is given. Nothing
                for a note whose words are not known: it is always found.
        """
        self._path, self._notes = path, notes

    def articles(self, words: Sequence[str], rows: Mapping[str, Record]) -> frozenset[str] | None:
        """Ids of the articles with a note that has every one of `words`.

        Args:
            words: Casefolded; each may be part of a longer word.
            rows: The articles as their files are now, as `Index.rows` tells them.

        Returns:
            None when the file cannot be used: the notes themselves must be looked through.
        """
        for _ in range(2):
            try:
                with contextlib.closing(sqlite3.connect(self._path, _TIMEOUT_SECONDS)) as base:
                    return _found(base, words, rows, self._notes)
            except sqlite3.OperationalError:
                return None  # locked, read-only, no room: the next time may do
            except sqlite3.DatabaseError:
                with contextlib.suppress(OSError):
                    self._path.unlink()
        return None


def _found(
    base: sqlite3.Connection,
    words: Sequence[str],
    rows: Mapping[str, Record],
    notes: Callable[[str], Iterable[str]],
) -> frozenset[str]:
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if version not in (0, _VERSION):
        raise sqlite3.DatabaseError("of another version")
    base.executescript(_MAKE)
    # It can be made anew at any time, so it need not survive a power cut.
    base.execute("PRAGMA synchronous = OFF")
    kept = dict(base.execute("SELECT id, stat FROM articles"))
    now = {name: str(row.get("stat")) for name, row in rows.items()}
    gone = [name for name in kept if kept[name] != now.get(name)]
    new = [name for name in now if kept.get(name) != now[name]]
    if gone or new:
        with base:
            base.executemany("DELETE FROM notes WHERE article = ?", ((name,) for name in gone))
            base.executemany("DELETE FROM articles WHERE id = ?", ((name,) for name in gone))
            base.executemany(
                "INSERT INTO notes VALUES (?, ?)",
                ((name, text.casefold()) for name in new for text in notes(name)),
            )
            base.executemany("INSERT INTO articles VALUES (?, ?)", ((n, now[n]) for n in new))
    having = " AND ".join("instr(words, ?) > 0" for _ in words) or "1"
    query = f"SELECT DISTINCT article FROM notes WHERE words = '' OR ({having})"
    found = base.execute(query, tuple(words))
    return frozenset(name for (name,) in found)
