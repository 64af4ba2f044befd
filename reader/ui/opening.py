"""Articles of the library, opened from where they came from or from what was kept."""

from __future__ import annotations

from reader.document import Document
from reader.errors import ReaderError, Unreadable
from reader.ui.desk import Desk


def library_document(desk: Desk, article_id: str, locator: str) -> Document:
    """The article at `locator` as it is now; as it was kept where it cannot be read any more.

    Args:
        desk: What to work with.
        article_id: Its id in the library; empty for one that is not there yet.
        locator: Path, URL, or `-` for what was once standard input.

    Raises:
        ReaderError: It cannot be read, and was not kept.
    """
    # Only here: nothing on the way to the first paint reads a second article.
    from reader.sources import open_document

    if locator == "-":
        # Standard input was read once and for all; now it is where keys come from.
        kept = desk.shelf().document(article_id) if article_id else None
        if kept is None:
            raise Unreadable("-: standard input can only be read at the start: `reader -`")
        return kept
    try:
        return open_document(locator, now=desk.now())
    except ReaderError:
        kept = desk.shelf().document(article_id) if article_id else None
        if kept is None:
            raise
        return kept
