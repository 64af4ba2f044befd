"""Saving, off the screen's thread: in order, and again and again until it is safe."""

from __future__ import annotations

import atexit
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from reader.annotations import Annotation, is_same
from reader.errors import StoreError
from reader.reading import Op, Shelf

_RETRY_SECONDS = 3.0
_IDLE_SECONDS = 1.0
"""After so long without a change what was saved is tidied up."""
_LAST_SECONDS = 5.0
"""So long the end of the program waits for a thread that tidies."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether what the person wrote is on disk."""

    unsaved: int
    """How many changes are not safe yet."""
    trouble: str = ""
    """Why the first of them could not be saved; empty while nothing went wrong."""
    merged: Annotation | None = None
    """The change just saved, if it was merged with what another reader wrote meanwhile."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A change to save."""

    annotation: Annotation
    before: Annotation | None
    op: Op


class Saver:
    """One thread that saves changes in the order they were made, then what is of less weight."""

    def __init__(self, shelf: Shelf, tell: Callable[[SaveState], object]) -> None:
        """Start with nothing to save.

        Args:
            shelf: Where to.
            tell: Called from the saving thread whenever the state changes.
        """
        self._shelf, self._tell = shelf, tell
        self._waiting: deque[_Waiting] = deque()
        self._change = threading.Condition()
        self._closing = False
        self._trouble = ""
        self._begun = 0
        self._ended = 0
        self._hurry = False
        self._is_untidy = False
        self._later: dict[str, Callable[[], None]] = {}
        self._thread: threading.Thread | None = None

    def save(
        self, annotation: Annotation, before: Annotation | None = None, op: Op = Op.CHANGE
    ) -> None:
        """Save this version, after all that was given before; returns at once.

        Args:
            annotation: The version.
            before: The one it was made from; None when it is new.
            op: Whether this takes back a change, or makes one again.
        """
        with self._change:
            self._waiting.append(_Waiting(annotation, before, op))
            self._wake()
        self._tell(self.state)

    def remember(self, what: str, write: Callable[[], None]) -> None:
        """Have something of less weight written once all changes are saved; returns at once.

        Args:
            what: Its name; takes the place of what waits under the same one.
            write: Writes it, in the saving thread; must not raise.
        """
        with self._change:
            self._later[what] = write
            self._wake()

    def _wake(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="saver", daemon=True)
            self._thread.start()
        self._change.notify_all()

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
                lambda: (
                    not (self._waiting or self._later)
                    or (bool(self._trouble) and self._ended >= first)
                ),
                timeout_seconds,
            )
            return not self._waiting

    def close(self) -> None:
        """End the thread, once it has tidied up; what is not saved by now is lost.

        Returns at once. The program does not end while it tidies, but for a few seconds.
        """
        with self._change:
            self._closing = True
            self._change.notify_all()
            if self._thread is not None:
                atexit.register(self._thread.join, _LAST_SECONDS)

    def _run(self) -> None:
        while True:
            with self._change:
                pause = _IDLE_SECONDS if self._is_untidy else None
                self._change.wait_for(self._has_work, pause)
                change = self._waiting[0] if self._waiting else None
            if self._closing:
                self._tidy()
                atexit.unregister(threading.current_thread().join)
                return
            if change is not None:
                self._save_first(change)
            elif self._later:
                self._write_first()
            else:
                self._tidy()

    def _has_work(self) -> bool:
        return bool(self._waiting or self._later) or self._closing

    def _tidy(self) -> None:
        if self._is_untidy:
            self._is_untidy = False
            self._shelf.settle()

    def _save_first(self, change: _Waiting) -> None:
        with self._change:
            self._begun += 1
            self._hurry = False
        kept, trouble = self._attempt(change)
        with self._change:
            self._trouble = trouble
            self._ended = self._begun
            if kept is not None:
                self._waiting.popleft()
                self._is_untidy = True
            self._change.notify_all()
        is_merged = kept is not None and not is_same(kept, change.annotation)
        self._tell(replace(self.state, merged=kept if is_merged else None))
        if trouble:
            with self._change:
                self._change.wait_for(lambda: self._hurry or self._closing, _RETRY_SECONDS)

    def _attempt(self, change: _Waiting) -> tuple[Annotation | None, str]:
        try:
            return self._shelf.save(change.annotation, change.before, change.op), ""
        except (StoreError, OSError) as error:
            return None, str(error)

    def _write_first(self) -> None:
        with self._change:
            what, write = next(iter(self._later.items()))
        write()
        with self._change:
            if self._later.get(what) is write:
                del self._later[what]
            self._change.notify_all()
