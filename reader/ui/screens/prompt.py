"""Small questions asked over the screen: a line of text, a choice, yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester, SuggestFromList
from textual.widgets import Input, Static

from reader.ui.screens.dialogue import Dialogue
from reader.ui.widgets.row_list import Item, RowList

_CSS = """
    {name} {{ align: center middle; background: $background 60%; }}
    {name} > Vertical {{
        width: 64; max-width: 96%; height: auto; max-height: 90%;
        background: $surface; border: round $primary; padding: 0 1;
    }}
    {name} .hint {{ color: $secondary; height: auto; }}
"""


class LastWord(Suggester):
    """Completes the word being written from a list."""

    def __init__(self, words: Sequence[str]) -> None:
        """Offer these, the first that fits."""
        super().__init__(use_cache=False, case_sensitive=True)
        self._words = words

    async def get_suggestion(self, value: str) -> str | None:
        """The line with its last word completed; None when nothing begins so."""
        before, _, begun = value.rpartition(" ")
        sign = "#" if begun.startswith("#") else ""
        begun = begun.removeprefix("#").casefold()
        there = {word.lstrip("#").casefold() for word in before.split()}
        for word in self._words if begun else ():
            folded = word.casefold()
            if folded.startswith(begun) and folded != begun and folded not in there:
                return f"{value[: len(value) - len(begun) - len(sign)]}{sign}{word}"
        return None


class TextPrompt(Dialogue[str | None]):
    """Asks for one line; None when left with `esc`."""

    DEFAULT_CSS = _CSS.format(name="TextPrompt")
    BINDINGS = [
        Binding("escape", "dismiss(None)", "leave", show=False),
        Binding("tab", "complete", "take what is offered", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        value: str = "",
        hint: str = "",
        completions: Sequence[str] = (),
        lines: Sequence[str] = (),
    ) -> None:
        """Ask.

        Args:
            title: The question.
            value: What stands in the line at first.
            hint: What may be given.
            completions: Words offered for the one being written, the likeliest first; `tab` or
                the right arrow takes the one offered.
            lines: Whole lines offered instead, likewise.
        """
        super().__init__()
        self._title, self._value, self._hint = title, value, hint
        self._suggester = (
            SuggestFromList(lines, case_sensitive=False)
            if lines
            else LastWord(completions)
            if completions
            else None
        )

    def compose(self) -> ComposeResult:
        """A line to write in."""
        with Vertical():
            yield Static(Content(self._title))
            yield Input(self._value, suggester=self._suggester)
            yield Static(Content(self._hint), classes="hint")

    def action_complete(self) -> None:
        """Take the word that is offered."""
        self.query_one(Input).action_cursor_right()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was written."""
        event.stop()
        self.dismiss(event.value)


class Choice(Dialogue[str | None]):
    """Asks for one of a few; None when left with `esc`."""

    DEFAULT_CSS = _CSS.format(name="Choice") + "Choice RowList { height: auto; }"
    BINDINGS = [Binding("escape,q", "dismiss(None)", "leave", show=False)]

    def __init__(self, title: str, items: Sequence[Item], current: str | None = None) -> None:
        """Ask.

        Args:
            title: The question.
            items: What can be chosen; a key is given back. A key's first letter chooses it.
            current: The key under the cursor at first.
        """
        super().__init__()
        self._title, self._items, self._current = title, items, current

    def compose(self) -> ComposeResult:
        """The choices below the question."""
        with Vertical():
            yield Static(Content(self._title))
            yield RowList()
            yield Static(Content("enter chooses · esc leaves"), classes="hint")

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(RowList)
        rows.styles.height = min(len(self._items), 16)
        rows.show(self._items, self._current)
        rows.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give what was chosen."""
        event.stop()
        self.dismiss(event.item.key)


def confirm(question: str, yes: str, no: str) -> Choice:
    """A question whose answer `yes` comes back as `yes`; the cursor is on the other one."""
    return Choice(question, (Item("no", no), Item("yes", yes)), "no")
