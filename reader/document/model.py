"""One article: its text, its paragraphs, where it comes from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from functools import cached_property
from typing import overload

from reader.document.canonical import canonical_characters
from reader.document.inline import Inline
from reader.document.span import Span

_LONG = 500_000


class Role(IntEnum):
    """What a paragraph is in the article."""

    PROSE = 0
    TITLE = 1
    HEADING = 2
    BYLINE = 3
    LIST_ITEM = 4
    BLOCK_QUOTE = 5
    CAPTION = 6
    """A caption, credit or other line about the article rather than of it."""
    TABLE = 7
    CODE = 8

    @property
    def may_hold_quotes(self) -> bool:
        """Whether quotations are looked for in it."""
        return self in (Role.PROSE, Role.LIST_ITEM, Role.BLOCK_QUOTE, Role.CAPTION)


_ROLES = tuple(Role)
_UNKNOWN = 255
_LEVELS = {Role.TITLE: 1, Role.HEADING: 2}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text without a line break."""

    span: Span
    """Where it stands, without blanks around it; code points, half-open; never empty."""
    role: Role = Role.PROSE
    """What it is."""
    level: int = 0
    """Depth of a heading (1 is the title's), nested list or quote; 0 where it means nothing."""

    @property
    def start(self) -> int:
        """Offset of its first code point."""
        return self.span.start

    @property
    def end(self) -> int:
        """Offset one past its last code point."""
        return self.span.end


