"""Where the words that stood before and after a highlight stand now.

They bound the stretch in which it can be, as an `Alignment` does, without the old text: what is
not between its neighbours, though both stand where they did, was deleted; and a place far from
them is a look-alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.annotations.context import Sides
from reader.annotations.model import Target
from reader.document import Span

_PIECE = 16
"""Code points of a piece of a neighbour; one that stands once in the text tells its place."""
_STEP = 8
REACH = 4000
"""Code points; what is put in beside a highlight is seldom longer."""
NEAR = 1500
"""Code points; about two paragraphs."""
_SLIPPED = 8
"""Code points by which a place may overlap its neighbours: their edges may have changed."""

_LIKE_SIDE = 0.75
"""Likeness of a side that is the old one with some letters changed."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stood beside a highlight, as far as it stands once in the text; code points."""

    left: int | None
    """Where the words before it end now."""
    right: int | None
    """Where the words after it begin now."""
    left_rest: int = 0
    """How many of the prefix's last code points are not among the words found."""
    right_rest: int = 0
    """How many of the suffix's first code points are not among the words found."""

    left_is_whole: bool = False
    """Whether all of the prefix stands there."""
    right_is_whole: bool = False
    """Whether all of the suffix stands there."""

    def gap(self, length: int) -> Span | None:
        """The stretch between the two; None where they are not both there, in order and near.

        Args:
            length: Of the highlight; code points.
        """
        if self.left is None or self.right is None:
            return None
        between = self.right - self.left
        fits = 0 <= between <= 3 * length + self.left_rest + self.right_rest + REACH
        return Span(self.left, self.right) if fits else None

    def contradict(self, span: Span, around: Sides) -> bool:
        """Whether one of them stands where it cannot, were the highlight at `span`.

        Args:
            span: The place; code points.
            around: How well the words there fit; where one side is like the old one, the other
                place of it does not count.
        """
        if self.left is not None and _tells(around.left, is_whole=self.left_is_whole):
            after = span.start - self.left
            if _is_apart(after, self.left_rest, around.left):
                return True
        if self.right is not None and _tells(around.right, is_whole=self.right_is_whole):
            before = self.right - span.end
            return _is_apart(before, self.right_rest, around.right)
        return False

    def confirm(self, span: Span) -> bool:
        """Whether one of them stands near `span`, on its side of it."""
        if self.left is not None and 0 <= span.start - self.left <= self.left_rest + NEAR:
            return True
        return self.right is not None and 0 <= self.right - span.end <= self.right_rest + NEAR


def _tells(side: float | None, *, is_whole: bool) -> bool:
    """Whether a neighbour found tells of a place whose own side is as like the old one as that."""
    if side is None:
        return False
    # All of it, letter by letter: what is only like it is something else.
    return side < (1.0 if is_whole else _LIKE_SIDE)


def _is_apart(distance: int, rest: int, side: float | None) -> bool:
    """Whether a neighbour stands where it cannot, that far from a place with such a side."""
    if side is not None and side >= _LIKE_SIDE:
        return abs(distance - rest) > _SLIPPED
    return not -_SLIPPED <= distance <= rest + REACH


def neighbours(target: Target, text: str) -> Neighbours:
    """Where the words beside `target` stand in `text`, each the nearest that stand there once."""
    # Blanks beside the words go with them when they are deleted.
    before, after = target.prefix.rstrip(), target.suffix.lstrip()
    left = right = None
    left_rest = right_rest = 0
    found = _only_piece(before, text, from_end=True)
    if found is not None:
        place, piece = found
        left, left_rest = place.end, len(target.prefix) - piece.end
    is_whole = found is not None and len(found[1]) == len(before)
    found = _only_piece(after, text, from_end=False)
    if found is not None:
        place, piece = found
        right, right_rest = place.start, piece.start + len(target.suffix) - len(after)
    return Neighbours(
        left,
        right,
        left_rest,
        right_rest,
        is_whole,
        found is not None and len(found[1]) == len(after),
    )


def _only_piece(words: str, text: str, *, from_end: bool) -> tuple[Span, Span] | None:
    """Where `words` stand in `text`, or the first piece of them that stands there once.

    Returns:
        The place, and what of the words stands there.
    """
    for piece in _pieces(len(words), from_end=from_end):
        wanted = piece.of(words)
        at = text.find(wanted)
        if at >= 0 and text.find(wanted, at + 1) < 0:
            return Span(at, at + len(wanted)), piece
        if at >= 0 and len(wanted) == len(words):
            # What stands there twice has no piece that stands there once.
            return None
    return None


def _pieces(length: int, *, from_end: bool) -> Iterator[Span]:
    """Stretches of a neighbour: all of it, then pieces, the nearest first."""
    if length < _PIECE:
        return
    yield Span(0, length)
    for start in range(0, length - _PIECE + 1, _STEP):
        yield (
            Span(length - start - _PIECE, length - start)
            if from_end
            else Span(start, start + _PIECE)
        )
