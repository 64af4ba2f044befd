"""Searching everything from the library's screen, going to a hit and back to the others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from reader.document import Origin, Span, compose
from reader.places import Places
from reader.quotes import find
from reader.reading import open_reading, voices_of
from reader.settings import Settings
from reader.store import open_shelf
from reader.ui.app import ReaderApp
from reader.ui.screens.article import ArticleScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.search_all import SearchScreen

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FILLER = "\n\n".join(f"Paragraph {number} tells of other things." for number in range(80))
HARBOUR = (
    f"The harbour\n\n{FILLER}\n\n“The herons have come back,” said Ada Berg.\n\n"
    "Nobody counted the herons."
)
MARKET = "The market\n\nNo herons were sold at the market.\n\nIt closed at noon."


def _fill(folder: Path) -> None:
    shelf = open_shelf(folder / "data")
    for name, text in (("market", MARKET), ("harbour", HARBOUR)):
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        document = compose(text, Origin(str(path)))
        reading = open_reading(document, shelf, NOW)
        shelf.sayings.keep(
            reading.article_id,
            document.sha256,
            voices_of(document, find(document), reading.article_id),
        )
    reading, note = reading.highlight(Span(0, 11), NOW)
    shelf.save(reading.comment(note.id, "Ask who feeds the herons.", NOW)[1])
    shelf.close()


async def _until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    for _ in range(1000):
        if is_so():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came")


@asynccontextmanager
async def _searching(folder: Path, words: str) -> AsyncIterator[tuple[Pilot[int], SearchScreen]]:
    _fill(folder)
    places = Places(folder / "data", folder / "config.toml")
    app = ReaderApp(None, places, Settings())
    async with app.run_test(size=(100, 24)) as pilot:
        library = app.screen
        assert isinstance(library, LibraryScreen)
        await _until(pilot, lambda: len(library.rows.items) == 2)
        await pilot.press("s", *words)
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        await _until(pilot, lambda: bool(screen.hits) and not screen.status.state)
        yield pilot, screen


def _lines(screen: SearchScreen) -> list[tuple[str, str]]:
    return [(item.text, item.right) for item in screen.rows.items if item.text]


async def test_hits_are_listed_by_article_with_context_and_speaker(tmp_path: Path) -> None:
    async with _searching(tmp_path, "heron") as (_, screen):
        # Both were opened at the same time; the order of the articles is that of the library.
        lines = _lines(screen)
        assert ("“The herons have come back,” said Ada Berg.", "Ada Berg") in lines
        assert ("Nobody counted the herons.", "") in lines
        assert ("No herons were sold at the market.", "") in lines
        assert ("Ask who feeds the herons. · The harbour", "note") in lines
        assert [text for text, _ in lines if text.startswith("The ")] in (
            ["The harbour", "The market"],
            ["The market", "The harbour"],
        )
        assert screen.status.position == "4 places in 2 articles"


async def test_words_stand_out_in_the_hits(tmp_path: Path) -> None:
    async with _searching(tmp_path, "heron") as (_, screen):
        number, item = next(
            (n, item) for n, item in enumerate(screen.rows.items) if "counted" in item.text
        )
        assert [item.text[s:e] for s, e in item.marks] == ["heron"]
        strip = screen.rows._strip(number, 90)
        marked = [piece.text for piece in strip if piece.style and piece.style.underline]
        assert marked == ["heron"]


async def test_enter_goes_to_the_hit_and_q_back_to_the_others(tmp_path: Path) -> None:
    async with _searching(tmp_path, "counted heron") as (pilot, screen):
        await pilot.press("enter", "enter")
        await _until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        article = pilot.app.screen
        assert isinstance(article, ArticleScreen)
        await _until(pilot, lambda: article.is_open and len(article.hits) == 3)
        start = article.document.text.index("counted")
        assert article.view.is_in_sight(start)
        assert article._current == start
        await pilot.press("q")
        await _until(pilot, lambda: pilot.app.screen is screen)
        assert len(screen.hits) == 1
        await pilot.press("q")
        await _until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen))


async def test_a_hit_in_a_note_goes_to_the_note(tmp_path: Path) -> None:
    async with _searching(tmp_path, "feeds") as (pilot, _):
        await pilot.press("enter", "enter")
        await _until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        article = pilot.app.screen
        assert isinstance(article, ArticleScreen)
        await _until(pilot, lambda: article.is_open)
        await pilot.pause()
        assert article.view.place == 0
        assert len(article.hits) == 0


async def test_a_hit_is_found_again_in_a_text_that_changed(tmp_path: Path) -> None:
    async with _searching(tmp_path, "counted") as (pilot, _):
        changed = HARBOUR.replace("Paragraph 3 ", "Words that were not there before. " * 9)
        (tmp_path / "harbour.txt").write_text(changed, encoding="utf-8")
        await pilot.press("enter", "enter")
        await _until(pilot, lambda: isinstance(pilot.app.screen, ArticleScreen))
        article = pilot.app.screen
        assert isinstance(article, ArticleScreen)
        await _until(pilot, lambda: article.is_open and len(article.hits) == 1)
        start = article.document.text.index("counted")
        assert start != HARBOUR.index("counted")
        assert article._current == start


async def test_braces_go_from_article_to_article(tmp_path: Path) -> None:
    async with _searching(tmp_path, "heron") as (pilot, screen):

        def here() -> str:
            assert screen.rows.current is not None
            return screen.hits[int(screen.rows.current.key)].entry.title

        await pilot.press("enter")
        first = here()
        await pilot.press("right_curly_bracket")
        second = here()
        assert {first, second} == {"The harbour", "The market"}
        await pilot.press("right_curly_bracket")
        assert here() == second
        await pilot.press("left_curly_bracket")
        assert here() == first
        assert screen.rows.current is not None
        assert screen.rows.current.key == "0"


async def test_nothing_found_is_told_and_the_line_can_be_changed(tmp_path: Path) -> None:
    async with _searching(tmp_path, "noon") as (pilot, screen):
        await pilot.press("enter", "slash", *"xyz")
        await _until(pilot, lambda: not screen.rows.items and not screen.status.state)
        assert screen.rows.empty == "nothing has all of that"
        assert screen.line.value == "noonxyz"
        await pilot.press(*["backspace"] * 3)
        await _until(pilot, lambda: len(screen.hits) == 1)
