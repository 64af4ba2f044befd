"""What reading needs of a library, whoever keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from reader.annotations import Annotation
from reader.document import Bookmark, Document
from reader.store import Entry, Op, Version

if TYPE_CHECKING:
    from reader.store import Action, Sayings


class Shelf(Protocol):
    """Keeps articles, what the person adds to them, and where they stopped reading.

    Only `save` may raise for a disk that cannot be written: everything else goes on without.
    """

    @property
    def notices(self) -> tuple[str, ...]:
        """What went wrong without stopping anything; a line each, in order, never repeated."""
        ...

    def register(
        self, document: Document, now: datetime, own_id: str = "", *, is_opened: bool = True
    ) -> str:
        """The id of the article in `document`, which is kept as its newest version.

        The same URL, else the same path, else the same text is the same article; one in the trash
        comes back. One that is new gets the id it had in another library, if that is given. Unless
        it `is_opened` it is only taken in.
        """
        ...

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """What the person added to the article, without the trash; by (start, end, id).

        Places are those of the text they were last saved on.
        """
        ...

    def corrections(self, article_id: str) -> tuple[Annotation, ...]:
        """What the person put right in the article, without the trash; the oldest first."""
        ...

    def known(self, document: Document) -> str | None:
        """The id of the article in `document`; None when it is not in the library."""
        ...

    def find(self, annotation_id: str) -> Annotation | None:
        """The annotation with this id, in the trash or not; a unique short form does too."""
        ...

    def note_ids(self) -> frozenset[str]:
        """The ids of all annotations and corrections, in the trash or not."""
        ...

    def save(
        self, annotation: Annotation, before: Annotation | None = None, op: Op = Op.CHANGE
    ) -> Annotation:
        """Keep this version of an annotation; it is safe on disk when this returns.

        Args:
            annotation: The version.
            before: The one it was made from; what somebody else changed since is merged with
                it field by field. None when it is new or that is not known.
            op: Whether this takes back a change, or makes one again.

        Returns:
            What is kept: the same, or merged with what somebody else wrote meanwhile.

        Raises:
            StoreError: It could not be kept; everything kept before is still there.
        """
        ...

    def history(self, article_id: str) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
        """What was done to the article and can be undone, and what was undone; newest last."""
        ...

    def undo(self, article_id: str, now: datetime) -> Action | None:
        """Take back the newest change to an article; None when there is none.

        Raises:
            StoreError: It could not be written.
        """
        ...

    def latest(self) -> str | None:
        """The article that was changed last by something that can be undone; None for none."""
        ...

    def others(self, article_id: str) -> int | None:
        """Counts what others wrote on the article; None when some of that is not read yet.

        Costs next to nothing and waits for nobody.
        """
        ...

    def settle(self) -> None:
        """Tidy up what was written, in a moment without work; never raises for a disk."""
        ...

    def position(self, article_id: str) -> Bookmark | None:
        """Where reading stopped; None while nothing was read."""
        ...

    def remember_position(
        self, article_id: str, place: Bookmark, share: float | None = None
    ) -> None:
        """Note where reading stopped, and the largest share that came into sight, 0 to 1.

        As well as it goes; never raises for a disk.
        """
        ...

    def bookmarks(self, article_id: str) -> Mapping[str, Bookmark]:
        """The places the person marked, by the key each was given."""
        ...

    def remember_bookmarks(self, article_id: str, places: Mapping[str, Bookmark]) -> None:
        """Keep these bookmarks and no others, as well as it goes; never raises for a disk."""
        ...

    def record_findings(self, article_id: str, quotes: int, speakers: int) -> None:
        """Note how many quotes and speakers were found, for lists; never raises for a disk."""
        ...

    @property
    def sayings(self) -> Sayings:
        """Who said what in the articles that were analysed."""
        ...

    def entries(self) -> tuple[Entry, ...]:
        """Every article of the library; last opened first."""
        ...

    def recalled_entries(self) -> tuple[Entry, ...]:
        """The same as it was the last time: quick, and perhaps no longer true."""
        ...

    def removed_entries(self) -> tuple[Entry, ...]:
        """The articles in the trash; last removed first."""
        ...

    def trash(self, article_id: str) -> tuple[Annotation, ...]:
        """What the person removed from the article; the last removed first."""
        ...

    def retag(self, article_id: str, more: Iterable[str], less: Iterable[str] = ()) -> None:
        """Give an article these tags, and take those from it, whatever their case.

        Raises:
            StoreError: It could not be kept, or there is no such article.
        """
        ...

    def remove_article(self, article_id: str, now: datetime) -> None:
        """Move an article to the trash, with its notes.

        Raises:
            StoreError: It could not be kept, or there is no such article.
        """
        ...

    def restore_article(self, article_id: str) -> None:
        """Bring an article back from the trash, with its notes.

        Raises:
            StoreError: It could not be kept, or there is no such article.
        """
        ...

    def taken(self) -> Mapping[str, str]:
        """How sources were when `take` noted them, by locator; may be lost without losing work."""
        ...

    def take(self, locator: str, stat: str) -> None:
        """Note how a source was when it was taken in, to be passed over while it stays so."""
        ...

    def keep_up(self) -> None:
        """Write what was noted while adding; what is not is only found anew the next time."""
        ...

    def adding(self) -> AbstractContextManager[None]:
        """While inside, registering costs the same however many articles there are."""
        ...

    def articles_with(self, words: Sequence[str]) -> frozenset[str] | None:
        """Ids of the articles that have a note with every one of `words`, and perhaps a few more.

        Looked for without regard to case, as parts of words, in a note's words, its text, tags and
        speaker, and in the article's title. None when that cannot be told without reading all.
        """
        ...

    def articles_having(
        self, words: Sequence[str], *, in_texts: bool = True, in_notes: bool = True
    ) -> tuple[frozenset[str], frozenset[str]] | None:
        """Ids of the articles whose text, as last opened, has every one of `words`.

        None of them if not `in_texts`. Also those that `articles_with` finds, if `in_notes`. None
        when that cannot be told without reading all.
        """
        ...

    def notes_with(
        self, words: Sequence[str], article_ids: Sequence[str]
    ) -> Iterator[tuple[Annotation, ...]]:
        """For each of these articles, in order: its notes that have every one of `words`.

        As `annotations` gives them and as `articles_with` looks for them, and perhaps a few more;
        without words all. Quick among thousands, where `articles_with` was asked before.
        """
        ...

    def latest_notes(self, count: int) -> Sequence[tuple[str, Annotation]]:
        """The notes changed last, about so many, each with its article's id, newest first.

        For a first look: of articles that changed since they were looked at last none are told.
        """
        ...

    def take_in_notes(self) -> None:
        """Look at the notes that changed since, so that `notes_with` is quick."""
        ...

    def versions(self, article_id: str) -> tuple[str, ...]:
        """The hashes of the article's texts, the one opened last at the end."""
        ...

    def version_list(self, article_id: str) -> tuple[Version, ...]:
        """What is known of the article's texts; the one first seen last comes first."""
        ...

    def keep_version(self, article_id: str, document: Document, now: datetime) -> None:
        """Keep a text of the article that nobody has opened yet; the one opened last stays so.

        Raises:
            StoreError: It could not be kept.
        """
        ...

    def version(self, article_id: str, sha256: str) -> Document | None:
        """A version of the article from what was kept; None when it was not."""
        ...

    def text(self, sha256: str) -> str | None:
        """The version of a text with this hash; None when it was not kept."""
        ...

    def document(self, article_id: str) -> Document | None:
        """The article as it was last opened, from what was kept; None when it was not."""
        ...
