"""`reader doctor`, `reader backup`, `reader restore`: looking after the library."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.options import global_options, now, options
from reader.cli.output import complain, inert, tell, write, write_table
from reader.cli.progress import with_progress

if TYPE_CHECKING:
    from reader.store import Checkup, TinyShelf


@click.command("doctor")
@click.option("--repair", is_flag=True, help="Mend what can be mended; what is damaged is kept.")
@global_options()
def doctor_command(repair: bool) -> int:
    """Check every file of the library; exit 1 while something is wrong."""
    data = options().places.data
    checkups = list(_checkups(data))
    if repair and any(checkup.troubles for checkup in checkups):
        _repair(data, checkups)
        checkups = list(_checkups(data))
    troubles = [trouble for checkup in checkups for trouble in checkup.troubles]
    if troubles:
        columns = ("file", "wrong", "--repair would" if not repair else "what to do")
        write_table(
            columns,
            [
                (
                    trouble.path,
                    trouble.what,
                    trouble.remedy if trouble.can_be_repaired else f"nothing; {trouble.remedy}",
                )
                for trouble in troubles
            ],
        )
        return 1
    notes = sum(checkup.notes for checkup in checkups)
    write(f"nothing wrong: {_many(len(checkups), 'file')} checked, {_many(notes, 'note')}\n")
    return 0


@click.command("backup")
@click.argument("target", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@global_options()
def backup_command(target: Path, force: bool) -> int:
    """Write the whole library to one file; a folder gets a file with the date as its name."""
    if target.is_dir():
        target /= f"reader-{now().astimezone():%Y-%m-%d}.zip"
    if target.exists() and not force:
        complain(f"{target}: there already: give another name, or --force to overwrite it")
        return 1
    from reader.store import back_up

    shelf = _shelf()
    total = len(shelf.article_ids())
    count = sum(1 for _ in with_progress(back_up(shelf, target, now()), total, "backing up"))
    _tell_notices(shelf)
    tell(f"{_many(count, 'article')} in the backup")
    write(f"{inert(str(target))}\n")
    return 0


@click.command("restore")
@click.argument("source", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what is there; it is kept in `trash`.")
@global_options()
def restore_command(source: Path, force: bool) -> int:
    """Put back the library that `reader backup` wrote to PATH."""
    from reader.store import Backup

    backup = Backup(source)
    shelf = _shelf()
    there = len(shelf.article_ids())
    if there and not force and not _may_replace(there, shelf.data):
        complain(
            f"{shelf.data}: {_many(there, 'article')} there already: --force replaces them and"
            " keeps them in its folder `trash`; or choose another library with --data-dir"
        )
        return 1
    steps = with_progress(backup.restore(shelf, now()), len(backup.article_stems), "restoring")
    count = sum(1 for _ in steps)
    _tell_notices(shelf)
    if there:
        tell(f"what was there is kept below {shelf.data / 'trash'}")
    write(f"{_many(count, 'article')} restored\n")
    return 0


def _checkups(data: Path) -> Iterator[Checkup]:
    from reader.store import article_checkups, leftover_checkups, text_checkups

    yield from with_progress(article_checkups(data), None, "checking articles")
    yield from with_progress(text_checkups(data), None, "checking texts")
    yield from leftover_checkups(data, now())


def _repair(data: Path, checkups: list[Checkup]) -> None:
    from reader.errors import ReaderError
    from reader.store import repair

    shelf = _shelf()
    for checkup in checkups:
        if any(trouble.can_be_repaired for trouble in checkup.troubles):
            try:
                repair(shelf, checkup)
            except ReaderError as error:
                complain(str(error))
    _tell_notices(shelf)


def _may_replace(there: int, data: Path) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    question = f"{inert(str(data))}: {_many(there, 'article')} there already. Replace them?"
    return click.confirm(question, err=True)


def _shelf() -> TinyShelf:
    from reader.store import open_shelf

    return open_shelf(options().places.data)


def _tell_notices(shelf: TinyShelf) -> None:
    for notice in shelf.notices:
        tell(notice)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' if count != 1 else ''}"
