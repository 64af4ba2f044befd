"""Quotation marks, paired: which stretches of a paragraph stand between marks.

Pairing starts anew at every paragraph, so a mark that was forgotten never spills over. A mark
left open runs to the end of its paragraph, which is how a quotation of several paragraphs looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DOUBLE = re.compile("[“”\"＂«»„‟]|''|``|’’|‘‘")
_SINGLE = re.compile("[‘’']")
_CLOSER_OF = {"“": "”", "„": "”“", "«": "»", "``": "''", "‘‘": "’’", "‟": "”"}
_ONLY_CLOSES = frozenset(("”", "»", "’’"))
_ELISION = re.compile(r"['‘’](?:em|tis|twas|til|till|cause|n|cos|bout|round|\d0s|\d\d)\b", re.I)


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks."""

    start: int
    """Offset of the opening mark."""
    end: int
    """Offset one past the closing mark, or past the paragraph's last code point."""
    inner_start: int
    """Offset one past the opening mark."""
    inner_end: int
    """Offset of the closing mark, or one past the paragraph's last code point."""
    closed: bool
    """Whether the closing mark is there."""
    single: bool = False
    """Whether the marks are single ones."""


def marked_stretches(text: str, start: int, end: int) -> tuple[Marked, ...]:
    """The stretches between marks in the paragraph `text[start:end]`; in order, disjoint.

    Marks within marks belong to the outer stretch. Linear cost.
    """
    doubles = tuple(_doubles(text, start, end))
    if "'" not in text and "‘" not in text:
        return doubles
    found: list[Marked] = []
    position = start
    for outer in doubles:
        found.extend(_singles(text, position, outer.start, end))
        found.append(outer)
        position = outer.end
    found.extend(_singles(text, position, end, end))
    return tuple(found)


def _doubles(text: str, start: int, end: int) -> Iterator[Marked]:
    opened: re.Match[str] | None = None
    for match in _DOUBLE.finditer(text, start, end):
        if opened is None:
            if _may_open(text, match, start, end):
                opened = match
        elif _closes(opened[0], match, text):
            if match.start() > opened.end():
                yield Marked(opened.start(), match.end(), opened.end(), match.start(), True)
            opened = None
        elif _opens_again(opened[0], match, text):
            # The earlier one was never closed: it ends where the next begins.
            yield Marked(opened.start(), match.start(), opened.end(), match.start(), False)
            opened = match
    if opened is not None and opened.end() < end and not text[opened.end()].isspace():
        yield Marked(opened.start(), end, opened.end(), end, False)


def _may_open(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark, after = match[0], match.end()
    if mark in _ONLY_CLOSES:
        return False
    if after >= end:
        return False
    if mark in _CLOSER_OF:
        return True
    before = text[match.start() - 1] if match.start() > start else " "
    # A measure in inches, 6'2", and a mark whose partner was forgotten close nothing.
    return not (before.isdigit() and not text[after].isalnum())


def _closes(opener: str, match: re.Match[str], text: str) -> bool:
    mark = match[0]
    if mark in _CLOSER_OF.get(opener, ""):
        return True
    if opener in _CLOSER_OF:
        return mark == '"' or (mark == "''" and opener != "«") or mark in _ONLY_CLOSES
    if mark in _ONLY_CLOSES:
        return True
    if mark != opener and not (opener == "''" and mark == '"') and opener != '"':
        return False
    return mark not in _CLOSER_OF


def _opens_again(opener: str, match: re.Match[str], text: str) -> bool:
    return match[0] == opener and opener in _CLOSER_OF


def _singles(text: str, start: int, end: int, limit: int) -> Iterator[Marked]:
    """Stretches between single marks; apostrophes are told from marks by what stands around."""
    opener: int | None = None
    closer: int | None = None
    for match in _SINGLE.finditer(text, start, end):
        at = match.start()
        if opener is not None and _single_closes(text, at, limit):
            if _is_certain(text, at, limit):
                yield Marked(opener, at + 1, opener + 1, at, True, True)
                opener = closer = None
            elif closer is None:
                closer = at
        elif match[0] != "’" and _single_opens(text, at, start):
            if opener is not None and closer is not None:
                yield Marked(opener, closer + 1, opener + 1, closer, True, True)
            opener, closer = at, None
    if opener is not None and closer is not None:
        yield Marked(opener, closer + 1, opener + 1, closer, True, True)


def _single_opens(text: str, at: int, start: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2]
    return not before.isalnum() and after.isalnum() and not _ELISION.match(text, at)


def _single_closes(text: str, at: int, limit: int) -> bool:
    after = text[at + 1] if at + 1 < limit else " "
    return not text[at - 1].isspace() and not after.isalnum() and text[at] != "‘"


def _is_certain(text: str, at: int, limit: int) -> bool:
    """Whether a mark that may close is no possessive plural (`the workers’ rights`)."""
    if text[at - 1] != "s" or at + 1 >= limit:
        return True
    following = text[at + 1 : at + 3]
    return not (following[:1] == " " and following[1:2].islower())
