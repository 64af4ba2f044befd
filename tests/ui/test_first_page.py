"""The page shown before Textual is loaded: the one that Textual paints, and never in the way."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyte
import pytest
from rich.color import ColorSystem

from reader.document import Document, Origin, Spans, compose
from reader.places import Places
from reader.quotes import Findings
from reader.settings import Settings
from reader.sources import glance, open_document
from reader.sources.markdown import markdown_document
from reader.ui.analysis import Analysis
from reader.ui.app import ReaderApp
from reader.ui.first_colors import Colors
from reader.ui.first_page import FirstPage, Paint, page
from reader.ui.grounds import GROUNDS
from reader.ui.remembered import Look, keep
from reader.ui.typed_ahead import show_ahead

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from tests.ui.conftest import Session
from tests.ui.real_terminal import Terminal, terminal

Cell = tuple[str, str, str, bool, bool, bool, bool]
TRUE_COLORS = {"COLORTERM": "truecolor"}
PLAIN = "\n\n".join(
    f"{number}. Words of a paragraph that is long enough to take more than one row of the page, "
    "also where there is room for a hundred letters side by side. 漢字かな混じり文 and é."
    for number in range(60)
)
LINES = "\n\n".join(f"Paragraph {number} is short." for number in range(200))


def _document(text: str = PLAIN) -> Document:
    return compose(text, Origin("/articles/plain.txt"))


def _shown(painted: str, size: tuple[int, int]) -> list[list[Cell]]:
    """What an emulated terminal shows, cell by cell."""
    screen = pyte.Screen(*size)
    pyte.Stream(screen).feed(painted)
    return [
        [
            (
                cell.data,
                cell.fg,
                cell.bg,
                cell.bold,
                cell.italics,
                cell.underscore,
                cell.strikethrough,
            )
            for cell in (screen.buffer[y][x] for x in range(size[0]))
        ]
        for y in range(size[1])
    ]


def _told(cells: list[Cell]) -> str:
    """Cells as the words of each style."""
    styles = [*cells[:1], *cells][: len(cells)]
    return "".join(
        cell[0] if cell[1:] == before[1:] and at else f"{cell[1:]}{cell[0]}"
        for at, (cell, before) in enumerate(zip(cells, styles, strict=True))
    )


def _painted_by_textual(session: Session, size: tuple[int, int]) -> list[list[Cell]]:
    strips = session.app.screen._compositor.render_strips()
    rows = [
        "".join(
            segment.style.render(segment.text, color_system=ColorSystem.TRUECOLOR)
            if segment.style
            else segment.text
            for segment in strip
        )
        for strip in strips
    ]
    return _shown("".join(f"\x1b[{y + 1};1H{row}" for y, row in enumerate(rows)), size)


@pytest.mark.parametrize(
    ("size", "changes", "share"),
    [
        ((120, 40), {}, 0.0),
        ((120, 40), {}, 0.5),
        ((120, 40), {}, 1.0),
        ((60, 20), {}, 0.3),
        ((170, 30), {"sidebar": False}, 0.2),
        ((100, 30), {"theme": "reader-light", "focus": "line"}, 0.4),
        ((100, 30), {"theme": "reader-night", "focus": "paragraph"}, 0.4),
        ((100, 30), {"theme": "reader-paper", "sidebar_width": 25}, 0.0),
        ((100, 30), {"theme": "reader-contrast"}, 0.0),
    ],
)
async def test_it_is_the_page_that_is_painted_over_it(
    tmp_path: Path, size: tuple[int, int], changes: dict[str, str | int | bool], share: float
) -> None:
    """A page that moved or changed its colours a moment later would be worse than none."""
    settings, document = Settings(), _document()
    look = replace(Look.first(settings), **changes)  # type: ignore[arg-type]
    keep(tmp_path, look, settings)
    offset = int(len(document.text) * share)
    if offset:
        offset = document.text.index(". Words", min(offset, len(document.text) - 300)) + 2
    app = ReaderApp(document, Places(tmp_path, tmp_path / "c.toml"), settings, offset=offset)
    async with app.run_test(size=size) as pilot:
        session = Session(pilot)
        await pilot.pause()
        painted = _painted_by_textual(session, size)
        region = session.article.view.region
    colors = Colors(GROUNDS[look.theme], TRUE_COLORS)
    before = _shown(page(document, settings, look, offset, size, colors), size)
    columns = slice(2, region.right)  # a sign may come before them
    for y in range(region.y, region.bottom):
        assert _told(before[y][columns]) == _told(painted[y][columns])
    title = len(document.title.split()[0])
    assert _told(before[0][: title + 1]) == _told(painted[0][: title + 1])


@pytest.mark.parametrize("size", [(120, 40), (60, 20), (170, 30)])
@pytest.mark.parametrize("keys", ["G", " ", "    ", "jjjk", "Gk", "G j", "jgj", " " * 40 + "k"])
async def test_keys_lead_from_it_where_they_lead_later(
    tmp_path: Path, size: tuple[int, int], keys: str
) -> None:
    settings, document = Settings(), _document(f"{PLAIN}\n\nlast line")
    look = replace(Look.first(settings), spread=True, sidebar=False)
    keep(tmp_path, look, settings)
    app = ReaderApp(document, Places(tmp_path, tmp_path / "c.toml"), settings)
    async with app.run_test(size=size) as pilot:
        session = Session(pilot)
        await pilot.press(*("space" if key == " " else key for key in keys))
        await pilot.pause()
        painted = _painted_by_textual(session, size)
        region = session.article.view.region
    pages: list[str] = []
    shown = Typed(keys, size, pages)
    show_ahead(shown, document, settings, look, 0)
    before = _shown(pages[0], size)
    columns = slice(2, region.right)
    for y in range(region.y, region.bottom):
        assert _told(before[y][columns]) == _told(painted[y][columns])


class Typed(FirstPage):
    """A page on which something was typed."""

    def __init__(self, typed: str, size: tuple[int, int], pages: list[str]) -> None:
        super().__init__()
        self._typed, self._of_size, self._pages = typed, size, pages

    def take_typed(self) -> bool:
        """All of it, once."""
        self.typed, self._typed = self.typed + self._typed, ""
        return True

    def show(self, paint: Paint) -> None:
        """Keep what would be shown."""
        self._pages.append(paint(self._of_size, Colors(GROUNDS["reader-dark"], TRUE_COLORS)))


@pytest.mark.parametrize(
    ("typed", "changes", "leads"),
    [
        ("G", {}, True),
        ("\x1b[F", {}, True),
        (" \x1b[6~\x1b[B", {}, True),
        ("", {}, False),
        ("Gx", {}, False),
        ("3j", {}, False),
        ("\x1b", {}, False),
        ("/G", {}, False),
        ("G", {"move.bottom": "e"}, False),
        ("e", {"move.bottom": "e"}, True),
    ],
)
def test_it_shows_only_where_keys_that_move_lead(
    typed: str, changes: dict[str, str], leads: bool
) -> None:
    settings = replace(Settings(), keys=changes)
    pages: list[str] = []
    shown = Typed(typed, (100, 30), pages)
    show_ahead(shown, _document(), settings, Look.first(settings), 0)
    assert bool(pages) is leads
    assert shown.is_ahead is leads


MARKDOWN = (
    "# Of *all*\n\n*Slanted **both** of it* and `code in it` and ~~struck~~ and "
    "[a link of many words that goes on in the next row of the page](https://example.org/a).\n\n"
    "![A *caption* so](x)\n\n> quoted **strongly**\n\n- an item[^1]\n\n[^1]: A note.\n"
)


@pytest.mark.parametrize("changes", [{}, {"focus": "line"}, {"theme": "reader-paper"}])
@pytest.mark.parametrize("no_color", [False, True])
async def test_words_that_are_set_apart_look_the_same(
    tmp_path: Path, changes: dict[str, str], no_color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    settings = Settings()
    document = markdown_document(MARKDOWN, Origin("/articles/marked.md", kind="markdown"))
    look = replace(Look.first(settings), **changes)  # type: ignore[arg-type]
    keep(tmp_path, look, settings)
    app = ReaderApp(document, Places(tmp_path, tmp_path / "c.toml"), settings)
    async with app.run_test(size=(100, 30)) as pilot:
        session = Session(pilot)
        await pilot.pause()
        painted = _painted_by_textual(session, (100, 30))
        region = session.article.view.region
    colors = Colors(None if no_color else GROUNDS[look.theme], TRUE_COLORS)
    before = _shown(page(document, settings, look, 0, (100, 30), colors), (100, 30))
    columns = slice(2, region.right - 1)
    for y in range(region.y, region.bottom):
        assert _told(before[y][columns]) == _told(painted[y][columns])
    told = {cell[1:] for row in before[1:20] for cell in row[:60]}
    assert len(told) >= 6, "nothing is set apart"


async def test_the_beginning_of_a_long_text_is_its_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing_found(_document: Document) -> Analysis:
        return Analysis(Findings(), Spans())

    monkeypatch.setattr("reader.ui.screens.article.analyse_beside", nothing_found)
    path = tmp_path / "long-text.txt"
    path.write_text("".join(f"Paragraph {n} has “words”. " * 9 + "\n\n" for n in range(12_000)))
    seen = glance(str(path))
    assert seen
    settings, size = Settings(), (100, 30)
    colors = Colors(GROUNDS["reader-dark"], TRUE_COLORS)
    first = page(seen.document, settings, Look.first(settings), 0, size, colors, seen.share)
    before = _shown(first, size)
    document = open_document(str(path), now=datetime.now(UTC))
    app = ReaderApp(document, Places(tmp_path / "data", tmp_path / "c.toml"), settings)
    async with app.run_test(size=size) as pilot:
        session = Session(pilot)
        await pilot.pause()
        painted = _painted_by_textual(session, size)
        region = session.article.view.region
    for y in range(region.y, region.bottom):
        assert _told(before[y][: region.right]) == _told(painted[y][: region.right])


Run = Callable[..., AbstractContextManager[Terminal]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the program on an article, with a Textual that does something else or the real one."""
    article = tmp_path / "article.txt"
    article.write_text(LINES)

    def start(
        textual: str = "", typed: str = "", **environment: str
    ) -> AbstractContextManager[Terminal]:
        own = {
            "READER_DATA_DIR": str(tmp_path / "data"),
            "READER_CONFIG": str(tmp_path / "config.toml"),
        }
        if textual:
            (tmp_path / "textual").mkdir()
            (tmp_path / "textual" / "__init__.py").write_text(textual)
            own["PYTHONPATH"] = str(tmp_path)
        environment = {**own, **environment}
        return terminal(str(article), size=(100, 30), environment=environment, typed=typed)

    return start


