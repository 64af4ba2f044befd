"""Text with its typography taken out, and the way back to the original offsets.

Two texts that differ only in curly or straight quotes, kinds of dashes and blanks, line
wrapping, ligatures, composed or decomposed accents, or zero-width characters fold to the same.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache

from reader.document import Span

_IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width characters, byte order mark: they print nothing."""
_SPECIAL = re.compile(
    rf"(?! (?![\s{_IGNORED}]))[\s{_IGNORED}]+|--+|[!-~]?[^\x00-\x7f\s{_IGNORED}]+"
)
"""Stretches that may fold to something else: blanks, a dash typed as hyphens, and what is not
ASCII with the letter before it (it may carry an accent)."""
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′‵ʼ´", "'"),
        **dict.fromkeys("“”„‟«»″‶＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    }
)


class Folded:
    """The folded form of a text, with a map back to it."""

    __slots__ = ("_ends", "_places", "_starts", "_widths", "text")

    def __init__(self, original: str) -> None:
        """Fold `original`."""
        # Only what does not fold one to one is kept; between that offsets run in step.
        self._places, self._widths = array("q"), array("q")
        self._starts, self._ends = array("q"), array("q")
        pieces: list[str] = []
        length = done = 0
        for match in _SPECIAL.finditer(original):
            start, end = match.span()
            pieces.append(original[done:start])
            length += start - done
            for cluster, at in _clusters(match[0], start):
                folded = _folded(cluster)
                pieces.append(folded)
                if not len(folded) == len(cluster) == 1:
                    self._note(length, len(folded), at, at + len(cluster))
                length += len(folded)
            done = end
        pieces.append(original[done:])
        self.text = "".join(pieces)
        """What is left once typography is taken out."""

    def _note(self, place: int, width: int, start: int, end: int) -> None:
        self._places.append(place)
        self._widths.append(width)
        self._starts.append(start)
        self._ends.append(end)

    def original(self, span: Span) -> Span:
        """The original's span that folded to `span`; an empty one stays empty."""
        start = self._cell(span.start).start
        if not span:
            return Span(start, start)
        return Span(start, max(start, self._cell(span.end - 1).end))

    def _cell(self, offset: int) -> Span:
        """What folded to the one code point at `offset`."""
        index = bisect_right(self._places, offset) - 1
        if index < 0:
            return Span(offset, offset + 1)
        beyond = offset - self._places[index] - self._widths[index]
        if beyond < 0:
            return Span(self._starts[index], self._ends[index])
        at = self._ends[index] + beyond
        return Span(at, at + 1)


@lru_cache(maxsize=2)
def fold(text: str) -> Folded:
    """`text` folded; the last two are kept, since a whole article's notes are sought in a row."""
    return Folded(text)


def folded_words(text: str) -> str:
    """The folded form of a short text, without a map and not kept."""
    return Folded(text).text


def _folded(cluster: str) -> str:
    if cluster[0].isspace() or cluster[0] in _IGNORED:
        return " " if any(character.isspace() for character in cluster) else ""
    if cluster.startswith("--"):
        return "-"
    return unicodedata.normalize("NFKC", cluster.translate(_ALIKE)).translate(_ALIKE)


def _clusters(stretch: str, start: int) -> list[tuple[str, int]]:
    """The parts of `stretch` that fold by themselves, each with its offset."""
    if stretch[0].isspace() or stretch[0] in _IGNORED or stretch.startswith("--"):
        return [(stretch, start)]
    found: list[tuple[str, int]] = []
    for index, character in enumerate(stretch):
        if found and unicodedata.combining(character):
            found[-1] = (found[-1][0] + character, found[-1][1])
        else:
            found.append((character, start + index))
    return found
