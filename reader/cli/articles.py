"""Articles with what the person added to them, from a source or from the library."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.cli.options import now
from reader.cli.output import tell
from reader.document import Document, Origin, compose
from reader.errors import FetchFailed, NotFound

if TYPE_CHECKING:
    from reader.annotations import Annotation
    from reader.export import Exported
    from reader.reading import Entry, Shelf


def articles_of_library(shelf: Shelf) -> Iterator[Exported]:
    """Every article that has notes, the last opened first; without findings."""
    return (article_of_entry(entry, shelf) for entry in shelf.entries() if entry.notes)


def noted_articles(shelf: Shelf, words: Sequence[str], *, with_texts: bool) -> Iterator[Exported]:
    """Every article that has notes, with those that have all these words, and perhaps a few more.

    The last opened first. Unless it is `with_texts`, the text of an article is only there where
    its notes cannot be placed without it.
    """
    noted = shelf.articles_with(words)
    # What was put right since is not among the notes.
    spoken = shelf.sayings.articles_of(words) if words else frozenset()
    entries = [
        entry
        for entry in shelf.entries()
        if entry.notes and (noted is None or entry.article_id in noted | spoken)
    ]
    ids = [entry.article_id for entry in entries]
    every = shelf.notes_with((), [name for name in ids if name in spoken])
    some = shelf.notes_with(words, [name for name in ids if name not in spoken])
    return (
        article_of_entry(entry, shelf)
        if with_texts
        else _of_notes(entry, next(every if entry.article_id in spoken else some), shelf)
        for entry in entries
    )


def with_speakers(articles: Sequence[Exported], shelf: Shelf) -> Iterator[Exported]:
    """`articles` whose notes have the speakers that the library knows of; quick."""
    from reader.reading.speaking import speaking_in

    speaking = speaking_in(shelf, [article.article_id for article in articles])
    for article, there in zip(articles, speaking, strict=True):
        notes = (
            (note, there.speaker_of(note, article.text_sha256)) for note in article.annotations
        )
        kept = tuple(
            note if note.speaker == name else replace(note, speaker=name) for note, name in notes
        )
        yield replace(article, annotations=kept)


def only_corrected(shelf: Shelf) -> Iterator[Exported]:
    """Every article without notes in which something was put right; without findings."""
    bare = (entry for entry in shelf.entries() if not entry.notes)
    return (article_of_entry(entry, shelf) for entry in bare if shelf.corrections(entry.article_id))


def article_of_entry(entry: Entry, shelf: Shelf) -> Exported:
    """An article of the library as it was last opened; without findings.

    If its text was not kept, or it was never opened, its notes stand where they stood when last
    saved.
    """
    from reader.export import Exported
    from reader.reading import reanchored

    document = shelf.document(entry.article_id) or _without_text(entry)
    kept, put_right = shelf.annotations(entry.article_id), shelf.corrections(entry.article_id)
    if not document.text:
        hashes = {note.text_sha256 for note in (*kept, *put_right) if note.text_sha256}
        unread = hashes.pop() if len(hashes) == 1 else ""
        return Exported(entry.article_id, document, None, kept, put_right, unread)
    return Exported(
        entry.article_id,
        document,
        annotations=tuple(reanchored(note, document, shelf.text) for note in kept),
        corrections=tuple(reanchored(note, document, shelf.text) for note in put_right),
    )


def _of_notes(entry: Entry, notes: Sequence[Annotation], shelf: Shelf) -> Exported:
    from reader.export import Exported
    from reader.reading.standing import standing_in

    placed = [standing for note in notes if (standing := standing_in(note, entry))]
    if len(placed) == len(notes):
        document = _without_text(entry)
        return Exported(
            entry.article_id, document, None, tuple(placed), unread_sha256=entry.text_sha256
        )
    return article_of_entry(entry, shelf)


def article_of_source(source: str, shelf: Shelf) -> Exported:
    """The article that a locator or an id of the library names; without findings.

    A file that is gone, or a page that does not come, is taken from the library, if it was ever
    opened; of the page a line is told.

    Raises:
        SourceError: There is none.
    """
    from reader.export import Exported
    from reader.reading import open_reading
    from reader.sources import open_document

    try:
        document = open_document(source, now=now(), tell=tell)
    except (NotFound, FetchFailed) as error:
        path = os.path.abspath(source)
        for entry in shelf.entries():
            if entry.article_id == source or entry.locator in (source, path):
                if isinstance(error, FetchFailed):
                    tell(f"{error}; taken as it was kept")
                return article_of_entry(entry, shelf)
        raise
    reading = open_reading(document, shelf, now())
    return Exported(reading.article_id, document, None, reading.annotations, reading.corrections)


def with_findings(article: Exported) -> Exported:
    """`article` with its quotes and speakers, if it has notes that want them."""
    if not article.document.text or not any(note.target for note in article.annotations):
        return article
    from reader.quotes import find
    from reader.reading import corrected

    found = find(article.document)
    return replace(article, findings=corrected(found, article.corrections, article.document.text))


def _without_text(entry: Entry) -> Document:
    document = replace(compose("", Origin(entry.locator)), title=entry.title)
    return replace(document, authors=entry.authors, published=entry.published)
