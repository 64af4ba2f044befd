"""Finding the place again: the same text, changed texts, look-alikes, deleted words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import CONTEXT, State, Target, anchor, describe, resolve
from reader.document import Span
from reader.errors import AnnotationError
from tests.strategies import texts, texts_with_span

TEXT = (
    "The mayor opened the bridge on Monday. “It is safe,” said the engineer, Ada Holm, who had"
    " checked every bolt. Fishermen waited below. “It is safe,” said nobody else that day, and the"
    " ferry kept running until the evening, when the last passengers went ashore."
)


def _mark(words: str, text: str = TEXT, nth: int = 0) -> Target:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return describe(text, Span(at, at + len(words)))


@given(texts_with_span())
def test_unchanged_text_gives_the_same_span(case: tuple[str, Span]) -> None:
    text, span = case
    assert resolve(describe(text, span), text) == span


@given(
    before=st.text("xyz \n", max_size=300),
    after=st.text("xyz \n", max_size=300),
    words=st.sampled_from(["the engineer", "bridge on Monday. “It is", "a", "evening"]),
)
def test_edits_elsewhere_do_not_matter(before: str, after: str, words: str) -> None:
    target = _mark(words)
    found = resolve(target, before + TEXT + after)
    assert found == Span(target.start, target.end).shift(len(before))


@given(texts_with_span(min_size=1), texts())
def test_what_is_found_is_a_span_of_the_text(case: tuple[str, Span], other: str) -> None:
    found = anchor(describe(*case), other)
    if found.span is None:
        assert found.state is State.ORPHAN
        assert found.reason
    else:
        assert 0 <= found.span.start <= found.span.end <= len(other)


def test_description_counts_and_keeps_context() -> None:
    target = _mark("It is safe", nth=1)
    assert (target.exact, target.occurrences, target.text_length) == ("It is safe", 2, len(TEXT))
    assert TEXT[: target.start].endswith(target.prefix)
    assert len(target.prefix) == len(target.suffix) == CONTEXT


def test_a_span_beyond_the_text_is_refused() -> None:
    with pytest.raises(AnnotationError, match="4:9 are not in the text, which has 5"):
        describe("short", Span(4, 9))


def test_the_second_of_two_equal_passages_stays_the_second() -> None:
    target = _mark("“It is safe,” said", nth=1)
    longer = "A line before it all.\n" + TEXT
    found = resolve(target, longer)
    assert found is not None
    assert found.start == longer.rindex("“It is safe,”")


def test_a_copy_at_the_old_offset_is_no_trap() -> None:
    target = _mark("Ada Holm")
    filler = "Somebody entirely different, from another story about fish, " * 9
    trap = filler[: target.start] + "Ada Holm" + filler[target.start :] + TEXT
    found = resolve(target, trap)
    assert found is not None
    assert found.start == trap.rindex("Ada Holm")


def test_deleted_words_are_an_orphan_with_a_reason() -> None:
    found = anchor(_mark("Fishermen waited below."), TEXT.replace("Fishermen waited below. ", ""))
    assert found.state is State.ORPHAN
    assert found.span is None
    assert found.reason == "the words are no longer in the text"


def test_a_short_copy_in_another_context_is_no_place() -> None:
    target = _mark("the engineer")
    other = "Quite another story, in which the engineer never met a mayor or saw any river."
    found = anchor(target, other)
    assert found.state is State.ORPHAN
    assert found.reason == "the words stand in the text, but in another context"


def test_long_words_that_stand_once_need_no_context() -> None:
    target = _mark("the ferry kept running until the evening, when")
    other = "Elsewhere again: the ferry kept running until the evening, when it sank. Nobody knew."
    found = anchor(target, other)
    assert found.state is State.MOVED
    assert found.span is not None
    assert found.span.of(other) == target.exact


def test_a_neighbour_reworded_does_not_lose_the_place() -> None:
    target = _mark("said the engineer")
    changed = TEXT.replace("who had checked every bolt", "who had looked at all of it")
    found = anchor(target, changed)
    assert found.state is State.EXACT
    assert found.span is not None
    assert found.span.of(changed) == target.exact


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("“It is safe,” said the engineer", TEXT.replace("“", '"').replace("”", '"')),
        ("opened the bridge", TEXT.replace(" ", "\u00a0")),
        ("checked every bolt. Fishermen", TEXT.replace(". ", ".\n\n")),
        ("the ferry kept", TEXT.replace("ferry", "fer\u00adry").replace("kept", "k\u200bept")),
        ("the bridge on Monday", TEXT.replace("fi", "ﬁ").replace(" on ", "  on ")),
    ],
)
def test_typography_does_not_matter(words: str, changed: str) -> None:
    found = anchor(_mark(words), changed)
    assert found.span is not None
    assert found.state is State.FUZZY
    first, last = words[:3], words[-3:]
    place = found.span.of(changed)
    assert place[1:3] == first[1:3]
    assert place.endswith(last)


def test_a_target_may_be_a_mapping_or_any_object() -> None:
    class Bare:
        exact, prefix, suffix, start, end = "bridge", "opened the ", " on Monday", 21, 27

    selector = {"exact": "bridge", "prefix": "opened the ", "suffix": " on", "start": 0, "end": 6}
    place = Span(TEXT.index("bridge"), TEXT.index("bridge") + 6)
    assert resolve(Bare(), TEXT) == place
    assert resolve(selector | {"length": 99, "occurrences": 1}, TEXT) == place
    assert resolve({"exact": None, "start": "x"}, TEXT) in (None, Span(0, 0))


def test_one_letter_in_a_long_text_is_found_soon() -> None:
    text = "a b " * 250_000
    span = Span(500_000, 500_001)
    assert resolve(describe(text, span), "Z" + text) is not None
