"""Everything one person says in the library, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.export.escape import escape_markdown


class SaidThere(NamedTuple):
    """What somebody says in one article."""

    title: str
    """Of the article."""
    locator: str
    """Path or URL."""
    day: str
    """`2026-01-31`, or as the article gives it."""
    words: Sequence[str]
    """The quotes, each on one line, in order."""


def said_page(name: str, role: str, articles: Iterable[SaidThere]) -> str:
    """A page with a heading for each article and the quotes below it, in the order given."""
    lines = [f"# {escape_markdown(name)}", ""]
    if role:
        lines += [escape_markdown(role), ""]
    for one in articles:
        title = " ".join(one.title.split())
        lines += [f"## {escape_markdown(f'{one.day} {title}')}", ""]
        lines += [escape_markdown(" ".join(one.locator.split())), ""]
        for words in one.words:
            lines += [f"> {escape_markdown(words)}", ""]
    return "\n".join(lines)
