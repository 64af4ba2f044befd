"""How much stands where in a page: words, links, and what was found, by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lxml import etree

from reader.sources.markup import Placed
from reader.sources.page_lines import words_of

_CONTAINERS = frozenset("html body div section article main td center form details".split())
"""Elements that may hold an article; one paragraph alone is none."""


class PageShape:
    """Sums over the elements of a tree, and what lies in what; each is looked at a few times."""

    def __init__(
        self, tree: etree._Element, blocks: Sequence[Placed], is_found: Sequence[bool]
    ) -> None:
        """Take the sums.

        Args:
            tree: The page.
            blocks: What a person reads of it, in order.
            is_found: For each block whether it is taken for main text.
        """
        self.found: Counter[etree._Element] = Counter()
        """Words of the blocks found, in an element and all below it."""
        self.words: Counter[etree._Element] = Counter()
        """Words of all blocks."""
        self._letters: Counter[etree._Element] = Counter()
        self._linked: Counter[etree._Element] = Counter()
        # Kept: an element whose last reference goes is another object the next time.
        self._elements = list(tree.iter(etree.Element))
        for one, is_one in zip(blocks, is_found, strict=True):
            count = words_of(one.block.text)
            self.words[one.element] += count
            self.found[one.element] += count if is_one else 0
            self._letters[one.element] += len(one.block.text)
            self._linked[one.element] += one.linked
        self.total = sum(self.found.values())
        """Words of all blocks found."""
        all_sums = (self.words, self._letters, self.found, self._linked)
        for element in reversed(self._elements):
            above = element.getparent()
            if above is not None and element in self.words:
                for sums in all_sums:
                    sums[above] += sums[element]
        self._boxes: dict[etree._Element, etree._Element | None] = {}

    def linked_share(self, element: etree._Element) -> float:
        """How much of the words in an element leads away, 0 to 1."""
        return self._linked[element] / max(1, self._letters[element])

    def box(self, element: etree._Element) -> etree._Element | None:
        """The largest element around this one that holds nothing that was found; None if none."""
        if element not in self._boxes:
            above = element.getparent()
            if self.found[element]:
                box = None
            elif above is None or self.found[above]:
                box = element
            else:
                box = self.box(above)
            self._boxes[element] = box
        return self._boxes[element]

    def below(self, elements: Iterable[etree._Element]) -> frozenset[etree._Element]:
        """All that lies in one of `elements`, they themselves included."""
        found = set(elements)
        if found:
            # From the top down, so that each element's parent is known before it.
            for element in self._elements:
                if element.getparent() in found:
                    found.add(element)
        return frozenset(found)

    def smallest(self, share: float) -> etree._Element | None:
        """The innermost container with at least this share of the words found."""
        best = None
        # Elements come before those in them, and only those around one another have so much.
        for element in self._elements:
            if element.tag in _CONTAINERS and self.found[element] >= share * self.total:
                best = element
        return best
