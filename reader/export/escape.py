"""Plain words written so that Markdown shows them as they are."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(
    r"[\\`*_\[\]<]"
    # An ampersand only where it would begin an entity.
    r"|&(?=\#[0-9]{1,7};|\#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]*;)"
    # Not CommonMark, but struck through nearly everywhere.
    r"|~(?=~)"
)
_AT_START = re.compile(r"(?:#{1,6}(?=[ \t]|$)|[-+>=]|~)")
_NUMBER = re.compile(r"(\d{1,9})([.)])")
_BREAKS = re.compile(r"\r\n?|\n")


def escape_markdown(line: str) -> str:
    """`line` as CommonMark that renders to the same characters, as one line of a paragraph.

    Blanks at its ends are taken away (Markdown would); a line break becomes a blank, a NUL, which
    Markdown cannot carry, the replacement character.
    """
    words = _BREAKS.sub(" ", line).replace("\0", "\ufffd").strip()
    escaped = _ANYWHERE.sub(r"\\\g<0>", words)
    if _AT_START.match(words) and not escaped.startswith("\\"):
        return "\\" + escaped
    return _NUMBER.sub(r"\1\\\2", escaped, count=1) if _NUMBER.match(words) else escaped


def block_quote(words: str) -> str:
    """`words` as a block quote: a paragraph for each of their lines that is not blank."""
    lines = [escape_markdown(line) for line in words.split("\n")]
    return "\n>\n".join(f"> {line}" for line in lines if line)
