"""Sentences: Punkt with our own table of abbreviations, quotations kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reader.document import Document, Span
from reader.language.abbreviations import ABBREVIATIONS, TITLES
from reader.language.marks import Marked, marked_stretches

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_BLOCK = 20_000
"""Code points given to Punkt at a time: its expressions run under a time limit."""
_MAY_END = re.compile(r"[.!?…]")
_CLOCK = re.compile(
    r"(\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?: [A-Z]{2,4})?[:|–—-]?)\s+(?=[“\"'‘A-Z])"
)
"""The time at the head of an entry in a live report."""
_STRAIGHT = str.maketrans("“”’‘", "\"\"''")


@cache
def _punkt() -> PunktSentenceTokenizer:
    # Here and not above: nltk takes 0.2 s to import, and most commands need no sentences.
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    return PunktSentenceTokenizer(parameters)


def sentences(document: Document) -> tuple[Span, ...]:
    """The sentences of `document`: in order, disjoint, never across paragraphs, never empty.

    A quotation, with its marks, is never cut: it belongs to one sentence whole.
    """
    text = document.text
    found: list[Span] = []
    for start, end in zip(document.paragraphs.starts, document.paragraphs.ends, strict=True):
        marked = marked_stretches(text, start, end)
        found.extend(Span(low, high) for low, high in sentence_bounds(text, start, end, marked))
    return tuple(found)


def sentence_bounds(
    text: str, start: int, end: int, marked: tuple[Marked, ...]
) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of the paragraph `text[start:end]`.

    Args:
        text: The text of the document.
        start: Offset of the paragraph's first code point.
        end: Offset one past its last.
        marked: Its stretches between marks, in order.
    """
    stretch = iter(marked)
    current = next(stretch, None)
    low = start
    clock = _CLOCK.match(text, start, end)
    if clock:
        yield start, clock.end(1)
        low = clock.end()
    for cut in _cuts(text, low, end):
        while current is not None and current.end <= cut:
            current = next(stretch, None)
        if current is not None and current.start < cut:
            continue
        high = cut
        while high > low and text[high - 1].isspace():
            high -= 1
        if high > low and not _goes_on(text, high, cut, end):
            yield low, high
            low = cut
    if low < end:
        yield low, end


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where Punkt lets a sentence begin, the paragraph's own start left out."""
    paragraph = text[start:end]
    if not _MAY_END.search(paragraph, 0, max(0, len(paragraph) - 1)):
        return
    low = 0
    while low < len(paragraph):
        high = _block_end(paragraph, low)
        for cut in _block_cuts(paragraph[low:high]):
            yield start + low + cut
        low = high


def _block_end(paragraph: str, low: int) -> int:
    """Where a long paragraph may be cut in two without cutting a word."""
    if len(paragraph) - low <= _BLOCK:
        return len(paragraph)
    blank = paragraph.rfind(" ", low, low + _BLOCK)
    return blank if blank > low else low + _BLOCK


def _block_cuts(block: str) -> list[int]:
    try:
        return [low for low, _ in _punkt().span_tokenize(block.translate(_STRAIGHT))][1:]
    except TimeoutError:
        # NLTK gives up on texts that take its expressions too long: one sentence, then.
        return []


def _goes_on(text: str, before: int, after: int, end: int) -> bool:
    """Whether the sentence goes on after all: `“Is it true?” she asked`, `Prof. Ong`."""
    if after < end and text[after].islower():
        return True
    word = text[max(0, before - 12) : before].rsplit(None, 1)[-1].lower()
    if word in ("no.", "nos."):
        # "No. 5" is a number; "He said no." is the end.
        return after < end and text[after].isdigit()
    return word.endswith(".") and word[:-1] in TITLES
