"""Where reading stopped, and counts for lists: what may be lost without losing work."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from reader.errors import StoreError
from reader.store.derived import DerivedFile
from reader.store.tables import NewRecord, Record

_VERSION = 2
_TIMEOUT_SECONDS = 0.2
"""Reading waits for this, so it gives up soon."""
_FACTS = ("opened", "offset", "share", "quotes", "speakers", "words", "bookmarks")
_LISTED = _FACTS[:5]
"""What lists need of every article."""
_MAKE = f"""
CREATE TABLE IF NOT EXISTS seen
    (id TEXT PRIMARY KEY, {", ".join(_FACTS)}) WITHOUT ROWID;
"""


class Positions:
    """A small file of facts; what cannot be written is remembered until the program ends.

    An SQLite file: noting one place costs the same among ten articles and ten thousand.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder of the file, which is made by the first thing to remember."""
        self._file = _SeenFile(folder / "positions.sqlite", _VERSION, _MAKE, _TIMEOUT_SECONDS)
        self._earlier = folder / "positions.json"
        self._ours: dict[str, NewRecord] = {}

    def listed(self) -> Mapping[str, Record]:
        """`opened`, `offset`, `share`, `quotes` and `speakers` of every article, by its id."""
        return self._merged(self._read(_LISTED))

    def latest(self, count: int) -> Mapping[str, Record]:
        """The same of the articles opened last, so many; nothing where it takes long to tell."""
        if not self._file.path.exists():
            return {}
        query = f"SELECT id, {', '.join(_LISTED)} FROM seen ORDER BY opened DESC LIMIT ?"
        rows = self._file.ask(lambda base: base.execute(query, (count,)).fetchall())
        return {row[0]: _facts(_LISTED, row[1:]) for row in rows or ()}

    def all(self) -> Mapping[str, Record]:
        """Everything that is remembered of every article, by its id."""
        return self._merged(self._read(_FACTS))

    def of(self, article_id: str) -> Record:
        """What is remembered of one article."""
        known = self._read(_FACTS, article_id).get(article_id, {})
        return MappingProxyType({**known, **self._ours.get(article_id, {})})

    def remember(self, article_id: str, **facts: object) -> None:
        """Remember these facts of an article beside the others; never raises for a disk."""
        self.hold(article_id, **facts)
        self.write()

    def hold(self, article_id: str, **facts: object) -> None:
        """Remember these facts, to be written together with others."""
        self._ours.setdefault(article_id, {}).update(facts)

    def write(self) -> None:
        """Write what is not written yet; never raises for a disk."""
        if not self._ours:
            return
        if not self._file.path.exists():
            # Only here: it is not needed to read.
            from reader.files import make_folder

            with contextlib.suppress(OSError, StoreError):
                make_folder(self._file.path.parent)
            self._ours = dict(self._merged(_of_earlier(self._earlier)))
        ours = self._ours
        if self._file.ask(lambda base: _put(base, ours)):
            self._ours = {}

    def replace(self, facts: Mapping[str, Record]) -> None:
        """Remember this and nothing else; never raises for a disk."""
        self._ours = {name: dict(of) for name, of in facts.items()}

        def empty(base: sqlite3.Connection) -> bool:
            base.execute("DELETE FROM seen")
            return True

        self._file.ask(empty)
        self.write()

    def _read(self, names: Sequence[str], article_id: str | None = None) -> dict[str, NewRecord]:
        if not self._file.path.exists():
            return _of_earlier(self._earlier)
        query = f"SELECT id, {', '.join(names)} FROM seen"
        only = (" WHERE id = ?", (article_id,)) if article_id is not None else ("", ())
        rows = self._file.ask(lambda base: base.execute(query + only[0], only[1]).fetchall())
        return {row[0]: _facts(names, row[1:]) for row in rows or ()}

    def _merged(self, known: dict[str, NewRecord]) -> dict[str, NewRecord]:
        for article_id, facts in self._ours.items():
            known[article_id] = {**known.get(article_id, {}), **facts}
        return known


class _SeenFile(DerivedFile):
    def set_aside(self) -> None:
        """Keep a file that cannot be understood: somebody may mend it."""
        with contextlib.suppress(OSError):
            os.replace(self.path, self.path.with_name(f"{self.path.name}.damaged"))


def _put(base: sqlite3.Connection, facts: Mapping[str, Record]) -> bool:
    for article_id, of in facts.items():
        names = [name for name in _FACTS if name in of]
        values = [_value(name, of[name]) for name in names]
        base.execute("INSERT OR IGNORE INTO seen (id) VALUES (?)", (article_id,))
        if names:
            changes = ", ".join(f"{name} = ?" for name in names)
            base.execute(f"UPDATE seen SET {changes} WHERE id = ?", (*values, article_id))
    return True


def _value(name: str, value: object) -> object:
    if name == "bookmarks":
        return json.dumps(value)
    # A lone surrogate is text to us and none to SQLite.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _facts(names: Sequence[str], values: Sequence[object]) -> NewRecord:
    facts = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    if "bookmarks" in facts:
        try:
            facts["bookmarks"] = json.loads(str(facts["bookmarks"]))
        except ValueError:
            del facts["bookmarks"]
    return facts


def as_json(facts: Mapping[str, Record]) -> bytes:
    """Everything that is remembered, for a backup."""
    return json.dumps({"version": 1, "articles": dict(facts)}, indent=0).encode("ascii")


def from_json(data: bytes) -> dict[str, NewRecord]:
    """What `as_json` wrote; nothing where it is damaged."""
    try:
        articles = json.loads(data)["articles"]
        return {name: facts for name, facts in articles.items() if isinstance(facts, dict)}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _of_earlier(path: Path) -> dict[str, NewRecord]:
    """What an earlier version of the program remembered."""
    try:
        return from_json(path.read_bytes())
    except OSError:
        return {}
