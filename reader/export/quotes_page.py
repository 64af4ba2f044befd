"""Who said what in one article, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reader.export.escape import block_quote, escape_markdown


def quotes_markdown(record: Mapping[str, object]) -> str:
    """The quotes of an article in order of position, each with its speaker.

    Args:
        record: As `quotes_record` makes it.
    """
    lines = [f"# {escape_markdown(str(record['title']))}", *_items(record)]
    return "\n\n".join(lines) + "\n\n"


def _items(record: Mapping[str, object]) -> Iterator[str]:
    roles = {speaker["id"]: speaker["role"] for speaker in _rows(record, "speakers")}
    for quote in _rows(record, "quotes"):
        yield block_quote(str(quote["text"]))
        role = roles.get(quote["speaker_id"])
        speaker = str(quote["speaker"] or "Nobody named") + (f", {role}" if role else "")
        place = f"characters {quote['start']}–{quote['end']}"
        yield f"— {escape_markdown(speaker)} ({quote['kind']}, {place})"


def _rows(record: Mapping[str, object], name: str) -> Sequence[Mapping[str, object]]:
    rows = record[name]
    assert isinstance(rows, Sequence)
    return rows
