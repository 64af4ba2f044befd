"""Writing a note: several lines of Markdown below the words it is on."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Static, TextArea

from reader.ui.screens.dialogue import Dialogue

_KEEP_SECONDS = 1.0
"""So much of what was typed last may be lost when the program is killed."""


class NoteEditor(Dialogue[str | None]):
    """Gives the note as it was left; None when the person threw the change away."""

    DEFAULT_CSS = """
    NoteEditor { align: center middle; background: $background 60%; }
    NoteEditor > Vertical {
        width: 84; max-width: 98%; height: 20; max-height: 96%;
        background: $surface; border: round $primary; border-title-color: $primary; padding: 0 1;
    }
    NoteEditor #words { height: auto; max-height: 4; color: $secondary; margin-bottom: 1; }
    NoteEditor TextArea, NoteEditor TextArea:focus {
        height: 1fr; border: none; padding: 0; background: $surface;
    }
    NoteEditor #hint { height: 1; color: $secondary; }
    """
    BINDINGS = [
        Binding("ctrl+s,escape", "save", "save", priority=True, show=False),
        Binding("ctrl+q", "throw_away", "leave it as it was", priority=True, show=False),
    ]
    area = query_one(TextArea)

    def __init__(
        self, title: str, words: str, body: str, keep: Callable[[str], None] | None = None
    ) -> None:
        """Edit a note.

        Args:
            title: What the note is on, and whose words these are.
            words: The words; empty for a note on the whole article.
            body: The note so far.
            keep: Is given it while it is written, at most once a second.
        """
        super().__init__()
        self._keep = keep
        self._keep_timer: Timer | None = None
        self._title, self._words, self._body = title, words, body

    def compose(self) -> ComposeResult:
        """The words, the note, the keys."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            if self._words:
                yield Static(Content(self._words), id="words")
            area = TextArea(
                self._body, soft_wrap=True, tab_behavior="indent", show_line_numbers=False
            )
            area.cursor_location = area.document.end
            yield area
            yield Static(Content("Markdown · esc saves · ctrl+q drops the change"), id="hint")

    @on(TextArea.Changed)
    def _keep_soon(self) -> None:
        if self._keep is not None and self._keep_timer is None:
            self._keep_timer = self.set_timer(_KEEP_SECONDS, self._keep_now)

    def _keep_now(self) -> None:
        self._keep_timer = None
        if self._keep is not None:
            self._keep(self.area.text)

    def action_save(self) -> None:
        """Give the note as it stands."""
        self._keep = None
        self.dismiss(self.area.text)

    def action_throw_away(self) -> None:
        """Give nothing: the note stays as it was."""
        self._keep = None
        self.dismiss(None)
