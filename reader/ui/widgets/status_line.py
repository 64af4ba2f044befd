"""The top line: what is open, how far it has been read, whether everything is saved."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.ui.widgets.cells import cut, width_of


class StatusLine(Widget):
    """One line; what matters least gives way first when it is narrow."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $panel; color: $foreground; }
    """
    title = reactive("")
    """The article's title."""
    source = reactive("")
    """Short name of where it comes from."""
    position = reactive("")
    """`pane 3 of 9`."""
    percent = reactive("")
    """How far it has been read."""
    left = reactive("")
    """How long it is, and how many minutes of reading are left."""
    state = reactive("")
    """`saved`, `not saved`, what is being looked for."""
    is_trouble = reactive(False)
    """Whether the state is one to worry about."""

    def render(self) -> Content:
        """Title left, the rest right."""
        width = self.size.width
        right = [part for part in (self.position, self.percent) if part]
        sign = "▲" if self.is_trouble else "●"
        state = f"{sign} {self.state}" if self.state else ""
        parts = [self.left, self.source, *right, state]
        while len(parts) > 1 and sum(width_of(p) + 3 for p in parts if p) > width * 2 // 3:
            parts.pop(0)
        tail = "   ".join(part for part in parts if part)
        title = cut(self.title, max(0, width - width_of(tail) - 5))
        gap = " " * max(1, width - width_of(title) - width_of(tail) - 2)
        words = Content.assemble(" ", (title, "bold"), gap, tail, " ")
        if state and state in tail:
            at = len(words.plain) - len(state) - 1
            tone = "bold $error" if self.is_trouble else "$success"
            words = words.stylize(tone, at, at + len(state))
        return words
