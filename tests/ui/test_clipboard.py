"""What is sent to the terminal to copy."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from reader.ui.clipboard import copy_sequence

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