SLOW = "import time; time.sleep(60)"
BROKEN = "raise RuntimeError('broken')"


def _assert_given_back(running: Terminal) -> None:
    assert not running.is_on(1049)
    assert running.is_on(25)
    assert running.echoes()


def test_the_text_stays_where_it_was_first_shown(run: Run) -> None:
    with run() as running:
        running.wait_for("saved")
        running.settle()
        running.type("q")
        assert running.end() == 0
        _assert_given_back(running)
    assert running.raw.count(b"\x1b[?1049h") == 1, "the page is wiped"
    ended = running.raw.index(b"\x1b[?1049l")
    screen = pyte.Screen(100, 30)
    stream = pyte.ByteStream(screen)
    sent = re.sub(rb"\x1b\[[<>=][0-9;]*[@-~]|\x1b\[\?[0-9;]*\$p", b"", running.raw[:ended])
    seen = []
    for at in range(0, len(sent), 300):
        stream.feed(sent[at : at + 300])
        seen.append([row for row in screen.display[1:8] if "Paragraph" in row])
    full = next(number for number, rows in enumerate(seen) if len(rows) == 4)
    whole = {tuple(row[:60].strip(" ┃▌›") for row in rows) for rows in seen[full:]}
    assert len(whole) == 1


def test_it_is_there_before_textual_and_nothing_is_written_on_it(run: Run) -> None:
    with run(SLOW) as running:
        running.wait_for("Paragraph 9 ")
        running.type("xyzzy\r")
        running.settle()
        assert "xyzzy" not in running.text


