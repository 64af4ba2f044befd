"""`reader notes`: the highlights and notes of the whole library, filtered."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import click

from reader.cli.articles import noted_articles, with_speakers
from reader.cli.options import global_options
from reader.cli.output import json_text, write, write_table
from reader.cli.shelf import library
from reader.settings import COLORS

if TYPE_CHECKING:
    from reader.annotations import Annotation
    from reader.export import Exported

_FORMS = ("table", "json", "jsonl", "md")


@click.command("notes")
@click.argument("query", required=False)
@click.option("--speaker", metavar="S", help="Only on words of this speaker.")
@click.option("--tag", metavar="T", help="Only with this tag.")
@click.option("--color", type=click.Choice(COLORS), help="Only of this colour.")
@click.option("--source", metavar="S", help="Only on this article: path, id or part of the title.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only changed since."
)
@click.option("--orphans", is_flag=True, help="Only those whose place in the text is gone.")
@click.option("-f", "--format", "form", type=click.Choice(_FORMS), default="table")
@global_options()
def notes_command(
    query: str | None,
    speaker: str | None,
    tag: str | None,
    color: str | None,
    source: str | None,
    since: datetime | None,
    orphans: bool,
    form: str,
) -> int:
    """List highlights and notes; those with all words of QUERY, if there is one.

    QUERY may also have fields: tag:x speaker:x color:x kind:note state:orphan check:open source:x
    since:2026-01-31 until:2026-12-31.
    """
    # A day begins where the person is, and the library counts in UTC.
    begin = since.astimezone() if since else None
    wanted = _Wanted(query or "", speaker, tag, color, source, begin, orphans)
    with library() as shelf:
        from reader.reading.note_query import NoteQuery

        words = " ".join(NoteQuery(query or "").words).split()
        found = noted_articles(shelf, words, with_texts=form == "md")
        articles = [wanted.only(article) for article in with_speakers([*found], shelf)]
        _write([article for article in articles if article.annotations], form)
    return 0


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which notes are asked for."""

    query: str
    speaker: str | None
    tag: str | None
    color: str | None
    source: str | None
    since: datetime | None
    orphans: bool

    def only(self, article: Exported) -> Exported:
        """`article` with the notes asked for."""
        if self.source is not None and not self._is_source(article):
            return replace(article, annotations=())
        kept = tuple(note for note in article.ordered if self._is_meant(note, article))
        return replace(article, annotations=kept)

    def _is_source(self, article: Exported) -> bool:
        source, locator = self.source or "", article.document.origin.locator
        exactly = (article.article_id, locator)
        if source in exactly or os.path.abspath(source) == locator:
            return True
        return source.casefold() in f"{article.document.title}\n{locator}".casefold()

    def _is_meant(self, note: Annotation, article: Exported) -> bool:
        speaker = article.speaker_name_of(note) or ""
        tags = [tag.casefold() for tag in note.tags]
        return (
            (self.speaker is None or _has_words(self.speaker, speaker))
            and (self.tag is None or self.tag.lstrip("#").casefold() in tags)
            and (self.color is None or note.color == self.color)
            and (self.since is None or note.updated >= self.since)
            and (not self.orphans or note.anchor.state == "orphan")
            and self._has_query(note, article, speaker)
        )

    def _has_query(self, note: Annotation, article: Exported, speaker: str) -> bool:
        from reader.reading.note_query import Noted, NoteQuery

        words, document = article.words_of(note), article.document
        noted = Noted(note, words, speaker, document.title, document.origin.locator)
        return NoteQuery(self.query).fits(noted)


def _has_words(asked: str, name: str) -> bool:
    return set(asked.casefold().split()) <= set(name.casefold().split())


def _write(articles: list[Exported], form: str) -> None:
    if form == "json":
        from reader.export import notes_record

        write(json_text(notes_record(articles)))
    elif form == "jsonl":
        from reader.export import NOTES_SCHEMA, note_record

        for article, note in _notes(articles):
            record = {"schema": NOTES_SCHEMA, **note_record(article, note)}
            write(json_text(record, indent=None))
    elif form == "md":
        from reader.export import to_markdown

        write(to_markdown(articles))
    else:
        _write_table(articles)


def _write_table(articles: list[Exported]) -> None:
    rows = [
        (
            # The end of an id is random, its beginning is the time: the end tells them apart.
            note.id[-8:] if sys.stdout.isatty() else note.id,
            note.kind,
            article.speaker_name_of(note),
            article.words_of(note),
            note.body,
            note.tags,
            str(note.anchor.state),
            article.document.title,
        )
        for article, note in _notes(articles)
    ]
    write_table(("id", "kind", "speaker", "words", "note", "tags", "state", "article"), rows)


def _notes(articles: list[Exported]) -> Iterator[tuple[Exported, Annotation]]:
    return ((article, note) for article in articles for note in article.ordered)
