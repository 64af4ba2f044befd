"""The real program in a real terminal: what a person types, sees and is left with."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from reader.sources import open_document
from reader.store import open_shelf

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from tests.ui.real_terminal import ROOT, Terminal, terminal

SEED = str(ROOT / "seeds" / "canada-turns-to-china.txt")
ESCAPE = "\x1b[27u"
"""The escape key as terminals send it that tell it from the start of a sequence."""
WIDE, NARROW = (120, 40), (60, 20)
SHORT_LINES = "\n\n".join(f"Paragraph {number} is short." for number in range(200))

Run = Callable[..., AbstractContextManager[Terminal]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the program with a library and settings of its own."""
    own = {
        "READER_DATA_DIR": str(tmp_path / "data"),
        "READER_CONFIG": str(tmp_path / "config.toml"),
    }

    def start(
        *arguments: str,
        size: tuple[int, int] = WIDE,
        typed: str = "",
        stdin: IO[bytes] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> AbstractContextManager[Terminal]:
        return terminal(
            *arguments,
            size=size,
            environment={**own, **(environment or {})},
            typed=typed,
            stdin=stdin,
        )

    return start


@pytest.fixture
def article(tmp_path: Path) -> Callable[[str], str]:
    """Write an article; its path."""

    def write(text: str) -> str:
        path = tmp_path / "article.txt"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def _annotations(folder: Path) -> list[dict[str, object]]:
    """What is on disk, read as any program would."""
    records = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in (folder / "data" / "articles").glob("*.json")
    ]
    return [kept for record in records for kept in record.get("annotations", {}).values()]


def _leave(running: Terminal) -> None:
    """Quit, and find the terminal as it was."""
    running.type("q")
    assert running.end() == 0
    _assert_given_back(running)


def _assert_given_back(running: Terminal) -> None:
    assert b"\x1b[?1049h" in running.raw
    assert not running.is_on(1049), "the alternate screen is still there"
    assert running.is_on(25), "the cursor is still hidden"
    assert not any(map(running.is_on, (1000, 1002, 1003, 1006, 1015))), "the mouse still reports"
    assert not running.is_on(2004), "bracketed paste is still on"
    assert len(re.findall(rb"\x1b\[>\d+u", running.raw)) == running.raw.count(b"\x1b[<u")
    assert running.echoes(), "the terminal does not echo"


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_keys_typed_before_the_first_paint_are_obeyed(run: Run, size: tuple[int, int]) -> None:
    columns = 78 if size == WIDE else 60
    with run(SEED, size=size, typed=" 5j") as running:
        running.wait_for("saved")
        running.settle()
        ahead = running.top(columns)
        running.type("g")
        running.wait(lambda: running.top(columns) != ahead, "the beginning")
        running.settle()
        first = running.top(columns)
        running.type(" ")
        running.wait(lambda: running.top(columns) != first, "the second pane")
        running.settle()
        assert running.top(columns) != ahead
        running.type("5j")
        running.wait(lambda: running.top(columns) == ahead, f"the same place: {ahead}")
        _leave(running)


def test_notes_typed_before_the_first_paint_are_kept(
    run: Run, article: Callable[[str], str], tmp_path: Path
) -> None:
    """They wait until the notes are open; the keys after them wait, too."""
    with run(article(SHORT_LINES), typed="3)vis\rG") as running:
        running.wait_for("Paragraph 199")
        running.wait_for("saved")
        running.settle()
        _leave(running)
    shelf = open_shelf(tmp_path / "data")
    (entry,) = shelf.entries()
    (kept,) = shelf.annotations(entry.article_id)
    assert kept.target
    assert kept.target.exact.startswith("Paragraph")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_note_of_two_lines_is_there_when_opened_again(
    run: Run, tmp_path: Path, size: tuple[int, int]
) -> None:
    columns = 78 if size == WIDE else 60
    with run(SEED, size=size) as running:
        running.wait_for("saved")
        running.type_until("]", lambda: "▌" in running.text, "a quote in hand")
        running.type("vis\rcfirst line\rsecond line")
        running.wait_for("second line")
        assert "Markdown · esc saves" in running.text
        running.type("\x1b")
        running.wait(lambda: "Markdown · esc saves" not in running.text, "the editor closed")
        running.wait_for("saved")
        running.settle()
        before = running.top(columns)
        _leave(running)
    (note,) = _annotations(tmp_path)
    assert note["body"] == "first line\nsecond line"
    with run(SEED, size=size) as running:
        running.wait(lambda: running.top(columns) == before, f"the same place: {before}")
        running.type("\t\t\t")
        running.wait_for("second line")
        running.type(ESCAPE)
        running.wait(lambda: running.top(columns) == before, f"the same place: {before}")
        _leave(running)
    assert _annotations(tmp_path) == [note]