def test_it_begins_where_reading_stopped(run: Run) -> None:
    with run() as running:
        running.wait_for("saved")
        running.type("30j")
        running.wait(lambda: "Paragraph 15 " in running.top(78)[0], "paragraph 15 at the top")
        running.type("q")
        assert running.end() == 0
    with run(SLOW) as running:
        running.wait_for("Paragraph 15 ")
        running.settle()
        assert "Paragraph 15 " in running.top(78)[0]


@pytest.mark.parametrize("keys", ["G", "\x1b[F"])
def test_keys_that_move_are_obeyed_before_textual(run: Run, keys: str) -> None:
    with run(SLOW, typed=keys) as running:
        running.wait_for("Paragraph 199 ")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("G", "pane 15 of 15"),
        ("  ", "pane 3 of 15"),
        ("G\x1b[A" + "\x1b[5~" * 2, "pane 12 of 15"),
        ("/aph 17 \r", "1 of 1"),
        ("G?", "end of the article"),
        ("3 ", "pane 4 of 15"),
    ],
)
def test_what_was_typed_on_it_is_obeyed(run: Run, typed: str, words: str) -> None:
    with run() as running:
        running.wait_for("Paragraph 9 ")
        running.type(typed)
        running.wait_for(words)
        running.settle()
        assert words in running.text
        running.type("\x1b" if "?" in typed else "")
        running.type_until("q", lambda: not running.is_on(1049), "the end")
        assert running.end() == 0
        _assert_given_back(running)


