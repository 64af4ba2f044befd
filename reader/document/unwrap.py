"""Hard-wrapped text: telling it, and joining its lines code point for code point.

Mail, plain-text books and wire copy break lines at a fixed column and put a blank line between
paragraphs. A break is taken for a wrap when the next line's first word would not have fitted on
the line: the test a formatter itself makes, so ragged lists, verse and addresses stay as they are.
"""

from __future__ import annotations

import re
from itertools import pairwise

_WIDEST = 100
"""Nobody wraps by hand beyond this many columns."""
_NARROWEST = 30
_SAMPLE = 200_000
"""Code points looked at to tell whether a text is wrapped at all."""
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LIST_MARK = re.compile(r"\s*(?:[-*+•–—]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|>|#{1,6}\s|\|)")


def unwrapped(text: str) -> str:
    r"""`text` with the line breaks inside hard-wrapped paragraphs made blanks; the same length.

    Args:
        text: Canonical characters: `\n` is the only line break.

    Joining again changes nothing.
    """
    while True:
        width = _wrap_width(text[:_SAMPLE])
        if width is None:
            return text
        joined = _join(text, width)
        if joined == text:
            return text
        text = joined


def _wrap_width(sample: str) -> int | None:
    """The column at which `sample` is wrapped; None when it is not."""
    pairs = [
        (len(line), first_word)
        for line, following in _neighbours(sample)
        if (first_word := _first_word(following)) is not None
    ]
    if not pairs:
        return None
    width = max(length for length, _ in pairs)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    full = sum(_is_full(length, word, width) for length, word in pairs)
    if full < 0.6 * len(pairs):
        return None
    # Where most lines end like a sentence, each is a paragraph of its own.
    ended = sum(bool(_ENDS_SENTENCE.search(line)) for line, _ in _neighbours(sample))
    return width if ended < 0.6 * len(pairs) else None


def _neighbours(text: str) -> list[tuple[str, str]]:
    """Each two lines, neither blank, that follow each other; without their outer blanks."""
    lines = [line.rstrip() for line in text.split("\n")]
    return [(line, following) for line, following in pairwise(lines) if line and following]


def _first_word(line: str) -> int | None:
    """Length of the word a formatter would have pulled up; None if the line begins anew."""
    if _LIST_MARK.match(line):
        return None
    return len(line.split(None, 1)[0]) + len(line) - len(line.lstrip())


def _is_full(length: int, next_word: int, width: int) -> bool:
    # Some slack: people edit wrapped lines, and formatters balance them.
    return length + 1 + next_word > 0.9 * width


def _join(text: str, width: int) -> str:
    lines = text.split("\n")
    pieces: list[str] = []
    for line, following in pairwise(lines):
        pieces.append(line)
        stripped = line.rstrip()
        word = _first_word(following) if stripped and following.strip() else None
        wraps = word is not None and len(stripped) <= width and _is_full(len(stripped), word, width)
        pieces.append(" " if wraps else "\n")
    pieces.append(lines[-1])
    return "".join(pieces)
