"""Pages in the manner of real sites: every paragraph of the article, and nothing from beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document import Document, Role
from reader.sources import open_bytes
from tests.strategies import NOW

PAGES = sorted((Path(__file__).parents[1] / "cases" / "pages").glob("*.html"))
_NAMES = {
    Role.LIST_ITEM: "list",
    Role.BLOCK_QUOTE: "quote",
    **{role: role.name.lower() for role in (Role.PROSE, Role.TITLE, Role.HEADING, Role.BYLINE)},
    **{role: role.name.lower() for role in (Role.CAPTION, Role.TABLE, Role.CODE)},
}


def _case(path: Path) -> tuple[str, list[str]]:
    """The page, and the lines that are to be read of it."""
    page, _, expected = path.read_text("utf-8").partition("<!--expected\n")
    return page, expected.removesuffix("-->\n").splitlines()


def _lines(document: Document) -> list[str]:
    return [
        f"{_NAMES[p.role]}{f' {p.level}' if p.level and p.role is not Role.TITLE else ''}"
        f" | {p.span.of(document.text)}"
        for p in document.paragraphs
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_article_and_nothing_else(path: Path) -> None:
    page, expected = _case(path)
    assert len(expected) >= 4
    data = page.encode("utf-8")
    document = open_bytes(data, "https://example.org/a", name=path.name, now=NOW)
    assert _lines(document) == expected
