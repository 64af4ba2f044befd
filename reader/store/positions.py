"""Where reading stopped, and counts for lists: what may be lost without losing work."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from reader.errors import StoreError
from reader.files import write_aside
from reader.store.lock import locked
from reader.store.records import NewRecord, Record

_TIMEOUT_SECONDS = 0.2
"""Reading waits for this, so it gives up soon."""


class Positions:
    """A small JSON file; what cannot be written is remembered until the program ends."""

    def __init__(self, path: Path) -> None:
        """Name the file, which is made by the first thing to remember."""
        self._path = path
        self._ours: dict[str, NewRecord] = {}

    def all(self) -> Mapping[str, Record]:
        """What is remembered of every article, by its id."""
        return self._merged()

    def of(self, article_id: str) -> Record:
        """What is remembered of one article: `offset`, `opened`, `quotes`, `speakers`."""
        return self._merged().get(article_id, MappingProxyType({}))

    def remember(self, article_id: str, **facts: object) -> None:
        """Remember these facts of an article beside the others; never raises for a disk."""
        self._ours.setdefault(article_id, {}).update(facts)
        with contextlib.suppress(StoreError, OSError), locked(self._path, _TIMEOUT_SECONDS):
            self._put_damaged_aside()
            data = json.dumps({"version": 1, "articles": self._merged()}, indent=0)
            write_aside(
                self._path,
                data.encode("utf-8"),
                aside=f"{self._path.name}.tmp",
                is_durable=False,
            )
            self._ours = {}

    def _put_damaged_aside(self) -> None:
        """Keep a file that cannot be understood: somebody may mend it."""
        try:
            json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return
        except ValueError:
            os.replace(self._path, self._path.with_name(f"{self._path.name}.damaged"))

    def _merged(self) -> dict[str, NewRecord]:
        known = _read(self._path)
        for article_id, facts in self._ours.items():
            known[article_id] = {**known.get(article_id, {}), **facts}
        return known


def _read(path: Path) -> dict[str, NewRecord]:
    try:
        articles = json.loads(path.read_bytes())["articles"]
        return {name: facts for name, facts in articles.items() if isinstance(facts, dict)}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
