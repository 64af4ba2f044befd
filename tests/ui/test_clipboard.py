"""What is sent to the terminal to copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest

from reader.ui.clipboard import copy_sequence, tell_tmux

WORDS = "“Grüße”, said he — " * 40


def _payload(sequence: str) -> str:
    match = re.fullmatch(r"\x1b\]52;c;([^\x07]*)\x07", sequence)
    assert match
    return b64decode(match[1]).decode()


def test_a_plain_terminal_gets_osc_52() -> None:
    assert _payload(copy_sequence(WORDS, {})) == WORDS


def test_tmux_gets_it_both_ways() -> None:
    sent = copy_sequence(WORDS, {"TMUX": "/tmp/tmux-1/default,1,0", "TERM": "tmux-256color"})
    plain, _, wrapped = sent.partition("\x1bPtmux;")
    assert _payload(plain) == WORDS
    assert _payload(wrapped.removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b")) == WORDS


@pytest.mark.parametrize("environment", [{"STY": "1.pts"}, {"TERM": "screen-256color"}])
def test_screen_gets_short_pieces(environment: dict[str, str]) -> None:
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", copy_sequence(WORDS, environment), re.DOTALL)
    assert max(map(len, pieces)) <= 240
    assert _payload("".join(pieces)) == WORDS


def test_what_is_no_unicode_is_copied_as_well_as_it_goes() -> None:
    assert _payload(copy_sequence("a\ud800b", {})) == "a?b"


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux here")
def test_tmux_as_it_comes_takes_the_words(tmp_path: Path) -> None:
    """It listens to no OSC 52 of a program, nor passes on what is wrapped, unless it is told to."""
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    subprocess.run([*tmux, "new-session", "-d", "-x", "80", "-y", "24", "cat"], check=True)
    try:
        assert tell_tmux(WORDS, {**os.environ, "TMUX": f"{tmp_path / 'socket'},1,0"})
        shown = subprocess.run([*tmux, "show-buffer"], check=True, capture_output=True).stdout
        assert shown.decode() == WORDS
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


def test_without_tmux_nobody_is_told() -> None:
    assert not tell_tmux(WORDS, {})
    assert not tell_tmux(WORDS, {"TMUX": ""})
