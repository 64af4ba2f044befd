"""Where a place of a text is in a later version of it."""

from __future__ import annotations

from collections.abc import Callable

from reader.document import Bookmark, Span

_WORDS = 80
"""Code points of what is looked for when the words themselves were changed."""
_LONGEST = 2_000_000
"""Code points of texts that are laid side by side; longer ones are only looked through."""


def place_after(old: str, new: str, offset: int) -> int:
    """The offset in `new` of what stands at `offset` in `old`.

    What stands before all changes, or after all of them, is found exactly, however often the same
    words are said elsewhere; then the words there are looked for, and what stands around them.
    """
    before = _common(lambda count: old[:count] == new[:count], min(len(old), len(new)))
    if offset < before:
        return offset
    rest = min(len(old), len(new)) - before
    after = _common(lambda count: not count or old[-count:] == new[-count:], rest)
    if offset >= len(old) - after:
        return offset + len(new) - len(old)
    mark = Bookmark.at(offset, old)
    there = mark.offset_in(new)
    if new.startswith(mark.words, there) or max(len(old), len(new)) > _LONGEST:
        return there
    # Only here: mostly the words are there, and an article that is only shown does without.
    from reader.annotations import aligned, anchor, describe

    span = Span(offset, min(len(old), offset + _WORDS))
    found = anchor(describe(old, span), aligned(old, new)).span
    return found.start if found else there


def _common(is_common: Callable[[int], bool], most: int) -> int:
    """The largest count for which it holds; it holds for all smaller ones, too."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if is_common(middle):
            low = middle
        else:
            high = middle - 1
    return low
