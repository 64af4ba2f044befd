"""A shelf in memory, for tests that need no disk."""

from __future__ import annotations

from datetime import datetime

from reader.annotations import Annotation
from reader.document import Document
from reader.reading import Entry


class FakeShelf:
    """Keeps everything until the test ends; one article, whatever is registered."""

    def __init__(self, *kept: Annotation) -> None:
        """Begin with these annotations."""
        self.kept = {annotation.id: annotation for annotation in kept}
        self.documents: list[Document] = []
        self.positions: dict[str, int] = {}
        self.notices: tuple[str, ...] = ()

    def register(self, document: Document, now: datetime) -> str:
        """Always the same article."""
        self.documents.append(document)
        return "article"

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """Those that are not in the trash."""
        return tuple(kept for kept in self.kept.values() if kept.deleted is None)

    def find(self, annotation_id: str) -> Annotation | None:
        """The one with this id."""
        return self.kept.get(annotation_id)

    def save(self, annotation: Annotation) -> Annotation:
        """Keep it."""
        self.kept[annotation.id] = annotation
        return annotation

    def position(self, article_id: str) -> int | None:
        """The offset remembered."""
        return self.positions.get(article_id)

    def remember_position(self, article_id: str, offset: int) -> None:
        """Remember an offset."""
        self.positions[article_id] = offset

    def record_findings(self, article_id: str, quotes: int, speakers: int) -> None:
        """Count nothing."""

    def entries(self) -> tuple[Entry, ...]:
        """None."""
        return ()

    def text(self, sha256: str) -> str | None:
        """The text of a registered document."""
        return next((d.text for d in self.documents if d.sha256 == sha256), None)

    def document(self, article_id: str) -> Document | None:
        """The last one registered."""
        return self.documents[-1] if self.documents else None
