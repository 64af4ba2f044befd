"""The main text of a web page: which of its blocks are of the article.

Trafilatura says where the main text is; what it takes and leaves is then looked at block by block,
in the place each has in the page. So no paragraph between two others is lost, links and structure
stay, and boxes among the paragraphs go.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy

from lxml import etree

from reader.document import Role, looks_like_byline
from reader.sources.markup import Placed, placed_blocks
from reader.sources.noise import is_heading_of_links, is_noise
from reader.sources.pruning import names_of, says_beside

_MOST_ELEMENTS = 40_000
"""Of a page; in a larger one what looks like prose is taken, for trafilatura would take long."""
_RUN = 4
"""Words in a row by which a block is known again in what trafilatura took."""
_KNOWN = 0.6
"""Of a block's runs that must be known."""
_MOSTLY = 0.8
"""Of the words found, in an element that is taken for the article's."""
_LINKED = 0.6
"""Of a block's code points: with more, it is a link and no prose."""
_LINKED_BOX = 0.35
"""The same of a box among the paragraphs."""
_BOX_WORDS = 12
_OWN_SHARE = 0.5
"""Of the words found that must stand in what the page calls its article."""
_BOXES = frozenset("div section aside ul ol dl table article header footer details main".split())
_MOST_STANDFIRST = 4
"""Blocks between the title and the text."""
_BYLINES = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|contributors?|autor(?:en)?|auteurs?|datelines?|date|"
    r"timestamp|published|updated|posted|pub-?date|meta)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""In what a page calls an element: it says who wrote the article, or when."""
_STANDFIRSTS = re.compile(
    r"stand-?first|sub-?(?:title|head|deck)|dek(?:$|[\s_-])|(?:^|[\s_-])deck(?:$|[\s_-])|lede|"
    r"summary|abstract|excerpt|vorspann|teaser-?text|chapo|ingress|intro(?:$|[\s_-])",
    re.IGNORECASE,
)
"""The same: it sums the article up below its title."""
_BYLINE_WITHIN = 3
"""Blocks after the first paragraph."""
_CAPTION_WITHIN = 8
"""Blocks before the first paragraph."""
_LONGEST_BYLINE = 140
"""Code points."""
_COMMENTS = re.compile(
    r"(?:\d+ )?(?:reader |your |user )?(?:comments?|discussion|responses|replies|conversation|"
    r"kommentare|commentaires|comentarios|commenti|reacties)(?:\s*[(:]?\s*\d+\)?)?",
    re.IGNORECASE,
)
_OWN_TEXT = 0.2
"""Of the words found, in what the page calls the text of its article."""
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


def main_blocks(tree: etree._Element) -> list[Placed]:
    """The blocks of the page's main text, in order; empty when there is none."""
    blocks = list(placed_blocks(tree))
    found = _voted(blocks, tree)
    if not any(found):
        found = [_is_prose(one) or _is_table(one) for one in blocks]
    if not any(found):
        return [one for one in blocks if not _is_link(one) and not is_noise(one.block.text)]
    page = _Page(blocks, found)
    kept = [page.is_kept(number) for number in range(len(blocks))]
    if not any(is_kept and found[number] for number, is_kept in enumerate(kept)):
        kept = found
    return [one for one, is_kept in zip(blocks, _with_title(blocks, kept), strict=True) if is_kept]


