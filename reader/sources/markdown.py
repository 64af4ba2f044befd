"""Markdown as a document: its words without its signs, each block with its role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.document import Document, Origin, Role
from reader.sources.blocks import CELL_BREAK, Block, Facts, document_of, facts_in

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?P<yaml>.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


def markdown_document(raw: str, origin: Origin) -> Document:
    """The article in `raw` Markdown.

    The canonical text holds the words only: a link is its text, an image its description, raw
    HTML what it looks like in the source. Offsets count in that text, not in `raw`.
    """
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT_MATTER.match(raw)
    facts = _facts(match["yaml"]) if match else Facts()
    tokens = _parser().parse(raw[match.end() :] if match else raw)
    return document_of(_blocks(tokens), facts, origin)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


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

    def block(self, text: str) -> Block:
        """The paragraph that `text` makes here."""
        if self._lists:
            mark, self._mark = self._mark, None
            return Block(f"{mark} {text}" if mark else text, Role.LIST_ITEM, len(self._lists))
        if self._quotes:
            return Block(text, Role.BLOCK_QUOTE, self._quotes)
        return Block(text, Role.PROSE)

    def _open_item(self) -> None:
        number = self._lists[-1]
        self._mark = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1


def _blocks(tokens: Sequence[Token]) -> Iterable[Block]:
    nesting = _Nesting()
    row: list[str] | None = None
    for index, token in enumerate(tokens):
        nesting.follow(token)
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield Block(CELL_BREAK.join(row), Role.TABLE)
            row = None
        elif token.type in ("fence", "code_block", "html_block"):
            yield from (Block(line, Role.CODE) for line in token.content.split("\n"))
        elif token.type == "inline" and row is not None:
            row.append(_words(token))
        elif token.type == "inline":
            yield _inline_block(token, tokens[index - 1], nesting)


def _inline_block(token: Token, opening: Token, nesting: _Nesting) -> Block:
    if opening.type == "heading_open":
        return Block(_words(token), Role.HEADING, int(opening.tag[1:]))
    children = token.children or []
    if len(children) == 1 and children[0].type == "image":
        return Block(_words(token), Role.CAPTION)
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


def _facts(front_matter: str) -> Facts:
    """Title, authors and date, where they are what they should be; never fails."""
    # Only here: YAML costs 20 ms to import, and few articles have front matter.
    import yaml

    try:
        fields = yaml.safe_load(front_matter)
    except (yaml.YAMLError, ValueError, RecursionError):
        return Facts()
    return facts_in(fields) if isinstance(fields, Mapping) else Facts()
