"""Annotations as rows: CSV that a spreadsheet opens and runs nothing of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reader.annotations import Annotation
from reader.export.exported import Exported
from reader.export.values import note_record

COLUMNS = (
    *("id", "article_id", "title", "source", "authors", "published", "start", "end", "exact"),
    *("speaker", "role", "kind", "color", "decoration", "tags", "body", "check", "check_url"),
    *("state", "created", "updated"),
)
"""What a row has, in this order."""

_FORMULA = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r]")
_BREAKS = re.compile(r"\r\n?")
_HARMLESS = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?|[-+]")
"""Numbers, and a sign alone: no spreadsheet runs those."""


def notes_csv(articles: Iterable[Exported]) -> str:
    """A row for each annotation, after a row with the names of the columns."""
    rows = (row_of(article, note) for article in articles for note in article.ordered)
    return csv_text(COLUMNS, rows)


def row_of(article: Exported, annotation: Annotation) -> dict[str, object]:
    """An annotation as a row."""
    speaker, check = article.speaker_of(annotation), annotation.check
    return {
        **note_record(article, annotation),
        "authors": article.document.authors,
        "published": article.document.published,
        "role": speaker.role if speaker else None,
        "check": str(check.verdict) if check else None,
        "check_url": check.url if check else None,
    }


def csv_text(
    columns: Sequence[str], rows: Iterable[Mapping[str, object]], *, header: bool = True
) -> str:
    """`rows` as CSV (RFC 4180, but for line feeds alone); no cell is a formula to a spreadsheet."""
    buffer = io.StringIO()
    table = csv.writer(buffer, lineterminator="\n")
    if header:
        table.writerow(columns)
    table.writerows([*_cells(columns, row)] for row in rows)
    return buffer.getvalue()


def _cells(columns: Sequence[str], row: Mapping[str, object]) -> Iterator[str]:
    for column in columns:
        value = row.get(column)
        if isinstance(value, (list, tuple)):
            value = ", ".join(map(str, value))
        # A carriage return alone would begin a row that nobody quoted.
        yield no_formula(_BREAKS.sub("\n", "" if value is None else str(value)))


def no_formula(cell: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would run."""
    is_harmless = _HARMLESS.fullmatch(cell) or not _FORMULA.match(cell)
    return cell if is_harmless else f"'{cell}"
