"""Articles of the library as the command line writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reader.cli.output import json_text, write, write_table

if TYPE_CHECKING:
    from reader.reading import Entry

SCHEMA = "reader.library/1"
_KEYS: Mapping[str, Callable[[Entry], Any]] = MappingProxyType(
    {
        "opened": lambda entry: entry.opened,
        "added": lambda entry: (entry.added is not None, entry.added),
        "title": lambda entry: entry.title.casefold(),
        "source": lambda entry: entry.locator.casefold(),
        "date": lambda entry: entry.published or "",
        "read": lambda entry: (not entry.is_new, entry.progress),
        "quotes": lambda entry: entry.quotes,
        "notes": lambda entry: entry.notes,
    }
)
ORDERS = tuple(_KEYS)
"""What articles can be sorted by."""
_RISING = ("title", "source")
_COLUMNS = ("id", "title", "tags", "date", "opened", "read", "quotes", "notes", "source")


def sorted_by(entries: Iterable[Entry], order: str, *, is_turned: bool) -> list[Entry]:
    """The articles in this order: by what is written from A on, else the last or most first."""
    return sorted(entries, key=_KEYS[order], reverse=(order not in _RISING) is not is_turned)


def write_entries(entries: Sequence[Entry], form: str, **also: object) -> None:
    """Write articles as a table or as JSON.

    Args:
        entries: The articles.
        form: `table` or `json`.
        also: What JSON tells besides.
    """
    if form == "json":
        articles = [_record(entry) for entry in entries]
        write(json_text({"schema": SCHEMA, "articles": articles, **also}))
    else:
        write_table(_COLUMNS, [_row(entry) for entry in entries])


def _row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.article_id,
        entry.title,
        " ".join(f"#{tag}" for tag in entry.tags),
        entry.published,
        f"{entry.removed or entry.opened:%Y-%m-%d}",
        "new" if entry.is_new else f"{entry.progress:.0%}",
        entry.quotes,
        entry.notes,
        entry.locator,
    )


def _record(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.article_id,
        "title": entry.title,
        "source": entry.locator,
        "authors": list(entry.authors),
        "published": entry.published,
        "site": entry.site,
        "language": entry.language,
        "words": entry.words,
        "tags": list(entry.tags),
        "text_sha256": entry.text_sha256,
        "length": entry.length,
        "versions": entry.versions,
        "added": _stamp(entry.added),
        "opened": _stamp(entry.opened),
        "new": entry.is_new,
        "position": entry.position,
        "progress": round(entry.progress, 4),
        "quotes": entry.quotes,
        "speakers": entry.speakers,
        "notes": entry.notes,
        "orphans": entry.orphans,
        "removed": _stamp(entry.removed),
    }


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None
