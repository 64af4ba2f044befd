"""What differs between two wordings, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from reader.annotations import folded_words

_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
_MOST = 3000
"""Words compared one by one; of longer texts only the common beginning and end are told."""


Block = tuple[str, int, int, int, int]
"""What became of a run of words, and where it is in both, half-open; as `difflib` tells it."""


class PieceKind(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """Words that stayed, went, or came."""

    kind: PieceKind
    words: str
    """As they stand in their text, without blanks at the ends."""


def differences(was: str, now: str) -> tuple[Piece, ...]:
    """The words of both texts in order: those that stayed, went and came.

    Typography (kinds of marks, dashes and blanks) and case at the beginning make no difference.
    Where words were exchanged, those that went come first.
    """
    old, new = list(_TOKEN.finditer(was)), list(_TOKEN.finditer(now))
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    many = len(old) + len(new) > _MOST
    blocks: Sequence[Block] = _ends_alike(_keys(old), _keys(new)) if many else matcher.get_opcodes()
    pieces: list[Piece] = []
    for tag, old_start, old_end, new_start, new_end in blocks:
        if tag == "equal":
            pieces.append(Piece(PieceKind.SAME, _words(now, new, new_start, new_end)))
            continue
        if old_end > old_start:
            pieces.append(Piece(PieceKind.GONE, _words(was, old, old_start, old_end)))
        if new_end > new_start:
            pieces.append(Piece(PieceKind.NEW, _words(now, new, new_start, new_end)))
    return tuple(pieces)


def is_reworded(was: str, now: str) -> bool:
    """Whether two wordings differ by more than typography."""
    return _keys(list(_TOKEN.finditer(was))) != _keys(list(_TOKEN.finditer(now)))


def _keys(tokens: list[re.Match[str]]) -> list[str]:
    return [folded_words(token[0]).casefold() for token in tokens]


def _words(text: str, tokens: list[re.Match[str]], start: int, end: int) -> str:
    return " ".join(text[tokens[start].start() : tokens[end - 1].end()].split())


def _ends_alike(old: list[str], new: list[str]) -> list[Block]:
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    rest = most - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    blocks = [
        ("equal", 0, head, 0, head),
        ("replace", head, len(old) - tail, head, len(new) - tail),
        ("equal", len(old) - tail, len(old), len(new) - tail, len(new)),
    ]
    return [block for block in blocks if block[2] > block[1] or block[4] > block[3]]