_ACTIONS = ("\r", f"cwhy{ESCAPE}", "tmill work\r", "pG\r", "fG\rhttps://example.org/p\r", "x")
"""On the quote in hand: highlight, note, tags, struck, unverifiable, removed."""


def _seen(folder: Path) -> list[tuple[object, ...]]:
    """What a person sees of the notes that are on disk."""
    shelf = open_shelf(folder / "data")
    kept = [note for entry in shelf.entries() for note in shelf.annotations(entry.article_id)]
    shelf.close()
    return [(one.body, one.tags, one.color, one.decoration, one.check) for one in kept]


def test_each_action_is_taken_back_and_done_again(run: Run, tmp_path: Path) -> None:
    """With the keys that a terminal sends; each change is on disk before the next key."""
    states: list[list[tuple[object, ...]]] = [[]]
    with run(SEED) as running:
        running.wait_for("saved")
        running.wait_for("Lynette Ong")
        running.type("]")
        running.settle()
        for keys in _ACTIONS:
            before = states[-1]
            running.type(keys)
            running.wait(lambda was=before: _seen(tmp_path) != was, f"a change by {keys!r}")  # type: ignore[misc]
            running.settle()
            after = _seen(tmp_path)
            for key, wanted in (("u", before), ("\x12", after)):
                running.type(key)
                running.wait(lambda now=wanted: _seen(tmp_path) == now, f"{key!r} after {keys!r}")  # type: ignore[misc]
            running.settle()
            states.append(after)
        _leave(running)
    assert len({str(state) for state in states}) == len(_ACTIONS), "removing leaves none, as before"
    # All of it is still known the next time.
    with run(SEED) as running:
        running.wait_for("saved")
        for state in reversed(states[:-1]):
            running.type("u")
            running.wait(lambda now=state: _seen(tmp_path) == now, f"back to {state}")  # type: ignore[misc]
            running.settle()
        _leave(running)


def test_dragging_the_mouse_selects(
    run: Run, tmp_path: Path, article: Callable[[str], str]
) -> None:
    with run(article("Alpha beta gamma delta epsilon.\n\nAnother paragraph here.")) as running:
        running.wait_for("saved")
        row = next(n for n, words in enumerate(running.rows) if "Alpha" in words and n)
        column = running.rows[row].index("beta")
        running.mouse(0, column, row)
        for step in range(1, len("beta gamma")):
            running.mouse(32, column + step, row)
        running.mouse(0, column + len("beta gamma") - 1, row, down=False)
        running.wait_for("other end")
        running.type("\r")
        running.wait(lambda: len(_annotations(tmp_path)) == 1, "a highlight on disk")
        _leave(running)
    (highlight,) = _annotations(tmp_path)
    target = highlight["target"]
    assert isinstance(target, dict)
    assert target["exact"] == "beta gamma"


def test_the_wheel_scrolls(run: Run, article: Callable[[str], str]) -> None:
    with run(article(SHORT_LINES)) as running:
        running.wait_for("saved")
        for _ in range(4):
            running.mouse(65, 30, 10)
        running.wait(lambda: "Paragraph 6 " in running.top(78)[0], "twelve rows on")
        running.mouse(64, 30, 10)
        running.wait(lambda: "Paragraph 5 " in "".join(running.top(78)[:2]), "three rows back")
        _leave(running)


