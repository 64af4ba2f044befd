"""What screens tell the app, and what the app asks of them."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.message import Message


class LibraryWanted(Message):
    """The person wants the library, and the article was not opened from it."""


class Ready(Message):
    """The first screen shows all that keys are about."""


@runtime_checkable
class Leavable(Protocol):
    """A screen that may hold what is not saved yet."""

    async def may_leave(self) -> bool:
        """Wait for what is being saved; ask if something cannot be."""
        ...

    def save_what_can_be(self) -> None:
        """Wait a moment for what is being saved: the end is near."""
        ...
