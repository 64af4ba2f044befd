"""A document's text broken into rows of a given width, chunk by chunk.

A chunk is a run of paragraphs. Its rows are made when somebody looks at it; until then their
number is estimated. So the first screen of a text of any size costs the same, and a resize
re-wraps what is on screen at once and the rest in slices (`advance`).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reader.document import Document, Paragraphs, Role
from reader.ui.widgets.row_breaks import Make, add_rows, odd_makes

_CHUNK = 24_000
"""Code points in a chunk, at least: a few milliseconds' work."""
_TIGHT = (Role.LIST_ITEM, Role.TABLE, Role.CODE, Role.BYLINE)
"""Paragraphs between two of which no blank row stands."""
_HANGING = (Role.LIST_ITEM, Role.BLOCK_QUOTE)
"""Paragraphs that are set in."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the wrapped text; a blank one between paragraphs is empty."""

    start: int
    """Offset of its first code point in the document."""
    end: int
    """Offset one past its last; equal to `start` in a blank row."""
    indent: int
    """Cells it is set in."""

    @property
    def is_blank(self) -> bool:
        """Whether it only separates two paragraphs."""
        return self.start == self.end


class _Chunk:
    """The rows of one run of paragraphs, in two arrays of offsets."""

    __slots__ = ("ends", "starts")

    def __init__(self, starts: array[int], ends: array[int]) -> None:
        self.starts, self.ends = starts, ends


