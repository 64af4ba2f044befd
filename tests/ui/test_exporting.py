"""The dialogue of exporting, and copying with attribution."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from reader.document import Origin, compose
from reader.export import quotation_markdown
from reader.ui.screens.export_prompt import (
    ExportChoice,
    ExportPrompt,
    last_choice,
    remember_choice,
)
from tests.ui.conftest import Session

Opener = Callable[..., AbstractAsyncContextManager[Session]]


def _told(session: Session, name: str) -> str:
    return str(session.app.screen.query_one(f".{name}", Static).render())


async def test_form_grouping_and_place_are_chosen_shown_and_remembered(
    open_reader: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_reader() as session:
        await session.press("]", "enter", "e")
        assert isinstance(session.app.screen, ExportPrompt)
        line = session.app.screen.query_one(Input)
        assert line.value == "canada-turns-to-china-notes.md"
        assert "Markdown, by position, commonmark" in _told(session, "choices")
        assert "strategic partnership" in _told(session, "preview")
        await session.press("tab", "f2")
        assert "by speaker, gfm" in _told(session, "choices")
        await session.press("down")
        assert line.value == "canada-turns-to-china-notes-sheet.md"
        assert "- [ ]" in _told(session, "preview")
        await session.press("enter")
        assert "- [ ]" in (tmp_path / line.value).read_text("utf-8")
        await session.press("e")
        assert session.app.screen.query_one(Input).value == line.value
        await session.press("up", "up", "escape")
    kept = last_choice(tmp_path / "data")
    assert (kept.form, kept.by, kept.flavor, kept.folder) == ("sheet", "speaker", "gfm", "")
    async with open_reader() as session:
        await session.press("e")
        assert "sheet for checking facts" in _told(session, "choices")


async def test_a_name_the_person_wrote_stays(open_reader: Opener, tmp_path: Path) -> None:
    target = tmp_path / "sub" / "mine.txt"
    async with open_reader() as session:
        await session.press("]", "enter", "e")
        session.app.screen.query_one(Input).value = str(target)
        await session.press(*["down"] * 4)
        assert session.app.screen.query_one(Input).value == str(target)
        assert "JSON, everything" in _told(session, "choices")
        await session.press("enter")
    assert json.loads(target.read_text("utf-8"))["notes"]
    assert last_choice(tmp_path / "data").folder == str(target.parent)


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"form": 1}', '{"form": "x", "by": "y"}'])
def test_a_choice_that_makes_no_sense_is_the_first(kept: str, tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(kept)
    assert last_choice(tmp_path) == ExportChoice()
    remember_choice(tmp_path, ExportChoice("csv", path="x"))
    assert last_choice(tmp_path) == ExportChoice("csv")
    remember_choice(tmp_path / "none", ExportChoice())


async def test_a_quote_is_copied_with_who_said_it(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("]", "Y")
        copied = session.app.clipboard
        assert copied.startswith("> ")
        assert "\n>\n> — Mark Carney, " in copied
        assert "“Canada turns to China”" in copied


def test_an_attribution_has_what_is_known() -> None:
    document = replace(
        compose("a *b*", Origin("https://news.example/a_(b)")),
        title="[T] *x*",
        authors=("Ann Lee",),
        published="2026-02-28",
    )
    assert quotation_markdown(document, "a *b*") == (
        "> a \\*b\\*\n>\n"
        "> — [\\[T\\] \\*x\\*](https://news.example/a_%28b%29), Ann Lee, 2026-02-28\n"
    )
