"""What a person sees on a terminal, through a real one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")


def _shown(*arguments: str, **environment: str) -> str:
    """What the program writes to a terminal of 100 columns that shows colours."""
    parent, child = pty.openpty()
    given = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", *arguments],
        cwd=ROOT,
        env=given,
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=subprocess.PIPE,
    )
    os.close(child)
    written = b""
    try:
        while piece := os.read(parent, 65536):
            written += piece
    except OSError:  # how a terminal says that nobody writes to it any more
        pass
    os.close(parent)
    process.communicate(timeout=30)
    return written.decode("utf-8")


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    """Path of an article that would like to own the terminal."""
    path = tmp_path / "[red]x.txt"
    path.write_text(
        "[/bold] Title :smile:\n\n"
        "“[bold]No[/bold] :smile: \x1b]0;gone\x07 \x1b[2J way,” said Ann Lee, who stood by.\n"
    )
    return str(path)


def test_a_table_shows_markup_as_text_and_no_escape_of_the_article(hostile: str) -> None:
    shown = _shown("quotes", hostile)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "[bold]No[/bold]" in plain
    assert ":smile:" in plain
    assert "speaker" in plain
    assert "\x1b" not in plain
    assert "\x07" not in plain


def test_no_color_is_honoured(hostile: str) -> None:
    for shown in (_shown("quotes", hostile, NO_COLOR="1"), _shown("--no-color", "quotes", hostile)):
        assert not re.search(r"\x1b\[(?:[0-9;]*;)?(?:3|4|9|10)[0-9](?:;[0-9;]*)?m", shown)


def test_json_on_a_terminal_is_json(hostile: str) -> None:
    assert _shown("quotes", hostile, "-f", "json").startswith('{\r\n  "schema"')


def test_a_missing_file_leaves_the_screen_alone() -> None:
    assert _shown("nowhere.txt") == ""
