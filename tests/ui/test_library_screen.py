"""The library on the screen: listed, filtered, opened, and left for an article and back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.command import DiscoveryHit
from textual.pilot import Pilot
from textual.widgets import Input, Static

from reader.document import Bookmark, Origin, Span, compose
from reader.places import Places
from reader.reading import open_reading
from reader.settings import Settings
from reader.sources import open_document
from reader.store import open_shelf, recalled_entries
from reader.ui.app import ReaderApp
from reader.ui.first_colors import Colors
from reader.ui.first_list import list_page
from reader.ui.library_keys import LIBRARY_KEYS
from reader.ui.palette import ScreenCommands
from reader.ui.remembered import Look
from reader.ui.screens.article import ArticleScreen
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.prompt import Choice
from reader.ui.screens.trash import TrashScreen
from reader.ui.widgets.article_table import ColumnHeads
from reader.ui.widgets.row_list import RowList

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


def _line(screen: LibraryScreen, number: int) -> str:
    """A line of the list as it is drawn; -1 is the one with the columns' names."""
    if number < 0:
        return screen.heads.render_line(0).text
    return screen.rows._strip(number, screen.rows.size.width).text


def _titles(screen: LibraryScreen) -> list[str]:
    return [entry.title for entry in screen.rows.entries]


async def _until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    for _ in range(1000):
        if is_so():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came")


@asynccontextmanager
async def _library(
    folder: Path, count: int, size: tuple[int, int] = (100, 24)
) -> AsyncIterator[tuple[Pilot[int], LibraryScreen]]:
    places = Places(folder / "data", folder / "config.toml")
    app = ReaderApp(None, places, Settings())
    async with app.run_test(size=size) as pilot:
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await _until_listed(pilot, screen, count)
        yield pilot, screen


async def test_articles_are_listed_last_opened_first(tmp_path: Path) -> None:
    _fill(tmp_path)
    async with _library(tmp_path, 3) as (_, screen):
        assert [item.text for item in screen.rows.items] == list(TITLES)
        assert "2026-03-01" in _line(screen, 0)
        assert "2026-02-27" in _line(screen, 2)


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


async def test_a_folder_is_taken_in_after_asking(tmp_path: Path) -> None:
    _fill(tmp_path)
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"Number {number}\n\nIt says {number}, said Tom.\n")
    (folder / "broken.epub").write_bytes(b"PK\x03\x04" + bytes(200))
    async with _library(tmp_path, 3) as (pilot, screen):
        for wanted in (3, 15, 15):
            await pilot.press("o")
            pilot.app.screen.query_one(Input).value = str(folder)
            await pilot.press("enter")
            await _until(pilot, lambda: isinstance(pilot.app.screen, Choice))
            assert "Take in the 13 articles below" in _question(pilot)
            await pilot.press(*(["enter"] if wanted == 3 else ["j", "enter"]))
            await _until_listed(pilot, screen, wanted)
        await _until(pilot, lambda: len(pilot.app._notifications) == 2)
        first, second = (told.message for told in pilot.app._notifications)
        assert first.startswith("12 added, 0 there already, 1 could not be read\n")
        assert "broken.epub" in first
        assert second.startswith("0 added, 12 there already, 1 could not be read")
        assert all(entry.is_new for entry in screen.entries if "Number" in entry.title)


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


# Columns, sorting, filtering


def _varied(folder: Path) -> list[str]:
    """Four articles that differ in everything; their ids."""
    shelf = open_shelf(folder / "data")
    rows = (
        ("Beta bridge", "/a/zulu.txt", "2026-02-01", ("Ann Lee",), 0.5),
        ("alder", "https://www.news.example/alder?utm_source=x", "2025-12-31", (), 1.0),
        ("Cedar", "/a/mike.md", None, ("Bo Ek", "Cy Dee"), None),
        ("Dune", "/b/alpha.txt", "2026-01-15", (), 0.25),
    )
    ids = []
    for number, (title, locator, published, authors, share) in enumerate(rows):
        document = compose(f"{title}\n\n“Well,” said Ann Lee, no. {number}.", Origin(locator))
        document = replace(document, title=title, published=published, authors=authors)
        if title == "Dune":
            document = replace(document, site="The Alpha Post")
        reading = open_reading(document, shelf, NOW - timedelta(days=number))
        ids.append(reading.article_id)
        if share is not None:
            shelf.remember_position(reading.article_id, Bookmark(0), share)
        shelf.record_findings(reading.article_id, 10 - number, 1)
        for at in range(number):
            reading, note = reading.highlight(Span(at, at + 3), NOW)
            shelf.save(note)
    shelf.retag(ids[1], ["housing"])
    shelf.close()
    return ids


