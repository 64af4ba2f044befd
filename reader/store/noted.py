"""Every note of the library, to be listed and searched; derived, never the truth.

An SQLite file beside the articles' own: to open the files of five thousand articles takes seconds.
What it holds of an article counts only while the article's files are as they were when it was
taken in. Deleting it costs time, nothing else.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from reader.annotations import Annotation
from reader.document import searchable
from reader.store.derived import DerivedFile
from reader.store.index import Row, Watch, unwatched
from reader.store.records import annotation_of, annotation_record

_VERSION = 1
_MAKE = """
CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, stat TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes
    (number INTEGER PRIMARY KEY, article TEXT NOT NULL, updated TEXT NOT NULL, words TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_article ON notes (article);
CREATE INDEX IF NOT EXISTS by_change ON notes (updated);
CREATE TABLE IF NOT EXISTS records (number INTEGER PRIMARY KEY, record TEXT NOT NULL);
"""
_TOGETHER = 200
"""Articles taken in before others may write again."""

Noted = tuple[str, Sequence[Annotation]]
"""The `stat` of an article's files, and the notes that were on it then, by place."""


class NoteIndex:
    """The notes of every article, and the words they are found by, as `searchable` makes them."""

    def __init__(
        self,
        path: Path,
        notes: Callable[[str], Sequence[Annotation] | None],
        watch: Watch = unwatched,
    ) -> None:
        """Derive notes from files.

        Args:
            path: Where they are kept.
            notes: The notes on an article, by place; its id is given. None when there is something
                to tell of its files: they are not kept, so that it is told each time.
            watch: Shows how far taking in many articles is.
        """
        self._file = DerivedFile(path, _VERSION, _MAKE)
        self._notes, self._watch = notes, watch

    def articles_with(self, words: Sequence[str], rows: Mapping[str, Row]) -> frozenset[str] | None:
        """Ids of the articles with a note that has every one of `words`, and perhaps a few more.

        Args:
            words: As `searchable` makes them; each may be part of a longer word.
            rows: The articles as their files are now.

        Returns:
            None when the file cannot be used: the notes themselves must be looked through.
        """
        stats = self.take_in(rows)
        if stats is None:
            return None
        having, values = _having(words)
        query = f"SELECT DISTINCT article FROM notes WHERE {having}"
        found = self._file.ask(lambda base: base.execute(query, values).fetchall())
        if found is None:
            return None
        unknown = (n for n, row in rows.items() if row.stat != stats.get(n) and row.notes)
        return frozenset((*(name for (name,) in found), *unknown))

    def take_in(self, rows: Mapping[str, Row]) -> Mapping[str, str] | None:
        """Take in the articles that changed.

        Args:
            rows: The articles as their files are now.

        Returns:
            The `stat` of the files of each article that is known; None where they cannot be kept.
        """
        query = "SELECT id, stat FROM articles"
        stats = self._file.ask(lambda base: dict(base.execute(query).fetchall()))
        if stats is None:
            return None
        gone = stats.keys() - rows.keys()
        if gone and not self._put([(name, "", ()) for name in gone]):
            return None
        stale = {name: row.stat for name, row in rows.items() if row.stat != stats.get(name)}
        waiting: list[tuple[str, str, Iterable[_Line]]] = []
        for number, (name, stat) in enumerate(self._watch(stale.items(), len(stale)), 1):
            notes = self._notes(name) if rows[name].notes else ()
            if notes is not None:
                waiting.append((name, stat, [_line(note, rows[name]) for note in notes]))
            if number % _TOGETHER == 0 or number == len(stale):
                if not self._put(waiting):
                    return None
                stats.update((name, stat) for name, stat, _ in waiting)
                waiting = []
        return stats

    def notes(self, words: Sequence[str], article_ids: Sequence[str]) -> Mapping[str, Noted]:
        """The notes on these articles with every one of `words`, and perhaps a few more.

        Those of an article that is not known are left out.
        """
        having, values = _having(words)
        query = (
            "SELECT article, record FROM notes JOIN records USING (number)"
            f" WHERE article IN ({_marks(article_ids)}) AND ({having}) ORDER BY number"
        )

        def read(base: sqlite3.Connection) -> tuple[dict[str, str], list[tuple[str, str]]]:
            known = f"SELECT id, stat FROM articles WHERE id IN ({_marks(article_ids)})"
            # Together, so that nobody writes in between.
            base.execute("BEGIN")
            stats = dict(base.execute(known, tuple(article_ids)).fetchall())
            return stats, base.execute(query, (*article_ids, *values)).fetchall()

        stats, found = self._file.ask(read) or ({}, [])
        notes: defaultdict[str, list[Annotation]] = defaultdict(list)
        for name, record in found:
            notes[name].append(annotation_of(json.loads(record), name))
        return {name: (stat, notes[name]) for name, stat in stats.items()}

    def latest(self, count: int) -> list[tuple[str, str, Annotation]]:
        """The notes changed last, so many: article, `stat` of its files, note; newest first."""
        query = (
            "SELECT article, stat, record FROM notes JOIN articles ON id = article"
            " JOIN records USING (number) ORDER BY updated DESC LIMIT ?"
        )
        found = self._file.ask(lambda base: base.execute(query, (count,)).fetchall())
        return [
            (name, stat, annotation_of(json.loads(record), name))
            for name, stat, record in found or ()
        ]

    def _put(self, articles: Sequence[tuple[str, str, Iterable[_Line]]]) -> bool:
        """Keep what is known of these articles in the place of what was; no `stat`: nothing."""

        def put(base: sqlite3.Connection) -> bool:
            for name, stat, lines in articles:
                _forget(base, name)
                for updated, words, record in lines:
                    line = base.execute(
                        "INSERT INTO notes (article, updated, words) VALUES (?, ?, ?)",
                        (name, updated, words),
                    )
                    base.execute("INSERT INTO records VALUES (?, ?)", (line.lastrowid, record))
                if stat:
                    base.execute("INSERT INTO articles VALUES (?, ?)", (name, stat))
            return True

        return bool(self._file.ask(put))


_FOR_GRANTED = ("body", "tags", "speaker", "deleted", "target")
_Line = tuple[str, str, str]
"""When a note was changed, its words, its record."""


def _forget(base: sqlite3.Connection, name: str) -> None:
    base.execute("DELETE FROM articles WHERE id = ?", (name,))
    numbers = "SELECT number FROM notes WHERE article = ?"
    base.execute(f"DELETE FROM records WHERE number IN ({numbers})", (name,))
    base.execute("DELETE FROM notes WHERE article = ?", (name,))


def _having(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The condition for notes that may have these words, and its values."""
    having = " AND ".join("instr(words, ?) > 0" for _ in words) or "1"
    return f"words = '' OR ({having})", tuple(map(_storable, words))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" for _ in values)


def _line(note: Annotation, row: Row) -> _Line:
    kept = annotation_record(note).items()
    # Without what `annotation_of` takes for granted. In ASCII: no database takes a lone surrogate.
    told = {name: value for name, value in kept if value or name not in _FOR_GRANTED}
    record = json.dumps(told, separators=(",", ":"))
    return note.updated.isoformat(), _words(note, row), record


def _words(note: Annotation, row: Row) -> str:
    """What a note is found by; nothing when its words may stand otherwise in a newer text."""
    if note.target and note.text_sha256 != row.sha256:
        return ""
    exact = note.target.exact if note.target else ""
    words = (exact, note.body, note.speaker or "", row.title, *note.tags)
    return _storable(searchable("\n".join(words)))


def _storable(words: str) -> str:
    return words.encode("utf-8", "replace").decode()
