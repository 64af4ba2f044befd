"""The part of a library that knows which articles there are: listed, tagged, removed, searched."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from reader.annotations import Annotation
from reader.document import searchable
from reader.errors import StoreError
from reader.store.article import ArticleFile
from reader.store.catalogue import Catalogue
from reader.store.entry import Entry
from reader.store.index import Row, Watch
from reader.store.remembered import Remembering
from reader.store.tables import Record, Tables, article_meta, names_in

if TYPE_CHECKING:
    from reader.store.search import Search


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
            return self._search(rows).noted([searchable(word) for word in words], rows)

    def articles_having(
        self, words: Sequence[str], *, in_texts: bool = True
    ) -> tuple[frozenset[str], frozenset[str]] | None:
        """Ids of the articles whose text, as last opened, has every one of `words`.

        None of them if not `in_texts`. Also those that `articles_with` finds. Of the library as it
        was when its entries were last asked for. None when that cannot be told without reading all.
        """
        sought = [searchable(word) for word in words]
        with self._lock:
            rows = self._catalogue.recalled_rows()
            search = self._search(rows)
            noted = search.noted(sought, rows)
        # Not under the lock: taking in thousands of texts for the first time takes seconds.
        saying = search.saying(sought, rows) if in_texts else frozenset()
        return None if saying is None or noted is None else (saying, noted)

    def _search(self, rows: Mapping[str, Row]) -> Search:
        def notes(article_id: str) -> Iterator[str]:
            row = rows[article_id]
            return (_words_of(note, row) for note in self.annotations(article_id))

        # Only here: most commands search nothing.
        from reader.store.search import Search

        return Search(self.data / "search.sqlite", notes, self.text, self._watch)


def _words_of(note: Annotation, row: Row) -> str:
    """What is searched for a note; nothing when its words may stand otherwise in a newer text."""
    if note.target and note.text_sha256 != row.sha256:
        return ""
    exact = note.target.exact if note.target else ""
    return "\n".join((exact, note.body, note.speaker or "", row.title, *note.tags))