class _Page:
    """The blocks of a page, and where those that were found stand."""

    def __init__(self, blocks: Sequence[Placed], found: Sequence[bool]) -> None:
        self._blocks, self._found = blocks, found
        self._words = [len(one.block.text.split()) for one in blocks]
        # Lists of links are main text only where there is nothing else.
        is_list = self._share_of_links() > 0.5
        self._is_link = [not is_list and _is_link(one) for one in blocks]
        self._weights = self._counted(lambda n: found[n] and not self._is_link[n])
        self._all = self._counted(lambda n: True)
        self._linked: Counter[etree._Element] = Counter()
        self._letters: Counter[etree._Element] = Counter()
        for one in blocks:
            for element in _upward(one.element):
                self._linked[element] += one.linked
                self._letters[element] += len(one.block.text)
        self._body = self._article()
        inside = [
            n
            for n, one in enumerate(blocks)
            if found[n] and one.block.role is not Role.HEADING and self._is_inside(n)
        ]
        self._first, self._last = (inside[0], inside[-1]) if inside else (0, -1)
        self._others = self._other_articles() | self._comments() | self._lists_of_links()
        self._kept: dict[int, bool] = {}

    def is_kept(self, number: int) -> bool:
        """Whether a block is of the article."""
        if number not in self._kept:
            self._kept[number] = self._is_of_article(number)
        return self._kept[number]

    def _is_of_article(self, number: int) -> bool:
        one = self._blocks[number]
        if not self._is_inside(number) or self._is_other(one):
            return False
        if one.block.role is Role.HEADING:
            return self._is_heading_kept(number)
        if number <= self._first + _BYLINE_WITHIN and is_byline(one):
            return not is_noise(one.block.text)
        if self._is_link[number] or is_noise(one.block.text):
            return False
        if self._found[number] or one.block.role is Role.CAPTION:
            return self._found[number] or self._is_caption_kept(number)
        box = self._box(one.element)
        if box is None:
            return self._is_among(number) or _is_prose(one)
        return self._is_box_kept(box, number)

    def _is_caption_kept(self, number: int) -> bool:
        box = self._box(self._blocks[number].element)
        near = self._first - _CAPTION_WITHIN <= number <= self._last + 1
        return near and (box is None or not says_beside(box))

    def _is_heading_kept(self, number: int) -> bool:
        """A heading stays if something stays that stands below it."""
        one = self._blocks[number]
        if one.element.tag == "h1":
            return self._found[number] or number <= self._first
        following = self._below(number)
        if following is None or is_heading_of_links(one.block.text):
            return False
        if self._found[number]:
            return True
        box = self._box(one.element)
        if number < self._first - 3 or is_noise(one.block.text):
            return False
        if box is None or box.tag not in _BOXES:
            return True
        # A heading in a box of its own is that of the text in the box beside it.
        above = box.getparent()
        return (
            self._all[box] < _BOX_WORDS
            and self._linked[box] < _LINKED_BOX * self._letters[box]
            and above is not None
            and above in _upward(self._blocks[following].element)
        )

    def _below(self, number: int) -> int | None:
        """The first block that stays below a heading, before another heading of its order."""
        level = self._blocks[number].block.level
        for following in range(number + 1, len(self._blocks)):
            block = self._blocks[following].block
            if block.role is Role.HEADING:
                if block.level <= level:
                    return None
            elif self.is_kept(following):
                return following
        return None

    def _is_among(self, number: int) -> bool:
        """Whether a block stands between two that were found."""
        return self._first < number < self._last

    def _is_box_kept(self, box: etree._Element, number: int) -> bool:
        """Whether something stays of which trafilatura took nothing at all."""
        one = self._blocks[number]
        if box.tag in ("li", "tr"):
            return True
        if box.tag not in _BOXES:
            return self._is_among(number) or (number > self._last and _is_prose(one))
        if not self._is_among(number) or says_beside(box):
            return False
        linked = self._linked[box] / max(1, self._letters[box])
        if box.tag in ("ul", "ol", "dl", "table"):
            return linked < _LINKED_BOX
        return linked < _LINKED_BOX and (self._all[box] >= _BOX_WORDS or self._heads(box, number))

    def _heads(self, box: etree._Element, number: int) -> bool:
        """Whether a small box holds a heading that stays, and this block with it."""
        return any(
            self._blocks[other].block.role is Role.HEADING
            and box in _upward(self._blocks[other].element)
            and self.is_kept(other)
            for other in range(max(0, number - 3), min(number + 4, len(self._blocks)))
        )

    def _box(self, element: etree._Element) -> etree._Element | None:
        """The largest element around a block that holds nothing of what was found."""
        box = None
        for above in _upward(element):
            if self._weights[above]:
                break
            box = above
        return box

    def _is_inside(self, number: int) -> bool:
        return self._body is None or any(
            above is self._body for above in _upward(self._blocks[number].element)
        )

    def _is_other(self, one: Placed) -> bool:
        return any(above in self._others for above in _upward(one.element))

    def _article(self) -> etree._Element | None:
        """The element that holds the article: what the page calls so, else the smallest."""
        total = self._weights.total_of_all
        root = self._blocks[0].element.getroottree().getroot()
        for own, least in _own_articles(root):
            if self._weights[own] >= max(1, least * total):
                return own
        best = None
        for element, weight in self._weights.items():
            if weight >= _MOSTLY * total and (best is None or _depth(element) > _depth(best)):
                best = element
        return best

    def _other_articles(self) -> frozenset[etree._Element]:
        """Further articles of the page, below the first: each has a title of its own."""
        if self._body is None:
            return frozenset()
        titled = [
            article
            for article in self._body.iter("{*}article")
            if next(article.iter("{*}h1"), None) is not None
        ]
        outer = [a for a in titled if not any(above in titled for above in a.iterancestors())]
        return frozenset(outer[1:])

    def _comments(self) -> frozenset[etree._Element]:
        """What stands below a heading of the comments, and beside it from there on."""
        found: set[etree._Element] = set()
        for number, one in enumerate(self._blocks):
            words = one.block.text
            if number > self._first and len(words) < 60 and _COMMENTS.fullmatch(words):
                found.add(one.element)
                found.update(one.element.itersiblings())
        return frozenset(found)

    def _lists_of_links(self) -> frozenset[etree._Element]:
        """What stands beside a heading such as *Read next*, and leads away."""
        found: set[etree._Element] = set()
        for one in self._blocks:
            if len(one.block.text) < 60 and is_heading_of_links(one.block.text):
                for other in one.element.itersiblings():
                    if self._linked[other] > _LINKED_BOX * max(1, self._letters[other]):
                        found.add(other)
        return frozenset(found)

    def _share_of_links(self) -> float:
        words = [(n, self._words[n]) for n, is_found in enumerate(self._found) if is_found]
        total = sum(count for _, count in words)
        linked = sum(count for n, count in words if _is_link(self._blocks[n]))
        return linked / max(1, total)

    def _counted(self, counts: Callable[[int], bool]) -> _Weights:
        weights = _Weights()
        for number, one in enumerate(self._blocks):
            if counts(number):
                weights.total_of_all += self._words[number]
                for element in _upward(one.element):
                    weights[element] += self._words[number]
        return weights


