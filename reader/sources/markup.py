"""HTML trees as blocks of words: what a person reads, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from reader.document import InlineKind, Role
from reader.sources.blocks import Block
from reader.sources.tables import table_blocks
from reader.sources.words import Gathered, Words

_SKIPPED = frozenset(
    "script style head template noscript svg math iframe object embed canvas audio video map "
    "select option datalist button input textarea nav img rp rt".split()
)
"""Elements of which nothing is read."""
BLOCKS = frozenset(
    "address article aside body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu ol ul p pre "
    "blockquote section summary table tbody tfoot thead tr".split()
)
"""Elements that begin and end a paragraph; `td` and `th` do so only in tables made for looks."""
_LONGEST_SIGN = 5
"""Code points of the sign of a footnote."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    **dict.fromkeys(("em", "i", "dfn", "var", "cite"), InlineKind.EMPHASIS),
    **dict.fromkeys(("strong", "b"), InlineKind.STRONG),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), InlineKind.CODE),
    **dict.fromkeys(("s", "strike", "del"), InlineKind.STRUCK),
}
"""Elements that set words apart."""
_STYLED = (
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), InlineKind.EMPHASIS),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), InlineKind.STRONG),
)
_POWER = re.compile(r"[0-9+−-]{1,4}")
_RAISED = str.maketrans("0123456789+−-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
"""What stands high: `10²` is not 102, and the sign of a note is no part of its word."""
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Where a word may be broken: not of the word, which would not be found with it."""
_CAPTIONS = re.compile(r"caption|(?:^|[\s_-])(?:credits?|legend)(?:$|[\s_-])", re.IGNORECASE)
"""In the class of an element: it says what a picture shows, or whose it is."""
_NO_CAPTION = ("{*}blockquote", "{*}table", "{*}pre", "{*}article")
"""What a figure may hold that is not about a picture."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, and what is known of its place in the page."""

    block: Block
    """What a person reads."""
    element: etree._Element
    """The innermost element that holds all of it."""
    linked: int
    """How many of its code points are links."""


def blocks_of(tree: etree._Element, *, all_names: bool = False) -> Iterator[Block]:
    """The blocks of `placed_blocks`, without their places.

    Args:
        tree: What is read.
        all_names: Whether something beside `tree` refers to places in it.
    """
    return (placed.block for placed in _Walk(tree, all_names=all_names).blocks())


def placed_blocks(tree: etree._Element) -> Iterator[Placed]:
    """What a person reads of `tree`, paragraph by paragraph, in order.

    A line break makes a blank, two in a row a new paragraph; a row of a table makes one block, a
    table that only arranges its page makes none of its own. A link to `#name` leads to the element
    with that name; other addresses are taken as they stand.
    """
    return _Walk(tree).blocks()


def words_in(element: etree._Element) -> str:
    """All the text in an element, as it stands."""
    return "".join(str(text) for text in element.itertext())


class _Walk:
    """Goes through a tree once, and remembers what is open around the words being read."""

    def __init__(self, tree: etree._Element, *, all_names: bool = False) -> None:
        self._tree = tree
        self._names = None if all_names else _names_meant(tree)
        self._looks = _tables_for_looks(tree)
        self._found: list[Placed] = []
        self._words = Words()
        self._lists: list[int | None] = []
        """The number of the next item of each open list; None for bullets."""
        self._mark = ""
        """What the item just opened begins with, until its first words have taken it."""
        self._heading = 0
        self._open: dict[str, int] = dict.fromkeys(("quote", "caption", "byline", "pre"), 0)
        self._links = 0
        self._raised = 0
        self._linked = 0
        self._row: list[Gathered] | None = None
        self._rows: list[tuple[list[Gathered], etree._Element, int]] = []
        """The rows of the table that is being read, each with its element and how much is links."""
        self._sign: Block | None = None

    def blocks(self) -> Iterator[Placed]:
        walk = etree.iterwalk(self._tree, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            tag = _tag(element)
            if event == "start" and tag in _SKIPPED:
                walk.skip_subtree()
            elif event == "start":
                self._begin(element, tag)
                self._read(element.text)
            else:
                if event == "end" and tag not in _SKIPPED:
                    self._end(element, tag)
                if element is not self._tree:
                    self._read(element.tail)
            if self._found:
                yield from self._found
                self._found.clear()
        self._flush(self._tree)
        self._flush_rows()
        yield from self._found

    def _begin(self, element: etree._Element, tag: str) -> None:
        if tag in BLOCKS:
            self._flush(_parent(element))
            self._enter(element, tag)
        elif tag in ("td", "th"):
            self._begin_cell(element)
        self._name(element, tag)
        if tag == "br":
            self._break_line(element)
        elif tag not in BLOCKS:
            self._set_apart(element, tag)

    def _end(self, element: etree._Element, tag: str) -> None:
        if tag in BLOCKS:
            self._end_block(element, tag)
        elif tag in ("td", "th"):
            self._end_cell(element)
        elif tag != "br":
            if tag == "q":
                self._words.add("”")
            self._words.end()
            self._raised -= tag == "sup"
            self._links -= _is_link(element, tag)

    def _name(self, element: etree._Element, tag: str) -> None:
        name = element.get("id") or (element.get("name") if tag == "a" else None)
        if name and (self._names is None or name in self._names):
            self._words.name(name)

    def _break_line(self, element: etree._Element) -> None:
        if self._open["pre"]:
            self._words.add("\n")
        elif self._words.is_all(InlineKind.STRONG) or self._words.break_line():
            # A line in bold type is a heading, or what somebody was asked.
            self._flush(_parent(element))

    def _begin_cell(self, element: etree._Element) -> None:
        if not self._is_cell(element):
            self._flush(_parent(element))
            return
        if self._row is None:
            self._flush(_parent(element))
            self._row = []
        self._words.take()

    def _end_cell(self, element: etree._Element) -> None:
        if self._row is not None and self._is_cell(element):
            self._row.append(self._words.take())
        else:
            self._flush(element)
        self._words.end()

    def _is_cell(self, element: etree._Element) -> bool:
        if not self._looks:
            return True
        table = next((above for above in element.iterancestors() if _tag(above) == "table"), None)
        return table not in self._looks

    def _enter(self, element: etree._Element, tag: str) -> None:
        if tag in ("ul", "menu"):
            self._lists.append(None)
        elif tag == "ol":
            self._lists.append(_number(element.get("start")))
        elif tag == "li" and self._lists:
            number = self._lists[-1]
            if number is not None and (value := element.get("value")):
                number = _number(value)
            self._mark = "•" if number is None else f"{number}."
            if number is not None:
                self._lists[-1] = number + 1
        elif tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif kind := _kind_of_block(element, tag):
            self._open[kind] += 1

    def _end_block(self, element: etree._Element, tag: str) -> None:
        if tag == "tr" and self._row is not None:
            self._rows.append((self._row, element, self._linked))
            self._row, self._linked = None, 0
        else:
            self._flush(element)
        if tag in ("ul", "ol", "menu") and self._lists:
            self._lists.pop()
            self._mark = ""
        elif tag == "table":
            self._flush_rows()
        elif tag in _HEADINGS:
            self._heading = 0
        elif kind := _kind_of_block(element, tag):
            self._open[kind] -= 1

    def _set_apart(self, element: etree._Element, tag: str) -> None:
        """Begin to set words apart, if the element does; each element that ends, ends one."""
        self._raised += tag == "sup"
        if tag == "q":
            self._words.add("“")
        elif "time" in (tag, _tag(_parent(element))) and self._words:
            self._words.add_loose(" ")  # names and hours are set apart by rules and gaps
        href = element.get("href") if tag == "a" else None
        self._links += _is_link(element, tag)
        if not href:
            self._words.begin(_kind_of_words(element, tag))
        elif href.startswith("#"):
            self._words.begin(InlineKind.REFERENCE, href[1:])
        else:
            self._words.begin(InlineKind.LINK, href)

    def _read(self, text: str | None) -> None:
        if not text:
            return
        text = _INVISIBLE.sub("", text)
        if not text:
            return
        if self._raised and not self._links and _POWER.fullmatch(text.strip()):
            text = text.translate(_RAISED)
        if (self._open["caption"] or self._heading) and self._runs_on(text):
            self._words.add(" ")  # two elements below or beside each other
        before = len(self._words)
        if self._open["pre"]:
            self._words.add(text)
        else:
            self._words.add_loose(text)
        if self._links:
            self._linked += len(self._words) - before

    def _runs_on(self, text: str) -> bool:
        """Whether words would be joined that no writer joins: `dawn.Photo`, `quayCouncil`."""
        last = self._words.last
        return text[0].isupper() and (last.islower() or last in ".!?)”’»")

    def _flush(self, element: etree._Element) -> None:
        """End the paragraph that is being read; in a cell, only a word."""
        if self._row is not None:
            self._words.add_loose(" ")
        elif self._open["pre"]:
            self._flush_rows()
            for line in self._words.take_lines():
                self._keep(Block(line, Role.CODE), element)
        elif self._words:
            gathered = self._words.take()
            if gathered.text:
                self._flush_rows()
                self._keep(self._block(gathered), element)

    def _flush_rows(self) -> None:
        """End the table that is being read: what comes now is none of its rows."""
        if not self._rows:
            return
        rows = [row for row in self._rows if any(cell.text for cell in row[0])]
        self._rows = []
        linked_here = self._linked
        blocks = table_blocks([cells for cells, _, _ in rows])
        for block, (_, element, linked) in zip(blocks, rows, strict=True):
            self._linked = linked
            self._keep(block, element)
        self._linked = linked_here

    def _keep(self, block: Block, element: etree._Element) -> None:
        linked, self._linked = self._linked, 0
        if self._sign is not None:
            block, self._sign = block.behind(self._sign), None
        elif _is_sign(block):
            # The number of a footnote in an element of its own.
            self._sign = block
            return
        self._found.append(Placed(block, element, linked))

    def _block(self, words: Gathered) -> Block:
        if self._heading:
            return Block.of(words, Role.HEADING, self._heading)
        if self._open["caption"]:
            return Block.of(words, Role.CAPTION)
        if self._open["byline"]:
            return Block.of(words, Role.BYLINE)
        if self._lists:
            mark, self._mark = self._mark, ""
            return Block.of(words, Role.LIST_ITEM, len(self._lists), mark)
        if self._open["quote"]:
            return Block.of(words, Role.BLOCK_QUOTE, self._open["quote"])
        return Block.of(words)


def _tag(element: etree._Element) -> str:
    name = element.tag
    if not isinstance(name, str):
        return ""
    return name if name.isalnum() and name.islower() else name.rpartition("}")[2].lower()


def _is_sign(block: Block) -> bool:
    """Whether a block is nothing but the sign of a footnote, which leads back to its place."""
    return (
        len(block.text) <= _LONGEST_SIGN
        and len(block.inlines) == 1
        and block.inlines[0].kind is InlineKind.REFERENCE
        and len(block.inlines[0].span) == len(block.text)
    )


def _parent(element: etree._Element) -> etree._Element:
    above = element.getparent()
    return element if above is None else above


def _is_link(element: etree._Element, tag: str) -> bool:
    return tag == "a" and element.get("href") is not None


def _names_meant(tree: etree._Element) -> frozenset[str]:
    """The names that something refers to; others need not be known."""
    return frozenset(
        href[1:] for link in tree.iter("{*}a") if (href := link.get("href", "")).startswith("#")
    )


def _kind_of_block(element: etree._Element, tag: str) -> str:
    if tag == "blockquote":
        return "quote"
    if tag == "address":
        return "byline"
    if tag == "pre":
        return "pre"
    return "caption" if _is_caption(element, tag) else ""


def _is_caption(element: etree._Element, tag: str) -> bool:
    if tag in ("figcaption", "caption"):
        return True
    if tag == "figure":
        return next(element.iter(*_NO_CAPTION), None) is None
    return tag in ("p", "div") and _CAPTIONS.search(element.get("class") or "") is not None


def _kind_of_words(element: etree._Element, tag: str) -> InlineKind | None:
    style = element.get("style")
    if tag in _KINDS or not style:
        return _KINDS.get(tag)
    return next((kind for sign, kind in _STYLED if sign.search(style)), None)


def _tables_for_looks(tree: etree._Element) -> frozenset[etree._Element]:
    """The tables that only arrange the page: they hold tables, headings or many paragraphs."""
    return frozenset(
        table
        for table in tree.iter("{*}table")
        if table.get("role") in ("presentation", "none")
        or any(inner is not table for inner in table.iter("{*}table", "{*}h1", "{*}h2", "{*}h3"))
        or any(_is_column(cell) for cell in table.iter("{*}td"))
    )


def _is_column(cell: etree._Element) -> bool:
    """Whether a cell holds paragraphs, as the columns of old pages do."""
    breaks = list(cell.iter("{*}br"))
    doubled = sum(
        one.getnext() is other and not (one.tail or "").strip() for one, other in pairwise(breaks)
    )
    return len(cell.findall("{*}p")) > 2 or doubled > 1


def _number(value: str | None) -> int:
    # A number of thousands of digits is slow to read and slower to write.
    return int(value) if value and re.fullmatch(r"[0-9]{1,9}", value) else 1
