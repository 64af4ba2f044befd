"""`reader import`: notes from other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.options import global_options, now
from reader.cli.output import complain, tell
from reader.cli.shelf import library
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.reading.importing import Report

_FORMS = ("auto", "jsonld", "hypothesis", "readwise", "kindle", "koreader", "json")
_MOST_BYTES = 500_000_000


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "form", type=click.Choice(_FORMS), default="auto", help="Default: told by content."
)
@global_options()
def import_command(files: tuple[str, ...], form: str) -> int:
    """Take in notes from other programs; doing it again adds nothing.

    W3C Web Annotations, Hypothesis (API JSON), Readwise (CSV), Kindle (My Clippings.txt),
    KOReader (JSON), and our own JSON.
    """
    failures = 0
    with library() as shelf:
        from reader.imports import parse
        from reader.reading.importing import take_in

        for file in files:
            try:
                parsed = parse(_bytes(file), file, form)
                _report(file, parsed.form, take_in(parsed, shelf, now()))
            except ReaderError as error:
                complain(str(error))
                failures += 1
    return int(failures > 0)


def _bytes(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(_MOST_BYTES)
        path = Path(file)
        if path.is_dir():
            raise ReaderError(f"{file}: a folder: name the file in it")
        if path.stat().st_size > _MOST_BYTES:
            raise ReaderError(f"{file}: too long for notes: is it the right file?")
        return path.read_bytes()
    except OSError as error:
        raise ReaderError(
            f"{file}: not read ({error.strerror or error}): check the name"
        ) from error


def _report(file: str, form: str, report: Report) -> None:
    told = [f"{_count(report.added, 'note')} added on {_count(report.articles, 'article')}"]
    if report.there:
        told.append(f"{report.there} there already")
    if report.orphans:
        told.append(f"{report.orphans} without a place in the text")
    if report.waiting:
        told.append(f"{report.waiting} waiting for their article to be opened")
    if report.refused:
        told.append(f"{len(report.refused)} not taken in")
    tell(f"{file} ({form}): {', '.join(told)}")
    for reason in report.refused[:20]:
        tell(f"  {reason}")
    if len(report.refused) > 20:
        tell(f"  and {len(report.refused) - 20} more")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
