"""Checking, mending, backing up and restoring a library."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reader.document import Origin, Span, compose
from reader.errors import Corrupt, StoreError
from reader.reading import open_reading
from reader.store import (
    Backup,
    Trouble,
    article_checkups,
    back_up,
    leftover_checkups,
    open_shelf,
    repair,
    text_checkups,
)
from reader.store.daily import superfluous
from tests.store.test_processes import ROOT, WRITER
from tests.strategies import NOW

TEXT = "A bridge is opened\nThe mayor said on Monday: “It is safe.” Nobody laughed at that."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A library with two articles and three highlights."""
    data = tmp_path / "library"
    shelf = open_shelf(data)
    for number in range(2):
        document = compose(f"{TEXT} {number}", Origin(f"/a/{number}.txt"))
        reading = open_reading(document, shelf, NOW)
        for start in range(1 + number):
            reading, made = reading.highlight(Span(2 + start, 8 + start), NOW)
            shelf.save(made)
    shelf.close()
    return data


def _troubles(data: Path) -> list[Trouble]:
    checkups = [*article_checkups(data), *text_checkups(data)]
    return [trouble for checkup in checkups for trouble in checkup.troubles]


def _notes(data: Path) -> dict[str, tuple[object, ...]]:
    shelf = open_shelf(data)
    return {name: shelf.annotations(name) for name in shelf.article_ids()}


