"""Articles of the library, opened from where they came from or from what was kept."""

from __future__ import annotations

from dataclasses import dataclass

from reader.document import Document
from reader.errors import NotFound, ReaderError, Unreadable
from reader.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article to be shown."""

    document: Document
    """It."""
    notice: str = ""
    """What is to be told about it."""
    is_kept: bool = False
    """Whether it is a page as it was kept, of which it is not known yet how it is now."""


def library_document(desk: Desk, article_id: str, locator: str) -> Loaded:
    """The article at `locator`: a file as it is now, a page as it was kept.

    A page that is in the library is there at once, whatever its server does; what it is now is
    looked for afterwards. A file that is gone is looked for nearby, and known again by its text;
    one that cannot be read any more is taken as it was kept, too.

    Args:
        desk: What to work with.
        article_id: Its id in the library; empty for one that is not there yet.
        locator: Path, URL, or `-` for what was once standard input.

    Raises:
        ReaderError: It cannot be read, and was not kept.
    """
    # Only here: nothing on the way to the first paint reads a second article.
    from reader.sources import is_address, open_document

    kept = desk.shelf().document(article_id) if article_id else None
    if locator == "-":
        # Standard input was read once and for all; now it is where keys come from.
        if kept is None:
            raise Unreadable("-: standard input can only be read at the start: `reader -`")
        return Loaded(kept)
    if kept is not None and is_address(locator):
        return Loaded(kept, is_kept=True)
    try:
        return Loaded(open_document(locator, now=desk.now()))
    except ReaderError as error:
        if kept is None:
            raise
        moved = _moved(desk, article_id, locator) if isinstance(error, NotFound) else None
        if moved is not None:
            return Loaded(moved, f"{locator}: is now {moved.origin.locator}; its notes came along")
        return Loaded(kept, f"{error}; shown as it was kept")


def _moved(desk: Desk, article_id: str, path: str) -> Document | None:
    from reader.reading.moved import moved_file

    return moved_file(path, desk.shelf().versions(article_id), desk.now())
