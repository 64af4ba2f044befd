"""Lines on pages to paragraphs: columns, running heads, hyphens, headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reader.document import Role
from reader.sources.blocks import Block

_MOST_HEADS = 0.5
"""Of the letters of a file may stand in running heads."""
_EDGE_LINES = 3
"""How many lines from the top and bottom of a page may be running heads."""
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–—]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_HYPHENS = "-\u00ad‐"
_LIST_ITEM = re.compile(r"(?:[-*+•▪‣◦–]|\(?\d{1,3}[.)])\s")
_LARGE = 1.15
"""Times the letters of the text: what is larger is a heading."""
_LONGEST_HEADING = 200
_FEWEST_IN_COLUMN = 3
_PARAGRAPH_GAP = 1.35
"""Times the usual distance of lines: where it is wider, a paragraph begins."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its place; points from the page's lower left corner."""

    text: str
    """Its words; ends with a soft hyphen where the file says that a word goes on."""
    left: float
    """Of its first letter."""
    bottom: float
    """Of its lowest letter."""
    right: float
    """Of its last letter."""
    top: float
    """Of its highest letter."""
    size: float
    """Height of its letters."""

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines, in the order of the file."""

    lines: tuple[Line, ...]
    """May be empty."""
    height: float
    """In points."""


def blocks_of_pages(pages: Sequence[Page]) -> list[Block]:
    """The paragraphs of `pages` in reading order, headings told by their larger letters."""
    heads = _running_heads(pages)
    columns = [
        column
        for page in pages
        for column in _columns([line for line in page.lines if _head_key(page, line) not in heads])
    ]
    body = _body_size(columns)
    known = _words(columns)
    paragraphs = _joined_over_columns([_paragraphs(column, body) for column in columns], body)
    sizes = sorted({round(p[0].size) for p in paragraphs if _is_heading(p, body)}, reverse=True)
    return [_block(paragraph, body, sizes, known) for paragraph in paragraphs]


def _head_key(page: Page, line: Line) -> tuple[str, int]:
    """What makes two heads the same: the words without numbers, and where they stand."""
    words = re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold())
    return words, round(line.middle / 6)


def _running_heads(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    """The lines at the edges of pages that come again and again, and page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    numbers: set[tuple[str, int]] = set()
    for page in pages:
        by_height = sorted(page.lines, key=lambda line: -line.middle)
        edges = {*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]}
        seen.update({_head_key(page, line) for line in edges})
        outermost = {*by_height[:1], *by_height[-1:]}
        numbers |= {_head_key(page, line) for line in outermost if _is_number(page, line)}
    # Left and right pages may have different heads; a short file shows each once or twice.
    often = max(2, min(5, len(pages) // 4))
    heads = frozenset(key for key, times in seen.items() if times >= often)
    # Pages that are all alike are forms, not a text with heads.
    return (heads if _share(pages, heads) < _MOST_HEADS else frozenset()) | numbers


def _share(pages: Sequence[Page], heads: frozenset[tuple[str, int]]) -> float:
    """How much of the letters stand in lines that come again and again."""
    letters = [
        (len(line.text), _head_key(page, line) in heads) for page in pages for line in page.lines
    ]
    return sum(n for n, is_head in letters if is_head) / max(1, sum(n for n, _ in letters))


def _is_number(page: Page, line: Line) -> bool:
    at_edge = line.middle < 0.1 * page.height or line.middle > 0.9 * page.height
    return at_edge and _PAGE_NUMBER.fullmatch(line.text) is not None


def _columns(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of a page in reading order, parted where one column ends.

    A page is cut at a gutter that lines stand on both sides of; a line across it, such as a
    heading over both columns, ends what stands above it.
    """
    gutter = _gutter(lines)
    if gutter is None:
        if lines:
            yield _from_the_top(lines)
        return
    across = sorted(
        (line for line in lines if line.left < gutter < line.right), key=lambda line: -line.middle
    )
    above = float("inf")
    for line in [*across, None]:
        below = line.middle if line else float("-inf")
        band = [one for one in lines if one not in across and below < one.middle <= above]
        for side in (
            [one for one in band if one.right <= gutter],
            [one for one in band if one.left >= gutter],
        ):
            if side:
                yield _from_the_top(side)
        if line:
            yield [line]
            above = line.middle


def _from_the_top(lines: list[Line]) -> list[Line]:
    """Lines of one column; pieces of one line stand from left to right."""
    ordered = sorted(lines, key=lambda line: -line.middle)
    rows: list[list[Line]] = []
    for line in ordered:
        if rows and abs(rows[-1][0].middle - line.middle) < 0.4 * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_one(sorted(row, key=lambda line: line.left)) for row in rows]


def _one(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    return Line(
        " ".join(line.text for line in row),
        row[0].left,
        min(line.bottom for line in row),
        max(line.right for line in row),
        max(line.top for line in row),
        max(line.size for line in row),
    )


def _gutter(lines: list[Line]) -> float | None:
    """Where a blank stripe from top to bottom parts two columns; None without one."""
    if len(lines) < 2 * _FEWEST_IN_COLUMN:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float] | None = None
    for step in range(30, 71, 2):
        x = left + (right - left) * step / 100
        sides = (
            [line for line in lines if line.right <= x],
            [line for line in lines if line.left >= x],
        )
        across = len(lines) - len(sides[0]) - len(sides[1])
        if min(map(len, sides)) < _FEWEST_IN_COLUMN or across > 0.4 * len(lines):
            continue
        if _stand_beside(*sides) and (best is None or across < best[0]):
            best = (across, x)
    return best[1] if best else None


def _stand_beside(left: list[Line], right: list[Line]) -> bool:
    """Whether each side is a column of prose, at the same height as the other."""
    overlap = min(max(line.top for line in left), max(line.top for line in right)) - max(
        min(line.bottom for line in left), min(line.bottom for line in right)
    )
    wide = all(median(line.right - line.left for line in side) > 60 for side in (left, right))
    # Short things side by side are a table, whose rows are read across.
    wordy = all(median(len(line.text.split()) for line in side) >= 3 for side in (left, right))
    return overlap > 0 and wide and wordy


def _body_size(columns: Iterable[list[Line]]) -> float:
    """The height of letters in which most of the text is set."""
    letters: Counter[float] = Counter()
    for column in columns:
        for line in column:
            letters[round(line.size * 2) / 2] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 1.0


def _paragraphs(column: list[Line], body: float) -> list[list[Line]]:
    distances = [above.middle - below.middle for above, below in pairwise(column)]
    usual = median(distances) if distances else 0.0
    left, right = min(line.left for line in column), max(line.right for line in column)
    paragraphs = [[column[0]]]
    for above, below in pairwise(column):
        if _begins(above, below, usual, (left, right), body):
            paragraphs.append([below])
        else:
            paragraphs[-1].append(below)
    return paragraphs


def _begins(
    above: Line, below: Line, usual: float, edges: tuple[float, float], body: float
) -> bool:
    """Whether a paragraph begins with `below`."""
    if abs(above.size - below.size) > 0.12 * max(above.size, below.size):
        return True
    if above.size > _LARGE * body:
        return above.middle - below.middle > 1.8 * above.size
    if above.middle - below.middle > _PARAGRAPH_GAP * usual or _LIST_ITEM.match(below.text):
        return True
    left, right = edges
    indented = below.left - left > 0.7 * body and above.left - left < 0.5 * body
    short = above.right < right - 0.12 * (right - left) and _ENDS_SENTENCE.search(above.text)
    return bool(short) or (indented and _ENDS_SENTENCE.search(above.text) is not None)


def _joined_over_columns(columns: Sequence[list[list[Line]]], body: float) -> list[list[Line]]:
    """The paragraphs of all columns; one that goes on in the next column or page is joined."""
    joined: list[list[Line]] = []
    for column in columns:
        for number, paragraph in enumerate(column):
            if number == 0 and joined and _goes_on(joined[-1], paragraph, body):
                joined[-1] = [*joined[-1], *paragraph]
            else:
                joined.append(paragraph)
    return joined


def _goes_on(before: list[Line], after: list[Line], body: float) -> bool:
    last, first = before[-1].text, after[0].text
    if _is_heading(before, body) or _is_heading(after, body):
        return False
    return last[-1] in _HYPHENS or (not _ENDS_SENTENCE.search(last) and not _LIST_ITEM.match(first))


def _is_heading(paragraph: list[Line], body: float) -> bool:
    return (
        paragraph[0].size > _LARGE * body
        and sum(len(line.text) for line in paragraph) < _LONGEST_HEADING
    )


def _words(columns: Iterable[list[Line]]) -> frozenset[str]:
    """The words that stand inside lines, to tell which hyphens belong to their word."""
    found: set[str] = set()
    for column in columns:
        for line in column:
            found.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold()))
    return frozenset(found)


def _block(
    paragraph: list[Line], body: float, sizes: Sequence[int], known: frozenset[str]
) -> Block:
    # Joined from pieces: a book may be one paragraph to this reader.
    pieces = [paragraph[0].text]
    for line in paragraph[1:]:
        before = pieces.pop()
        joined = _with(before, line.text, known)
        kept = len(joined) - len(line.text)
        pieces += [joined[:kept], joined[kept:]]
    text = "".join(pieces).replace("\u00ad", "")
    if _is_heading(paragraph, body):
        return Block(text, Role.HEADING, min(6, 1 + sizes.index(round(paragraph[0].size))))
    if _LIST_ITEM.match(text):
        return Block(text, Role.LIST_ITEM, 1)
    return Block(text)


def _with(text: str, line: str, known: frozenset[str]) -> str:
    """`text` and the next line; a word broken between them made whole."""
    broken = re.search(rf"([^\W\d_]+)[{_HYPHENS}]$", text)
    going_on = re.match(r"[^\W\d_]+", line)
    if not broken or not going_on:
        return f"{text}{'' if text[-1:] in '—–/' else ' '}{line}"
    first, second = broken[1].casefold(), going_on[0].casefold()
    with_hyphen = f"{first}-{second}" in known and first + second not in known
    if with_hyphen or (going_on[0][0].isupper() and not broken[1].isupper()):
        return f"{text[:-1]}-{line}"
    return text[:-1] + line
