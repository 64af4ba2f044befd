"""`reader library`: the articles opened before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.options import global_options
from reader.cli.output import json_text, write, write_table
from reader.cli.shelf import library

if TYPE_CHECKING:
    from reader.reading import Entry


@click.command("library")
@click.argument("action", type=click.Choice(["list"]), default="list")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table")
@global_options()
def library_command(action: str, form: str) -> int:
    """List the articles opened before; the last opened first."""
    with library() as shelf:
        entries = shelf.entries()
    if form == "json":
        articles = [_record(entry) for entry in entries]
        write(json_text({"schema": "reader.library/1", "articles": articles}))
        return 0
    columns = ("id", "title", "opened", "read", "quotes", "notes", "source")
    write_table(columns, [_row(entry) for entry in entries])
    return 0


def _row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.article_id,
        entry.title,
        f"{entry.opened:%Y-%m-%d}",
        f"{entry.progress:.0%}",
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
        "text_sha256": entry.text_sha256,
        "length": entry.length,
        "opened": entry.opened.isoformat().replace("+00:00", "Z"),
        "position": entry.position,
        "progress": round(entry.progress, 4),
        "quotes": entry.quotes,
        "speakers": entry.speakers,
        "notes": entry.notes,
        "orphans": entry.orphans,
    }