def test_a_library_in_order_has_no_troubles(data: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert _troubles(data) == []
    assert [checkup.notes for checkup in article_checkups(data)] in ([1, 2], [2, 1])
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    assert _troubles(data / "none") == []


@pytest.mark.parametrize("pattern", ["*.json", "*.log", "*.json.bak"])
@pytest.mark.parametrize("damage", [b"", b"\0" * 500 + b"\n", b"[1]\n", None])
def test_every_damage_is_found_and_mended(data: Path, pattern: str, damage: bytes | None) -> None:
    notes = _notes(data)
    path = sorted((data / "articles").glob(pattern))[0]
    if damage is None:
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(damage)
    found = _troubles(data)
    # An empty log tells nothing that the file does not hold.
    is_wrong = (pattern, damage) != ("*.log", b"")
    assert [trouble.path for trouble in found] == [path] * is_wrong
    shelf = open_shelf(data)
    for checkup in list(article_checkups(data)):
        repair(shelf, checkup)
    assert _troubles(data) == []
    assert _notes(data) == notes
    assert not found or list((data / "quarantine").iterdir())


def test_a_damaged_text_is_put_aside(data: Path) -> None:
    path = sorted((data / "texts").glob("*.txt.z"))[0]
    path.write_bytes(b"no text")
    (trouble,) = _troubles(data)
    assert trouble.path == path
    for checkup in list(text_checkups(data)):
        repair(open_shelf(data), checkup)
    assert (data / "quarantine" / path.name).read_bytes() == b"no text"
    (trouble,) = _troubles(data)
    assert "is not kept" in trouble.what
    assert not trouble.can_be_repaired


def test_what_a_killed_writer_left_is_named_and_put_aside(data: Path) -> None:
    """Not what was touched just now: it may be in the making."""
    (path,) = sorted((data / "articles").glob("*.json"))[:1]
    left = [
        path.with_name(f"{path.name}.tmp"),
        data / "texts" / "abc.txt.z.tmp",
        data / "catalogue.0a1b.tmp",
        data / "backups" / ".2026-01-01.77.tmp",
    ]
    for one in left:
        one.parent.mkdir(exist_ok=True)
        one.write_bytes(b"half of it")
    left[-1].unlink()
    left[-1].mkdir()
    later = datetime.now(UTC) + timedelta(minutes=2)
    assert list(leftover_checkups(data, datetime.now(UTC))) == []
    found = list(leftover_checkups(data, later))
    troubles = [trouble for checkup in found for trouble in checkup.troubles]
    assert {trouble.path for trouble in troubles} == set(left)
    notes, shelf = _notes(data), open_shelf(data)
    for checkup in found:
        repair(shelf, checkup)
    assert list(leftover_checkups(data, later)) == []
    assert {path.name for path in left} <= {path.name for path in (data / "quarantine").iterdir()}
    assert _notes(data) == notes
    assert _troubles(data) == []


def test_a_backup_brings_everything_back(data: Path, tmp_path: Path) -> None:
    notes, target = _notes(data), tmp_path / "backup.zip"
    assert len(list(back_up(open_shelf(data), target, NOW))) == 2
    again = tmp_path / "again"
    assert len(list(Backup(target).restore(open_shelf(again), NOW))) == 2
    assert _notes(again) == notes
    assert _troubles(again) == []
    shelf = open_shelf(again)
    for entry in shelf.entries():
        assert shelf.document(entry.article_id) == open_shelf(data).document(entry.article_id)


def test_restoring_keeps_what_was_there_and_merges_nothing(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.zip"
    list(back_up(open_shelf(data), target, NOW))
    notes = _notes(data)
    beside = open_shelf(data)
    for name in notes:
        for note in beside.annotations(name):
            beside.undo(name, note.created)
    other = open_reading(compose("Another one.", Origin("/b.txt")), beside, NOW)
    beside.save(other.highlight(Span(0, 7), NOW)[1])
    list(Backup(target).restore(open_shelf(data), NOW))
    assert _notes(data) == notes
    # A reader that was open all the time sees it, and writes on.
    assert {name: beside.annotations(name) for name in notes} == notes
    (kept,) = (data / "trash").iterdir()
    assert {path.name for path in kept.iterdir()} >= {f"{other.article_id}.json"}
    name = next(iter(notes))
    assert beside.undo(name, NOW) is None
    assert _troubles(data) == []


def test_each_day_is_kept_and_can_be_restored(data: Path) -> None:
    notes = _notes(data)
    (day,) = (data / "backups").iterdir()
    assert date.fromisoformat(day.name)
    shelf = open_shelf(data)
    for name in notes:
        for note in shelf.annotations(name):
            shelf.undo(name, note.created)
    shelf.close()
    assert day in (data / "backups").iterdir()
    assert _notes(data) != notes
    list(Backup(day).restore(open_shelf(data), NOW))
    assert _notes(data) == notes
    assert _troubles(data) == []


def test_seven_days_and_four_weeks_are_kept() -> None:
    days = {date(2026, 1, 1) + timedelta(days=number) for number in range(100)}
    kept: set[date] = set()
    for day in sorted(days):
        kept |= {day}
        kept -= superfluous(kept)
    assert kept >= {max(days) - timedelta(days=number) for number in range(7)}
    assert len(kept) == 7 + 4
    assert max(days) - min(kept) >= timedelta(days=28)


def test_what_is_no_backup_is_refused(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.zip"
    with pytest.raises(StoreError, match="check the path"):
        Backup(target)
    target.write_bytes(b"no archive")
    with pytest.raises(Corrupt, match="no backup"):
        Backup(target)
    list(back_up(open_shelf(data), target, NOW))
    content = target.read_bytes()
    told: list[str] = []
    for at in range(0, len(content), 7):
        target.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        try:
            Backup(target)  # some bits, such as those of a time, matter to nobody
        except StoreError as error:
            told.append(str(error))
    assert len(told) > len(content) / 7 / 2
    assert not any("\n" in line for line in told)


def test_names_in_a_backup_are_never_paths(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.zip"
    list(back_up(open_shelf(data), target, NOW))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("../escaped.json", "{}")
        archive.writestr("articles/../../escaped.json", "{}")
        archive.writestr("texts/../../escaped.z", "x")
    list(Backup(target).restore(open_shelf(tmp_path / "again"), NOW))
    assert not list(tmp_path.rglob("escaped*"))


def test_a_backup_that_fails_leaves_nothing(data: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no backup was written"):
        list(back_up(open_shelf(data), tmp_path / "none" / "backup.zip", NOW))
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_backup_beside_a_writer_is_whole(tmp_path: Path) -> None:
    data, target = tmp_path / "library", tmp_path / "backup.zip"
    command = [sys.executable, "-c", WRITER, str(data), "60"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline().strip()
        list(back_up(open_shelf(data), target, NOW))
        writer.communicate(timeout=60)
    again = tmp_path / "again"
    list(Backup(target).restore(open_shelf(again), NOW))
    assert first in {note.id for note in open_shelf(again).annotations("a")}
    assert _troubles(again) == []
