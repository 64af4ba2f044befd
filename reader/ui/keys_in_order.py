"""Keys, one after the other: each is done before the next one is looked at.

Textual hands a key to the focused widget, from where it rises through the tree until the app
looks for a binding: by then the next key may have passed below. With counts (`5j3k`), two-key
commands (`i s`) and dialogues that take the focus (`c` and then words), keys typed quickly would
be understood out of order, or before there is a screen to understand them.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.dom import DOMNode

_PATIENCE_SECONDS = 3.0
"""How long a key may take to rise; after that the next one is looked at all the same."""
_BACK_SECONDS = 0.01
_MOST_BACK = 300
"""So many times a key is held back for so long; then it is done all the same."""


@runtime_checkable
class HoldsBack(Protocol):
    """A screen that is not ready for some keys yet."""

    def holds_back(self, key: str) -> bool:
        """Whether this key has to wait."""
        ...


class _Rising:
    """Follows a key up the tree: what is posted after it arrives after it.

    It posts what `call_later` would, which looks at the signature of its callback every time.
    """

    def __init__(self, path: Sequence[DOMNode], done: Callable[[], None]) -> None:
        """Follow along `path`; call `done` at the end."""
        # Twice: what the key made a widget post (`Submitted`) goes the same way once more.
        self._path = deque((*path, *path))
        self._done = done

    def rise(self) -> None:
        """Go to the next node that still runs."""
        while self._path:
            if self._path.popleft().post_message(events.Callback(callback=self.rise)):
                return
        self._done()


class KeysInOrder(App[int]):
    """An app that holds keys back until the ones before are done and a screen is there."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Hold keys back until `take_keys` is called; see `App` for `ansi_color`."""
        super().__init__(ansi_color=ansi_color)
        self.used_at = 0.0
        """When a key or the mouse was used last, by `time.monotonic`."""
        self._held_keys: deque[events.Key] = deque()
        self._takes_keys = False
        self._key_number = 0
        self._is_at_work = False
        self._patience: asyncio.TimerHandle | None = None
        self._times_back = 0
        self._after_keys: list[Callable[[], object]] = []

    def after_keys(self, callback: Callable[[], object]) -> None:
        """Call back once the keys typed so far are done, or wait for what the callback does."""
        self._after_keys.append(callback)
        if self._takes_keys and not self._held_keys and not self._is_at_work:
            self._call_back()

    def _call_back(self) -> None:
        callbacks, self._after_keys = self._after_keys, []
        for callback in callbacks:
            callback()

    def take_keys(self) -> None:
        """Begin to obey keys, those typed so far first."""
        self._takes_keys = True
        self._next_key_soon()

    async def on_event(self, event: events.Event) -> None:
        """Put a key that was typed in line; everything else goes its way."""
        if isinstance(event, events.InputEvent):
            self.used_at = monotonic()
        if isinstance(event, events.Key) and not event.is_forwarded:
            if event.key == "ctrl+j":
                # What a terminal makes of `enter` that is typed before it is ours.
                event = events.Key("enter", "\r")
            self._held_keys.append(event)
            await self._next_key()
        else:
            await super().on_event(event)

    async def _next_key(self) -> None:
        if self._is_at_work or not self._takes_keys or not self._held_keys or self._is_held_back():
            return
        key = self._taken_key()
        self._is_at_work = True
        self._key_number += 1
        number = self._key_number
        # Not `set_timer`, which makes a task for each key.
        self._patience = asyncio.get_running_loop().call_later(
            _PATIENCE_SECONDS, self._key_is_done, number
        )
        path = (self.focused or self.screen).ancestors_with_self
        await super().on_event(key)
        _Rising(path, partial(self._screen_is_there, number)).rise()

    def _is_held_back(self) -> bool:
        """Whether the screen is not ready for the next key; it is looked at again then."""
        screen = self.screen
        is_back = isinstance(screen, HoldsBack) and screen.holds_back(self._held_keys[0].key)
        if not is_back or self._times_back >= _MOST_BACK:
            self._times_back = 0
            return False
        self._times_back += 1
        self._call_back()
        asyncio.get_running_loop().call_later(_BACK_SECONDS, self._next_key_soon)
        return True

    def _taken_key(self) -> events.Key:
        """The next key, taken from the line.

        Most terminals send `alt` and a letter as `escape` and the letter: it is `alt` where that
        means something, and no letter to be typed; else somebody pressed `escape` and was quick.
        """
        key = self._held_keys.popleft()
        letter = key.character or ""
        if key.key != f"alt+{letter}":
            return key
        if key.key in self.screen.active_bindings:
            return events.Key(key.key, None)
        self._held_keys.appendleft(events.Key(letter, letter))
        return events.Key("escape", "\x1b")

    def _screen_is_there(self, number: int) -> None:
        """Wait for a dialogue that the key opened to be able to take keys itself."""
        if not self.screen_stack:
            return  # the program ends
        screen = self.screen
        if screen.is_mounted and (screen.focused is not None or not screen.AUTO_FOCUS):
            self._key_is_done(number)
        elif number == self._key_number and self._is_at_work:
            self.set_timer(0.005, partial(self._screen_is_there, number))

    def _key_is_done(self, number: int) -> None:
        if number == self._key_number and self._is_at_work:
            self._is_at_work = False
            if self._patience is not None:
                self._patience.cancel()
            self._next_key_soon()

    def _next_key_soon(self) -> None:
        if self._held_keys:
            self.call_later(self._next_key)
        else:
            self._call_back()
