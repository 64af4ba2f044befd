"""On the Linux console everything is drawn with what its font has."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from reader.ui.console import _PLAIN, for_console, is_console
from reader.ui.widgets.cells import width_of


def test_what_stands_for_something_is_as_wide_and_in_the_font() -> None:
    for wanted, plain in _PLAIN.items():
        assert isinstance(plain, str)
        assert width_of(chr(wanted)) == width_of(plain) == 1
        assert plain.encode("cp437", "replace") != b"?" or plain in "►▼•", plain


def test_control_sequences_stay() -> None:
    assert for_console("\x1b[38;5;1m“Yes…”\x1b[0m") == '\x1b[38;5;1m"Yes~"\x1b[0m'


def test_which_terminal_is_one() -> None:
    assert is_console({"TERM": "linux"})
    assert not is_console({"TERM": "xterm-256color"})
    assert not is_console({})


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
@pytest.mark.parametrize("theme", ["reader-dark", "textual-dark"])
def test_the_program_sends_it_nothing_else(tmp_path: Path, theme: str) -> None:
    """Before and after Textual takes over, and in a theme that has no first page."""
    from tests.ui.real_terminal import ROOT, terminal

    (tmp_path / "config.toml").write_text(f'theme = "{theme}"\n')
    environment = {
        "TERM": "linux",
        "COLORTERM": "",
        "READER_DATA_DIR": str(tmp_path / "data"),
        "READER_CONFIG": str(tmp_path / "config.toml"),
    }
    seed = str(ROOT / "seeds" / "canada-turns-to-china.txt")
    with terminal(seed, size=(80, 25), environment=environment) as running:
        running.wait_for("saved")
        running.type("]vis\r?")
        running.wait_for("a number before a key")
        running.type("\x1b")
        running.settle()
        running.type("q")
        assert running.end() == 0
    words = running.raw.decode()
    assert re.findall(r"[“”‘’…┃›●▸▾╭╯]", words) == []
    assert "•" in words
    assert "│" in words
