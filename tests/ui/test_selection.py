"""A selection: two ends in document offsets, cutting no character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Origin, Span, compose, to_graphemes
from reader.ui.widgets.selection import Selection
from tests.strategies import texts

DOCUMENT = compose("One two.\n\nThree e\u0301 👩‍👧 four.\n\nFive.", Origin("t"))
TEXT = DOCUMENT.text


def test_both_ends_are_included_whichever_comes_first() -> None:
    assert Selection(0, 2).span(DOCUMENT).of(TEXT) == "One"
    assert Selection(2, 0).span(DOCUMENT).of(TEXT) == "One"
    assert Selection(4, 4).span(DOCUMENT).of(TEXT) == "t"


def test_a_joined_character_is_taken_whole() -> None:
    family = TEXT.index("👩")
    for inside in range(family, family + 3):
        assert Selection(inside, inside).span(DOCUMENT).of(TEXT) == "👩‍👧"
        assert Selection(0, inside).caret_span(DOCUMENT).of(TEXT) == "👩‍👧"
    accent = TEXT.index("\u0301")
    assert Selection(accent, accent).span(DOCUMENT).of(TEXT) == "e\u0301"


def test_whole_paragraphs_reach_from_the_first_to_the_last() -> None:
    low, high = TEXT.index("two"), TEXT.index("four")
    for ends in ((low, high), (high, low)):
        taken = Selection(*ends, whole_paragraphs=True).span(DOCUMENT).of(TEXT)
        assert taken == TEXT[: TEXT.index("four") + 5]
    assert Selection(low, low, whole_paragraphs=True).span(DOCUMENT).of(TEXT) == "One two."


def test_swapping_moves_the_other_end_of_the_same_words() -> None:
    selection = Selection(3, 8, whole_paragraphs=True)
    swapped = selection.swapped()
    assert (swapped.anchor, swapped.caret, swapped.whole_paragraphs) == (8, 3, True)
    assert swapped.swapped() == selection
    assert swapped.span(DOCUMENT) == selection.span(DOCUMENT)


def test_the_caret_moves_and_the_anchor_stays() -> None:
    moved = Selection(3, 8, whole_paragraphs=True).to(1)
    assert (moved.anchor, moved.caret, moved.whole_paragraphs) == (3, 1, True)


@given(text=texts(), data=st.data())
def test_over_a_span_selects_just_that_span(text: str, data: st.DataObject) -> None:
    document = compose(text, Origin("t"))
    text = document.text
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = to_graphemes(Span(start, data.draw(st.integers(start + 1, len(text)))), text)
    selection = Selection.over(span)
    assert selection.span(document) == span
    assert selection.caret in selection.caret_span(document)
    assert selection.caret_span(document).end == span.end


@given(text=texts(), data=st.data())
def test_any_two_places_select_whole_characters(text: str, data: st.DataObject) -> None:
    document = compose(text, Origin("t"))
    text = document.text
    if not text:
        return
    places = st.integers(0, len(text) - 1)
    anchor, caret = data.draw(places), data.draw(places)
    for whole in (False, True):
        span = Selection(anchor, caret, whole).span(document)
        assert to_graphemes(span, text) == span
        if not whole:
            assert anchor in span
            assert caret in span
