"""The library on real files."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from reader.annotations import Annotation
from reader.document import Bookmark, Document, Origin, Paragraph, Paragraphs, Role, Span, compose
from reader.errors import Corrupt, Locked, NewerVersion, StoreError
from reader.reading import Reading, Shelf, open_reading
from reader.store import open_shelf
from reader.store.lock import locked
from reader.store.shelf import TinyShelf
from tests.strategies import NOW, any_annotation

TEXT = "A bridge is opened\nThe mayor said on Monday: “It is safe.” Nobody laughed at that."


def _document(text: str = TEXT, locator: str = "/articles/bridge.txt") -> Document:
    return compose(text, Origin(locator))


def _marked(data: Path, words: str = "It is safe") -> tuple[Reading, Annotation]:
    shelf = open_shelf(data)
    reading = open_reading(_document(), shelf, NOW)
    at = reading.document.text.index(words)
    reading, made = reading.highlight(Span(at, at + len(words)), NOW)
    shelf.save(made)
    shelf.close()
    return reading, made


def _save(data: Path, annotation: Annotation) -> None:
    """Save as a program does that is closed afterwards."""
    shelf = open_shelf(data)
    shelf.save(annotation)
    shelf.close()


def _file(data: Path) -> Path:
    (file,) = (data / "articles").glob("*.json")
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "library"


def test_opening_makes_nothing(data: Path) -> None:
    shelf: Shelf = open_shelf(data)
    assert shelf.entries() == ()
    assert shelf.annotations("x") == ()
    assert shelf.find("x") is None
    assert shelf.position("x") is None
    assert shelf.document("x") is None
    assert shelf.text("0" * 64) is None
    assert not data.exists()
    assert shelf.notices == ()


def test_what_was_saved_is_there_again(data: Path) -> None:
    reading, made = _marked(data)
    reading, noted = reading.comment(made.id, "two\nlines — “so”", NOW)
    _save(data, noted)
    again = open_reading(_document(), open_shelf(data), NOW)
    assert again.annotations == (replace(noted, anchor=again.annotations[0].anchor),)
    assert again.annotations[0].span == noted.span


def test_the_file_is_json_that_a_person_can_read(data: Path) -> None:
    reading, made = _marked(data)
    _save(data, reading.comment(made.id, "Größe “so”", NOW)[1])
    text = _file(data).read_text("utf-8")
    assert "Größe “so”" in text
    assert text.count("\n") > 20
    assert set(json.loads(text)) == {"meta", "annotations"}
    assert list(json.loads(text)["annotations"]) == [made.id]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(annotation=any_annotation())
def test_every_annotation_comes_back_equal(tmp_path: Path, annotation: Annotation) -> None:
    shelf = open_shelf(tmp_path)
    shelf.save(annotation)
    assert shelf.find(annotation.id) == annotation
    assert (annotation in shelf.annotations("article")) == (annotation.deleted is None)


def test_removed_annotations_go_to_the_trash(data: Path) -> None:
    reading, made = _marked(data)
    shelf = open_shelf(data)
    shelf.save(reading.remove(made.id, NOW)[1])
    assert shelf.annotations(reading.article_id) == ()
    assert [gone.id for gone in shelf.trash(reading.article_id)] == [made.id]
    assert shelf.entries()[0].notes == 0


def test_find_takes_a_short_form_that_fits_one(data: Path) -> None:
    _, first = _marked(data)
    _, second = _marked(data, "Nobody laughed")
    shelf = open_shelf(data)
    assert shelf.find(first.id) == first
    assert shelf.find(second.id[-9:]) == second
    assert shelf.find("") is None
    assert shelf.find(first.id[:6]) is None, "both begin alike"


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        (TEXT + " More of it.", "/articles/bridge.txt"),
        (TEXT, "/elsewhere/moved.txt"),
        (TEXT, "-"),
    ],
)
def test_the_same_path_or_text_is_the_same_article(data: Path, text: str, locator: str) -> None:
    reading, made = _marked(data)
    again = open_reading(_document(text, locator), open_shelf(data), NOW)
    assert again.article_id == reading.article_id
    assert [kept.id for kept in again.annotations] == [made.id]


def test_another_path_with_another_text_is_another_article(data: Path) -> None:
    reading, _ = _marked(data)
    other = open_reading(_document("Another text.", "/articles/other.txt"), open_shelf(data), NOW)
    assert other.article_id != reading.article_id
    assert other.annotations == ()


def test_a_url_names_its_article_whatever_the_text(data: Path) -> None:
    shelf = open_shelf(data)
    first = shelf.register(_document("One text.", "https://a.example/x#top"), NOW)
    assert shelf.register(_document("Quite another.", "https://a.example/x"), NOW) == first
    assert shelf.register(_document("One text.", "https://a.example/y"), NOW) != first


def test_two_inputs_from_standard_input_are_two_articles(data: Path) -> None:
    shelf = open_shelf(data)
    ids = {shelf.register(_document(text, "-"), NOW) for text in ("One text.", "Another one.")}
    assert len(ids) == 2


def test_an_article_reads_after_its_file_is_gone(data: Path) -> None:
    reading, _ = _marked(data)
    shelf = open_shelf(data)
    assert shelf.document(reading.article_id) == reading.document
    assert shelf.text(reading.document.sha256) == reading.document.text


def test_paragraphs_of_other_formats_are_kept(data: Path) -> None:
    text = "A title\nan item\nA cell"
    paragraphs = Paragraphs.of(
        [
            Paragraph(Span(0, 7), Role.HEADING, 2),
            Paragraph(Span(8, 15), Role.LIST_ITEM, 1),
            Paragraph(Span(16, 22), Role.TABLE),
        ]
    )
    document = Document(text, paragraphs, "A title", Origin("/a.md", "markdown"), ("Ann B",))
    shelf = open_shelf(data)
    assert shelf.document(shelf.register(document, NOW)) == document


def test_opening_again_does_not_touch_the_article(data: Path) -> None:
    _marked(data)
    before = _file(data).stat()
    open_reading(_document(), open_shelf(data), NOW)
    assert _file(data).stat().st_mtime_ns == before.st_mtime_ns


def test_entries_tell_the_library(data: Path) -> None:
    reading, _ = _marked(data)
    shelf = open_shelf(data)
    shelf.register(_document("Another text.", "/articles/zzz.txt"), NOW.replace(year=2027))
    shelf.remember_position(reading.article_id, Bookmark(20))
    shelf.record_findings(reading.article_id, quotes=1, speakers=2)
    newest, entry = open_shelf(data).entries()
    assert newest.locator == "/articles/zzz.txt"
    assert (entry.title, entry.notes, entry.quotes, entry.speakers) == (
        "A bridge is opened",
        1,
        1,
        2,
    )
    assert (entry.position, entry.length, entry.opened) == (20, len(TEXT), NOW)
    assert entry.progress == pytest.approx(20 / len(TEXT))


@pytest.mark.parametrize("damage", ["", "null", '{"version": 1}', "[1", '{"articles": {"x": 3}}'])
def test_derived_files_may_be_damaged_or_lost(data: Path, damage: str) -> None:
    _marked(data)
    for name in ("library.sqlite", "positions.sqlite"):
        (data / name).write_text(damage)
    (entry,) = open_shelf(data).entries()
    assert entry.notes == 1
    assert open_reading(_document(), open_shelf(data), NOW).annotations


DAMAGES = {
    "empty": b"",
    "null": b"null",
    "list": b"[]",
    "cut": None,
    "nuls": b"\0" * 900,
    "no json": b"hello",
    "no utf-8": b'{"meta": {"a": {"b": "\xff"}}}',
    "nan": b'{"meta": {"a": {"b": NaN}}}',
    "tail": b"{}}",
    "flat": b'{"annotations": {"a": 3}}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_kept_and_mended_and_told(data: Path, damage: bytes | None) -> None:
    reading, made = _marked(data)
    file = _file(data)
    was = file.read_bytes()[:-60] if damage is None else damage
    file.write_bytes(was)
    shelf = open_shelf(data)
    reading = open_reading(_document(), shelf, NOW)
    assert [kept.id for kept in reading.annotations] == [made.id]
    assert [kept.read_bytes() for kept in (data / "quarantine").iterdir()] == [was]
    assert len(shelf.notices) == 1
    assert "damaged" in shelf.notices[0]
    assert "1 note restored" in shelf.notices[0]
    assert "\n" not in shelf.notices[0]
    reading, second = reading.highlight(Span(0, 8), NOW)
    shelf.save(second)
    assert open_shelf(data).annotations(reading.article_id) == (second, made)
    assert [kept.read_bytes() for kept in (data / "quarantine").iterdir()] == [was]


@pytest.mark.parametrize("lost", ["file", "log", "backup"])
def test_any_one_file_may_be_lost(data: Path, lost: str) -> None:
    """What two checkpoints and the log hold twice survives the loss of one of them."""
    reading, made = _marked(data)
    reading, second = reading.highlight(Span(0, 8), NOW)
    _save(data, second)
    file = _file(data)
    suffix = {"file": ".json", "log": ".log", "backup": ".json.bak"}[lost]
    file.with_suffix(suffix).unlink()
    assert open_shelf(data).annotations(reading.article_id) == (second, made)


def test_a_damaged_file_is_not_overwritten_when_it_cannot_be_kept(data: Path) -> None:
    reading, made = _marked(data)
    file = _file(data)
    file.write_bytes(b"damaged")
    (data / "quarantine").write_text("a file in the way")
    shelf = open_shelf(data)
    assert shelf.annotations(reading.article_id) == (made,)
    with pytest.raises(Corrupt, match="quarantine"):
        shelf.save(reading.highlight(Span(0, 8), NOW)[1])
    assert file.read_bytes() == b"damaged"


def test_a_folder_in_its_place_is_moved_away(data: Path) -> None:
    reading, made = _marked(data)
    file = _file(data)
    file.unlink()
    file.mkdir()
    shelf = open_shelf(data)
    assert shelf.annotations(reading.article_id) == (made,)
    assert "a folder stands in its place" in shelf.notices[0]
    assert file.is_file()


def test_a_bad_line_within_the_log_is_told_and_the_rest_is_used(data: Path) -> None:
    reading, made = _marked(data)
    reading, second = reading.highlight(Span(0, 8), NOW)
    open_shelf(data).save(second)
    log = _file(data).with_suffix(".log")
    lines = log.read_bytes().splitlines(keepends=True)
    was = b"".join([lines[0], lines[1].replace(b"It is", b"It was"), *lines[2:]])
    log.write_bytes(was)
    shelf = open_shelf(data)
    assert shelf.annotations(reading.article_id) == (second, made)
    assert "1 line of it cannot be read" in shelf.notices[0]
    assert [kept.read_bytes() for kept in (data / "quarantine").iterdir()] == [was]
    shelf.save(reading.comment(second.id, "new", NOW)[1])
    assert open_shelf(data).notices == ()


def test_the_end_of_a_line_that_was_never_finished_is_cut(data: Path) -> None:
    reading, made = _marked(data)
    log = _file(data).with_suffix(".log")
    with log.open("ab") as file:
        file.write(b'0badcafe [9,"put","x",{"id"')
    shelf = open_shelf(data)
    shelf.save(reading.comment(made.id, "new", NOW)[1])
    (kept,) = open_shelf(data).annotations(reading.article_id)
    assert kept.body == "new"
    assert shelf.notices == ()
    assert not (data / "quarantine").exists()


def test_one_bad_record_hides_no_other_and_stays(data: Path) -> None:
    reading, made = _marked(data)
    file = _file(data)
    tables = json.loads(file.read_bytes())
    tables["annotations"]["bad"] = {"body": "no time"}
    file.write_text(json.dumps(tables))
    shelf = open_shelf(data)
    assert shelf.annotations(reading.article_id) == (made,)
    assert "note bad cannot be read" in shelf.notices[0]
    shelf.save(reading.comment(made.id, "new", NOW)[1])
    shelf.close()
    assert json.loads(file.read_bytes())["annotations"]["bad"] == {"body": "no time"}


def test_a_newer_file_is_read_and_not_written(data: Path) -> None:
    reading, made = _marked(data)
    file = _file(data)
    tables = json.loads(file.read_bytes())
    tables["meta"]["article"]["version"] = 99
    file.write_text(json.dumps(tables))
    before = file.read_bytes()
    shelf = open_shelf(data)
    assert [a.id for a in open_reading(_document(), shelf, NOW).annotations] == [made.id]
    assert any("newer version" in notice for notice in shelf.notices)
    with pytest.raises(NewerVersion, match="update reader"):
        shelf.save(reading.comment(made.id, "new", NOW)[1])
    assert file.read_bytes() == before


def test_tables_and_fields_of_others_survive(data: Path) -> None:
    reading, made = _marked(data)
    file = _file(data)
    tables = json.loads(file.read_bytes())
    tables["corrections"] = {"c1": {"said": "by her"}}
    tables["annotations"][made.id]["mood"] = "open"
    file.write_text(json.dumps(tables))
    _save(data, reading.comment(made.id, "new", NOW)[1])
    after = json.loads(file.read_bytes())
    assert after["corrections"] == {"c1": {"said": "by her"}}
    assert after["annotations"][made.id]["mood"] == "open"
    assert after["annotations"][made.id]["body"] == "new"


def test_a_symbolic_link_stays_one(data: Path, tmp_path: Path) -> None:
    reading, made = _marked(data)
    file = _file(data)
    elsewhere = tmp_path / "synced.json"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    _save(data, reading.comment(made.id, "new", NOW)[1])
    assert file.is_symlink()
    assert "new" in elsewhere.read_text()


def test_a_lock_held_for_long_is_told(data: Path) -> None:
    _, made = _marked(data)
    shelf = TinyShelf(data, timeout_seconds=0.05)
    with locked(_file(data), 1.0), pytest.raises(Locked, match="another reader"):
        shelf.save(made)
    shelf.save(made)


def test_nothing_is_left_beside_the_files(data: Path) -> None:
    _marked(data)
    names = {path.name for path in data.rglob("*") if path.is_file()}
    assert not [name for name in names if name.endswith(".tmp")]


def test_a_backup_that_is_the_same_file_leaves_nothing_beside_it(data: Path) -> None:
    _marked(data)
    file = _file(data)
    backup = file.with_name(f"{file.name}.bak")
    # As after a file that could not be written once its backup was made.
    backup.unlink(missing_ok=True)
    os.link(file, backup)
    _marked(data, "Nobody laughed")
    assert len(open_shelf(data).annotations(file.stem)) == 2
    assert not [path for path in file.parent.iterdir() if path.name.endswith(".tmp")]


def test_leftovers_of_a_killed_writer_are_no_hindrance(data: Path) -> None:
    reading, made = _marked(data)
    (_file(data).parent / f"{_file(data).name}.tmp").write_text("half a fi")
    _save(data, reading.comment(made.id, "new", NOW)[1])
    assert not list(_file(data).parent.glob("*.tmp"))


def test_a_full_disk_refuses_and_keeps_what_was(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, made = _marked(data)
    before = _file(data).read_bytes()
    noted = reading.comment(made.id, "new", NOW)[1]
    shelf = open_shelf(data)

    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    def short(handle: int, data: bytes) -> int:
        return original(handle, data[: len(data) // 2])

    original = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        patch.setattr(os, "write", short)
        with pytest.raises(StoreError, match=r"not saved \(No space left on device\): make room"):
            shelf.save(noted)
        shelf.remember_position(reading.article_id, Bookmark(3))
        assert shelf.position(reading.article_id) == Bookmark(3)
        assert _file(data).read_bytes() == before
        assert not list(data.rglob("*.tmp"))
    shelf.save(noted)
    assert open_shelf(data).find(noted.id) == noted


def test_a_library_that_cannot_be_made_still_lets_one_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    shelf = open_shelf(tmp_path / "file" / "library")
    reading = open_reading(_document(), shelf, NOW)
    shelf.remember_position(reading.article_id, Bookmark(7))
    shelf.record_findings(reading.article_id, 1, 1)
    assert shelf.position(reading.article_id) == Bookmark(7)
    assert shelf.notices
    assert "not saved" in shelf.notices[0]
    with pytest.raises(StoreError, match="--data-dir"):
        shelf.save(reading.highlight(Span(0, 8), NOW)[1])


def test_an_article_registered_without_a_disk_is_kept_with_its_first_note(tmp_path: Path) -> None:
    way = tmp_path / "library"
    way.write_text("in the way")
    shelf = open_shelf(way)
    reading = open_reading(_document(), shelf, NOW)
    way.unlink()
    shelf.save(reading.highlight(Span(0, 8), NOW)[1])
    assert open_shelf(way).document(reading.article_id) == reading.document
    assert open_shelf(way).entries()[0].title == "A bridge is opened"


@pytest.mark.parametrize("article_id", ["../../escaped", "/tmp/escaped", "a/b", "", "x" * 300])
def test_an_id_is_never_a_path(data: Path, article_id: str) -> None:
    _, made = _marked(data)
    shelf = open_shelf(data)
    shelf.save(replace(made, article_id=article_id))
    assert [kept.id for kept in shelf.annotations(article_id)] == [made.id]
    folders = {path.parent for path in data.parent.rglob("*.json")}
    (day,) = (data / "backups").iterdir()
    assert folders <= {data, data / "articles", day / "articles"}


@pytest.mark.parametrize(
    "meta",
    [
        {"title": None, "authors": 3, "published": 4, "locators": "x", "texts": 1, "added": []},
        {"title": 5, "authors": [1], "retrieved": "never", "text_sha256": "../../x", "length": "9"},
        {},
    ],
)
def test_a_meta_record_edited_by_hand_stops_nothing(data: Path, meta: dict[str, object]) -> None:
    reading, made = _marked(data)
    file = _file(data)
    tables = json.loads(file.read_bytes())
    tables["meta"]["article"] = meta
    file.write_text(json.dumps(tables))
    shelf = open_shelf(data)
    assert len(shelf.entries()) == 1
    assert shelf.document(reading.article_id) is None
    assert shelf.register(_document(), NOW) == reading.article_id
    assert [kept.id for kept in shelf.annotations(reading.article_id)] == [made.id]
    assert shelf.document(reading.article_id) == reading.document


def test_only_changed_files_are_read_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        open_shelf(data).register(_document(f"Text {number}.", f"/a/{number}.txt"), NOW)
    shelf = open_shelf(data)
    shelf.entries()
    read: list[Path] = []
    original = Path.read_bytes

    def counted(path: Path) -> bytes:
        read.append(path)
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    assert len(open_shelf(data).entries()) == 5
    assert not [path for path in read if path.parent.name == "articles"]


def test_closing_gathers_also_what_has_left_the_memory(data: Path) -> None:
    shelf, made = open_shelf(data), []
    for number in range(30):
        reading = open_reading(_document(f"Text {number}.", f"/a/{number}.txt"), shelf, NOW)
        made.append(reading.highlight(Span(0, 4), NOW)[1])
        shelf.save(made[-1])
    shelf.close()
    files = "".join(path.read_text(encoding="utf-8") for path in data.glob("articles/*.json"))
    assert all(f'"{note.id}"' in files for note in made)


@pytest.mark.skipif(os.name == "nt", reason="permissions are not those of POSIX")
def test_permissions_of_a_file_stay(data: Path) -> None:
    _, made = _marked(data)
    _file(data).chmod(0o640)
    open_shelf(data).save(made)
    assert _file(data).stat().st_mode & 0o777 == 0o640


def test_a_damaged_text_is_told_and_no_document(data: Path) -> None:
    reading, _ = _marked(data)
    (text,) = (data / "texts").glob("*.txt.z")
    text.write_bytes(b"damaged")
    shelf = open_shelf(data)
    assert shelf.document(reading.article_id) is None
    assert shelf.text(reading.document.sha256) is None
    assert "damaged" in shelf.notices[0]
    assert text.with_name(f"{text.name}.damaged").read_bytes() == b"damaged"
    open_reading(_document(), shelf, NOW)
    assert shelf.document(reading.article_id) == reading.document


def test_a_note_changed_by_two_readers_keeps_both_texts(data: Path) -> None:
    first, made = _marked(data)
    shelf = open_shelf(data)
    _, theirs = first.comment(made.id, "What they wrote.", NOW)
    shelf.save(theirs)
    _, ours = first.comment(made.id, "What we wrote.", NOW)
    kept = shelf.save(ours)
    assert kept.body == "What we wrote.\n\nWhat they wrote."
    assert open_shelf(data).find(made.id) == kept
    assert shelf.save(kept) == kept


def test_a_file_from_before_there_were_logs_is_read_and_written(data: Path) -> None:
    """What earlier versions wrote: one JSON file with all of it, nothing beside it."""
    reading, made = _marked(data)
    file = _file(data)
    tables = json.loads(file.read_bytes())
    del tables["meta"]["log"]
    file.write_text(json.dumps(tables, indent=1))
    for path in (*file.parent.glob("*.log"), *file.parent.glob("*.bak")):
        path.unlink()
    shelf = open_shelf(data)
    reading = open_reading(_document(), shelf, NOW)
    assert [kept.id for kept in reading.annotations] == [made.id]
    reading, second = reading.highlight(Span(0, 8), NOW)
    shelf.save(second)
    # Not closed, as after a kill: the file is the old one, the log has the rest.
    assert open_shelf(data).annotations(reading.article_id) == (second, made)
    shelf.close()
    assert set(json.loads(file.read_bytes())["annotations"]) == {made.id, second.id}
    backup = json.loads(file.with_name(f"{file.name}.bak").read_bytes())
    assert backup == tables


def test_a_reader_of_the_version_before_may_write_in_between(data: Path) -> None:
    """It knows no log: it changes the file and leaves what it does not know in it."""
    reading, made = _marked(data)
    shelf = open_shelf(data)
    reading, second = reading.highlight(Span(0, 8), NOW)
    shelf.save(second)
    file = _file(data)
    tables = json.loads(file.read_bytes())
    tables["annotations"][made.id] |= {"body": "written there", "rev": 2}
    file.write_text(json.dumps(tables, indent=1))
    kept = {note.id: note.body for note in shelf.annotations(reading.article_id)}
    assert kept == {made.id: "written there", second.id: ""}
