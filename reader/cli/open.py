"""`reader SOURCE ...`, `reader open SOURCE ...`: the screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches

import click

from reader.cli.options import global_options, load_settings, now, options
from reader.cli.output import complain, tell, tell_how_many
from reader.document import Document
from reader.errors import NotFound, ReaderError, SourceError
from reader.sources import check_source, open_document, sources_in


@click.command("open")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@global_options()
def open_command(sources: tuple[str, ...]) -> int:
    """Open articles in the terminal (also without the word `open`)."""
    return open_articles(sources)


def open_articles(sources: Sequence[str]) -> int:
    """Open `sources` on the screen, or the library if there are none; the exit code.

    Raises:
        ReaderError: There is no terminal, or none of the sources can be read.
    """
    openable, failures = _openable(sources)
    if sources and not openable:
        return 1
    _need_a_terminal(reads_input="-" in sources)
    settings = load_settings()
    # Only here: Textual costs a quarter of a second to import.
    from reader.ui import run

    given = options()
    code = run(openable, given.places, settings, no_color=given.no_color, debug=given.debug)
    return code or int(failures > 0)


def _openable(sources: Sequence[str]) -> tuple[list[str | Document], int]:
    """What can be opened, and how many sources cannot; about each of those a line is said."""
    openable: list[str | Document] = []
    failures = 0
    for source in sources:
        try:
            openable += _opened(source)
        except SourceError as error:
            complain(_with_command_hint(source, error))
            failures += 1
    return openable, failures


def _opened(source: str) -> Sequence[str | Document]:
    """The articles that `source` names; standard input is read now, files when they are shown.

    Raises:
        SourceError: There is none, or none that can be read.
    """
    if source == "-":
        return [open_document(source, now=now(), tell=tell)]
    found = sources_in(source)
    if found == (source,):
        check_source(source)
    else:
        tell_how_many(source, found)
    return found


def _with_command_hint(source: str, error: SourceError) -> str:
    from reader.cli.program import COMMANDS

    near = get_close_matches(source, COMMANDS, 1, 0.8)
    if near and isinstance(error, NotFound):
        return f"{source}: no such file or command; did you mean reader {near[0]}?"
    return str(error)


def _need_a_terminal(*, reads_input: bool) -> None:
    if sys.stdout.isatty() and (reads_input or sys.stdin.isatty()):
        return
    raise ReaderError(
        "opening an article needs a terminal; `reader quotes SOURCE` prints what is said in it"
    )
