"""What stands between quotation marks, for languages whose cues and names are not known.

Nothing is told of who said it: that would be made up.
"""

from __future__ import annotations

import re

from reader.document import Document, Role, Span
from reader.language import Marked, marked_stretches
from reader.quotes.model import Findings, Kind, Quote

_FEWEST_WORDS = 3
"""A shorter stretch is mostly a name or a word held at a distance, unless it is a sentence."""
_FEWEST_LETTERS = 8
"""The same in scripts without blanks between words."""
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0e7f\u2e80-\uffef]")
_ENDS = tuple(".!?…。！？،؟")
_SURE = 0.6
"""How likely such a stretch is what somebody said."""


def marked_only(document: Document) -> Findings:
    """The stretches between marks that are more than a few words, as direct quotes of nobody."""
    found = [
        Span(one.start, one.end)
        for paragraph in document.paragraphs
        if paragraph.role.may_hold_quotes and paragraph.role is not Role.CAPTION
        for one in marked_stretches(document.text, paragraph.start, paragraph.end)
        if one.closed and _is_speech(document.text[one.inner_start : one.inner_end], one)
    ]
    return Findings(
        tuple(
            Quote(f"q{number}", (span,), Kind.DIRECT, rule="marks", confidence=_SURE)
            for number, span in enumerate(found, start=1)
        )
    )


def _is_speech(words: str, one: Marked) -> bool:
    words = words.strip()
    if one.single:
        return False
    count = len(words.split())
    if count > 1 or not _WITHOUT_BLANKS.search(words):
        return count >= _FEWEST_WORDS or (words.endswith(_ENDS) and len(words) >= _FEWEST_LETTERS)
    return len(words) >= _FEWEST_LETTERS
