"""The help screen: every key, by what one wants to do; made from the table of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

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
_WIDEST = 76
_HINT = 66
"""Cells that the whole line at the bottom takes, with what is beside it."""
_NARROW = 50
"""Cells of the list below which what a key does stands below it."""


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
        self._width = 0

    def compose(self) -> ComposeResult:
        """A list in a frame."""
        with Vertical() as box:
            box.border_title = Content("Keys")
            yield RowList(has_cursor=False)
            yield Static(id="hint")

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()
        self.query_one(RowList).focus()

    def on_resize(self) -> None:
        """Set it another way where there is another width."""
        self._fill()

    def _fill(self) -> None:
        # A border and the list's own edges lie beside it.
        width = max(1, min(_WIDEST, self.app.size.width * 98 // 100) - 4)
        if width != self._width:
            self._width = width
            self.query_one(RowList).show(self._items())
            more = " · every key can be changed in config.toml" if width > _HINT else ""
            self.query_one("#hint", Static).update(Content(f"j k scroll · esc closes{more}"))

    @property
    def _is_narrow(self) -> bool:
        """Whether what a key does stands below it, not beside it."""
        return self._width < _NARROW

    def _items(self) -> list[Item]:
        items: list[Item] = []
        if self._groups is GROUPS:
            items += self._told("5j 3] 40%", "a number before a key repeats it")
        for group in self._groups:
            items.append(Item("", ""))
            items += [Item("", line, tone="strong") for line in wrap(group.title, self._width)]
            for key in group.keys:
                names = self._changed.get(key.id, key.keys).split(",")
                shown = "  ".join(shown_key(name) for name in names)
                modes = "" if len(key.modes) > 1 else f"while {_MODE[key.modes[0]]}"
                items += self._told(shown, key.help, modes)
        return items

    def _told(self, keys: str, words: str, modes: str = "") -> list[Item]:
        if self._is_narrow:
            lines = wrap(words, max(1, self._width - 2))
            return [Item("", keys, modes), *(Item("", f"  {line}") for line in lines)]
        first, *more = wrap(words, self._width - _KEYS_WIDTH - len(modes) - 2)
        return [
            Item("", f"{keys:<{_KEYS_WIDTH}}{first}", modes),
            *(Item("", " " * _KEYS_WIDTH + line) for line in more),
        ]


_MODE = {"read": "reading", "select": "selecting"}
