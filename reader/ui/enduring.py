"""A terminal that may go away: what is written to it then is lost, and the program ends."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any, TextIO


class Enduring:
    """A stream whose writer does not fail when its terminal is gone.

    Textual writes in a thread of its own: a failure there would end the thread, and the program
    would wait for ever for it.
    """

    def __init__(self, stream: TextIO) -> None:
        """Take the stream that everything else is asked of."""
        self._stream = stream
        self._is_gone = False

    def write(self, text: str) -> int:
        """Write it, if there is still something to write to."""
        if not self._is_gone:
            try:
                return self._stream.write(text)
            except (OSError, ValueError):
                self._end()
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        if not self._is_gone:
            try:
                self._stream.flush()
            except (OSError, ValueError):
                self._end()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _end(self) -> None:
        """Save and end, as when the terminal tells that it goes away."""
        self._is_gone = True
        os.kill(os.getpid(), signal.SIGHUP)


def endure() -> None:
    """Let the program outlive its terminal, as long as it takes to save."""
    # Textual writes to this one. Windows has no terminals that hang up.
    if sys.platform != "win32" and sys.__stderr__ is not None:
        sys.__stderr__ = Enduring(sys.__stderr__)  # type: ignore[misc, assignment]
