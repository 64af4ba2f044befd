"""A copy of the notes as they were each day: folders of second names of the articles' files.

A file is never changed but replaced, so a second name costs no room and keeps the old one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from reader.files import make_folder
from reader.store.checkpoint import link_or_copy

_DAYS = 7
_WEEKS = 4


def keep_day(data: Path, day: date) -> None:
    """Keep the articles' files as they are now, unless that was done on this day.

    Raises:
        OSError: It could not be done; nothing is left of the attempt.
    """
    folder = data / "backups"
    kept = folder / day.isoformat()
    if kept.exists():
        return
    aside = folder / f".{day.isoformat()}.{os.getpid()}.tmp"
    try:
        make_folder(aside / "articles")
        for path in sorted((data / "articles").glob("*.json")):
            if path.is_file():
                link_or_copy(path, aside / "articles" / path.name)
        os.rename(aside, kept)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        # Another reader may have been quicker.
        if not kept.exists():
            raise
    for old in superfluous(_days(folder)):
        with contextlib.suppress(OSError):
            shutil.rmtree(folder / old.isoformat())


def superfluous(days: Iterable[date]) -> set[date]:
    """The days not to keep: not of the last seven, nor the first of one of four weeks before."""
    newest_first = sorted(days, reverse=True)
    older = newest_first[_DAYS:]
    weeks: dict[tuple[int, int], date] = {}
    for day in older:
        year, week, _ = day.isocalendar()
        weeks[year, week] = day
    kept = sorted(weeks.values(), reverse=True)[:_WEEKS]
    return set(older) - set(kept)


def _days(folder: Path) -> list[date]:
    found: list[date] = []
    for path in folder.iterdir():
        with contextlib.suppress(ValueError):
            found.append(date.fromisoformat(path.name))
    return found
