"""What is exported of one article."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reader.annotations import Annotation
from reader.document import Document, Span
from reader.quotes import Findings, Speaker


@dataclass(frozen=True)
class Exported:
    """One article with everything an export may tell."""

    article_id: str
    """Its id in the library."""
    document: Document
    """The text and where it comes from."""
    findings: Findings | None = None
    """Quotes and speakers; None when nobody looked for them."""
    annotations: tuple[Annotation, ...] = ()
    """In any order, anchored to the document's text; those in the trash are not exported."""
    corrections: tuple[Annotation, ...] = ()
    """What the person put right, anchored likewise, the oldest first; `findings` hold it."""
    unread_sha256: str | None = None
    """For an article of which only the notes are known: the hash of the text they are on, or
    nothing. Its document is empty and the annotations stand where they stood in that text."""

    @property
    def is_web(self) -> bool:
        """Whether it comes from the web: its locator is a URL."""
        return self.document.origin.locator.startswith(("http://", "https://"))

    @property
    def text_sha256(self) -> str:
        """The version of the text that the annotations stand in."""
        return self.document.sha256 if self.unread_sha256 is None else self.unread_sha256

    @cached_property
    def ordered(self) -> tuple[Annotation, ...]:
        """The annotations to export: notes on the whole article, then by (start, end, id)."""
        kept = (annotation for annotation in self.annotations if annotation.deleted is None)
        return tuple(sorted(kept, key=_place))

    def words_of(self, annotation: Annotation) -> str:
        """The words it is on: as the text has them now, else as it had them when it was made."""
        if annotation.span and self.unread_sha256 is None:
            return annotation.span.of(self.document.text)
        return annotation.target.exact if annotation.target else ""

    def speaker_of(self, annotation: Annotation) -> Speaker | None:
        """Who said the words, as found in the text; None when nobody was found."""
        if self.findings is None or not annotation.span:
            return None
        if annotation.span not in self._speakers:
            quote = self.findings.quote_sharing(annotation.span)
            speaker = self.findings.speaker_of(quote) if quote else None
            self._speakers[annotation.span] = speaker
        return self._speakers[annotation.span]

    @cached_property
    def _speakers(self) -> dict[Span, Speaker | None]:
        """Who said the words of a span, as far as somebody asked: each is looked for once."""
        return {}

    def speaker_name_of(self, annotation: Annotation) -> str | None:
        """Who said the words: as found in the text, else as known when it was made."""
        if self.findings is None or not annotation.span:
            return annotation.speaker
        return self.findings.name_at(annotation.span, annotation.speaker)

    def attribution_of(self, annotation: Annotation) -> str:
        """Who said the words, with their role if there is one; empty when nobody was found."""
        speaker = self.speaker_of(annotation)
        name = self.speaker_name_of(annotation) or ""
        return f"{name}, {speaker.role}" if speaker and speaker.role else name


def _place(annotation: Annotation) -> tuple[int, int, str]:
    place = annotation.span or annotation.target
    return (place.start, place.end, annotation.id) if place else (-1, -1, annotation.id)
