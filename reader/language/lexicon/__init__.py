"""Word lists kept as plain text: sections in brackets, words between blanks."""

from __future__ import annotations

from pathlib import Path


def sections(path: Path) -> dict[str, list[str]]:
    """The lines of each section of a word list, in order; lines that begin with # are notes."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return found


def word_sets(path: Path) -> dict[str, frozenset[str]]:
    """The words of each section of a word list."""
    return {
        name: frozenset(word for line in lines for word in line.split())
        for name, lines in sections(path).items()
    }
