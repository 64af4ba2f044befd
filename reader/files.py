"""Writing a file so that it is there whole, the old one or the new one, whatever happens."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def write_aside(
    path: Path, data: bytes, *, aside: str | None = None, is_durable: bool = True
) -> None:
    """Write `data` beside `path`, then put it in its place in one step.

    A symbolic link stays one: what it points to is replaced. What is left over after a failure
    is removed. The permissions of a file that was there are kept.

    Args:
        path: The file; its folder must exist.
        data: All of it.
        aside: Name of the file to write first, in the same folder. Only for a caller that holds
            a lock: what a killed process left there is overwritten. Otherwise a name that
            nobody else has is made.
        is_durable: Whether a power cut after the return may not undo it. Costs two syncs.

    Raises:
        OSError: It could not be written; the old file is as it was.
    """
    target = Path(os.path.realpath(path))
    handle, temporary = _opened(target, aside)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            if is_durable:
                file.flush()
                sync_file(file.fileno())
        _copy_mode(target, temporary)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    if is_durable:
        sync_folder(target.parent)


def sync_file(handle: int) -> None:
    """Make what was written to an open file safe from a power cut."""
    if fcntl is not None and hasattr(fcntl, "F_FULLFSYNC"):  # macOS, where fsync is not enough
        with contextlib.suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    getattr(os, "fdatasync", os.fsync)(handle)


def sync_folder(folder: Path) -> None:
    """Make a folder's list of names safe from a power cut, where the platform can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, safe from a power cut; one that is there stays.

    Raises:
        OSError: It could not be made.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def _opened(target: Path, aside: str | None) -> tuple[int, str]:
    if aside is None:
        aside = f".{target.name[:100]}.{os.urandom(6).hex()}.tmp"
    temporary = str(target.with_name(aside))
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary)
    binary = getattr(os, "O_BINARY", 0)
    return os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o666), temporary


def _copy_mode(target: Path, temporary: str) -> None:
    if os.name != "nt":
        with contextlib.suppress(FileNotFoundError):
            os.chmod(temporary, target.stat().st_mode & 0o777)
