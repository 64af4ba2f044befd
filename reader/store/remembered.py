"""The part of a library that notes where one reads, as well as it goes."""

from __future__ import annotations

from collections.abc import Mapping
from threading import RLock

from reader.document import Bookmark
from reader.store.catalogue import number
from reader.store.positions import Positions, as_json, from_json


class Remembering:
    """Reading positions, bookmarks and counts; never raises for a disk."""

    def __init__(self, positions: Positions, lock: RLock) -> None:
        """Keep them in `positions`, one thread at a time."""
        self._positions, self._lock = positions, lock

    def position(self, article_id: str) -> Bookmark | None:
        """Where reading stopped; None while nothing was read."""
        with self._lock:
            seen = self._positions.of(article_id)
        return _bookmark(seen.get("offset"), seen.get("words"))

    def remember_position(
        self, article_id: str, place: Bookmark, share: float | None = None
    ) -> None:
        """Note where reading stopped, as well as it goes; never raises for a disk.

        Args:
            article_id: The article.
            place: What was at the top.
            share: How much of it lies before the end of what was in sight, 0 to 1; the largest
                counts, for going back takes away nothing that was read.
        """
        facts: dict[str, object] = {"offset": place.offset, "words": place.words}
        with self._lock:
            if share is not None:
                before = self._positions.of(article_id).get("share")
                known = before if isinstance(before, float) else 0.0
                facts["share"] = float(min(1.0, max(known, share)))
            self._positions.remember(article_id, **facts)

    def bookmarks(self, article_id: str) -> Mapping[str, Bookmark]:
        """The places the person marked, by the key each was given."""
        with self._lock:
            kept = self._positions.of(article_id).get("bookmarks")
        if not isinstance(kept, Mapping):
            return {}
        found = {
            key: _bookmark(fact.get("offset"), fact.get("words"))
            for key, fact in kept.items()
            if isinstance(fact, Mapping)
        }
        return {key: place for key, place in found.items() if place is not None}

    def remember_bookmarks(self, article_id: str, places: Mapping[str, Bookmark]) -> None:
        """Keep these bookmarks and no others, as well as it goes; never raises for a disk."""
        kept = {key: {"offset": at.offset, "words": at.words} for key, at in places.items()}
        with self._lock:
            self._positions.remember(article_id, bookmarks=kept)

    def record_findings(self, article_id: str, quotes: int, speakers: int) -> None:
        """Note how many quotes and speakers were found; never raises for a disk."""
        with self._lock:
            self._positions.remember(article_id, quotes=quotes, speakers=speakers)

    def seen(self) -> bytes:
        """Everything that is remembered of reading, for a backup."""
        with self._lock:
            return as_json(self._positions.all())

    def see(self, data: bytes) -> None:
        """Remember what `seen` told, and nothing else."""
        with self._lock:
            self._positions.replace(from_json(data))


def _bookmark(offset: object, words: object) -> Bookmark | None:
    place = number(offset)
    if place is None:
        return None
    return Bookmark(place, words if isinstance(words, str) else "")