async def test_every_column_is_shown_where_there_is_room(tmp_path: Path) -> None:
    _varied(tmp_path)
    async with _library(tmp_path, 4, (120, 24)) as (_, screen):
        assert _line(screen, -1).split() == (
            ["Title", "Source", "Date", "Read", "Quotes", "Notes", "Opened▼"]
        )
        assert _line(screen, 1).split() == (
            ["alder", "#housing", "news.example", "2025-12-31", "100%", "9", "1", "2026-02-28"]
        )
    async with _library(tmp_path, 4, (60, 20)) as (_, screen):
        assert _line(screen, -1).split() == ["Title", "Read", "Notes", "Opened▼"]
        assert _line(screen, 0).split() == ["Beta", "bridge", "50%", "2026-03-01"]
    async with _library(tmp_path, 4, (24, 10)) as (_, screen):
        assert _line(screen, 0).split() == ["Beta", "bridge"]


SORTED = (
    ("title", "alder, Beta bridge, Cedar, Dune"),
    ("source", "Cedar, alder, Dune, Beta bridge"),
    ("date", "Beta bridge, Dune, alder, Cedar"),
    ("how far read", "alder, Beta bridge, Dune, Cedar"),
    ("quotes", "Beta bridge, alder, Cedar, Dune"),
    ("notes", "Dune, Cedar, alder, Beta bridge"),
    ("last opened", "Beta bridge, alder, Cedar, Dune"),
)


async def test_sorting_by_each_column_both_ways(tmp_path: Path) -> None:
    _varied(tmp_path)
    async with _library(tmp_path, 4, (120, 24)) as (pilot, screen):
        for phrase, titles in SORTED:
            await pilot.press("S")
            assert phrase in screen.status.source
            assert ", ".join(_titles(screen)) == titles
            falls = screen.heads.is_falling
            assert ("▼" if falls else "▲") in _line(screen, -1)
            await pilot.press("R")
            assert _titles(screen) == titles.split(", ")[::-1]
            assert ("▲" if falls else "▼") in screen.status.source
        await pilot.press("B", "B")
        assert "by quotes ▼" in screen.status.source
    # It stays so.
    async with _library(tmp_path, 4, (120, 24)) as (_, screen):
        assert "by quotes ▼" in screen.status.source


async def test_a_click_on_a_column_sorts_by_it_and_then_the_other_way(tmp_path: Path) -> None:
    _varied(tmp_path)
    async with _library(tmp_path, 4, (120, 24)) as (pilot, screen):
        at = _line(screen, -1).index("Quotes")
        await pilot.click(ColumnHeads, offset=(at, 0))
        assert "by quotes ▼" in screen.status.source
        await pilot.click(ColumnHeads, offset=(at, 0))
        assert _titles(screen) == ["Dune", "Cedar", "alder", "Beta bridge"]


FILTERED: tuple[tuple[str, list[str]], ...] = (
    ("bridge ann", ["Beta bridge"]),
    ("news.example", ["alder"]),
    ("tag:housing", ["alder"]),
    ("tag:hous", []),
    ("author:dee", ["Cedar"]),
    ("source:/b/", ["Dune"]),
    ('source:"alpha post"', ["Dune"]),
    ('title:"beta bridge"', ["Beta bridge"]),
    ("is:read", ["alder"]),
    ("is:begun", ["Beta bridge", "Cedar", "Dune"]),
    ("is:noted", ["alder", "Cedar", "Dune"]),
    ("is:odd", []),
    ("since:2026-02-28", ["Beta bridge", "alder"]),
    ("until:2026-02-27 is:noted", ["Cedar", "Dune"]),
    ("tag:", ["Beta bridge", "alder", "Cedar", "Dune"]),
    ("nowhere", []),
)


