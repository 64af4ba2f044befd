"""`reader library add`: taking in many articles at once."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import PurePath
from urllib.parse import urlsplit

from reader.cli.entries import write_entries
from reader.cli.options import now
from reader.cli.output import complain, tell
from reader.cli.parallel import surviving
from reader.cli.progress import with_progress
from reader.cli.shelf import library
from reader.reading.adding import Outcome, Report, read_one, sources_below, take_in, unread

_SERVERS_AT_ONCE = 6
"""Servers asked at the same time; each of them is asked for one page after the other."""
_MOST_JOBS = 4
"""Processes that read files, unless the person says how many."""
_WEIGHTS = {".pdf": 4, ".epub": 4, ".docx": 2, ".html": 1, ".htm": 1, ".xhtml": 1}
"""What reading a kind of file costs, roughly; a text costs next to nothing."""
_WORTH_PROCESSES = 12
"""Weight from which starting other processes takes less time than it saves."""


def add(sources: Sequence[str], *, is_again: bool, jobs: int | None, form: str) -> int:
    """Take in articles, several at a time; the exit code.

    Args:
        sources: Files, folders, addresses.
        is_again: Whether to read what was taken in before and has not changed.
        jobs: Processes that read files; None for as many as make sense.
        form: How to write what was added: `table` or `json`.
    """
    report = Report()
    wanted = sources_below(sources, report)
    with library() as shelf:
        left = wanted if is_again else unread(wanted, shelf, report)
        read = with_progress(_read(left, jobs), len(left), "reading", is_alone=True)
        try:
            with contextlib.closing(read):
                for outcome in take_in(read, shelf, report, now):
                    for notice in outcome.notices:
                        tell(notice)
        except KeyboardInterrupt:
            tell(f"stopped: {report}; the same command goes on")
            raise
        added = [entry for entry in shelf.entries() if entry.article_id in report.added]
        failed = [{"source": source, "why": why} for source, why in report.failed]
        counts = {"changed": sorted(report.changed), "there": report.there + report.passed_over}
        write_entries(added, form, **counts, failed=failed)
    for _, why in report.failed:
        complain(why)
    tell(str(report))
    return int(bool(report.failed))


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
            self._done.put(read_one(url, self._when))
            if left:
                self._free.put(server)


def _server(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url
