"""`reader library analyse`: who says what in the articles that nobody has opened yet."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.options import options
from reader.cli.output import complain, tell
from reader.cli.parallel import in_order, surviving
from reader.cli.progress import with_progress
from reader.cli.shelf import library

if TYPE_CHECKING:
    from reader.reading import Voice

_FEW = 4
"""Articles for which no other process is worth starting."""


@dataclass(frozen=True, slots=True)
class Task:
    """One article to be looked through."""

    data: Path
    """The library's folder."""
    article_id: str
    """The article."""
    title: str
    """What to call it."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """What is said in an article."""

    article_id: str
    """The article."""
    sha256: str = ""
    """Of its text; empty when there was none."""
    quotes: int = 0
    """How many."""
    speakers: int = 0
    """How many."""
    voices: tuple[Voice, ...] = ()
    """Who says what."""
    fault: str = ""
    """Why it could not be looked through."""


def analyse(jobs: int | None) -> int:
    """Look through the articles whose text has not been; the exit code."""
    with library() as shelf:
        known = shelf.sayings.known()
        data = options().places.data
        tasks = [
            Task(data, entry.article_id, entry.title)
            for entry in shelf.entries()
            if entry.length and known.get(entry.article_id) != entry.text_sha256
        ]
        count = jobs or (min(4, os.cpu_count() or 1) if len(tasks) > _FEW else 1)
        found = (
            in_order(look_through, tasks, 1)
            if count == 1
            else surviving(look_through, tasks, count, _lost)
        )
        quotes = failed = 0
        for one in with_progress(found, len(tasks), "looking for quotes", is_alone=True):
            if one.sha256:
                shelf.record_findings(one.article_id, one.quotes, one.speakers)
                shelf.sayings.keep(one.article_id, one.sha256, one.voices)
                quotes += one.quotes
            else:
                complain(one.fault)
                failed += 1
        articles = len(tasks) - failed
        tell(
            f"{articles:,} article{'s' if articles != 1 else ''} looked through: {quotes:,} quotes"
        )
    return int(failed > 0)


def look_through(task: Task) -> Analysed:
    """Who says what in one article, as it was kept."""
    from reader.quotes import find
    from reader.reading import corrected, reanchored, voices_of
    from reader.store import open_shelf

    shelf = open_shelf(task.data)
    document = shelf.document(task.article_id)
    if document is None:
        return Analysed(
            task.article_id, fault=f"{task.title}: its text was not kept; open it again"
        )
    right = [reanchored(one, document, shelf.text) for one in shelf.corrections(task.article_id)]
    findings = corrected(find(document), right, document.text)
    return Analysed(
        task.article_id,
        document.sha256,
        len(findings.quotes),
        len(findings.speakers),
        tuple(voices_of(document, findings, task.article_id)),
    )


def _lost(task: Task) -> Analysed:
    why = "looking through it was ended by the system, perhaps for want of memory"
    return Analysed(task.article_id, fault=f"{task.title}: {why}")
