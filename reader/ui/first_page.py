"""The first page, on the screen before Textual is loaded, which takes a fifth of a second.

It is the page that Textual paints over it afterwards, in the same place and the same colours:
the title, the rows of the text, the edges of what comes beside them. Quotes and highlights come
later anyway. Where it would look different in the end, nothing is written.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from select import select
from types import FrameType
from typing import Any, NoReturn

from reader.document import Document, Inline, InlineKind
from reader.settings import Settings
from reader.ui.console import for_console, is_console
from reader.ui.first_colors import Colors, shape_of
from reader.ui.grounds import GROUNDS
from reader.ui.remembered import Look
from reader.ui.widgets.cells import cut, shown, width_of
from reader.ui.widgets.line_map import LineMap, Row
from reader.ui.widgets.scroll_track import TRACK_CELLS, Track
from reader.ui.widgets.text_layout import NARROW_CELLS, SPREAD_CELLS, TextLayout

ALTERNATE_SCREEN = "\x1b[?1049h"
"""Asks for a screen of our own; asking twice would wipe the page."""
_RESTORE = "\x1b[0m\x1b[?25h\x1b[?1049l"
_LEAST_COLUMNS, _LEAST_ROWS = 30, 5
_IN_PIECES = re.compile(rb"\x1b(?:O|\[[0-9;<?]*)?\Z|[\xc0-\xff][\x80-\xbf]{0,2}\Z")
"""Ends in what may be the beginning of a key's sequence, or of a letter's."""
_PIECE_SECONDS = 0.02
"""How long the rest of a sequence may take; after that `escape` was pressed."""
Paint = Callable[[tuple[int, int], Colors], str]
"""Makes a page for a terminal of so many columns and rows."""
_OWN_WIDGETS = ("TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM")
"""Somebody who sets these wants something that only Textual knows."""


class FirstPage:
    """A page in a terminal that is to be given to Textual, or else given back."""

    def __init__(
        self,
        attributes: list[Any] | None = None,
        terminal: tuple[int, int] = (0, 0),
        size: tuple[int, int] = (0, 0),
        colors: Colors | None = None,
    ) -> None:
        """Take the terminal's attributes as they were before the page; None: there is no page.

        Args:
            attributes: They.
            terminal: Where keys come from and where the screen is.
            size: Columns and rows of it.
            colors: What stands for a style there.
        """
        self._keys, self._screen = terminal
        self._size, self._colors = size, colors or Colors(None, {})
        self.attributes = attributes
        """What the terminal is to be set to in the end."""
        self.is_shown = attributes is not None
        """Whether there is a page."""
        self.is_taken_over = False
        """Whether somebody else gives the terminal back."""
        self.typed = ""
        """What was typed and taken from the terminal; it is still to be obeyed."""
        self.is_ahead = False
        """Whether it shows what the keys typed lead to, before they were obeyed."""

    def show(self, paint: Paint) -> None:
        """Show another page in its place."""
        painted = paint(self._size, self._colors)
        if is_console(os.environ):
            painted = for_console(painted)
        _write(self._screen, painted)

    def take_typed(self) -> bool:
        """Take what was typed by now from the terminal; whether that is anything."""
        before = len(self.typed)
        data = b""
        wait = 0.0
        while self.is_shown and select([self._keys], [], [], wait)[0]:
            piece = os.read(self._keys, 4096)
            data += piece
            if not piece or not _IN_PIECES.search(data):
                break
            wait = _PIECE_SECONDS
        self.typed += data.decode("utf-8", "replace")
        return len(self.typed) > before


@contextmanager
def first_page(paint: Paint, look: Look) -> Iterator[FirstPage]:
    """Show a page until somebody takes it over.

    Leaves the terminal as it was if nobody does, whatever goes wrong.

    Args:
        paint: Makes the page for a terminal of so many columns and rows: `page` does.
        look: How the screen was left.
    """
    terminal = None if sys.platform == "win32" else _terminal(look)
    if terminal is None:
        yield FirstPage()
        return
    grounds = Colors(None if os.environ.get("NO_COLOR") else GROUNDS[look.theme], os.environ)
    width, height = os.get_terminal_size(terminal[1])
    if width < _LEAST_COLUMNS or height < _LEAST_ROWS:
        yield FirstPage()
        return
    with _held(terminal, (width, height), grounds) as held:
        held.show(lambda *given: f"{ALTERNATE_SCREEN}\x1b[?25l{paint(*given)}")
        yield held


def page(
    document: Document,
    settings: Settings,
    look: Look,
    offset: int,
    size: tuple[int, int],
    colors: Colors,
    share: float = 1.0,
    motions: Iterable[str] = (),
) -> str:
    """A whole screen with the row of `offset` at the top of its text, as it goes to a terminal.

    Args:
        document: What to show.
        settings: How the text is set.
        look: How the screen was left.
        offset: A code point of the document.
        size: Columns and rows of the terminal.
        colors: What stands for a style.
        share: How much of the text `document` is.
        motions: Actions that move the text from there, of `MOTIONS`.
    """
    width, height = size
    beside = look.sidebar_width if look.sidebar and width >= NARROW_CELLS else 0
    columns = 2 if look.spread and width >= SPREAD_CELLS else 1
    pane = (width - beside - TRACK_CELLS) // columns
    rows = height - 2
    layout = TextLayout(
        settings.text_width, settings.margin, settings.paragraph_gap, settings.line_gap
    )
    left, cells = layout.column(pane)
    lines = LineMap(document, cells, layout.gap, layout.line_gap)
    top = _top(lines, offset, rows * columns)
    for motion in motions:
        top = MOTIONS[motion](lines, top, rows, columns)
    tops = (top,) if columns == 1 else (top, _after(lines, top + rows))
    out = [head_line(document.title, width, colors)]
    inlines = _inlines_from(document, lines, top, rows * columns)
    between = " " * (width - beside - TRACK_CELLS - pane * columns)
    bar = Track(rows, rows * columns, int(lines.height / share), top).column()
    for y in range(rows):
        out.append(at_row(y + 2))
        for first in tops:
            row = _row(lines, first + y)
            out.append(_painted(document, row, look, lines, top, (left, pane), inlines, colors))
        out += [colors.text(between), colors.bar(bar[y])]
        if beside:
            out += [colors.border("│"), colors.text(" " * (beside - 1))]
    return "".join([*out, foot_line(width, height, colors)])


def head_line(title: str, width: int, colors: Colors) -> str:
    """The line at the top: the title, and room for what is known later."""
    title = cut(title, max(0, width - width * 2 // 3 - 5))
    rest = " " * (width - 1 - width_of(title))
    return at_row(1) + colors.panel(" ") + colors.panel(title, bold=True) + colors.panel(rest)


def foot_line(width: int, height: int, colors: Colors) -> str:
    """The line at the bottom, where keys will stand."""
    return at_row(height) + colors.panel(" " * width) + "\x1b[0m"


def _top(lines: LineMap, offset: int, rows: int) -> int:
    """The row of `offset`, or the one at the top when the last row is at the bottom."""
    row = lines.row_at(offset)
    if lines.make(row, row + rows):
        row = lines.row_at(offset)
    return max(0, min(row, lines.height - rows))


def _after(lines: LineMap, row: int) -> int:
    while row < lines.height and lines.row(row).is_blank:
        row += 1
    return row


def _last_top(lines: LineMap, rows: int) -> int:
    """The row at the top when the last row is at the bottom; makes the last rows."""
    lines.row_at(len(lines.document.text))
    for _ in range(2):
        lines.make(lines.height - 1 - rows, lines.height - 1)
    return max(0, lines.height - rows)


def _to_row(lines: LineMap, row: int, rows: int) -> int:
    """The row at the top when `row` is to be there, as far as there are rows."""
    row = max(0, row)
    return min(row, _last_top(lines, rows)) if row + rows >= lines.height else row


def _turned(lines: LineMap, top: int, rows: int, columns: int) -> int:
    row = top
    for _ in range(columns):
        row = _after(lines, row + rows)
    return _to_row(lines, row, rows * columns)


MOTIONS: dict[str, Callable[[LineMap, int, int, int], int]] = {
    "move('top')": lambda _lines, _top, _rows, _columns: 0,
    "move('bottom')": lambda lines, _top, rows, columns: _last_top(lines, rows * columns),
    "move('down')": lambda lines, top, rows, columns: _to_row(lines, top + 1, rows * columns),
    "move('up')": lambda lines, top, rows, columns: _to_row(lines, top - 1, rows * columns),
    "next_pane": _turned,
}
"""By action: the row at the top after it, from the text's rows, the row before, the rows of a
pane and the number of panes."""


def _row(lines: LineMap, number: int) -> Row | None:
    if number >= lines.height:
        return None
    row = lines.row(number)
    return None if row.is_blank else row


def _painted(
    document: Document,
    row: Row | None,
    look: Look,
    lines: LineMap,
    top: int,
    place: tuple[int, int],
    inlines: Sequence[Inline],
    colors: Colors,
) -> str:
    """A row in a pane; `place` is where the text begins in it, and its width."""
    left, pane = place
    if row is None:
        return colors.text(" " * pane)
    words = shown(document.text[row.start : row.end])
    before = left + row.indent
    after = " " * max(0, pane - before - width_of(words))
    paragraphs = document.paragraphs
    role = paragraphs.role(paragraphs.index_at(row.start))
    read = lines.row(top).start
    if look.focus == "line":
        stands_back = not row.start <= read < row.end
    else:
        apart = paragraphs.index_at(row.start) != paragraphs.index_at(read)
        stands_back = look.focus == "paragraph" and apart
    shapes = (
        colors.text(
            shown(document.text[low:high]), shape_of(role, kinds, stands_back, colors.is_plain)
        )
        for low, high, kinds in _pieces(row, inlines)
    )
    return colors.text(" " * before) + "".join(shapes) + colors.text(after)


def _inlines_from(document: Document, lines: LineMap, top: int, rows: int) -> list[Inline]:
    """What is set apart from row `top` on, a screen and a little more."""
    if not document.inlines or top >= lines.height:
        return []
    lines.make(top, top + 2 * rows)
    low = lines.row(top).start
    high = lines.row(min(top + 2 * rows, lines.height - 1)).end
    return [one for one in document.inlines if one.span.start < high and one.span.end > low]


def _pieces(
    row: Row, inlines: Iterable[Inline]
) -> Iterator[tuple[int, int, frozenset[InlineKind]]]:
    """The stretches of a row that are set in one way: start, end, how."""
    here = [one for one in inlines if one.span.start < row.end and one.span.end > row.start]
    edges = {edge for one in here for edge in (one.span.start, one.span.end)}
    inside = sorted(edge for edge in edges if row.start < edge < row.end)
    for low, high in pairwise([row.start, *inside, row.end]):
        yield low, high, frozenset(o.kind for o in here if o.span.start <= low < o.span.end)


def _terminal(look: Look) -> tuple[int, int] | None:
    """Where keys come from and where the screen is, if a page can be shown there."""
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    wanted = look.theme in GROUNDS or os.environ.get("NO_COLOR")
    if not wanted or any(os.environ.get(name) for name in _OWN_WIDGETS):
        return None
    if os.environ.get("TERM", "").lower() in ("", "dumb", "unknown"):
        return None
    # Textual writes to the third.
    if not all(stream is not None and not stream.closed and stream.isatty() for stream in streams):
        return None
    keys, _, screen = streams
    assert keys is not None
    assert screen is not None
    return keys.fileno(), screen.fileno()


@contextmanager
def _held(terminal: tuple[int, int], size: tuple[int, int], colors: Colors) -> Iterator[FirstPage]:
    """Let no key be written on the page; give the terminal back unless it is taken over."""
    import termios

    keys, screen = terminal
    before = termios.tcgetattr(keys)
    held = FirstPage(before, terminal, size, colors)
    signals = {name: signal.signal(name, _end) for name in (signal.SIGTERM, signal.SIGHUP)}
    try:
        termios.tcsetattr(keys, termios.TCSANOW, _quiet(before))
        yield held
    finally:
        for name, handler in signals.items():
            if signal.getsignal(name) is _end:
                signal.signal(name, handler)
        if not held.is_taken_over:
            with suppress(OSError, termios.error):
                _write(screen, _RESTORE)
                termios.tcsetattr(keys, termios.TCSANOW, before)


def _quiet(attributes: list[Any]) -> list[Any]:
    """The same without echo and signals: what is typed waits, as a key, for Textual."""
    import termios

    quiet = list(attributes)
    quiet[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    return quiet


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def _write(screen: int, words: str) -> None:
    data = words.encode("utf-8", "replace")
    while data:
        data = data[os.write(screen, data) :]


def at_row(row: int) -> str:
    """Puts what follows at the beginning of a row, from 1."""
    return f"\x1b[{row};1H"
