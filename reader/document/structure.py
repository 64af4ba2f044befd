"""What each line of plain text is: title, heading, byline, credit, list item or prose."""

from __future__ import annotations

import re
from array import array
from dataclasses import replace

from reader.document.canonical import canonical_characters
from reader.document.inline import Inline
from reader.document.model import Document, Origin, Paragraphs, Role
from reader.document.span import Span
from reader.document.unwrap import unwrapped

_LONGEST_HEADING = 90
"""Code points; a longer line is prose."""
_LONGEST_TITLE = 140
_DATELINE_WITHIN = 10
"""Paragraphs among which the report begins."""
_BYLINES_WITHIN = 10
"""Paragraphs among which those stand that say who wrote the article."""
_MOST_HEADING_WORDS = 14
_ENDS_SENTENCE = re.compile(r"(?:[.!?…:;,]|--|[—–-])[\"'”’»)\]]*$")
_ENDS_TITLE = re.compile(r"(?:[.…:;,]|--|[—–-])[\"'”’»)\]]*$")
_BYLINE = re.compile(r"(?:By|BY|Text:|Words:) [A-Z][^.!?]{2,80}$")
_MAY_BE_BYLINE = re.compile(
    r"^(?:\w+ (?:and \w+ )?)?(?:by|von|par|por|di|af|av|door)\b|^(?:words|text|story|report)\b"
    r"|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:photo|image|picture|graphic|video|credit|source|caption)s?\b[^.!?]{0,20}[:/]"
    r"|.*\b(?:AP Photo|Getty Images|AFP via|Reuters/|EPA/)",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"(?:[-*+•▪‣◦]|\(?\d{1,3}[.)])\s")
_DATELINE = re.compile(
    r"[A-Z][\w.'’-]*(?:[ ,/-]+[\w.'’-]+){0,6}(?: \([^)\n]{2,30}\))?\s?(?:—|–|--| - )\s?(?=\S)"
)
_CAPITALS = re.compile(r"[A-Z]{3}|\([A-Za-z. ]{2,30}\)")


def compose(raw: str, origin: Origin) -> Document:
    """The document in `raw` plain text: canonical text, paragraphs, title, dateline.

    The canonical text is as long as `raw`, so offsets mean the same in both. A text without a
    title of its own is named after its origin.
    """
    text = unwrapped(canonical_characters(raw))
    paragraphs = plain_paragraphs(text)
    document = Document(text, paragraphs, _title(text, paragraphs, origin), origin)
    return with_byline(replace(document, dateline=dateline(document), inlines=_links(text)))


def _links(text: str) -> tuple[Inline, ...]:
    if "://" not in text:
        return ()
    # Only here: most articles have no address written out in them.
    from reader.document.address import bare_links

    return tuple(bare_links(text))


def plain_paragraphs(text: str) -> Paragraphs:
    """The paragraphs of canonical plain text: a line each; blank lines are none."""
    starts, ends = array("q"), array("q")
    start, length = 0, len(text)
    while start < length:
        # Not a regular expression, nor `split`: they make an object for each of the lines.
        end = text.find("\n", start)
        end = length if end < 0 else end
        if start < end:
            first, last = start, end
            if text[start].isspace() or text[end - 1].isspace():
                line = text[start:end].lstrip()
                first, last = end - len(line), end - len(line) + len(line.rstrip())
            if first < last:
                starts.append(first)
                ends.append(last)
        start = end + 1
    return Paragraphs(starts, ends, role_of=_Lines(text, starts, ends).role)


