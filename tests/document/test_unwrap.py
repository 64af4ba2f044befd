"""Hard-wrapped text is joined, and nothing else is."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Origin, compose

PROSE = (
    "The council met on Tuesday and decided, after a long debate in a cold hall, to mend the "
    "bridge at once; nobody knew what it would cost, and nobody asked. “We will find it,” said "
    "the mayor, who had not slept. The ferry goes on until then, twice an hour, free for all."
)


def _lines(text: str) -> list[str]:
    document = compose(text, Origin("/x/a.txt"))
    return [paragraph.span.of(document.text) for paragraph in document.paragraphs]


@pytest.mark.parametrize("width", [50, 60, 65, 72, 78, 80])
def test_wrapped_paragraphs_become_one_line_each(width: int) -> None:
    wrapped = "\n\n".join([textwrap.fill(PROSE, width)] * 3)
    assert _lines(wrapped) == [PROSE] * 3


def test_wrapped_text_with_crlf() -> None:
    wrapped = textwrap.fill(PROSE, 72).replace("\n", "\r\n")
    assert [line.split() for line in _lines(wrapped + "\r\n\r\n" + wrapped)] == [PROSE.split()] * 2


def test_a_paragraph_a_line_stays_so() -> None:
    assert _lines("\n".join([PROSE] * 4)) == [PROSE] * 4


def test_lists_and_verse_stay_lines() -> None:
    wrapped = textwrap.fill(PROSE, 72)
    items = "- the first\n- the second\n- the third"
    assert _lines(f"{wrapped}\n\n{wrapped}\n\n{items}")[2:] == items.split("\n")
    verse = ["The bell went down", "in the rain", "and the town", "went to bed"]
    assert _lines("\n".join(verse)) == verse


@given(st.lists(st.text("ab c.“", max_size=90), max_size=20))
def test_joining_keeps_every_offset_and_is_done_once(lines: list[str]) -> None:
    raw = "\n".join(lines)
    text = compose(raw, Origin("a")).text
    assert text.replace("\n", " ") == raw.replace("\n", " ")
    assert compose(text, Origin("a")).text == text
