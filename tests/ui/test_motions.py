"""Motions: always onto a character of the text, and where sentence, word and paragraph say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document, Origin, Span, Spans, compose, grapheme_end, grapheme_start
from reader.ui.motions import _MOTIONS, Motions
from tests.strategies import texts

NAMES = sorted(_MOTIONS)
TEXT = "One two-fold it’s. “Four,” he said!  Five … 6.\n\nNext one. And more.\n\nLast"


def _of(text: str) -> Motions:
    return Motions(compose(text, Origin("t")))


def _with_sentences(document: Document) -> Motions:
    """As after the analysis: sentences that follow each other in every paragraph."""
    spans = [
        span
        for index in range(len(document.paragraphs))
        for span in Motions(document)._rough_sentences(index)
        if span
    ]
    return Motions(document, Spans(spans))


def _is_place(document: Document, offset: int) -> bool:
    length = len(document.text)
    return 0 <= offset < max(1, length) and (
        not length or grapheme_start(document.text, offset) == offset
    )


@given(text=texts(), name=st.sampled_from(NAMES), knows=st.booleans(), data=st.data())
def test_every_motion_lands_on_the_start_of_a_character(
    text: str, name: str, knows: bool, data: st.DataObject
) -> None:
    document = compose(text, Origin("t"))
    motions = _with_sentences(document) if knows else Motions(document)
    last = max(0, len(document.text) - 1)
    offset = grapheme_start(document.text, data.draw(st.integers(0, last)))
    assert _is_place(document, motions.to(name, offset))


_FORWARD = ("right", "next_word", "word_end", "next_sentence", "next_paragraph", "bottom")
_BACK = ("left", "previous_word", "previous_sentence", "previous_paragraph", "top")


@given(text=texts(), forward=st.booleans(), number=st.integers(0, 5), data=st.data())
def test_no_motion_goes_the_wrong_way(
    text: str, forward: bool, number: int, data: st.DataObject
) -> None:
    motions = _of(text)
    name = (_FORWARD if forward else _BACK)[min(number, 4)]
    last = max(0, len(motions.document.text) - 1)
    offset = grapheme_start(motions.document.text, data.draw(st.integers(0, last)))
    target = motions.to(name, offset)
    assert target >= offset if forward else target <= offset


@given(text=texts())
def test_every_character_is_passed_going_right_and_left(text: str) -> None:
    motions = _of(text)
    there = [0]
    while (following := motions.to("right", there[-1])) != there[-1]:
        there.append(following)
    back = [there[-1]]
    while (before := motions.to("left", back[-1])) != back[-1]:
        back.append(before)
    assert back[::-1] == there
    assert motions.to("bottom", 0) >= there[-1] >= 0
    assert grapheme_end(motions.document.text, there[-1]) == len(motions.document.text)


@given(text=texts(), name=st.sampled_from(NAMES), times=st.integers(0, 12))
def test_repeating_is_doing_it_again(text: str, name: str, times: int) -> None:
    motions = _of(text)
    offset = 0
    for _ in range(times):
        offset = motions.to(name, offset)
    assert motions.repeated(name, 0, times) == offset


def test_a_large_count_stops_at_the_end() -> None:
    motions = _of(TEXT)
    assert motions.repeated("next_word", 0, 10**9) == TEXT.index("Last")


def _steps(motions: Motions, name: str, start: int, count: int) -> list[str]:
    """The words found at each step, up to the next blank."""
    found = []
    for _ in range(count):
        start = motions.to(name, start)
        found.append(motions.document.text[start:].split()[0])
    return found


def test_words_forward() -> None:
    words = ["two-fold", "it’s.", ".", "“Four,”", "Four,”", ",”", "he", "said!", "!", "Five"]
    assert _steps(_of(TEXT), "next_word", 0, 10) == words


def test_words_back() -> None:
    motions = _of(TEXT)
    words = ["said!", "he", ",”", "Four,”", "“Four,”", ".", "it’s.", "two-fold", "One", "One"]
    assert _steps(motions, "previous_word", motions.document.text.index("!"), 10) == words


def test_ends_of_words() -> None:
    motions = _of(TEXT)
    text = motions.document.text
    offset, ends = 0, []
    for _ in range(4):
        offset = motions.to("word_end", offset)
        ends.append(text[: offset + 1].split()[-1])
    assert ends == ["One", "two-fold", "it’s", "it’s."]


@pytest.mark.parametrize("knows", [False, True])
def test_sentences(knows: bool) -> None:
    document = compose(TEXT, Origin("t"))
    motions = _with_sentences(document) if knows else Motions(document)
    text = document.text
    starts = [text.index(words) for words in ("“Four", "Five", "6.", "Next", "And", "Last")]
    offset, found = 0, []
    for _ in starts:
        offset = motions.to("next_sentence", offset)
        found.append(offset)
    assert found == starts
    assert motions.to("next_sentence", offset) == offset
    back = [motions.to("previous_sentence", len(text) - 1)]
    while back[-1]:
        back.append(motions.to("previous_sentence", back[-1]))
    assert back == [*reversed(starts), 0]


@pytest.mark.parametrize("knows", [False, True])
def test_the_sentence_at_a_place_holds_it(knows: bool) -> None:
    document = compose(TEXT, Origin("t"))
    motions = _with_sentences(document) if knows else Motions(document)
    said = motions.sentence_at(document.text.index("said"))
    assert said.of(document.text) == "“Four,” he said!"
    assert motions.sentence_at(said.start) == said
    assert motions.sentence_at(document.text.index("Last") + 2).of(document.text) == "Last"


def test_paragraphs() -> None:
    motions = _of(TEXT)
    text = motions.document.text
    second, third = text.index("Next"), text.index("Last")
    assert motions.to("next_paragraph", 5) == second
    assert motions.to("next_paragraph", second) == third
    assert motions.to("next_paragraph", third) == third
    assert motions.to("previous_paragraph", third + 2) == third
    assert motions.to("previous_paragraph", third) == second
    assert motions.to("previous_paragraph", 3) == 0
    assert motions.paragraph_at(second + 3).of(text) == "Next one. And more."


def test_ends_of_the_text() -> None:
    motions = _of(TEXT)
    assert motions.to("top", 9) == 0
    assert motions.to("bottom", 9) == len(motions.document.text) - 1


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_text_has_one_place(name: str) -> None:
    motions = _of("")
    assert motions.to(name, 0) == 0
    assert motions.sentence_at(0) == motions.paragraph_at(0) == Span(0, 0)


def test_an_unknown_motion_is_no_motion() -> None:
    with pytest.raises(KeyError):
        _of("x").to("sideways", 0)


@pytest.mark.parametrize("length", [150, 250, 1000])
def test_a_very_long_word_is_left_in_one_step(length: int) -> None:
    motions = _of("before " + "x" * length + " after")
    assert motions.to("previous_word", 7 + length) == 7


def test_going_back_over_joined_characters_cuts_none() -> None:
    motions = _of("👩‍👧" * 200)
    offset = 300
    target = motions.to("previous_word", offset)
    assert grapheme_start(motions.document.text, target) == target
