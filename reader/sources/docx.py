"""Word documents (DOCX): paragraphs, headings, lists, tables and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.document import Document, Origin, Role
from reader.document.address import safe_address
from reader.errors import Unreadable
from reader.sources.archive import Archive, joined
from reader.sources.blocks import Block, Facts, document_of, one_line
from reader.sources.docx_runs import RunReader, local_name, note_name, value_of
from reader.sources.tables import table_blocks
from reader.sources.words import Gathered
from reader.sources.xml import xml_tree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAIN = "word/document.xml"
_HEADING = re.compile(r"heading\s*([1-9])")
_LISTS = frozenset({"bullet", "none"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
"""What stands around paragraphs, rows and cells without being one."""
_TOP = 2
"""A document's title may stand below one line, such as its kind."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph of a style is."""

    role: Role = Role.PROSE
    level: int = 0
    numbering: str | None = None
    """Id of the list it makes its paragraphs items of."""


@dataclass(slots=True)
class _Reading:
    """What is known while the paragraphs are gone through."""

    styles: dict[str, _Style]
    ordered: dict[tuple[str, int], bool]
    """Whether the items of a list are numbered, by its id and depth from 0."""
    addresses: dict[str, str]
    """Where links lead, by the id of their relation."""
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """Ids of the footnotes met, in order."""


def docx_document(data: bytes, origin: Origin, name: str) -> Document:
    """The document in `data`: what was deleted in it and its page heads are left out.

    Raises:
        Unreadable: It is damaged, a bomb, defines entities, or holds nothing to read.
    """
    archive = Archive(data, name, "an Office document")
    main = _main_part(archive)
    body = xml_tree(archive.read(main), archive).find("{*}body")
    reading = _Reading(_styles(archive), _numbering(archive), _addresses(archive, main))
    try:
        blocks = list(_blocks(body, reading)) if body is not None else []
        blocks += _footnotes(archive, reading)
    except RecursionError as error:
        raise archive.refusal("nested too deeply") from error
    if not any(block.text.strip() for block in blocks):
        raise Unreadable(f"{name}: a Word document without words; is it made of pictures?")
    facts = _facts(archive)
    # What Word puts into the title field is often the name of a template: only a line of the
    # text itself that is styled as one, or is the same, is believed.
    title = next((b for b in blocks[:_TOP] if b.role in (Role.TITLE, Role.HEADING)), None)
    said = next((b for b in blocks[:_TOP] if facts.title and b.text == facts.title), title)
    blocks = [replace(b, role=Role.HEADING, level=1) if b is said else b for b in blocks]
    facts = replace(facts, title=said.text if said else None)
    return document_of(blocks, facts, replace(origin, kind="docx"))


def _main_part(archive: Archive) -> str:
    """The member that holds the text, which some writers call otherwise than Word."""
    if _MAIN in archive or "_rels/.rels" not in archive:
        return _MAIN
    for relation in xml_tree(archive.read("_rels/.rels"), archive):
        target = joined("", relation.get("Target", ""))
        if relation.get("Type", "").endswith("/officeDocument") and target.startswith("word/"):
            return target
    raise archive.refusal("of another kind than Word's")


def _blocks(parent: Element, reading: _Reading) -> Iterator[Block]:
    for element in parent:
        match local_name(element):
            case "p":
                yield from _paragraph(element, reading)
            case "tbl":
                yield from _rows(element, reading)
            case name if name in _WRAPPERS:
                yield from _blocks(element, reading)


