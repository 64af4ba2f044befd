"""Keys typed quickly are each done before the next one is looked at."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from reader.ui.keys_in_order import KeysInOrder


class Asking(ModalScreen[str]):
    """A dialogue that takes a while to be there."""

    def compose(self) -> ComposeResult:
        """A line to write in."""
        yield Input()

    async def on_mount(self) -> None:
        """Be slow."""
        await asyncio.sleep(0.1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was written."""
        event.stop()
        self.dismiss(event.value)


class Counting(Screen[None]):
    """Counts like the article screen: digits, and a key that awaits another."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("j", "note('j')", show=False),
        Binding("k", "note('k')", show=False),
        Binding("w", "slow", show=False),
        Binding("c", "ask", show=False),
        Binding("i", "wait", show=False),
        Binding("s", "note('s alone')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.count = ""
        self.awaits = False

    def on_key(self, event: events.Key) -> None:
        """Take digits, and the key after `i`."""
        if self.awaits:
            self.awaits = False
            self.done.append(f"i{event.character}")
        elif event.character and event.character.isdigit():
            self.count += event.character
        else:
            return
        event.stop()
        event.prevent_default()

    def action_note(self, key: str) -> None:
        """Note a key with its count."""
        self.done.append(self.count + key)
        self.count = ""

    async def action_slow(self) -> None:
        """Take longer than anybody needs for the next key."""
        self.done.append("begin")
        await asyncio.sleep(0.1)
        self.done.append("end")

    def action_wait(self) -> None:
        """Wait for another key."""
        self.awaits = True

    def action_ask(self) -> None:
        """Open a dialogue."""
        self.app.push_screen(Asking(), lambda answer: self.done.append(f"answer {answer}"))


class Small(KeysInOrder):
    """The smallest app that holds keys."""

    def __init__(self) -> None:
        super().__init__()
        self.counting = Counting()

    def get_default_screen(self) -> Screen[None]:
        """The screen that notes."""
        return self.counting


def _type(app: Small, keys: str) -> None:
    """Post the keys at once, as a terminal does after a pause."""
    for character in keys:
        key = {"\r": "enter"}.get(character, character)
        app.post_message(events.Key(key, character))


async def _until(pilot: Pilot[int], app: Small, done: list[str]) -> None:
    for _ in range(500):
        if app.counting.done == done:
            return
        await pilot.pause(0.01)
    pytest.fail(f"expected {done}, was {app.counting.done}")


async def test_keys_wait_until_they_are_taken() -> None:
    app = Small()
    async with app.run_test() as pilot:
        _type(app, "jk")
        await pilot.pause()
        await pilot.pause()
        assert app.counting.done == []
        app.take_keys()
        await _until(pilot, app, ["j", "k"])


@pytest.mark.parametrize(
    ("keys", "done"),
    [
        ("cjk5\rj", ["answer jk5", "j"]),
        ("c\rc1\r2j", ["answer ", "answer 1", "2j"]),
        ("5j3k", ["5j", "3k"]),
        ("12jj", ["12j", "j"]),
        ("isj", ["is", "j"]),
        ("ii5jis", ["ii", "5j", "is"]),
        ("wjk", ["begin", "end", "j", "k"]),
        ("ww", ["begin", "end", "begin", "end"]),
        ("cjk5\r", ["answer jk5"]),
    ],
)
async def test_keys_typed_at_once_are_understood_in_order(keys: str, done: list[str]) -> None:
    app = Small()
    async with app.run_test() as pilot:
        app.take_keys()
        _type(app, keys)
        await _until(pilot, app, done)


async def test_hundreds_of_keys_lose_none() -> None:
    app = Small()
    async with app.run_test() as pilot:
        app.take_keys()
        _type(app, "jk" * 200)
        await _until(pilot, app, ["j", "k"] * 200)


async def test_a_key_without_meaning_holds_nothing_up() -> None:
    app = Small()
    async with app.run_test() as pilot:
        app.take_keys()
        _type(app, "?!~j")
        await _until(pilot, app, ["j"])


class Unready(Counting):
    """Is not ready for `k` until somebody was asked after the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.is_ready = False

    def holds_back(self, key: str) -> bool:
        """Whether it has to wait."""
        return key == "k" and not self.is_ready


async def test_a_key_waits_until_the_screen_is_ready_for_it() -> None:
    app = KeysInOrder()
    async with app.run_test() as pilot:
        screen = Unready()
        await app.push_screen(screen)
        app.take_keys()
        asked: list[int] = []
        app.after_keys(lambda: asked.append(1))
        assert asked == [1], "no key was typed"
        for key in "jkj":
            app.post_message(events.Key(key, key))
        while not screen.done:
            await pilot.pause()
        app.after_keys(lambda: asked.append(2))
        while len(asked) < 2:
            await pilot.pause()
        assert screen.done == ["j"]
        screen.is_ready = True
        while len(screen.done) < 3:
            await pilot.pause()
        assert screen.done == ["j", "k", "j"]


async def test_a_key_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.ui.keys_in_order._MOST_BACK", 3)
    app = KeysInOrder()
    async with app.run_test() as pilot:
        screen = Unready()
        await app.push_screen(screen)
        app.take_keys()
        for key in "kj":
            app.post_message(events.Key(key, key))
        while len(screen.done) < 2:
            await pilot.pause()
        assert screen.done == ["k", "j"]


class Bound(Counting):
    """Has a binding with `alt`, and a line to write in."""

    BINDINGS = [
        Binding("alt+r", "note('alt+r')", show=False),
        Binding("escape", "note('escape')", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The line."""
        yield Input()


@pytest.mark.parametrize("writes", [True, False])
async def test_alt_as_most_terminals_send_it(writes: bool) -> None:
    """`escape` and a letter at once: `alt` if that means something, else two keys."""
    app = KeysInOrder()
    async with app.run_test() as pilot:
        screen = Bound()
        await app.push_screen(screen)
        line = screen.query_one(Input)
        screen.set_focus(line if writes else None)
        app.take_keys()
        for letter in "rj":
            app.post_message(events.Key(f"alt+{letter}", letter))
        await pilot.pause()
        await pilot.pause()
        assert line.value == ("j" if writes else "")
        assert screen.done == ["alt+r", "escape", *([] if writes else ["j"])]
