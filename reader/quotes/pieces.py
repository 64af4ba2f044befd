"""Pieces of reported words as tokens: trimmed, with their marks or without, and of what kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.quotes.model import Kind
from reader.quotes.passage import Passage
from reader.quotes.syntax import Outline

Piece = tuple[int, int]
"""First token of a stretch, and one past its last."""
_LEAD = re.compile('[cr],?"')
"""A conjunction or adverb before a mark: `said only, “We are late.”`"""
_OCCASION = re.compile('i[djnNs]+[:,]"')
"""Where or when it was said, before a mark: `said on the radio: “We are late.”`"""


def with_mark(passage: Passage, piece: Piece) -> Piece:
    """A piece that is wholly between marks, from its opening mark to its closing one."""
    low, high = piece
    inside = passage.inside
    while low < high - 1 and inside[low] < 0:
        low += 1
    if inside[low] >= 0:
        low = passage.token_at(passage.marked[inside[low]].start)
    last = high - 1
    while last > low and inside[last] < 0:
        last -= 1
    if inside[last] >= 0:
        end = passage.token_at(passage.marked[inside[last]].end - 1) + 1
        if not any(word[0].isalnum() for word in passage.words[high:end]):
            high = max(high, min(end, len(passage)))
    return low, high


def without_mark(outline: Outline, piece: Piece) -> Piece:
    """A piece without the marks at its end that belong to no pair: `that he was ill."`."""
    low, high = piece
    plain = outline.plain
    while high > low + 1 and plain[high - 1] == '"':
        high -= 1
        if plain[high - 1] in ".,":
            high -= 1
    return low, high


def trimmed(outline: Outline, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without a conjunction before a mark, and without a bare word alone."""
    kept = []
    for low, high in pieces:
        plain = outline.plain
        lead = _LEAD.match(plain, low, high) or _OCCASION.match(plain, low, high)
        start = lead.end() - 1 if lead else low
        bare = high - start == 1 and (len(pieces) == 1 or plain[start] in "c.")
        if '"' in plain[start:high] or not bare:
            kept.append((start, high))
    return kept


def kind_of(passage: Passage, pieces: Sequence[Piece]) -> Kind:
    """Direct, mixed or indirect, by whether the words of the pieces stand between marks."""
    inside = outside = 0
    for low, high in pieces:
        for at in range(low, high):
            if passage.words[at][0].isalnum():
                if passage.inside[at] >= 0:
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return Kind.INDIRECT
    return Kind.MIXED if outside else Kind.DIRECT