def test_what_is_shown_ahead_stays(run: Run) -> None:
    with run(typed="G") as running:
        running.wait_for("pane 15 of 15")
        running.settle()
        running.type("q")
        assert running.end() == 0
    ended = running.raw.index(b"\x1b[?1049l")
    shown = running.raw.index(b"Paragraph 199 ")
    screen = pyte.Screen(100, 30)
    stream = pyte.ByteStream(screen)
    sent = re.sub(rb"\x1b\[[<>=][0-9;]*[@-~]|\x1b\[\?[0-9;]*\$p", b"", running.raw[shown:ended])
    for at in range(0, len(sent), 300):
        stream.feed(sent[at : at + 300])
        assert not any("Paragraph 9 " in row for row in screen.display)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP], ids=lambda s: s.name)
def test_a_signal_takes_it_away(run: Run, ending: signal.Signals) -> None:
    with run(SLOW) as running:
        running.wait_for("Paragraph 9 ")
        running.process.send_signal(ending)
        assert running.end() == 128 + ending
        _assert_given_back(running)


def test_a_fault_takes_it_away(run: Run) -> None:
    with run(BROKEN) as running:
        assert running.end() == 1
        assert b"Paragraph 9 " in running.raw
        _assert_given_back(running)
        assert "broken" in running.text


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_terminal_that_can_show_no_page_gets_none(run: Run, kind: str) -> None:
    with run(BROKEN, TERM=kind) as running:
        assert running.end() == 1
        assert b"\x1b" not in running.raw


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"COLORTERM": "truecolor"}, "48;2;21;23;28"),
        ({"TERM": "xterm-256color"}, "48;5;233"),
        ({"TERM": "linux"}, "40"),
    ],
)
def test_it_has_the_colours_that_the_terminal_has(environment: dict[str, str], code: str) -> None:
    assert code in Colors(GROUNDS["reader-dark"], environment).text("words")


def test_without_colours_there_are_none() -> None:
    painted = page(_document(), Settings(), Look.first(Settings()), 0, (80, 24), Colors(None, {}))
    assert not re.search(r"\x1b\[[\d;]*[34]\d", painted)


@pytest.mark.parametrize("size", [(30, 5), (31, 5), (80, 6), (400, 120)])
@pytest.mark.parametrize("text", ["", "word", "漢" * 5000, "👩‍👩‍👧 e\u0301 " * 400, "x" * 20_000])
def test_any_text_fills_any_screen(text: str, size: tuple[int, int]) -> None:
    colors = Colors(GROUNDS["reader-dark"], TRUE_COLORS)
    document, settings = _document(text), Settings()
    for offset in (0, len(text) // 2, len(text)):
        painted = page(document, settings, Look.first(settings), offset, size, colors)
        rows = re.split(r"\x1b\[\d+;1H", painted)[1:]
        assert len(rows) == size[1]
