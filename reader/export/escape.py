"""Plain words written so that Markdown shows them as they are."""

from __future__ import annotations

import re
from typing import Literal

Flavor = Literal["commonmark", "gfm", "obsidian"]
"""Whose Markdown is written: the plain one, GitHub's, or Obsidian's, which know more marks."""

_COMMONMARK = (
    r"[\\`*_\[\]<]"
    # An ampersand only where it would begin an entity.
    r"|&(?=\#[0-9]{1,7};|\#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]*;)"
)
_GFM = (
    r"|[~|@$]"
    # What would become a link of itself or a picture (:smile:), and what is shown otherwise in one.
    r"|:(?=//|[A-Za-z0-9_+-]+:)|(?<=(?i:www))\.|%(?=[0-9a-fA-F]{2})|-(?<=(?i:xn)-)(?=-)"
)
_OBSIDIAN = (
    r"|=(?==)|(?<==)=|%(?=%)|(?<=%)%"
    r"|\#(?=[^\s\#])|\^(?=[A-Za-z0-9-]+\s*$)"
)
_ANYWHERE: dict[Flavor, re.Pattern[str]] = {
    # Not CommonMark, but struck through nearly everywhere.
    "commonmark": re.compile(_COMMONMARK + "|~(?=~)"),
    "gfm": re.compile(_COMMONMARK + _GFM),
    "obsidian": re.compile(_COMMONMARK + _GFM + _OBSIDIAN),
}
_AT_START = re.compile(r"(?:#{1,6}(?=[ \t]|$)|[-+>=]|~)")
_NUMBER = re.compile(r"(\d{1,9})([.)])")
_BREAKS = re.compile(r"\r\n?|\n")


def escape_markdown(line: str, flavor: Flavor = "commonmark") -> str:
    """`line` as Markdown that renders to the same characters, as one line of a paragraph.

    Blanks at its ends are taken away (Markdown would); a line break becomes a blank, a NUL, which
    Markdown cannot carry, the replacement character.
    """
    words = _BREAKS.sub(" ", line).replace("\0", "\ufffd").strip()
    escaped = _ANYWHERE[flavor].sub(r"\\\g<0>", words)
    if _AT_START.match(words) and not escaped.startswith("\\"):
        return "\\" + escaped
    return _NUMBER.sub(r"\1\\\2", escaped, count=1) if _NUMBER.match(words) else escaped


def block_quote(words: str, flavor: Flavor = "commonmark") -> str:
    """`words` as a block quote: a paragraph for each of their lines that is not blank."""
    lines = [escape_markdown(line, flavor) for line in words.split("\n")]
    return "\n>\n".join(f"> {line}" for line in lines if line)
