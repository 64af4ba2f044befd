"""The sidebar: speakers, quotes, notes and outline, one list at a time."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reader.reading import Reading
from reader.ui.widgets.lists import TABS, note_items, outline_items, quote_items, speaker_items
from reader.ui.widgets.row_list import Item, RowList

_EMPTY = (
    "nobody is quoted here",
    "no quotes here",
    "no notes yet: v selects, enter highlights",
    "no headings here",
)
_AUTO_OPEN = 400
"""With more quotes than this a speaker is opened only by hand: the list would never rest."""


class TabStrip(Widget):
    """The names of the tabs; the active one stands out."""

    DEFAULT_CSS = """
    TabStrip { height: 1; background: $background; }
    """
    active = reactive(0)

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        number: int
        """Its place, from 0."""

    def render(self) -> Content:
        """The names side by side, shortened where they do not fit."""
        return Content.assemble(
            *(
                (name, "bold underline $primary" if number == self.active else "$secondary")
                if part == "name"
                else " "
                for number, name in enumerate(self._names())
                for part in ("blank", "name")
            )
        )

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        at = 0
        for number, name in enumerate(self._names()):
            at += 1 + len(name)
            if event.x <= at:
                self.post_message(self.Chosen(number))
                return

    def _names(self) -> list[str]:
        room = self.size.width
        full = [f" {name} " for name in TABS]
        if sum(map(len, full)) + len(full) <= room:
            return full
        plain = list(TABS)
        return plain if sum(map(len, plain)) + len(plain) <= room else [n[:5] for n in TABS]


class Sidebar(Vertical):
    """Lists what the article holds; choosing tells where to go."""

    DEFAULT_CSS = """
    Sidebar { border-left: solid $panel; background: $background; }
    """
    BINDINGS = [
        Binding("escape", "leave", "back to the text", show=False),
        Binding("left,h", "close", "close the speaker", show=False),
    ]
    tab_strip = query_one(TabStrip)
    row_list = query_one(RowList)

    @dataclass
    class Chosen(Message):
        """Something to go to was chosen."""

        item: Item
        """What."""

    @dataclass
    class Left(Message):
        """The person wants to be back in the text."""

    def __init__(self, id: str | None = None) -> None:
        """An empty sidebar."""
        super().__init__(id=id)
        self.reading: Reading | None = None
        self._opened: set[str] = set()
        self._here_speaker: str | None = None
        self._here = ""

    def compose(self) -> ComposeResult:
        """A line of tabs above one list."""
        yield TabStrip()
        yield RowList(empty="looking for quotes …")

    def show(self, reading: Reading) -> None:
        """Show another state of the article."""
        if self.reading is None or self.reading.article_id != reading.article_id:
            self._opened.clear()
        self.reading = reading
        self._fill()

    def choose_tab(self, number: int) -> None:
        """Show this tab."""
        self.tab_strip.active = number % len(TABS)
        self.row_list.cursor = 0
        self._fill()

    @property
    def tab(self) -> int:
        """The tab shown, from 0."""
        return self.tab_strip.active

    def follow(self, key: str, speaker_id: str | None) -> None:
        """Rest on what is being read, unless the person is in the list.

        Args:
            key: Of the quote at the place being read.
            speaker_id: Whose it is; `""` for nobody's.
        """
        if self.row_list.has_focus:
            self._here = ""  # the cursor goes its own way: find it again afterwards
            return
        if (key, speaker_id) == (self._here, self._here_speaker):
            return
        changed = speaker_id != self._here_speaker
        self._here, self._here_speaker = key, speaker_id
        if self.tab == 0 and changed:
            self.row_list.here = key
            self._fill()
        else:
            self.row_list.put_here(key)

    def _fill(self) -> None:
        reading = self.reading
        if reading is None:
            return
        waits = reading.findings is None and self.tab < 2
        self.row_list.empty = "looking for quotes …" if waits else _EMPTY[self.tab]
        focused = self.row_list.has_focus and self.row_list.current
        key = focused.key if focused else self._here
        self.row_list.show(self._items(reading), key)

    def _items(self, reading: Reading) -> list[Item]:
        match self.tab:
            case 0:
                return speaker_items(reading, self._open_ids(reading))
            case 1:
                return quote_items(reading)
            case 2:
                return note_items(reading)
        return outline_items(reading)

    def _open_ids(self, reading: Reading) -> set[str]:
        few = reading.findings is not None and len(reading.findings.quotes) <= _AUTO_OPEN
        here = {self._here_speaker} if few and self._here_speaker is not None else set()
        return self._opened | here

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open or close a speaker; tell of anything that has a place."""
        event.stop()
        kind, _, name = event.item.key.partition(":")
        if kind == "speaker":
            self._toggle(name)
        self.post_message(self.Chosen(event.item))

    def on_tab_strip_chosen(self, event: TabStrip.Chosen) -> None:
        """Show the tab that was clicked."""
        event.stop()
        self.choose_tab(event.number)

    def action_leave(self) -> None:
        """Tell that the person wants back."""
        self.post_message(self.Left())

    def action_close(self) -> None:
        """Close the speaker the cursor is in."""
        items, number = self.row_list.items, self.row_list.cursor
        while number >= 0 and items and not items[number].key.startswith("speaker:"):
            number -= 1
        if items and number >= 0:
            self.row_list.cursor = number
            self._opened.discard(items[number].key.partition(":")[2])
            self._here_speaker = None
            self._fill()

    def _toggle(self, speaker_id: str) -> None:
        if speaker_id in self._opened or speaker_id == self._here_speaker:
            self._opened.discard(speaker_id)
            if speaker_id == self._here_speaker:
                self._here_speaker = None
        else:
            self._opened.add(speaker_id)
        self._fill()
