"""A progress bar on standard error, for whatever takes more than half a second."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from reader.cli.options import options

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")

_PATIENCE_SECONDS = 0.5


def with_progress(
    things: Iterable[T], total: int | None, what: str, *, is_alone: bool = False
) -> Generator[T, None, None]:
    """`things`, with a bar that moves on as they are taken.

    It is shown only where it disturbs nothing: on a terminal, while the result goes elsewhere.

    Args:
        things: What is worked on.
        total: How many there are; None if nobody knows.
        what: What is being done.
        is_alone: Whether nothing of the result is written meanwhile; then it disturbs nothing
            where the result goes to the terminal, too.
    """
    in_the_way = sys.stdout.isatty() and not is_alone
    if options().quiet or not sys.stderr.isatty() or in_the_way:
        yield from things
        return
    started = monotonic()
    bar: Progress | None = None
    try:
        for done, thing in enumerate(things, 1):
            yield thing
            if bar is None and monotonic() - started > _PATIENCE_SECONDS:
                bar = _bar(total, what)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: int | None, what: str) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, no_color=options().no_color)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, transient=True)
    bar.add_task(what, total=total)
    bar.start()
    return bar
