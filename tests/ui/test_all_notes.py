"""The notes of the whole library on one screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reader.annotations import Color
from reader.document import Origin, Span, compose
from reader.reading import open_reading
from reader.store import open_shelf
from reader.ui.all_notes import latest_notes, notes_of
from reader.ui.screens.article import ArticleScreen
from reader.ui.screens.notes import NotesScreen
from reader.ui.widgets.note_rows import NoteRows, note_rows
from tests.strategies import NOW
from tests.ui.conftest import Opener, Session

TEXTS = (
    "The bridge.\n\nThe bridge will be closed, Ada Berg said. Nobody knows for how long.",
    "The harbour.\n\nThe harbour stays open, Tom Hale said. The ships come at night.",
    "The school.\n\nThe school gets a roof. It will be ready in the autumn, they say.",
)


def _fill(data: Path) -> None:
    """Three articles with two notes each."""
    shelf = open_shelf(data)
    for text in TEXTS:
        name = text.split()[1].strip(".")
        path = data.parent / f"{name}.txt"
        path.write_text(text)
        reading = open_reading(compose(text, Origin(str(path))), shelf, NOW)
        start = text.index("\n\n") + 2
        for number, word in enumerate(("closed", "open", "roof", "long", "night", "autumn")):
            if word in text:
                at = text.index(word)
                color = Color.GREEN if number < 3 else Color.PINK
                reading, made = reading.highlight(Span(max(start, at), at + len(word)), NOW, color)
                reading, made = reading.comment(made.id, f"Ask about the {word}.", NOW)
                shelf.save(made)
    shelf.close()


async def _notes_screen(session: Session) -> NotesScreen:
    await session.press("A")
    screen = session.app.screen
    assert isinstance(screen, NotesScreen)
    await _until(session, lambda: len(screen._notes) >= 6)
    return screen


async def _until(session: Session, is_so: Callable[[], bool]) -> None:
    for _ in range(200):
        if is_so():
            await session.pilot.pause()
            return
        await session.pilot.pause(0.02)
    raise AssertionError("it never came")


def _listed(screen: NotesScreen) -> list[str]:
    return [one.noted.words for one in screen._shown]


async def test_all_notes_are_listed_filtered_and_sorted(
    open_reader: Opener, tmp_path: Path
) -> None:
    _fill(tmp_path / "data")
    async with open_reader() as session:
        screen = await _notes_screen(session)
        assert sorted(_listed(screen)) == ["autumn", "closed", "long", "night", "open", "roof"]
        await session.press("S")
        assert _listed(screen) == ["closed", "long", "open", "night", "roof", "autumn"]
        await session.press("/", *"color:green ask", "enter")
        assert _listed(screen) == ["closed", "open", "roof"]
        await session.press("escape")
        assert len(_listed(screen)) == 6
        await session.press("A")
        assert _listed(screen) == []


async def test_one_is_gone_to_and_back(open_reader: Opener, tmp_path: Path) -> None:
    _fill(tmp_path / "data")
    async with open_reader() as session:
        first = session.article
        await _notes_screen(session)
        await session.press("/", *"night", "enter", "enter")
        await _until(session, lambda: session.app.screen is not first)
        await _until(session, lambda: isinstance(session.app.screen, ArticleScreen))
        await session.settle()
        await _until(session, lambda: session.article.is_open)
        assert session.article.document.title == "harbour"
        span = session.article.view.place
        assert TEXTS[1].index("night") >= span
        await session.press("q")
        await _until(session, lambda: session.app.screen is first)


async def test_many_are_tagged_and_removed_and_it_is_undone(
    open_reader: Opener, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    _fill(data)
    other = open_shelf(data)

    def kept() -> dict[str, tuple[str, ...]]:
        return {
            note.target.exact: note.tags
            for article_id in other.article_ids()
            for note in other.annotations(article_id)
            if note.target
        }

    async with open_reader() as session:
        screen = await _notes_screen(session)
        await session.press("/", *"color:pink", "enter", "M", "t", *"late", "enter")
        tagged = dict.fromkeys(("long", "night", "autumn"), ("late",))
        everything = {**dict.fromkeys(("closed", "open", "roof"), ()), **tagged}
        await _until(session, lambda: kept() == everything)
        await _until(session, lambda: len(screen._marked) == 3)
        await session.press("x", "j", "enter")
        await _until(session, lambda: len(kept()) == 3)
        await _until(session, lambda: len(_listed(screen)) == 0)
        await session.press("u")
        await _until(session, lambda: kept() == everything)
        await _until(session, lambda: len(_listed(screen)) == 3)
        await session.press("u")
        await _until(session, lambda: set(kept().values()) == {()})
    other.close()


async def test_the_sidebar_filters_notes_by_field(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("V", "t", *"one", "enter", "}", "}", "V", "t", *"two", "enter")
        await session.press("tab", "tab", "tab", "/", *"tag:two", "enter")
        keys = [item.key for item in session.article.sidebar.row_list.items if item.key]
        assert len(keys) == 1


def test_the_lines_of_notes_are_made_when_looked_at(tmp_path: Path) -> None:
    _fill(tmp_path / "data")
    shelf = open_shelf(tmp_path / "data")
    notes = [note for some in notes_of(shelf, shelf.entries()) for note in some]
    marked = {notes[2].note.id}
    lines = [line for one in notes for line in note_rows(one, is_marked=one.note.id in marked)]
    rows = NoteRows(notes, marked)
    assert list(rows) == lines
    assert rows[3:-2] == lines[3:-2]
    assert rows[-1] == lines[-1]
    for one in notes:
        number = rows.number_of(one.note.id)
        assert number is not None
        assert rows[number].key == one.note.id
    assert rows.number_of("nowhere") is None
    assert list(NoteRows([], ())) == []


def test_a_first_look_tells_what_is_so(tmp_path: Path) -> None:
    _fill(tmp_path / "data")
    shelf = open_shelf(tmp_path / "data")
    assert latest_notes(shelf, 9) == []  # nobody has looked yet
    shelf.take_in_notes()
    every = {one.note.id: one for some in notes_of(shelf, shelf.entries()) for one in some}
    assert {one.note.id: one for one in latest_notes(shelf, 9)} == every
    gone = shelf.entries()[0].article_id
    shelf.remove_article(gone, NOW)
    left = {one.entry.article_id for one in latest_notes(shelf, 9)}
    assert left == {entry.article_id for entry in shelf.entries()}


async def test_what_was_shown_first_and_is_gone_goes(open_reader: Opener, tmp_path: Path) -> None:
    _fill(tmp_path / "data")
    async with open_reader() as session:
        screen = await _notes_screen(session)
        await session.app.workers.wait_for_complete()
        every = list(screen._notes.values())
        screen._notes.clear()
        screen._take_first(every[:3])
        assert len(_listed(screen)) == 3
        newer = replace(every[1], noted=replace(every[1].noted, note=replace(every[1].note, rev=9)))
        screen._notes[newer.note.id] = newer  # changed here meanwhile
        screen._take(every[1:2], "2 of 3 read")
        screen._take_last(every[2:])
        assert set(screen._notes) == {one.note.id for one in every[1:]}
        assert screen._notes[newer.note.id] is newer