class Paragraphs(Sequence[Paragraph]):
    """The paragraphs of a document, in order and disjoint.

    Kept as arrays, so that a text of many megabytes costs a few bytes a paragraph; a `Paragraph`
    is made, and what it is looked at, only when somebody asks.
    """

    __slots__ = ("_ends", "_levels", "_role_of", "_roles", "_starts")

    def __init__(
        self,
        starts: Iterable[int],
        ends: Iterable[int],
        roles: bytes | None = None,
        levels: bytes | None = None,
        role_of: Callable[[int], Role] | None = None,
    ) -> None:
        """Take parallel sequences.

        Args:
            starts: Offset of each paragraph's first code point.
            ends: Offset one past each one's last.
            roles: What each is; without them `role_of` says it.
            levels: How deep each stands; without them 1 for a title, 2 for a heading, else 0.
            role_of: What the paragraph of a number is; asked once for each. Without it, prose.
        """
        self._starts = array("q", starts)
        self._ends = array("q", ends)
        known = role_of is None
        self._roles = bytearray(roles or bytes([0 if known else _UNKNOWN]) * len(self._starts))
        self._levels = levels
        self._role_of = role_of

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph]) -> Paragraphs:
        """The same paragraphs, kept as arrays."""
        kept = tuple(paragraphs)
        return cls(
            (paragraph.start for paragraph in kept),
            (paragraph.end for paragraph in kept),
            bytes(paragraph.role for paragraph in kept),
            bytes(min(paragraph.level, 255) for paragraph in kept),
        )

    @property
    def starts(self) -> array[int]:
        """Offset of each paragraph's first code point; do not change it."""
        return self._starts

    @property
    def ends(self) -> array[int]:
        """Offset one past each paragraph's last code point; do not change it."""
        return self._ends

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Paragraph: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Paragraph, ...]: ...
    def __getitem__(self, index: int | slice) -> Paragraph | tuple[Paragraph, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if index < 0:
            index += len(self)
        role = self.role(index)
        level = _LEVELS.get(role, 0) if self._levels is None else self._levels[index]
        return Paragraph(Span(self._starts[index], self._ends[index]), role, level)

    def __iter__(self) -> Iterator[Paragraph]:
        return (self[index] for index in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Paragraphs) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((len(self), self._starts[0] if self._starts else 0))

    def role(self, index: int) -> Role:
        """What the paragraph of this number is; cheaper than making it."""
        role = self._roles[index]
        if role == _UNKNOWN and self._role_of is not None:
            role = self._roles[index] = self._role_of(index)
        return _ROLES[role]

    def index_at(self, offset: int) -> int:
        """Number of the paragraph that holds `offset`, else of the last one before it, else 0."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def indices_with(self, *roles: Role) -> tuple[int, ...]:
        """Numbers of the paragraphs that have one of `roles`, in order."""
        wanted = frozenset(roles)
        return tuple(index for index in range(len(self)) if self.role(index) in wanted)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article comes from."""

    locator: str
    """Absolute path, URL, or `-` for standard input; `welcome:` for the built-in article."""
    kind: str = "text"
    """Format it was read from: text, markdown."""
    encoding: str = "utf-8"
    """Encoding the bytes were decoded with."""

    @property
    def is_web(self) -> bool:
        """Whether it comes from an address of the web."""
        return self.locator.startswith(("http://", "https://"))

    @property
    def name(self) -> str:
        """The short form for a header: the file's name, or the locator itself; on one line."""
        if self.locator == "-":
            return "standard input"
        if self.locator == "welcome:":
            return "built in"
        last = self.locator.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or self.locator
        # A file may be named with escape sequences; they are not to reach the terminal.
        return canonical_characters(last).replace("\n", " ")


@dataclass(frozen=True)
class Document:
    """One article, as loaded; never changes.

    Its `repr` is short: Textual makes one of whatever a worker is given.
    """

    text: str = field(repr=False)
    """The canonical text; every offset in the program counts code points in it."""
    paragraphs: Paragraphs = field(repr=False)
    """In order, disjoint; line breaks only between them."""
    title: str
    """Never empty."""
    origin: Origin
    """Where it comes from."""
    authors: tuple[str, ...] = ()
    """As the article names them; may be empty."""
    published: str | None = None
    """Date as the article gives it, ISO 8601 where it could be told."""
    site: str | None = None
    """Site, paper or publisher, as the article names it."""
    said_language: str | None = field(default=None, compare=False)
    """Code of the language as the article gives it, such as `en-GB`."""
    dateline: Span | None = None
    """Place and dash before the first sentence, such as `BEIJING —`."""
    inlines: tuple[Inline, ...] = field(default=(), repr=False)
    """What the source sets apart inside paragraphs, by (start, end); stretches may be nested."""
    address: str = field(default="", compare=False)
    """Address of the web that the article gives as its own, such as a page saved to a file."""
    retrieved: datetime | None = field(default=None, compare=False)
    """When it was read from its source; aware, UTC."""

    @cached_property
    def sha256(self) -> str:
        """Hash of the canonical text, in hexadecimal: the name of this version of the text."""
        # Only here: it comes with a library of 2 ms, after the first paint.
        import hashlib

        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def word_count(self) -> int:
        """How many words the text has, by white space; by single blanks in a very long one."""
        if len(self.text) > _LONG:
            # Splitting ten million code points takes a fifth of a second.
            return self.text.count(" ") + len(self.paragraphs)
        return len(self.text.split())

    @cached_property
    def language(self) -> str | None:
        """Code of the language: as the words tell it, else as the article says; None if unknown.

        The article's own code is kept where it says more of the same language, as `en-GB` does.
        """
        # Only here: few need it, and it takes some milliseconds to import.
        from reader.document.tongue import is_same_language, language_of

        told, said = language_of(self.text), self.said_language
        if said and (told is None or is_same_language(told, said)):
            return said
        return told

    @property
    def is_foreign(self) -> bool:
        """Whether it is known to be in another language than English."""
        return self.language is not None and self.language[:2].lower() != "en"

    @property
    def span(self) -> Span:
        """The whole text."""
        return Span(0, len(self.text))

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph at `offset`, else the last one before it; None in an empty document."""
        return self.paragraphs[self.paragraphs.index_at(offset)] if self.paragraphs else None
