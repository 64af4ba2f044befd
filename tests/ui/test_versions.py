"""What becomes of an article at its source: watched, read again, offered, listed, compared."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.document import Span
from reader.places import Places
from reader.reading import open_reading
from reader.settings import Settings
from reader.sources import open_document
from reader.store import open_shelf
from reader.ui.app import ReaderApp
from reader.ui.screens.article import ArticleScreen
from reader.ui.screens.compared_versions import ComparedScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.versions import VersionsScreen
from tests.ui.conftest import Session
from tests.web import Web, page, web_server

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARAGRAPHS = [f"Paragraph {n} tells of the {n}th day at the harbour." for n in range(60)]
QUOTE = "“The ferry will run when it runs,” said Odalys Brackwater, the mayor."


def _text(*paragraphs: str) -> str:
    return "\n\n".join(("The harbour days", *(paragraphs or (*PARAGRAPHS, QUOTE)))) + "\n"


def _write(path: Path, text: str, seconds: int = 0) -> None:
    """Write a file; with a time of its own, as if that had been so many seconds later."""
    path.write_text(text, encoding="utf-8")
    later = time.time() + seconds
    os.utime(path, (later, later))


@asynccontextmanager
async def _opened(
    folder: Path, path: Path | None, size: tuple[int, int] = (110, 30)
) -> AsyncIterator[Session]:
    places = Places(folder / "data", folder / "config.toml")
    document = open_document(str(path), now=datetime.now(UTC)) if path else None
    app = ReaderApp(document, places, Settings())
    async with app.run_test(size=size) as pilot:
        session = Session(pilot)
        if path:
            await _until(session, lambda: session.article.is_open and session.article.quotes.quotes)
        yield session


async def _until(session: Session, is_so: Callable[[], object]) -> None:
    for _ in range(1500):
        if is_so():
            return
        await session.pilot.pause(0.01)
    raise AssertionError(f"it never came; told: {_told(session)}")


def _told(session: Session) -> list[str]:
    return [f"{one.title} {one.message}".strip() for one in session.app._notifications]


async def _look(session: Session) -> None:
    """Let the file be looked at, as the clock would."""
    session.article.look_at_source()
    await _until(session, lambda: not session.article._is_looking)


async def _look_twice(session: Session) -> None:
    await _look(session)
    await _look(session)


def _top_words(session: Session) -> str:
    view = session.article.view
    return session.article.document.text[view.top : view.top + 12]


# Watching


async def test_a_file_that_changes_is_shown_anew_where_one_reads(tmp_path: Path) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    async with _opened(tmp_path, path) as session:
        await session.press(*"40", "j", "V", "enter")
        words = _top_words(session)
        assert words.startswith("Paragraph")
        _write(path, _text("A new beginning came in.", "And more.", *PARAGRAPHS, QUOTE), 5)
        await _look_twice(session)
        assert "A new beginning came in." in session.article.document.text
        assert _top_words(session) == words
        (mark,) = session.article.reading.annotations if session.article.reading else ()
        assert mark.span is not None
        assert mark.span.of(session.article.document.text) == mark.target.exact  # type: ignore[union-attr]
        # Quotes are there at once, and what was told is one line.
        assert len(session.article.quotes.quotes) == 1
        (told,) = [line for line in _told(session) if "The file has changed" in line]
        assert "2 sentences added; highlights 1 in place" in told
        # Undo reaches back over the change.
        await session.press("u")
        assert session.article.reading
        assert not session.article.reading.annotations


async def test_words_changed_inside_a_quotation_of_an_open_file_are_told_once(
    tmp_path: Path,
) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    async with _opened(tmp_path, path) as session:
        await _look(session)
        for number in range(3):
            changed = QUOTE.replace("when it runs", "when it can")
            _write(path, _text(*PARAGRAPHS, changed, f"Line {number}."), number + 5)
            await _look_twice(session)
            await _until(session, lambda: session.article.changes is not None)
        assert "Line 2." in session.article.document.text
        (told,) = [line for line in _told(session) if "Words changed" in line]
        assert "1 quotation reads otherwise" in told
        await session.press("W")
        shown = session.screen_text()
        assert "Odalys Brackwater" in shown
        assert "runs" in shown
        assert "can" in shown
        await session.press("escape")
        # Written back as it was: nothing differs from the version before.
        _write(path, _text(), 20)
        await _look_twice(session)
        await _until(session, lambda: session.article.changes == ())


async def test_it_waits_until_the_file_is_at_rest_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    async with _opened(tmp_path, path) as session:
        clock = 100.0
        monkeypatch.setattr("reader.ui.screens.watching.monotonic", lambda: clock)
        await _look(session)
        for number in range(5):
            _write(path, _text(*PARAGRAPHS, QUOTE, f"Line {number}."), number + 5)
            await _look(session)
            is_there = "Line" in session.article.document.text
            assert is_there == (number >= 3)
            clock += 1


async def test_nothing_is_disturbed(tmp_path: Path) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    async with _opened(tmp_path, path) as session:
        await _look(session)
        _write(path, _text(*PARAGRAPHS, QUOTE, "The end."), 5)

        def is_new() -> bool:
            return "The end." in session.article.document.text

        await session.press("v")  # while selecting
        await _look_twice(session)
        assert not is_new()
        await session.press("escape", "C")  # while a note is written
        await _look_twice(session)
        assert not is_new()
        await session.press("escape", "slash")  # while searching
        await _look_twice(session)
        assert not is_new()
        await session.press("escape")
        await _look_twice(session)
        assert is_new()


async def test_a_file_that_goes_or_becomes_unreadable_stays_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    async with _opened(tmp_path, path) as session:
        await _look(session)
        shown = session.article.document
        path.unlink()
        await _look_twice(session)
        path.write_bytes(b"\x7fELF" + bytes(400))
        await _look_twice(session)
        await _look_twice(session)
        assert session.article.document is shown
        assert _told(session) == []
        _write(path, _text("It is back."), 9)
        await _look_twice(session)
        assert "It is back." in session.article.document.text


async def test_what_was_noted_on_is_kept_and_what_flew_by_is_not(tmp_path: Path) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    async with _opened(tmp_path, path) as session:
        assert session.article.reading
        article_id = session.article.reading.article_id
        for number in range(3):
            _write(path, _text(*PARAGRAPHS, QUOTE, f"Line {number}."), number + 5)
            await _look_twice(session)
        assert "Line 2." in session.article.document.text
        shelf = open_shelf(tmp_path / "data")
        assert len(shelf.versions(article_id)) == 1
        await session.press("V", "enter")
        await _until(session, lambda: len(shelf.versions(article_id)) == 2)
        kept = shelf.document(article_id)
        assert kept is not None
        assert kept.text == session.article.document.text
        _write(path, _text(*PARAGRAPHS, QUOTE, "Line 9."), 20)
        await _look_twice(session)
        await session.press("q")
        # Leaving keeps what was read last.
        await _until(session, lambda: len(shelf.versions(article_id)) == 3)


async def test_a_change_between_reading_and_the_first_look_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text(), -60)
    async with _opened(tmp_path, path) as session:
        _write(path, _text(*PARAGRAPHS, QUOTE, "The end."), 1)
        await _look_twice(session)
        assert "The end." in session.article.document.text


# Opening what has changed


async def test_a_file_that_changed_since_is_told_once_with_what_became_of_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    async with _opened(tmp_path, path) as session:
        await session.press("V", "enter", "q")
    _write(path, _text(*PARAGRAPHS[:-2], QUOTE, "The end."))
    async with _opened(tmp_path, path) as session:
        await _until(session, lambda: len(_told(session)) == 1)
        (told,) = _told(session)
        assert told.startswith("The text has changed 1 sentence added, 2 removed")
        assert "highlights 1 in place" in told
        assert "H compares" in told
    async with _opened(tmp_path, path) as session:
        await session.settle()
        assert not _told(session), "it is in place, and that it has changed was told"


async def test_what_has_no_place_is_told_again_but_not_that_the_text_has_changed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    async with _opened(tmp_path, path) as session:
        await session.press("}", "V", "enter", "q")
    _write(path, _text("Quite another text, of which nothing was there before.", QUOTE))
    for beginning in ("The text has changed", "highlights made on another text: 1 gone"):
        async with _opened(tmp_path, path) as session:
            await _until(session, lambda: len(_told(session)) == 1)
            assert _told(session)[0].lstrip().startswith(beginning)


def _page(*more: str) -> str:
    return page("The ferry", *(f"{words} " * 3 for words in (*PARAGRAPHS[:9], QUOTE, *more)))


@asynccontextmanager
async def _library_with_page(folder: Path) -> AsyncIterator[tuple[Session, Web]]:
    """The library with one page that was opened before, its server still there."""
    with web_server() as web:
        web.pages["/ferry"] = _page()
        document = open_document(web.url("/ferry"), now=NOW)
        shelf = open_shelf(folder / "data")
        reading = open_reading(document, shelf, NOW)
        shelf.save(reading.highlight(Span(0, 9), NOW)[1])
        shelf.close()
        async with _opened(folder, None) as session:
            library = session.app.screen
            assert isinstance(library, LibraryScreen)
            await _until(session, lambda: len(library.rows.items) == 1)
            yield session, web


async def test_a_page_is_there_as_it_was_kept_and_a_new_version_is_offered(
    tmp_path: Path,
) -> None:
    async with _library_with_page(tmp_path) as (session, web):
        web.pages["/ferry"] = _page("Nobody believes it any more.")
        await session.pilot.press("enter")
        await _until(session, lambda: isinstance(session.app.screen, ArticleScreen))
        await _until(session, lambda: any("The page has changed" in t for t in _told(session)))
        shown = session.article.document
        assert "Nobody believes" not in shown.text
        (told,) = [told for told in _told(session) if "The page has changed" in told]
        assert "sentences added" in told
        assert "R reads the new version" in told
        # Nothing was decided yet: the version opened last is still the one kept for next time.
        assert session.article.reading
        article_id = session.article.reading.article_id
        shelf = open_shelf(tmp_path / "data")
        assert shelf.versions(article_id)[-1] == shown.sha256
        assert len(shelf.versions(article_id)) == 2
        asked = web.asked["/ferry"]
        await session.pilot.press("R")
        await _until(session, lambda: "Nobody believes" in session.article.document.text)
        await _until(session, lambda: session.article.is_open)
        assert web.asked["/ferry"] == asked
        assert open_shelf(tmp_path / "data").versions(article_id)[-1] != shown.sha256


async def test_a_page_that_does_not_come_or_has_not_changed_changes_nothing(
    tmp_path: Path,
) -> None:
    async with _library_with_page(tmp_path) as (session, web):
        await session.pilot.press("enter")
        await _until(session, lambda: isinstance(session.app.screen, ArticleScreen))
        await _until(session, lambda: web.asked["/ferry"] == 2 and session.article.is_open)
        shown = session.article.document
        await session.pilot.press("R")
        await _until(session, lambda: any("nothing has changed" in t for t in _told(session)))
        del web.pages["/ferry"]
        await session.pilot.press("R")
        await _until(session, lambda: any("404" in told for told in _told(session)))
        assert any("shown as it was kept" in told for told in _told(session))
        assert session.article.document is shown
        assert session.article.reading
        shelf = open_shelf(tmp_path / "data")
        assert shelf.versions(session.article.reading.article_id) == (shown.sha256,)


async def test_a_file_that_is_gone_says_so_and_is_read_as_it_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    open_reading(open_document(str(path), now=NOW), open_shelf(tmp_path / "data"), NOW)
    path.unlink()
    async with _opened(tmp_path, None) as session:
        library = session.app.screen
        assert isinstance(library, LibraryScreen)
        await _until(session, lambda: len(library.rows.items) == 1)
        await session.pilot.press("enter")
        await _until(session, lambda: isinstance(session.app.screen, ArticleScreen))
        await _until(session, lambda: len(_told(session)) == 1)
        assert "no such file" in _told(session)[0]
        assert "shown as it was kept" in _told(session)[0]


async def test_a_newer_version_that_was_only_kept_is_told_and_read_without_the_server(
    tmp_path: Path,
) -> None:
    async with _library_with_page(tmp_path) as (session, web):
        shelf = open_shelf(tmp_path / "data")
        (entry,) = shelf.entries()
        web.pages["/ferry"] = _page("Nobody believes it any more.")
        newer = open_document(web.url("/ferry"), now=NOW)
        shelf.keep_version(entry.article_id, newer, NOW + timedelta(days=1))
        del web.pages["/ferry"]
        await session.pilot.press("enter")
        await _until(session, lambda: any("404" in told for told in _told(session)))
        assert "H has a newer version" in _told(session)[-1]
        await session.pilot.press("H")
        screen = session.app.screen
        assert isinstance(screen, VersionsScreen)
        await _until(session, lambda: len(screen.versions) == 2)
        await session.pilot.press("g", "enter")
        await _until(session, lambda: "Nobody believes" in session.article.document.text)
        await _until(session, lambda: session.article.is_open)
        # From now on it is the one to be opened.
        assert open_shelf(tmp_path / "data").versions(entry.article_id)[-1] == newer.sha256
        assert "earlier" not in session.article.status.source


@pytest.mark.parametrize("place", ["other.txt", "sorted/days.txt"])
async def test_a_file_that_was_moved_is_found_by_its_text(tmp_path: Path, place: str) -> None:
    path = tmp_path / "days.txt"
    _write(path, _text())
    reading = open_reading(open_document(str(path), now=NOW), open_shelf(tmp_path / "data"), NOW)
    (tmp_path / "another.txt").write_text("Another article\n\nIt is not the one.\n")
    new = tmp_path / place
    new.parent.mkdir(exist_ok=True)
    path.rename(new)
    async with _opened(tmp_path, None) as session:
        library = session.app.screen
        assert isinstance(library, LibraryScreen)
        await _until(session, lambda: len(library.rows.items) == 1)
        await session.pilot.press("enter")
        await _until(session, lambda: isinstance(session.app.screen, ArticleScreen))
        await _until(session, lambda: session.article.is_open and _told(session))
        assert session.article.document.origin.locator == str(new)
        assert "is now" in _told(session)[0]
        assert session.article.reading
        assert session.article.reading.article_id == reading.article_id


# Versions, listed and compared

FIRST = _text("The ferry was late on Monday.", "Nobody knew why it was.", QUOTE)
SECOND = _text("The ferry was late on Tuesday.", QUOTE, "The mayor left the hall early.")
THIRD = _text("The ferry was late on Tuesday.", QUOTE, "The mayor left early.", "It rained.")


def _three_versions(folder: Path) -> Path:
    """An article seen on three days."""
    path = folder / "ferry.txt"
    shelf = open_shelf(folder / "data")
    for day, text in enumerate((FIRST, SECOND, THIRD)):
        _write(path, text, -100)
        document = open_document(str(path), now=NOW)
        open_reading(document, shelf, NOW + timedelta(days=day))
    shelf.close()
    return path


async def _versions(session: Session) -> VersionsScreen:
    await session.press("H")
    screen = session.app.screen
    assert isinstance(screen, VersionsScreen)
    await _until(session, lambda: len(screen.told) == 2)
    return screen


async def test_versions_are_listed_with_day_words_and_changes(tmp_path: Path) -> None:
    path = _three_versions(tmp_path)
    async with _opened(tmp_path, path) as session:
        screen = await _versions(session)
        days = [f"{(NOW + timedelta(days=n)).astimezone():%Y-%m-%d %H:%M}" for n in range(3)]
        lines = [f"{item.text} {item.right}".strip() for item in screen.rows.items]
        assert lines == [
            f"{days[2]}  {len(THIRD.split())} words  ferry.txt read now",
            "1 sentence added, 1 changed",
            f"{days[1]}  {len(SECOND.split())} words  ferry.txt",
            "1 sentence added, 1 changed, 1 removed",
            f"{days[0]}  {len(FIRST.split())} words  ferry.txt",
            "the first one",
        ]
        await session.press("q")
        assert session.app.screen is session.article


async def test_another_version_is_read_and_left_again(tmp_path: Path) -> None:
    path = _three_versions(tmp_path)
    async with _opened(tmp_path, path) as session:
        await _versions(session)
        await session.press("G", "enter")
        await _until(session, lambda: "on Monday" in session.article.document.text)
        await _until(session, lambda: session.article.is_open)
        assert "an earlier version of ferry.txt" in session.article.status.source
        # A note made on it stays with it.
        await session.press("V", "enter")
        assert session.article.reading
        (note,) = session.article.reading.annotations
        shelf = open_shelf(tmp_path / "data")
        await _until(session, lambda: shelf.annotations(note.article_id) == (note,))
        assert shelf.versions(note.article_id)[-1] == shelf.version_list(note.article_id)[0].sha256
        # It is not watched: the file has other words by now.
        await _look_twice(session)
        assert "on Monday" in session.article.document.text
        await session.press("R")
        await _until(session, lambda: "It rained." in session.article.document.text)
        assert session.article.status.source == "ferry.txt"


async def test_versions_are_compared_sentence_by_sentence(tmp_path: Path) -> None:
    path = _three_versions(tmp_path)
    async with _opened(tmp_path, path) as session:
        await _versions(session)
        await session.press("j", "d")
        await _until(session, lambda: isinstance(session.app.screen, ComparedScreen))
        compared = session.app.screen
        assert isinstance(compared, ComparedScreen)
        assert "2026-03-01" in compared.status.title
        assert "2026-03-02" in compared.status.title
        said = [(b.sign, "".join(w.words for w in b.words).strip()) for b in compared.blocks.blocks]
        assert ("−", "Nobody knew why it was.") in said
        assert ("+", "The mayor left the hall early.") in said
        assert ("~", "The ferry was late on Monday Tuesday.") in said
        (changed,) = [block for block in compared.blocks.blocks if block.sign == "~"]
        assert [(w.words, w.tone) for w in changed.words if w.tone] == [
            ("Monday", "gone"),
            ("Tuesday", "new"),
        ]
        # To a sentence that is gone: it stands in the earlier version.
        while "Nobody" not in "".join(w.words for w in compared.blocks.current.words):  # type: ignore[union-attr]
            await session.press("j")
        await session.press("enter")
        await _until(session, lambda: "on Monday" in session.article.document.text)
        await _until(session, lambda: session.article.is_open)
        start = session.article.document.text.index("Nobody knew")
        assert session.article.view.is_in_sight(start)


async def test_any_two_versions_are_compared_when_marked(tmp_path: Path) -> None:
    path = _three_versions(tmp_path)
    async with _opened(tmp_path, path) as session:
        screen = await _versions(session)
        await session.press("m", "G", "m")
        assert len(screen.marked) == 2
        await session.press("d")
        await _until(session, lambda: isinstance(session.app.screen, ComparedScreen))
        compared = session.app.screen
        assert isinstance(compared, ComparedScreen)
        assert "2026-03-01" in compared.status.title
        assert "2026-03-03" in compared.status.title
        await session.press("a")
        assert compared.shows_all
        assert not any(block.sign == "⋯" for block in compared.blocks.blocks)
        await session.press("q")
        assert session.app.screen is screen
