"""One writer at a time, among threads and processes."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from reader.errors import Locked
from reader.files import make_folder
from reader.store.disk import cannot_write

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_PAUSE_SECONDS = 0.005
"""Between two tries; a write takes about as long."""


@contextlib.contextmanager
def locked(path: Path, timeout_seconds: float) -> Iterator[None]:
    """Hold the lock of the file `path`, which need not exist, while inside.

    The lock is a file beside it, `….lock`, which is never deleted: deleting it would let two
    hold it at once. The system lets go of it when a process dies.

    Raises:
        Locked: Somebody held it for longer than `timeout_seconds`.
        StoreError: The lock's file cannot be made.
    """
    lock = path.with_name(path.name + ".lock")
    try:
        let_go = (_posix if fcntl else _elsewhere)(lock, timeout_seconds)
    except TimeoutError as error:
        raise Locked(
            f"{path}: not saved: another reader has been writing it for {timeout_seconds:g} s:"
            " close that one, or try again"
        ) from error
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        yield
    finally:
        let_go()


def _posix(lock: Path, timeout_seconds: float) -> Callable[[], None]:
    """Take the lock; what lets go of it."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    try:
        handle = os.open(lock, flags, 0o666)
    except FileNotFoundError:
        make_folder(lock.parent)
        handle = os.open(lock, flags, 0o666)
    try:
        deadline = time.monotonic() + timeout_seconds
        while not _try(handle):
            if time.monotonic() >= deadline:
                raise TimeoutError(lock)
            time.sleep(_PAUSE_SECONDS)
    except BaseException:
        os.close(handle)
        raise
    # Closing lets go of the lock.
    return partial(os.close, handle)


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _elsewhere(lock: Path, timeout_seconds: float) -> Callable[[], None]:
    # Only here: it takes 90 ms to import, and where there is fcntl it is not needed.
    import filelock

    make_folder(lock.parent)
    held = filelock.FileLock(str(lock), timeout=timeout_seconds, is_singleton=False)
    held.acquire()
    return held.release
