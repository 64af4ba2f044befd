from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.document import Document, Origin, compose
from reader.places import Places
from reader.settings import Settings
from reader.sources import open_document
from reader.ui.app import ReaderApp
from reader.ui.screens.article import ArticleScreen

SEED = Path(__file__).parents[2] / "seeds" / "canada-turns-to-china.txt"


class Session:
    """A running app with its pilot: keys in, state out."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> ReaderApp:
        """The app."""
        assert isinstance(self.pilot.app, ReaderApp)
        return self.pilot.app

    @property
    def article(self) -> ArticleScreen:
        """The article screen, also under a dialogue."""
        found = [s for s in self.app.screen_stack if isinstance(s, ArticleScreen)]
        return found[-1]

    async def press(self, *keys: str) -> None:
        """Press keys and let everything they set off come to rest."""
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Let what was set off come to rest."""
        groups = ("open", "analysis", "wrap", "counts")
        # Without any it would wait for all, also for those that wait for a key.
        if waited := [w for w in self.app.workers if w.group in groups]:
            await self.app.workers.wait_for_complete(waited)
        await self.pilot.pause()
        await self.pilot.pause()

    async def finish_search(self) -> None:
        """Let a search find all there is."""
        if searches := [w for w in self.app.workers if w.group == "search"]:
            await self.app.workers.wait_for_complete(searches)
        await self.settle()

    def words_selected(self) -> str:
        """The words of the selection."""
        span = self.article.view.selected_span()
        return span.of(self.article.document.text) if span else ""

    def screen_text(self) -> str:
        """What the screen shows, as lines of text."""
        compositor = self.app.screen._compositor
        return "\n".join(strip.text for strip in compositor.render_strips())


Opener = Callable[..., AbstractAsyncContextManager[Session]]


def document_of(text: str) -> Document:
    return compose(text, Origin("/articles/test.txt"))


@pytest.fixture
def open_reader(tmp_path: Path) -> Opener:
    """Open an app on a document (default: the sample article), its library in `tmp_path`."""

    @asynccontextmanager
    async def opener(
        document: Document | None = None,
        size: tuple[int, int] = (120, 40),
        settings: Settings | None = None,
    ) -> AsyncIterator[Session]:
        if document is None:
            document = open_document(str(SEED), now=datetime.now(UTC))
        places = Places(tmp_path / "data", tmp_path / "config.toml")
        app = ReaderApp(document, places, settings or Settings())
        async with app.run_test(size=size) as pilot:
            session = Session(pilot)
            await session.settle()
            await session.settle()
            yield session

    return opener
