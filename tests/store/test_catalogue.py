"""Which article a document is, what the library is told of articles, and their way to the trash."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.document import Bookmark, Document, Origin, Span, compose
from reader.errors import StoreError
from reader.reading import open_reading
from reader.store import TinyShelf, open_shelf

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
STORY = "The ferry is late\n\n" + "It was late on Monday, and again on Tuesday. " * 8
PAGE = "https://news.example/ferry"


def _document(locator: str, text: str = STORY) -> Document:
    return compose(text, Origin(locator))


@pytest.fixture
def shelf(tmp_path: Path) -> TinyShelf:
    return open_shelf(tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        "https://news.example/ferry#comments",
        "http://www.news.example:80/ferry/",
        "HTTPS://NEWS.example/ferry?utm_source=letter&fbclid=3",
    ],
)
def test_a_page_is_one_article_however_its_address_is_written(
    shelf: TinyShelf, address: str
) -> None:
    first = shelf.register(_document(PAGE), NOW)
    assert shelf.register(_document(address, "Quite another text by now."), LATER) == first
    assert len(shelf.entries()) == 1


@pytest.mark.parametrize("address", ["https://news.example/ferry?page=2", PAGE + "-2"])
def test_other_pages_are_other_articles_though_they_say_the_same(
    shelf: TinyShelf, address: str
) -> None:
    assert shelf.register(_document(PAGE), NOW) != shelf.register(_document(address), NOW)


@pytest.mark.parametrize("order", [(PAGE, "/saved/ferry.html"), ("/saved/ferry.html", PAGE)])
def test_a_page_and_the_file_it_was_saved_in_are_one(
    shelf: TinyShelf, order: tuple[str, str]
) -> None:
    first, second = (shelf.register(_document(locator), NOW) for locator in order)
    assert first == second
    (entry,) = shelf.entries()
    assert entry.locator == order[1]


@pytest.mark.parametrize("is_page_first", [True, False])
def test_a_saved_page_that_gives_its_address_is_the_page_though_its_text_differs(
    shelf: TinyShelf, is_page_first: bool
) -> None:
    live = replace(_document(PAGE + "?utm_source=x"), title="The ferry is late")
    saved = replace(_document("/saved/ferry.html", STORY + "Saved."), title="The ferry is late")
    saved = replace(saved, address=PAGE)
    first, second = (live, saved) if is_page_first else (saved, live)
    article = shelf.register(first, NOW)
    assert shelf.register(second, LATER) == article
    # Another copy of it, too, but not another page of a site whose pages all give one address.
    copy = replace(saved, origin=Origin("/copy/ferry.html"), text=saved.text + " Copied.")
    assert shelf.register(copy, LATER) == article
    other = replace(_document("/saved/other.html", "Another story."), title="Other", address=PAGE)
    assert shelf.register(other, LATER) != article


def test_a_page_that_says_next_to_nothing_is_not_taken_for_a_file(shelf: TinyShelf) -> None:
    file = shelf.register(_document("/a.txt", "Please accept cookies."), NOW)
    assert shelf.register(_document(PAGE, "Please accept cookies."), NOW) != file


def test_a_moved_file_is_found_by_its_text_in_this_version_or_an_earlier_one(
    shelf: TinyShelf,
) -> None:
    first = shelf.register(_document("/old/a.txt"), NOW)
    shelf.register(_document("/old/a.txt", STORY + "More."), NOW)
    assert shelf.register(_document("/new/b.txt"), LATER) == first
    assert shelf.entries()[0].locator == "/new/b.txt"


def test_tags_are_kept_once_whatever_their_case(shelf: TinyShelf) -> None:
    article = shelf.register(_document("/a.txt"), NOW)
    shelf.retag(article, ["Ferry", "harbour"])
    open_shelf(shelf.data).retag(article, ["ferry"], ["HARBOUR"])
    assert shelf.entries()[0].tags == ("Ferry",)
    # Opening it again, and another version, takes no tag away.
    shelf.register(_document("/a.txt", STORY + "More."), LATER)
    assert open_shelf(shelf.data).entries()[0].tags == ("Ferry",)


def test_an_article_goes_to_the_trash_with_its_notes_and_comes_back(shelf: TinyShelf) -> None:
    reading = open_reading(_document("/a.txt"), shelf, NOW)
    shelf.save(reading.highlight(Span(0, 9), NOW)[1])
    other = shelf.register(_document("/b.txt", "Another one."), NOW)
    shelf.remove_article(reading.article_id, LATER)
    again = open_shelf(shelf.data)
    assert [entry.article_id for entry in again.entries()] == [other]
    (gone,) = again.removed_entries()
    assert (gone.article_id, gone.removed, gone.notes) == (reading.article_id, LATER, 1)
    again.restore_article(gone.article_id)
    assert len(again.entries()) == 2
    assert again.removed_entries() == ()
    assert len(again.annotations(gone.article_id)) == 1


def test_opening_a_removed_article_brings_it_back_and_tells(shelf: TinyShelf) -> None:
    article = shelf.register(_document("/a.txt"), NOW)
    shelf.remove_article(article, NOW)
    assert shelf.register(_document("/a.txt"), LATER) == article
    assert [entry.removed for entry in shelf.entries()] == [None]
    assert "was in the trash" in shelf.notices[0]


def test_what_is_not_there_cannot_be_changed(shelf: TinyShelf) -> None:
    with pytest.raises(StoreError, match="no such article"):
        shelf.remove_article("nothing", NOW)
    assert not (shelf.data / "articles").exists()


def test_many_are_taken_in_without_being_opened(shelf: TinyShelf) -> None:
    with shelf.adding():
        ids = [
            shelf.register(_document(f"/{n}.txt", f"Number {n}."), NOW, is_opened=False)
            for n in range(20)
        ]
        # The same file again, and the same text elsewhere.
        assert shelf.register(_document("/3.txt", "Number 3."), NOW, is_opened=False) == ids[3]
        assert shelf.register(_document("/x.txt", "Number 4."), NOW, is_opened=False) == ids[4]
    for one in (shelf, open_shelf(shelf.data)):
        entries = one.entries()
        assert sorted(entry.article_id for entry in entries) == sorted(ids)
        assert all(entry.is_new and entry.opened == NOW for entry in entries)
    shelf.register(_document("/7.txt", "Number 7."), LATER)
    assert (shelf.entries()[0].article_id, shelf.entries()[0].is_new) == (ids[7], False)


def test_what_was_known_the_last_time_is_listed_without_looking_at_the_files(
    shelf: TinyShelf,
) -> None:
    shelf.register(_document("/a.txt"), NOW)
    before = shelf.entries()
    for file in (shelf.data / "articles").iterdir():
        file.unlink()
    again = open_shelf(shelf.data)
    assert again.recalled_entries() == before
    assert again.entries() == ()


def test_positions_of_an_earlier_version_are_taken_over(tmp_path: Path) -> None:
    facts = {"opened": NOW.isoformat(), "offset": 7, "words": "words", "quotes": 3}
    kept = {"offset": 1, "words": "w"}
    articles = {"one": {**facts, "bookmarks": {"a": kept}}, "two": {"offset": 9}}
    (tmp_path / "positions.json").write_text(json.dumps({"version": 1, "articles": articles}))
    shelf = open_shelf(tmp_path)
    assert shelf.position("one") == Bookmark(7, "words")
    assert not (tmp_path / "positions.sqlite").exists()
    shelf.remember_position("two", Bookmark(10, "\ud800"))
    again = open_shelf(tmp_path)
    assert again.position("one") == Bookmark(7, "words")
    assert again.bookmarks("one") == {"a": Bookmark(1, "w")}
    assert again.position("two") == Bookmark(10, "?")


def test_positions_that_are_damaged_are_put_aside(tmp_path: Path) -> None:
    (tmp_path / "positions.sqlite").write_bytes(b"no database, but as long as one " * 40)
    shelf = open_shelf(tmp_path)
    shelf.remember_position("one", Bookmark(3))
    assert open_shelf(tmp_path).position("one") == Bookmark(3)
    assert (tmp_path / "positions.sqlite.damaged").exists()


def test_versions_tell_when_they_were_seen_and_how_long_they_are(shelf: TinyShelf) -> None:
    article = shelf.register(_document("/a.txt", "One two three."), NOW)
    shelf.register(_document("/a.txt", "One two three four."), LATER)
    shelf.register(_document("/b.txt", "One two three."), LATER + timedelta(days=1))
    newest, oldest = open_shelf(shelf.data).version_list(article)
    assert (newest.at, newest.words, newest.locator) == (LATER, 4, "/a.txt")
    # The same text again, elsewhere, is the version it was.
    assert (oldest.at, oldest.words, oldest.locator) == (NOW, 3, "/a.txt")
    assert newest.is_kept
    assert oldest.is_kept


def test_a_version_nobody_has_opened_is_kept_beside_the_one_opened_last(shelf: TinyShelf) -> None:
    article = shelf.register(_document(PAGE), NOW)
    fresh = _document(PAGE, STORY + "There is news.")
    shelf.keep_version(article, fresh, LATER)
    again = open_shelf(shelf.data)
    kept = again.document(article)
    assert kept is not None
    assert kept.text == _document(PAGE).text
    assert again.versions(article) == (fresh.sha256, kept.sha256)
    assert [version.sha256 for version in again.version_list(article)] == (
        [fresh.sha256, kept.sha256]
    )
    version = again.version(article, fresh.sha256)
    assert version is not None
    assert version.text == fresh.text
    # Opened, it is the last one.
    again.register(fresh, LATER)
    assert again.versions(article)[-1] == fresh.sha256


def test_versions_of_an_earlier_program_are_listed_too(shelf: TinyShelf) -> None:
    article = shelf.register(_document("/a.txt"), NOW)
    shelf.close()
    file = shelf.data / "articles" / f"{article}.json"
    tables = json.loads(file.read_bytes())
    del tables["meta"]["article"]["versions"]
    file.write_text(json.dumps(tables))
    (version,) = open_shelf(shelf.data).version_list(article)
    assert version.words is None
    assert version.at is not None


def test_what_is_in_the_trash_is_not_undone(shelf: TinyShelf) -> None:
    first = open_reading(_document("/a.txt"), shelf, NOW)
    shelf.save(first.highlight(Span(0, 9), NOW)[1])
    second = open_reading(_document("/b.txt", "Another one, said Tom."), shelf, LATER)
    shelf.save(second.highlight(Span(0, 7), LATER)[1])
    assert shelf.latest() == second.article_id
    shelf.remove_article(second.article_id, LATER)
    assert shelf.latest() == first.article_id


def test_a_source_is_taken_only_while_its_article_is_there(shelf: TinyShelf) -> None:
    with shelf.adding():
        for name in ("a", "b"):
            shelf.register(_document(f"/{name}.txt", f"{name} is short."), NOW, is_opened=False)
            shelf.take(f"/{name}.txt", "as it was")
    assert open_shelf(shelf.data).taken() == {"/a.txt": "as it was", "/b.txt": "as it was"}
    gone = shelf.known(_document("/a.txt", "a is short."))
    for file in (shelf.data / "articles").glob(f"{gone}.*"):
        file.unlink()
    assert open_shelf(shelf.data).taken() == {"/b.txt": "as it was"}
