"""Two wordings of the same words, one pair below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.ui.screens.dialogue import Dialogue
from reader.ui.screens.wording import compared


class Wording(NamedTuple):
    """A pair to compare."""

    heading: str
    """Whose words, or where they stand."""
    state: str
    """What is to be said about them; may be empty."""
    before: str
    """The words compared with."""
    after: str
    """The words."""


class WordingsScreen(Dialogue[int | None]):
    """Gives the number of the pair to go to; None when left."""

    DEFAULT_CSS = """
    WordingsScreen { align: center middle; background: $background 60%; }
    WordingsScreen > Vertical {
        width: 90; max-width: 98%; height: auto; max-height: 92%;
        background: $surface; border: round $primary; border-title-color: $primary; padding: 0 1;
    }
    WordingsScreen VerticalScroll { height: auto; max-height: 32; }
    WordingsScreen .pair { height: auto; padding: 0 1; margin-bottom: 1; }
    WordingsScreen .pair.-current { background: $panel; }
    WordingsScreen .hint { color: $secondary; height: auto; }
    """
    BINDINGS = [
        Binding("j,down,tab", "step(1)", "next", show=False),
        Binding("k,up,shift+tab", "step(-1)", "previous", show=False),
        Binding("enter", "choose", "go there", show=False),
        Binding("escape,q,W,w", "dismiss(None)", "leave", show=False),
    ]

    def __init__(self, title: str, pairs: Sequence[Wording], key: str) -> None:
        """Show these.

        Args:
            title: What they are.
            pairs: At least one.
            key: What struck and bold words are.
        """
        super().__init__()
        self._title, self._pairs, self._key, self._current = title, pairs, key, 0

    def compose(self) -> ComposeResult:
        """One block for each: its heading, both wordings in one."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            with VerticalScroll(can_focus=False):
                for pair in self._pairs:
                    state = f" · {pair.state}" if pair.state else ""
                    words = compared(pair.before, pair.after)
                    heading = ((pair.heading, "bold"), (f"{state}\n", "$secondary"))
                    yield Static(Content.assemble(*heading, words), classes="pair")
            hint = f"{self._key} · j k · enter goes there · esc leaves"
            yield Static(Content(hint), classes="hint")

    def on_mount(self) -> None:
        """The first one is under the cursor."""
        self.action_step(0)

    def action_step(self, by: int) -> None:
        """The next pair, or the one before."""
        self._current = max(0, min(self._current + by, len(self._pairs) - 1))
        for number, block in enumerate(self.query(".pair")):
            block.set_class(number == self._current, "-current")
            if number == self._current:
                block.scroll_visible(animate=False)

    def action_choose(self) -> None:
        """Give the one under the cursor."""
        self.dismiss(self._current)
