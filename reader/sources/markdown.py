"""Markdown as a document: its words without its signs, each block with its role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.document import (
    Document,
    Origin,
    Paragraph,
    Paragraphs,
    Role,
    Span,
    canonical_characters,
    dateline,
    title_from_name,
)

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?P<yaml>.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_LONGEST_FIELD = 500
"""Code points of a title or name taken from front matter."""
_CELL_BREAK = " | "


@dataclass(frozen=True, slots=True)
class _Block:
    """One paragraph to be."""

    text: str
    role: Role
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Facts:
    """What front matter says."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


def markdown_document(raw: str, origin: Origin) -> Document:
    """The article in `raw` Markdown.

    The canonical text holds the words only: a link is its text, an image its description, raw
    HTML what it looks like in the source. Offsets count in that text, not in `raw`.
    """
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT_MATTER.match(raw)
    facts = _facts(match["yaml"]) if match else _Facts()
    tokens = _parser().parse(raw[match.end() :] if match else raw)
    return _document(_with_title(list(_blocks(tokens)), facts), facts, origin)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _document(blocks: Iterable[_Block], facts: _Facts, origin: Origin) -> Document:
    lines: list[str] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for block in blocks:
        line = canonical_characters(block.text).replace("\n", " ").rstrip()
        if not line.strip():
            continue
        start = at + len(line) - len(line.lstrip())
        paragraphs.append(Paragraph(Span(start, at + len(line)), block.role, block.level))
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    document = Document(
        text,
        Paragraphs.of(paragraphs),
        facts.title or _first_heading(text, paragraphs) or title_from_name(origin, text),
        origin,
        facts.authors,
        facts.published,
    )
    return replace(document, dateline=dateline(document))


def _first_heading(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    return next((p.span.of(text) for p in paragraphs if p.role is Role.TITLE), None)


def _with_title(blocks: list[_Block], facts: _Facts) -> list[_Block]:
    """`blocks` with the article's own title marked as such.

    A heading that opens the article, or says what the front matter says, is the title; a title
    that stands only in the front matter is shown too, for a reader expects to see it.
    """
    for index, block in enumerate(blocks[:3]):
        says_title = facts.title is None or _folded(block.text) == _folded(facts.title)
        if block.role is Role.HEADING and block.level <= 2 and says_title:
            blocks[index] = replace(block, role=Role.TITLE, level=1)
            return blocks
    if facts.title is not None:
        blocks.insert(0, _Block(facts.title, Role.TITLE, 1))
    return blocks


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


class _Nesting:
    """Which lists and block quotes are open around a token."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []
        """The number of the next item of each open list; None for bullets."""
        self._quotes = 0
        self._mark: str | None = None
        """What the item just opened begins with, until its first words have taken it."""

    def follow(self, token: Token) -> None:
        """Take note of a token that opens or closes something."""
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "list_item_open":
                self._open_item()

    def block(self, text: str) -> _Block:
        """The paragraph that `text` makes here."""
        if self._lists:
            mark, self._mark = self._mark, None
            return _Block(f"{mark} {text}" if mark else text, Role.LIST_ITEM, len(self._lists))
        if self._quotes:
            return _Block(text, Role.BLOCK_QUOTE, self._quotes)
        return _Block(text, Role.PROSE)

    def _open_item(self) -> None:
        number = self._lists[-1]
        self._mark = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1


def _blocks(tokens: Sequence[Token]) -> Iterable[_Block]:
    nesting = _Nesting()
    row: list[str] | None = None
    for index, token in enumerate(tokens):
        nesting.follow(token)
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield _Block(_CELL_BREAK.join(row), Role.TABLE)
            row = None
        elif token.type in ("fence", "code_block", "html_block"):
            yield from (_Block(line, Role.CODE) for line in token.content.split("\n"))
        elif token.type == "inline" and row is not None:
            row.append(_words(token))
        elif token.type == "inline":
            yield _inline_block(token, tokens[index - 1], nesting)


def _inline_block(token: Token, opening: Token, nesting: _Nesting) -> _Block:
    if opening.type == "heading_open":
        return _Block(_words(token), Role.HEADING, int(opening.tag[1:]))
    children = token.children or []
    if len(children) == 1 and children[0].type == "image":
        return _Block(_words(token), Role.CAPTION)
    return nesting.block(_words(token))


def _words(token: Token) -> str:
    """What a person reads of an inline token."""
    pieces: list[str] = []
    for child in token.children or []:
        match child.type:
            case "text" | "code_inline" | "html_inline" | "text_special":
                pieces.append(child.content)
            case "softbreak" | "hardbreak":
                pieces.append(" ")
            case "image":
                pieces.append(_words(child))
    return "".join(pieces).strip()


def _facts(front_matter: str) -> _Facts:
    """Title, authors and date, where they are what they should be; never fails."""
    # Only here: YAML costs 20 ms to import, and few articles have front matter.
    import yaml

    try:
        fields = yaml.safe_load(front_matter)
    except (yaml.YAMLError, ValueError, RecursionError):
        return _Facts()
    if not isinstance(fields, Mapping):
        return _Facts()
    return _Facts(
        _line(fields.get("title")),
        _names(fields.get("authors") or fields.get("author")),
        _day(fields.get("published") or fields.get("date")),
    )


def _line(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(canonical_characters(value).split())[:_LONGEST_FIELD] or None


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(name for name in map(_line, values) if name)


def _day(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else _line(value)
