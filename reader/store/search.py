"""Which articles hold notes with some words; derived from the articles' files, never the truth.

An SQLite file, because looking through a hundred thousand notes takes it some 50 ms, and reading
the files they are in takes seconds. Deleting it costs time, nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from reader.store.derived import DerivedFile
from reader.store.index import Row

_VERSION = 1
_MAKE = """
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
        self._file, self._notes = DerivedFile(path, _VERSION, _MAKE), notes

    def articles(self, words: Sequence[str], rows: Mapping[str, Row]) -> frozenset[str] | None:
        """Ids of the articles with a note that has every one of `words`.

        Args:
            words: Casefolded; each may be part of a longer word.
            rows: The articles as their files are now, as `Index.rows` tells them.

        Returns:
            None when the file cannot be used: the notes themselves must be looked through.
        """
        return self._file.ask(lambda base: _found(base, words, rows, self._notes))


def _found(
    base: sqlite3.Connection,
    words: Sequence[str],
    rows: Mapping[str, Row],
    notes: Callable[[str], Iterable[str]],
) -> frozenset[str]:
    kept = dict(base.execute("SELECT id, stat FROM articles"))
    now = {name: row.stat for name, row in rows.items()}
    gone = [name for name in kept if kept[name] != now.get(name)]
    new = [name for name in now if kept.get(name) != now[name]]
    if gone or new:
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
