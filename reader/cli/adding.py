"""`reader library add`: taking in many articles at once."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.cli.entries import write_entries
from reader.cli.options import now
from reader.cli.output import complain, tell
from reader.cli.parallel import surviving
from reader.cli.progress import with_progress
from reader.cli.shelf import library
from reader.errors import SourceError

if TYPE_CHECKING:
    from reader.document import Document
    from reader.reading import Shelf

_SERVERS_AT_ONCE = 6
"""Servers asked at the same time; each of them is asked for one page after the other."""
_MOST_JOBS = 4
"""Processes that read files, unless the person says how many."""
_WEIGHTS = {".pdf": 4, ".epub": 4, ".docx": 2, ".html": 1, ".htm": 1, ".xhtml": 1}
"""What reading a kind of file costs, roughly; a text costs next to nothing."""
_WORTH_PROCESSES = 12
"""Weight from which starting other processes takes less time than it saves."""
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
class _Report:
    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    same: int = 0
    passed_over: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        told = [f"{len(self.added):,} added"]
        if self.changed:
            told.append(f"{len(self.changed):,} with a new version")
        told.append(f"{self.same + self.passed_over:,} there already")
        if self.failed:
            told.append(f"{len(self.failed):,} could not be read")
        return ", ".join(told)


def add(sources: Sequence[str], *, is_again: bool, jobs: int | None, form: str) -> int:
    """Take in articles, several at a time; the exit code.

    Args:
        sources: Files, folders, addresses.
        is_again: Whether to read what was taken in before and has not changed.
        jobs: Processes that read files; None for as many as make sense.
        form: How to write what was added: `table` or `json`.
    """
    report = _Report()
    wanted = _wanted(sources, report)
    with library() as shelf:
        taken = {} if is_again else shelf.taken()
        left = [locator for locator in wanted if _stat(locator) != taken.get(_place(locator), "")]
        report.passed_over = len(wanted) - len(left)
        try:
            _take_in(left, shelf, report, jobs)
        except KeyboardInterrupt:
            tell(f"stopped: {report}; the same command goes on")
            raise
        added = [entry for entry in shelf.entries() if entry.article_id in report.added]
        failed = [{"source": source, "why": why} for source, why in report.failed]
        counts = {"changed": sorted(report.changed), "there": report.same + report.passed_over}
        write_entries(added, form, **counts, failed=failed)
    for _, why in report.failed:
        complain(why)
    tell(str(report))
    return int(bool(report.failed))


def _wanted(sources: Sequence[str], report: _Report) -> list[str]:
    """The articles in these sources, each once; sources that give none are reported."""
    from reader.sources import sources_in

    found: dict[str, None] = {}
    for source in sources:
        try:
            found.update(dict.fromkeys(sources_in(source)))
        except SourceError as error:
            report.failed.append((source, str(error)))
    return list(found)


def _take_in(locators: Sequence[str], shelf: Shelf, report: _Report, jobs: int | None) -> None:
    there = {entry.article_id: entry.text_sha256 for entry in shelf.entries()}
    outcomes = with_progress(_read(locators, jobs), len(locators), "reading", is_alone=True)
    with shelf.adding(), contextlib.closing(outcomes):
        for number, outcome in enumerate(outcomes, 1):
            for notice in outcome.notices:
                tell(notice)
            document = outcome.document
            if document is None:
                report.failed.append((outcome.locator, outcome.fault))
                continue
            article_id = shelf.register(document, now(), is_opened=False)
            shelf.take(_place(outcome.locator), outcome.stat)
            if article_id not in there:
                report.added.add(article_id)
            elif there[article_id] != document.sha256 and article_id not in report.added:
                report.changed.add(article_id)
            else:
                report.same += 1
            there[article_id] = document.sha256
            if number % _KEEP_UP == 0:
                shelf.keep_up()


def _read(locators: Sequence[str], jobs: int | None) -> Iterator[Outcome]:
    """What came of each source: files in order, and then pages as they come."""
    from reader.sources import is_address

    when = now()
    pages = [locator for locator in locators if is_address(locator)]
    files = [locator for locator in locators if not is_address(locator)]
    # Servers are waited for while files are read.
    fetched = _Fetching(pages, when) if pages else ()
    weight = sum(_WEIGHTS.get(PurePath(file).suffix.lower(), 0) for file in files)
    if jobs is None:
        jobs = min(_MOST_JOBS, os.cpu_count() or 1) if weight >= _WORTH_PROCESSES else 1
    read = partial(read_one, when=when)
    if "-" in files:
        # No other process has our standard input.
        files.remove("-")
        yield read("-")
    yield from map(read, files) if jobs == 1 else surviving(read, files, jobs, _lost)
    yield from fetched


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
    return Outcome(locator, document, notices=tuple(notices), stat=stat)


def _lost(locator: str) -> Outcome:
    why = "reading it was ended by the system, perhaps for want of memory; split it"
    return Outcome(locator, None, f"{locator}: {why}")


class _Fetching(Iterable[Outcome]):
    """Pages fetched in the background, those of one server one after the other."""

    def __init__(self, urls: Sequence[str], when: datetime) -> None:
        self._when, self._count = when, len(urls)
        self._of_server: dict[str, deque[str]] = {}
        for url in urls:
            self._of_server.setdefault(_server(url), deque()).append(url)
        self._free: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        for server in self._of_server:
            self._free.put(server)
        for _ in range(min(_SERVERS_AT_ONCE, len(self._of_server))):
            # Left behind when the program ends: a server may take half a minute to answer.
            threading.Thread(target=self._work, daemon=True).start()

    def __iter__(self) -> Iterator[Outcome]:
        return (self._done.get() for _ in range(self._count))

    def _work(self) -> None:
        while True:
            server = self._free.get()
            left = self._of_server[server]
            url = left.popleft()
            outcome = Outcome(url, None, f"{url}: a fault of the program itself; open it to see")
            try:
                outcome = read_one(url, self._when)
            finally:
                self._done.put(outcome)
            if left:
                self._free.put(server)


def _server(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url


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
