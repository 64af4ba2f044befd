"""Undo and redo over restarts, and one note changed in two places."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reader.annotations import Annotation, Motivation
from reader.document import Document, Origin, compose
from reader.reading import History, Op, Reading
from reader.store import Action, open_shelf
from reader.store.shelf import TinyShelf
from tests.strategies import NOW

ROOT = Path(__file__).parents[2]

ACTIONS = """
import os, signal, sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from reader.annotations import Annotation, Motivation
from reader.store import open_shelf

shelf, now = open_shelf(Path(sys.argv[1])), datetime(2027, 1, 1, tzinfo=UTC)
kept = {note.id: note for note in shelf.annotations("a")}
for number in range(200):
    now += timedelta(seconds=1)
    name = f"note-{number % 60}"
    before = kept.get(name)
    if before is None:
        name = f"{name}-{number}"
        after = Annotation(name, "a", "", Motivation.COMMENTING, now, now, body="new")
    elif number % 7 == 0:
        after = replace(before, deleted=now, updated=now, rev=before.rev + 1)
    else:
        after = replace(before, body=f"body {number}", updated=now, rev=before.rev + 1)
    after = shelf.save(after, before)
    if after.deleted:
        del kept[name]
    else:
        kept[name] = after
os.kill(os.getpid(), signal.SIGKILL)
"""


def _note(name: str = "one", body: str = "first") -> Annotation:
    return Annotation(name, "a", "", Motivation.COMMENTING, NOW, NOW, body=body)


def _edited(note: Annotation, **changes: object) -> Annotation:
    later = note.updated + timedelta(seconds=1)
    return replace(note, updated=later, rev=note.rev + 1, **changes)  # type: ignore[arg-type]


def _records(data: Path) -> object:
    return open_shelf(data).file("a").tables().get("annotations", {})


def _all(shelf: TinyShelf) -> dict[str, Annotation]:
    return {note.id: note for note in (*shelf.annotations("a"), *shelf.trash("a"))}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this platform")
def test_two_hundred_actions_are_undone_and_done_again_after_a_kill(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    for number in range(20):
        shelf.save(_note(f"note-{number}"))
    shelf.close()
    begin = repr(_records(tmp_path))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", ACTIONS, str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == -9
    end = repr(_records(tmp_path))
    assert begin != end
    for op, expected in ((Op.UNDO, begin), (Op.REDO, end), (Op.UNDO, begin)):
        shelf = open_shelf(tmp_path)
        for _ in range(200):
            _step(shelf, op)
        assert repr(_records(tmp_path)) == expected
        shelf.close()
    assert open_shelf(tmp_path).notices == ()


def _step(shelf: TinyShelf, op: Op) -> None:
    """Take one step as an open article does."""
    history = History.of(*shelf.history("a"))
    reading = Reading("a", _text(), annotations=shelf.annotations("a"))
    now = NOW + timedelta(days=1000)
    step = history.undo(reading, now) if op is Op.UNDO else history.redo(reading, now)
    assert step is not None
    shelf.save(step[2], reading.annotation(step[2].id), op)


def test_what_another_program_undoes_is_the_newest_change(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    first = shelf.save(_note())
    second = shelf.save(_edited(first, body="second"), first)
    other = open_shelf(tmp_path)
    assert other.latest() == "a"
    assert other.undo("a", NOW) == Action(first, second)
    assert shelf.annotations("a") == (first,)
    assert other.undo("a", NOW) == Action(None, first)
    assert shelf.annotations("a") == shelf.trash("a") == ()
    assert other.undo("a", NOW) is None
    assert other.latest() is None


def test_undoing_leaves_what_somebody_else_changed_since(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    first = shelf.save(_note())
    second = shelf.save(_edited(first, tags=("mine",)), first)
    history = History.of(*shelf.history("a"))
    open_shelf(tmp_path).save(_edited(second, body="theirs"), second)
    reading = Reading("a", _text(), annotations=(second,))
    step = history.undo(reading, NOW)
    assert step is not None
    kept = shelf.save(step[2], second, Op.UNDO)
    assert (kept.body, kept.tags) == ("theirs", ())


def _text() -> Document:
    return compose("Text.", Origin("-"))


def test_each_keeps_what_only_one_changed(tmp_path: Path) -> None:
    ours, theirs = open_shelf(tmp_path), open_shelf(tmp_path)
    base = ours.save(replace(_note(), tags=("a", "b")))
    theirs.save(_edited(base, body="longer", tags=("b", "c")), base)
    kept = ours.save(_edited(base, tags=("a", "b", "d")), base)
    assert (kept.body, kept.tags) == ("longer", ("b", "d", "c"))
    assert theirs.annotations("a") == (kept,)


def test_a_note_changed_in_both_keeps_both_texts(tmp_path: Path) -> None:
    ours, theirs = open_shelf(tmp_path), open_shelf(tmp_path)
    base = ours.save(_note())
    theirs.save(_edited(base, body="theirs"), base)
    kept = ours.save(_edited(base, body="ours"), base)
    assert kept.body == "ours\n\ntheirs"
    again = ours.save(_edited(kept, body="settled"), kept)
    assert theirs.annotations("a") == (again,)


@pytest.mark.parametrize("removed_first", [True, False])
def test_what_one_removes_and_the_other_changes_stays(tmp_path: Path, removed_first: bool) -> None:
    ours, theirs = open_shelf(tmp_path), open_shelf(tmp_path)
    base = ours.save(_note())
    versions = [_edited(base, deleted=NOW), _edited(base, body="changed")]
    first, second = versions if removed_first else reversed(versions)
    theirs.save(first, base)
    ours.save(second, base)
    (kept,) = open_shelf(tmp_path).annotations("a")
    assert kept.body == "changed"


def test_others_are_counted_and_ourselves_are_not(tmp_path: Path) -> None:
    ours, theirs = open_shelf(tmp_path), open_shelf(tmp_path)
    ours.save(_note())
    count = ours.others("a")
    assert count is not None
    ours.save(_note("two"))
    ours.settle()
    assert ours.others("a") == count
    theirs.save(_note("three"))
    assert ours.others("a") is None
    assert len(ours.annotations("a")) == 3
    assert ours.others("a") not in (None, count)


def test_a_long_log_is_cut_and_the_last_changes_can_still_be_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.store.article._LOG_MOST", 100)
    shelf = open_shelf(tmp_path)
    beside = open_shelf(tmp_path)
    note = shelf.save(_note())
    for number in range(400):
        note = shelf.save(_edited(note, body=str(number)), note)
        assert beside.annotations("a") == (note,)
    shelf.close()
    lines = (tmp_path / "articles" / "a.log").read_bytes().count(b"\n")
    assert lines <= 100 + 32
    done, _ = open_shelf(tmp_path).history("a")
    assert len(done) >= 50
    assert done[-1].after == note
