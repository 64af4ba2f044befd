"""The links and footnotes in sight, and what is to be done with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from reader.document import Inline, InlineKind
from reader.ui.screens.dialogue import Dialogue
from reader.ui.widgets.cells import shown
from reader.ui.widgets.row_list import Item, RowList

_MOST_ROWS = 16
_OTHER_ROWS = 9
"""The border, the address, the keys."""
_ABOUT_NOTE = "enter goes there · ctrl+o comes back · esc leaves"
_ABOUT_LINK = "enter opens it in the browser · r reads it here · y copies the address · esc leaves"


class Wish(StrEnum):
    """What is to be done with a link."""

    FOLLOW = "follow"
    """Opened in the browser; for a reference, gone to."""
    READ = "read"
    """Opened as an article."""
    COPY = "copy"
    """Its address copied."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen."""

    inline: Inline
    """The link or reference."""
    wish: Wish
    """What is to be done with it."""


class LinkList(Dialogue[Answer | None]):
    """Shows where each link leads before anybody goes there; None when left."""

    DEFAULT_CSS = """
    LinkList { align: center middle; background: $background 60%; }
    LinkList > Vertical {
        width: 90; max-width: 98%; height: auto; max-height: 92%;
        background: $surface; border: round $primary; border-title-color: $primary; padding: 0 1;
    }
    LinkList #address { height: auto; max-height: 6; margin-top: 1; }
    LinkList .hint { color: $secondary; height: auto; }
    """
    BINDINGS = [
        Binding("r", "wish('read')", "read it here", show=False),
        Binding("y", "wish('copy')", "copy the address", show=False),
        Binding("escape,q,l", "dismiss(None)", "leave", show=False, priority=True),
    ]

    def __init__(self, text: str, inlines: Sequence[Inline], first: int = 0) -> None:
        """Offer these.

        Args:
            text: The document's text.
            inlines: Links and references, at least one.
            first: Number of the one under the cursor at first.
        """
        super().__init__()
        self._inlines, self._first = inlines, first
        self._items = [_item(number, one, text) for number, one in enumerate(inlines)]

    def compose(self) -> ComposeResult:
        """The list, where the one under the cursor leads, the keys."""
        with Vertical() as box:
            box.border_title = "Links"
            yield RowList()
            yield Static(id="address")
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(RowList)
        room = self.app.size.height - _OTHER_ROWS
        rows.styles.height = max(1, min(len(self._items), _MOST_ROWS, room))
        rows.show(self._items, str(self._first))
        rows.focus()
        self.watch(rows, "cursor", self._show_address)

    def _show_address(self) -> None:
        inline = self._current
        is_link = inline is not None and inline.kind is InlineKind.LINK
        address = inline.target if inline is not None and is_link else ""
        self.query_one("#address", Static).update(Content(address))
        self.query_one("#address").display = is_link
        hint = _ABOUT_LINK if is_link else _ABOUT_NOTE
        self.query_one(".hint", Static).update(Content(hint))

    @property
    def _current(self) -> Inline | None:
        item = self.query_one(RowList).current
        return self._inlines[int(item.key)] if item else None

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Follow the one that was chosen."""
        event.stop()
        self.dismiss(Answer(self._inlines[int(event.item.key)], Wish.FOLLOW))

    def action_wish(self, wish: str) -> None:
        """Do something else with the link under the cursor."""
        inline = self._current
        if inline is not None and inline.kind is InlineKind.LINK:
            self.dismiss(Answer(inline, Wish(wish)))


def _item(number: int, inline: Inline, text: str) -> Item:
    words = shown(inline.span.of(text))
    if inline.kind is InlineKind.LINK:
        return Item(str(number), words, right=_server(inline.target))
    line = text[inline.to :].split("\n", 1)[0] if inline.to >= 0 else ""
    return Item(str(number), f"{words} → {shown(line[:200])}")


def _server(address: str) -> str:
    """The part of an address that says whose it is."""
    if address.startswith("mailto:"):
        return address[7:].split("?", 1)[0]
    return address.split("/", 3)[2].rpartition("@")[2]
