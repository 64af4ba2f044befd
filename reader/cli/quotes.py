"""`reader quotes`: who said what, as a table, JSON, CSV or Markdown."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import click

from reader.cli.analysis import Line, Outcome, Record, Task, analysed, analysed_line
from reader.cli.options import global_options, now, options
from reader.cli.output import (
    complain,
    json_text,
    tell,
    tell_how_many,
    write,
    write_table,
)
from reader.cli.parallel import in_order
from reader.cli.progress import with_progress
from reader.errors import NotFound, SourceError, Unreadable

_KINDS = ("direct", "mixed", "indirect")
_FORMS = ("table", "json", "jsonl", "csv", "md")
_COLUMNS = ("source", "id", "start", "end", "kind", "speaker", "cue", "text")


@click.command("quotes")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("-f", "--format", "form", type=click.Choice(_FORMS), help="Default: table.")
@click.option("--speaker", metavar="NAME", help="Only what this speaker said.")
@click.option("--kind", metavar="KINDS", help="Only these, with commas: direct,mixed,indirect.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, help="Work on so many articles at once."
)
@click.option(
    "--jsonl",
    "batch",
    is_flag=False,
    flag_value="-",
    metavar="[FILE|-]",
    help='A batch: one {"id", "text"} a line in, one {"id", "quotes", "speakers"} a line out.',
)
@global_options()
def quotes_command(
    sources: tuple[str, ...],
    form: str | None,
    speaker: str | None,
    kind: str | None,
    jobs: int,
    batch: str | None,
) -> int:
    """Print who said what in each SOURCE."""
    wanted = _Wanted(speaker, _kinds(kind))
    if batch is not None:
        if sources or form not in (None, "jsonl"):
            raise click.UsageError("--jsonl reads and writes JSON lines: give no SOURCE and no -f")
        return _run_batch(batch, wanted, jobs)
    if not sources:
        raise click.UsageError("give a SOURCE, or --jsonl for a batch")
    return _run(sources, form or "table", wanted, jobs)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which quotes are asked for."""

    speaker: str | None
    kinds: frozenset[str]

    def only(self, record: Record) -> Record:
        """`record` with the quotes asked for, and the speakers who say one of them."""
        if self.speaker is None and len(self.kinds) == len(_KINDS):
            return record
        speakers = [one for one in _rows(record, "speakers") if self._is_meant(one)]
        ids = {one["id"] for one in speakers}
        quotes = [
            quote
            for quote in _rows(record, "quotes")
            if quote["kind"] in self.kinds and (self.speaker is None or quote["speaker_id"] in ids)
        ]
        heard = {quote["speaker_id"] for quote in quotes}
        speakers = [one for one in speakers if one["id"] in heard]
        return {**record, "quotes": quotes, "speakers": speakers}

    def _is_meant(self, speaker: Mapping[str, object]) -> bool:
        """Whether each word asked for is in the name, or it is one of the other names."""
        if self.speaker is None:
            return True
        asked = self.speaker.casefold().split()
        aliases = speaker["aliases"]
        assert isinstance(aliases, (list, tuple))
        names = [str(name).casefold().split() for name in (speaker["name"], *aliases)]
        return set(asked) <= set(names[0]) or asked in names


class _Outcomes:
    """The records in a stream of outcomes; about the rest a line is said as it comes by."""

    def __init__(self, outcomes: Iterable[Outcome], wanted: _Wanted) -> None:
        self._outcomes, self._wanted = outcomes, wanted
        self.failures = 0
        """How many have come by that have no record."""

    def __iter__(self) -> Iterator[Record]:
        for outcome in self._outcomes:
            for notice in outcome.notices:
                tell(notice)
            if outcome.record is None:
                complain(outcome.fault)
                self.failures += 1
            else:
                yield self._wanted.only(outcome.record)


