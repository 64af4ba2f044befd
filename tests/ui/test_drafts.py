"""Notes that are being written are on disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.document import Span
from reader.reading import Draft
from reader.ui.drafts import draft_path, forget_draft, keep_draft, left_drafts
from reader.ui.screens.note_editor import NoteEditor
from tests.ui.conftest import Opener, Session, document_of

DRAFT = Draft("a1", "0" * 64, "n1", Span(3, 9), "words", "before", "“After” \ud800\n")


def _dead() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def _left_by(path: Path, pid: int, **changes: object) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**record, "pid": pid, **changes}), encoding="utf-8")


def test_a_draft_whose_program_has_ended_is_found(tmp_path: Path) -> None:
    path = draft_path(tmp_path, "a1")
    keep_draft(path, DRAFT)
    assert list(left_drafts(tmp_path, "a1")) == [], "it is being written"
    _left_by(path, _dead())
    ((found, draft),) = left_drafts(tmp_path, "a1")
    assert found == path
    assert draft == replace(DRAFT, body="“After” ?\n")
    assert list(left_drafts(tmp_path, "a2")) == []
    forget_draft(path)
    forget_draft(path)
    assert list(left_drafts(tmp_path, "a1")) == []


def test_one_of_another_machine_or_of_somebody_else_is_let_alone(tmp_path: Path) -> None:
    path = draft_path(tmp_path, "a1")
    keep_draft(path, DRAFT)
    _left_by(path, _dead(), host="elsewhere")
    assert list(left_drafts(tmp_path, "a1")) == []
    _left_by(path, 1)
    assert list(left_drafts(tmp_path, "a1")) == []


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"pid": 1}', b"\xff\x00", b'{"pid": "x"}'])
def test_what_is_no_draft_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a1-1.json").write_bytes(data)
    assert list(left_drafts(tmp_path, "a1")) == []


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file")
    path = draft_path(tmp_path, "a1")
    keep_draft(path, DRAFT)
    forget_draft(path)
    assert list(left_drafts(tmp_path, "a1")) == []


async def _until_kept(session: Session, folder: Path, words: str) -> Path:
    for _ in range(400):
        for path in folder.glob("drafts/*.json"):
            if words in path.read_text(encoding="utf-8"):
                return path
        await session.settle()
    pytest.fail("the note is not kept while it is written")


@pytest.mark.parametrize("ending", ["ctrl+s", "ctrl+q"])
async def test_it_is_there_while_it_is_written_and_gone_afterwards(
    open_reader: Opener, tmp_path: Path, ending: str
) -> None:
    async with open_reader(document_of("Some words to note.")) as session:
        await session.press("v", "w", "c", *"half a th")
        path = await _until_kept(session, tmp_path / "data", "half a th")
        assert json.loads(path.read_bytes())["pid"] == os.getpid()
        await session.press(*"ought", ending)
        session.article.saver().flush(5)
        assert not path.exists()


@pytest.mark.parametrize("key", ["c", "C"])
async def test_it_is_taken_up_the_next_time(open_reader: Opener, tmp_path: Path, key: str) -> None:
    document = document_of("Some words to note.")
    async with open_reader(document) as session:
        await session.press("v", "w", key, *"half a th")
        assert isinstance(session.app.screen, NoteEditor)
        path = await _until_kept(session, tmp_path / "data", "half a th")
        left = path.read_text(encoding="utf-8")
    path.write_text(left, encoding="utf-8")
    _left_by(path, _dead())
    async with open_reader(document) as session:
        reading = session.article.reading
        assert reading
        (kept,) = reading.annotations
        assert kept.body == "half a th"
        assert (kept.target is not None) == (key == "c")
        session.article.saver().flush(5)
        assert not path.exists()
        told = "\n".join(str(told.message) for told in session.app._notifications)
        assert "half a th" in told
        await session.press("u")
        assert session.article.reading
        assert not any(one.body for one in session.article.reading.annotations)


async def test_dropping_a_change_leaves_the_program_open(open_reader: Opener) -> None:
    async with open_reader(document_of("Some words to note.")) as session:
        await session.press("v", "w", "c", *"no", "ctrl+q")
        assert session.app.screen is session.article
        assert not session.app._exit
        assert session.article.reading
        assert session.article.reading.annotations == ()
        await session.press("ctrl+q")
        assert session.app._exit
