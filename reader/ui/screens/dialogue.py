"""Screens that are left once, however often a key is pressed that leaves them."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

T = TypeVar("T")


class LeftOnce(Screen[T]):
    """A screen that, once left, cannot be left again before it is gone."""

    _is_left = False

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Give the answer and go; a second answer, by a key typed too often, is none."""
        if self._is_left or not self.is_current:
            return AwaitComplete()
        self._is_left = True
        return super().dismiss(result)


class Dialogue(LeftOnce[T], ModalScreen[T]):
    """A screen over the others that asks something and goes."""
