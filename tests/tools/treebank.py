"""Reading CoNLL-U treebanks: tagged sentences, cut as the product cuts words, and whole rows."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

Sentence = list[tuple[str, str]]
"""Words with their Penn tags."""

_MARKS = str.maketrans("’‘“”", "''\"\"")
_TAGS = {"``": "''", "NFP": ":", "GW": "FW", "XX": "FW", "AFX": "JJ", "LS": "CD", "HYPH": ":"}
"""Rare tags, and the one that closes quotations for the one that opens them."""


Rows = list[list[str]]
"""The lines of a sentence, each with its ten columns."""


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a gzipped CoNLL-U file, in order, hyphenated words joined."""
    for _, rows in texts(path):
        yield _tagged(rows)


def texts(path: Path) -> Iterator[tuple[str, Rows]]:
    """The text of each sentence of a gzipped CoNLL-U file, in order, and its rows."""
    rows: Rows = []
    text = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# text = "):
                text = line[9:].rstrip("\n")
            elif line[0].isdigit():
                rows.append(line.rstrip("\n").split("\t"))
            elif not line.strip() and rows:
                yield text, rows
                rows = []
    if rows:
        yield text, rows


def offsets(text: str, rows: Rows) -> dict[int, int] | None:
    """Where each word of a sentence begins in its text, by its number; None if that is not told.

    Words that are written as one (`don't`) begin where the whole does.
    """
    found: dict[int, int] = {}
    at, within = 0, 0
    for row in rows:
        first, _, last = row[0].partition("-")
        if not first.isdigit() or (not last and int(first) <= within):
            continue
        start = text.find(row[1], at)
        if start < 0:
            return None
        at = start + len(row[1])
        within = int(last or first)
        found.update((number, start) for number in range(int(first), within + 1))
    return found


def _tagged(rows: Rows) -> Sentence:
    words: Sentence = []
    glued: list[bool] = []
    for row in rows:
        if not row[0].isdigit():
            continue
        tag = _TAGS.get(row[4], row[4])
        word = row[1].translate(_MARKS)
        if _joins(words, glued, word):
            first, _ = words.pop()
            words.append((first + word, _joined_tag(tag)))
            glued[-1] = "SpaceAfter=No" in row[9]
            continue
        words.append((word, tag))
        glued.append("SpaceAfter=No" in row[9])
    return words


def _joins(words: Sentence, glued: list[bool], word: str) -> bool:
    """Whether `word` is the hyphen after a word, or what follows such a hyphen."""
    if not words or not glued[-1]:
        return False
    before = words[-1][0]
    if word == "-":
        return before[-1].isalnum() and before[0].isalpha()
    return before.endswith("-") and len(before) > 1 and word[0].isalnum()


def _joined_tag(tag: str) -> str:
    return "JJ" if tag in ("VBN", "VBG", "VBD") else tag
