"""Spans of code points, the one way places are named in this program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a document's text; may be empty."""

    start: int
    """Offset of the first code point."""
    end: int
    """Offset one past the last; never less than `start`."""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """Whether any code point is in it."""
        return self.end > self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside (the same span counts)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return max(self.start, other.start) < min(self.end, other.end)

    def clamp(self, within: Span) -> Span:
        """The part of this span inside `within`; empty at its nearer edge when there is none."""
        start = min(max(self.start, within.start), within.end)
        return Span(start, max(start, min(self.end, within.end)))

    def shift(self, by: int) -> Span:
        """The span moved by `by` code points."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The words of the span in `text`."""
        return text[self.start : self.end]


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans`.

    Raises:
        ValueError: `spans` is empty.
    """
    ordered = sorted(spans)
    if not ordered:
        raise ValueError("the hull of no spans")
    return Span(ordered[0].start, max(span.end for span in ordered))


def trimmed(span: Span, text: str) -> Span:
    """`span` without the white space at its two ends; empty at its start if it is all blank."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.start + len(words.rstrip())
    return Span(start, end) if end > start else Span(span.start, span.start)