def test_resizing_keeps_the_top_line(run: Run, article: Callable[[str], str]) -> None:
    with run(article(SHORT_LINES)) as running:
        running.wait_for("saved")
        running.type("30j")
        running.wait(lambda: "Paragraph 15 " in running.top(78)[0], "paragraph 15 at the top")
        for columns, rows in (NARROW, (41, 11), WIDE):
            running.settle()
            running.screen.reset()
            running.resize(columns, rows)
            running.wait(lambda: "Paragraph 15 " in running.top(30)[0], "the same line at the top")
            running.wait(lambda: "q quit" in running.rows[-1], "the keys on the last row")
        _leave(running)


def test_standard_input_is_the_article_and_the_terminal_the_keyboard(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "piped.txt"
    path.write_text(SHORT_LINES, encoding="utf-8")
    with path.open("rb") as given, run("-", stdin=given) as running:
        running.wait_for("Paragraph 0 ")
        running.type("30j")
        running.wait(lambda: "Paragraph 15 " in running.top(78)[0], "keys obeyed")
        _leave(running)


def test_a_full_library_opens_as_a_list(run: Run, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    open_shelf(tmp_path / "data").register(open_document(SEED, now=now), now)
    with run() as running:
        running.wait_for("1 of 1 articles")
        running.type("\r")
        running.wait_for("pane 1 of")
        running.type("q")
        running.wait_for("1 of 1 articles")
        _leave(running)


def test_an_empty_library_opens_the_welcome_article(run: Run) -> None:
    with run() as running:
        running.wait_for("pane 1 of")
        assert "space" in running.text
        _leave(running)


def test_copying_sends_the_words_to_the_clipboard(run: Run, article: Callable[[str], str]) -> None:
    with run(article("Häuser am See. Another sentence follows.")) as running:
        running.wait_for("saved")
        running.type("visy")
        words = base64.b64encode("Häuser am See.".encode())
        running.wait(lambda: b"\x1b]52;c;" + words in running.raw, "OSC 52")
        _leave(running)


def test_escapes_of_the_article_are_never_sent(run: Run, article: Callable[[str], str]) -> None:
    with run(article("He said \x1b]0;gone\x07 and \x1b[2J [bold]so[/bold] [[/x]].")) as running:
        running.wait_for("[bold]so[/bold] [[/x]].")
        _leave(running)
    assert b"\x1b]0;gone" not in running.raw
    assert b"\x07 and" not in running.raw


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP], ids=lambda s: s.name)
def test_a_signal_ends_it_and_gives_the_terminal_back(run: Run, ending: signal.Signals) -> None:
    with run(SEED) as running:
        running.wait_for("saved")
        running.process.send_signal(ending)
        running.end()
        _assert_given_back(running)


def test_without_its_terminal_it_saves_and_ends(
    run: Run, tmp_path: Path, article: Callable[[str], str]
) -> None:
    """As when a window is closed or a connection breaks: nothing can be written any more."""
    with run(article(SHORT_LINES)) as running:
        running.wait_for("saved")
        running.type("v)c")
        running.wait_for("esc saves")
        running.type("half a thought")
        running.wait_for("half a thought")
        running.hang_up()
        assert running.process.wait(30) == 128 + signal.SIGHUP
    assert [note["body"] for note in _annotations(tmp_path)] == ["half a thought"]


def test_no_color_is_honoured(run: Run) -> None:
    with run(SEED, environment={"NO_COLOR": "1"}) as running:
        running.wait_for("saved")
        running.type_until("]", lambda: "▌" in running.text, "a quote in hand")
        running.type("vis")
        running.wait_for("other end")
        colours = {
            (cell.fg, cell.bg) for row in running.screen.buffer.values() for cell in row.values()
        }
        running.type(ESCAPE)
        _leave(running)
    assert colours == {("default", "default")}


