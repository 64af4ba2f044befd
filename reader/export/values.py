"""Quotes and notes as values that JSON can carry; offsets are code points, half-open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypedDict

from reader.annotations import Annotation
from reader.document import Document, Span
from reader.export.exported import Exported
from reader.quotes import Findings, Quote, Speaker

QUOTES_SCHEMA = "reader.quotes/1"
NOTES_SCHEMA = "reader.notes/1"


class CueRecord(TypedDict):
    """The words that report."""

    start: int
    end: int
    text: str


class QuoteRecord(TypedDict):
    """One quote."""

    id: str
    start: int
    end: int
    spans: list[list[int]]
    kind: str
    text: str
    speaker: str | None
    speaker_id: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue: CueRecord | None
    rule: str
    confidence: float
    corrected: bool


class SpeakerRecord(TypedDict):
    """One speaker."""

    id: str
    name: str
    role: str | None
    kind: str
    aliases: list[str]
    mentions: list[list[int]]
    quotes: int
    words: int


class QuotesRecord(TypedDict):
    """The quotes and speakers of one document."""

    schema: str
    id: str | None
    title: str
    source: str
    text_sha256: str
    quotes: list[QuoteRecord]
    speakers: list[SpeakerRecord]


class NoteRecord(TypedDict):
    """One annotation."""

    id: str
    article_id: str
    title: str
    source: str
    start: int | None
    end: int | None
    exact: str
    speaker: str | None
    kind: str
    color: str
    decoration: str
    tags: list[str]
    body: str
    state: str
    created: str
    updated: str


class NotesRecord(TypedDict):
    """The annotations of any number of articles."""

    schema: str
    notes: list[NoteRecord]


def quotes_record(
    document: Document, findings: Findings, article_id: str | None = None
) -> QuotesRecord:
    """The quotes and speakers of a document.

    Args:
        document: What they were found in.
        findings: The quotes and speakers.
        article_id: What to call it; None where it has no id.
    """
    return {
        "schema": QUOTES_SCHEMA,
        "id": article_id,
        "title": document.title,
        "source": document.origin.locator,
        "text_sha256": document.sha256,
        "quotes": [_quote(quote, findings, document.text) for quote in findings.quotes],
        "speakers": [_speaker(speaker) for speaker in findings.speakers],
    }


def notes_record(articles: Iterable[Exported]) -> NotesRecord:
    """The annotations of articles, in the order of the articles, then of their places."""
    return {
        "schema": NOTES_SCHEMA,
        "notes": [
            note_record(article, annotation)
            for article in articles
            for annotation in article.ordered
        ],
    }


def note_record(article: Exported, annotation: Annotation) -> NoteRecord:
    """One annotation of an article; an orphan has its old words and no place."""
    span = annotation.span
    return {
        "id": annotation.id,
        "article_id": annotation.article_id,
        "title": article.document.title,
        "source": article.document.origin.locator,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "exact": article.words_of(annotation),
        "speaker": article.speaker_name_of(annotation),
        "kind": annotation.kind,
        "color": str(annotation.color),
        "decoration": str(annotation.decoration),
        "tags": list(annotation.tags),
        "body": annotation.body,
        "state": str(annotation.anchor.state),
        "created": _stamp(annotation.created),
        "updated": _stamp(annotation.updated),
    }


def _quote(quote: Quote, findings: Findings, text: str) -> QuoteRecord:
    speaker = findings.speaker_of(quote)
    return {
        "id": quote.id,
        "start": quote.start,
        "end": quote.end,
        "spans": _pairs(quote.spans),
        "kind": str(quote.kind),
        "text": quote.span.of(text),
        "speaker": speaker.name if speaker else None,
        "speaker_id": quote.speaker_id,
        "speaker_start": quote.mention.start if quote.mention else None,
        "speaker_end": quote.mention.end if quote.mention else None,
        "cue": _cue(quote.cue, text) if quote.cue else None,
        "rule": quote.rule,
        "confidence": round(quote.confidence, 3),
        "corrected": quote.corrected,
    }


def _cue(cue: Span, text: str) -> CueRecord:
    return {"start": cue.start, "end": cue.end, "text": cue.of(text)}


def _speaker(speaker: Speaker) -> SpeakerRecord:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "role": speaker.role,
        "kind": str(speaker.kind),
        "aliases": list(speaker.aliases),
        "mentions": _pairs(speaker.mentions),
        "quotes": speaker.quotes,
        "words": speaker.words,
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