class _Lines:
    """The lines of a text, and what each is beside its neighbours."""

    def __init__(self, text: str, starts: array[int], ends: array[int]) -> None:
        self._text, self._starts, self._ends = text, starts, ends

    def __getitem__(self, index: int) -> str:
        return self._text[self._starts[index] : self._ends[index]]

    def role(self, index: int) -> Role:
        if self._ends[index] - self._starts[index] > _LONGEST_TITLE:
            return Role.PROSE
        line = self[index]
        if _LIST_ITEM.match(line):
            return Role.LIST_ITEM
        if index == 0 and self._is_title(line):
            return Role.TITLE
        if index <= 4 and looks_like_byline(line):
            return Role.BYLINE
        if len(line) <= _LONGEST_TITLE and _CREDIT.match(line):
            return Role.CAPTION
        return Role.HEADING if self._is_heading(index) else Role.PROSE

    def _is_title(self, line: str) -> bool:
        return len(self._starts) > 1 and not _ENDS_TITLE.search(line) and not _dateline_length(line)

    def _is_heading(self, index: int) -> bool:
        """A short line without a full stop, alone between longer or punctuated ones."""
        if not 0 < index < len(self._starts) - 1 or not self._is_short(index):
            return False
        if self._is_short(index + 1) and not (index <= 2 and looks_like_byline(self[index + 1])):
            return False
        return index <= 2 or not self._is_short(index - 1)

    def _is_short(self, index: int) -> bool:
        if self._ends[index] - self._starts[index] > _LONGEST_HEADING:
            return False
        line = self[index]
        return (
            len(line.split()) <= _MOST_HEADING_WORDS
            and any(character.isalpha() for character in line)
            and not _ENDS_SENTENCE.search(line)
        )


def looks_like_byline(line: str) -> bool:
    """Whether a line by itself says who wrote the article, or when it was published."""
    if _BYLINE.match(line) or not _MAY_BE_BYLINE.search(line):
        return _BYLINE.match(line) is not None
    # Only here: it takes some milliseconds to import, and few lines may be one.
    from reader.document.byline import byline

    return byline(line) is not None


def looks_like_credit(line: str) -> bool:
    """Whether a line by itself is a picture's credit or the like."""
    return len(line) <= _LONGEST_TITLE and _CREDIT.match(line) is not None


def _title(text: str, paragraphs: Paragraphs, origin: Origin) -> str:
    if paragraphs and paragraphs[0].role is Role.TITLE:
        return paragraphs[0].span.of(text)
    return title_from_name(origin, text)


def title_from_name(origin: Origin, text: str) -> str:
    """A title made from the origin's name: `canada-turns-to-china.txt` is "Canada turns to China".

    A word that `text` writes only with a capital keeps it.
    """
    name = origin.name
    stem = name.rsplit(".", 1)[0] if "." in name[1:] else name
    words = re.sub(r"[-_\s]+", " ", stem).strip().split(" ")
    if len(words) == 1 or stem != stem.lower():
        return " ".join(words) or name
    beginning = text[:50_000]
    title = " ".join(
        word.capitalize()
        if re.search(rf"\b{re.escape(word.capitalize())}\b", beginning)
        and not re.search(rf"\b{re.escape(word)}\b", beginning)
        else word
        for word in words
    )
    return title[:1].upper() + title[1:]


def with_byline(document: Document) -> Document:
    """`document` with authors and day from its bylines, where it does not give them otherwise."""
    paragraphs = document.paragraphs[:_BYLINES_WITHIN]
    words = [p.span.of(document.text) for p in paragraphs if p.role is Role.BYLINE]
    if not words:
        return document
    from reader.document.byline import byline

    # One that is nothing but names is meant as such.
    lines = [found for line in words if (found := byline(line) or byline(f"By {line}"))]
    authors = next((line.authors for line in lines if line.authors), ())
    published = next((line.published for line in lines if line.published), None)
    if (document.authors or not authors) and (document.published or not published):
        return document
    return replace(
        document,
        authors=document.authors or authors,
        published=document.published or published,
    )


def dateline(document: Document) -> Span | None:
    """The place and dash that open a news report (`BEIJING —`), without the blank after them."""
    prose = [p for p in document.paragraphs[:_DATELINE_WITHIN] if p.role is Role.PROSE]
    # What sums the report up may stand before it.
    for paragraph in prose[:2]:
        length = _dateline_length(paragraph.span.of(document.text))
        if length:
            return Span(paragraph.start, paragraph.start + length)
    return None


def _dateline_length(line: str) -> int:
    match = _DATELINE.match(line)
    return len(match[0].rstrip()) if match and _CAPITALS.search(match[0]) else 0