def _rows(table: Element, reading: _Reading) -> Iterator[Block]:
    rows = [list(_inside(row, "tc")) for row in _inside(table, "tr")]
    if all(len(cells) <= 1 for cells in rows):  # a frame around text, no table
        for cells in rows:
            for cell in cells:
                yield from _blocks(cell, reading)
        return
    yield from table_blocks([[_words(cell, reading) for cell in cells] for cells in rows])


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, not those of a table inside."""
    for child in element:
        own = local_name(child)
        if own == name:
            yield child
        elif own in _WRAPPERS:
            yield from _inside(child, name)


def _paragraph(paragraph: Element, reading: _Reading) -> Iterator[Block]:
    words = _words(paragraph, reading)
    if not words.text:
        return
    style_id = value_of(paragraph.find("{*}pPr/{*}pStyle")) or ""
    style = reading.styles.get(style_id, _Style())
    numbering = value_of(paragraph.find("{*}pPr/{*}numPr/{*}numId")) or style.numbering
    outline = _digit(value_of(paragraph.find("{*}pPr/{*}outlineLvl")))
    if style.role is Role.PROSE and outline is not None:
        yield Block.of(words, Role.HEADING, outline + 1)
    elif style.role is Role.PROSE and numbering and numbering != "0":
        depth = _digit(value_of(paragraph.find("{*}pPr/{*}numPr/{*}ilvl"))) or 0
        mark = _mark(numbering, depth, reading)
        yield Block.of(words, Role.LIST_ITEM, depth + 1, mark)
    else:
        yield Block.of(words, style.role, style.level)


def _digit(said: str | None) -> int | None:
    """A depth from 0 to 8, which is all there are; None for what is none."""
    return int(said) if said and said in "012345678" else None


def _mark(numbering: str, depth: int, reading: _Reading) -> str:
    if not reading.ordered.get((numbering, depth)):
        return "•"
    key = (numbering, depth)
    reading.counts[key] = reading.counts.get(key, 0) + 1
    for other in [k for k in reading.counts if k[0] == numbering and k[1] > depth]:
        del reading.counts[other]
    return f"{reading.counts[key]}."


def _words(element: Element, reading: _Reading) -> Gathered:
    """What a person reads of a paragraph or cell; a note's number in brackets where it stands."""
    run = RunReader(reading.addresses, reading.notes)
    run.read(element)
    return run.words.take()


def _footnotes(archive: Archive, reading: _Reading) -> Iterator[Block]:
    if not reading.notes or "word/footnotes.xml" not in archive:
        return
    root = xml_tree(archive.read("word/footnotes.xml"), archive)
    kept = {value_of(note, "id"): note for note in root}
    for number, note_id in enumerate(tuple(reading.notes), start=1):
        note = kept.get(note_id)
        words = _words(note, reading) if note is not None else Gathered()
        if words.text:
            named = replace(words, names=((note_name(number), 0), *words.names))
            yield Block.of(named, Role.LIST_ITEM, 1, f"[{number}]")


def _addresses(archive: Archive, main: str) -> dict[str, str]:
    """The addresses outside that the text leads to, by the id of the relation."""
    folder, _, file = main.rpartition("/")
    path = f"{folder}/_rels/{file}.rels"
    if path not in archive:
        return {}
    return {
        relation.get("Id", ""): safe_address(relation.get("Target", ""))
        for relation in xml_tree(archive.read(path), archive)
        if relation.get("TargetMode") == "External"
    }


def _styles(archive: Archive) -> dict[str, _Style]:
    if "word/styles.xml" not in archive:
        return {}
    root = xml_tree(archive.read("word/styles.xml"), archive)
    found: dict[str, _Style] = {}
    for style in root.iterfind("{*}style"):
        style_id = value_of(style, "styleId")
        if style_id:
            name = (value_of(style.find("{*}name")) or style_id).casefold()
            numbering = value_of(style.find("{*}pPr/{*}numPr/{*}numId"))
            found[style_id] = replace(_style_named(name), numbering=numbering)
    return found


def _style_named(name: str) -> _Style:
    heading = _HEADING.match(name)
    if heading:
        # Below the title, which has a style of its own.
        return _Style(Role.HEADING, int(heading[1]) + 1)
    if name == "title":
        return _Style(Role.HEADING, 1)
    if "quot" in name:
        return _Style(Role.BLOCK_QUOTE, 1)
    if name == "caption":
        return _Style(Role.CAPTION)
    return _Style()


def _numbering(archive: Archive) -> dict[tuple[str, int], bool]:
    if "word/numbering.xml" not in archive:
        return {}
    root = xml_tree(archive.read("word/numbering.xml"), archive)
    formats: dict[str | None, dict[int, bool]] = {}
    for kind in root.iterfind("{*}abstractNum"):
        levels = {
            _digit(value_of(level, "ilvl")) or 0: value_of(level.find("{*}numFmt")) not in _LISTS
            for level in kind.iterfind("{*}lvl")
        }
        formats[value_of(kind, "abstractNumId")] = levels
    return {
        (value_of(number, "numId") or "", depth): ordered
        for number in root.iterfind("{*}num")
        for depth, ordered in formats.get(value_of(number.find("{*}abstractNumId")), {}).items()
    }


def _facts(archive: Archive) -> Facts:
    if "docProps/core.xml" not in archive:
        return Facts()
    root = xml_tree(archive.read("docProps/core.xml"), archive)

    def said(name: str) -> str | None:
        return one_line(root.findtext(f"{{*}}{name}"))

    author = said("creator")
    # The day it was made is not the day it was published: that is not told.
    return Facts(said("title"), (author,) if author else (), None, None, said("language"))
