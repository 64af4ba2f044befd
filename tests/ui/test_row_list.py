"""Lists: the cursor, what can be chosen, and how items are cut."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from reader.ui.theme import THEMES, variables_for
from reader.ui.widgets.cells import clusters, cut, shown, width_of
from reader.ui.widgets.row_list import Item, RowList
from tests.strategies import texts

ITEMS = [Item(f"item:{number}", f"Item {number}") for number in range(100)]
WITH_TITLES = [
    Item("", "Title"),
    Item("a", "first"),
    Item("", "words of the first"),
    Item("b", "second"),
    Item("", "the end"),
]


class ListApp(App[None]):
    """Nothing but a list."""

    def __init__(self, *, has_cursor: bool = True, empty: str = "") -> None:
        super().__init__()
        self.rows = RowList(has_cursor=has_cursor, empty=empty)
        self.chosen: list[str] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "reader-dark"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours."""
        return variables_for(dark=True, ansi=False)

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.rows

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Note what was chosen."""
        assert event.control is self.rows
        self.chosen.append(event.item.key)

    def lines(self) -> list[str]:
        """What the screen shows."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


@asynccontextmanager
async def _shown(
    items: Sequence[Item], size: tuple[int, int] = (40, 10), *, has_cursor: bool = True
) -> AsyncIterator[tuple[ListApp, Pilot[None]]]:
    app = ListApp(has_cursor=has_cursor, empty="nothing here")
    async with app.run_test(size=size) as pilot:
        app.rows.show(items)
        app.rows.focus()
        await pilot.pause()
        yield app, pilot


async def test_the_cursor_moves_and_stays_in_sight() -> None:
    async with _shown(ITEMS) as (app, pilot):
        await pilot.press("j", "j", "k")
        assert app.rows.cursor == 1
        await pilot.press("G")
        assert app.rows.cursor == 99
        assert any("Item 99" in line for line in app.lines())
        await pilot.press("j")
        assert app.rows.cursor == 99
        await pilot.press("g")
        assert app.rows.cursor == 0
        assert "Item 0" in app.lines()[0]
        await pilot.press("space")
        assert app.rows.cursor == 9
        await pilot.press("b", "k")
        assert app.rows.cursor == 0


async def test_the_cursor_passes_over_what_cannot_be_chosen() -> None:
    async with _shown(WITH_TITLES) as (app, pilot):
        assert app.rows.cursor == 1
        await pilot.press("j")
        assert app.rows.cursor == 3
        await pilot.press("j")
        assert app.rows.cursor == 3
        await pilot.press("g")
        assert app.rows.cursor == 1
        await pilot.press("G")
        assert app.rows.cursor == 3
        await pilot.press("enter", "k", "enter")
        assert app.chosen == ["b", "a"]


async def test_a_click_chooses_an_item_and_nothing_else() -> None:
    async with _shown(WITH_TITLES) as (app, pilot):
        await pilot.click(app.rows, offset=(3, 3))
        await pilot.click(app.rows, offset=(3, 2))
        await pilot.click(app.rows, offset=(3, 8))
        assert app.chosen == ["b"]
        assert app.rows.cursor == 3


async def test_a_click_in_a_scrolled_list_chooses_what_is_seen() -> None:
    async with _shown(ITEMS) as (app, pilot):
        await pilot.press("G")
        await pilot.pause()
        row = next(n for n, line in enumerate(app.lines()) if "Item 95" in line)
        await pilot.click(app.rows, offset=(3, row))
        assert app.chosen == ["item:95"]


async def test_showing_other_items_keeps_the_cursor_on_the_one_named() -> None:
    async with _shown(ITEMS) as (app, pilot):
        app.rows.show(ITEMS[::-1], "item:7")
        assert app.rows.current == ITEMS[7]
        app.rows.show(ITEMS[:3])
        assert app.rows.cursor == 2
        app.rows.show([])
        assert app.rows.current is None
        await pilot.press("j", "k", "g", "G", "space", "b", "enter")
        assert app.chosen == []
        assert "nothing here" in app.lines()[1]


async def test_without_a_cursor_keys_scroll() -> None:
    async with _shown(ITEMS, has_cursor=False) as (app, pilot):
        await pilot.press("j", "j")
        await pilot.pause()
        assert "Item 2" in app.lines()[0]
        await pilot.press("G")
        await pilot.pause()
        assert "Item 99" in app.lines()[-1]
        await pilot.press("k")
        await pilot.pause()
        assert "Item 98" in app.lines()[-1]


async def test_what_stands_at_the_right_is_whole_and_the_text_gives_way() -> None:
    items = [Item("a", "漢字" * 30, "12 notes"), Item("b", "[bold]x[/bold] [[/x]]", indent=2)]
    async with _shown(items, size=(30, 4)) as (app, _):
        first, second, *_ = app.lines()
        assert first.endswith("… 12 notes") or first.endswith("…  12 notes")
        assert width_of(first) <= 30
        assert second == "   [bold]x[/bold] [[/x]]"


@pytest.mark.parametrize("width", [1, 2, 5])
async def test_a_list_of_hardly_any_width_is_still_drawn(width: int) -> None:
    async with _shown([Item("a", "漢字 words", "right")], size=(width, 3)) as (app, pilot):
        await pilot.press("j", "enter")
        assert app.chosen == ["a"]


@given(text=texts(), cells=st.integers(0, 30))
def test_cutting_fits_and_cuts_no_character(text: str, cells: int) -> None:
    short = cut(text, cells)
    assert width_of(short) <= cells
    if short.endswith("…") and not text.endswith("…"):
        drawn = shown(text)
        starts = {start for start, _, _ in clusters(drawn)}
        assert len(short) - 1 in starts | {len(drawn)} or drawn[len(short) - 1 :][:1] == " "
