"""A place in a text, kept with the words that stand there: it is found again after changes."""

from __future__ import annotations

from dataclasses import dataclass

_WORDS = 48
"""Code points of the words kept."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in one text, code points, and what stood there."""

    offset: int
    """Where it was."""
    words: str = ""
    """What stood from there on; empty at the end of the text, or when it was not noted."""

    @classmethod
    def at(cls, offset: int, text: str) -> Bookmark:
        """A bookmark at `offset` of `text`, with the words there."""
        return cls(offset, text[offset : offset + _WORDS])

    def offset_in(self, text: str) -> int:
        """Where the bookmark lies in `text`, which may have changed.

        Where the words stand nearest to the old place; else where their first half stands; else
        the old place, or the end of a text that is shorter now.
        """
        for words in (self.words, self.words[: _WORDS // 2]):
            if not words or text.startswith(words, self.offset):
                break
            found = [text.find(words, self.offset), text.rfind(words, 0, self.offset + len(words))]
            there = [at for at in found if at >= 0]
            if there:
                return min(there, key=lambda at: abs(at - self.offset))
        return min(self.offset, len(text))
