"""From the command line to the first screen."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from reader.document import Document
from reader.errors import SourceError
from reader.places import Places
from reader.settings import Settings
from reader.ui.console import is_console
from reader.ui.enduring import endure
from reader.ui.first_colors import Colors
from reader.ui.first_page import FirstPage, first_page, page
from reader.ui.remembered import Look, is_placed, last_place, recall
from reader.ui.typed_ahead import show_ahead

if TYPE_CHECKING:
    from textual.driver import Driver

    from reader.reading import Entry, Shelf
    from reader.sources import Glance

_ON_FIRST_PAGE = 200
"""Articles; no terminal has more rows."""


def start(
    sources: Sequence[str | Document],
    places: Places,
    settings: Settings,
    *,
    no_color: bool,
    debug: bool,
) -> int:
    """See `reader.ui.run`."""
    if no_color:
        os.environ["NO_COLOR"] = "1"
    elif not os.environ.get("NO_COLOR"):
        os.environ.pop("NO_COLOR", None)  # set to nothing it means nothing (no-color.org)
    # What is made on the way to the first paint stays: looking through it again and again for
    # garbage would cost a tenth of the start, and later hold up keys. The app turns it on again.
    gc.disable()
    _take_keys_from_terminal()
    endure()
    notices: list[str] = []
    look = recall(places.data, settings)
    seen = _glance(sources, places)
    number, first = (0, None) if seen else _first(sources, places, notices.append)
    offset = last_place(places.data, first) if first else 0
    entries = () if first or seen else _entries(places, look)
    if seen:
        paint = partial(_painted, seen.document, settings, look, 0, seen.share)
    elif first:
        paint = partial(_painted, first, settings, look, offset, 1.0)
    else:
        paint = partial(_listed, entries, look)
    with first_page(paint, look) as shown:
        if seen:
            number, first = _first(sources, places, notices.append)
        look_ahead = partial(show_ahead, shown, first, settings, look, offset)
        look_ahead()
        # Only now: what is wrong with the source is told, and its first page shown, without
        # waiting for Textual.
        from reader.ui.app import ReaderApp

        look_ahead()
        app = ReaderApp(
            first,
            places,
            settings,
            sources=sources,
            notices=notices,
            offset=offset,
            entries=entries,
        )
        app.desk.number = number
        app.is_shown_ahead = shown.is_ahead
        app.driver_class = _driver(shown) or app.driver_class
        app.faults_tell_all = debug
        app.run()
    if app.fault is not None and not debug:
        raise app.fault
    return app.return_code or 0


def _driver(shown: FirstPage) -> type[Driver] | None:
    """A driver that takes over from the first page; None: Textual's own."""
    if not shown.is_shown and (sys.platform == "win32" or not is_console(os.environ)):
        return None
    from reader.ui.terminal import driver_after

    return driver_after(shown)


def _painted(
    document: Document,
    settings: Settings,
    look: Look,
    offset: int,
    share: float,
    size: tuple[int, int],
    colors: Colors,
) -> str:
    return page(document, settings, look, offset, size, colors, share)


def _listed(entries: Sequence[Entry], look: Look, size: tuple[int, int], colors: Colors) -> str:
    from reader.ui.first_list import list_page

    return list_page(entries, look, size, colors)


def _glance(sources: Sequence[str | Document], places: Places) -> Glance | None:
    """The beginning of the first source, if it is long and was never left further on."""
    from reader.sources import glance

    first = sources[0] if sources else None
    if not isinstance(first, str) or is_placed(places.data, first):
        return None
    return glance(first)


def _entries(places: Places, look: Look) -> tuple[Entry, ...]:
    """What the library's first page needs, as it was the last time."""
    from reader.store import recalled_entries

    is_usual = look.order == "opened" and look.order_falls
    return recalled_entries(places.data, _ON_FIRST_PAGE if is_usual else None)


def _first(
    sources: Sequence[str | Document], places: Places, tell: Callable[[str], None]
) -> tuple[int, Document | None]:
    """The first source that can be read, with its number; the library or the welcome article.

    Raises:
        SourceError: None of them can be read.
    """
    from reader.sources import is_address, open_document, open_welcome

    def library() -> Shelf:
        from reader.store import open_shelf

        return open_shelf(places.data)

    for number, source in enumerate(sources):
        if isinstance(source, Document):
            return number, source
        try:
            if not is_address(source):
                return number, open_document(source, now=datetime.now(UTC), tell=tell)
            # Only here: a page that does not come is read as it was kept.
            from reader.reading.kept import open_or_kept

            return number, open_or_kept(source, library, datetime.now(UTC), tell)
        except SourceError as error:
            if number == len(sources) - 1:
                raise
            tell(str(error))
    articles = places.data / "articles"
    is_new = not articles.is_dir() or not any(articles.glob("*.json"))
    return 0, open_welcome() if is_new else None


def _take_keys_from_terminal() -> None:
    """Read keys from the terminal itself when standard input was an article."""
    if sys.stdin is not None and sys.stdin.isatty():
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return
    os.dup2(terminal, 0)
    os.close(terminal)
    # It stays open as long as the program runs.
    terminal_in = open(0, closefd=False)  # noqa: SIM115
    sys.stdin = terminal_in
    sys.__stdin__ = terminal_in  # type: ignore[misc]
