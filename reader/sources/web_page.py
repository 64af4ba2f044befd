"""A web page as a document: its main text, without menus and adverts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree, html

from reader.document import Document, Origin, Role, looks_like_byline, looks_like_credit
from reader.errors import Unreadable
from reader.sources.blocks import Block, document_of
from reader.sources.markup import blocks_of
from reader.sources.page_facts import facts_of_page
from reader.sources.pruning import prune

LARGEST_PAGE = 20 * 1024 * 1024
"""Bytes of UTF-8; what is larger is data, not an article."""
_TOO_DEEP = re.compile(r"excessive depth|depth.*huge", re.IGNORECASE)
_WRAPPERS = re.compile(
    r"</?(?:div|span|font|section|article|center|b|i|u|em|strong|big|small|a|ul|ol|li|dl|dd|"
    r"table|tbody|tr|td|blockquote|[a-z]+-[a-z-]+)(?:\s[^<>]{0,2000})?>",
    re.IGNORECASE,
)
_CAPTION = "\ue000"
"""Goes before a caption, so that it is known again in the main text."""
_FEW_WORDS = 0.6
"""Of what is in the page's own article: with less, the extraction went wrong."""


def page_document(text: str, origin: Origin, name: str) -> Document:
    """The article in the web page `text`.

    Args:
        text: The page, decoded.
        origin: Where it comes from.
        name: What to call it in an error.

    Raises:
        Unreadable: It is too large, nested without end, or holds nothing to read.
    """
    tree = parsed(text, name)
    facts = facts_of_page(tree)
    prune(tree)
    blocks = list(_marked(_main_blocks(tree)))
    if not any(block.role is not Role.HEADING for block in blocks):
        raise Unreadable(f"{name}: no article on this page; open the page of one article")
    return document_of(_without_repeats(blocks), facts, replace(origin, kind="html"))


def parsed(text: str, name: str) -> etree._Element:
    """The tree of a page; errors in it are mended as browsers do.

    Raises:
        Unreadable: It is too large, nested without end, or empty.
    """
    data = text.replace("\0", "").encode("utf-8", "replace")
    if len(data) > LARGEST_PAGE:
        limit = LARGEST_PAGE // (1024 * 1024)
        raise Unreadable(f"{name}: a web page larger than {limit} MB; save the article as text")
    tree, complaint = _tree(data)
    if _TOO_DEEP.search(complaint):
        # Nested deeper than any browser shows; the words are still there between the wrappers.
        tree, complaint = _tree(_WRAPPERS.sub("\n", data.decode("utf-8")).encode("utf-8"))
    if tree is None or "huge" in complaint.lower() or _TOO_DEEP.search(complaint):
        raise Unreadable(f"{name}: this web page is broken beyond reading; save it as text")
    return tree


def _tree(data: bytes) -> tuple[etree._Element | None, str]:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        return None, str(error)
    return tree, "\n".join(entry.message for entry in parser.error_log)


def _main_blocks(tree: etree._Element) -> list[Block]:
    """The blocks of the page's main text.

    What the page itself calls its article is taken if the extraction lost much of it.
    """
    own = _own_article(tree)
    own_blocks = list(blocks_of(own)) if own is not None else []
    _mark_captions(tree)
    found = list(blocks_of(body)) if (body := _extracted(tree)) is not None else []
    if not found:
        return own_blocks or list(blocks_of(tree))
    return own_blocks if _words(found) < _FEW_WORDS * _words(own_blocks) else found


def _extracted(tree: etree._Element) -> etree._Element | None:
    # Only here: it costs 100 ms to import.
    from trafilatura import bare_extraction

    found = bare_extraction(
        tree,
        favor_recall=True,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_tables=True,
        with_metadata=False,
    )
    body = getattr(found, "body", None)
    return body if body is not None and len(body) else None


def _own_article(tree: etree._Element) -> etree._Element | None:
    """What the page calls the body of its article, else its one article, else its main part."""
    for path in (
        ".//*[@itemprop='articleBody']",
        ".//article",
        ".//main | .//*[@role='main']",
    ):
        found = tree.xpath(path)
        if isinstance(found, list) and len(found) == 1 and isinstance(found[0], etree._Element):
            return found[0]
    return None


def _mark_captions(tree: etree._Element) -> None:
    """Make captions paragraphs after their figures, which the extraction throws away whole."""
    for caption in list(tree.iter("figcaption")):
        caption.tag = "p"
        caption.text = _CAPTION + (caption.text or "")
        figure = next((above for above in caption.iterancestors("figure")), None)
        if figure is not None and figure.getparent() is not None:
            tail, figure.tail = figure.tail, None
            caption.tail = None
            figure.addnext(caption)
            caption.tail = tail


def _marked(blocks: Iterable[Block]) -> Iterator[Block]:
    """`blocks` with captions, credits and the byline marked as such."""
    for number, block in enumerate(blocks):
        words = block.text
        if words.startswith(_CAPTION) or _CAPTION in words[:4]:
            yield Block(words.replace(_CAPTION, "").strip(), Role.CAPTION)
        elif block.role is not Role.PROSE:
            yield replace(block, text=words.replace(_CAPTION, " "))
        elif number < 6 and looks_like_byline(words):
            yield Block(words, Role.BYLINE)
        elif looks_like_credit(words):
            yield Block(words, Role.CAPTION)
        else:
            yield replace(block, text=words.replace(_CAPTION, " "))


def _without_repeats(blocks: Iterable[Block]) -> Iterator[Block]:
    """`blocks` without one that says what the one before it said."""
    last = None
    for block in blocks:
        if block.text and block.text != last:
            yield block
        last = block.text


def _words(blocks: Iterable[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)
