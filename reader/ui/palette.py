"""The command palette's entries, from the table of keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from reader.ui.bindings import Group, Key


class ScreenCommands(Provider):
    """Every action of the screen one is at, by what it does.

    A screen tells them by its attribute `KEY_GROUPS`; one without it has none.
    """

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for key in self._offered():
            yield DiscoveryHit(_title(key), self._run(key), help=", ".join(key.shown))

    async def search(self, query: str) -> Hits:
        """Those that match what is typed."""
        matcher = self.matcher(query)
        for key in self._offered():
            score = matcher.match(_title(key))
            if score > 0:
                yield Hit(
                    score, matcher.highlight(_title(key)), self._run(key), help=", ".join(key.shown)
                )

    def _offered(self) -> list[Key]:
        groups: tuple[Group, ...] = getattr(self.screen, "KEY_GROUPS", ())
        keys = (key for group in groups for key in group.keys)
        return [key for key in keys if not key.id.startswith("move.")]

    def _run(self, key: Key) -> Callable[[], object]:
        return partial(self.screen.run_action, key.action)


class Palette(CommandPalette):
    """The command palette, which takes a page up before its list has been laid out calmly."""

    def _action_command_list(self, action: str) -> None:
        # Textual 8.2 looks up lines that are not there yet.
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)


def _title(key: Key) -> str:
    return key.help[:1].upper() + key.help[1:]
