"""A note as part of an exported file: the Markdown it is, kept from leaking out of its place."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

from reader.export.escape import Flavor, escape_markdown

_MARKER = re.compile(r"<!--(?=\s*/?hl:)")
_TAG = re.compile(r"(?<!\\)<(?=/?[A-Za-z][A-Za-z0-9-]*[\s/>])")
_DEFINITION = re.compile(r"^(?P<before>(?:[ \t>]|[-+*][ \t]|\d+[.)][ \t])*)\[", re.MULTILINE)
_COMMENT = re.compile(r"%(?=%)|(?<=%)%")
_MATH = re.compile(r"\$(?=\$)|(?<=\$)\$")
_SENTINEL = "<!-- end -->"


def contained(body: str, flavor: Flavor = "commonmark") -> str:
    """`body` so that what follows it, after a blank line, is not drawn into it.

    A code fence or an HTML comment that is left open would swallow the rest of the file: the
    fence is closed, anything else that leaks is written as plain words. What looks like one of
    our own markers is defused, and so is the definition of a link, which would hold for all of
    the file.
    """
    body = _MARKER.sub(r"<\\!--", body.replace("\0", "\ufffd")).strip("\n")
    # An element left open (`<details>`) would hold the rest of the page.
    body = _TAG.sub(r"\\<", body) if _TAG.search(body) else body
    body = _without_open_blocks(body) if flavor == "obsidian" else body
    body = _DEFINITION.sub(r"\g<before>\\[", body) if _defines(body) else body
    if not _leaks(body) and not _defines(body):
        return body
    closed = f"{body}\n{_open_fence(body)}"
    if not _leaks(closed) and not _defines(closed):
        return closed
    return "\\\n".join(escape_markdown(line, flavor) for line in body.split("\n") if line.strip())


def is_one_paragraph(body: str) -> bool:
    """Whether `body` is plain running text, so that words may stand before it on its line."""
    tokens = _parser().parse(f"x {body}")
    return "\n" not in body and [token.type for token in _parser().parse(body)] == [
        token.type for token in tokens
    ] == ["paragraph_open", "inline", "paragraph_close"]


def _without_open_blocks(body: str) -> str:
    """`body` with comments and formulas of Obsidian as plain words, if one is left open."""
    for mark, found in (("%%", _COMMENT), ("$$", _MATH)):
        body = found.sub(r"\\\g<0>", body) if body.count(mark) % 2 else body
    return body


def _defines(body: str) -> bool:
    """Whether there is a definition of a link in it."""
    found: dict[str, object] = {}
    _parser().parse(body, found)
    return bool(found.get("references"))


def _leaks(body: str) -> bool:
    tokens = _parser().parse(f"{body}\n\n{_SENTINEL}\n")
    last = tokens[-1] if tokens else None
    # Inside a list or quote that is still open the marker would have a level.
    return last is None or (last.type, last.content.strip(), last.level) != (
        "html_block",
        _SENTINEL,
        0,
    )


def _open_fence(body: str) -> str:
    """What closes the code fence that `body` leaves open; a fence of any kind if none is."""
    fences = [token for token in _parser().parse(body) if token.type == "fence"]
    return fences[-1].markup if fences else "```"


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")
