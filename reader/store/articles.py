"""The part of a library that knows which articles there are: listed, tagged, removed, searched."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from reader.annotations import Annotation
from reader.document import searchable
from reader.errors import StoreError
from reader.store.article import ArticleFile
from reader.store.catalogue import Catalogue
from reader.store.entry import Entry
from reader.store.index import Watch, stat_of
from reader.store.remembered import Remembering
from reader.store.tables import Record, Tables, article_meta, names_in

if TYPE_CHECKING:
    from reader.store.noted import NoteIndex
    from reader.store.search import Search

_SLICE = 50
"""Articles whose notes are looked up at a time."""


class Articles(Remembering):
    """Lists articles and looks through them; safe to share among threads."""

    def __init__(self, data: Path, watch: Watch) -> None:
        """Take the library's folder.

        Args:
            data: The folder.
            watch: Shows how far reading many changed files is.
        """
        self.data = data
        """The library's folder."""
        self._watch = watch
        self._catalogue = Catalogue(data, self._readable, watch)
        self._written: set[str] = set()
        super().__init__(self._catalogue.positions, RLock())

    def file(self, article_id: str) -> ArticleFile:
        """The files of an article, for those who look after the library."""
        raise NotImplementedError

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """What the person added to the article, without the trash; by (start, end, id)."""
        raise NotImplementedError

    def text(self, sha256: str) -> str | None:
        """The version of a text with this hash; None when it was not kept."""
        raise NotImplementedError

    def _readable(self, article_id: str) -> Tables | None:
        """The tables of an article; None, with a notice, when they cannot be read."""
        raise NotImplementedError

    def taken(self) -> Mapping[str, str]:
        """How sources were when `take` noted them, by locator; may be lost without losing work."""
        with self._lock:
            return self._catalogue.taken()

    def take(self, locator: str, stat: str) -> None:
        """Note how a source was when it was taken in, to be passed over while it stays so."""
        with self._lock:
            self._catalogue.take(locator, stat)

    def keep_up(self) -> None:
        """Write what was noted while adding; what is not is only found anew the next time."""
        with self._lock:
            self._catalogue.write()

    @contextlib.contextmanager
    def adding(self) -> Iterator[None]:
        """While inside, registering costs the same however many articles there are.

        What others add to the library meanwhile is noticed afterwards.
        """
        with self._lock:
            self._catalogue.begin_adding()
        try:
            yield
        finally:
            with self._lock:
                self._catalogue.end_adding()

    def entries(self) -> tuple[Entry, ...]:
        """Every article of the library; last opened first."""
        with self._lock:
            return self._catalogue.entries()

    def recalled_entries(self) -> tuple[Entry, ...]:
        """The same as it was the last time: quick, and perhaps no longer true."""
        with self._lock:
            return self._catalogue.entries(recalled=True)

    def removed_entries(self) -> tuple[Entry, ...]:
        """The articles in the trash; last removed first."""
        with self._lock:
            return self._catalogue.entries(removed=True)

    def retag(self, article_id: str, more: Iterable[str], less: Iterable[str] = ()) -> None:
        """Give an article these tags, and take those from it, whatever their case.

        Raises:
            StoreError: It could not be kept, or there is no such article.
        """
        gone = {tag.casefold() for tag in less}

        def change(meta: Record) -> Record:
            kept = [tag for tag in names_in(meta.get("tags")) if tag.casefold() not in gone]
            tags = {tag.casefold(): tag for tag in (*more, *kept)}
            return {**meta, "tags": sorted(tags.values(), key=str.casefold)}

        self._change(article_id, change)

    def remove_article(self, article_id: str, now: datetime) -> None:
        """Move an article to the trash, with its notes.

        Raises:
            StoreError: It could not be kept, or there is no such article.
        """
        stamp = now.astimezone(UTC).isoformat()
        self._change(article_id, lambda meta: {**meta, "removed": stamp})

    def restore_article(self, article_id: str) -> None:
        """Bring an article back from the trash, with its notes.

        Raises:
            StoreError: It could not be kept, or there is no such article.
        """
        self._change(article_id, lambda meta: {**meta, "removed": None})

    def _change(self, article_id: str, change: Callable[[Record], Record]) -> None:
        with self._lock:
            if not article_meta(self._readable(article_id) or {}):
                raise StoreError(f"{article_id}: no such article; `reader library` lists them")
            self._written.add(article_id)
            self.file(article_id).change_meta(change)
            self._catalogue.renew([article_id])

    def articles_with(self, words: Sequence[str]) -> frozenset[str] | None:
        """Ids of the articles that have a note with every one of `words`, and perhaps a few more.

        Looked for as parts of words, whatever their case and accents, in a note's words, its text,
        tags and speaker, and in the article's title. None when that cannot be told without reading
        all.
        """
        with self._lock:
            rows = self._catalogue.rows()
        # Not under the lock: taking in thousands of articles for the first time takes seconds.
        return self._noted.articles_with(_sought(words), rows)

    def articles_having(
        self, words: Sequence[str], *, in_texts: bool = True, in_notes: bool = True
    ) -> tuple[frozenset[str], frozenset[str]] | None:
        """Ids of the articles whose text, as last opened, has every one of `words`.

        None of them if not `in_texts`. Also those that `articles_with` finds, if `in_notes`. Of the
        library as it was when its entries were last asked for. None when that cannot be told
        without reading all.
        """
        with self._lock:
            rows = self._catalogue.recalled_rows()
        none: frozenset[str] = frozenset()
        noted = self._noted.articles_with(_sought(words), rows) if in_notes else none
        saying = self._search.saying(_sought(words), rows) if in_texts else none
        return None if saying is None or noted is None else (saying, noted)

    def notes_with(
        self, words: Sequence[str], article_ids: Sequence[str]
    ) -> Iterator[tuple[Annotation, ...]]:
        """For each of these articles, in order: its notes that have every one of `words`.

        As `annotations` gives them and as `articles_with` looks for them, and perhaps a few more;
        without words all. Quick among thousands, where `articles_with` was asked before.
        """
        sought = _sought(words)
        for at in range(0, len(article_ids), _SLICE):
            some = article_ids[at : at + _SLICE]
            known = self._noted.notes(sought, some)
            for name in some:
                stat, notes = known.get(name, ("", ()))
                # What is derived counts only for the files it was derived from.
                is_so = stat and stat == stat_of(self.data / "articles", name)
                yield tuple(notes) if is_so else self.annotations(name)

    def latest_notes(self, count: int) -> Sequence[tuple[str, Annotation]]:
        """The notes changed last, about so many, each with its article's id, newest first.

        For a first look: of articles that changed since they were looked at last none are told.
        """
        return [
            (name, note)
            for name, stat, note in self._noted.latest(count)
            if stat == stat_of(self.data / "articles", name)
        ]

    def take_in_notes(self) -> None:
        """Look at the notes that changed since, so that `notes_with` is quick."""
        with self._lock:
            rows = self._catalogue.rows()
        self._noted.take_in(rows)

    def _sure_notes(self, article_id: str) -> Sequence[Annotation] | None:
        """The notes on an article; None when there is something to tell of its files."""
        raise NotImplementedError

    @cached_property
    def _noted(self) -> NoteIndex:
        # Only here: most commands search nothing.
        from reader.store.noted import NoteIndex

        return NoteIndex(self.data / "notes.sqlite", self._sure_notes, self._watch)

    @cached_property
    def _search(self) -> Search:
        from reader.store.search import Search

        return Search(self.data / "search.sqlite", self.text, self._watch)


def _sought(words: Sequence[str]) -> list[str]:
    return [searchable(word) for word in words]
