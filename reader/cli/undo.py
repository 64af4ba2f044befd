"""`reader undo`: take back the last change."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from reader.cli.options import global_options, now
from reader.cli.output import tell, write
from reader.cli.shelf import library
from reader.errors import AnnotationError

if TYPE_CHECKING:
    from reader.reading import Action, Shelf


@click.command("undo")
@click.argument("source", required=False, metavar="[SOURCE]")
@global_options()
def undo_command(source: str | None) -> int:
    """Take back the last change to the notes on SOURCE, or in the library; print the note's id."""
    with library() as shelf:
        article_id = _article_id(source, shelf) if source else shelf.latest()
        action = shelf.undo(article_id, now()) if article_id else None
        if action is None:
            raise AnnotationError(f"{source or 'the library'}: nothing to undo")
        if action.after.correction:
            # Who says what there is no longer as it was found.
            shelf.sayings.forget([action.after.article_id])
        tell(f"taken back: {_told(action)}")
        write(f"{action.after.id}\n")
    return 0


def _article_id(source: str, shelf: Shelf) -> str:
    names = {source, os.path.abspath(source)}
    for entry in shelf.entries():
        if entry.article_id == source or entry.locator in names:
            return entry.article_id
    raise AnnotationError(f"{source}: not in the library; `reader library` lists what is")


def _told(action: Action) -> str:
    after, before = action.after, action.before
    exact = after.target.exact if after.target else after.body
    words = f"“{exact if len(exact) <= 60 else f'{exact[:59]}…'}”"
    if before is None:
        return f"{words} was added"
    if after.deleted is not None and before.deleted is None:
        return f"{words} was removed"
    return f"{words} was changed"
