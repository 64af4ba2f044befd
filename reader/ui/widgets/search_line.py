"""The line at the bottom in which one types what to search for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static

from reader.ui.search import Query


class SearchLine(Horizontal):
    """Tells at every key what is searched for, and at the end whether it is wanted."""

    DEFAULT_CSS = """
    SearchLine { dock: bottom; height: 1; background: $panel; }
    SearchLine Input {
        width: 1fr; height: 1; border: none; padding: 0; background: $panel;
    }
    SearchLine Input:focus { background-tint: $foreground 0%; }
    SearchLine Static { width: auto; height: 1; background: $panel; color: $secondary; }
    SearchLine #slash { width: 2; padding-left: 1; }
    SearchLine #found { padding: 0 1; }
    """
    BINDINGS = [
        Binding("alt+r,f2", "toggle_regex", "regular expression or words", show=False),
        Binding("alt+w,f3", "toggle_whole_words", "whole words only", show=False),
        Binding("up", "earlier(1)", "searched for before", show=False),
        Binding("down", "earlier(-1)", "searched for after that", show=False),
    ]
    input = query_one(Input)

    @dataclass
    class Changed(Message):
        """Something else is searched for."""

        query: Query
        """What."""

    @dataclass
    class Submitted(Message):
        """The person is content with what is searched for."""

        query: Query
        """What."""
        found: str
        """What was told of it."""

    def __init__(self, kept: Query, earlier: tuple[str, ...]) -> None:
        """An empty line.

        Args:
            kept: How to search, as it was the last time.
            earlier: What was searched for before, the last one first.
        """
        super().__init__()
        self._query = replace(kept, words="")
        self._earlier = earlier
        self._back = -1
        self._found = ""

    def compose(self) -> ComposeResult:
        """A slash, what is typed, and what was found."""
        yield Static("/", id="slash")
        yield Input(placeholder="alt+r regex · alt+w whole words · ↑ earlier", compact=True)
        yield Static("", id="found")

    def on_mount(self) -> None:
        """Say how it is searched."""
        self.tell("")

    def tell(self, found: str) -> None:
        """Show what was found, beside how it is searched."""
        self._found = found
        how = [
            word
            for word, holds in (
                ("regex", self._query.is_regex),
                ("whole words", self._query.whole_words),
            )
            if holds
        ]
        words = " · ".join([*how, *([found] if found else [])])
        self.query_one("#found", Static).update(Content(words))

    @on(Input.Changed)
    def _take_words(self, event: Input.Changed) -> None:
        event.stop()
        self._change(replace(self._query, words=event.value))

    @on(Input.Submitted)
    def _end(self, event: Input.Submitted) -> None:
        event.stop()
        query = replace(self._query, words=event.value)
        self.post_message(self.Submitted(query, self._found))

    def _change(self, query: Query) -> None:
        self._query = query
        self.post_message(self.Changed(query))

    def action_toggle_regex(self) -> None:
        """Take the words as a regular expression, or as words again."""
        self._change(replace(self._query, is_regex=not self._query.is_regex))

    def action_toggle_whole_words(self) -> None:
        """Find only whole words, or parts of words again."""
        self._change(replace(self._query, whole_words=not self._query.whole_words))

    def action_earlier(self, by: int) -> None:
        """Put what was searched for before into the line."""
        wanted = self._back + by
        if -1 <= wanted < len(self._earlier):
            self._back = wanted
            self.input.value = self._earlier[wanted] if wanted >= 0 else ""
            self.input.cursor_position = len(self.input.value)
