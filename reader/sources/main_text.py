"""The main text of a web page: which of its blocks are of the article.

Trafilatura says where the main text is; what it takes and leaves is then looked at block by block,
in the place each has in the page. So no paragraph between two others is lost, links and structure
stay, and boxes among the paragraphs go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from reader.document import Role
from reader.sources.markup import Placed, placed_blocks
from reader.sources.noise import is_heading_of_links, is_noise
from reader.sources.page_lines import (
    is_byline,
    is_called_title,
    is_first_heading,
    is_link,
    is_of_head,
    is_own_heading,
    is_prose,
    is_subtitle,
    is_table,
    words_of,
)
from reader.sources.page_shape import PageShape
from reader.sources.pruning import says_beside

_MOST_ELEMENTS = 40_000
"""Of a page; in a larger one what looks like prose is taken, for trafilatura would take long."""
_RUN = 4
"""Words in a row by which a block is known again in what trafilatura took."""
_KNOWN = 0.6
"""Of a block's runs that must be known."""
_MOSTLY = 0.8
"""Of the words found, in an element that is taken for the article's."""
_LINKED_BOX = 0.35
"""The same of a box among the paragraphs."""
_LINKED_LIST = 0.2
"""The same of a list below them."""
_LIST_WITHIN = 20
"""Blocks after the last paragraph."""
_BOX_WORDS = 12
_OWN_SHARE = 0.5
"""Of the words found that must stand in what the page calls its article."""
_BOXES = frozenset("div section aside ul ol dl table article header footer details main".split())
_LISTS = ("ul", "ol", "dl", "table")
_MOST_BESIDE = 12
"""Elements beside a heading of links that are looked at."""
_MOST_STANDFIRST = 4
"""Blocks between the title and the text."""
_BYLINE_WITHIN = 3
"""Blocks after the first paragraph."""
_CAPTION_WITHIN = 8
"""Blocks before the first paragraph."""
_COMMENTS = re.compile(
    r"(?:\d+ )?(?:reader |your |user )?(?:comments?|discussion|responses|replies|conversation|"
    r"kommentare|commentaires|comentarios|commenti|reacties)(?:\s*[(:]?\s*\d+\)?)?",
    re.IGNORECASE,
)
_OWN_TEXT = 0.2
"""Of the words found, in what the page calls the text of its article."""


def main_blocks(tree: etree._Element) -> list[Placed]:
    """The blocks of the page's main text, in order; empty when there is none."""
    blocks = list(placed_blocks(tree))
    found = _voted(blocks, tree)
    if not any(found):
        found = [is_prose(one) or is_table(one) for one in blocks]
    if not any(found):
        return [one for one in blocks if not is_link(one) and not is_noise(one.block.text)]
    kept = _Page(tree, blocks, found).kept()
    if not any(is_kept and is_found for is_kept, is_found in zip(kept, found, strict=True)):
        kept = found
    return [one for one, is_kept in zip(blocks, _with_title(blocks, kept), strict=True) if is_kept]