class LineMap:
    """Where each row of a document starts and ends at one width; rows count from 0."""

    def __init__(
        self,
        document: Document,
        width: int,
        gap: int = 1,
        line_gap: int = 0,
        before: LineMap | None = None,
    ) -> None:
        """Wrap nothing yet.

        Args:
            document: Whose text to wrap.
            width: Cells a row may take; at least 1.
            gap: Blank rows between paragraphs.
            line_gap: Blank rows between the rows of a paragraph; paragraphs get as many more.
            before: The map it takes the place of: what it found out about the same text holds.
        """
        self.document = document
        self.width = max(1, width)
        self.gap = gap
        self.line_gap = line_gap
        known = before if before is not None and before.document is document else None
        self._firsts: list[int] = known._firsts if known else _chunk_borders(document.paragraphs)
        self._odd: dict[int, dict[int, Make]] = known._odd if known else {}
        self._lengths: list[tuple[int, int]] = known._lengths if known else self._measured()
        self._chunks: list[_Chunk | None] = [None] * len(self._lengths)
        self._sizes = self._estimates()
        self._tops = [0, *accumulate(self._sizes)]
        self._next = 0
        self.exact_chunks = 0

    @property
    def height(self) -> int:
        """How many rows there are; an estimate until `is_exact`."""
        return self._tops[-1]

    @property
    def is_exact(self) -> bool:
        """Whether every row has been made."""
        return self.exact_chunks == len(self._chunks)

    def row_at(self, offset: int) -> int:
        """Number of the row that holds `offset`; between two paragraphs, the last row before.

        Makes the rows around it; numbers given before may have moved.
        """
        if not self._chunks:
            return 0
        paragraph = self.document.paragraphs.index_at(offset)
        number = min(bisect_right(self._firsts, paragraph) - 1, len(self._chunks) - 1)
        chunk = self._wrapped(number)
        row = max(0, bisect_right(chunk.starts, offset) - 1)
        while row > 0 and chunk.starts[row] == chunk.ends[row]:
            row -= 1
        return self._tops[number] + row

    def row(self, number: int) -> Row:
        """The row of this number; makes it, which may move the rows after its chunk.

        Raises:
            IndexError: there is no such row.
        """
        if not 0 <= number < self.height:
            raise IndexError(number)
        chunk_number = bisect_right(self._tops, number) - 1
        top = self._tops[chunk_number]
        chunk = self._wrapped(chunk_number)
        # The estimate may have been too high: the last row of the chunk stands for those beyond.
        local = min(number - top, len(chunk.starts) - 1)
        start, end = chunk.starts[local], chunk.ends[local]
        return Row(start, end, self._indent(start) if end > start else 0)

    def make(self, first: int, last: int) -> bool:
        """Make the rows from `first` to `last`; whether any number may have moved."""
        before = self.exact_chunks
        low = bisect_right(self._tops, max(0, first)) - 1
        for number in range(low, len(self._chunks)):
            if self._tops[number] > last:
                break
            self._wrapped(number)
        return self.exact_chunks != before

    def advance(self) -> bool:
        """Make one more chunk; False when there was none left."""
        while self._next < len(self._chunks):
            number, self._next = self._next, self._next + 1
            if self._chunks[number] is None:
                self._wrapped(number)
                return True
        return False

    def _measured(self) -> list[tuple[int, int]]:
        """How many code points and paragraphs each chunk has."""
        starts, ends = self.document.paragraphs.starts, self.document.paragraphs.ends
        return [
            (ends[last - 1] - starts[first], last - first) for first, last in pairwise(self._firsts)
        ]

    def _estimates(self) -> list[int]:
        """How many rows each chunk has, more or less."""
        per_row, gap, line_gap = 0.94 * self.width, self.gap, self.line_gap + 1
        return [
            max(1, (int(length / per_row) + count // 2) * line_gap + count * gap // 2)
            for length, count in self._lengths
        ]

    def _wrapped(self, number: int) -> _Chunk:
        chunk = self._chunks[number]
        if chunk is None:
            chunk = self._wrap(number)
            self._chunks[number] = chunk
            self.exact_chunks += 1
            change = len(chunk.starts) - self._sizes[number]
            if change:
                self._sizes[number] += change
                top = self._tops[number]
                self._tops[number:] = accumulate(self._sizes[number:], initial=top)
        return chunk

    def _wrap(self, number: int) -> _Chunk:
        first, last = self._firsts[number], self._firsts[number + 1]
        text, paragraphs = self.document.text, self.document.paragraphs
        firsts, lasts, role_of = paragraphs.starts, paragraphs.ends, paragraphs.role
        odd = self._odd_in(number)
        starts, ends = array("q"), array("q")
        for index in range(first, last):
            role, end = role_of(index), lasts[index]
            width, gap = self.width, self.gap
            if role in _HANGING:
                width = max(1, width - self._hang(index))
            add_rows(text, firsts[index], end, width, odd.get(index, Make.EVEN), starts, ends)
            if role in _TIGHT:
                gap = self._gap_after(index, role)
            for _ in range(gap):
                starts.append(end)
                ends.append(end)
        if last == len(paragraphs):
            # Nothing follows that the last one would have to be kept apart from.
            while starts and starts[-1] == ends[-1]:
                starts.pop()
                ends.pop()
        if self.line_gap:
            starts, ends = _parted(starts, ends, self.line_gap)
        return _Chunk(starts, ends)

    def _odd_in(self, number: int) -> dict[int, Make]:
        """What the paragraphs of a chunk are made of, as far as they are not even."""
        odd = self._odd.get(number)
        if odd is None:
            first, last = self._firsts[number], self._firsts[number + 1]
            odd = odd_makes(self.document.text, self.document.paragraphs, first, last)
            self._odd[number] = odd
        return odd

    def _gap_after(self, index: int, role: Role) -> int:
        paragraphs = self.document.paragraphs
        follows = index + 1 < len(paragraphs)
        return 0 if follows and paragraphs.role(index + 1) is role else self.gap

    def _hang(self, index: int) -> int:
        """Cells by which the rows of a list item or block quote are set in, at the most."""
        paragraph = self.document.paragraphs[index]
        if paragraph.role in _HANGING:
            return min(2 * max(1, paragraph.level), self.width // 3)
        return 0

    def _indent(self, start: int) -> int:
        paragraphs = self.document.paragraphs
        index = paragraphs.index_at(start)
        role = paragraphs.role(index)
        if role is Role.PROSE or not (hang := self._hang(index)):
            return 0
        is_first = role is Role.LIST_ITEM and start == paragraphs.starts[index]
        return max(0, hang - 2) if is_first else hang


def _chunk_borders(paragraphs: Paragraphs) -> list[int]:
    """Numbers of the paragraphs that begin a chunk, and one past the last; empty without any."""
    borders, index = [], 0
    while index < len(paragraphs):
        borders.append(index)
        index = max(index + 1, bisect_left(paragraphs.starts, paragraphs.starts[index] + _CHUNK))
    return [*borders, len(paragraphs)] if borders else []


def _parted(starts: array[int], ends: array[int], gap: int) -> tuple[array[int], array[int]]:
    """The same rows with `gap` blank ones after each that is not blank itself."""
    rows = [
        (low, high)
        for start, end in zip(starts, ends, strict=True)
        for low, high in ([(start, end)] + ([(end, end)] * gap if end > start else []))
    ]
    return array("q", (low for low, _ in rows)), array("q", (high for _, high in rows))
