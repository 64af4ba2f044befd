"""What became of a highlight whose place is gone, and what to do about it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.annotations import Annotation, Candidate
from reader.ui.screens.dialogue import Dialogue
from reader.ui.screens.wording import compared

_MOST_WORDS = 1500
"""Code points of the words that are shown."""


class OrphanCard(Dialogue[str]):
    """Gives `accept`, `pick`, `keep` or `remove`."""

    DEFAULT_CSS = """
    OrphanCard { align: center middle; background: $background 60%; }
    OrphanCard > Vertical {
        width: 84; max-width: 98%; height: auto; max-height: 96%;
        background: $surface; border: round $primary; border-title-color: $primary; padding: 0 1;
    }
    OrphanCard VerticalScroll { height: auto; max-height: 24; }
    OrphanCard Static { height: auto; }
    OrphanCard .label { color: $secondary; text-style: bold; margin-top: 1; }
    OrphanCard #hint { color: $secondary; margin-top: 1; }
    """
    BINDINGS = [
        Binding("enter", "answer('accept')", "put it there", show=False),
        Binding("p", "answer('pick')", "pick another place", show=False),
        Binding("k,escape,q", "answer('keep')", "keep it as it is", show=False),
        Binding("x", "answer('remove')", "remove it", show=False),
    ]

    def __init__(self, note: Annotation, best: Candidate | None, words: str, quotes: str) -> None:
        """Show a note without a place.

        Args:
            note: The note; it has a target.
            best: The place most like its own.
            words: The words there; empty without one.
            quotes: Whose words those were; empty for nobody's.
        """
        super().__init__()
        self._note, self._best, self._words, self._whose = note, best, words, quotes

    def compose(self) -> ComposeResult:
        """The old words in their context, why they are gone, the candidate."""
        target = self._note.target
        assert target is not None
        before = " ".join(target.prefix.split()[-8:])
        before += " " if target.prefix[-1:].isspace() else ""
        after = " " if target.suffix[:1].isspace() else ""
        after += " ".join(target.suffix.split()[:8])
        old = " ".join(target.exact[:_MOST_WORDS].split())
        with Vertical() as box:
            box.border_title = Content("A highlight without a place")
            with VerticalScroll(can_focus=False):
                yield Static(Content(self._note.anchor.reason or "its words are gone"))
                whose = f" · {self._whose}" if self._whose else ""
                yield Static(Content(f"The words it was made on{whose}"), classes="label")
                yield Static(
                    Content.assemble(
                        (f"… {before}" if before.strip() else "", "$secondary"),
                        (old, "bold"),
                        (f"{after} …" if after.strip() else "", "$secondary"),
                    )
                )
                if self._note.body:
                    yield Static(Content("Your note"), classes="label")
                    yield Static(Content(self._note.body))
                yield from self._candidate(old)
            yield Static(Content(self._keys()), id="hint")

    def _candidate(self, old: str) -> ComposeResult:
        if self._best is None:
            yield Static(Content("Nothing in the text is like them"), classes="label")
            return
        share = f"{round(100 * self._best.likeness)}% alike"
        yield Static(Content(f"The most like them now ({share})"), classes="label")
        yield Static(compared(old, " ".join(self._words[:_MOST_WORDS].split())))

    def _keys(self) -> str:
        first = "enter puts it there · " if self._best else ""
        return f"{first}p picks another place · k keeps it as it is · x removes it"

    def action_answer(self, answer: str) -> None:
        """Give an answer; without a candidate there is none to accept."""
        if answer != "accept" or self._best is not None:
            self.dismiss(answer)
