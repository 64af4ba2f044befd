"""Screens that are a list with a line above it to write in."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Input

from reader.ui.bindings import Group, remapped
from reader.ui.desk import Desk
from reader.ui.library_keys import GROUPS
from reader.ui.screens.dialogue import LeftOnce
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.row_list import RowList
from reader.ui.widgets.status_line import StatusLine

T = TypeVar("T")


class Listing(LeftOnce[T]):
    """Status, a line to write in, a list, keys."""

    KEY_GROUPS: ClassVar[tuple[Group, ...]] = ()
    """The keys; the first group is the screen's own."""
    NAME: ClassVar[str] = ""
    """What stands at the top."""
    HINT: ClassVar[str] = ""
    """What may be written in the line."""
    EMPTY: ClassVar[str] = ""
    """What the list says before it was filled."""
    DEFAULT_CSS = """
    Listing { background: $background; }
    Listing Input { height: 1; border: none; padding: 0 1; background: $surface; }
    """
    rows = query_one(RowList)
    line = query_one(Input)
    status = query_one(StatusLine)

    def __init__(self, desk: Desk) -> None:
        """List something of this desk's library."""
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Status, line, list, keys."""
        yield StatusLine()
        yield Input(placeholder=self.HINT, compact=True, select_on_focus=False)
        yield RowList(empty=self.EMPTY)
        yield KeyLine()

    def on_mount(self) -> None:
        """Tell what this is and which keys it has."""
        self.status.title = self.NAME
        table = remapped(self.desk.settings.keys, self.KEY_GROUPS[0].keys)[0]
        self.query_one(KeyLine).keys = tuple(
            (key.shown[0], key.label, key.action) for key in table if key.label
        )

    @on(Input.Submitted)
    def _to_list(self) -> None:
        self.rows.focus()

    def action_filter(self) -> None:
        """Write in the line."""
        self.line.display = True
        self.line.focus()

    def action_help(self) -> None:
        """Every key."""
        from reader.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.desk.settings.keys, GROUPS))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    @on(KeyLine.Pressed)
    async def _press(self, event: KeyLine.Pressed) -> None:
        await self.run_action(event.action)
