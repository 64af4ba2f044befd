"""A bookmark finds its words again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Bookmark

TEXT = "One sentence stands here. Another one follows it and goes on for quite a while. A third."


@given(st.integers(0, len(TEXT)))
def test_in_the_same_text_it_stays(offset: int) -> None:
    assert Bookmark.at(offset, TEXT).offset_in(TEXT) == offset


@given(st.integers(0, len(TEXT) - 30), st.text("xyz ", max_size=60))
def test_it_moves_with_its_words(offset: int, before: str) -> None:
    assert Bookmark.at(offset, TEXT).offset_in(before + TEXT) == offset + len(before)


def test_of_two_places_it_takes_the_nearer() -> None:
    words = "the same words again and again and again, "
    text = f"{words}{words}{words}"
    kept = Bookmark.at(len(words), text)
    assert kept.offset_in(f"-{text}") == len(words) + 1


@given(st.integers(0, 500), st.text(max_size=80), st.text(max_size=200))
def test_it_is_always_in_the_text(offset: int, words: str, text: str) -> None:
    assert 0 <= Bookmark(offset, words).offset_in(text) <= len(text)
