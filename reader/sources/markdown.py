"""Markdown as a document: its words without its signs, each block with its role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.document import Document, InlineKind, Origin, Role
from reader.document.address import safe_address
from reader.sources.blocks import Block, Facts, document_of, facts_in
from reader.sources.tables import table_blocks
from reader.sources.words import Gathered, Words

DEEPEST = 100
"""Lists and block quotes in each other; the parser leaves out what is nested deeper."""
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
    tokens = _parser(raw).parse(raw[match.end() :] if match else raw)
    base = origin.locator if origin.is_web else ""
    return document_of(_blocks(tokens, base), facts, origin)


def _parser(raw: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    if "[^" not in raw:
        return parser
    # Only here: one more package, and few texts have footnotes.
    from mdit_py_plugins.footnote import footnote_plugin

    return parser.use(footnote_plugin, inline=False)


class _Nesting:
    """Which lists, block quotes and footnotes are open around a token."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []
        """The number of the next item of each open list; None for bullets."""
        self._quotes = 0
        self._mark = ""
        """What the item just opened begins with, until its first words have taken it."""
        self._note = ""
        """The name of the footnote just opened, until its first words have taken it."""
        self._in_note = False

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
            case "footnote_open":
                self._in_note, self._note = True, _note_name(token)
                self._mark = f"[{_note_label(token)}]"
            case "footnote_close":
                self._in_note = False

    def block(self, words: Words) -> Block:
        """The paragraph that `words` make here."""
        if self._note:
            words.name_start(self._note)
            self._note = ""
        gathered = words.take()
        if self._lists or self._in_note:
            mark, self._mark = self._mark, ""
            return Block.of(gathered, Role.LIST_ITEM, max(1, len(self._lists)), mark)
        if self._quotes:
            return Block.of(gathered, Role.BLOCK_QUOTE, self._quotes)
        return Block.of(gathered)

    def _open_item(self) -> None:
        number = self._lists[-1]
        self._mark = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1


def _note_label(token: Token) -> str:
    return str(token.meta.get("label") or token.meta.get("id", 0) + 1)


def _note_name(token: Token) -> str:
    return f"note {token.meta.get('id')}"


def _blocks(tokens: Sequence[Token], base: str) -> Iterable[Block]:
    nesting = _Nesting()
    row: list[Gathered] | None = None
    rows: list[list[Gathered]] = []
    for index, token in enumerate(tokens):
        nesting.follow(token)
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            rows.append(row)
            row = None
        elif token.type == "table_close":
            yield from table_blocks(rows)
            rows = []
        elif token.type in ("fence", "code_block", "html_block"):
            yield from (Block(line, Role.CODE) for line in token.content.split("\n"))
        elif token.type == "inline" and row is not None:
            row.append(_words(token, base).take())
        elif token.type == "inline":
            yield _inline_block(token, tokens[index - 1], nesting, base)


def _inline_block(token: Token, opening: Token, nesting: _Nesting, base: str) -> Block:
    words = _words(token, base)
    if opening.type == "heading_open":
        return Block.of(words.take(), Role.HEADING, int(opening.tag[1:]))
    children = token.children or []
    if len(children) == 1 and children[0].type == "image":
        return Block.of(words.take(), Role.CAPTION)
    return nesting.block(words)


_KINDS = {
    "em_open": InlineKind.EMPHASIS,
    "strong_open": InlineKind.STRONG,
    "s_open": InlineKind.STRUCK,
}
"""The tokens after which words are set apart."""
_TEXTS = frozenset({"text", "html_inline", "text_special"})


def _words(token: Token, base: str) -> Words:
    """What a person reads of an inline token."""
    words = Words()
    _read(words, token.children or [], base)
    return words


def _read(words: Words, tokens: Sequence[Token], base: str) -> None:
    for token in tokens:
        if token.type in _TEXTS:
            words.add(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.add(" ")
        elif token.type == "image":
            _read(words, token.children or [], base)
        elif token.nesting < 0:
            words.end()
        else:
            _read_set_apart(words, token, base)


def _read_set_apart(words: Words, token: Token, base: str) -> None:
    match token.type:
        case "code_inline":
            words.begin(InlineKind.CODE)
            words.add(token.content)
            words.end()
        case "footnote_ref":
            words.begin(InlineKind.REFERENCE, _note_name(token))
            words.add(f"[{_note_label(token)}]")
            words.end()
        case "link_open":
            _begin_link(words, str(token.attrGet("href") or ""), base)
        case _ if token.nesting > 0:
            words.begin(_KINDS.get(token.type))


def _begin_link(words: Words, written: str, base: str) -> None:
    address = safe_address(written, base)
    words.begin(InlineKind.LINK if address else None, address)


def _facts(front_matter: str) -> Facts:
    """Title, authors and date, where they are what they should be; never fails."""
    # Only here: YAML costs 20 ms to import, and few articles have front matter.
    import yaml

    try:
        fields = yaml.safe_load(front_matter)
    except (yaml.YAMLError, ValueError, RecursionError):
        return Facts()
    return facts_in(fields) if isinstance(fields, Mapping) else Facts()
