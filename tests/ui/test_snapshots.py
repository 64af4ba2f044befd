"""Pictures of the screens: `pytest --snapshot-update` makes them anew; look at them when it did."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from reader.document import Bookmark, Origin, compose
from reader.places import Places
from reader.settings import Settings
from reader.store import open_shelf
from reader.ui.app import ReaderApp

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="made on the lowest Python only"
)

DOCUMENT = compose(
    "The bridge is shut\n\n"
    "LOW HARBOUR — The bridge over the Brell was shut on Tuesday.\n\n"
    "“We will mend it,” said Odalys Brackwater.\n\n"
    "“The ferry will do until then,” said Bram Thistlewood.\n\n"
    "Nobody knows for how long.",
    Origin("/articles/bridge.txt"),
)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_KEYS = {" ": "space", "\n": "enter", ".": "full_stop", "*": "asterisk", "?": "question_mark"}


class Compare(Protocol):
    """What pytest-textual-snapshot gives a test."""

    def __call__(self, app: object, *, terminal_size: tuple[int, int], run_before: object) -> bool:
        """Whether the app looks as it did."""
        ...


class Shown:
    """Presses keys once the article is read and analysed, and waits until all is at rest."""

    def __init__(self, *keys: str) -> None:
        self.keys = keys

    async def __call__(self, pilot: Pilot[int]) -> None:
        """Get the app to the state to be pictured."""
        await self._rest(pilot)
        for key in self.keys:
            await pilot.press(_KEYS.get(key, key))
        await self._rest(pilot)
        for area in pilot.app.screen.query("TextArea, Input"):
            if isinstance(area, TextArea | Input):
                area.cursor_blink = False
        await pilot.pause()

    async def _rest(self, pilot: Pilot[int]) -> None:
        for _ in range(3):
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()


def _app(folder: Path, theme: str = "reader-dark", *, article: bool = True) -> ReaderApp:
    places = Places(folder / "data", folder / "config.toml")
    app = ReaderApp(DOCUMENT if article else None, places, Settings(theme=theme))
    app.animation_level = "none"
    return app


def test_article_dark(snap_compare: Compare, tmp_path: Path) -> None:
    assert snap_compare(_app(tmp_path), terminal_size=(120, 40), run_before=Shown("]"))


def test_article_light_with_a_highlight_and_a_note(snap_compare: Compare, tmp_path: Path) -> None:
    keys = ("]", "enter", "]", "c", *"When?\n**Ask** her.", "escape", "tab", "tab", "tab", "escape")
    assert snap_compare(
        _app(tmp_path, "reader-light"), terminal_size=(120, 40), run_before=Shown(*keys)
    )


def test_article_on_a_small_terminal(snap_compare: Compare, tmp_path: Path) -> None:
    keys = ("]", "v", "i", "s")
    assert snap_compare(_app(tmp_path), terminal_size=(60, 20), run_before=Shown(*keys))


def test_help(snap_compare: Compare, tmp_path: Path) -> None:
    assert snap_compare(_app(tmp_path), terminal_size=(100, 40), run_before=Shown("?"))


def test_note_editor(snap_compare: Compare, tmp_path: Path) -> None:
    keys = ("]", "c", *"Two\nlines.")
    assert snap_compare(_app(tmp_path), terminal_size=(100, 30), run_before=Shown(*keys))


def test_library(snap_compare: Compare, tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path / "data")
    article_id = shelf.register(DOCUMENT, NOW)
    shelf.record_findings(article_id, 2, 2)
    shelf.remember_position(article_id, Bookmark(90))
    app = _app(tmp_path, article=False)
    assert snap_compare(app, terminal_size=(100, 20), run_before=Shown())
