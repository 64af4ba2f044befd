"""Taking many articles into the library, from wherever they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from reader.document import Document
from reader.errors import SourceError
from reader.reading.shelf import Shelf

_KEEP_UP = 200
"""Articles after which it is noted how far it is: so many are read again after a power cut."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source."""

    locator: str
    """Where it is."""
    document: Document | None
    """The article; None if it could not be had."""
    fault: str = ""
    """Why not, in one line."""
    notices: tuple[str, ...] = ()
    """What is good to know about it."""
    stat: str = ""
    """How the source was before it was read."""


@dataclass(slots=True)
class Report:
    """What came of all sources up to now."""

    added: set[str] = field(default_factory=set)
    """Ids of articles that were not in the library."""
    changed: set[str] = field(default_factory=set)
    """Ids of articles of which there is a new version."""
    there: int = 0
    """Sources whose articles were there, and that were read."""
    passed_over: int = 0
    """Sources that were not read, since they have not changed."""
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Sources that could not be read, and why, in one line."""

    def __str__(self) -> str:
        told = [f"{len(self.added):,} added"]
        if self.changed:
            told.append(f"{len(self.changed):,} with a new version")
        told.append(f"{self.there + self.passed_over:,} there already")
        if self.failed:
            told.append(f"{len(self.failed):,} could not be read")
        return ", ".join(told)


def sources_below(sources: Iterable[str], report: Report) -> list[str]:
    """The articles in these sources, each once; sources that give none are reported."""
    from reader.sources import sources_in

    found: dict[str, None] = {}
    for source in sources:
        try:
            found.update(dict.fromkeys(sources_in(source)))
        except SourceError as error:
            report.failed.append((source, str(error)))
    return list(found)


def unread(locators: Iterable[str], shelf: Shelf, report: Report) -> list[str]:
    """Those that were not taken in before, or have changed since; the others are reported."""
    taken = shelf.taken()
    every = list(locators)
    left = [locator for locator in every if _stat(locator) != taken.get(_place(locator), "")]
    report.passed_over = len(every) - len(left)
    return left


def read_one(locator: str, when: datetime) -> Outcome:
    """Read one source; never raises for what is in it."""
    from reader.sources import open_document

    notices: list[str] = []
    stat = _stat(locator)
    try:
        document = open_document(locator, now=when, tell=notices.append)
    except SourceError as error:
        return Outcome(locator, None, str(error))
    except (RecursionError, MemoryError):
        return Outcome(locator, None, f"{locator}: too deep or too large to be read; split it")
    except Exception:  # noqa: BLE001 - the others are to be read all the same
        return Outcome(locator, None, f"{locator}: a fault of the program itself; open it to see")
    return Outcome(locator, document, notices=tuple(notices), stat=stat)


def take_in(
    outcomes: Iterable[Outcome], shelf: Shelf, report: Report, now: Callable[[], datetime]
) -> Generator[Outcome, None, None]:
    """Keep each article that could be read, and report it; what came of each, once it is kept."""
    texts = {entry.article_id: entry.text_sha256 for entry in shelf.entries()}
    with shelf.adding():
        for number, outcome in enumerate(outcomes, 1):
            if outcome.document is None:
                report.failed.append((outcome.locator, outcome.fault))
            else:
                _keep(outcome, outcome.document, shelf, report, texts, now())
            if number % _KEEP_UP == 0:
                shelf.keep_up()
            yield outcome


def _keep(
    outcome: Outcome,
    document: Document,
    shelf: Shelf,
    report: Report,
    texts: dict[str, str],
    now: datetime,
) -> None:
    article_id = shelf.register(document, now, is_opened=False)
    shelf.take(_place(outcome.locator), outcome.stat)
    if article_id not in texts:
        report.added.add(article_id)
    elif texts[article_id] != document.sha256 and article_id not in report.added:
        report.changed.add(article_id)
    else:
        report.there += 1
    texts[article_id] = document.sha256


def _place(locator: str) -> str:
    """A locator as the library has it."""
    from reader.sources import is_address

    return locator if is_address(locator) else os.path.abspath(os.path.expanduser(locator))


def _stat(locator: str) -> str:
    """How a file is now, told so that it changes when the file does; the same for all pages."""
    from reader.sources import is_address

    if is_address(locator):
        return "page"
    try:
        stat = os.stat(_place(locator))
    except (OSError, ValueError):
        return "none"
    return f"{stat.st_mtime_ns} {stat.st_size}"
