"""SQLite files beside the articles' own: what is found quickly in them is never the truth.

Deleting such a file costs time, nothing else; one that is damaged or of another version is begun
anew. So nothing waits for the disk when one is written.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_TIMEOUT_SECONDS = 2.0
Answer = TypeVar("Answer")


class DerivedFile:
    """One such file; opened for each question, so that it can be deleted at any time."""

    def __init__(
        self, path: Path, version: int, make: str, timeout_seconds: float = _TIMEOUT_SECONDS
    ) -> None:
        """Name the file, which is made by the first question.

        Args:
            path: Where it is.
            version: Of its tables; a file of another version is begun anew.
            make: Statements that make the tables where there are none.
            timeout_seconds: How long to wait for another process that writes it.
        """
        self.path = path
        """Where it is."""
        self._version, self._timeout_seconds = version, timeout_seconds
        # The version last: a file that has it has all its tables.
        self._make = f"BEGIN;\n{make}\nPRAGMA user_version = {version};\nCOMMIT;"

    def ask(self, question: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
        """The answer to a question; None where the file cannot be used now.

        What the question writes is kept together or not at all.
        """
        for _ in range(2):
            try:
                with contextlib.closing(sqlite3.connect(self.path, self._timeout_seconds)) as base:
                    self._prepare(base)
                    with base:
                        return question(base)
            except sqlite3.OperationalError:
                return None  # locked, read-only, no room: the next time may do
            except sqlite3.DatabaseError:
                self.set_aside()
        return None

    def set_aside(self) -> None:
        """Make way for a new file: what is in a damaged one can be had from elsewhere."""
        with contextlib.suppress(OSError):
            self.path.unlink()

    def _prepare(self, base: sqlite3.Connection) -> None:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version not in (0, self._version):
            raise sqlite3.DatabaseError("of another version")
        if version == 0:
            base.executescript(self._make)
        # It can be made anew at any time, so it need not survive a power cut.
        base.execute("PRAGMA synchronous = OFF")
