"""Blocks of words with a role, and the document they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reader.document import (
    Document,
    Inline,
    Origin,
    Paragraph,
    Paragraphs,
    Role,
    Span,
    canonical_characters,
    dateline,
    looks_like_byline,
    looks_like_credit,
    title_from_name,
    with_byline,
)
from reader.document.byline import day_in
from reader.sources.references import connected
from reader.sources.words import Gathered

CELL_BREAK = " | "
"""What stands between the cells of a table's row."""
_ISO = re.compile(r"(?:19|20)\d\d(?:-\d\d)?(?:-\d\d)?(?:[T ]|$)")
_LONGEST_FIELD = 500
"""Code points of a title or name taken from what an article says about itself."""
_BYLINE_WITHIN = 8
"""Paragraphs among which the byline stands."""
_TITLE_AMONG = 5
"""A title may have a kicker and a picture's line above it, not more."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph to be."""

    text: str
    """Its words; what is white space around them or a line break in them does not matter."""
    role: Role = Role.PROSE
    """What it is."""
    level: int = 0
    """Depth of a heading, list or quote."""
    inlines: tuple[Inline, ...] = ()
    """What is set apart in `text`; a reference's `target` is the name of what it leads to."""
    names: tuple[tuple[str, int], ...] = ()
    """The names of places in `text`, each with its offset."""

    @classmethod
    def of(cls, words: Gathered, role: Role = Role.PROSE, level: int = 0, mark: str = "") -> Block:
        """The block that gathered words make, behind the `mark` of a list's item."""
        if not mark:
            return cls(words.text, role, level, words.inlines, words.names)
        by = len(mark) + 1
        inlines = tuple(replace(one, span=one.span.shift(by)) for one in words.inlines)
        names = tuple((name, 0 if at == 0 else at + by) for name, at in words.names)
        return cls(f"{mark} {words.text}", role, level, inlines, names)

    def behind(self, sign: Block) -> Block:
        """This block with the words of `sign` before its own."""
        by = len(sign.text) + 1
        inlines = (*sign.inlines, *(replace(o, span=o.span.shift(by)) for o in self.inlines))
        names = (*sign.names, *((name, at + by) for name, at in self.names))
        return replace(self, text=f"{sign.text} {self.text}", inlines=inlines, names=names)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article says about itself; nothing is made up."""

    title: str | None = None
    """On one line."""
    authors: tuple[str, ...] = ()
    """As they are named."""
    published: str | None = None
    """ISO 8601 where that is how it was given."""
    site: str | None = None
    """Name of the site, paper or book it appeared in."""
    language: str | None = None
    """Code such as `en-GB`, as the article gives it."""


def document_of(blocks: Iterable[Block], facts: Facts, origin: Origin) -> Document:
    """The document that `blocks` make, a line each; blocks without words are left out.

    Its title is the one in `facts`, which is shown above the text if the text does not have it;
    else the first heading that opens the article, else it is named after its origin.
    """
    lines: list[str] = []
    paragraphs: list[Paragraph] = []
    inlines: list[Inline] = []
    names: dict[str, int] = {}
    at = 0
    for block in _with_title(list(blocks), facts.title):
        for name, place in block.names:
            names.setdefault(name, at + place)
        line = canonical_characters(block.text).replace("\n", " ").rstrip()
        if not line.strip():
            continue
        span = Span(at + len(line) - len(line.lstrip()), at + len(line))
        paragraphs.append(Paragraph(span, _role(block, len(paragraphs)), block.level))
        inlines += [
            Inline(one.span.shift(at).clamp(span), one.kind, one.target) for one in block.inlines
        ]
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    document = Document(
        text,
        Paragraphs.of(paragraphs),
        facts.title or _first_title(text, paragraphs) or title_from_name(origin, text),
        origin,
        facts.authors,
        facts.published,
        site=facts.site,
        said_language=facts.language,
        inlines=tuple(connected(text, paragraphs, inlines, names)),
    )
    return with_byline(replace(document, dateline=dateline(document)))


def _role(block: Block, number: int) -> Role:
    """What a block is; a line of prose may say who wrote the article, or whose a picture is."""
    if block.role is Role.PROSE:
        if number < _BYLINE_WITHIN and looks_like_byline(block.text):
            return Role.BYLINE
        if looks_like_credit(block.text):
            return Role.CAPTION
    return block.role


def facts_in(fields: Mapping[object, object]) -> Facts:
    """What the fields of front matter say, where they are what they should be."""

    def first(*keys: str) -> object:
        return next((fields[key] for key in keys if fields.get(key)), None)

    return Facts(
        one_line(first("title")),
        names(first("authors", "author")),
        _day(first("published", "date")),
        one_line(first("site", "publication", "publisher")),
        one_line(first("language", "lang")),
    )


def one_line(value: object) -> str | None:
    """A text as the value of a field: on one line, not longer than sense; None for no text."""
    if not isinstance(value, str):
        return None
    return " ".join(canonical_characters(value).split())[:_LONGEST_FIELD] or None


def names(value: object) -> tuple[str, ...]:
    """The names that a field or a list of fields holds."""
    values = value if isinstance(value, list) else [value]
    return tuple(name for name in map(one_line, values) if name)


def _day(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else iso_day(one_line(value))


def iso_day(value: str | None) -> str | None:
    """A date as it was given, ISO 8601 where it can be told: `2026-03-03` for `3 March 2026`."""
    if value is None or _ISO.match(value):
        return value
    return day_in(value) or value


def _first_title(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    return next((p.span.of(text) for p in paragraphs if p.role is Role.TITLE), None)


def _with_title(blocks: list[Block], title: str | None) -> list[Block]:
    """`blocks` with the article's own title marked as such.

    A heading that opens the article, or says what `title` says, is the title; a title that stands
    nowhere in the article is shown too, for a reader expects to see it.
    """
    for index, block in enumerate(blocks[:_TITLE_AMONG]):
        says_title = title is None or _folded(block.text) == _folded(title)
        opens = index < 3 and block.level <= 2
        is_heading = block.role is Role.HEADING or (title is not None and block.role is Role.PROSE)
        if is_heading and says_title and (opens or title is not None):
            blocks[index] = replace(block, role=Role.TITLE, level=1)
            return blocks
    if title is not None:
        blocks.insert(0, Block(title, Role.TITLE, 1))
    return blocks


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
