"""The article screen driven by keys: reading, quotes, selecting, marking, the sidebar."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.timer import Timer, TimerCallback
from textual.widgets import Input

from reader.annotations import Color
from reader.settings import Settings
from reader.store import open_shelf
from reader.ui.app import ReaderApp
from reader.ui.screens.article import ArticleScreen
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.note_editor import NoteEditor
from tests.ui.conftest import Opener, Session, document_of

LONG = "\n\n".join(f"Paragraph {n} says a few words. Then it says some more." for n in range(300))


def _first_row(session: Session) -> str:
    view = session.article.view
    row = view.row(view.scroll_offset.y)
    return session.article.document.text[row.start : row.end]


def _rows_in_sight(session: Session) -> list[tuple[int, int]]:
    view = session.article.view
    top = view.scroll_offset.y
    last = min(view.lines.height, top + view.rows_in_sight)
    return [(row.start, row.end) for row in map(view.row, range(top, last)) if not row.is_blank]


async def test_panes_neither_skip_nor_cut_a_row(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(90, 21)) as session:
        seen: list[tuple[int, int]] = []
        number, count = session.article.view.pane
        assert number == 1
        for _ in range(count):
            assert not session.article.view.row(session.article.view.scroll_offset.y).is_blank
            seen += _rows_in_sight(session)
            await session.press("space")
        view = session.article.view
        every = [(r.start, r.end) for r in map(view.row, range(view.lines.height))]
        assert list(dict.fromkeys(seen)) == [row for row in every if row[1] > row[0]]
        assert session.article.status.percent == "100%"


async def test_back_and_forth_by_panes_and_lines(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(90, 21)) as session:
        await session.press("space", "space", "b", "b")
        assert _first_row(session).startswith("Paragraph 0 ")
        await session.press("1", "0", "j")
        assert session.article.view.scroll_offset.y == 10
        await session.press("4", "k")
        assert session.article.view.scroll_offset.y == 6


async def test_ends_percent_and_jumping_back(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(90, 21)) as session:
        await session.press("G")
        assert session.article.view.pane[0] == session.article.view.pane[1]
        await session.press("5", "0", "%")
        document, top = session.article.document, session.article.view.top
        assert abs(top - len(document.text) // 2) < 100
        await session.press("g")
        assert session.article.view.top == 0
        await session.press("ctrl+o")
        assert abs(session.article.view.top - top) < 100


async def test_quotes_forward_back_and_of_the_same_speaker(open_reader: Opener) -> None:
    async with open_reader() as session:
        screen = session.article
        quotes = screen.quotes.quotes
        await session.press("]")
        assert screen.view.current_quote == quotes[0].id
        await session.press("2", "]")
        assert screen.view.current_quote == quotes[2].id
        await session.press("[")
        assert screen.view.current_quote == quotes[1].id
        speaker = quotes[1].speaker_id
        await session.press(">")
        held = screen.quotes.named(screen.view.current_quote)
        assert held is not None
        assert held.speaker_id == speaker
        assert held.start > quotes[1].start


async def test_text_objects(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("]", "]", "v", "i", "p")
        assert session.words_selected().startswith("“The United States was once")
        assert session.words_selected().endswith("“we are treated as enemies.”")
        await session.press("escape", "[", "]", "v", "i", "q")
        assert session.words_selected() == "“The United States was once a friend and an ally,”"


async def test_motions_extend_the_selection_and_ends_swap(open_reader: Opener) -> None:
    async with open_reader(document_of("One two three. Four five six.\n\nSeven.")) as session:
        await session.press("v", "e")
        assert session.words_selected() == "One"
        await session.press("w", "w")
        assert session.words_selected() == "One two t"
        await session.press("$")
        assert session.words_selected() == "One two three. Four five six."
        await session.press("o", "w")
        assert session.words_selected() == "two three. Four five six."
        await session.press("escape")
        assert session.article.view.selection is None


async def test_whole_paragraphs(open_reader: Opener) -> None:
    async with open_reader(document_of("One two.\n\nThree four.\n\nFive six.")) as session:
        await session.press("V", "j")
        assert session.words_selected() == "One two.\n\nThree four."


async def test_a_selection_never_cuts_a_character(open_reader: Opener) -> None:
    async with open_reader(document_of("a 👩‍👧 e\u0301tude and more words here.")) as session:
        await session.press("v", "l", "l")
        assert session.words_selected() == "a 👩‍👧"
        await session.press("l", "l")
        assert session.words_selected() == "a 👩‍👧 e\u0301"


async def test_highlight_note_and_reopen(open_reader: Opener, tmp_path: Path) -> None:
    async with open_reader() as session:
        await session.press("]", "]", "v", "i", "s", "enter")
        await session.press("c")
        assert isinstance(session.app.screen, NoteEditor)
        await session.press(*"first", "enter", *"second", "escape")
        await session.press("space", "q")
    (kept,) = (tmp_path / "data" / "articles").glob("*.json")
    record = json.loads(kept.read_text(encoding="utf-8"))
    (note,) = record["annotations"].values()
    assert note["body"] == "first\nsecond"
    async with open_reader() as session:
        reading = session.article.reading
        assert reading is not None
        (again,) = reading.annotations
        assert again.body == "first\nsecond"
        assert again.span is not None
        assert again.span.of(reading.document.text) == note["target"]["exact"]
        assert session.article.view.top > 0


async def test_a_note_on_a_quote_without_selecting(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("]", "c", *"mine", "escape")
        reading = session.article.reading
        assert reading is not None
        (note,) = reading.annotations
        assert note.speaker == "Mark Carney"
        assert "strategic partnership" in (note.target.exact if note.target else "")


async def test_throwing_a_note_away_changes_nothing(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("]", "c", *"mine", "ctrl+q")
        assert session.article.reading is not None
        assert session.article.reading.annotations == ()


async def test_undo_and_redo(open_reader: Opener) -> None:
    async with open_reader() as session:
        screen = session.article
        await session.press("]", "enter", "x")
        assert screen.reading is not None
        assert screen.reading.annotations == ()
        await session.press("u")
        assert len(screen.reading.annotations) == 1
        await session.press("u")
        assert screen.reading.annotations == ()
        await session.press("ctrl+r")
        assert len(screen.reading.annotations) == 1


async def test_colour_and_tags(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("]", "p", "j", "enter")
        await session.press("]", "enter", "t", *"trade", "space", *"later", "enter")
        reading = session.article.reading
        assert reading is not None
        assert reading.annotations[-1].color is Color.GREEN
        assert reading.annotations[-1].tags == ("trade", "later")


async def test_a_note_on_the_article(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("C", *"whole", "escape")
        reading = session.article.reading
        assert reading is not None
        assert [note.body for note in reading.page_notes] == ["whole"]


async def test_the_sidebar_moves_the_article_and_follows_it(open_reader: Opener) -> None:
    async with open_reader(size=(120, 24)) as session:
        screen = session.article
        await session.press("tab", "tab")
        assert screen.sidebar.tab == 1
        await session.press("G", "enter")
        last = screen.quotes.quotes[-1]
        assert screen.view.current_quote == last.id
        assert screen.view.is_in_sight(last.start)
        await session.press("escape", "g")
        assert screen.view.has_focus
        current = screen.sidebar.row_list.current
        assert current is not None
        assert current.key == f"quote:{screen.quotes.quotes[0].id}"


async def test_the_outline_goes_to_a_heading(open_reader: Opener) -> None:
    async with open_reader(size=(100, 20)) as session:
        await session.press("tab", "tab", "tab", "tab")
        texts = [item.text for item in session.article.sidebar.row_list.items]
        assert texts == ["tariff reduction", "“Tough place” for Canada"]
        await session.press("G", "enter")
        place = session.article.view.place
        assert session.article.document.text[place:].startswith("“Tough place” for Canada")


@pytest.mark.parametrize("size", [(60, 20), (40, 10)])
async def test_on_a_narrow_terminal_the_sidebar_takes_all(
    open_reader: Opener, size: tuple[int, int]
) -> None:
    async with open_reader(size=size) as session:
        screen = session.article
        assert not screen.sidebar.display
        await session.press("s")
        assert screen.sidebar.size.width >= size[0] - 1
        assert not screen.view.display
        await session.press("s")
        assert screen.view.size.width == size[0]
        assert screen.view.has_focus


async def test_going_from_the_narrow_sidebar_the_panes_are_counted_anew(
    open_reader: Opener,
) -> None:
    async with open_reader(size=(60, 20)) as session:
        await session.press("j", "k")
        position = session.article.status.position
        await session.press("tab", "tab", "g", "enter")
        assert session.article.view.display
        await session.press("g")
        await session.press("tab", "g", "enter")
        assert session.article.view.display
        assert session.article.status.position == position


async def test_resizing_keeps_the_same_words_at_the_top(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(120, 30)) as session:
        await session.press("space", "space", "space")
        top = session.article.view.top
        for width, height in ((60, 20), (45, 12), (200, 50), (120, 30)):
            await session.pilot.resize_terminal(width, height)
            await session.settle()
            assert session.article.view.top == top
            assert session.article.view.is_in_sight(top)


async def test_one_word_is_no_words(open_reader: Opener) -> None:
    async with open_reader(document_of("Nobody")) as session:
        await session.press("V", "y")
        assert [n.message for n in session.app._notifications] == ["copied 1 word: Nobody"]
        await session.press("i")
        assert "1 word," in session.screen_text()


@pytest.mark.parametrize("keys", [(), ("alt+r",)], ids=["words", "expression"])
async def test_what_was_left_is_searched_again(keys: tuple[str, ...], open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(100, 30)) as session:
        screen = session.article
        await session.press("3", "n", "2", "j")
        assert screen.view.scroll_offset.y == 2, "the count before n is still there"
        await session.press("/", *keys, *"some more")
        await session.finish_search()
        await session.press("enter")
        starts = [hit.start for hit in screen.hits]
        await session.press("escape")
        assert not screen.hits
        await session.press("n")
        await session.finish_search()
        assert screen.keys.typed == "3 of 300"
        assert screen.view.place == starts[2]
        await session.press("escape", "2", "N")
        await session.finish_search()
        assert screen.view.place == starts[0]
        await session.press("escape", "2", "n")
        await session.finish_search()
        assert screen.keys.typed == "3 of 300"
        await session.press("escape", "g", "N")
        await session.finish_search()
        assert screen.keys.typed == "300 of 300"
        await session.press("/", "ctrl+u", *"nowhere")
        await session.finish_search()
        await session.press("enter", "n", "N")
        assert not screen.hits


async def test_a_new_size_is_shown_without_waiting_for_more(
    open_reader: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_timer = ReaderApp.set_timer

    def later(app: ReaderApp, delay: float, callback: TimerCallback | None = None) -> Timer:
        return set_timer(app, 60 if delay < 0.01 else delay, callback)

    async with open_reader(document_of(LONG), size=(120, 30)) as session:
        before = session.article.view.size.width
        monkeypatch.setattr(ReaderApp, "set_timer", later)
        await session.pilot.resize_terminal(100, 30)
        await session.settle()
        assert session.article.view.size.width == before - 20
        monkeypatch.undo()
        await session.pilot.resize_terminal(90, 25)  # soon after: when Textual's wait is over
        session.app._check_resize()
        await session.settle()
        assert session.article.view.size.width == before - 30


async def test_search_marks_hits_and_steps_through_them(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("/", *"tough")
        screen = session.article
        assert [hit.of(screen.document.text) for hit in screen.hits] == ["Tough", "tough"]
        await session.press("enter", "n")
        assert screen.keys.typed == "2 of 2"
        assert screen.view.is_in_sight(screen.hits[1].start)
        await session.press("n")
        assert screen.keys.typed == "1 of 2"
        await session.press("escape")
        assert not screen.hits


async def test_help_lists_the_keys(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("?")
        assert isinstance(session.app.screen, HelpScreen)
        assert "next quote" in session.screen_text()
        await session.press("q")
        assert len(session.app.screen_stack) == 1


async def test_keys_can_be_remapped_and_the_footer_says_so(open_reader: Opener) -> None:
    settings = Settings(keys={"read.next_pane": "Z"})
    async with open_reader(document_of(LONG), (100, 20), settings) as session:
        await session.press("Z")
        assert session.article.view.top > 0
        assert session.article.keys.keys[0][:2] == ("Z", "pane")


async def test_markup_and_escapes_in_the_text_are_text(open_reader: Opener) -> None:
    raw = "He said [sic] that [[/x]] [bold]is[/bold] \x1b]0;x\x07 and \x1b[2J fine."
    async with open_reader(document_of(raw)) as session:
        shown = session.screen_text()
        assert "He said [sic] that [[/x]] [bold]is[/bold]  ]0;x  and  [2J fine." in shown
        assert "\x1b" not in shown


@pytest.mark.parametrize("text", ["", "word", "\n\n\n", "日本語 👩‍👧 e\u0301", "x" * 100_000])
async def test_every_key_on_odd_documents(open_reader: Opener, text: str) -> None:
    keys = ["space", "b", "j", "k", "G", "g", ")", "(", "}", "{", "]", "[", ">", "<", "v", "l", "w"]
    keys += ["e", "$", "0", "o", "V", "escape", "n", "N", "x", "u", "ctrl+r", "z", "z", "s", "s"]
    async with open_reader(document_of(text), size=(50, 12)) as session:
        await session.press(*keys)
        assert session.app._exception is None


async def test_dragging_selects_and_a_double_click_takes_a_word(open_reader: Opener) -> None:
    async with open_reader(document_of("One two three. Four five six.\n\nSeven.")) as session:
        view = session.article.view
        left = view.text_column[0]
        pilot = session.pilot
        await pilot.mouse_down(view, offset=(left + 4, 0))
        await pilot.hover(view, offset=(left + 12, 0))
        await pilot.mouse_up(view, offset=(left + 12, 0))
        await session.settle()
        assert session.words_selected() == "two three"
        await pilot.click(view, offset=(left + 20, 0), times=2)
        await session.settle()
        assert session.words_selected() == "five"
        await pilot.click(view, offset=(left + 20, 0), times=3)
        await session.settle()
        assert session.words_selected() == "Four five six."


async def test_export_asks_where_and_writes(open_reader: Opener, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    async with open_reader() as session:
        await session.press("]", "enter", "e")
        session.app.screen.query_one(Input).value = str(target)
        await session.press("enter")
    assert "strategic partnership" in target.read_text(encoding="utf-8")


async def test_from_an_article_to_the_library_and_back(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("L")
        await session.settle()
        assert isinstance(session.app.screen, LibraryScreen)
        assert "Canada turns to China" in session.screen_text()
        await session.press("enter")
        await session.settle()
        assert isinstance(session.app.screen, ArticleScreen)
        await session.press("q")
        assert isinstance(session.app.screen, LibraryScreen)


async def test_a_note_another_reader_changed_meanwhile_keeps_both_texts(
    open_reader: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Both change it before either sees what the other did.
    monkeypatch.setattr("reader.ui.screens.article.LOOK_SECONDS", 600)
    async with open_reader() as session:
        await session.press("]", "enter")
        reading = session.article.reading
        assert reading is not None
        assert session.article.saver().flush(20)
        (made,) = reading.annotations
        _, theirs = reading.comment(made.id, "theirs", datetime.now(UTC))
        open_shelf(tmp_path / "data").save(theirs)
        await session.press("c", *"ours", "escape")
        assert session.article.saver().flush(20)
        await session.settle()
        reading = session.article.reading
        assert reading is not None
        assert reading.annotations[0].body == "ours\n\ntheirs"


async def test_what_another_reader_writes_shows_within_a_second(
    open_reader: Opener, tmp_path: Path
) -> None:
    async with open_reader() as session:
        await session.press("]", "enter")
        reading = session.article.reading
        assert reading is not None
        assert session.article.saver().flush(20)
        (made,) = reading.annotations
        await session.settle()
        _, theirs = reading.comment(made.id, "theirs", datetime.now(UTC))
        open_shelf(tmp_path / "data").save(theirs, made)
        for _ in range(200):
            shown = session.article.reading
            if shown is not None and shown.annotations[0].body:
                break
            await session.pilot.pause(0.02)
        assert shown is not None
        assert shown.annotations[0].body == "theirs"


async def test_changes_of_the_last_time_can_be_undone(open_reader: Opener, tmp_path: Path) -> None:
    async with open_reader() as session:
        await session.press("]", "enter")
        assert session.article.saver().flush(20)
        article_id = session.article.reading.article_id if session.article.reading else ""
    async with open_reader() as session:
        await session.press("u")
        assert session.article.saver().flush(20)
        reading = session.article.reading
        assert reading is not None
        assert reading.annotations == ()
    shelf = open_shelf(tmp_path / "data")
    assert shelf.annotations(article_id) == shelf.trash(article_id) == ()
    async with open_reader() as session:
        await session.press("ctrl+r")
        assert session.article.saver().flush(20)
    assert len(open_shelf(tmp_path / "data").annotations(article_id)) == 1


async def test_a_second_article_does_not_overwrite_the_export_of_the_first(
    open_reader: Opener, tmp_path: Path
) -> None:
    target = tmp_path / "first.md"
    async with open_reader() as session:
        await session.press("]", "enter", "e")
        session.app.screen.query_one(Input).value = str(target)
        await session.press("enter")
    first = target.read_text(encoding="utf-8")
    async with open_reader(
        document_of("Another article. “It is mine,” Ann Other said.")
    ) as session:
        await session.press("V", "enter", "e")
        session.app.screen.query_one(Input).value = str(target)
        await session.press("enter", "enter")
    assert target.read_text(encoding="utf-8") == first


async def test_ctrl_q_saves_before_it_leaves(open_reader: Opener, tmp_path: Path) -> None:
    async with open_reader() as session:
        await session.press("]", "c", *"kept", "escape", "ctrl+q")
    (entry,) = open_shelf(tmp_path / "data").entries()
    (note,) = open_shelf(tmp_path / "data").annotations(entry.article_id)
    assert note.body == "kept"