class _Page:
    """The blocks of a page, and which of them stay."""

    def __init__(
        self, tree: etree._Element, blocks: Sequence[Placed], found: Sequence[bool]
    ) -> None:
        self._tree, self._blocks, self._found = tree, blocks, found
        # Lists of links are main text only where there is nothing else.
        is_list = _share_of_links(blocks, found) > 0.5
        self._is_link = [not is_list and is_link(one) for one in blocks]
        is_text = [
            found[n] and not self._is_link[n] and one.block.role is not Role.HEADING
            for n, one in enumerate(blocks)
        ]
        self._shape = PageShape(tree, blocks, is_text)
        body = self._article()
        self._inside = self._shape.below([body]) if body is not None else None
        inside = [
            n
            for n, one in enumerate(blocks)
            if found[n] and one.block.role is not Role.HEADING and self._is_inside(one.element)
        ]
        self._first, self._last = (inside[0], inside[-1]) if inside else (0, -1)
        others = {*_other_articles(body), *self._comments(), *self._lists_of_links()}
        self._outside = self._shape.below(others)

    def kept(self) -> list[bool]:
        """For each block whether it is of the article."""
        blocks = self._blocks
        texts = [
            False if one.block.role is Role.HEADING else self._is_text_kept(number)
            for number, one in enumerate(blocks)
        ]
        heads = self._heads_kept([bool(is_kept) for is_kept in texts])
        kept = [bool(text) or head for text, head in zip(texts, heads, strict=True)]
        for number, is_kept in enumerate(texts):
            if is_kept is None:
                kept[number] = self._is_headed(number, heads)
        return kept

    def _is_of_article(self, element: etree._Element) -> bool:
        return self._is_inside(element) and element not in self._outside

    def _is_inside(self, element: etree._Element) -> bool:
        return self._inside is None or element in self._inside

    def _is_text_kept(self, number: int) -> bool | None:
        """Whether a block that is no heading stays; None: if a heading in its box does."""
        one = self._blocks[number]
        if not self._is_of_article(one.element) or is_noise(one.block.text):
            return False
        if number <= self._first + _BYLINE_WITHIN and is_byline(one):
            return True
        if self._is_link[number]:
            return False
        if self._found[number]:
            return True
        box = self._shape.box(one.element)
        if one.block.role is Role.CAPTION:
            near = self._first - _CAPTION_WITHIN <= number <= self._last + 1
            return near and (box is None or not says_beside(box))
        if box is None:  # beside what was found, in the same element
            return True
        return self._is_box_kept(box, number)

    def _is_box_kept(self, box: etree._Element, number: int) -> bool | None:
        """Whether something stays of which trafilatura took nothing at all."""
        if box.tag in ("li", "tr"):
            return True
        if box.tag not in _BOXES:
            beyond = number > self._last and is_prose(self._blocks[number])
            return self._is_among(number) or beyond
        if says_beside(box):
            return False
        if not self._is_among(number):
            return box.tag in _LISTS and self._follows(box, number)
        if self._shape.linked_share(box) >= _LINKED_BOX:
            return False
        if box.tag in _LISTS or self._shape.words[box] >= _BOX_WORDS:
            return True
        return None

    def _follows(self, box: etree._Element, number: int) -> bool:
        """Whether a list or table stands right after the text, beside its last paragraphs."""
        above = box.getparent()
        return (
            self._last < number <= self._last + _LIST_WITHIN
            and self._shape.linked_share(box) < _LINKED_LIST
            and above is not None
            and self._shape.found[above] >= _MOSTLY * self._shape.total
        )

    def _is_among(self, number: int) -> bool:
        """Whether a block stands between two that were found."""
        return self._first < number < self._last

    def _heads_kept(self, texts: Sequence[bool]) -> list[bool]:
        """Which headings stay: those below which something does, before one of their order."""
        kept = [False] * len(texts)
        # From the end: the next text that stays, and the next heading of each order.
        text: int | None = None
        heads: dict[int, int] = {}
        for number in range(len(texts) - 1, -1, -1):
            block = self._blocks[number].block
            if block.role is not Role.HEADING:
                text = number if texts[number] else text
                continue
            end = min((heads[n] for n in heads if n <= block.level), default=len(texts))
            below = text if text is not None and text < end else None
            kept[number] = self._is_heading_kept(number, below)
            heads[block.level] = number
        return kept

    def _is_heading_kept(self, number: int, below: int | None) -> bool:
        """Whether a heading stays, `below` being the first block that stays below it."""
        one = self._blocks[number]
        words = one.block.text
        if not self._is_of_article(one.element):
            return False
        if is_first_heading(one):
            return self._found[number] or number <= self._first
        if below is None or is_heading_of_links(words):
            return False
        if not self._found[number] and (number < self._first - 3 or is_noise(words)):
            return False
        return self._is_above(self._shape.box(one.element), self._blocks[below])

    def _is_above(self, box: etree._Element | None, below: Placed) -> bool:
        """Whether a heading in a box of its own is that of the text in the box beside it."""
        if box is None or box.tag not in _BOXES:
            return True
        return (
            self._shape.words[box] < _BOX_WORDS
            and self._shape.linked_share(box) < _LINKED_BOX
            and box.getparent() in (below.element, *below.element.iterancestors())
        )

    def _is_headed(self, number: int, heads: Sequence[bool]) -> bool:
        """Whether a small box holds a heading that stays, and this block with it."""
        box = self._shape.box(self._blocks[number].element)
        near = range(max(0, number - 3), min(number + 4, len(heads)))
        return any(
            heads[other] and self._shape.box(self._blocks[other].element) is box for other in near
        )

    def _article(self) -> etree._Element | None:
        """The element that holds the article: what the page calls so, else the smallest."""
        shape = self._shape
        for own, least in _own_articles(self._tree):
            if shape.found[own] >= max(1, least * shape.total):
                return own
        return shape.smallest(_MOSTLY)

    def _comments(self) -> Iterator[etree._Element]:
        """What stands below a heading of the comments, and beside it from there on."""
        seen: set[etree._Element | None] = set()
        for number, one in enumerate(self._blocks):
            words, above = one.block.text, one.element.getparent()
            is_head = len(words) < 60 and _COMMENTS.fullmatch(words) is not None
            if is_head and number > self._first and above not in seen:
                seen.add(above)
                yield one.element
                yield from one.element.itersiblings()

    def _lists_of_links(self) -> Iterator[etree._Element]:
        """What stands beside a heading such as *Read next*, and leads away."""
        for one in self._blocks:
            if len(one.block.text) < 60 and is_heading_of_links(one.block.text):
                for other in islice(one.element.itersiblings(), _MOST_BESIDE):
                    if self._shape.linked_share(other) > _LINKED_BOX:
                        yield other


