"""Work beside the screen that nobody waits for at the end: what a server or a slow disk gives."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from textual.app import App

from reader.errors import ReaderError

T = TypeVar("T")


def beside(app: App[int], work: Callable[[], T], take: Callable[[T | ReaderError], None]) -> None:
    """Do `work` in a thread, then hand what came of it to `take` on the screen's own.

    Textual's own threads are waited for when the program ends, and a server may take half a minute.
    """

    def run() -> None:
        found: T | ReaderError
        try:
            found = work()
        except ReaderError as error:
            found = error
        app.call_later(take, found)

    threading.Thread(target=run, name="beside", daemon=True).start()
