"""A shelf in memory, for tests that need no disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from reader.annotations import Annotation
from reader.document import Bookmark, Document
from reader.reading import Action, Entry, Op, Version
from reader.store import Sayings


class FakeShelf:
    """Keeps everything until the test ends; one article, whatever is registered."""

    def __init__(self, *kept: Annotation) -> None:
        """Begin with these annotations."""
        self.kept = {annotation.id: annotation for annotation in kept}
        self.documents: list[Document] = []
        self.positions: dict[str, Bookmark] = {}
        self.marked: dict[str, Mapping[str, Bookmark]] = {}
        self.notices: tuple[str, ...] = ()

    def register(
        self, document: Document, now: datetime, own_id: str = "", *, is_opened: bool = True
    ) -> str:
        """Always the same article."""
        self.documents.append(document)
        return "article"

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """Those that are not in the trash."""
        return tuple(k for k in self.kept.values() if k.deleted is None and not k.correction)

    def corrections(self, article_id: str) -> tuple[Annotation, ...]:
        """Those that are not in the trash."""
        return tuple(k for k in self.kept.values() if k.deleted is None and k.correction)

    def known(self, document: Document) -> str | None:
        """The one article, once it is registered."""
        return "article" if self.documents else None

    def find(self, annotation_id: str) -> Annotation | None:
        """The one with this id."""
        return self.kept.get(annotation_id)

    def note_ids(self) -> frozenset[str]:
        """Those of all that is kept."""
        return frozenset(self.kept)

    def save(
        self, annotation: Annotation, before: Annotation | None = None, op: Op = Op.CHANGE
    ) -> Annotation:
        """Keep it."""
        self.kept[annotation.id] = annotation
        return annotation

    def history(self, article_id: str) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
        """Nothing was done before the test."""
        return (), ()

    def undo(self, article_id: str, now: datetime) -> Action | None:
        """Nothing to take back."""
        return None

    def latest(self) -> str | None:
        """Nothing was changed before the test."""
        return None

    def others(self, article_id: str) -> int | None:
        """Nobody else writes."""
        return 0

    def settle(self) -> None:
        """Always tidy."""

    def position(self, article_id: str) -> Bookmark | None:
        """The place remembered."""
        return self.positions.get(article_id)

    def remember_position(
        self, article_id: str, place: Bookmark, share: float | None = None
    ) -> None:
        """Remember a place."""
        self.positions[article_id] = place

    def bookmarks(self, article_id: str) -> Mapping[str, Bookmark]:
        """The places marked."""
        return self.marked.get(article_id, {})

    def remember_bookmarks(self, article_id: str, places: Mapping[str, Bookmark]) -> None:
        """Remember them."""
        self.marked[article_id] = places

    def record_findings(self, article_id: str, quotes: int, speakers: int) -> None:
        """Count nothing."""

    @property
    def sayings(self) -> Sayings:
        """Nothing that lasts."""
        return Sayings(Path("/nowhere/sayings.sqlite"))

    def entries(self) -> tuple[Entry, ...]:
        """None."""
        return ()

    def recalled_entries(self) -> tuple[Entry, ...]:
        """None."""
        return ()

    def removed_entries(self) -> tuple[Entry, ...]:
        """None."""
        return ()

    def trash(self, article_id: str) -> tuple[Annotation, ...]:
        """Those that are there."""
        return tuple(k for k in self.kept.values() if k.deleted is not None)

    def retag(self, article_id: str, more: Iterable[str], less: Iterable[str] = ()) -> None:
        """Nothing has tags."""

    def remove_article(self, article_id: str, now: datetime) -> None:
        """Nothing goes."""

    def restore_article(self, article_id: str) -> None:
        """Nothing comes back."""

    def taken(self) -> Mapping[str, str]:
        """Nothing was taken in."""
        return {}

    def take(self, locator: str, stat: str) -> None:
        """Not noted."""

    def keep_up(self) -> None:
        """Nothing to write."""

    def adding(self) -> AbstractContextManager[None]:
        """Makes no difference."""
        return nullcontext()

    def articles_with(self, words: Sequence[str]) -> frozenset[str] | None:
        """Not without reading all."""
        return None

    def articles_having(
        self, words: Sequence[str], *, in_texts: bool = True, in_notes: bool = True
    ) -> tuple[frozenset[str], frozenset[str]] | None:
        """Not without reading all."""
        return None

    def notes_with(
        self, words: Sequence[str], article_ids: Sequence[str]
    ) -> Iterator[tuple[Annotation, ...]]:
        """All there are."""
        return (self.annotations(name) for name in article_ids)

    def latest_notes(self, count: int) -> Sequence[tuple[str, Annotation]]:
        """None are known."""
        return ()

    def take_in_notes(self) -> None:
        """Nothing to look at."""

    def versions(self, article_id: str) -> tuple[str, ...]:
        """Those registered."""
        return tuple(document.sha256 for document in self.documents)

    def version_list(self, article_id: str) -> tuple[Version, ...]:
        """Those registered."""
        return tuple(Version(d.sha256, None, None, "", True) for d in self.documents)

    def keep_version(self, article_id: str, document: Document, now: datetime) -> None:
        """Keep it before the one registered last."""
        self.documents.insert(-1, document)

    def version(self, article_id: str, sha256: str) -> Document | None:
        """The one registered with this hash."""
        return next((d for d in self.documents if d.sha256 == sha256), None)

    def text(self, sha256: str) -> str | None:
        """The text of a registered document."""
        return next((d.text for d in self.documents if d.sha256 == sha256), None)

    def document(self, article_id: str) -> Document | None:
        """The last one registered."""
        return self.documents[-1] if self.documents else None
