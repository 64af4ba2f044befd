"""EPUB books: their chapters in reading order, each under its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

from lxml import etree, html

from reader.document import Document, Origin, Role
from reader.document.address import safe_address
from reader.errors import Unreadable
from reader.sources.archive import Archive, joined
from reader.sources.blocks import Block, Facts, document_of, one_line
from reader.sources.encodings import decoded_page
from reader.sources.heads import mend_head
from reader.sources.leads import bracket_note_signs
from reader.sources.markup import blocks_of
from reader.sources.tags import MOST_TAGS, count_of_tags, without_endless_tags
from reader.sources.xml import xml_tree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//")
_MOST_CHAPTERS = 5_000
_MOST_TAGS = 2 * MOST_TAGS
_PAGES = frozenset(
    {"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"}
)


def epub_document(data: bytes, origin: Origin, name: str) -> Document:
    """The book in `data`; a chapter that has no heading gets its line of the table of contents.

    Raises:
        Unreadable: It is damaged, locked, a bomb, or holds nothing to read.
    """
    archive = Archive(data, name, "an EPUB book")
    package = _package_path(archive)
    root = xml_tree(archive.read(package), archive)
    manifest = {item.get("id", ""): item for item in root.iterfind("{*}manifest/{*}item")}
    spine = [item.get("idref", "") for item in root.iterfind("{*}spine/{*}itemref")]
    told = (
        joined(package, _path(manifest[idref]))
        for idref in spine[:_MOST_CHAPTERS]
        if idref in manifest and manifest[idref].get("media-type") in _PAGES
    )
    chapters = list(dict.fromkeys(told))
    _refuse_locked(archive, chapters, name)
    titles = _contents(archive, package, root, manifest)
    facts = _facts(root)
    pages = _pages(archive, chapters, name)
    blocks = [block for path, page in pages for block in _chapter(page, path, titles.get(path))]
    if not any(block.role is not Role.HEADING for block in blocks):
        raise Unreadable(f"{name}: an EPUB book without words; is it made of pictures?")
    # The title first: the first chapter's heading is not the book's.
    if facts.title:
        blocks.insert(0, Block(facts.title, Role.HEADING, 1))
    return document_of(blocks, facts, replace(origin, kind="epub"))


def _package_path(archive: Archive) -> str:
    container = xml_tree(archive.read(_CONTAINER), archive)
    for file in container.iterfind(".//{*}rootfile"):
        path = joined("", file.get("full-path", ""))
        if path in archive:
            return path
    raise archive.refusal("without a table of its parts")


def _path(item: Element) -> str:
    return unquote(urldefrag(item.get("href", "")).url)


def _refuse_locked(archive: Archive, chapters: list[str], name: str) -> None:
    if _ENCRYPTION not in archive:
        return
    # Fonts may be scrambled in a book that is open to all; only its words matter.
    references = xml_tree(archive.read(_ENCRYPTION), archive).iterfind(".//{*}CipherReference")
    locked = {joined("", unquote(reference.get("URI", ""))) for reference in references}
    if locked.intersection(chapters):
        raise Unreadable(f"{name}: an EPUB book locked by its seller; get one without a lock")


def _facts(root: Element) -> Facts:
    def values(field: str) -> Iterator[str]:
        for element in root.iterfind(f"{{*}}metadata//{{http://purl.org/dc/elements/1.1/}}{field}"):
            value = one_line("".join(element.itertext()))
            if value:
                yield value

    return Facts(
        next(values("title"), None),
        tuple(dict.fromkeys(values("creator"))),
        next(values("date"), None),
        next(values("publisher"), None),
        next(values("language"), None),
    )


def _contents(
    archive: Archive, package: str, root: Element, manifest: dict[str, Element]
) -> dict[str, str]:
    """What the table of contents calls each chapter; empty if there is none that can be read."""
    titles: dict[str, str] = {}
    spine = root.find("{*}spine")
    ncx = manifest.get(spine.get("toc", "") if spine is not None else "")
    nav = next((i for i in manifest.values() if "nav" in i.get("properties", "").split()), None)
    for item in (nav, ncx):
        path = joined(package, _path(item)) if item is not None else ""
        if path not in archive:
            continue
        try:
            for target, words in _entries(xml_tree(archive.read(path), archive)):
                titles.setdefault(joined(path, unquote(urldefrag(target).url)), words)
        except Unreadable:
            continue
    return titles


def _entries(tree: Element) -> Iterator[tuple[str, str]]:
    for link in tree.iterfind(".//{*}a[@href]"):
        words = one_line("".join(link.itertext()))
        if words:
            yield link.get("href", ""), words
    for point in tree.iterfind(".//{*}navPoint"):
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        words = one_line("".join(label.itertext())) if label is not None else None
        if words and content is not None:
            yield content.get("src", ""), words


def _pages(archive: Archive, chapters: Sequence[str], name: str) -> list[tuple[str, bytes]]:
    """Each chapter and its page in UTF-8."""
    found: list[tuple[str, bytes]] = []
    tags = 0
    for path in chapters:
        page = decoded_page(archive.read(path)).text.encode("utf-8", "replace")
        tags += count_of_tags(page)
        if tags > _MOST_TAGS:
            raise Unreadable(f"{name}: an EPUB book of more than {_MOST_TAGS:,} parts; split it")
        found.append((path, without_endless_tags(page)))
    return found


def _chapter(page: bytes, path: str, title: str | None) -> Iterator[Block]:
    # As HTML, not XML: many a book is not well-formed, and this reader forgives.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return  # a chapter without a word
    mend_head(tree)
    bracket_note_signs(tree)
    _settle_names(tree, path)
    blocks = list(blocks_of(tree, all_names=True))
    if title and blocks and not any(block.role is Role.HEADING for block in blocks[:3]):
        blocks.insert(0, Block(title, Role.HEADING, 1))
    for number, block in enumerate(blocks):
        names = ((path, 0), *block.names) if number == 0 else block.names
        level = block.level + 1 if block.role is Role.HEADING else block.level
        yield replace(block, names=names, level=level)


def _settle_names(tree: etree._Element, path: str) -> None:
    """Give places and links names that hold in the whole book, in place; addresses stay."""
    for element in tree.iter(etree.Element):
        if "pagebreak" in f"{element.get('epub:type')} {element.get('role')}":
            element.text = None  # the number of a page on paper
        if name := element.get("id"):
            element.set("id", f"{path}#{name}")
        href = element.get("href") if element.tag == "a" else None
        if href is not None:
            element.set("href", _led(href.strip(), path))


def _led(href: str, path: str) -> str:
    target, name = urldefrag(href)
    if _SCHEME.match(target):
        return safe_address(href)
    chapter = joined(path, unquote(target)) if target else path
    return f"#{chapter}#{unquote(name)}" if name else f"#{chapter}"
