"""`reader library`: the articles opened before."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import click

from reader.cli.options import global_options, now
from reader.cli.output import complain, json_text, tell, write, write_table
from reader.cli.progress import with_progress
from reader.cli.shelf import library
from reader.errors import SourceError

if TYPE_CHECKING:
    from reader.document import Document
    from reader.reading import Entry
    from reader.reading.library_search import Hit

_AT_ONCE = 4
"""Articles read at the same time."""


@click.command("library")
@click.argument("action", type=click.Choice(["list", "add", "search"]), default="list")
@click.argument("values", nargs=-1, metavar="[SOURCE ... | QUERY]")
@click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table")
@global_options()
def library_command(action: str, values: tuple[str, ...], form: str) -> int:
    """List the articles opened before (list), the last opened first.

    `add SOURCE ...` takes in files, folders and web addresses; `search QUERY` finds words in texts,
    titles and notes.
    """
    if action == "list":
        if values:
            raise click.UsageError(f"`list` takes no more words: {values[0]}")
        return _list(form)
    if not values:
        wanted = "SOURCE: a file, a folder or an address" if action == "add" else "QUERY"
        raise click.UsageError(f"`{action}` needs a {wanted}")
    return _add(values, form) if action == "add" else _search(" ".join(values), form)


def _list(form: str) -> int:
    with library() as shelf:
        _write(shelf.entries(), form)
    return 0


def _write(entries: Iterable[Entry], form: str) -> None:
    if form == "json":
        articles = [_record(entry) for entry in entries]
        write(json_text({"schema": "reader.library/1", "articles": articles}))
        return
    columns = ("id", "title", "opened", "read", "quotes", "notes", "source")
    write_table(columns, [_row(entry) for entry in entries])


def _add(sources: tuple[str, ...], form: str) -> int:
    """Take in articles, several at a time; what cannot be read is told and passed over."""
    wanted, failures = _wanted(sources)
    added: list[str] = []
    known = 0
    with library() as shelf:
        there = {entry.article_id for entry in shelf.entries()}
        read = with_progress(_read(wanted), len(wanted), "reading articles", is_alone=True)
        for document, fault in read:
            if document is None:
                complain(fault)
                failures += 1
                continue
            article_id = shelf.register(document, now())
            known += article_id in there
            added.append(article_id)
        chosen = [entry for entry in shelf.entries() if entry.article_id in set(added) - there]
        _write(chosen, form)
    failed = f", {failures} could not be read" if failures else ""
    tell(f"{len(chosen)} added, {known} there already{failed}")
    return int(failures > 0)


def _wanted(sources: tuple[str, ...]) -> tuple[list[str], int]:
    """The articles in these sources, each once, and how many sources gave none."""
    from reader.sources import sources_in

    found: dict[str, None] = {}
    failures = 0
    for source in sources:
        try:
            found.update(dict.fromkeys(sources_in(source)))
        except SourceError as error:
            complain(str(error))
            failures += 1
    return list(found), failures


def _read(locators: list[str]) -> Iterator[tuple[Document | None, str]]:
    """Each article, or why there is none, in order; a few are read at the same time."""
    from reader.sources import open_document

    def one(locator: str) -> tuple[Document | None, str]:
        try:
            return open_document(locator, now=now()), ""
        except SourceError as error:
            return None, str(error)

    # Threads: most of the time goes to servers and disks.
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        waiting: deque[Future[tuple[Document | None, str]]] = deque()
        for locator in locators:
            waiting.append(pool.submit(one, locator))
            if len(waiting) > 2 * _AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _search(typed: str, form: str) -> int:
    """Where words stand in titles, texts, quotes and notes, with what is around them."""
    from reader.reading.library_search import LibraryQuery, search

    query = LibraryQuery(typed)
    if query.is_empty:
        raise click.UsageError("`search` needs words, or speaker:NAME")
    with library() as shelf:
        found = with_progress(
            search(shelf, query, shelf.entries()), None, "searching", is_alone=True
        )
        hits = [hit for some in found for hit in some]
    if form == "json":
        records = [_hit_record(hit) for hit in hits]
        write(json_text({"schema": "reader.library-search/1", "hits": records}))
    else:
        rows = [
            (hit.entry.article_id, hit.entry.title, hit.where, hit.speaker, _told(hit))
            for hit in hits
        ]
        write_table(("id", "title", "where", "speaker", "context"), rows)
    return 0


def _told(hit: Hit) -> str:
    more = f" (and in {hit.more} other paragraphs)" if hit.more else ""
    return f"{hit.context}{more}"


def _hit_record(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.entry.article_id,
        "title": hit.entry.title,
        "source": hit.entry.locator,
        "where": str(hit.where),
        "context": hit.context,
        "marks": [list(mark) for mark in hit.marks],
        "start": hit.start,
        "note": hit.note_id or None,
        "speaker": hit.speaker or None,
        "more": hit.more,
    }


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
