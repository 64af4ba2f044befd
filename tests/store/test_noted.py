from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.document import Origin, Span, compose
from reader.reading import open_reading
from reader.store import TinyShelf, open_shelf

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _found(shelf: TinyShelf, *words: str) -> set[str] | None:
    found = shelf.articles_with(words)
    return None if found is None else set(found)


def _note(shelf: TinyShelf, path: str, text: str, body: str) -> str:
    reading = open_reading(compose(text, Origin(path)), shelf, NOW)
    reading, made = reading.highlight(Span(0, 4), NOW)
    shelf.save(reading.comment(made.id, body, NOW)[1])
    return reading.article_id


@pytest.fixture
def shelf(tmp_path: Path) -> TinyShelf:
    return open_shelf(tmp_path)


def test_words_are_found_in_any_article_whatever_their_case(shelf: TinyShelf) -> None:
    one = _note(shelf, "/a", "Rain fell.", "a Question of Straße")
    two = _note(shelf, "/b", "Snow fell.", "another question")
    assert _found(shelf, *["QUESTION"]) == {one, two}
    assert _found(shelf, *["question", "strasse"]) == {one}
    assert _found(shelf, *["rain"]) == {one}
    assert _found(shelf, *["hail"]) == set()
    assert _found(shelf, *["%"]) == set()


def test_what_changed_since_is_found(shelf: TinyShelf) -> None:
    one = _note(shelf, "/a", "Rain fell.", "first")
    assert _found(shelf, *["first"]) == {one}
    note = shelf.annotations(one)[0]
    reading = open_reading(compose("Rain fell.", Origin("/a")), shelf, NOW)
    shelf.save(reading.comment(note.id, "second", NOW)[1])
    assert _found(shelf, *["first"]) == set()
    assert _found(shelf, *["second"]) == {one}
    shelf.save(reading.remove(note.id, NOW)[1])
    assert _found(shelf, *["rain"]) == set()


def test_a_note_on_a_text_that_changed_is_always_looked_at(shelf: TinyShelf) -> None:
    one = _note(shelf, "/a", "Rain fell.", "first")
    open_reading(compose("Rains fell hard.", Origin("/a")), shelf, NOW)
    assert _found(shelf, *["rains"]) == {one}


@pytest.mark.parametrize("junk", [b"", b"no database at all, but long enough to be one " * 40])
def test_a_damaged_file_is_made_anew(shelf: TinyShelf, junk: bytes) -> None:
    one = _note(shelf, "/a", "Rain fell.", "first")
    (shelf.data / "notes.sqlite").write_bytes(junk)
    assert _found(shelf, *["first"]) == {one}


def test_where_it_cannot_be_kept_it_says_so(shelf: TinyShelf) -> None:
    _note(shelf, "/a", "Rain fell.", "first")
    (shelf.data / "notes.sqlite").mkdir()
    assert _found(shelf, *["first"]) is None


def _told(shelf: TinyShelf, words: list[str], *articles: str) -> list[list[str]]:
    return [[note.body for note in notes] for notes in shelf.notes_with(words, articles)]


def test_notes_are_told_as_the_files_have_them(shelf: TinyShelf) -> None:
    one = _note(shelf, "/a", "Rain fell.", "first")
    two = _note(shelf, "/b", "Snow fell.", "second, with \ud800 in it")
    shelf.take_in_notes()
    found = list(shelf.notes_with([], [two, one, "nowhere"]))
    assert found == [shelf.annotations(two), shelf.annotations(one), ()]
    assert _told(shelf, ["FIRST", "rain"], one, two) == [["first"], []]
    assert _told(shelf, ["\ud800"], one) == [[]]


def test_what_somebody_wrote_since_counts_without_looking_at_all(shelf: TinyShelf) -> None:
    one = _note(shelf, "/a", "Rain fell.", "first")
    shelf.take_in_notes()
    assert shelf.latest_notes(9) == [(one, shelf.annotations(one)[0])]
    other = open_shelf(shelf.data)
    reading = open_reading(compose("Rain fell.", Origin("/a")), other, NOW)
    other.save(reading.comment(reading.annotations[0].id, "theirs", NOW)[1])
    assert _told(shelf, [], one) == [["theirs"]]
    assert _told(shelf, ["first"], one) == [["theirs"]]  # more than asked for, never an old one
    assert shelf.latest_notes(9) == []
    shelf.take_in_notes()
    assert _told(shelf, ["first"], one) == [[]]
    assert [note.body for _, note in shelf.latest_notes(9)] == ["theirs"]


def test_the_ones_changed_last_come_first(shelf: TinyShelf) -> None:
    made = [_note(shelf, f"/{n}", f"Rain {n} fell.", f"note {n}") for n in range(5)]
    reading = open_reading(compose("Rain 3 fell.", Origin("/3")), shelf, NOW)
    later = NOW.replace(year=2027)
    shelf.save(reading.comment(reading.annotations[0].id, "changed", later)[1])
    shelf.take_in_notes()
    assert shelf.latest_notes(1) == [(made[3], shelf.annotations(made[3])[0])]
    assert len(shelf.latest_notes(99)) == 5


def test_a_note_that_cannot_be_read_is_told_each_time(shelf: TinyShelf) -> None:
    one = _note(shelf, "/a", "Rain fell.", "first")
    shelf.close()
    file = shelf.data / "articles" / f"{one}.json"
    text = file.read_text()
    file.write_text(text.replace('"created": "', '"created": "no day '))
    (shelf.data / "articles" / f"{one}.log").unlink()
    for _ in range(2):
        again = open_shelf(shelf.data)
        assert _found(again, "first") == {one}
        assert list(again.notes_with(["first"], [one])) == [()]
        assert any("cannot be read" in notice for notice in again.notices)


def test_an_article_that_is_gone_has_no_notes(shelf: TinyShelf) -> None:
    one = _note(shelf, "/a", "Rain fell.", "first")
    assert _found(shelf, "first") == {one}
    for path in (shelf.data / "articles").iterdir():
        path.unlink()
    assert _found(open_shelf(shelf.data), "first") == set()
    assert shelf.latest_notes(9) == []


def test_without_the_file_notes_are_read_from_the_articles(shelf: TinyShelf) -> None:
    one = _note(shelf, "/a", "Rain fell.", "first")
    (shelf.data / "notes.sqlite").mkdir()
    assert _told(shelf, ["none of it"], one) == [["first"]]
    assert shelf.latest_notes(9) == []
