from __future__ import annotations

from pathlib import Path

import pytest

from reader.document import Origin, compose
from reader.store import open_shelf
from reader.ui.screens.prompt import Choice
from tests.ui.conftest import Opener, Session

TEXT = (
    "Mill closes\n\n"
    "“We were not told,” said Anna Berg, a weaver. “It is over,” Tom Holt said.\n\n"
    "“Nobody asked us,” Ms. Berg said.\n"
)
DOCUMENT = compose(TEXT, Origin("/articles/mill.txt"))


def _said(session: Session) -> dict[str, str | None]:
    reading = session.article.reading
    assert reading is not None
    findings = reading.findings
    assert findings is not None
    speakers = {one.id: one.name for one in findings.speakers}
    return {
        quote.span.of(reading.document.text): speakers.get(quote.speaker_id or "")
        for quote in findings.quotes
    }


async def _choose(session: Session, key: str) -> None:
    """Move to the answer with this key, and take it."""
    dialogue = session.app.screen
    assert isinstance(dialogue, Choice)
    keys = [item.key for item in dialogue._items]
    await session.press("g", *["j"] * keys.index(key), "enter")


async def test_somebody_else_said_it_and_undo(open_reader: Opener, tmp_path: Path) -> None:
    async with open_reader(DOCUMENT) as session:
        assert _said(session)["“It is over,”"] == "Tom Holt"
        await session.press("]", "]", "a")
        assert "Who said “It is over,”?" in session.screen_text()
        await _choose(session, "other:")
        await session.press(*"Ida", "space", *"Voss", "enter")
        assert _said(session)["“It is over,”"] == "Ida Voss"
        assert "Ida Voss" in session.screen_text()
        await session.press("u")
        assert _said(session)["“It is over,”"] == "Tom Holt"
        await session.press("ctrl+r")
        assert _said(session)["“It is over,”"] == "Ida Voss"


async def test_a_correction_is_there_after_reopening(open_reader: Opener) -> None:
    async with open_reader(DOCUMENT) as session:
        await session.press("]", "a")
        await _choose(session, "not:")
        assert "“We were not told,”" not in _said(session)
    async with open_reader(DOCUMENT) as session:
        assert "“We were not told,”" not in _said(session)
        assert session.article.reading is not None
        assert session.article.reading.annotations == ()


async def test_selected_words_are_the_quote(open_reader: Opener) -> None:
    async with open_reader(DOCUMENT) as session:
        await session.press("]", "v", "l", "l", "l", "a")
        await _choose(session, "words:")
        assert "“We" in _said(session)


async def test_two_people_are_one(open_reader: Opener) -> None:
    async with open_reader(DOCUMENT) as session:
        await session.press("tab", "g", "a")
        dialogue = session.app.screen
        assert isinstance(dialogue, Choice)
        same = next(item.key for item in dialogue._items if item.key.startswith("same:"))
        await _choose(session, same)
        assert len(set(_said(session).values())) == 1
        await session.press("u")
        assert len(set(_said(session).values())) == 2


@pytest.mark.parametrize("keys", [["a"], ["]", "a", "escape"]])
async def test_nothing_is_changed_by_asking(open_reader: Opener, keys: list[str]) -> None:
    async with open_reader(DOCUMENT) as session:
        before = _said(session)
        await session.press(*keys)
        assert _said(session) == before


async def test_corrections_are_no_notes_for_the_library(
    open_reader: Opener, tmp_path: Path
) -> None:
    async with open_reader(DOCUMENT) as session:
        await session.press("]", "a")
        await _choose(session, "nobody:")
        assert session.article.reading is not None
        article_id = session.article.reading.article_id
        data = session.article.desk.places.data
    shelf = open_shelf(data)
    assert shelf.annotations(article_id) == ()
    assert [kept.correction is not None for kept in shelf.corrections(article_id)] == [True]
    assert [entry.notes for entry in shelf.entries()] == [0]
