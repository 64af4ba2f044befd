"""Which articles the library has: found by what they are, listed with how far they were read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.store.entry import Entry, moment
from reader.store.identity import article_id_of, holder_of_place, place_key
from reader.store.index import Index, Row, Watch, unwatched
from reader.store.positions import Positions
from reader.store.tables import Record, Tables, article_meta

if TYPE_CHECKING:
    from reader.document import Document

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Catalogue:
    """The articles of a folder; not safe to share among threads."""

    def __init__(
        self, data: Path, load: Callable[[str], Tables | None], watch: Watch = unwatched
    ) -> None:
        """Take the library's folder.

        Args:
            data: The folder.
            load: Reads an article's file; None when it is damaged or cannot be read.
            watch: Shows how far reading many changed files is.
        """
        self.positions = Positions(data)
        """Where reading stopped in each."""
        self._load = load
        self._index = Index(data / "library.sqlite", data / "articles", load, watch)
        self._is_adding = False
        self._made: dict[str, tuple[Row, Record, Entry]] = {}

    def meta_of(self, article_id: str) -> Record:
        """What is kept of an article beside its text; empty when there is none.

        One that was made since the files were last looked at is not known.
        """
        if not self._index.has(article_id):
            return {}
        return article_meta(self._load(article_id) or {})

    def article_id_of(self, document: Document) -> str:
        """The id of the article that a document is, a new one if it is none of those known."""
        # What is kept of where it was opened last may be old, but then its file says so.
        quick = holder_of_place(document, self._index.holders, self.meta_of)
        if quick:
            return quick
        if not self._is_adding:
            self._index.rows()
        return article_id_of(document, self._index.holders, self.meta_of)

    def begin_adding(self) -> None:
        """Look at all files once; from now on only at what is added here."""
        self._index.rows()
        self._is_adding = True

    def end_adding(self) -> None:
        """Keep what was added."""
        self._is_adding = False
        self.write()

    def write(self) -> None:
        """Keep what was added up to now."""
        self._index.write()
        self.positions.write()

    def take_in(self, article_id: str, opened: datetime | None) -> None:
        """Note that an article was registered.

        Args:
            article_id: Which.
            opened: When it was opened; None when it was taken in without being opened.
        """
        if opened:
            self.positions.hold(article_id, opened=opened.astimezone(UTC).isoformat())
        self.renew([article_id])

    def renew(self, article_ids: Iterable[str]) -> None:
        """Note what became of articles just written, for a first look the next time."""
        for article_id in article_ids:
            self._index.put(article_id)
        if not self._is_adding:
            self.write()

    def take(self, locator: str, stat: str) -> None:
        """Note how a source was when it was taken in."""
        self._index.take(locator, stat)

    def taken(self) -> dict[str, str]:
        """How sources were when they were taken in, by locator; of those that are still there."""
        held = {key for row in self._index.rows().values() for key in row.keys.splitlines()}
        taken = self._index.taken()
        return {place: stat for place, stat in taken.items() if place_key(place) in held}

    def rows(self) -> Mapping[str, Row]:
        """The articles as their files are now, by id; those in the trash, too."""
        return dict(self._index.rows())

    def recalled_rows(self) -> Mapping[str, Row]:
        """The same as they were when they were last looked at."""
        return dict(self._index.recalled())

    def entries(self, *, removed: bool = False, recalled: bool = False) -> tuple[Entry, ...]:
        """Every article of the library; last opened first.

        Args:
            removed: Those in the trash instead; last removed first.
            recalled: As they were the last time, without looking at the files.
        """
        rows = self._index.recalled() if recalled else self._index.rows()
        seen = self.positions.listed()
        wanted = (row for row in rows.values() if bool(row.removed) is removed)
        entries = [self._entry(row, seen.get(row.id, {})) for row in wanted]
        return tuple(sorted(entries, key=_age, reverse=True))

    def latest(self, count: int) -> tuple[Entry, ...]:
        """The articles opened or taken in last, about so many, as they were the last time.

        Last opened first, none of those left out was opened later; for a first look.
        """
        seen = self.positions.latest(count)
        entries = [_entry(row, seen.get(row.id, {})) for row in self._index.latest(count, seen)]
        entries = [entry for entry in entries if entry.article_id in seen or entry.is_new]
        return tuple(sorted(entries, key=_age, reverse=True)[:count])

    def _entry(self, row: Row, seen: Record) -> Entry:
        """An article as a list shows it; made anew only when something of it has changed."""
        made = self._made.get(row.id)
        if made is None or made[0] is not row or made[1] != seen:
            made = self._made[row.id] = row, seen, _entry(row, seen)
        return made[2]


def _age(entry: Entry) -> tuple[datetime, str]:
    return entry.removed or entry.opened, entry.article_id


def _entry(row: Row, seen: Record) -> Entry:
    added = moment(row.added)
    opened = moment(seen.get("opened"))
    return Entry(
        article_id=row.id,
        title=row.title or row.id,
        locator=row.locator or "-",
        text_sha256=row.sha256,
        length=row.length,
        opened=opened or added or _LONG_AGO,
        position=number(seen.get("offset")),
        share=share if isinstance(share := seen.get("share"), float) else None,
        quotes=number(seen.get("quotes")) or 0,
        speakers=number(seen.get("speakers")) or 0,
        notes=row.notes,
        orphans=row.orphans,
        authors=tuple(row.authors.split("\n")) if row.authors else (),
        published=row.published or None,
        site=row.site or None,
        language=row.language or None,
        words=row.words or None,
        tags=tuple(row.tags.split()),
        added=added,
        removed=moment(row.removed),
        trashed=row.trashed,
        versions=row.versions,
        is_new=opened is None,
    )


def number(value: object) -> int | None:
    """A count or a place as it was kept; None when it is none."""
    return value if isinstance(value, int) and value >= 0 else None
