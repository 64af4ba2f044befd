"""Paths as people type and paste them never break anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from reader.ui.typed_path import typed_path
from tests.ui.conftest import Opener


@given(st.text())
def test_it_is_always_a_path_that_can_be_asked_for(words: str) -> None:
    path = typed_path(words)
    assert "\0" not in str(path)
    assert "\n" not in str(path)


def test_the_home_is_known_and_that_of_nobody_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setenv("USERPROFILE", "/home/ann")
    assert typed_path(" ~/notes.md ") == Path("/home/ann/notes.md")
    assert typed_path("~nobody-at-all/x") == Path("~nobody-at-all/x")


ODD = ["a\x00b.md", "x" * 3000, "~nobody-at-all/x.md", "\x1b[31m", "/dev/null/x.md", "/"]


@pytest.mark.parametrize("words", ODD, ids=lambda words: repr(words[:12]))
async def test_exporting_to_an_odd_place_is_told(
    open_reader: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_reader() as session:
        await session.press("]", "enter", "e", "ctrl+u")
        session.app.post_message(events.Paste(words))
        await session.press("enter")
        for _ in range(100):
            if session.app.screen is session.article:
                break
            await session.settle()
        assert session.app._exception is None
        assert session.app.screen is session.article


@pytest.mark.parametrize("words", ODD, ids=lambda words: repr(words[:12]))
async def test_exporting_a_speaker_to_an_odd_place_is_told(
    open_reader: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_reader() as session:
        await session.press("]", "S", "e", "ctrl+u")
        session.app.post_message(events.Paste(words))
        await session.press("enter")
        await session.settle()
        assert session.app._exception is None
