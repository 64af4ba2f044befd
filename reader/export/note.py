"""A note as part of an exported file: the Markdown it is, kept from leaking out of its place."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

from reader.export.escape import escape_markdown

_MARKER = re.compile(r"<!--(?=\s*/?hl:)")
_TAG = re.compile(r"(?<!\\)<(?=/?[A-Za-z][A-Za-z0-9-]*[\s/>])")
_SENTINEL = "<!-- end -->"


def contained(body: str) -> str:
    """`body` so that what follows it, after a blank line, is not drawn into it.

    A code fence or an HTML comment that is left open would swallow the rest of the file: the
    fence is closed, anything else that leaks is written as plain words. What looks like one of
    our own markers is defused.
    """
    body = _MARKER.sub(r"<\\!--", body.replace("\0", "\ufffd")).strip("\n")
    # An element left open (`<details>`) would hold the rest of the page.
    body = _TAG.sub(r"\\<", body) if _TAG.search(body) else body
    if not _leaks(body):
        return body
    closed = f"{body}\n{_open_fence(body)}"
    if not _leaks(closed):
        return closed
    return "\\\n".join(escape_markdown(line) for line in body.split("\n") if line.strip())


def is_one_paragraph(body: str) -> bool:
    """Whether `body` is plain running text, so that words may stand before it on its line."""
    tokens = _parser().parse(f"x {body}")
    return "\n" not in body and [token.type for token in _parser().parse(body)] == [
        token.type for token in tokens
    ] == ["paragraph_open", "inline", "paragraph_close"]


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
