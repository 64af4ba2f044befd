"""The sidebar: speakers, quotes, notes and outline, one list at a time."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from reader.reading import Reading
from reader.ui.widgets.listing import Listing
from reader.ui.widgets.lists import TABS
from reader.ui.widgets.row_list import Item, RowList

_EMPTY = (
    "nobody is quoted here",
    "no quotes here",
    "no notes yet: v selects, enter highlights",
    "no headings here",
)
_NOTES = TABS.index("Notes")
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
    Sidebar Input { height: 1; border: none; padding: 0 1; background: $panel; }
    """
    BINDINGS = [
        Binding("escape", "leave", "back to the text", show=False),
        Binding("left,h", "close", "close the speaker", show=False),
        Binding("slash", "filter", "list only what holds these words", show=False),
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

    @dataclass
    class Dragged(Message):
        """The person drags the border."""

        width: int
        """The cells the sidebar is to have."""

    def __init__(self, *, tab: int = 0, id: str | None = None) -> None:
        """An empty sidebar that shows this tab, from 0."""
        super().__init__(id=id)
        self._first_tab = tab
        self._is_dragged = False
        self.filter = ""
        """Only what holds these words is listed; case does not count."""
        self.reading: Reading | None = None
        self._opened: set[str] = set()
        self._here_speaker: str | None = None
        self._here = ""
        self._listing = Listing()

    def compose(self) -> ComposeResult:
        """A line of tabs above one list."""
        tabs = TabStrip()
        tabs.active = self._first_tab
        yield tabs
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
            self._fill()
        self.row_list.put_here(key)

    def _fill(self) -> None:
        reading = self.reading
        if reading is None:
            return
        waits = reading.findings is None and self.tab < 2
        empty = f"nothing here holds “{self.filter}”" if self.filter else _EMPTY[self.tab]
        self.row_list.empty = "looking for quotes …" if waits else empty
        focused = self.row_list.has_focus and self.row_list.current
        key = focused.key if focused else self._here
        items = self._listing.items(reading, self.tab, self.filter, self._open_ids(reading))
        if focused and items is self.row_list.items:
            self.row_list.refresh()
        else:
            self.row_list.show(items, key)

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

    async def action_filter(self) -> None:
        """Open the line in which one types what is to be listed."""
        if not self.query(Input):
            await self.mount(Input(self.filter, placeholder="only what holds …", compact=True))
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _filter_as_typed(self, event: Input.Changed) -> None:
        event.stop()
        self.filter = event.value.strip().casefold()
        self.row_list.cursor = 0
        self._fill()

    @on(Input.Submitted)
    def _end_filter(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.filter:
            self.query(Input).remove()
        self.row_list.focus()

    def _forget_filter(self) -> bool:
        had = bool(self.query(Input)) or bool(self.filter)
        self.query(Input).remove()
        self.filter = ""
        if had:
            self._fill()
            self.row_list.focus()
        return had

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the border."""
        if event.button == 1 and event.screen_x == self.region.x:
            self._is_dragged = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the border with the mouse."""
        if self._is_dragged:
            self.post_message(self.Dragged(self.region.right - event.screen_x))

    def on_mouse_up(self) -> None:
        """Let go of the border."""
        if self._is_dragged:
            self._is_dragged = False
            self.release_mouse()

    def action_leave(self) -> None:
        """List everything again; if it does already, tell that the person wants back."""
        if not self._forget_filter():
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
