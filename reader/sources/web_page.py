"""A web page as a document: its main text, without menus and adverts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from lxml import etree, html

from reader.document import Document, Origin, Role
from reader.document.address import safe_address
from reader.errors import Unreadable
from reader.sources.blocks import Block, Facts, document_of, one_line
from reader.sources.heads import mend_head
from reader.sources.leads import bracket_note_signs, settle_links
from reader.sources.main_text import main_blocks
from reader.sources.markup import Placed
from reader.sources.page_facts import facts_of_page, told_text
from reader.sources.page_lines import is_byline
from reader.sources.pruning import prune
from reader.sources.tags import MOST_TAGS, count_of_tags, without_endless_tags

LARGEST_PAGE = 12 * 1024 * 1024
"""Bytes of UTF-8; what is larger is data, not an article."""
_TOO_DEEP = re.compile(r"excessive depth|depth.*huge", re.IGNORECASE)
_WRAPPERS = re.compile(
    r"</?(?:div|span|font|section|article|center|b|i|u|em|strong|big|small|a|ul|ol|li|dl|dd|"
    r"table|tbody|tr|td|blockquote|[a-z]+-[a-z-]+)(?:\s[^<>]{0,2000})?>",
    re.IGNORECASE,
)
_LARGE = 3 * 1024 * 1024
"""Bytes of a page that is gone through without trafilatura."""
_FEWEST_PULLED = 3
"""Blanks in words that are known again in a paragraph; a word or two stand in many."""
_MAY_REPEAT = (Role.TABLE, Role.CODE, Role.LIST_ITEM)
"""Paragraphs that may say the same twice."""
_FEW_SHOWN = 0.4
"""Of the words that the page tells of its article beside what it shows."""
_AT_THE_TOP = 8
"""Blocks among which the byline stands."""
_PULLED = re.compile(r"pull-?quote|pull_quote|blockquote--?pull", re.IGNORECASE)


def page_document(
    text: str, origin: Origin, name: str, saved_from: str = "", found_at: str = ""
) -> Document:
    """The article in the web page `text`.

    Args:
        text: The page, decoded.
        origin: Where it comes from.
        name: What to call it in an error.
        saved_from: The address it was saved from, as far as that is known beside the page.
        found_at: The address that the one of `origin` led to, if any: links are relative to it.

    Raises:
        Unreadable: It is too large, nested without end, or holds nothing to read.
    """
    tree = parsed(text, name)
    saved_from = safe_address(saved_from)
    address = _own_address(tree) or saved_from
    facts, told = facts_of_page(tree), told_text(tree)
    settle_links(tree, _base(tree, saved_from or found_at or origin.locator))
    prune(tree)
    bracket_note_signs(tree)
    blocks = _without_repeats(list(_marked(main_blocks(tree))))
    if told and _words(blocks) < _FEW_SHOWN * len(told.split()):
        blocks = [Block(" ".join(line.split())) for line in told.split("\n")]
    if not any(block.role is not Role.HEADING for block in blocks):
        raise Unreadable(f"{name}: no article on this page; open the page of one article")
    facts = replace(facts, title=_shown_title(blocks, facts) or facts.title)
    return replace(document_of(blocks, facts, replace(origin, kind="html")), address=address)


def _words(blocks: Sequence[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _shown_title(blocks: Sequence[Block], facts: Facts) -> str | None:
    """The one heading of the first order at the top of the text; None without one.

    What a page says of itself is often another title, made for searches or for sharing.
    """
    heads = [block.text for block in blocks if block.role is Role.HEADING and block.level == 1]
    top = [block.text for block in blocks[:_AT_THE_TOP] if block.text in heads]
    is_title = len(heads) == 1 and top and _folded(top[0]) != _folded(facts.site or "")
    return one_line(top[0]) if is_title else None


def _base(tree: etree._Element, locator: str) -> str:
    """The address that links of the page are relative to; empty where none is known."""
    here = locator if Origin(locator).is_web else ""
    for element, name in (("base", "href"), ("link", "href"), ("meta", "content")):
        for found in tree.iter(f"{{*}}{element}"):
            if element == "base" or (not here and _is_canonical(found)):
                address = safe_address(found.get(name) or "", here)
                if address:
                    return address
    return here


def _own_address(tree: etree._Element) -> str:
    """The address that a page gives as its own; empty for none, or for the front of a site."""
    for name, value in (("link", "href"), ("meta", "content")):
        for found in tree.iter(f"{{*}}{name}"):
            if _is_canonical(found):
                address = safe_address(found.get(value) or "", "")
                if address.startswith("http") and urlsplit(address).path.strip("/"):
                    return address
    return ""


def _is_canonical(element: etree._Element) -> bool:
    """Whether an element tells the address of its page, for one saved to a file."""
    return element.get("rel") == "canonical" or element.get("property") == "og:url"


def parsed(text: str, name: str) -> etree._Element:
    """The tree of a page; errors in it are mended as browsers do.

    Raises:
        Unreadable: It is too large, nested without end, or empty.
    """
    data = text.replace("\0", "").encode("utf-8", "replace")
    if len(data) > LARGEST_PAGE:
        limit = LARGEST_PAGE // (1024 * 1024)
        raise Unreadable(f"{name}: a web page larger than {limit} MB; save the article as text")
    if count_of_tags(data) > MOST_TAGS:
        why = f"a web page of more than {MOST_TAGS:,} parts"
        raise Unreadable(f"{name}: {why}; save the article as text")
    data = without_endless_tags(data)
    tree, complaint = _tree(data)
    if _TOO_DEEP.search(complaint):
        # Nested deeper than any browser shows; the words are still there between the wrappers.
        tree, complaint = _tree(_WRAPPERS.sub("\n", data.decode("utf-8")).encode("utf-8"))
    if tree is None or "huge" in complaint.lower() or _TOO_DEEP.search(complaint):
        raise Unreadable(f"{name}: this web page is broken beyond reading; save it as text")
    return tree


def _tree(data: bytes) -> tuple[etree._Element | None, str]:
    # Trafilatura wants elements of a class of their own, which take twice as long to go through.
    kind = html.HTMLParser if len(data) < _LARGE else etree.HTMLParser
    parser = kind(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        return None, str(error)
    mend_head(tree)
    return tree, "\n".join(entry.message for entry in parser.error_log)


def _marked(blocks: Sequence[Placed]) -> Iterator[tuple[Block, etree._Element]]:
    """The blocks with the byline marked as such."""
    for number, placed in enumerate(blocks):
        block = placed.block
        if block.role is Role.PROSE and number < _AT_THE_TOP and is_byline(placed):
            block = replace(block, role=Role.BYLINE)
        yield block, placed.element


def _without_repeats(blocks: Sequence[tuple[Block, etree._Element]]) -> list[Block]:
    """The blocks without one that says what the one before it said, or was pulled out of others."""
    prose = [_folded(block.text) for block, _ in blocks if block.role is Role.PROSE]
    kept: list[Block] = []
    last = ""
    for block, element in blocks:
        folded = _folded(block.text)
        is_repeat = folded == last and block.role not in _MAY_REPEAT
        if not is_repeat and not (_is_pulled(block, element, folded) and _stands_in(folded, prose)):
            kept.append(block)
            last = folded
    return kept


def _is_pulled(block: Block, element: etree._Element, folded: str) -> bool:
    """Whether a block may be words of the article, set large beside it."""
    around = (element, *element.iterancestors())[:4]
    is_called = any(
        one.tag == "aside" or _PULLED.search(one.get("class") or "") is not None for one in around
    )
    is_quote = block.role is Role.BLOCK_QUOTE and folded.count(" ") >= _FEWEST_PULLED
    return is_called or is_quote


def _stands_in(folded: str, prose: Sequence[str]) -> bool:
    return any(folded in other and folded != other for other in prose) or prose.count(folded) > 1


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
