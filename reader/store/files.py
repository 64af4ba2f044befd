"""Which files belong to which article."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

SUFFIXES = (".json", ".log", ".json.bak")
"""Of an article's file, its log, and its file at the checkpoint before."""


def article_stems(folder: Path) -> list[str]:
    """The names, without suffix, of the articles of which something lies in `folder`; sorted."""
    found: set[str] = set()
    with contextlib.suppress(OSError), os.scandir(folder) as files:
        for file in files:
            suffix = next((end for end in SUFFIXES if file.name.endswith(end)), None)
            if suffix:
                found.add(file.name.removesuffix(suffix))
    return sorted(found)
