"""Analysis without pauses: the garbage collector waits until it is over."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_running = 0
_was_enabled = False


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles meanwhile, in all threads; may be nested.

    What the finders keep of a long article are hundreds of thousands of values without a cycle,
    and to look through them all holds up the screen for a tenth of a second each time.
    """
    _begin()
    try:
        yield
    finally:
        _end()


def _begin() -> None:
    global _running, _was_enabled
    with _lock:
        if not _running:
            _was_enabled = gc.isenabled()
            gc.disable()
        _running += 1


def _end() -> None:
    global _running
    with _lock:
        _running -= 1
        if not _running and _was_enabled:
            gc.enable()
