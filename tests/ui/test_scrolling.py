"""The scroll bar stands where the text is, and can be dragged; what moved is told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot

from reader.document import Origin, compose
from reader.places import Places
from reader.settings import Settings
from reader.ui.app import ReaderApp
from reader.ui.widgets.article_view import ArticleView
from reader.ui.widgets.scroll_track import Track
from tests.ui.conftest import Session


def _app(folder: Path, paragraphs: int) -> ReaderApp:
    text = "\n\n".join(f"Paragraph {number} is short." for number in range(paragraphs))
    document = compose(text, Origin("/articles/long.txt"))
    return ReaderApp(document, Places(folder, folder / "c.toml"), Settings())


TRACKS = st.builds(
    Track,
    st.integers(1, 120),
    st.integers(1, 240),
    st.integers(0, 200_000),
    st.integers(-5, 200_005),
)


@given(TRACKS)
def test_the_thumb_is_on_the_bar(track: Track) -> None:
    low, high = track.thumb
    assert 0 <= low <= high <= 2 * track.cells or track.cells < 1
    assert (high > low) == (track.total > track.window)
    assert len(track.column()) == track.cells


@given(TRACKS, st.integers(-10, 130))
def test_dragging_leads_to_rows_that_there_are(track: Track, y: int) -> None:
    assert 0 <= track.top_at(y) <= max(0, track.total - track.window)


@given(st.integers(2, 120), st.integers(1, 5000))
def test_only_the_ends_of_the_text_look_like_ends(cells: int, hidden: int) -> None:
    at = [Track(cells, cells, cells + hidden, top).thumb for top in (0, hidden)]
    assert at[0][0] == 0
    assert at[1][1] == 2 * cells
    if hidden > 2 and 2 * cells - (at[0][1] - at[0][0]) > 1:
        within = Track(cells, cells, cells + hidden, 1).thumb
        assert within not in at


def test_half_cells() -> None:
    assert Track(4, 10, 40, 0).column() == ["█", " ", " ", " "]
    assert Track(4, 10, 40, 5).column() == ["▄", "▀", " ", " "]
    assert Track(4, 10, 40, 30).column() == [" ", " ", " ", "█"]
    assert Track(4, 10, 10, 0).column() == [" "] * 4


def _bar(pilot: Pilot[int]) -> list[str]:
    view = pilot.app.screen.query_one(ArticleView)
    strips = pilot.app.screen._compositor.render_strips()
    return [strips[y].text[view.region.right - 1] for y in view.region.line_range]


async def test_the_bar_stands_where_the_text_is(tmp_path: Path) -> None:
    async with _app(tmp_path, 400).run_test(size=(100, 30)) as pilot:
        session = Session(pilot)
        await session.settle()
        assert _bar(pilot)[0] == "█"
        await session.press("G")
        assert _bar(pilot)[0] == " "
        assert _bar(pilot)[-1] == "█"
        await session.press("5", "0", "%")
        middle = [y for y, cell in enumerate(_bar(pilot)) if cell != " "]
        assert 12 <= middle[0] <= middle[-1] <= 16


async def test_the_bar_is_dragged_and_clicked(tmp_path: Path) -> None:
    async with _app(tmp_path, 400).run_test(size=(100, 30)) as pilot:
        session = Session(pilot)
        await session.settle()
        view = session.article.view
        x = view.size.width - 1
        await pilot.mouse_down(ArticleView, offset=(x, 0))
        await pilot.hover(ArticleView, offset=(x, 14))
        half = view.scroll_offset.y
        assert view.max_scroll_y * 0.4 < half < view.max_scroll_y * 0.6
        assert session.article.status.percent == f"{round(100 * view.share_read)}%"
        await pilot.mouse_up(ArticleView, offset=(x, 14))
        await pilot.hover(ArticleView, offset=(x, 3))
        assert view.scroll_offset.y == half, "it is let go"
        await pilot.click(ArticleView, offset=(x, view.pane_rows - 1))
        await session.settle()
        assert view.scroll_offset.y == view.max_scroll_y
        assert view.selection is None


@pytest.mark.parametrize("paragraphs", [0, 1, 5])
async def test_without_anything_to_scroll_there_is_no_bar(tmp_path: Path, paragraphs: int) -> None:
    async with _app(tmp_path, paragraphs).run_test(size=(100, 30)) as pilot:
        session = Session(pilot)
        await session.settle()
        assert set(_bar(pilot)) == {" "}
        await pilot.click(ArticleView, offset=(session.article.view.size.width - 1, 9))
        assert session.article.view.scroll_offset.y == 0


async def test_the_same_rows_are_the_same_strips(tmp_path: Path) -> None:
    """Textual writes again what is another object, and asks for all lines beside a changed one."""
    async with _app(tmp_path, 400).run_test(size=(120, 30)) as pilot:
        session = Session(pilot)
        await session.settle()
        view, beside = session.article.view, session.article.sidebar.row_list
        region, rows = view.size.region, beside.size.region
        before, list_before = view.render_lines(region), beside.render_lines(rows)
        await session.press("j")
        after = view.render_lines(region)
        middle = slice(5, 25)  # the thumb is above
        assert [id(s) for s in after[middle]] == [id(s) for s in before[6:26]]
        assert [id(s) for s in beside.render_lines(rows)] == [id(s) for s in list_before]


async def test_after_the_wheel_the_header_tells_where_it_is(tmp_path: Path) -> None:
    async with _app(tmp_path, 400).run_test(size=(100, 30)) as pilot:
        session = Session(pilot)
        await session.settle()
        before = session.article.status.position, session.article.status.percent
        session.article.view.turn(3)
        await session.settle()
        assert (session.article.status.position, session.article.status.percent) != before


async def test_what_was_looked_at_is_not_told(tmp_path: Path) -> None:
    """A key looks itself where it led to; telling it once more would cost a fifth of the key."""
    told: list[str] = []
    async with _app(tmp_path, 400).run_test(
        size=(100, 30), message_hook=lambda message: told.append(type(message).__name__)
    ) as pilot:
        session = Session(pilot)
        await session.settle()
        told.clear()
        await session.press("j", "space", "k")
        assert "Moved" not in told
        view = session.article.view
        view.post_message(events.MouseScrollDown(view, 1, 1, 0, 1, 0, False, False, False))
        await session.settle()
        assert told.count("Moved") >= 1
