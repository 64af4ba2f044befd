"""A selection made by keyboard or mouse, in document offsets: it survives re-wrapping."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.document import Document, Span, grapheme_end, grapheme_start, to_graphemes


@dataclass(frozen=True, slots=True)
class Selection:
    """Two ends, of which the caret moves; the characters under both are included."""

    anchor: int
    """Offset of the end that stays."""
    caret: int
    """Offset of the end that moves."""
    whole_paragraphs: bool = False
    """Whether the paragraphs of both ends are taken whole."""

    def span(self, document: Document) -> Span:
        """What is selected, cutting no character; code points, half-open."""
        low, high = sorted((self.anchor, self.caret))
        if self.whole_paragraphs and document.paragraphs:
            paragraphs = document.paragraphs
            first, last = paragraphs.index_at(low), paragraphs.index_at(high)
            # One that begins with a combining mark shares a character with the blank before it.
            whole = Span(paragraphs.starts[first], paragraphs.ends[last])
            return to_graphemes(whole, document.text)
        text = document.text
        return Span(grapheme_start(text, low), grapheme_end(text, high))

    def caret_span(self, document: Document) -> Span:
        """The one character under the caret."""
        return to_graphemes(
            Span(self.caret, min(self.caret + 1, len(document.text))), document.text
        )

    def to(self, caret: int) -> Selection:
        """The same with its moving end at `caret`."""
        return replace(self, caret=caret)

    def swapped(self) -> Selection:
        """The same with the other end moving."""
        return replace(self, anchor=self.caret, caret=self.anchor)

    @classmethod
    def over(cls, span: Span) -> Selection:
        """A selection of just `span`, the caret on its last character."""
        return cls(span.start, max(span.start, span.end - 1))
