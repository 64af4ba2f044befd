"""`reader mark`, `reader unmark`, `reader edit`: highlights from a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from reader.cli.options import global_options, load_settings, now
from reader.cli.output import complain, tell, write
from reader.cli.shelf import library
from reader.document import Document, Origin, Span, compose
from reader.errors import AnnotationError, ReaderError
from reader.settings import COLORS

if TYPE_CHECKING:
    from reader.annotations import Annotation
    from reader.reading import Reading, Shelf

_ALIKE = ('"“”„«»', "'‘’‚‹›", "-‐‑–—")
"""Characters that count as the same when words are looked for: few keyboards have all."""
_color = click.Choice(COLORS)


@click.command("mark")
@click.argument("source", metavar="SOURCE")
@click.option("--quote", "words", metavar="TEXT", help="The words to highlight.")
@click.option("--at", "place", metavar="START:END", help="Their place, in code points.")
@click.option("--note", metavar="MD", help="A note on them, in Markdown.")
@click.option("--color", type=_color, help="Colour; as set in the settings if not given.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="A tag; may be repeated.")
@global_options()
def mark_command(
    source: str,
    words: str | None,
    place: str | None,
    note: str | None,
    color: str | None,
    tags: tuple[str, ...],
) -> int:
    """Highlight words in SOURCE and print the highlight's id once it is safe on disk."""
    if (words is None) == (place is None):
        raise click.UsageError("give either --quote TEXT or --at START:END")
    at = _span(place) if place is not None else None
    from reader.annotations import Color
    from reader.quotes import find
    from reader.reading import open_reading
    from reader.sources import open_document

    document = open_document(source, now=now(), tell=tell)
    span = _checked(at, document, source) if at else _only_place(words or "", document, source)
    with library() as shelf:
        findings = find(document)
        reading = open_reading(document, shelf, now()).with_findings(findings)
        shelf.record_findings(reading.article_id, len(findings.quotes), len(findings.speakers))
        kept = next((kept for kept in reading.annotations if kept.span == span), None)
        chosen = color or (kept.color if kept else load_settings().color)
        reading, made = reading.highlight(span, now(), Color(chosen))
        _, made = _edited(reading, made, note, None, (*made.tags, *tags) if tags else ())
        shelf.save(made)
    write(f"{made.id}\n")
    return 0


@click.command("unmark")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@global_options()
def unmark_command(ids: tuple[str, ...]) -> int:
    """Move highlights or notes to the trash, by their ids."""
    return _each(ids, lambda reading, kept: reading.remove(kept.id, now()))


@click.command("edit")
@click.argument("id_", metavar="ID")
@click.option("--note", metavar="MD", help="The note instead of the one it has; empty for none.")
@click.option("--color", type=_color, help="The colour.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="The tags; may be repeated.")
@global_options()
def edit_command(id_: str, note: str | None, color: str | None, tags: tuple[str, ...]) -> int:
    """Change the note, the colour or the tags of a highlight, by its id; print the id."""
    if note is None and color is None and not tags:
        raise click.UsageError("give --note, --color or --tag")
    return _each((id_,), lambda reading, kept: _edited(reading, kept, note, color, tags))


def _each(
    ids: tuple[str, ...],
    change: Callable[[Reading, Annotation], tuple[Reading, Annotation]],
) -> int:
    """Change the annotations of these ids and print each id once it is safe; the exit code."""
    code = 0
    with library() as shelf:
        for id_ in ids:
            try:
                kept = _known(id_, shelf)
                _, changed = change(_reading_of(kept, shelf), kept)
                shelf.save(changed, kept)
                write(f"{changed.id}\n")
            except ReaderError as error:
                complain(str(error))
                code = 1
    return code


def _known(id_: str, shelf: Shelf) -> Annotation:
    kept = shelf.find(id_)
    if kept is None or kept.deleted is not None:
        missing = "no such highlight or note, or several that begin or end so"
        where = "already in the trash" if kept else missing
        raise AnnotationError(f"{id_}: {where}; `reader notes` lists them")
    return kept


def _reading_of(annotation: Annotation, shelf: Shelf) -> Reading:
    """The article of `annotation`, as far as changing an annotation needs it."""
    from reader.reading import Reading

    article_id = annotation.article_id
    # An article of which no text was kept can still have its notes changed.
    document = shelf.document(article_id) or compose("", Origin(article_id))
    kept, put_right = shelf.annotations(article_id), shelf.corrections(article_id)
    return Reading(article_id, document, annotations=kept, corrections=put_right)


def _edited(
    reading: Reading,
    kept: Annotation,
    note: str | None,
    color: str | None,
    tags: tuple[str, ...],
) -> tuple[Reading, Annotation]:
    from reader.annotations import Color

    if note is not None:
        reading, kept = reading.comment(kept.id, note, now())
    if color is not None:
        reading, kept = reading.recolor(kept.id, Color(color), now())
    if tags:
        reading, kept = reading.tag(kept.id, tags, now())
    return reading, kept


def _span(place: str) -> Span:
    match = re.fullmatch(r"(\d{1,12}):(\d{1,12})", place)
    if match is None or int(match[1]) >= int(match[2]):
        raise click.UsageError(f"--at {place}: must be START:END, two offsets, START the smaller")
    return Span(int(match[1]), int(match[2]))


def _checked(span: Span, document: Document, source: str) -> Span:
    if span.end > len(document.text):
        raise AnnotationError(
            f"{source}: --at {span.start}:{span.end} ends beyond the text, "
            f"which has {len(document.text)} characters"
        )
    return span


def _only_place(words: str, document: Document, source: str) -> Span:
    """Where `words` stand in the text; blanks, quotation marks and dashes may be of any kind."""
    found = _places(words, document.text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise AnnotationError(f"{source}: {_short(words)} does not occur; copy it from the text")
    places = ", ".join(f"{span.start}:{span.end}" for span in found[:5])
    raise AnnotationError(
        f"{source}: {_short(words)} occurs {len(found)} times; say which with --at: {places}"
        f"{', …' if len(found) > 5 else ''}"
    )


def _places(words: str, text: str) -> list[Span]:
    if not words.split():
        raise click.UsageError("--quote: give some words")
    pattern = r"\s+".join(_pattern(word) for word in words.split())
    return [Span(*match.span()) for match in re.finditer(pattern, text)]


def _pattern(word: str) -> str:
    return "".join(
        next((f"[{re.escape(kinds)}]" for kinds in _ALIKE if character in kinds), None)
        or re.escape(character)
        for character in word
    )


def _short(words: str) -> str:
    return f"“{words}”" if len(words) <= 60 else f"“{words[:59]}…”"
