"""The help screen: every key, by what one wants to do; made from the table of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.ui.bindings import GROUPS, Group, shown_key
from reader.ui.screens.dialogue import Dialogue
from reader.ui.widgets.row_list import Item, RowList

_KEYS_WIDTH = 20
"""Cells of the column of keys."""


class HelpScreen(Dialogue[None]):
    """Lists the keys; scrolls where they do not fit."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > Vertical {
        width: 76; max-width: 98%; height: 96%;
        background: $background; border: round $primary; border-title-color: $primary;
    }
    HelpScreen #hint { height: 1; color: $secondary; padding: 0 1; }
    """
    BINDINGS = [Binding("escape,q,question_mark", "dismiss", "close", show=False)]

    def __init__(self, keys: Mapping[str, str], groups: Sequence[Group] = GROUPS) -> None:
        """Show the keys.

        Args:
            keys: What the person's settings put in the place of a default, by id.
            groups: The keys of the screen one comes from.
        """
        super().__init__()
        self._changed, self._groups = keys, groups

    def compose(self) -> ComposeResult:
        """A list in a frame."""
        with Vertical() as box:
            box.border_title = Content("Keys")
            yield RowList(has_cursor=False)
            yield Static(
                Content("j k scroll · esc closes · every key can be changed in config.toml"),
                id="hint",
            )

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(RowList)
        rows.show(self._items())
        rows.focus()

    def _items(self) -> list[Item]:
        items: list[Item] = []
        if self._groups is GROUPS:
            items.append(Item("", f"{'5j 3] 40%':<{_KEYS_WIDTH}}a number before a key repeats it"))
        for group in self._groups:
            items += [Item("", ""), Item("", group.title, tone="strong")]
            for key in group.keys:
                names = self._changed.get(key.id, key.keys).split(",")
                shown = "  ".join(shown_key(name) for name in names)
                modes = "" if len(key.modes) > 1 else f"while {_MODE[key.modes[0]]}"
                items.append(Item("", f"{shown:<{_KEYS_WIDTH}}{key.help}", modes))
        return items


_MODE = {"read": "reading", "select": "selecting"}
