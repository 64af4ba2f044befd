"""Hypothesis strategies that the tests of several rooms share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from reader.annotations import (
    Anchor,
    Annotation,
    Check,
    Color,
    Decoration,
    Motivation,
    Placed,
    State,
    Target,
    Verdict,
    new_id,
)
from reader.document import Span

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
"""A moment for tests that need one."""

PROSE_ALPHABET = "abcdeAB  ..,“”'’—-\n éе\u0301ﬁ\u200b👩‍👧漢"
"""Letters, blanks, typography, combining marks, ligatures, emoji: few, so that words repeat."""

MARKDOWN_ALPHABET = "ab1 .)#*_`~[]()<>&;!|=+-\\\"':/{}^$%@aA—“”"
"""What Markdown and HTML give a meaning to, with a few letters between."""


_MARKDOWN_PIECES = (
    *("<!--", "-->", "&amp;", "&#35;", "```", "~~~", "---", "===", "# ", "1. ", "2) ", "- "),
    *("[a](b)", "![x]", "<b>", "</div>", "<http://a.b>", "**", "__", "\\", "> ", "| a |"),
    *("^hl-1", "#tag", "<!-- hl:1 h:2 -->", "<!-- /hl:1 -->", "é", "\u00a0", "\t"),
)


def texts(max_size: int = 200) -> st.SearchStrategy[str]:
    """Any text a document may have and texts in which words repeat."""
    return st.text(PROSE_ALPHABET, max_size=max_size) | st.text(max_size=max_size)


def markdown_lines(max_size: int = 40) -> st.SearchStrategy[str]:
    """Lines that try to be Markdown."""
    pieces = st.sampled_from(_MARKDOWN_PIECES)
    letters = st.text(MARKDOWN_ALPHABET, min_size=1, max_size=4)
    return st.lists(pieces | letters, max_size=max_size // 3).map("".join)


@st.composite
def spans(draw: st.DrawFn, length: int, min_size: int = 0) -> Span:
    """Spans inside a text of `length` code points, which has at least `min_size`."""
    start = draw(st.integers(0, length - min_size))
    return Span(start, draw(st.integers(start + min_size, length)))


@st.composite
def texts_with_span(draw: st.DrawFn, min_size: int = 0) -> tuple[str, Span]:
    """A text and a span in it."""
    text = draw(texts().filter(lambda drawn: len(drawn) >= min_size))
    return text, draw(spans(len(text), min_size))


def moments() -> st.SearchStrategy[datetime]:
    """Aware times, UTC."""
    return st.integers(0, 4 * 10**15).map(
        lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    )


def _fileable(**limits: int) -> st.SearchStrategy[str]:
    """Text that a file can hold: without lone surrogates."""
    return st.text(st.characters(exclude_categories=["Cs"]), **limits)


def targets() -> st.SearchStrategy[Target]:
    """Targets, of no text in particular."""
    return st.builds(
        lambda exact, prefix, suffix, start, count: Target(
            exact, prefix, suffix, start, start + len(exact), count, start + len(exact) + 9
        ),
        _fileable(min_size=1, max_size=30),
        _fileable(max_size=10),
        _fileable(max_size=10),
        st.integers(0, 10**7),
        st.integers(0, 9),
    )


def anchors() -> st.SearchStrategy[Anchor]:
    """Anchors, placed or not."""
    placed = st.builds(
        Anchor,
        st.sampled_from(State),
        spans(1000),
        _fileable(max_size=9),
        st.floats(0, 1),
        _fileable(max_size=9),
    )
    return placed | st.just(Anchor(State.ORPHAN, None, "none", 0.0, "gone"))


def checks() -> st.SearchStrategy[Check]:
    """How far checking is."""
    urls = st.sampled_from(["", "https://example.org/a"])
    return st.builds(Check, st.sampled_from(Verdict), urls, st.none() | moments())


_EXTRA = st.dictionaries(
    st.sampled_from(["device", "colour", "x-y"]),
    st.none() | st.booleans() | st.integers() | st.lists(_fileable(max_size=5), max_size=2),
    max_size=2,
)


@st.composite
def any_annotation(draw: st.DrawFn, article_id: str = "article") -> Annotation:
    """Annotations of every kind, with fields this version does not know."""
    created = draw(moments())
    return Annotation(
        id=new_id(created),
        article_id=article_id,
        text_sha256=draw(st.sampled_from(["", "a" * 64])),
        motivation=draw(st.sampled_from(Motivation)),
        created=created,
        updated=created + timedelta(seconds=draw(st.integers(0, 10**6))),
        target=draw(st.none() | targets()),
        anchor=draw(anchors()),
        color=draw(st.sampled_from(Color)),
        decoration=draw(st.sampled_from(Decoration)),
        body=draw(_fileable(max_size=40)),
        tags=tuple(draw(st.lists(_fileable(min_size=1, max_size=8), max_size=3))),
        speaker=draw(st.none() | _fileable(min_size=1, max_size=20)),
        deleted=draw(st.none() | moments()),
        check=draw(st.none() | checks()),
        placed=draw(st.none() | st.builds(Placed, st.just("b" * 64), targets())),
        rev=draw(st.integers(1, 99)),
        extra=draw(_EXTRA),
    )
