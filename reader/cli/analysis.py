"""Quotes of one article or one line of a batch; done in this process or in another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.document import Document, Origin, compose
from reader.errors import ReaderError, SourceError

if TYPE_CHECKING:
    from reader.quotes import Findings

Record = Mapping[str, object]
"""What is said in an article, as JSON has it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article."""

    record: Record | None = None
    """Its quotes and speakers; None if it could not be had."""
    fault: str = ""
    """Why not, in one line."""
    notices: tuple[str, ...] = ()
    """What is good to know about it."""


@dataclass(frozen=True, slots=True)
class Task:
    """One article to be analysed."""

    source: str | Document
    """Where it is, or the article itself."""
    when: datetime
    """The present; aware, UTC."""
    data: Path | None = None
    """The library's folder, whose corrections are respected; None for none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a batch."""

    number: int
    """Counts from 1."""
    data: bytes
    """JSON with `id` and `text`."""


def analysed(task: Task) -> Outcome:
    """The quotes in an article, with everything that JSON tells of it."""
    from reader.export import quotes_record
    from reader.quotes import find
    from reader.reading.kept import open_or_kept
    from reader.store import open_shelf

    notices: list[str] = []
    try:
        document = (
            open_or_kept(
                task.source,
                lambda: open_shelf(task.data or Path()),
                task.when,
                notices.append,
            )
            if isinstance(task.source, str)
            else task.source
        )
    except SourceError as error:
        return Outcome(fault=str(error))
    if document.is_foreign:
        notices.append(_about_language(document))
    findings = _put_right(find(document), document, task.data)
    return Outcome(quotes_record(document, findings), notices=tuple(notices))


def _about_language(document: Document) -> str:
    from reader.document.tongue import language_name

    language = language_name(document.language or "")
    return (
        f"{document.origin.name}: in {language}: what stands between quotation marks is found, "
        "who said it is not"
    )


def _put_right(findings: Findings, document: Document, data: Path | None) -> Findings:
    """`findings` with what the person put right, if the article is in the library at `data`."""
    if data is None or not (data / "articles").is_dir():
        return findings
    from reader.reading import corrected, reanchored
    from reader.store import open_shelf

    shelf = open_shelf(data)
    article_id = shelf.known(document)
    kept = shelf.corrections(article_id) if article_id else ()
    placed = [reanchored(correction, document, shelf.text) for correction in kept]
    return corrected(findings, placed, document.text)


def analysed_line(line: Line) -> Outcome:
    """The quotes in the text of one line of a batch; offsets count in that text as it was given."""
    from reader.export import quotes_record
    from reader.quotes import find

    try:
        id_, text = _id_and_text(line.data)
    except ReaderError as error:
        return Outcome(fault=f"line {line.number}: {error}; passed over")
    document = compose(text, Origin(f"line {line.number}"))
    record = quotes_record(document, find(document))
    kept = {key: record[key] for key in ("quotes", "speakers")}
    return Outcome({"schema": record["schema"], "id": id_, **kept})


def _id_and_text(data: bytes) -> tuple[object, str]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReaderError("not valid JSON") from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise ReaderError('must be an object with "id" and "text"')
    id_ = value.get("id")
    if not isinstance(id_, (str, int)) or isinstance(id_, bool):
        raise ReaderError('"id" must be a text or a whole number')
    return id_, value["text"]
