"""A note that was being written when the program ended, and how it becomes a note again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reader.annotations import Annotation
from reader.document import Span
from reader.errors import AnnotationError
from reader.reading.reading import Reading, note_text


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as far as it was written."""

    article_id: str
    """Of the article."""
    text_sha256: str
    """The version of the article's text it was written on."""
    annotation_id: str = ""
    """The annotation it is to be the note of; empty for words that are not highlighted yet."""
    span: Span | None = None
    """Those words; None for a note on the article as a whole."""
    words: str = ""
    """What they read."""
    before: str = ""
    """The note before it was changed."""
    body: str = ""
    """The note so far."""

    @property
    def is_changed(self) -> bool:
        """Whether there is anything that could be lost."""
        return self.body.strip() != self.before.strip()


def with_draft(reading: Reading, draft: Draft, now: datetime) -> tuple[Reading, Annotation] | None:
    """`reading` with the note, and the version to save; None if there is nothing to keep.

    A note that was changed meanwhile keeps what it says, the draft below it; one whose words
    are not where they were becomes a note on the article that quotes them.
    """
    if not draft.is_changed:
        return None
    kept = reading.annotation(draft.annotation_id) if draft.annotation_id else None
    if kept is not None:
        body = draft.body
        if kept.body.strip() not in (draft.before.strip(), ""):
            body = f"{kept.body}\n\n{draft.body}"
        is_kept = note_text(kept.body) == note_text(draft.body)
        return None if is_kept else _noted(reading, kept, body, now)
    if draft.span is not None and reading.document.sha256 == draft.text_sha256:
        try:
            highlighted, made = reading.highlight(draft.span, now)
        except AnnotationError:
            return _on_the_article(reading, draft, now)
        return _noted(highlighted, made, draft.body, now)
    return _on_the_article(reading, draft, now)


def _noted(
    reading: Reading, annotation: Annotation, body: str, now: datetime
) -> tuple[Reading, Annotation] | None:
    if not note_text(body) and annotation.target is None:
        return None
    return reading.comment(annotation.id, body, now)


def _on_the_article(
    reading: Reading, draft: Draft, now: datetime
) -> tuple[Reading, Annotation] | None:
    quoted = "".join(f"> {line}\n" for line in draft.words.splitlines())
    body = f"{quoted}\n{draft.body}" if quoted else draft.body
    if not note_text(draft.body):
        return None
    page = next(iter(reading.page_notes), None)
    if page is not None:
        return reading.comment(page.id, f"{page.body}\n\n{body}", now)
    return reading.comment_page(body, now)
