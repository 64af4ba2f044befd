"""Two readers on one article: each sees what the other wrote, and neither loses words."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from pathlib import Path

from reader.annotations import Annotation
from reader.store import open_shelf
from reader.store.shelf import TinyShelf
from reader.ui.screens.note_editor import NoteEditor
from reader.ui.screens.open_article import LOOK_SECONDS
from tests.ui.conftest import Opener, Session


async def _until(session: Session, is_so: Callable[[], bool]) -> None:
    """Let the app go on until this is so; fails after ten seconds."""
    for _ in range(200):
        if is_so():
            return
        await session.pilot.pause(0.05)
    raise AssertionError("it never came")


async def _note_of(session: Session, shelf: TinyShelf) -> Annotation:
    """A note that the app made and that is safe on disk."""
    await session.press("V", "c", *"first", "ctrl+s")
    reading = session.article.reading
    assert reading is not None
    article_id = reading.article_id
    await _until(session, lambda: bool(shelf.annotations(article_id)))
    (note,) = shelf.annotations(article_id)
    return note


def _change(shelf: TinyShelf, note: Annotation, body: str) -> None:
    """The other reader writes."""
    later = dataclasses.replace(note, body=body, rev=note.rev + 1)
    shelf.save(later, before=note)


async def test_the_other_readers_note_is_shown(open_reader: Opener, tmp_path: Path) -> None:
    async with open_reader() as session:
        other = open_shelf(tmp_path / "data")
        note = await _note_of(session, other)
        _change(other, note, "from the other side")
        await _until(
            session,
            lambda: (
                session.article.reading is not None
                and [a.body for a in session.article.reading.annotations] == ["from the other side"]
            ),
        )
        other.close()


async def test_a_note_edited_by_two_at_once_keeps_both(open_reader: Opener, tmp_path: Path) -> None:
    async with open_reader() as session:
        other = open_shelf(tmp_path / "data")
        note = await _note_of(session, other)
        await session.press("c")
        assert isinstance(session.app.screen, NoteEditor)
        _change(other, note, "first, and theirs")
        # Several looks at what others wrote go by while the editor is open.
        await asyncio.sleep(3 * LOOK_SECONDS)
        await session.press(*" mine", "ctrl+s")

        def bodies() -> str:
            return "\n".join(a.body for a in other.annotations(note.article_id))

        await _until(session, lambda: "mine" in bodies())
        assert "theirs" in bodies()
        other.close()
