"""Notes as this program exports them in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from reader.imports.found import Found, Parsed, moment, tuple_of, words

SCHEMA = "reader.notes/"


def our_notes(value: object) -> Parsed:
    """The notes and corrections of a JSON file of ours, or of the lines of one."""
    rows: list[object] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping) and isinstance(one.get("notes"), list):
            rows += [*one["notes"], *(one.get("corrections") or [])]
        else:
            rows.append(one)
    notes = [note_of(row) for row in rows if isinstance(row, Mapping) and row.get("id")]
    refused = ["an entry that is cut or has no id"] * (len(rows) - len(notes))
    return Parsed("json", tuple(notes), tuple(refused))


def note_of(row: Mapping[str, object]) -> Found:
    """One note of ours."""
    article = row.get("article")
    article = article if isinstance(article, Mapping) else {}
    record = row.get("record")
    record = dict(record) if isinstance(record, Mapping) else {}
    target = record.get("target")
    target = target if isinstance(target, Mapping) else {}
    start = row.get("start")
    known = ("id", "article_id", "color", "decoration", "tags", "body", "created", "updated")
    return Found(
        key=str(row["id"]),
        exact=str(target.get("exact") or row.get("exact") or ""),
        prefix=str(target.get("prefix") or ""),
        suffix=str(target.get("suffix") or ""),
        start=start if isinstance(start, int) else None,
        body=str(row.get("body") or ""),
        tags=tuple_of(row.get("tags") or []),
        color=str(row.get("color") or "yellow"),
        decoration=str(row.get("decoration") or "highlight"),
        created=moment(row.get("created")),
        updated=moment(row.get("updated")),
        title=words(row.get("title")),
        locator=words(row.get("source")),
        authors=tuple_of(article.get("authors") or []),
        published=words(article.get("published")) or None,
        article_id=str(row.get("article_id") or ""),
        record={**record, **{name: row[name] for name in known if name in row}} if record else {},
    )


def lines_of(text: str) -> list[object] | None:
    """The values of JSON lines, None for one that was cut; None when it is something else."""
    # Not splitlines: what else ends a line may stand in a JSON string.
    values = [_value(line) for line in re.split(r"[\r\n]+", text) if line.strip()]
    return values if values and isinstance(values[0], Mapping) else None


def _value(line: str) -> object:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value
