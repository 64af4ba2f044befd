"""A note from another program, before it is matched to an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from reader.imports.dates import moment_in_words

_COLORS = {
    "red": "pink",
    "orange": "yellow",
    "olive": "green",
    "cyan": "blue",
    "teal": "blue",
    "magenta": "pink",
    "violet": "purple",
    "gray": "yellow",
    "grey": "yellow",
}
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Found:
    """One note as another program kept it."""

    key: str
    """What tells it from others of the same program, the same each time it is exported."""
    exact: str = ""
    """The words it is on; empty for a note on the whole article."""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    """Where the words stood, code points; None when that is not known."""
    body: str = ""
    """The note, Markdown."""
    tags: tuple[str, ...] = ()
    color: str = "yellow"
    decoration: str = "highlight"
    created: datetime | None = None
    updated: datetime | None = None
    title: str = ""
    """Of the article or book."""
    locator: str = ""
    """Its URL or path; empty when it is not known."""
    authors: tuple[str, ...] = ()
    published: str | None = None
    article_id: str = ""
    """For a note of ours: the article it was on."""
    record: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """For a note of ours: everything that was known of it."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds."""

    form: str
    """Which program it is from."""
    notes: tuple[Found, ...]
    """In the order of the file."""
    refused: tuple[str, ...] = ()
    """What is not taken in, and why; a line each."""


def color_of(word: object) -> str:
    """The nearest of our colours to another program's."""
    name = str(word or "").strip().casefold()
    return (
        name
        if name in ("yellow", "green", "blue", "pink", "purple")
        else _COLORS.get(name, "yellow")
    )


def words(value: object) -> str:
    """Text without control characters and blanks around it; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    return _UNFIT.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def moment(value: object) -> datetime | None:
    """A time as programs write it, ISO 8601 or seconds since 1970; without a zone it is UTC."""
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        if isinstance(value, str) and value.strip():
            return _aware(datetime.fromisoformat(value.strip()))
    except (ValueError, OverflowError, OSError):
        pass
    # "March 14th, 2026"
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", value) if isinstance(value, str) else ""
    return moment_in_words(plain)


def _aware(value: datetime) -> datetime:
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def tuple_of(value: object) -> tuple[str, ...]:
    """The texts in a list, those that say something, each once."""
    items = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(told for told in map(words, items) if told))
