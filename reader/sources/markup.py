"""Marked-up trees, HTML as the browser knows it or trafilatura's own, as blocks of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reader.document import Role
from reader.sources.blocks import CELL_BREAK, Block

_SKIPPED = frozenset(
    "script style head template noscript svg math iframe object embed canvas audio video map "
    "select option datalist button input textarea nav graphic img rp rt".split()
)
"""Elements of which nothing is read."""
_BLOCKS = frozenset(
    "address article aside body center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li item list main menu ol ul p pre "
    "quote blockquote section summary table tbody tfoot thead tr row ab".split()
)
"""Elements that begin and end a paragraph; `td` and `th` do so only in tables made for looks."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ALIASES = {"quote": "blockquote", "list": "ul", "item": "li", "row": "tr", "cell": "td"}
"""Trafilatura's names (after TEI) for what HTML calls otherwise."""
_WHITE = re.compile(r"[ \t\n\r\f\v]+")
_PARAGRAPH_BREAK = re.compile(r"[ \t]*\n[ \t]*\n\s*")


@dataclass(slots=True)
class _Place:
    """What is open around the words being read."""

    pieces: list[str] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    """The number of the next item of each open list; None for bullets."""
    mark: str | None = None
    """What the item just opened begins with, until its first words have taken it."""
    quotes: int = 0
    heading: int = 0
    caption: int = 0
    byline: int = 0
    pre: int = 0
    row: list[str] | None = None


def blocks_of(tree: etree._Element) -> Iterator[Block]:
    """What a person reads of `tree`, paragraph by paragraph, in order.

    A line break makes a blank, two in a row a new paragraph; a row of a table makes one block, a
    table that only arranges its page makes none of its own.
    """
    place = _Place()
    looks = _tables_for_looks(tree)
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = _tag(element)
        if event == "start" and tag in _SKIPPED:
            walk.skip_subtree()
        elif event == "start":
            yield from _open(place, element, tag, looks)
            _read(place, element.text)
        else:
            if tag not in _SKIPPED:
                yield from _close(place, tag, element, looks)
            if element is not tree:
                _read(place, element.tail)
    yield from _flush(place)


def words_in(element: etree._Element) -> str:
    """All the text in an element, as it stands."""
    return "".join(str(text) for text in element.itertext())


def _tag(element: etree._Element) -> str:
    name = element.tag
    if not isinstance(name, str):
        return ""
    name = name.rpartition("}")[2].lower()
    if name == "head" and element.get("rend"):
        return element.get("rend", "h2")
    return _ALIASES.get(name, name)


def _tables_for_looks(tree: etree._Element) -> frozenset[etree._Element]:
    """The tables that only arrange the page: they hold tables, headings or many paragraphs."""
    return frozenset(
        table
        for table in tree.iter("table", "{*}table")
        if table.get("role") == "presentation"
        or any(
            _tag(inner) in ("table", "h1", "h2", "h3") and inner is not table
            for inner in table.iter("{*}table", "{*}h1", "{*}h2", "{*}h3", "head")
        )
        or any(len(cell.findall("{*}p")) > 2 for cell in table.iter("{*}td", "cell"))
    )


def _is_cell(element: etree._Element, tag: str, looks: frozenset[etree._Element]) -> bool:
    if tag not in ("td", "th") or not looks:
        return tag in ("td", "th")
    table = next((above for above in element.iterancestors() if _tag(above) == "table"), None)
    return table not in looks


def _open(
    place: _Place, element: etree._Element, tag: str, looks: frozenset[etree._Element]
) -> Iterator[Block]:
    if tag == "br" or tag == "lb":
        place.pieces.append("\n")
    elif tag == "q":
        place.pieces.append("“")
    elif tag in ("td", "th"):
        if _is_cell(element, tag, looks):
            yield from _begin_cell(place)
        else:
            yield from _flush(place)
    elif tag in _BLOCKS:
        yield from _flush(place)
        _enter(place, element, tag)


def _begin_cell(place: _Place) -> Iterator[Block]:
    if place.row is None:
        yield from _flush(place)
        place.row = []
    place.pieces.clear()


def _enter(place: _Place, element: etree._Element, tag: str) -> None:
    if tag in ("ul", "menu"):
        ordered = element.get("rend") in ("ol", "ordered")
        place.lists.append(1 if ordered else None)
    elif tag == "ol":
        place.lists.append(_number(element.get("start")))
    elif tag == "li" and place.lists:
        number = place.lists[-1]
        place.mark = "•" if number is None else f"{number}."
        if number is not None:
            place.lists[-1] = number + 1
    else:
        _count(place, tag, 1)
    if tag in _HEADINGS:
        place.heading = _HEADINGS[tag]


def _count(place: _Place, tag: str, step: int) -> None:
    if tag == "blockquote":
        place.quotes = max(0, place.quotes + step)
    elif tag == "figcaption":
        place.caption = max(0, place.caption + step)
    elif tag == "address":
        place.byline = max(0, place.byline + step)
    elif tag == "pre":
        place.pre = max(0, place.pre + step)


def _close(
    place: _Place, tag: str, element: etree._Element, looks: frozenset[etree._Element]
) -> Iterator[Block]:
    if tag == "q":
        place.pieces.append("”")
    elif tag in ("td", "th"):
        if _is_cell(element, tag, looks) and place.row is not None:
            place.row.append(_one_line("".join(place.pieces)))
            place.pieces.clear()
        else:
            yield from _flush(place)
    elif tag in _BLOCKS:
        yield from _end_of_block(place, tag)


def _end_of_block(place: _Place, tag: str) -> Iterator[Block]:
    if tag == "tr" and place.row is not None:
        row, place.row = place.row, None
        if any(row):
            yield Block(CELL_BREAK.join(row), Role.TABLE)
    else:
        yield from _flush(place)
    if tag in ("ul", "ol", "menu") and place.lists:
        place.lists.pop()
        place.mark = None
    elif tag in _HEADINGS:
        place.heading = 0
    _count(place, tag, -1)


def _read(place: _Place, text: str | None) -> None:
    if text:
        place.pieces.append(text if place.pre else _WHITE.sub(" ", text))


def _flush(place: _Place) -> Iterator[Block]:
    if place.row is not None:
        place.pieces.append(" ")
        return
    if not place.pieces:
        return
    text = "".join(place.pieces)
    place.pieces.clear()
    if not text.strip():
        return
    if place.pre:
        yield from (Block(line, Role.CODE) for line in text.strip("\n").split("\n"))
        return
    for part in _PARAGRAPH_BREAK.split(text):
        words = _one_line(part)
        if words:
            yield _block(place, words)


def _block(place: _Place, words: str) -> Block:
    if place.heading:
        return Block(words, Role.HEADING, place.heading)
    if place.caption:
        return Block(words, Role.CAPTION)
    if place.byline:
        return Block(words, Role.BYLINE)
    if place.lists:
        mark, place.mark = place.mark, None
        return Block(f"{mark} {words}" if mark else words, Role.LIST_ITEM, len(place.lists))
    if place.quotes:
        return Block(words, Role.BLOCK_QUOTE, place.quotes)
    return Block(words)


def _one_line(text: str) -> str:
    return _WHITE.sub(" ", text).strip()


def _number(value: str | None) -> int:
    # A number of thousands of digits is slow to read and slower to write.
    return int(value) if value and re.fullmatch(r"[0-9]{1,9}", value) else 1
