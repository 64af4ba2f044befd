"""Exports on disk."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.document import Origin, Span, compose
from reader.errors import ReaderError
from reader.export import Exported, is_ours, to_markdown, write_export
from reader.reading import Reading
from tests.strategies import NOW

ROOT = Path(__file__).parents[2]
OURS = to_markdown(Exported("article", compose("Some text.", Origin("/a.txt"))))


def test_written_once_and_left_alone_when_nothing_changed(tmp_path: Path) -> None:
    file = tmp_path / "new" / "notes.md"
    assert write_export(file, OURS)
    before = file.stat()
    assert not write_export(file, OURS)
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert write_export(file, OURS + "\n")
    assert os.listdir(file.parent) == ["notes.md"]


def test_a_file_that_is_not_ours_stays(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("my own notes")
    with pytest.raises(ReaderError, match="--force"):
        write_export(file, OURS)
    assert file.read_text() == "my own notes"
    assert write_export(file, OURS, force=True)
    assert file.read_text("utf-8") == OURS


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "notes.md"
    write_export(file, OURS)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reader.files.sync_file", full)
    with pytest.raises(ReaderError, match="No space left on device"):
        write_export(file, OURS + "more")
    assert file.read_text("utf-8") == OURS
    assert os.listdir(tmp_path) == ["notes.md"]


_WRITING = """
import itertools, sys
from pathlib import Path
from reader.export import write_export
print("begun", flush=True)
for turn in itertools.count():
    write_export(Path(sys.argv[1]), "ab"[turn % 2] * 3_000_000, force=True)
"""


def test_a_kill_while_writing_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITING, str(file)], stdout=subprocess.PIPE, cwd=ROOT
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            while not file.exists():
                time.sleep(0.01)
            time.sleep(random.uniform(0, 0.1))
            process.kill()
        assert file.read_text() in ("a" * 3_000_000, "b" * 3_000_000)


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="not written"):
        write_export(tmp_path, OURS)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (OURS, True),
        (OURS.replace("\n", "\r\n"), True),
        (OURS + "edited by hand", True),
        ('{"schema": "reader.notes/1", "notes": []}', True),
        ('{\n  "schema": "reader.quotes/1"\n}', True),
        ('{"schema": "other/1"}', False),
        ("---\ntitle: mine\n---\ntext_sha256: no", False),
        ("[]", False),
        ("", False),
    ],
)
def test_what_is_ours(text: str, ours: bool) -> None:
    assert is_ours(text) is ours


def _with_note(body: str, article_id: str = "article") -> str:
    document = compose("Some text.", Origin("/a.txt"))
    reading, made = Reading(article_id, document).highlight(Span(0, 4), NOW)
    reading, _ = reading.comment(made.id, body, NOW)
    return to_markdown(Exported(article_id, document, None, reading.annotations))


def test_an_export_nobody_touched_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    write_export(file, _with_note("before"))
    assert write_export(file, _with_note("after"))


def test_the_export_of_another_article_is_not_run_over(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    write_export(file, _with_note("mine"))
    with pytest.raises(ReaderError, match="not an export of this article"):
        write_export(file, _with_note("mine", "another"))
