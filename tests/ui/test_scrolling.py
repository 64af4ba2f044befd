"""The scroll bar stands where the text is, and is not drawn for rows it cannot tell apart."""

from __future__ import annotations

from pathlib import Path

from reader.document import Origin, compose
from reader.places import Places
from reader.settings import Settings
from reader.ui.app import ReaderApp
from tests.ui.conftest import Session


def _app(folder: Path, paragraphs: int) -> ReaderApp:
    text = "\n\n".join(f"Paragraph {number} is short." for number in range(paragraphs))
    document = compose(text, Origin("/articles/long.txt"))
    return ReaderApp(document, Places(folder, folder / "c.toml"), Settings())


async def test_a_row_of_a_long_text_leaves_the_bar_alone(tmp_path: Path) -> None:
    async with _app(tmp_path, 5000).run_test(size=(100, 30)) as pilot:
        session = Session(pilot)
        await session.settle()
        view = session.article.view
        bar = view.vertical_scrollbar
        await session.press("j")
        assert (view.scroll_offset.y, bar.position) == (1, 0)
        await session.press("G")
        assert bar.position == view.scroll_offset.y == view.max_scroll_y
        for share in (0.25, 0.5, 0.75):
            view.go_to_share(share)
            await session.settle()
            eighth = view.max_scroll_y / view.pane_rows / 8
            assert abs(bar.position - view.scroll_offset.y) <= eighth


async def test_in_a_short_text_the_bar_follows_each_row(tmp_path: Path) -> None:
    async with _app(tmp_path, 40).run_test(size=(100, 30)) as pilot:
        session = Session(pilot)
        await session.settle()
        for row in range(1, 6):
            await session.press("j")
            assert session.article.view.vertical_scrollbar.position == row


async def test_after_the_wheel_the_header_tells_where_it_is(tmp_path: Path) -> None:
    async with _app(tmp_path, 400).run_test(size=(100, 30)) as pilot:
        session = Session(pilot)
        await session.settle()
        before = session.article.status.position, session.article.status.percent
        session.article.view.turn(3)
        await session.settle()
        assert (session.article.status.position, session.article.status.percent) != before
