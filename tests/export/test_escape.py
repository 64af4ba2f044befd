"""Escaping: any line renders to the same characters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.export.escape import Flavor, block_quote, escape_markdown
from tests.strategies import MARKDOWN_ALPHABET, markdown_lines
from tests.tools.escape_bench import is_wrong, lines, parsers

PARSER = MarkdownIt("commonmark")


def _paragraphs(markdown: str) -> list[str]:
    """The words of each paragraph; any other inline or block is told by its name."""
    return [_words(token) for token in PARSER.parse(markdown) if token.type == "inline"]


def _words(inline: Token) -> str:
    told = (
        c.content if c.type in ("text", "text_special") else c.type for c in inline.children or ()
    )
    return "".join(told)


@settings(max_examples=400)
@given(markdown_lines() | st.text(MARKDOWN_ALPHABET, max_size=30))
def test_a_line_renders_to_itself(line: str) -> None:
    expected = [line.strip()] if line.strip() else []
    assert _paragraphs(escape_markdown(line)) == expected
    assert _paragraphs(f"> {escape_markdown(line)}") == expected
    assert _paragraphs(f"— {escape_markdown(line)}") == [f"— {line.strip()}".strip()]


@pytest.mark.parametrize("flavor", ["commonmark", "gfm", "obsidian"])
def test_adversarial_lines_render_to_themselves(flavor: Flavor) -> None:
    """The same lines by the hundred thousand: `python -m tests.tools.escape_bench`."""
    for name, parser in parsers():
        if name == flavor:
            wrong = [line for line in lines(1000, 7) if is_wrong(line, flavor, parser)]
            assert wrong == []


_OBSIDIAN = re.compile(
    r"==.*?=="
    r"|%%|\$"
    r"|(?<![^\s>])#(?=[\w/-])"
    r"|\^[A-Za-z0-9-]+$"
    r"|!?\[\["
    r"|~~"
)
"""What Obsidian gives a meaning to beyond GFM, where no backslash stands before it."""


def test_nothing_obsidian_gives_a_meaning_to_is_left() -> None:
    for line in lines(3000, 3):
        escaped = re.sub(r"\\[!-/:-@\[-`{-~]", "·", escape_markdown(line, "obsidian"))
        assert not _OBSIDIAN.search(escaped), line


@given(st.lists(markdown_lines(), max_size=4))
def test_lines_of_a_quote_render_to_its_paragraphs(lines: list[str]) -> None:
    quoted = block_quote("\n".join(lines))
    assert _paragraphs(quoted) == [line.strip() for line in lines if line.strip()]
    kinds = {token.type for token in PARSER.parse(quoted) if token.level == 0}
    assert kinds <= {"blockquote_open", "blockquote_close"}


@pytest.mark.parametrize(
    ("plain", "escaped"),
    [
        ("3. of them", r"3\. of them"),
        ("# one", r"\# one"),
        ("#one", "#one"),
        ("AT&T &amp; so", r"AT&T \&amp; so"),
        ("a_b * c", r"a\_b \* c"),
        ("- no list", r"\- no list"),
        ("“Plain — words.”", "“Plain — words.”"),
        ("  two\nlines ", "two lines"),
        ("nul\0", "nul\ufffd"),
    ],
)
def test_no_more_than_needed_is_escaped(plain: str, escaped: str) -> None:
    assert escape_markdown(plain) == escaped