def test_a_walk_through_an_article(run: Run, tmp_path: Path) -> None:
    """Panes, search, selecting, highlight, note, two panes side by side, resizing, leaving."""
    with run(SEED, size=(160, 40)) as running:
        running.wait_for("saved")
        running.wait_for("pane 1 of")
        running.type(" ")
        running.wait_for("pane 2 of")
        running.type("b/tough")
        running.wait_for("1 of 2")
        running.type("\rn")
        running.wait_for("2 of 2")
        running.type(ESCAPE)
        running.type_until("]", lambda: "▌" in running.text, "a quote in hand")
        running.type("vis\r")
        running.wait(lambda: len(_annotations(tmp_path)) == 1, "a highlight on disk")
        running.type("cchecked\x13")
        running.wait(lambda: _annotations(tmp_path)[0]["body"] == "checked", "a note on disk")
        running.type("gD")
        running.wait_for("panes 1–2 of")
        running.type(" ")
        running.wait(
            lambda: bool(re.search(r"panes [34]–[45] of", running.text)), "both panes turned"
        )
        running.resize(100, 30)
        running.wait_for("q quit")
        running.wait(lambda: "panes" not in running.text.split("\n")[0], "one pane again")
        running.resize(160, 40)
        running.wait_for("panes ")
        _leave(running)
    with run(SEED, size=(160, 40)) as running:
        running.wait_for("panes ")
        running.type("D")
        running.wait_for("pane 2 of")
        _leave(running)


def test_the_terminal_is_told_where_links_lead_and_nothing_else(run: Run, tmp_path: Path) -> None:
    """OSC 8, which lets a terminal open them; what an article wants to smuggle in stays out."""
    article = tmp_path / "links.md"
    article.write_text(
        "# Links\n\nSee [the *plan*](https://example.org/plan?a=1), [a trap](javascript:alert(1)), "
        "[another](<https://example.net/\x1b]0;taken\x07>) and [mail](mailto:ann@example.org).\n"
    )
    with run(str(article)) as reader:
        reader.wait_for("saved")
        reader.settle()
        reader.type("q")
        assert reader.end() == 0
    told = set(re.findall(rb"\x1b\]8;[^;]*;([^\x1b\x07]*)\x1b\\", reader.raw)) - {b""}
    assert {b"https://example.org/plan?a=1", b"mailto:ann@example.org"} <= told
    assert not any(b"javascript" in address for address in told)
    assert all(re.fullmatch(rb"[!-~]+", address) for address in told)
    assert b"\x1b]0;taken" not in reader.raw


def test_a_note_survives_a_kill_while_it_is_written(
    run: Run, tmp_path: Path, article: Callable[[str], str]
) -> None:
    source = article(SHORT_LINES)
    with run(source) as running:
        running.wait_for("saved")
        running.type("v)c")
        running.wait_for("esc saves")
        running.type("half a thought")
        drafts = tmp_path / "data" / "drafts"
        running.wait(
            lambda: any("half a thought" in p.read_text("utf-8") for p in drafts.glob("*.json")),
            "the note on disk",
        )
        running.process.kill()
        running.process.wait()
    with run(source) as running:
        running.wait_for("half a thought")
        running.wait(lambda: len(_annotations(tmp_path)) == 1, "the note")
        running.wait(lambda: not list(drafts.glob("*.json")), "no draft")
        _leave(running)
    assert _annotations(tmp_path)[0]["body"] == "half a thought"


_FAULTY = """
import reader.ui.screens.moving as moving

def move(self, motion):
    raise ZeroDivisionError("on purpose")

moving.Moving.action_move = move
"""


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_gives_the_terminal_back_and_is_one_line(
    run: Run, tmp_path: Path, article: Callable[[str], str], debug: bool
) -> None:
    """What Textual tells of a fault holds the person's words; only `--debug` shows it."""
    (tmp_path / "sitecustomize.py").write_text(_FAULTY)
    options = ("--debug",) if debug else ()
    environment = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    with run(*options, article(SHORT_LINES), environment=environment) as running:
        running.wait_for("saved")
        running.type("j")
        assert running.end() == 1
        _assert_given_back(running)
        last = running.raw.rpartition(b"\x1b[?1049l")[2]
    said = re.sub(rb"\x1b\[[0-?]*[ -/]*[@-~]|\r", b"", last).decode().split("\n")
    if debug:
        assert any("Traceback" in row for row in said)
        return
    assert " ".join(filter(None, said)) == (
        "reader: a fault of the program itself (ZeroDivisionError: on purpose); "
        "the same command with --debug tells more"
    )
