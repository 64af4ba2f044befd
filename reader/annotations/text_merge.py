"""One text changed in two places at once, line by line: nothing that either wrote is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_MOST_LINES = 2000
"""Texts of more lines are kept as wholes: comparing them takes seconds."""


def both_texts(base: str, theirs: str, ours: str) -> str:
    """What became of `base` in two places.

    What only one of them changed is as that one has it. Where both changed the same lines, those
    of both are kept, ours first, a blank line between. What both have in common is there once,
    so that a text that is changed in both again and again does not double each time.
    """
    if theirs in ours:
        return ours
    if ours in theirs:
        return theirs
    lines = [text.split("\n") for text in (base, theirs, ours)]
    if max(map(len, lines)) > _MOST_LINES:
        return f"{ours}\n\n{theirs}"
    return "\n".join(line for part in _parts(*lines) for line in part)


class _Same(NamedTuple):
    """Lines that are the same in all three."""

    base: int
    theirs: int
    ours: int
    size: int


def _parts(
    base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]
) -> Iterator[Sequence[str]]:
    before = _Same(0, 0, 0, 0)
    for same in _same_lines(base, theirs, ours):
        yield _one_part(
            base[before.base + before.size : same.base],
            theirs[before.theirs + before.size : same.theirs],
            ours[before.ours + before.size : same.ours],
        )
        yield base[same.base : same.base + same.size]
        before = same


def _one_part(base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> Sequence[str]:
    if theirs in (base, ours):
        return ours
    if ours == base or not ours:
        return theirs
    return [*ours, "", *theirs] if theirs else ours


def _same_lines(base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> Iterator[_Same]:
    """Stretches that are in all three, in order; an empty one at the end."""
    in_theirs = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    in_ours = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    at = in_one = 0
    while at < len(in_theirs) and in_one < len(in_ours):
        one, other = in_theirs[at], in_ours[in_one]
        start, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if start < end:
            yield _Same(start, one.b + start - one.a, other.b + start - other.a, end - start)
        if one.a + one.size < other.a + other.size:
            at += 1
        else:
            in_one += 1
    yield _Same(len(base), len(theirs), len(ours), 0)
