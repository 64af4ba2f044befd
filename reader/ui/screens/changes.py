"""The list of quotations that read otherwise than before, or are gone."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.reading import ChangedQuote
from reader.ui.screens.dialogue import Dialogue
from reader.ui.screens.wording import compared


class ChangesScreen(Dialogue[int | None]):
    """Gives the number of the change to go to; None when left."""

    DEFAULT_CSS = """
    ChangesScreen { align: center middle; background: $background 60%; }
    ChangesScreen > Vertical {
        width: 90; max-width: 98%; height: auto; max-height: 92%;
        background: $surface; border: round $primary; border-title-color: $primary; padding: 0 1;
    }
    ChangesScreen VerticalScroll { height: auto; max-height: 32; }
    ChangesScreen .change { height: auto; padding: 0 1; margin-bottom: 1; }
    ChangesScreen .change.-current { background: $panel; }
    ChangesScreen .hint { color: $secondary; height: 1; }
    """
    BINDINGS = [
        Binding("j,down,tab", "step(1)", "next", show=False),
        Binding("k,up,shift+tab", "step(-1)", "previous", show=False),
        Binding("enter", "choose", "go there", show=False),
        Binding("escape,q,W", "dismiss(None)", "leave", show=False),
    ]

    def __init__(self, changes: Sequence[ChangedQuote]) -> None:
        """Show these; there is at least one."""
        super().__init__()
        self._changes, self._current = changes, 0

    def compose(self) -> ComposeResult:
        """One block for each: who said it, before and after in one."""
        with Vertical() as box:
            box.border_title = Content("Words changed inside quotations")
            with VerticalScroll(can_focus=False):
                for change in self._changes:
                    name = change.speaker or "nobody named"
                    state = "reads otherwise now" if change.after else "no longer quoted"
                    yield Static(
                        Content.assemble(
                            (name, "bold"), (f" · {state}\n", "$secondary"),
                            compared(change.before, change.after),
                        ),
                        classes="change",
                    )  # fmt: skip
            hint = "struck: before · bold: now · j k · enter goes there · esc leaves"
            yield Static(Content(hint), classes="hint")

    def on_mount(self) -> None:
        """The first one is under the cursor."""
        self.action_step(0)

    def action_step(self, by: int) -> None:
        """The next change, or the one before."""
        self._current = max(0, min(self._current + by, len(self._changes) - 1))
        for number, block in enumerate(self.query(".change")):
            block.set_class(number == self._current, "-current")
            if number == self._current:
                block.scroll_visible(animate=False)

    def action_choose(self) -> None:
        """Give the one under the cursor."""
        self.dismiss(self._current)
