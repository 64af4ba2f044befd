"""An exported Markdown file in its parts: items between their markers, and what is around them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

_BEGIN = re.compile(r"[ \t]*<!-- hl:(?P<id>\S+) h:(?P<hash>[0-9a-f]{12}) -->[ \t]*\r?\n?")
_END = re.compile(r"[ \t]*<!-- /hl:(?P<id>\S+) -->[ \t]*\r?\n?")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an exported file, from its first marker to its last, line breaks included."""

    id: str
    """What it is an item of: an annotation, mostly."""
    hash: str
    """Hash of what the program wrote last between the markers."""
    begin: str
    """The line of the first marker."""
    middle: str
    """What stands between the markers now."""
    end: str
    """The line of the last marker."""

    @property
    def is_edited(self) -> bool:
        """Whether somebody wrote in it."""
        return content_hash(self.middle) != self.hash

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.begin}{self.middle}{self.end}"

    def known(self, digest: str) -> Item:
        """The same, edited, with the hash of a newer version that stands beside it."""
        begin = self.begin.replace(f" h:{self.hash} ", f" h:{digest} ", 1)
        return Item(self.id, digest, begin, self.middle, self.end)


Section = str | Item
"""A part of a file: an item, or text that is none."""


def item_text(item_id: str, content: str) -> str:
    """An item as it is written, without a line break at its end."""
    return f"<!-- hl:{item_id} h:{content_hash(content)} -->\n\n{content}\n\n<!-- /hl:{item_id} -->"


def content_hash(content: str) -> str:
    """What tells an item's text from an edited one; line endings and blank ends do not count."""
    content = content.replace("\r\n", "\n").strip("\n")
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]


def sections(text: str) -> list[Section]:
    """A file's parts in order; joined they are the file.

    An item begins at a first marker and ends at the next last marker of the same id, with no
    other marker between. A marker without the other one is text.
    """
    return [*_merged(_sections(text))]


def _sections(text: str) -> Iterator[Section]:
    lines = re.split(r"(?<=\n)", text)
    at = 0
    while at < len(lines):
        end = _end_of(lines, at)
        begin = _BEGIN.fullmatch(lines[at])
        if begin and end:
            middle = "".join(lines[at + 1 : end])
            yield Item(begin["id"], begin["hash"], lines[at], middle, lines[end])
            at = end + 1
        else:
            yield lines[at]
            at += 1


def _end_of(lines: list[str], at: int) -> int:
    """Which line ends the item that begins at line `at`; 0 when none begins or ends."""
    begin = _BEGIN.fullmatch(lines[at])
    if begin is None:
        return 0
    for number in range(at + 1, len(lines)):
        end = _END.fullmatch(lines[number])
        if end:
            return number if end["id"] == begin["id"] else 0
        if _BEGIN.fullmatch(lines[number]):
            return 0
    return 0


def _merged(parts: Iterator[Section]) -> Iterator[Section]:
    """The parts with neighbouring pieces of text as one."""
    text: list[str] = []
    for part in parts:
        if isinstance(part, Item):
            if text:
                yield "".join(text)
            text = []
            yield part
        else:
            text.append(part)
    if "".join(text):
        yield "".join(text)
