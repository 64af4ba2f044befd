"""Several processes at one library: written at once, killed while writing, not allowed to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.store import open_shelf

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reader.annotations import Annotation, Motivation, new_id
from reader.store import open_shelf

shelf, count = open_shelf(Path(sys.argv[1])), int(sys.argv[2])
for number in range(count):
    now = datetime.now(UTC)
    made = Annotation(new_id(now), "a", "", Motivation.COMMENTING, now, now, body=f"{number} " * 50)
    shelf.save(made)
    print(made.id, flush=True)
"""

EDITOR = """
import json, random, sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from reader.annotations import Annotation, Motivation, new_id
from reader.store import open_shelf

shelf, chance = open_shelf(Path(sys.argv[1])), random.Random(int(sys.argv[2]))
kept = {note.id: note for note in shelf.annotations("a")}
while True:
    now = datetime.now(UTC)
    before = chance.choice(list(kept.values())) if kept and chance.random() < 0.8 else None
    if before is None:
        after = Annotation(new_id(now), "a", "", Motivation.COMMENTING, now, now, body="new")
    elif chance.random() < 0.4:
        after = replace(before, deleted=now, updated=now, rev=before.rev + 1)
    else:
        after = replace(before, body=f"{now} " * 9, updated=now, rev=before.rev + 1)
    print(json.dumps(["begin", after.id, after.body, bool(after.deleted)]), flush=True)
    shelf.save(after, before)
    print(json.dumps(["done", after.id, after.body, bool(after.deleted)]), flush=True)
    kept[after.id] = after
    if after.deleted:
        del kept[after.id]
"""

READ_ONLY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from reader.annotations import aligned, anchor, describe
from reader.document import Origin, Span, compose
from reader.errors import StoreError
from reader.reading import open_reading
from reader.store import open_shelf

shelf = open_shelf(Path(sys.argv[1]))
# Only now: Python itself may lie where nobody else can read it.
if os.geteuid() == 0:
    os.setuid(65534)
now = datetime(2026, 1, 1, tzinfo=UTC)
reading = open_reading(compose("Some words to mark.", Origin("-")), shelf, now)
print(len(shelf.annotations("a")), len(shelf.notices))
try:
    shelf.save(reading.highlight(Span(0, 4), now)[1])
except StoreError as error:
    print(error)
"""


def _start(program: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def _ids(data: Path) -> set[str]:
    shelf = open_shelf(data)
    found = {annotation.id for annotation in shelf.annotations("a")}
    assert shelf.notices == ()
    return found


def _acknowledged(writers: Sequence[subprocess.Popen[str]]) -> set[str]:
    lines = [writer.communicate(timeout=60)[0].split("\n") for writer in writers]
    # What follows the last line break was not told in full.
    return {line for told in lines for line in told[:-1]}


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [_start(WRITER, tmp_path, 25) for _ in range(2)]
    told = _acknowledged(writers)
    assert len(told) == 50
    assert _ids(tmp_path) == told


def test_a_reader_beside_a_writer_never_fails(tmp_path: Path) -> None:
    writer = _start(WRITER, tmp_path, 25)
    seen = 0
    while writer.poll() is None:
        now = len(_ids(tmp_path))
        assert now >= seen
        seen = now
    assert _ids(tmp_path) == _acknowledged([writer])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this platform")
def test_a_killed_writer_loses_nothing_it_told(tmp_path: Path) -> None:
    told: set[str] = set()
    for round_ in range(6):
        writer = _start(WRITER, tmp_path, 10_000)
        assert writer.stdout is not None
        told |= {writer.stdout.readline().strip() for _ in range(3 + 5 * round_)}
        writer.send_signal(signal.SIGKILL)
        told |= _acknowledged([writer])
        assert told <= _ids(tmp_path)
    assert not (tmp_path / "quarantine").exists()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this platform")
def test_kills_while_changing_and_removing_leave_the_change_before_or_after(tmp_path: Path) -> None:
    known: dict[str, tuple[str, bool]] = {}
    for round_ in range(8):
        editor = _start(EDITOR, tmp_path, round_)
        assert editor.stdout is not None
        lines = [editor.stdout.readline() for _ in range(40 + 23 * round_)]
        editor.send_signal(signal.SIGKILL)
        # Not `communicate`, which would pass over what is read ahead already.
        lines += editor.stdout.read().split("\n")[:-1]
        editor.communicate(timeout=60)
        begun: dict[str, tuple[str, bool]] = {}
        for line in lines:
            what, name, body, is_gone = json.loads(line)
            begun = {name: (body, is_gone)}
            if what == "done":
                known[name], begun = begun[name], {}
        shelf = open_shelf(tmp_path)
        kept = {
            note.id: (note.body, note.deleted is not None)
            for note in (*shelf.annotations("a"), *shelf.trash("a"))
        }
        assert kept in (known, {**known, **begun})
        assert shelf.notices == ()
        known = kept


@pytest.mark.skipif(os.name == "nt", reason="permissions are not those of POSIX")
def test_a_folder_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    data = tmp_path / "library"
    writer = _start(WRITER, data, 2)
    told = _acknowledged([writer])
    os.chmod(data, 0o755)
    # Those above belong to the person who runs the tests alone.
    for folder in (tmp_path, *tmp_path.parents[:2]):
        os.chmod(folder, 0o755)
    if os.geteuid() != 0:
        for path in (data, *data.rglob("*")):
            os.chmod(path, 0o555 if path.is_dir() else 0o444)
    out = _start(READ_ONLY, data).communicate(timeout=60)[0].splitlines()
    for path in (data, *data.rglob("*")):
        os.chmod(path, 0o755)
    assert out[0] == f"{len(told)} 1"
    assert "not saved (Permission denied)" in out[1]
    assert _ids(data) == told