async def test_filtering_by_words_and_fields(tmp_path: Path) -> None:
    _varied(tmp_path)
    async with _library(tmp_path, 4) as (pilot, screen):
        for number, (typed, titles) in enumerate(FILTERED):
            if number:
                screen.line.value = typed
                await pilot.pause()
            else:
                await pilot.press("slash", *_keys(typed))
            assert _titles(screen) == titles, typed
            assert f"{len(titles)} of 4 articles" in screen.status.position
            if not titles:
                assert "no article has all of that" in screen.rows.empty
        await pilot.press("escape")
        assert len(_titles(screen)) == 4


def _keys(typed: str) -> list[str]:
    names = {" ": "space", ":": "colon", ".": "full_stop", '"': "quotation_mark", "-": "minus"}
    return [{**names, "/": "slash"}.get(sign, sign) for sign in typed]


# Tags, the trash, undo


async def test_tags_are_given_completed_taken_away_and_undone(tmp_path: Path) -> None:
    ids = _varied(tmp_path)

    def tags() -> list[tuple[str, ...]]:
        kept = {entry.article_id: entry.tags for entry in open_shelf(tmp_path / "data").entries()}
        return [kept[name] for name in ids]

    async with _library(tmp_path, 4, (120, 24)) as (pilot, screen):
        await pilot.press("t", *"ho", "tab", *_keys(" #Rent"), "enter")
        await _until(pilot, lambda: screen.status.state == "saved")
        assert "#housing #Rent" in _line(screen, 0)
        assert tags() == [("housing", "Rent"), ("housing",), (), ()]
        await pilot.press("slash", *_keys("tag:rent"), "enter")
        assert _titles(screen) == ["Beta bridge"]
        await pilot.press("escape", "t", *_keys("-housing"), "enter")
        await _until(pilot, lambda: tags()[0] == ("Rent",))
        await pilot.press("u")
        await _until(pilot, lambda: tags()[0] == ("housing", "Rent"))
        await pilot.press("u")
        await _until(pilot, lambda: tags()[0] == ())
        assert "#housing" not in _line(screen, 0)
        await pilot.press("u")
        assert tags() == [(), ("housing",), (), ()]


async def test_many_are_marked_and_tagged_at_once(tmp_path: Path) -> None:
    _varied(tmp_path)

    def tagged() -> set[str]:
        entries = open_shelf(tmp_path / "data").entries()
        return {entry.title for entry in entries if "x" in entry.tags}

    async with _library(tmp_path, 4) as (pilot, screen):
        await pilot.press("m", "m")
        assert "2 marked" in screen.status.position
        assert _line(screen, 0).startswith("■ Beta bridge")
        await pilot.press("t", "x", "enter")
        await _until(pilot, lambda: tagged() == {"Beta bridge", "alder"})
        await pilot.press("M", "t", "x", "enter")
        await _until(pilot, lambda: len(tagged()) == 4)
        await pilot.press("u")
        await _until(pilot, lambda: tagged() == {"Beta bridge", "alder"})
        await pilot.press("escape")
        assert "marked" not in screen.status.position


async def test_removing_asks_and_can_be_undone(tmp_path: Path) -> None:
    _varied(tmp_path)
    data = tmp_path / "data"
    async with _library(tmp_path, 4) as (pilot, screen):
        await pilot.press("j", "x")
        assert "with 1 note" in _question(pilot)
        await pilot.press("enter")  # the cursor is on No
        assert len(open_shelf(data).entries()) == 4
        await pilot.press("x", "j", "enter")
        await _until_listed(pilot, screen, 3)
        assert [entry.title for entry in open_shelf(data).removed_entries()] == ["alder"]
        await pilot.press("u")
        await _until_listed(pilot, screen, 4)
        assert _titles(screen) == ["Beta bridge", "alder", "Cedar", "Dune"]
        (kept,) = open_shelf(data).annotations(screen.rows.entries[1].article_id)
        assert kept.target is not None


def _question(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query(Static).first().content)


