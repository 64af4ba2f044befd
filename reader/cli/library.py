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
    from reader.reading import Entry, Shelf

_AT_ONCE = 4
"""Articles read at the same time."""
_CONTEXT = 60
"""Code points shown to each side of a hit."""


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


def _search(query: str, form: str) -> int:
    """Where the words of a query stand together in a text, a title or a note, with what is around.

    A text has them when every word is in it; what is shown stands around the first of them.
    """
    words = query.casefold().split()
    hits: list[tuple[Entry, str, str]] = []
    with library() as shelf:
        entries = shelf.entries()
        for entry in with_progress(entries, len(entries), "searching", is_alone=True):
            hits += [(entry, where, around) for where, around in _hits(entry, words, shelf)]
    if form == "json":
        found = [
            {"id": e.article_id, "title": e.title, "source": e.locator, "where": w, "context": c}
            for e, w, c in hits
        ]
        write(json_text({"schema": "reader.library-search/1", "hits": found}))
    else:
        rows = [(entry.article_id, entry.title, where, around) for entry, where, around in hits]
        write_table(("id", "title", "where", "context"), rows)
    return 0


def _hits(entry: Entry, words: list[str], shelf: Shelf) -> Iterator[tuple[str, str]]:
    if all(word in entry.title.casefold() for word in words):
        yield "title", entry.title
    text = shelf.text(entry.text_sha256) if entry.text_sha256 else None
    if text and (around := _around(words, text)):
        yield "text", around
    for note in shelf.annotations(entry.article_id) if entry.notes else ():
        exact = note.target.exact if note.target else ""
        if around := _around(words, f"{note.body} {exact} {' '.join(note.tags)}"):
            yield "note", around


def _around(words: list[str], text: str) -> str:
    """The text around the first of the words, on one line; empty unless all are in it."""
    # Lower case, not casefold: it keeps the offsets for all but a handful of letters.
    low = text.lower()
    if not all(word in low for word in words):
        return ""
    at = min(low.index(word) for word in words)
    start, end = max(0, at - _CONTEXT), min(len(text), at + _CONTEXT)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return before + " ".join(text[start:end].split()) + after


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
