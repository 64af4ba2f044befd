"""Two panes side by side, focus, bookmarks, landmarks, the sidebar's width and filter."""

from __future__ import annotations

from reader.settings import Settings
from tests.ui.conftest import Opener, Session, document_of

LONG = "\n\n".join(f"Paragraph {n} says a few words. Then it says some more." for n in range(300))


def _shown(session: Session) -> list[list[str]]:
    """The words of each pane, row by row, blank ones left out."""
    view, text = session.article.view, session.article.document.text
    panes = []
    for top in view.pane_tops():
        rows = map(view.row, range(top, min(top + view.pane_rows, view.lines.height)))
        panes.append([text[row.start : row.end] for row in rows if not row.is_blank])
    return panes


def _told(session: Session) -> str:
    return "\n".join(str(told.message) for told in session.app._notifications)


async def test_a_spread_shows_two_panes_and_turns_both(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(160, 21)) as session:
        seen = []
        await session.press("D")
        for _ in range(4):
            left, right = _shown(session)
            assert left
            assert right
            seen += [*left, *right]
            await session.press("space")
        numbers = [int(words.split()[1]) for words in seen if words.startswith("Paragraph")]
        assert numbers == list(range(len(numbers)))
        await session.press("b", "b", "b", "b")
        assert _shown(session)[0][0].startswith("Paragraph 0 ")
        assert "panes 1–2 of" in session.screen_text()
        assert _shown(session)[1][0] in session.screen_text()


async def test_clicking_in_the_right_pane_selects_there(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(160, 21)) as session:
        await session.press("D")
        view = session.article.view
        right = view.row(view.pane_tops()[1])
        x = view.pane_width + view.text_column[0]
        assert view.offset_at(x, 0) == right.start
        assert view.offset_at(view.text_column[0], 0) == view.top


async def test_a_spread_needs_room(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(120, 21)) as session:
        await session.press("D")
        assert session.article.view.columns == 1
        assert "need 150 columns" in _told(session)


async def test_a_spread_shrinks_to_one_pane_and_comes_back(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(160, 21)) as session:
        await session.press("D", "space")
        top = session.article.view.top
        for width, columns in ((100, 1), (160, 2)):
            await session.pilot.resize_terminal(width, 21)
            await session.settle()
            assert session.article.view.columns == columns
            assert session.article.view.top == top


async def test_only_what_is_read_stands_out(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(100, 21)) as session:
        view = session.article.view

        def bright() -> list[str]:
            rows = map(view.row, range(view.lines.height))
            text = session.article.document.text
            return [text[r.start : r.end] for r in rows if not r.is_blank and not view.is_faded(r)]

        await session.press("F", "j", "j")
        assert len(bright()) == 1
        await session.press("F", "4", "j")
        assert all(view.motions.paragraph_at(view.place).of(LONG).find(w) >= 0 for w in bright())
        await session.press("3", "0", "j")
        assert view.is_in_sight(view.place)
        await session.press("F")
        assert len(bright()) > 100


async def test_bookmarks_are_there_after_reopening(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(100, 21)) as session:
        await session.press("5", "0", "%", "m", "a")
        place = session.article.view.place
        await session.press("g", "apostrophe", "a")
        assert session.article.view.place == place
        await session.press("apostrophe", "apostrophe")
        assert session.article.view.top == 0
        await session.press("apostrophe", "z")
        assert "no bookmark z" in _told(session)
        session.article.saver().flush(5)
    async with open_reader(document_of(LONG), size=(100, 21)) as session:
        await session.press("g", "apostrophe", "a")
        assert session.article.view.place == place


async def test_headings_highlights_and_notes_are_gone_to(open_reader: Opener) -> None:
    async with open_reader(size=(120, 30)) as session:
        text = session.article.document.text
        await session.press("J")
        assert text[session.article.view.place :].startswith("tariff reduction")
        await session.press("K")
        await session.press("]", "enter", "2", "]", "c", *"why", "ctrl+s", "g")
        first, second = (kept.span for kept in session.article.reading.annotations)  # type: ignore[union-attr]
        assert first
        assert second
        await session.press("full_stop")
        assert session.article.view.place == first.start
        await session.press("full_stop")
        assert session.article.view.place == second.start
        await session.press("comma")
        assert session.article.view.place == first.start
        await session.press("semicolon")
        assert session.article.view.place == second.start
        await session.press("semicolon")
        assert "no note after this" in _told(session)