class _Weights(Counter[etree._Element]):
    """How many words stand in each element."""

    total_of_all = 0


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


def is_byline(placed: Placed) -> bool:
    """Whether a block says who wrote the article, or when."""
    words = placed.block.text
    if placed.block.role is Role.BYLINE or looks_like_byline(words):
        return True
    if len(words) > _LONGEST_BYLINE or words.endswith((".”", "?", "!", ".")):
        return False
    return _is_called(_BYLINES, placed, 3)


def _is_called(sign: re.Pattern[str], placed: Placed, levels: int) -> bool:
    """Whether an element around a block, of so many, is called something of the kind."""
    around = (placed.element, *placed.element.iterancestors())[:levels]
    return any(sign.search(names_of(element)) for element in around)


def _voted(blocks: Sequence[Placed], tree: etree._Element) -> list[bool]:
    """Which blocks trafilatura takes for main text."""
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
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


def _is_prose(one: Placed) -> bool:
    text = one.block.text
    return (
        not _is_link(one)
        and len(text.split()) >= 5
        and _ENDS_SENTENCE.search(text) is not None
        and not is_noise(text)
    )


def _is_table(one: Placed) -> bool:
    return one.block.role is Role.TABLE and not _is_link(one)


def _is_link(one: Placed) -> bool:
    """Whether a block leads away and says little else."""
    return one.linked > _LINKED * max(1, len(one.block.text))


def _with_title(blocks: Sequence[Placed], kept: Sequence[bool]) -> list[bool]:
    """`kept`, with the page's first title and what stands between it and the text."""
    kept = list(kept)
    texts = (n for n, is_kept in enumerate(kept) if is_kept)
    first = next((n for n in texts if blocks[n].block.role is not Role.HEADING), 0)
    titles = [n for n in range(first + 1) if blocks[n].element.tag == "h1"]
    if not titles:
        return kept
    kept[titles[-1]] = True
    between = [
        n
        for n in range(titles[-1] + 1, first)
        if not is_noise(blocks[n].block.text) and _is_of_head(blocks[n])
    ]
    for number in between[:_MOST_STANDFIRST]:
        kept[number] = True
    return kept


def _is_of_head(one: Placed) -> bool:
    """Whether a block belongs to what stands between a title and the text."""
    return (
        one.block.role is Role.CAPTION
        or is_byline(one)
        or _is_prose(one)
        or (_is_called(_STANDFIRSTS, one, 4) and not _is_link(one))
    )


def _upward(element: etree._Element) -> Iterable[etree._Element]:
    yield element
    yield from element.iterancestors()


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors())
