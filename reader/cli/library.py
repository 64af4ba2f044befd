"""`reader library`: the articles, what is in them, and what becomes of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

import click

from reader.cli.entries import ORDERS, sorted_by, write_entries
from reader.cli.options import global_options, now
from reader.cli.output import json_text, tell, write, write_table
from reader.cli.progress import with_progress
from reader.cli.shelf import library
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.reading import Entry
    from reader.reading.library_search import Hit

_SHORTEST = 3
"""Characters of an id that may stand for it."""
form_option = click.option("-f", "--format", "form", type=click.Choice(["table", "json"]))
"""What each of the commands takes; where it is left out, what the group was given holds."""


@click.group(
    "library",
    invoke_without_command=True,
    subcommand_metavar="[list|add|remove|restore|tag|trash|search|analyse] ...",
)
@form_option
@global_options()
@click.pass_context
def library_command(ctx: click.Context, form: str | None) -> int | None:
    """List the articles, last opened first; or look after them.

    An ID may be shortened as long as it is clear, or be the path or address of an article.
    """
    ctx.obj = form or "table"
    return None if ctx.invoked_subcommand else _list("", "opened", is_turned=False, form=ctx.obj)


@library_command.command("list")
@click.argument("query", nargs=-1)
@click.option("--sort", type=click.Choice(ORDERS), default="opened", help="Sort by this.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@form_option
@global_options()
@click.pass_obj
def list_command(
    group_form: str, query: tuple[str, ...], sort: str, reverse: bool, form: str | None
) -> int:
    """List articles; those that QUERY asks for, if there is one.

    QUERY: words of title, source, authors and tags, and tag:x source:x author:x title:x is:new
    is:begun is:read is:noted since:2026-01-31 until:2026-12-31.
    """
    return _list(" ".join(query), sort, is_turned=reverse, form=form or group_form)


@library_command.command("search")
@click.argument("query", nargs=-1, required=True)
@form_option
@global_options()
@click.pass_obj
def search_command(group_form: str, query: tuple[str, ...], form: str | None) -> int:
    """Find words in the texts, quotes, titles and notes of all articles.

    QUERY: words that must all be there, "several words" together, speaker:x for what somebody
    said, in:quotes in:notes in:titles, and the fields of `list`.
    """
    return _search(" ".join(query), form or group_form)


@library_command.command("remove")
@click.argument("ids", nargs=-1, required=True, metavar="ID ...")
@global_options()
def remove_command(ids: tuple[str, ...]) -> int:
    """Move articles to the trash, with their notes; `restore` brings them back."""
    with library() as shelf:
        for entry in _meant(ids, shelf.entries()):
            shelf.remove_article(entry.article_id, now())
            tell(
                f"{entry.title}: in the trash; `reader library restore {entry.article_id}`"
                " brings it back"
            )
    return 0


@library_command.command("restore")
@click.argument("ids", nargs=-1, required=True, metavar="ID ...")
@global_options()
def restore_command(ids: tuple[str, ...]) -> int:
    """Bring articles back from the trash, with their notes."""
    with library() as shelf:
        for entry in _meant(ids, shelf.removed_entries()):
            shelf.restore_article(entry.article_id)
            tell(f"{entry.title}: restored")
    return 0


@library_command.command("trash")
@form_option
@global_options()
@click.pass_obj
def trash_command(group_form: str, form: str | None) -> int:
    """List the articles in the trash, last removed first."""
    with library() as shelf:
        write_entries(shelf.removed_entries(), form or group_form)
    return 0


@library_command.command("tag")
@click.argument("article", metavar="ID")
@click.argument("tags", nargs=-1, metavar="[TAG ...]")
@click.option("--untag", multiple=True, metavar="TAG", help="Take this tag away.")
@global_options()
def tag_command(article: str, tags: tuple[str, ...], untag: tuple[str, ...]) -> int:
    """Give an article tags, or take some away; prints those it has then."""
    with library() as shelf:
        from reader.reading import tag_words

        (entry,) = _meant([article], shelf.entries())
        shelf.retag(entry.article_id, tag_words(tags), tag_words(untag))
        (entry,) = _meant([entry.article_id], shelf.entries())
        write(" ".join(f"#{tag}" for tag in entry.tags) + "\n")
    return 0


@library_command.command("analyse")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Processes to use.")
@global_options()
def analyse_command(jobs: int | None) -> int:
    """Find who says what in articles that were taken in and never opened.

    Then their quotes are counted, and found by `search` and on the screen of a speaker.
    """
    from reader.cli.analysing import analyse

    return analyse(jobs)


@library_command.command("add")
@click.argument("sources", nargs=-1, metavar="SOURCE ...")
@click.option(
    "--from",
    "lists",
    multiple=True,
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Read SOURCEs from a file, one a line.",
)
@click.option("--again", is_flag=True, help="Also read what was taken in and has not changed.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Files read at the same time.")
@form_option
@global_options()
@click.pass_obj
def add_command(
    group_form: str,
    sources: tuple[str, ...],
    lists: tuple[TextIO, ...],
    again: bool,
    jobs: int | None,
    form: str | None,
) -> int:
    """Take in files, folders and web addresses, several at a time.

    What was taken in before and has not changed is passed over, so that it can be interrupted and
    begun again. What cannot be read is told at the end.
    """
    from reader.cli.adding import add

    named = [*sources, *(line.strip() for file in lists for line in file if line.strip())]
    if not named:
        raise click.UsageError("`add` needs a SOURCE: a file, a folder or an address")
    return add(named, is_again=again, jobs=jobs, form=form or group_form)


def _list(typed: str, order: str, *, is_turned: bool, form: str) -> int:
    with library() as shelf:
        from reader.reading.article_query import ArticleQuery

        query = ArticleQuery(typed)
        entries = [entry for entry in shelf.entries() if query.fits(entry)]
        write_entries(sorted_by(entries, order, is_turned=is_turned), form)
    return 0


def _meant(names: Sequence[str], entries: Sequence[Entry]) -> list[Entry]:
    """The articles that are named, each by its id, the beginning of that, its path or address.

    Raises:
        ReaderError: A name is of none, or of several.
    """
    found: dict[str, Entry] = {}
    for name in names:
        fitting = _named(name, entries)
        if len(fitting) != 1:
            which = f"{len(fitting)} articles have it; give more of the id" if fitting else ""
            why = which or "no such article here; `reader library` lists them"
            raise ReaderError(f"{name}: {why}")
        found[fitting[0].article_id] = fitting[0]
    return list(found.values())


def _named(name: str, entries: Sequence[Entry]) -> list[Entry]:
    path = os.path.abspath(os.path.expanduser(name))
    exactly = [entry for entry in entries if name == entry.article_id]
    there = exactly or [entry for entry in entries if entry.locator in (name, path)]
    begun = name if len(name) >= _SHORTEST else None
    return there or [e for e in entries if begun and e.article_id.startswith(begun)]


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
        return 0
    rows = [
        (hit.entry.article_id, hit.entry.title, hit.where, hit.speaker, _told(hit)) for hit in hits
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
