"""Libraries of every earlier day open, and are written only when a note changes.

`libraries/` holds such as the program of that day wrote them; they are never changed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from reader.document import Origin, Span, compose
from reader.reading import open_reading
from reader.store import article_checkups, migrations, open_shelf
from reader.store.migrations import migrated, present_version
from reader.store.tables import NewRecord
from tests.strategies import NOW

LIBRARIES = sorted((Path(__file__).parent / "libraries").iterdir())
NOTES = {
    "We will mend it": ("When?\n\n**Ask** her.", (), "green"),
    "The ferry will do": ("", ("ferry", "check"), "yellow"),
    None: ("Two sources.", (), "yellow"),
}


@pytest.fixture(params=LIBRARIES, ids=lambda path: path.name)
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an earlier library."""
    copy = tmp_path / "data"
    shutil.copytree(request.param, copy)
    return copy


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version to come, in which what was said about a note is called otherwise."""

    def step(table: str, record: NewRecord) -> None:
        if table == "annotations":
            record["mood"] = f"was {record.get('color')}"

    monkeypatch.setattr(migrations, "STEPS", (step,))


def _told(data: Path) -> dict[str | None, tuple[str, tuple[str, ...], str]]:
    shelf = open_shelf(data)
    (entry,) = shelf.entries()
    return {
        note.target.exact if note.target else None: (note.body, note.tags, str(note.color))
        for note in shelf.annotations(entry.article_id)
    }


def _files(data: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((data / "articles").iterdir()):
        if path.suffix != ".lock":
            yield path.name, path.read_bytes()


def test_it_opens_with_all_that_was_in_it(data: Path) -> None:
    before = dict(_files(data))
    assert _told(data) == NOTES
    shelf = open_shelf(data)
    (entry,) = shelf.entries()
    (gone,) = shelf.trash(entry.article_id)
    assert gone.target
    assert gone.target.exact == "on Tuesday"
    document = shelf.document(entry.article_id)
    assert document
    assert document.title == "The bridge is shut"
    assert dict(_files(data)) == before
    assert [trouble for found in article_checkups(data) for trouble in found.troubles] == []
    assert shelf.notices == ()


def test_it_can_be_written_on(data: Path) -> None:
    shelf = open_shelf(data)
    (entry,) = shelf.entries()
    document = shelf.document(entry.article_id)
    assert document
    reading = open_reading(compose(document.text, Origin("/articles/bridge.txt")), shelf, NOW)
    assert reading.article_id == entry.article_id
    _, made = reading.highlight(Span(0, 10), NOW)
    shelf.save(made)
    shelf.close()
    assert _told(data) == {**NOTES, "The bridge": ("", (), "yellow")}


def test_a_version_to_come_reads_it_and_leaves_it_alone(data: Path, next_version: None) -> None:
    before = dict(_files(data))
    assert _told(data) == NOTES
    shelf = open_shelf(data)
    (entry,) = shelf.entries()
    notes = (*shelf.annotations(entry.article_id), *shelf.trash(entry.article_id))
    assert {str(note.extra["mood"]) for note in notes} == {"was green", "was yellow"}
    assert dict(_files(data)) == before
    assert not (data / "backups").exists()


def test_the_first_change_keeps_the_file_as_it_was(data: Path, next_version: None) -> None:
    before = dict(_files(data))
    shelf = open_shelf(data)
    (entry,) = shelf.entries()
    (note, *_) = shelf.annotations(entry.article_id)
    later = note.updated + timedelta(days=1)
    reading = open_reading(shelf.document(entry.article_id), shelf, NOW)  # type: ignore[arg-type]
    _, changed = reading.tag(note.id, ["new"], later)
    shelf.save(changed, note)
    shelf.close()
    (path,) = (data / "articles").glob("*.json")
    records = json.loads(path.read_bytes())["annotations"].values()
    assert {record["version"] for record in records} == {2}
    assert all(str(record["mood"]).startswith("was ") for record in records)
    kept = data / "backups" / "version-1" / "articles" / path.name
    assert kept.read_bytes() == before[path.name]
    for number in range(3):
        _, changed = reading.tag(note.id, [f"tag{number}"], later)
        shelf.save(changed)
    shelf.close()
    assert kept.read_bytes() == before[path.name]
    assert shelf.notices == ()


def test_undoing_goes_back_over_the_migration(data: Path, next_version: None) -> None:
    shelf = open_shelf(data)
    (entry,) = shelf.entries()
    before = repr(shelf.file(entry.article_id).tables().get("annotations"))
    reading = open_reading(shelf.document(entry.article_id), shelf, NOW)  # type: ignore[arg-type]
    _, made = reading.highlight(Span(0, 10), NOW)
    shelf.save(made)
    shelf.close()
    again = open_shelf(data)
    assert again.undo(entry.article_id, NOW)
    assert repr(again.file(entry.article_id).tables().get("annotations")) == before


def test_this_version_does_not_write_what_the_one_to_come_wrote(
    data: Path, next_version: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = open_shelf(data)
    (entry,) = shelf.entries()
    (note, *_) = shelf.annotations(entry.article_id)
    shelf.save(note)
    shelf.close()
    monkeypatch.setattr(migrations, "STEPS", ())
    older = open_shelf(data)
    assert len(older.annotations(entry.article_id)) == 3
    with pytest.raises(Exception, match="newer version"):
        older.save(note)


def test_steps_are_taken_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def named(name: str) -> migrations.Step:
        def step(_table: str, record: NewRecord) -> None:
            record["way"] = [*record.get("way", []), name]

        return step

    monkeypatch.setattr(migrations, "STEPS", tuple(map(named, "abc")))
    assert present_version() == 4
    given = {"version": 2, "x": [1]}
    assert migrated("annotations", given) == {"version": 4, "x": [1], "way": ["b", "c"]}
    assert given == {"version": 2, "x": [1]}
    assert migrated("annotations", {})["way"] == ["a", "b", "c"]
    newest = {"version": 4}
    assert migrated("annotations", newest) is newest
    assert migrated("annotations", {"version": 9}) == {"version": 9}
