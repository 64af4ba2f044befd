"""Several articles named on the command line: which one is open, the next, the one before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from reader.places import Places
from reader.settings import Settings
from reader.sources import open_document
from reader.ui.app import ReaderApp
from reader.ui.screens.article import ArticleScreen
from tests.ui.conftest import Session


def _files(folder: Path) -> list[str]:
    paths = []
    for name in ("one", "two", "three"):
        path = folder / f"{name}.txt"
        path.write_text(f"Article {name}\n\nIt says {name}, said Ada Berg.\n")
        paths.append(str(path))
    return paths


async def _until_open(session: Session, name: str) -> ArticleScreen:
    for _ in range(1000):
        article = session.article
        if article.is_open and article.document.title == f"Article {name}":
            return article
        await session.pilot.pause(0.01)
    raise AssertionError(session.article.document.title)


async def test_the_place_in_the_list_is_told_and_keys_go_along_it(tmp_path: Path) -> None:
    sources = _files(tmp_path)
    first = open_document(sources[0], now=datetime.now(UTC))
    places = Places(tmp_path / "data", tmp_path / "config.toml")
    app = ReaderApp(first, places, Settings(), sources=sources)
    async with app.run_test(size=(120, 30)) as pilot:
        session = Session(pilot)
        article = await _until_open(session, "one")
        assert article.status.source == "1 of 3 · one.txt"
        assert "1 of 3" in session.screen_text().splitlines()[0]
        await session.press("ctrl+n")
        await _until_open(session, "two")
        assert article.status.source == "2 of 3 · two.txt"
        await session.press("ctrl+n")
        await _until_open(session, "three")
        assert article.status.source == "3 of 3 · three.txt"
        await session.press("ctrl+n")
        assert "no article was named after this" in [n.message for n in app._notifications]
        await session.press("ctrl+b")
        await _until_open(session, "two")


async def test_a_single_article_has_no_place(tmp_path: Path) -> None:
    source = _files(tmp_path)[0]
    document = open_document(source, now=datetime.now(UTC))
    places = Places(tmp_path / "data", tmp_path / "config.toml")
    app = ReaderApp(document, places, Settings(), sources=[source])
    async with app.run_test(size=(120, 30)) as pilot:
        article = await _until_open(Session(pilot), "one")
        assert article.status.source == "one.txt"
