"""Whatever is typed, clicked and resized, on whatever text: it goes on and ends without a fault.

More events with `READER_RANDOM_EVENTS=20000`, other ones with `READER_RANDOM_SEED=7`.
"""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from reader.document import Document, Span, compose
from reader.document import Origin as DocumentOrigin
from reader.places import Places
from reader.reading import open_reading
from reader.settings import Settings
from reader.sources import open_document
from reader.sources.markdown import markdown_document
from reader.store import open_shelf
from reader.ui.app import ReaderApp
from reader.ui.bindings import KEYS
from reader.ui.library_keys import LIBRARY_KEYS
from tests.ui.conftest import SEED

EVENTS = int(os.environ.get("READER_RANDOM_EVENTS", "300"))
SEED_NUMBER = int(os.environ.get("READER_RANDOM_SEED", "20260301"))

TEXTS = {
    "empty": "",
    "one word": "word",
    "wide": "日本語の記事。「はい」と彼は言った。👩‍👧 e\u0301tude 🇨🇦 a\u0300\u0301\u0302 한국어\n\n"
    * 9,
    "one line of a megabyte": "“Yes,” said Ann Lee. Nobody else spoke. " * 26_000,
}
_LETTERS = [
    *"abcdefghijklmnopqrstuvwxyzVGLNCD0123456789/?<>[](){}%$",
    "space",
    "enter",
    "backspace",
]
_SIZES = [(120, 40), (60, 20), (40, 10), (80, 24), (20, 5), (200, 60), (8, 3), (2, 2), (1, 1)]
_PASTED = ["two\nlines", "[/b] {x} $y", "e\u0301日本\u202eabc", "\x1b[31mred\x00", "word " * 400]
_CHARACTERS = {"space": " ", "enter": "\r", "tab": "\t"}
# The program may be left by these; everything else must stay inside it.
_LEAVING = {"q", "ctrl+q", "ctrl+c"}


def _documents() -> list[tuple[str, Document]]:
    made = [(name, compose(text, DocumentOrigin(f"/{name}.txt"))) for name, text in TEXTS.items()]
    # Footnotes, but no links: what is followed at random is to stay in the program.
    noted = "# Noted\n\nOne *and[^a] `two`* of it.[^b]\n\n" * 9 + "[^a]: A note.\n\n[^b]: **B**.\n"
    markdown = markdown_document(noted, DocumentOrigin("/noted.md", kind="markdown"))
    made.append(("set apart", markdown))
    return [*made, ("the sample", open_document(str(SEED), now=datetime.now(UTC)))]


def _keys() -> list[str]:
    bound = {key for entry in (*KEYS, *LIBRARY_KEYS) for key in entry.keys.split(",")}
    return sorted({*bound, *_LETTERS} - _LEAVING)


class _Player:
    """Makes one random event after the other, and remembers them."""

    def __init__(self, chance: random.Random) -> None:
        self.random = chance
        self.keys = _keys()
        self.made: list[str] = []

    async def step(self, pilot: Pilot[int]) -> None:
        chance = self.random.random()
        if chance < 0.6:
            await self._type(pilot)
        elif chance < 0.83:
            await self._mouse(pilot)
        elif chance < 0.86:
            words = self.random.choice(_PASTED)
            self.made.append(f"paste {words!r}")
            pilot.app.post_message(events.Paste(words))
            await pilot.pause()
        else:
            width, height = self.random.choice(_SIZES)
            self.made.append(f"resize {width}x{height}")
            await pilot.resize_terminal(width, height)

    async def _type(self, pilot: Pilot[int]) -> None:
        """Some keys at once, as from somebody quick."""
        for _ in range(self.random.randint(1, 12)):
            # Escape more often than chance has it, or most keys would go into some dialogue.
            key = "escape" if self.random.random() < 0.08 else self.random.choice(self.keys)
            self.made.append(key)
            character = _CHARACTERS.get(key, key if len(key) == 1 else None)
            name = _character_to_key(key) if len(key) == 1 else key
            pilot.app.post_message(events.Key(name, character))
        await pilot.pause()

    async def _mouse(self, pilot: Pilot[int]) -> None:
        width, height = pilot.app.size
        x, y = self.random.randrange(max(1, width)), self.random.randrange(max(1, height))
        kinds = (
            events.MouseDown,
            events.MouseUp,
            events.MouseMove,
            events.MouseScrollDown,
            events.MouseScrollUp,
        )
        kind = self.random.choice(kinds)
        button = 1 if kind in (events.MouseDown, events.MouseUp) else 0
        self.made.append(f"{kind.__name__} {x},{y}")
        # As the terminal's driver does it: Pilot's own looks for a widget there, in a screen that
        # may not be laid out yet.
        pilot.app.post_message(
            kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)
        )
        await pilot.pause()


@pytest.mark.parametrize(
    ("name", "document"), _documents(), ids=lambda given: given if isinstance(given, str) else ""
)
async def test_nothing_typed_or_clicked_breaks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, document: Document
) -> None:
    monkeypatch.chdir(tmp_path)  # where exports go
    await _play(tmp_path, name, document)


async def test_nothing_typed_or_clicked_breaks_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shelf = open_shelf(tmp_path / "data")
    for number, (name, document) in enumerate(_documents()):
        path = tmp_path / f"{name}.txt"
        path.write_text(document.text or "Not quite empty.", encoding="utf-8")
        for words in ("", " One more sentence came."):
            there = open_document(str(path), now=datetime.now(UTC))
            there = compose(there.text + words, there.origin)
            reading = open_reading(there, shelf, datetime.now(UTC))
        shelf.retag(reading.article_id, [f"tag{number}", "all"])
        reading, note = reading.highlight(Span(0, 4), datetime.now(UTC))
        shelf.save(note)
    shelf.remove_article(reading.article_id, datetime.now(UTC))
    shelf.close()
    await _play(tmp_path, "the library", None)


async def _play(folder: Path, name: str, document: Document | None) -> None:
    places = Places(folder / "data", folder / "config.toml")
    player = _Player(random.Random(f"{SEED_NUMBER} {name}"))
    while (before := len(player.made)) < EVENTS:
        # It may be left by the palette; then it is opened again.
        app = ReaderApp(document, places, Settings())
        try:
            async with app.run_test(size=(100, 30)) as pilot:
                while len(player.made) < EVENTS and not (app._exception or app._exit):
                    await player.step(pilot)
                await pilot.pause()
                assert app._exception is None
                assert app.return_code in (None, 0)
        except BaseException:
            print("events:", player.made[-40:])
            raise
        assert len(player.made) > before
        assert len(player.made) >= EVENTS or "ctrl+p" in player.made[-60:], player.made[-1]