def _run(sources: Sequence[str], form: str, wanted: _Wanted, jobs: int) -> int:
    tasks, failures = _tasks(sources)
    outcomes = in_order(analysed, tasks, min(jobs, max(1, len(tasks))))
    records = _Outcomes(with_progress(outcomes, len(tasks), "finding quotes"), wanted)
    # An array depends on what was asked for, not on what a folder happens to hold.
    _writer(form, len(sources) == 1 and not os.path.isdir(sources[0]))(records)
    return int(failures + records.failures > 0)


def _tasks(sources: Sequence[str]) -> tuple[list[Task], int]:
    """The articles to analyse, folders opened, and how many sources gave none."""
    from reader.sources import open_document, sources_in

    tasks: list[Task] = []
    failures, data = 0, options().places.data
    for source in sources:
        try:
            if source == "-":  # other processes have no standard input
                tasks.append(Task(open_document("-", now=now(), tell=tell), now(), data))
                continue
            found = sources_in(source)
            if found != (source,):
                tell_how_many(source, found)
            tasks += [Task(locator, now(), data) for locator in found]
        except SourceError as error:
            complain(str(error))
            failures += 1
    return tasks, failures


def _run_batch(path: str, wanted: _Wanted, jobs: int) -> int:
    with _opened(path) as file:
        lines = (Line(number, data) for number, data in enumerate(file, 1) if data.strip())
        outcomes = with_progress(in_order(analysed_line, lines, jobs), None, "finding quotes")
        records = _Outcomes(outcomes, wanted)
        _write_jsonl(records)
    return int(records.failures > 0)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        file = open(path, "rb")  # noqa: SIM115  its errors differ from those of what follows
    except FileNotFoundError as error:
        raise NotFound(f"{path}: no such file; check the name") from error
    except OSError as error:
        reason = error.strerror or error
        raise Unreadable(f"{path}: cannot be read ({reason}); give a file of JSON lines") from error
    with file:
        yield file


def _kinds(given: str | None) -> frozenset[str]:
    kinds = frozenset(_KINDS if given is None else (kind.strip() for kind in given.split(",")))
    for kind in sorted(kinds.difference(_KINDS)):
        raise click.UsageError(f"--kind {kind}: there are {', '.join(_KINDS)}")
    return kinds


def _writer(form: str, is_single: bool) -> Callable[[Iterable[Record]], None]:
    if form == "json":
        return _write_one if is_single else _write_array
    return {"jsonl": _write_jsonl, "csv": _write_csv, "md": _write_md}.get(form, _write_table)


def _write_one(records: Iterable[Record]) -> None:
    for record in records:
        write(json_text(record))


def _write_array(records: Iterable[Record]) -> None:
    write(json_text(list(records)))


def _write_jsonl(records: Iterable[Record]) -> None:
    for record in records:
        write(json_text(record, indent=None))


def _write_csv(records: Iterable[Record]) -> None:
    for number, record in enumerate(records):
        from reader.export import csv_text

        write(csv_text(_COLUMNS, _cells(record), header=number == 0))


def _write_md(records: Iterable[Record]) -> None:
    from reader.export import quotes_markdown

    for record in records:
        write(quotes_markdown(record))


def _write_table(records: Iterable[Record]) -> None:
    for number, record in enumerate(records):
        title = f"{record['title']} ({record['source']})"
        columns = ("speaker", "kind", "text") if sys.stdout.isatty() else _COLUMNS
        rows = [[cells[column] for column in columns] for cells in _cells(record)]
        write_table(columns, rows, title, header=number == 0)


def _cells(record: Record) -> Iterator[dict[str, object]]:
    for quote in _rows(record, "quotes"):
        cue = quote["cue"]
        yield {
            "source": record["source"],
            **{name: quote[name] for name in ("id", "start", "end", "kind", "speaker")},
            "cue": cue["text"] if isinstance(cue, Mapping) else None,
            "text": quote["text"],
        }


def _rows(record: Record, name: str) -> list[Mapping[str, object]]:
    rows = record[name]
    assert isinstance(rows, list)
    return rows
