"""Saving, off the screen's thread: in order, and again and again until it is safe."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from reader.annotations import Annotation
from reader.errors import StoreError
from reader.reading import Shelf

_RETRY_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether what the person wrote is on disk."""

    unsaved: int
    """How many changes are not safe yet."""
    trouble: str = ""
    """Why the first of them could not be saved; empty while nothing went wrong."""


class Saver:
    """One thread that saves changes in the order they were made."""

    def __init__(self, shelf: Shelf, tell: Callable[[SaveState], None]) -> None:
        """Start with nothing to save.

        Args:
            shelf: Where to.
            tell: Called from the saving thread whenever the state changes.
        """
        self._shelf, self._tell = shelf, tell
        self._waiting: deque[Annotation] = deque()
        self._change = threading.Condition()
        self._closing = False
        self._trouble = ""
        self._begun = 0
        self._ended = 0
        self._hurry = False
        self._thread: threading.Thread | None = None

    def save(self, annotation: Annotation) -> None:
        """Save this version, after all that was given before; returns at once."""
        with self._change:
            self._waiting.append(annotation)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
                self._thread.start()
            self._change.notify_all()
        self._tell(self.state)

    @property
    def state(self) -> SaveState:
        """How things stand."""
        return SaveState(len(self._waiting), self._trouble)

    def flush(self, timeout_seconds: float) -> bool:
        """Try again now and wait until all is saved; False if it is not within the time.

        An attempt that fails ends the waiting; what went wrong before the call does not count.
        """
        with self._change:
            self._hurry = True
            self._change.notify_all()
            first = self._begun + 1
            self._change.wait_for(
                lambda: not self._waiting or (bool(self._trouble) and self._ended >= first),
                timeout_seconds,
            )
            return not self._waiting

    def close(self) -> None:
        """End the thread; what is not saved by now is lost."""
        with self._change:
            self._closing = True
            self._change.notify_all()

    def _run(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: bool(self._waiting) or self._closing)
                if self._closing:
                    return
                annotation = self._waiting[0]
                self._begun += 1
                self._hurry = False
            trouble = self._attempt(annotation)
            with self._change:
                self._trouble = trouble
                self._ended = self._begun
                if not trouble:
                    self._waiting.popleft()
                self._change.notify_all()
            self._tell(self.state)
            if trouble:
                with self._change:
                    self._change.wait_for(lambda: self._hurry or self._closing, _RETRY_SECONDS)

    def _attempt(self, annotation: Annotation) -> str:
        try:
            self._shelf.save(annotation)
        except (StoreError, OSError) as error:
            return str(error)
        return ""
