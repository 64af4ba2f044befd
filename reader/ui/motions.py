"""Where a motion leads, in document offsets; pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reader.document import Document, Span, Spans, grapheme_end, grapheme_start, word_at

_WORD = re.compile(r"\w[\w'’-]*|[^\w\s]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[A-Z0-9])")


@dataclass(frozen=True)
class Motions:
    """The motions over one document."""

    document: Document
    """Whose text is moved in."""
    sentences: Spans = field(default_factory=Spans)
    """In order; empty until they are known, when a rough reading of full stops stands in."""

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds `offset`, else the last one before it in its paragraph."""
        if self.sentences:
            index = max(0, bisect_right(self.sentences.starts, offset) - 1)
            return self.sentences[index]
        spans = self._rough_sentences(self.document.paragraphs.index_at(offset))
        return next((span for span in reversed(spans) if span.start <= offset), spans[0])

    def paragraph_at(self, offset: int) -> Span:
        """The paragraph that holds `offset`, else the last one before it."""
        paragraph = self.document.paragraph_at(offset)
        return paragraph.span if paragraph else Span(0, 0)

    def to(self, motion: str, offset: int) -> int:
        """Where `motion` leads from `offset`: always the start of a character of the text.

        Raises:
            KeyError: no such motion.
        """
        target = _MOTIONS[motion](self, offset)
        # Before the first word there is nothing to go back to, after the last nothing to go on to.
        target = min(target, offset) if motion in _BACKWARD else max(target, offset)
        text = self.document.text
        return grapheme_start(text, min(target, len(text) - 1)) if text else 0

    def repeated(self, motion: str, offset: int, times: int) -> int:
        """Where `motion` leads when made `times` times; stops where it leads nowhere."""
        for _ in range(times):
            before, offset = offset, self.to(motion, offset)
            if offset == before:
                break
        return offset

    def left(self, offset: int) -> int:
        """The character before."""
        return grapheme_start(self.document.text, max(0, offset - 1))

    def right(self, offset: int) -> int:
        """The character after."""
        end = grapheme_end(self.document.text, offset)
        return offset if end >= len(self.document.text) else end

    def next_word(self, offset: int) -> int:
        """The start of the next word or run of signs."""
        match = _WORD.search(self.document.text, self._word_end(offset))
        return match.start() if match else offset

    def previous_word(self, offset: int) -> int:
        """The start of this word, or of the one before when there already."""
        text, reach = self.document.text, 200
        while True:
            low = max(0, offset - reach)
            starts = [match.start() for match in _WORD.finditer(text, low, offset)]
            # A word that begins where the look back began may be longer than that.
            if low == 0 or (starts and starts[-1] > low):
                return grapheme_start(text, starts[-1] if starts else 0)
            reach *= 2

    def word_end(self, offset: int) -> int:
        """The last character of this word, or of the next one when there already."""
        text = self.document.text
        match = _WORD.search(text, offset)
        if match and match.end() - 1 <= offset:
            match = _WORD.search(text, match.end())
        return grapheme_start(text, match.end() - 1) if match else offset

    def next_sentence(self, offset: int) -> int:
        """The start of the next sentence."""
        if starts := self.sentences.starts:
            index = bisect_right(starts, offset)
            return starts[index] if index < len(starts) else offset
        index = self.document.paragraphs.index_at(offset)
        for span in self._rough_sentences(index):
            if span.start > offset:
                return span.start
        return self.next_paragraph(offset)

    def previous_sentence(self, offset: int) -> int:
        """The start of this sentence, or of the one before when there already."""
        if starts := self.sentences.starts:
            return starts[max(0, bisect_left(starts, offset) - 1)]
        index = self.document.paragraphs.index_at(offset)
        for number in (index, index - 1):
            if number >= 0:
                before = [s.start for s in self._rough_sentences(number) if s.start < offset]
                if before:
                    return before[-1]
        return offset

    def next_paragraph(self, offset: int) -> int:
        """The start of the next paragraph."""
        starts = self.document.paragraphs.starts
        index = bisect_right(starts, offset)
        return starts[index] if index < len(starts) else offset

    def previous_paragraph(self, offset: int) -> int:
        """The start of this paragraph, or of the one before when there already."""
        starts = self.document.paragraphs.starts
        return starts[max(0, bisect_left(starts, offset) - 1)] if starts else 0

    def _word_end(self, offset: int) -> int:
        text = self.document.text
        if offset < len(text) and not text[offset].isspace():
            match = _WORD.match(text, offset)
            return match.end() if match else word_at(text, offset).end
        return offset

    def _rough_sentences(self, index: int) -> Sequence[Span]:
        if not self.document.paragraphs:
            return (Span(0, 0),)
        paragraph = self.document.paragraphs[index]
        spans, start = [], paragraph.start
        for match in _SENTENCE_END.finditer(self.document.text, paragraph.start, paragraph.end):
            spans.append(Span(start, match.start() + len(match[0].rstrip())))
            start = match.end()
        return (*spans, Span(start, paragraph.end))


_BACKWARD = ("left", "previous_word", "previous_sentence", "previous_paragraph", "top")
_MOTIONS: Mapping[str, Callable[[Motions, int], int]] = {
    "left": Motions.left,
    "right": Motions.right,
    "next_word": Motions.next_word,
    "previous_word": Motions.previous_word,
    "word_end": Motions.word_end,
    "next_sentence": Motions.next_sentence,
    "previous_sentence": Motions.previous_sentence,
    "next_paragraph": Motions.next_paragraph,
    "previous_paragraph": Motions.previous_paragraph,
    "top": lambda motions, _offset: 0,
    "bottom": lambda motions, _offset: len(motions.document.text),
}
