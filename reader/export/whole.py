"""An annotation and its article with everything known of them, as values that JSON can carry.

Nothing is left out, so that what is read back is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import TypedDict

from reader.annotations import Annotation
from reader.document import Span
from reader.export.exported import Exported
from reader.export.values import NoteRecord, note_record

_TOLD = ("id", "article_id", "color", "decoration", "tags", "body", "created", "updated")
"""What a note as the contract has it says already."""


class ArticleRecord(TypedDict):
    """Where notes are from."""

    id: str
    title: str
    source: str
    kind: str
    authors: list[str]
    published: str | None
    retrieved: str | None
    text_sha256: str


class WholeNote(NoteRecord):
    """One annotation, nothing left out."""

    article: ArticleRecord
    record: dict[str, object]


class WholeNotes(TypedDict):
    """The annotations of any number of articles, nothing left out."""

    schema: str
    notes: list[WholeNote]
    corrections: list[WholeNote]


def whole_note(article: Exported, annotation: Annotation) -> WholeNote:
    """One annotation as the contract has it, and what that leaves out."""
    record = annotation_value(annotation)
    return {
        **note_record(article, annotation),
        "article": article_record(article),
        "record": {name: value for name, value in record.items() if name not in _TOLD},
    }


def article_record(article: Exported) -> ArticleRecord:
    """What is told of an article beside its text."""
    document = article.document
    return {
        "id": article.article_id,
        "title": document.title,
        "source": document.origin.locator,
        "kind": document.origin.kind,
        "authors": list(document.authors),
        "published": document.published,
        # A file is read anew each time it is opened: that would make every export differ.
        "retrieved": _stamp(document.retrieved) if document.retrieved and article.is_web else None,
        "text_sha256": article.text_sha256,
    }


def annotation_value(annotation: Annotation) -> dict[str, object]:
    """An annotation field by field, by the names they have in the library's files."""
    value = {field.name: _plain(getattr(annotation, field.name)) for field in fields(annotation)}
    extra = value.pop("extra")
    assert isinstance(extra, dict)
    anchor, span = annotation.anchor, annotation.anchor.span
    value["anchor"] = {
        "state": str(anchor.state),
        "start": span.start if span is not None else None,
        "end": span.end if span is not None else None,
        "method": anchor.method,
        "score": anchor.score,
        "reason": anchor.reason,
    }
    if annotation.check:
        told = _plain(annotation.check)
        assert isinstance(told, dict)
        value["check"] = {"status": told.pop("verdict"), **told}
    for name in ("correction", "check", "placed"):
        if value[name] is None:
            del value[name]
    return {**extra, **value}


def _plain(value: object) -> object:
    """A value made of what JSON has."""
    if isinstance(value, datetime):
        return _stamp(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (tuple, list)) and not isinstance(value, Span):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
