"""The library on the screen: listed, filtered, opened, and left for an article and back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from reader.places import Places
from reader.settings import Settings
from reader.sources import open_document
from reader.store import open_shelf
from reader.ui.app import ReaderApp
from reader.ui.screens.article import ArticleScreen
from reader.ui.screens.library import LibraryScreen

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TITLES = ("Alder bridge", "Birch market", "Cedar fire")


def _fill(folder: Path) -> None:
    """Three articles, the first of them opened last."""
    shelf = open_shelf(folder / "data")
    for number, title in enumerate(TITLES):
        path = folder / f"{title.split()[0].lower()}.txt"
        path.write_text(f"{title}\n\n“Well,” said Ann Lee, who saw it. Nobody else did.\n")
        document = open_document(str(path), now=NOW)
        shelf.register(document, NOW - timedelta(days=number))


async def _until_listed(pilot: Pilot[int], screen: LibraryScreen, count: int) -> None:
    for _ in range(500):
        if screen.is_current and len(screen.rows.items) == count:
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{len(screen.rows.items)} listed, not {count}, on {screen.app.screen}")


async def _article(pilot: Pilot[int]) -> ArticleScreen:
    for _ in range(1000):
        screen = pilot.app.screen
        if isinstance(screen, ArticleScreen) and screen.is_open:
            return screen
        await pilot.pause(0.01)
    raise AssertionError(f"no article was opened: {pilot.app.screen}")


@asynccontextmanager
async def _library(folder: Path, count: int) -> AsyncIterator[tuple[Pilot[int], LibraryScreen]]:
    places = Places(folder / "data", folder / "config.toml")
    app = ReaderApp(None, places, Settings())
    async with app.run_test(size=(100, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await _until_listed(pilot, screen, count)
        yield pilot, screen


async def test_articles_are_listed_last_opened_first(tmp_path: Path) -> None:
    _fill(tmp_path)
    async with _library(tmp_path, 3) as (_, screen):
        assert [item.text for item in screen.rows.items] == list(TITLES)
        assert "2026-03-01" in screen.rows.items[0].right
        assert "2026-02-27" in screen.rows.items[2].right


async def test_filtering_as_one_types_and_leaving_it(tmp_path: Path) -> None:
    _fill(tmp_path)
    async with _library(tmp_path, 3) as (pilot, screen):
        await pilot.press("slash", *"BIRCH")
        await _until_listed(pilot, screen, 1)
        assert screen.rows.items[0].text == "Birch market"
        await pilot.press("enter")
        assert screen.rows.has_focus
        await pilot.press("escape")
        await _until_listed(pilot, screen, 3)
        assert not screen.query_one(Input).display


async def test_opening_an_article_and_coming_back(tmp_path: Path) -> None:
    _fill(tmp_path)
    async with _library(tmp_path, 3) as (pilot, screen):
        await pilot.press("j", "enter")
        article = await _article(pilot)
        assert article.document.title == "Birch market"
        await pilot.press("q")
        await _until_listed(pilot, screen, 3)
        # What was opened last is first now.
        for _ in range(500):
            if screen.rows.items[0].text == "Birch market":
                break
            await pilot.pause(0.01)
        assert screen.rows.items[0].text == "Birch market"
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_a_file_that_is_gone_opens_from_the_text_kept(tmp_path: Path) -> None:
    _fill(tmp_path)
    (tmp_path / "alder.txt").unlink()
    async with _library(tmp_path, 3) as (pilot, _):
        await pilot.press("enter")
        article = await _article(pilot)
        assert article.document.title == "Alder bridge"
        assert "said Ann Lee" in article.document.text


async def test_another_file_can_be_named(tmp_path: Path) -> None:
    _fill(tmp_path)
    path = tmp_path / "other.txt"
    path.write_text("Quite another matter\n\nIt rained. Then it stopped raining at last.\n")
    async with _library(tmp_path, 3) as (pilot, _):
        await pilot.press("o")
        pilot.app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        article = await _article(pilot)
        assert article.document.title == "Quite another matter"


async def test_a_missing_file_is_told_and_the_list_stays(tmp_path: Path) -> None:
    _fill(tmp_path)
    async with _library(tmp_path, 3) as (pilot, screen):
        await pilot.press("o")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "nowhere.txt")
        await pilot.press("enter")
        for _ in range(500):
            if pilot.app._notifications:
                break
            await pilot.pause(0.01)
        (told,) = pilot.app._notifications
        assert "nowhere.txt" in told.message
        assert pilot.app.screen is screen


async def test_an_empty_library_says_how_to_open_something(tmp_path: Path) -> None:
    async with _library(tmp_path, 0) as (pilot, screen):
        await pilot.press("enter", "j", "k", "G")
        assert screen.rows.empty.startswith("the library is empty")
        await pilot.press("q")
        assert pilot.app.return_code == 0
