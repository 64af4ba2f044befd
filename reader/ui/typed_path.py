"""Paths as people type them."""

from __future__ import annotations

import os
from pathlib import Path

from reader.document import canonical_characters


def typed_path(words: str) -> Path:
    """The path that was typed or pasted: `~` is the home, and no control character is in it.

    Never raises: what is odd is found out when the path is used.
    """
    return Path(os.path.expanduser(canonical_characters(words).replace("\n", " ").strip()))
