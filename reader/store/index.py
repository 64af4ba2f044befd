"""What is in the library, derived from the articles' files; never the truth.

It saves reading every file when an article is sought or the library is listed: only files that
changed since are read. Deleting its file costs time, nothing else.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from reader.store.derived import DerivedFile
from reader.store.identity import keys_of
from reader.store.tables import Record, Tables, article_meta, names_in

_VERSION = 4
_TIMEOUT_SECONDS = 0.5
"""Opening an article waits for this."""
_COLUMNS = (
    "id TEXT PRIMARY KEY, stat TEXT NOT NULL, title TEXT, locator TEXT, sha256 TEXT,"
    " length INTEGER, added TEXT, authors TEXT, published TEXT, site TEXT,"
    " language TEXT, words INTEGER, tags TEXT, removed TEXT,"
    " versions INTEGER, notes INTEGER, orphans INTEGER, trashed INTEGER, keys TEXT"
)
_MAKE = f"""
CREATE TABLE IF NOT EXISTS articles ({_COLUMNS}) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS keys (key TEXT NOT NULL, article TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_key ON keys (key);
CREATE INDEX IF NOT EXISTS by_article ON keys (article);
CREATE TABLE IF NOT EXISTS taken (locator TEXT PRIMARY KEY, stat TEXT NOT NULL) WITHOUT ROWID;
"""
_MARKS = ", ".join("?" for _ in _COLUMNS.split(","))

Stale = Iterable[tuple[str, str]]
"""Articles whose files changed since they were last read: id, times and sizes of the files."""
Watch = Callable[[Stale, int], Stale]
"""Gives back what it is given, told how many there are, and may show how far one is."""


def unwatched(things: Stale, _count: int) -> Stale:
    """Nobody watches."""
    return things


class Row(NamedTuple):
    """One article as its file was when it had this `stat`; a tuple, for there are thousands."""

    id: str
    stat: str
    """Times and sizes of its files."""
    title: str = ""
    locator: str = ""
    """Where it was opened from last."""
    sha256: str = ""
    """Of the text opened last; empty when there is none."""
    length: int = 0
    """Code points of that text."""
    added: str = ""
    """When it came into the library, ISO 8601."""
    authors: str = ""
    """A line each."""
    published: str = ""
    site: str = ""
    language: str = ""
    words: int = 0
    """How many the text has; 0 when they were not counted."""
    tags: str = ""
    """With blanks between."""
    removed: str = ""
    """When it was moved to the trash, ISO 8601; empty when it was not."""
    versions: int = 0
    """Texts of it that are known."""
    notes: int = 0
    """Annotations, highlights included; not corrections, and not those in the trash."""
    orphans: int = 0
    """How many of them had lost their place when last saved."""
    trashed: int = 0
    """Annotations in the trash."""
    keys: str = ""
    """What it is found by (see `keys_of`), a line each."""


class Index:
    """One row for each article of a folder; not safe to share among threads."""

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
        self._file = DerivedFile(path, _VERSION, _MAKE, _TIMEOUT_SECONDS)
        self._articles, self._load, self._watch = articles, load, watch
        self._rows: dict[str, Row] | None = None
        self._unwritten: dict[str, Row | None] = {}
        self._holders: dict[str, list[str]] | None = None
        self._taken: dict[str, str] = {}

    def rows(self) -> Mapping[str, Row]:
        """The rows as the files are now, by article id."""
        before = self._known()
        stats = _stats(self._articles)
        stale = {
            name: stat
            for name, stat in stats.items()
            if name not in before or before[name].stat != stat
        }
        for name, stat in self._watch(stale.items(), len(stale)):
            self._set(name, self._row(name, stat, before.get(name)))
        for name in before.keys() - stats.keys():
            self._set(name, None)
        self._write()
        return before

    def recalled(self) -> Mapping[str, Row]:
        """The rows as they were the last time: quick, and perhaps no longer true."""
        return self._known()

    def latest(self, count: int, ids: Iterable[str]) -> list[Row]:
        """The articles added last, so many, and those with these ids; without those in the trash.

        As they were the last time, in any order; quick among thousands, for only they are read.
        """
        newest = "SELECT * FROM articles WHERE removed = '' ORDER BY added DESC LIMIT ?"
        one = "SELECT * FROM articles WHERE removed = '' AND id = ?"

        def read(base: sqlite3.Connection) -> dict[str, Row]:
            found = base.execute(newest, (count,)).fetchall()
            for name in ids:
                found += base.execute(one, (name,)).fetchall()
            return {row[0]: Row(*row) for row in found}

        return list((self._file.ask(read) or {}).values())

    def has(self, article_id: str) -> bool:
        """Whether there was such an article the last time."""
        if self._rows is None:
            query = "SELECT 1 FROM articles WHERE id = ?"
            found = self._file.ask(lambda base: base.execute(query, (article_id,)).fetchall())
            if found is not None:
                return bool(found)
        return article_id in self._known()

    def holders(self, key: str) -> list[str]:
        """The articles that a key named the last time; to be checked before it is relied on."""
        if self._holders is None and self._rows is None:
            found = self._file.ask(
                lambda base: base.execute(
                    "SELECT article FROM keys WHERE key = ? ORDER BY article", (key,)
                ).fetchall()
            )
            if found is not None:
                return [name for (name,) in found]
        if self._holders is None:
            self._holders = {}
            for name in sorted(self._known()):
                self._hold(self._known()[name])
        return self._holders.get(key, [])

    def put(self, article_id: str) -> None:
        """Take in an article just written, without looking at the others; not yet on disk."""
        # Before it is read: what somebody else writes in between is noticed the next time.
        stat = stat_of(self._articles, article_id)
        tables = self._load(article_id)
        if not stat or not tables:
            return
        row = _row(article_id, stat, tables)
        if self._rows is None:
            self._unwritten[article_id] = row
        elif self._rows.get(article_id) != row:
            self._set(article_id, row)

    def write(self) -> None:
        """Keep what was taken in by `put` and `take`."""
        self._write()
        taken = self._taken
        if not taken:
            return

        def keep(base: sqlite3.Connection) -> bool:
            base.executemany("REPLACE INTO taken VALUES (?, ?)", taken.items())
            return True

        if self._file.ask(keep):
            self._taken = {}

    def take(self, locator: str, stat: str) -> None:
        """Note how a source was when it was taken in; written with the next `write`."""
        self._taken[_line(locator)] = stat

    def taken(self) -> dict[str, str]:
        """How sources were when they were taken in, by locator."""
        query = "SELECT locator, stat FROM taken"
        kept = self._file.ask(lambda base: base.execute(query).fetchall())
        return {**dict(kept or ()), **self._taken}

    def _known(self) -> dict[str, Row]:
        if self._rows is None:
            found = self._file.ask(
                lambda base: base.execute("SELECT * FROM articles ORDER BY id").fetchall()
            )
            self._rows = {row[0]: Row(*row) for row in found or ()}
            self._rows |= {name: row for name, row in self._unwritten.items() if row}
        return self._rows

    def _row(self, article_id: str, stat: str, before: Row | None) -> Row:
        tables = self._load(article_id)
        if tables is None:
            # Damaged: what was known of it still tells which article it is.
            return (before or Row(article_id, stat, article_id))._replace(stat=stat)
        return _row(article_id, stat, tables)

    def _set(self, name: str, row: Row | None) -> None:
        rows = self._known()
        if self._holders is not None:
            for key in rows[name].keys.splitlines() if name in rows else ():
                self._holders[key].remove(name)
        if row is None:
            rows.pop(name, None)
        else:
            rows[name] = row
            self._hold(row)
        self._unwritten[name] = row

    def _hold(self, row: Row) -> None:
        if self._holders is not None:
            for key in row.keys.splitlines():
                self._holders.setdefault(key, []).append(row.id)

    def _write(self) -> None:
        """Keep what is not kept yet; where that cannot be done it is tried again the next time."""
        changes = self._unwritten
        if not changes:
            return

        def write(base: sqlite3.Connection) -> bool:
            names = [(name,) for name in changes]
            base.executemany("DELETE FROM articles WHERE id = ?", names)
            base.executemany("DELETE FROM keys WHERE article = ?", names)
            rows = [row for row in changes.values() if row is not None]
            base.executemany(f"INSERT INTO articles VALUES ({_MARKS})", rows)
            base.executemany("INSERT INTO keys VALUES (?, ?)", _pairs(rows))
            return True

        if self._file.ask(write):
            self._unwritten = {}


def _pairs(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    return ((key, row.id) for row in rows for key in row.keys.splitlines())


def _row(article_id: str, stat: str, tables: Tables) -> Row:
    meta = article_meta(tables)
    kept = [row for row in tables.get("annotations", {}).values() if not row.get("correction")]
    present = [row for row in kept if not row.get("deleted")]
    locators = names_in(meta.get("locators"))
    texts = _lines(meta.get("texts"))
    return Row(
        article_id,
        stat,
        title=_line(meta.get("title")),
        locator=_storable(locators[-1]) if locators else "",
        sha256=_line(meta.get("text_sha256")),
        length=_count(meta.get("length")),
        added=_line(meta.get("added")),
        authors="\n".join(_lines(meta.get("authors"))),
        published=_line(meta.get("published")),
        site=_line(meta.get("site")),
        language=_line(meta.get("language")),
        words=_count(meta.get("words")),
        tags=" ".join(_lines(meta.get("tags"))),
        removed=_line(meta.get("removed")),
        versions=len(texts),
        notes=len(present),
        orphans=sum(_is_orphan(row) for row in present),
        trashed=len(kept) - len(present),
        keys="\n".join(keys_of(meta)),
    )


def _line(value: object) -> str:
    """A word of a record on one line."""
    return _storable(" ".join(str(value).split())) if value else ""


def _storable(text: str) -> str:
    """Text without lone surrogates, which no database takes."""
    return text.encode("utf-8", "replace").decode()


def _lines(value: object) -> list[str]:
    return [line for line in map(_line, value) if line] if isinstance(value, list) else []


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 1 << 60 else 0


def _is_orphan(record: Record) -> bool:
    anchor = record.get("anchor")
    return isinstance(anchor, dict) and anchor.get("state") == "orphan"


_PLACES = {".json": 0, ".log": 1}
"""Where in an article's stat a file is told."""


def stat_of(folder: Path, article_id: str) -> str:
    """The times and sizes of an article's files, as `_stats` tells them; empty without any."""
    facts = ["", ""]
    for suffix, place in _PLACES.items():
        with contextlib.suppress(OSError):
            facts[place] = _facts(os.stat(folder / f"{article_id}{suffix}"))
    return " ".join(facts) if any(facts) else ""


def _stats(folder: Path) -> dict[str, str]:
    """Each article's id with the times and sizes of its files; none when there is no folder."""
    found: dict[str, list[str]] = {}
    with contextlib.suppress(OSError), os.scandir(folder) as files:
        for file in files:
            stem, dot, suffix = file.name.rpartition(".")
            place = _PLACES.get(dot + suffix)
            if not file.name.isascii():
                continue  # no name of ours
            if place is not None:
                with contextlib.suppress(OSError):
                    found.setdefault(stem, ["", ""])[place] = _facts(file.stat())
            elif file.name.endswith(".json.bak"):
                found.setdefault(stem.removesuffix(".json"), ["", ""])
    return {name: " ".join(facts) for name, facts in found.items()}


def _facts(stat: os.stat_result) -> str:
    return f"{stat.st_mtime_ns} {stat.st_size} {stat.st_ino}"
