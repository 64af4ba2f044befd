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
    (shelf.data / "search.sqlite").write_bytes(junk)
    assert _found(shelf, *["first"]) == {one}


def test_where_it_cannot_be_kept_it_says_so(shelf: TinyShelf) -> None:
    _note(shelf, "/a", "Rain fell.", "first")
    (shelf.data / "search.sqlite").mkdir()
    assert _found(shelf, *["first"]) is None
