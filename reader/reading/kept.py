"""Pages that do not come any more are read as they were kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reader.document import Document
from reader.errors import FetchFailed
from reader.reading.shelf import Shelf


def open_or_kept(
    source: str,
    shelf: Callable[[], Shelf],
    now: datetime,
    tell: Callable[[str], None] = lambda _line: None,
) -> Document:
    """The article at `source`; a page that does not come, as the library has it.

    Args:
        source: Path, URL, or `-`.
        shelf: Opens the library; called only when a page does not come.
        now: Aware, UTC.
        tell: Takes a line about anything out of the ordinary.

    Raises:
        SourceError: It cannot be read, and is no page that was kept.
    """
    from reader.sources import open_document

    try:
        return open_document(source, now=now, tell=tell)
    except FetchFailed as error:
        library = shelf()
        for entry in library.entries():
            if entry.locator == source and (kept := library.document(entry.article_id)):
                tell(f"{error}; shown as it was kept")
                return kept
        raise
