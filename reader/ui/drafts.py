"""Notes that are being written, on disk: one file for each editor that is open.

A file whose program has ended without taking it away is a note that would be lost.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from reader.document import Span
from reader.files import make_folder, write_aside

if TYPE_CHECKING:
    from reader.reading import Draft

_SCHEMA = "reader.draft/1"
_FOLDER = "drafts"


def draft_path(data: Path, article_id: str) -> Path:
    """Where the note is kept that this program has open on an article."""
    return data / _FOLDER / f"{article_id}-{os.getpid()}.json"


def keep_draft(path: Path, draft: Draft) -> None:
    """Write the note as far as it is; never raises for a disk."""
    record = {
        "schema": _SCHEMA,
        "pid": os.getpid(),
        "host": socket.gethostname(),
        **asdict(draft),
    }
    with suppress(OSError):
        make_folder(path.parent)
        data = json.dumps(record, ensure_ascii=False, indent=1)
        write_aside(path, data.encode("utf-8", "replace"))


def forget_draft(path: Path) -> None:
    """It is saved, or not wanted."""
    with suppress(OSError):
        path.unlink()


def left_drafts(data: Path, article_id: str) -> Iterator[tuple[Path, Draft]]:
    """The notes on an article whose programs ended while they were being written."""
    for path in sorted((data / _FOLDER).glob(f"{article_id}-*.json")):
        with suppress(OSError, ValueError, TypeError, KeyError):
            record = json.loads(path.read_bytes())
            if not _is_running(int(record.pop("pid")), str(record.pop("host"))):
                yield path, _draft(record)


def _draft(record: dict[str, object]) -> Draft:
    record.pop("schema", None)
    span: Span | None = None
    match record.pop("span", None):
        case {"start": int(start), "end": int(end)}:
            span = Span(start, end)
    words = {name: value for name, value in record.items() if isinstance(value, str)}
    # Only here: hardly ever is there one.
    from reader.reading import Draft

    return Draft(**words, span=span)


def _is_running(pid: int, host: str) -> bool:
    """Whether the program with this number goes on; also when that cannot be known here."""
    if host != socket.gethostname() or pid == os.getpid():
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
