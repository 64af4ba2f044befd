"""Marks on a text that may overlap, as disjoint runs to paint."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

from reader.document import Span

T = TypeVar("T")


def runs(marks: Iterable[tuple[Span, T]], within: Span) -> tuple[tuple[Span, tuple[T, ...]], ...]:
    """The stretches of `within` that are marked, each with the roles of all marks on it.

    Args:
        marks: Half-open spans of code points, each with what it means; in any order, they may
            overlap and repeat.
        within: Nothing outside is told.

    Returns:
        Disjoint spans in order, none empty, each as long as its roles stay the same; the roles
        are in the order of `marks`. Stretches without a mark are left out.
    """
    clipped = [(span.clamp(within), role) for span, role in marks if span.overlaps(within)]
    edges = sorted({edge for span, _ in clipped for edge in (span.start, span.end)})
    starting: dict[int, list[int]] = {}
    ending: dict[int, list[int]] = {}
    for number, (span, _) in enumerate(clipped):
        starting.setdefault(span.start, []).append(number)
        ending.setdefault(span.end, []).append(number)
    found: list[tuple[Span, tuple[T, ...]]] = []
    # Numbers of the marks in force; a dict is a set that can be emptied one by one cheaply.
    active: dict[int, None] = {}
    for edge, following in pairwise(edges):
        for number in ending.get(edge, ()):
            del active[number]
        active.update(dict.fromkeys(starting.get(edge, ())))
        if active:
            roles = tuple(clipped[number][1] for number in sorted(active))
            found.append((Span(edge, following), roles))
    return tuple(found)


class MarkIndex(Generic[T]):
    """Many marks, from which those on a stretch of text are had without looking at the rest."""

    __slots__ = ("_ends", "_furthest", "_marks", "_starts")

    def __init__(self, marks: Iterable[tuple[Span, T]]) -> None:
        """Take `marks` in any order; empty spans are kept and never found."""
        self._marks = sorted(marks, key=_by_place)
        self._starts = array("q", [span.start for span, _ in self._marks])
        self._ends = array("q", [span.end for span, _ in self._marks])
        self._look_up()

    def _look_up(self) -> None:
        # Greatest end up to each mark: it never falls, so it can be searched by halves.
        self._furthest = array("q", accumulate(self._ends, max))

    def changed(self, old: tuple[Span, T] | None, new: tuple[Span, T] | None) -> MarkIndex[T]:
        """The same without the mark `old` and with the mark `new`; quicker than from all of them.

        Args:
            old: One of the marks, the very object that was put in; None: none goes.
            new: None: none comes.
        """
        following: MarkIndex[T] = MarkIndex(())
        following._marks = self._marks.copy()
        following._starts, following._ends = self._starts[:], self._ends[:]
        if old is not None:
            at = following._number_of(old)
            del following._marks[at], following._starts[at], following._ends[at]
        if new is not None:
            at = bisect_right(following._marks, _by_place(new), key=_by_place)
            following._marks.insert(at, new)
            following._starts.insert(at, new[0].start)
            following._ends.insert(at, new[0].end)
        following._look_up()
        return following

    def _number_of(self, mark: tuple[Span, T]) -> int:
        at = bisect_left(self._marks, _by_place(mark), key=_by_place)
        while self._marks[at][1] is not mark[1]:
            at += 1
        return at

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[tuple[Span, T]]:
        return iter(self._marks)

    def overlapping(self, span: Span) -> tuple[tuple[Span, T], ...]:
        """The marks that share at least one code point with `span`; by (start, end)."""
        first = bisect_right(self._furthest, span.start)
        last = bisect_left(self._starts, span.end)
        return tuple(mark for mark in self._marks[first:last] if mark[0].overlaps(span))

    def at(self, offset: int) -> tuple[tuple[Span, T], ...]:
        """The marks on the code point at `offset`; by (start, end)."""
        return self.overlapping(Span(offset, offset + 1))

    def runs(self, within: Span) -> tuple[tuple[Span, tuple[T, ...]], ...]:
        """As the function `runs`; roles by (start, end) of their marks."""
        return runs(self.overlapping(within), within)


def _by_place(mark: tuple[Span, T]) -> tuple[int, int]:
    return mark[0].start, mark[0].end
