"""The bottom line: the keys that matter now."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reader.ui.widgets.cells import width_of


class KeyLine(Widget):
    """Keys and what they do; a click on one does it."""

    DEFAULT_CSS = """
    KeyLine { height: 1; background: $panel; color: $foreground; }
    """
    keys: reactive[tuple[tuple[str, str, str], ...]] = reactive(())
    """(key, label, action), in order; those that do not fit are left out, the last but for."""
    typed = reactive("")
    """A count or the first key of two, shown at the right."""

    @dataclass
    class Pressed(Message):
        """A key's label was clicked."""

        action: str
        """The action."""

    def render(self) -> Content:
        """The keys that fit, the last one always among them."""
        parts: list[Content | tuple[str, str] | str] = []
        for key, label, _ in self._fitting():
            parts += [" ", (key, "bold $primary"), f" {label} "]
        words = Content.assemble(*parts)
        if self.typed:
            gap = " " * max(1, self.size.width - words.cell_length - width_of(self.typed) - 1)
            words = Content.assemble(words, gap, (self.typed, "bold $accent"))
        return words

    def on_click(self, event: events.Click) -> None:
        """Do what the label under the mouse says."""
        at = 0
        for key, label, action in self._fitting():
            at += width_of(key) + width_of(label) + 3
            if event.x < at:
                self.post_message(self.Pressed(action))
                return

    def _fitting(self) -> list[tuple[str, str, str]]:
        room = self.size.width - (width_of(self.typed) + 2 if self.typed else 0)
        widths = [width_of(key) + width_of(label) + 3 for key, label, _ in self.keys]
        fitting = list(self.keys)
        # Help and quit stand last and are the ones a lost person needs: leave out before them.
        while fitting and sum(widths) > room:
            drop = max(0, len(fitting) - 3)
            del fitting[drop], widths[drop]
        return fitting
