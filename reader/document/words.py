"""Edges that a selection may not cut: grapheme clusters and words."""

from __future__ import annotations

import unicodedata

from reader.document.span import Span

_FAR = 64
"""Code points looked at to each side; a longer cluster or word is cut there."""


def grapheme_start(text: str, offset: int) -> int:
    """Offset of the first code point of the grapheme cluster that holds `offset`."""
    if offset <= 0 or offset >= len(text):
        return min(max(offset, 0), len(text))
    if _is_plain(text[offset]) and _is_plain(text[offset - 1]):
        return offset
    low = max(0, offset - _FAR)
    return max(
        (low + at for at in _cluster_starts(text[low : offset + 1]) if low + at <= offset),
        default=offset,
    )


def grapheme_end(text: str, offset: int) -> int:
    """Offset one past the grapheme cluster that holds `offset`; the text's length at its end."""
    if offset >= len(text):
        return len(text)
    start = grapheme_start(text, offset)
    if start + 1 >= len(text) or (_is_plain(text[start]) and _is_plain(text[start + 1])):
        return start + 1
    starts = _cluster_starts(text[start : start + _FAR])
    return start + (starts[1] if len(starts) > 1 else min(_FAR, len(text) - start))


def to_graphemes(span: Span, text: str) -> Span:
    """`span` widened so that it cuts no grapheme cluster."""
    start = grapheme_start(text, span.start)
    if not span:
        return Span(start, start)
    end = grapheme_end(text, span.end - 1)
    return Span(start, max(start, end))


def word_at(text: str, offset: int) -> Span:
    """The word at `offset`: letters, digits, and the apostrophes and hyphens between them.

    Where there is no word, the one grapheme cluster that stands there; empty at the text's end.
    """
    if offset >= len(text):
        return Span(len(text), len(text))
    if not _in_word(text, offset):
        return Span(grapheme_start(text, offset), grapheme_end(text, offset))
    start, end = offset, offset + 1
    while start > 0 and _in_word(text, start - 1):
        start -= 1
    while end < len(text) and _in_word(text, end):
        end += 1
    return to_graphemes(Span(start, end), text)


def to_words(span: Span, text: str) -> Span:
    """`span` widened so that it cuts no word."""
    if not span:
        return span
    wide = Span(word_at(text, span.start).start, word_at(text, span.end - 1).end)
    # A joined cluster at an edge may reach into the next word.
    return wide if wide == span else to_words(wide, text)


def _in_word(text: str, offset: int) -> bool:
    character = text[offset]
    if character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M":
        return True
    return (
        character in "'’-‑"
        and 0 < offset < len(text) - 1
        and text[offset - 1].isalnum()
        and text[offset + 1].isalnum()
    )


def _is_plain(character: str) -> bool:
    """Whether it can be no part of a cluster longer than itself."""
    return "\n" <= character < "\x7f" or "\u2010" <= character <= "\u201f"


def _cluster_starts(text: str) -> list[int]:
    # Only here: `regex` costs 20 ms to import and most texts never need it.
    import regex

    return [match.start() for match in regex.finditer(r"\X", text)]
