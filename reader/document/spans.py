"""Many spans, kept as two arrays."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import overload

from reader.document.span import Span


class Spans(Sequence[Span]):
    """Spans that cost 16 bytes each, and are made when they are looked at."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        """Take `spans`, in the order they are to be kept in."""
        self._starts, self._ends = array("q"), array("q")
        for span in spans:
            self._starts.append(span.start)
            self._ends.append(span.end)

    @property
    def starts(self) -> array[int]:
        """Offset of each span's first code point; do not change it."""
        return self._starts

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, index: int | slice) -> Span | tuple[Span, ...]:
        if isinstance(index, slice):
            return tuple(map(Span, self._starts[index], self._ends[index]))
        return Span(self._starts[index], self._ends[index])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Spans):
            return NotImplemented
        return self._starts == other._starts and self._ends == other._ends

    def __hash__(self) -> int:
        return hash((len(self), tuple(self._starts[:1])))
