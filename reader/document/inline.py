"""What a source sets apart inside a paragraph: emphasis, links, references to footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from reader.document.span import Span


class InlineKind(IntEnum):
    """How words are set apart; the numbers are kept in files, so they stay."""

    EMPHASIS = 0
    STRONG = 1
    CODE = 2
    STRUCK = 3
    """Crossed out: it holds no more."""
    LINK = 4
    """Leads to an address outside."""
    REFERENCE = 5
    """Leads to another place of the same text, such as a footnote, or back from it."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A stretch of a paragraph that its source sets apart."""

    span: Span
    """Code points, half-open, never empty; inside one paragraph."""
    kind: InlineKind
    """How."""
    target: str = ""
    """The address a link leads to, as `safe_address` makes it; empty for other kinds."""
    to: int = -1
    """The offset a reference leads to; -1 for other kinds."""