def _other_articles(body: etree._Element | None) -> list[etree._Element]:
    """Further articles of the page, below the first: each has a title of its own."""
    titled = [
        article
        for article in (body.iter("{*}article") if body is not None else ())
        if next(article.iter("{*}h1"), None) is not None
    ]
    inner = {article for article in titled if any(a in titled for a in article.iterancestors())}
    return [article for article in titled if article not in inner][1:]


def _share_of_links(blocks: Sequence[Placed], found: Sequence[bool]) -> float:
    """How much of what was found is links, by words, 0 to 1."""
    counts = [
        (words_of(one.block.text), is_link(one))
        for one, is_found in zip(blocks, found, strict=True)
        if is_found
    ]
    linked = sum(count for count, is_link in counts if is_link)
    return linked / max(1, sum(count for count, _ in counts))


def _own_articles(tree: etree._Element) -> list[tuple[etree._Element, float]]:
    """What the page calls the text of its article, then its articles, then its main part.

    With each, the share of the words found that must stand in it.
    """
    found: list[tuple[etree._Element, float]] = []
    for path, least in (
        (".//*[@itemprop='articleBody']", _OWN_TEXT),
        (".//article", _OWN_SHARE),
        (".//main | .//*[@role='main']", _OWN_SHARE),
    ):
        things = tree.xpath(path)
        if isinstance(things, list):
            found += [(thing, least) for thing in things if isinstance(thing, etree._Element)]
    return found


def _voted(blocks: Sequence[Placed], tree: etree._Element) -> list[bool]:
    """Which blocks trafilatura takes for main text."""
    is_large = sum(1 for _ in tree.iter()) > _MOST_ELEMENTS
    if is_large or not isinstance(tree, HtmlElement):
        return [False] * len(blocks)
    lines = _taken(tree)
    whole = {_folded(line) for line in lines}
    known = {run for line in lines for run in _runs(_folded(line))}
    return [
        _is_known(_folded(one.block.text), whole, known) and not is_noise(one.block.text)
        for one in blocks
    ]


def _taken(tree: etree._Element) -> list[str]:
    # Only here: it costs 100 ms to import.
    from trafilatura import bare_extraction

    found = bare_extraction(
        deepcopy(tree),
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    if body is None:
        return []
    return [" ".join(str(text) for text in part.itertext()) for part in body]


def _folded(line: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", line.casefold()))


def _runs(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return (words[at : at + _RUN] for at in range(len(words) - _RUN + 1))


def _is_known(
    words: tuple[str, ...], whole: set[tuple[str, ...]], known: set[tuple[str, ...]]
) -> bool:
    if not words:
        return False
    if words in whole or len(words) < _RUN:
        return words in whole
    runs = list(_runs(words))
    return sum(run in known for run in runs) >= _KNOWN * len(runs)


def _with_title(blocks: list[Placed], kept: Sequence[bool]) -> list[bool]:
    """`kept`, with the page's title and what stands between it and the text.

    A title that is a heading of a lower order, as on blogs below their name, becomes one of the
    first in `blocks`.
    """
    kept = list(kept)
    texts = (n for n, is_kept in enumerate(kept) if is_kept)
    first = next((n for n in texts if blocks[n].block.role is not Role.HEADING), 0)
    title = _title(blocks[: first + 1])
    if title is None:
        return kept
    for number in range(title):
        kept[number] &= blocks[number].block.role is not Role.HEADING
    kept[title] = True
    one = blocks[title]
    blocks[title] = replace(one, block=replace(one.block, level=1))
    between = [
        n
        for n in range(title + 1, first)
        if not is_noise(blocks[n].block.text)
        and (is_of_head(blocks[n]) or (n == title + 1 and is_subtitle(blocks[n])))
    ]
    for number in between[:_MOST_STANDFIRST]:
        kept[number] = True
    return kept


def _title(blocks: Sequence[Placed]) -> int | None:
    """Number of the block that is the title of the text below: what is called so, else an `h1`."""
    heads = [n for n, one in enumerate(blocks) if one.block.role is Role.HEADING]
    for is_meant in (is_called_title, is_own_heading, is_first_heading):
        found = [n for n in heads if is_meant(blocks[n])]
        if found:
            return found[-1]
    return None
