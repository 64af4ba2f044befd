"""The library, opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.cli.options import options
from reader.cli.output import tell
from reader.cli.progress import with_progress

if TYPE_CHECKING:
    from reader.reading import Shelf


@contextmanager
def library() -> Iterator[Shelf]:
    """The library; what went wrong with it without stopping anything is told at the end."""
    from reader.store import open_shelf

    shelf = open_shelf(
        options().places.data,
        lambda stale, count: with_progress(stale, count, "reading the library", is_alone=True),
    )
    try:
        yield shelf
    finally:
        shelf.close()
        for notice in shelf.notices:
            tell(notice)
