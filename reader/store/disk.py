"""What to say when the disk refuses."""

from __future__ import annotations

from pathlib import Path

from reader.errors import StoreError


def cannot_write(path: Path, error: OSError) -> StoreError:
    """The error to raise when the disk refuses a change."""
    return StoreError(
        f"{path}: not saved ({error.strerror or error}): make room or allow writing there,"
        " then save again, or choose another folder with --data-dir"
    )
