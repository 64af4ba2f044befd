"""The canonical text is as long as the raw one, printable, and its own canonical text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document, Origin, canonical_characters, compose

RAW = st.text() | st.text("ab \t\r\n\v\f\0\x1b\x85\u2028\u2029\ufeff\ud800[2J.“”", max_size=200)


def _document(raw: str) -> Document:
    return compose(raw, Origin("/x/a.txt"))


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("a\r\nb", "a \nb"),
        ("a\rb\x85c\u2028d\u2029e\vf\fg", "a\nb\nc\nd\ne\nf\ng"),
        ("a\tb\0c", "a b c"),
        ("\x1b]0;x\x07\x1b[2J", " ]0;x  [2J"),
        ("\x9b31m", " 31m"),
        ("\ufeffa", " a"),
        ("a\ud800b", "a\ufffdb"),
        ("é “x” 漢 👩‍👧", "é “x” 漢 👩‍👧"),
    ],
)
def test_each_code_point_is_replaced_by_one(raw: str, canonical: str) -> None:
    assert canonical_characters(raw) == canonical


@given(RAW)
def test_canonical_text_keeps_its_length_and_is_a_fixed_point(raw: str) -> None:
    text = canonical_characters(raw)
    assert len(text) == len(raw)
    assert canonical_characters(text) == text
    text.encode("utf-8")


@given(RAW)
def test_a_document_keeps_offsets_and_composes_to_itself(raw: str) -> None:
    document = _document(raw)
    assert len(document.text) == len(raw)
    again = _document(document.text)
    assert (again.text, again.paragraphs) == (document.text, document.paragraphs)


@given(RAW)
def test_paragraphs_are_ordered_disjoint_trimmed_and_hold_all_words(raw: str) -> None:
    document = _document(raw)
    at = 0
    for paragraph in document.paragraphs:
        assert not document.text[at : paragraph.start].strip()
        words = paragraph.span.of(document.text)
        assert words
        assert words == words.strip()
        assert len(words.splitlines()) == 1
        at = paragraph.end
    assert not document.text[at:].strip()
    assert document.title
