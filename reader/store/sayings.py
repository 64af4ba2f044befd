"""Who said what in which article of the library; derived, so that deleting it loses nothing.

An SQLite file: one speaker's words are looked up among those of thousands of articles in
milliseconds. It is filled as articles are analysed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.store.derived import DerivedFile
from reader.store.voice import Said, Voice, last_name, name_words

_VERSION = 1
_MAKE = """
CREATE TABLE IF NOT EXISTS articles (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS speakers (
    article TEXT NOT NULL, name TEXT NOT NULL, last TEXT NOT NULL, role TEXT NOT NULL,
    words INTEGER NOT NULL, of INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS sayings (
    article TEXT NOT NULL, name TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    kind TEXT NOT NULL, words TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_last ON speakers (last);
CREATE INDEX IF NOT EXISTS speakers_by_article ON speakers (article);
CREATE INDEX IF NOT EXISTS sayings_by_article ON sayings (article, name);
"""


class Spoken(NamedTuple):
    """Who speaks where in one article."""

    sha256: str
    """Of the text that was analysed."""
    spans: tuple[tuple[int, int, str], ...]
    """Where quotes begin and end, code points, and whose they are; by where they begin."""


class Sayings:
    """The speakers and quotes of every article that was analysed."""

    def __init__(self, path: Path) -> None:
        """Keep them in this file."""
        self._file = DerivedFile(path, _VERSION, _MAKE)

    def keep(self, article_id: str, sha256: str, voices: Iterable[Voice]) -> None:
        """Remember who said what in this version of an article, instead of what was known."""
        rows = tuple(voices)

        def write(base: sqlite3.Connection) -> None:
            for table in ("speakers", "sayings"):
                base.execute(f"DELETE FROM {table} WHERE article = ?", (article_id,))
            base.execute("REPLACE INTO articles VALUES (?, ?)", (article_id, sha256))
            base.executemany(
                "INSERT INTO speakers VALUES (?, ?, ?, ?, ?, ?)",
                ((article_id, v.name, last_name(v.name), v.role, v.words, v.of) for v in rows),
            )
            base.executemany(
                "INSERT INTO sayings VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (article_id, v.name, said.start, said.end, said.kind, said.words)
                    for v in rows
                    for said in v.said
                ),
            )

        self._file.ask(write)

    def voices(self, name: str) -> tuple[Voice, ...]:
        """Speakers whose name ends with the same word as this one, by article."""
        last = last_name(name)

        def read(base: sqlite3.Connection) -> tuple[Voice, ...]:
            found = base.execute(
                "SELECT article, name, role, words, of FROM speakers WHERE last = ?"
                " ORDER BY article, name",
                (last,),
            ).fetchall()
            return tuple(
                Voice(article, name, role, words, of, _said(base, article, name))
                for article, name, role, words, of in found
            )

        return self._file.ask(read) or ()

    def spans(self, article_ids: Sequence[str]) -> dict[str, Spoken]:
        """Where somebody speaks in these articles, a few hundred at the most.

        Without those that nobody has analysed.
        """
        ids = tuple(article_ids)

        def read(base: sqlite3.Connection) -> dict[str, Spoken]:
            marks = ", ".join("?" for _ in article_ids)
            known = base.execute(f"SELECT id, sha256 FROM articles WHERE id IN ({marks})", ids)
            found: dict[str, tuple[str, list[tuple[int, int, str]]]] = {
                name: (sha256, []) for name, sha256 in known
            }
            query = (
                "SELECT article, start, end, name FROM sayings"
                f" WHERE article IN ({marks}) ORDER BY start"
            )
            for article, start, end, name in base.execute(query, ids):
                if article in found:
                    found[article][1].append((start, end, name))
            return {name: Spoken(sha256, tuple(spans)) for name, (sha256, spans) in found.items()}

        return self._file.ask(read) or {}

    def speaking(self, words: Sequence[str]) -> tuple[Voice, ...]:
        """Everybody whose name has all of these words, such as a first or last name; by article."""
        wanted = {part for word in words for part in name_words(word)}

        def read(base: sqlite3.Connection) -> tuple[Voice, ...]:
            query = "SELECT article, name, role, words, of FROM speakers ORDER BY article, name"
            rows = base.execute(query).fetchall()
            return tuple(
                Voice(article, name, role, words, of, _said(base, article, name))
                for article, name, role, words, of in rows
                if wanted <= set(name_words(name))
            )

        return (self._file.ask(read) or ()) if wanted else ()

    def articles_of(self, words: Sequence[str]) -> frozenset[str]:
        """Ids of the articles in which somebody speaks whose name has one of these words in it."""
        wanted = [word.casefold() for word in words]

        def read(base: sqlite3.Connection) -> frozenset[str]:
            rows = base.execute("SELECT article, name FROM speakers")
            return frozenset(
                article for article, name in rows if any(word in name.casefold() for word in wanted)
            )

        return self._file.ask(read) or frozenset()

    def names(self, most: int = 2000) -> tuple[str, ...]:
        """The names of those who speak, those in most articles first; at most so many."""

        def read(base: sqlite3.Connection) -> tuple[str, ...]:
            query = "SELECT name FROM speakers GROUP BY name ORDER BY count(*) DESC, name LIMIT ?"
            return tuple(name for (name,) in base.execute(query, (most,)))

        return self._file.ask(read) or ()

    def known(self) -> dict[str, str]:
        """The hash of the text that was analysed, by article."""
        return (
            self._file.ask(lambda base: dict(base.execute("SELECT id, sha256 FROM articles"))) or {}
        )

    def forget(self, article_ids: Sequence[str]) -> None:
        """Remember nothing of these articles any more."""

        def write(base: sqlite3.Connection) -> None:
            for table, column in (("speakers", "article"), ("sayings", "article")):
                base.executemany(
                    f"DELETE FROM {table} WHERE {column} = ?", ((n,) for n in article_ids)
                )
            base.executemany("DELETE FROM articles WHERE id = ?", ((n,) for n in article_ids))

        self._file.ask(write)


def _said(base: sqlite3.Connection, article: str, name: str) -> tuple[Said, ...]:
    query = (
        "SELECT start, end, kind, words FROM sayings WHERE article = ? AND name = ? ORDER BY start"
    )
    return tuple(Said(*row) for row in base.execute(query, (article, name)))
