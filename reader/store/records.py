"""Values as records of the database, and back.

What a record holds and this version does not know is kept in `extra` and written back.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from reader.annotations import (
    Anchor,
    Annotation,
    Check,
    Color,
    Correction,
    Decoration,
    Mistake,
    Motivation,
    Placed,
    State,
    Target,
    Verdict,
)
from reader.document import Document, Origin, Span, dateline
from reader.store.migrations import present_version
from reader.store.tables import NewRecord, Record

Word = TypeVar("Word", bound=StrEnum)

_TARGET = ("exact", "prefix", "suffix", "start", "end", "occurrences", "text_length")
_KNOWN = {"version", *(field.name for field in fields(Annotation))} - {"extra"}


def annotation_record(annotation: Annotation) -> NewRecord:
    """An annotation as a record."""
    target, correction = annotation.target, annotation.correction
    record: NewRecord = {
        "version": present_version(),
        "id": annotation.id,
        "article_id": annotation.article_id,
        "text_sha256": annotation.text_sha256,
        "motivation": str(annotation.motivation),
        "target": _target_record(target) if target else None,
        "anchor": _anchor_record(annotation.anchor),
        "color": str(annotation.color),
        "decoration": str(annotation.decoration),
        "body": annotation.body,
        "tags": list(annotation.tags),
        "speaker": annotation.speaker,
        "created": _stamp(annotation.created),
        "updated": _stamp(annotation.updated),
        "deleted": _stamp(annotation.deleted) if annotation.deleted else None,
        "rev": annotation.rev,
        **annotation.extra,
    }
    if correction:
        facts = (("mistake", str(correction.mistake)), ("name", correction.name))
        record["correction"] = {**dict(facts), "other": correction.other}
    if check := annotation.check:
        at = _stamp(check.at) if check.at else None
        record["check"] = {"status": str(check.verdict), "url": check.url, "at": at}
    if placed := annotation.placed:
        words = _target_record(placed.target)
        record["placed"] = {"text_sha256": placed.text_sha256, "target": words}
    return record


def annotation_of(record: Record, article_id: str) -> Annotation:
    """The annotation in a record, hand-edited ones too as far as they can be understood.

    Args:
        record: As the file has it.
        article_id: For a record that does not say.

    Raises:
        ValueError: Something that cannot be guessed is missing or of the wrong kind.
    """
    try:
        return _annotation(record, article_id)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error


def _annotation(record: Record, article_id: str) -> Annotation:
    created = _time(record["created"])
    extra = {name: value for name, value in record.items() if name not in _KNOWN}
    speaker = record.get("speaker")
    return Annotation(
        id=_text(record["id"]),
        article_id=_text(record.get("article_id") or article_id),
        text_sha256=_text(record.get("text_sha256") or ""),
        motivation=_word(Motivation, record.get("motivation"), Motivation.HIGHLIGHTING),
        created=created,
        updated=max(created, _time(record.get("updated") or record["created"])),
        target=_target(record["target"]) if record.get("target") else None,
        anchor=_anchor(record.get("anchor") or {}),
        color=_word(Color, record.get("color"), Color.YELLOW),
        decoration=_word(Decoration, record.get("decoration"), Decoration.HIGHLIGHT),
        body=_text(record.get("body") or ""),
        tags=tuple(_text(tag) for tag in record.get("tags") or ()),
        speaker=_text(speaker) if speaker else None,
        deleted=_time(record["deleted"]) if record.get("deleted") else None,
        correction=_correction(record["correction"]) if record.get("correction") else None,
        check=_check(record["check"]) if record.get("check") else None,
        placed=_placed(record["placed"]) if record.get("placed") else None,
        rev=int(record.get("rev") or 1),
        extra=MappingProxyType(extra),
    )


def _correction(record: Record) -> Correction:
    # One that this version does not know must do nothing rather than something else.
    mistake = Mistake(_text(record["mistake"]))
    return Correction(mistake, _text(record.get("name") or ""), _text(record.get("other") or ""))


def _check(record: Record | str) -> Check:
    # A bare word is what a person would write who edits the file.
    if isinstance(record, str):
        return Check(_word(Verdict, record, Verdict.OPEN))
    at = record.get("at")
    verdict = _word(Verdict, record.get("status"), Verdict.OPEN)
    return Check(verdict, _text(record.get("url") or ""), _time(at) if at else None)


def _placed(record: Record) -> Placed:
    return Placed(_text(record.get("text_sha256") or ""), _target(record["target"]))


def _target_record(target: Target) -> NewRecord:
    return {name: getattr(target, name) for name in _TARGET}


def _target(record: Record) -> Target:
    words, start = _text(record["exact"]), int(record["start"])
    return Target(
        exact=words,
        prefix=_text(record.get("prefix") or ""),
        suffix=_text(record.get("suffix") or ""),
        start=Span(start, int(record.get("end") or start + len(words))).start,
        end=int(record.get("end") or start + len(words)),
        occurrences=int(record.get("occurrences") or 0),
        text_length=int(record.get("text_length") or 0),
    )


def _anchor_record(anchor: Anchor) -> NewRecord:
    span = anchor.span
    return {
        "state": str(anchor.state),
        "start": span.start if span is not None else None,
        "end": span.end if span is not None else None,
        "method": anchor.method,
        "score": anchor.score,
        "reason": anchor.reason,
    }


def _anchor(record: Record) -> Anchor:
    start, end = record.get("start"), record.get("end")
    placed = isinstance(start, int) and isinstance(end, int)
    return Anchor(
        state=_word(State, record.get("state"), State.EXACT),
        span=Span(int(start or 0), int(end or 0)) if placed else None,
        method=_text(record.get("method") or ""),
        score=float(record.get("score", 1.0)),
        reason=_text(record.get("reason") or ""),
    )


def article_record(document: Document, article_id: str, now: datetime) -> NewRecord:
    """What is kept of an article beside its text, opened for the first time.

    Args:
        document: The article.
        article_id: Its id in the library.
        now: When it came into the library.
    """
    return {
        "version": present_version(),
        "article_id": article_id,
        "title": document.title,
        "locators": [document.origin.locator],
        "kind": document.origin.kind,
        "encoding": document.origin.encoding,
        "authors": list(document.authors),
        "published": document.published,
        "site": document.site,
        "address": document.address,
        "language": document.language,
        "words": document.word_count,
        "retrieved": _stamp(document.retrieved) if document.retrieved else None,
        "added": _stamp(now),
        "text_sha256": document.sha256,
        "length": len(document.text),
        "texts": [document.sha256],
        "versions": {document.sha256: version_record(document, now)},
    }


def version_record(document: Document, now: datetime) -> NewRecord:
    """What is kept of a version of an article: when and where it was seen, how long it is."""
    return {
        "at": _stamp(now),
        "words": document.word_count,
        "length": len(document.text),
        "locator": document.origin.locator,
    }


def article_updated(before: Record, now: Record) -> NewRecord:
    """The record of an article opened again: what was known of its past stays.

    Args:
        before: What was kept.
        now: The record as `article_record` makes it.

    Returns:
        `before` with what changed; equal to `before` when nothing but the time of reading did.
        One that was in the trash is there no more.
    """
    same_text = before.get("text_sha256") == now["text_sha256"]
    return {
        **{name: value for name, value in before.items() if name != "removed"},
        **now,
        "added": before.get("added") or now["added"],
        "retrieved": before.get("retrieved") if same_text else now["retrieved"],
        "locators": _newest_last(before.get("locators"), now["locators"]),
        "address": now["address"] or before.get("address") or "",
        "texts": _newest_last(before.get("texts"), now["texts"]),
        "versions": {**now["versions"], **facts_of_versions(before)},
    }


def facts_of_versions(record: Record) -> NewRecord:
    """What is known of the versions of an article, by hash; nothing of those long ago."""
    kept = record.get("versions")
    return dict(kept) if isinstance(kept, dict) else {}


def with_version(record: Record, document: Document, now: datetime) -> NewRecord:
    """The record of an article of which a version was had that nobody has opened yet."""
    texts = record.get("texts") if isinstance(record.get("texts"), list) else []
    known = [sha256 for sha256 in texts or [] if sha256 != document.sha256]
    facts = {document.sha256: version_record(document, now), **facts_of_versions(record)}
    # The one opened last stays at the end.
    return {**record, "texts": [*known[:-1], document.sha256, *known[-1:]], "versions": facts}


def _newest_last(before: object, now: list[str]) -> list[str]:
    kept = before if isinstance(before, list) else []
    return [item for item in kept if item not in now] + now


def document_of(record: Record, text: str, structure: Document) -> Document:
    """The article in a record.

    Args:
        record: As `article_record` makes it.
        text: The version of its text that was opened last.
        structure: A document of the same text that has its paragraphs.
    """
    retrieved = record.get("retrieved")
    document = Document(
        text=text,
        paragraphs=structure.paragraphs,
        title=_text(record["title"]),
        origin=origin_of(record),
        authors=tuple(_text(name) for name in record.get("authors") or ()),
        published=record.get("published"),
        site=record.get("site"),
        said_language=record.get("language"),
        address=str(record.get("address") or ""),
        dateline=dateline(structure),
        retrieved=_time(retrieved) if retrieved else None,
        inlines=structure.inlines,
    )
    return document


def origin_of(record: Record) -> Origin:
    """Where the article in a record was opened from last."""
    locators = record.get("locators") or ["-"]
    return Origin(
        _text(locators[-1]),
        _text(record.get("kind") or "text"),
        _text(record.get("encoding") or "utf-8"),
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _time(stamp: object) -> datetime:
    moment = datetime.fromisoformat(_text(stamp))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _word(words: type[Word], value: object, otherwise: Word) -> Word:
    try:
        return words(str(value))
    except ValueError:
        return otherwise