async def test_the_sidebar_gets_wider_and_stays_so(open_reader: Opener) -> None:
    async with open_reader() as session:
        await session.press("plus", "plus")
        assert session.article.sidebar.size.width == 47
    async with open_reader() as session:
        assert session.article.sidebar.size.width == 47
        for _ in range(30):
            await session.press("minus")
        assert session.article.sidebar.region.width == 20
        assert session.article.view.size.width > 30


async def test_the_border_of_the_sidebar_is_dragged(open_reader: Opener) -> None:
    async with open_reader() as session:
        x = session.article.sidebar.region.x
        await session.pilot.mouse_down(offset=(x, 9))
        await session.pilot.hover(offset=(x - 10, 9))
        await session.pilot.mouse_up(offset=(x - 10, 9))
        await session.settle()
        assert session.article.sidebar.region.x == x - 10


async def test_the_sidebar_lists_only_what_holds_the_words(open_reader: Opener) -> None:
    async with open_reader() as session:
        sidebar = session.article.sidebar
        everything = len(sidebar.row_list.items)
        await session.press("tab", "slash", *"OnG")
        words = [item.text for item in sidebar.row_list.items]
        assert any("Ong" in text for text in words)
        assert not any("Trump ·" in text for text in words)
        await session.press("enter")
        assert sidebar.row_list.has_focus
        await session.press("escape")
        assert len(sidebar.row_list.items) == everything
        await session.press("slash", *"qqqq", "enter")
        assert "nothing here holds" in session.screen_text()
        await session.press("escape", "escape")
        assert session.article.view.has_focus


async def test_the_time_left_is_told_and_can_be_turned_off(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(150, 21)) as session:
        assert "3,300 words · 14 min left" in session.screen_text()
        await session.press("G")
        assert "<1 min left" in session.screen_text()
    async with open_reader(
        document_of(LONG), size=(150, 21), settings=Settings(words_a_minute=0)
    ) as session:
        assert "min left" not in session.screen_text()


async def test_lines_can_be_set_apart(open_reader: Opener) -> None:
    settings = Settings(line_gap=1, margin=20)
    async with open_reader(
        document_of("word " * 200), size=(120, 21), settings=settings
    ) as session:
        view = session.article.view
        blank = [view.row(number).is_blank for number in range(6)]
        assert blank == [False, True] * 3
        assert view.text_column[0] >= 19
        row = view.row(4)
        assert view.lines.row_at(row.start) == 4
        await session.press("v", "j", "j")
        assert view.lines.row_at(view.selection.caret) == 4  # type: ignore[union-attr]


async def test_only_the_text(open_reader: Opener) -> None:
    """Also when the article is the first screen, and the sidebar was there before."""
    async with open_reader(document_of(LONG), size=(120, 21)) as session:
        view, top = session.article.view, session.article.view.top
        assert "Speakers" in session.screen_text()
        await session.press("z")
        assert (view.region.y, view.size) == (0, session.app.size)
        assert "Speakers" not in session.screen_text()
        assert "pane 1" not in session.screen_text()
        assert "quit" not in session.screen_text()
        assert view.top == top
        await session.press("z")
        assert "Speakers" in session.screen_text()
        assert (view.region.y, view.size.height) == (1, 19)


async def test_the_search_line_lies_over_the_keys(open_reader: Opener) -> None:
    """The text neither moves nor is wrapped anew when a search begins and ends."""
    async with open_reader(document_of(LONG), size=(120, 21)) as session:
        view = session.article.view
        lines, region = view.lines, view.region
        await session.press("/", "w", "o")
        assert view.lines is lines
        assert view.region == region
        bottom = session.screen_text().splitlines()[20]
        assert bottom.startswith(" /wo")
        assert "1 of 300" in bottom
        await session.press("enter")
        assert "quit" in session.screen_text().splitlines()[20]
        assert view.region == region


async def test_lists_take_the_colours_of_another_theme(open_reader: Opener) -> None:
    async with open_reader(document_of(LONG), size=(120, 21)) as session:
        rows = session.article.sidebar.row_list
        before = rows.render_lines(rows.size.region)[5]
        session.app.theme = "reader-light"
        await session.settle()
        after = rows.render_lines(rows.size.region)[5]
        ground = [strip._segments[-1].style.bgcolor for strip in (before, after)]  # type: ignore[union-attr]
        assert [color.name for color in ground if color] == ["#15171c", "#fcfbf8"]