async def test_the_trash_shows_what_was_removed_and_gives_it_back(tmp_path: Path) -> None:
    ids = _varied(tmp_path)
    data = tmp_path / "data"
    shelf = open_shelf(data)
    (note,) = shelf.annotations(ids[1])
    shelf.save(replace(note, deleted=NOW, rev=2, body="An odd thing"), note)
    shelf.remove_article(ids[3], NOW + timedelta(hours=1))
    async with _library(tmp_path, 3) as (pilot, screen):
        await pilot.press("T")
        trash = pilot.app.screen
        assert isinstance(trash, TrashScreen)
        await _until(pilot, lambda: bool(trash.rows.items))
        lines = [item.text for item in trash.rows.items]
        assert lines[0] == "Article · Dune"
        assert "An odd thing" in lines
        assert "1 article, 1 note" in trash.status.position
        await pilot.press("M", "enter")
        await _until(pilot, lambda: not trash.rows.items)
        assert len(open_shelf(data).entries()) == 4
        assert len(open_shelf(data).annotations(ids[1])) == 1
        await pilot.press("u")
        await _until(pilot, lambda: bool(trash.rows.items))
        assert len(open_shelf(data).entries()) == 3
        assert open_shelf(data).annotations(ids[1]) == ()
        await pilot.press("slash", *"odd", "enter", "r")
        await _until(pilot, lambda: len(open_shelf(data).annotations(ids[1])) == 1)
        await pilot.press("escape", "q")
        await _until_listed(pilot, screen, 3)
        await _until(pilot, lambda: screen.entries[1].notes == 1)


async def test_a_change_that_cannot_be_kept_is_told_and_nothing_seems_done(tmp_path: Path) -> None:
    ids = _varied(tmp_path)
    async with _library(tmp_path, 4) as (pilot, screen):
        log = tmp_path / "data" / "articles" / f"{ids[0]}.log"
        log.unlink()
        log.mkdir()
        (tmp_path / "data" / "quarantine").write_text("in the way")
        await pilot.press("t", "x", "enter")
        await _until(pilot, lambda: screen.status.state == "not saved")
        assert "#x" not in _line(screen, 0)
        assert screen.status.is_trouble


async def test_help_tells_the_keys_of_the_library(tmp_path: Path) -> None:
    async with _library(tmp_path, 0) as (pilot, _):
        await pilot.press("?")
        help_screen = pilot.app.screen
        assert isinstance(help_screen, HelpScreen)
        lines = [item.text for item in help_screen.query_one(RowList).items]
        told = " ".join(" ".join(lines).split())
        for key in LIBRARY_KEYS:
            assert key.help in told


@pytest.mark.parametrize("size", [(120, 40), (60, 20), (34, 6)])
async def test_the_first_page_is_the_one_painted_over_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    _varied(tmp_path)
    entries = recalled_entries(tmp_path / "data", 50)
    assert entries == open_shelf(tmp_path / "data").entries()
    look = Look.first(Settings())
    painted = list_page(entries, look, size, Colors(None, {}))
    rows = re.split(r"\x1b\[\d+;1H", painted)[1:]
    first = [re.sub(r"\x1b\[[\d;]*m", "", row) for row in rows]
    assert {cell_len(row) for row in first} == {size[0]}
    async with _library(tmp_path, 4, size) as (pilot, screen):
        await pilot.pause()
        shown = [strip.text for strip in screen._compositor.render_strips()]
        assert len(first) == len(shown)
        assert first[0].split() == shown[0].split()[:1]
        # The last column is the scroll bar's, where there is one.
        assert [row[:-1] for row in first[1:-1]] == [row[:-1] for row in shown[1:-1]]


async def test_the_palette_has_what_this_screen_can_do(tmp_path: Path) -> None:
    _varied(tmp_path)
    async with _library(tmp_path, 4) as (pilot, screen):
        hits = [hit async for hit in ScreenCommands(screen).discover()]
        offered = {str(hit.display): hit for hit in hits if isinstance(hit, DiscoveryHit)}
        assert "Next quote" not in offered
        await offered["Sort the other way round"].command()
        await _until(pilot, lambda: "last opened ▲" in screen.status.source)
