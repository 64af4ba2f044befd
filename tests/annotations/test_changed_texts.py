"""Words that changed are found again; words that went are not found elsewhere."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import State, aligned, anchor, describe, resolve
from reader.annotations.fuzzy import mapped, snapped
from reader.document import Span

_WORDS = (
    "harbour mayor bridge council water barge ferry winter summer price tariff stone guild "
    "letter morning evening river market engine window paper silver copper garden"
)
WORDS = tuple(re.findall(r"\w+", _WORDS))


def _prose(seed: int, sentences: int = 120) -> str:
    chance = random.Random(seed)
    made = (
        " ".join(chance.choice(WORDS) for _ in range(chance.randint(6, 14))).capitalize() + "."
        for _ in range(sentences)
    )
    return " ".join(made)


TEXT = _prose(1)
QUOTE = "The mayor, who had never seen the bridge, said that it would open before the winter."
MIDDLE = len(TEXT) // 2
OLD = f"{TEXT[:MIDDLE]} {QUOTE} {TEXT[MIDDLE:]}"
PLACE = Span(OLD.index(QUOTE), OLD.index(QUOTE) + len(QUOTE))
TARGET = describe(OLD, PLACE)
REWORDED = "The mayor, who has not seen the bridge yet, said that it might open before the winter."


@pytest.mark.parametrize("keeps_old", [False, True])
def test_a_reworded_sentence_is_found_with_its_ends(keeps_old: bool) -> None:
    new = "Something comes first. " + OLD.replace(QUOTE, REWORDED)
    found = anchor(TARGET, aligned(OLD, new) if keeps_old else new)
    assert found.state is State.FUZZY
    assert found.span
    assert found.span.of(new) == REWORDED


@pytest.mark.parametrize("keeps_old", [False, True])
def test_a_deleted_sentence_is_gone(keeps_old: bool) -> None:
    new = OLD.replace(f"{QUOTE} ", "")
    found = anchor(TARGET, aligned(OLD, new) if keeps_old else new)
    assert found.state is State.ORPHAN
    assert found.reason


def test_a_short_copy_elsewhere_is_not_taken_for_what_was_deleted() -> None:
    words = "before the winter"
    start = OLD.index(words, PLACE.start)
    target = describe(OLD, Span(start, start + len(words)))
    new = OLD.replace(QUOTE, "") + f" It was cold {words} of that year."
    assert resolve(target, aligned(OLD, new)) is None


def test_a_long_sentence_that_went_elsewhere_is_moved() -> None:
    new = f"{QUOTE} " + OLD.replace(f"{QUOTE} ", "")
    found = anchor(TARGET, aligned(OLD, new))
    assert found.state is State.MOVED
    assert found.span
    assert found.span.of(new) == QUOTE


def test_every_sentence_of_an_inserted_text_stays_where_it_is() -> None:
    new = OLD.replace(". ", f". {_prose(7, 5)} ", 10)
    pair = aligned(OLD, new)
    for start in range(0, len(OLD) - 40, 97):
        span = Span(start, start + 40)
        found = resolve(describe(OLD, span), pair)
        if found is None or found.of(new) == span.of(OLD):
            continue
        # Torn apart by what was put in: one end of the words is still at its place.
        torn, whole = found.of(new), span.of(OLD)
        assert torn[:12] == whole[:12] or torn[-12:] == whole[-12:]


@given(st.text("ab c", max_size=30), st.text("ab c", max_size=30), st.data())
def test_a_place_is_always_in_the_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    found = resolve(describe(old, Span(start, end)), aligned(old, new))
    assert found is None or 0 <= found.start <= found.end <= len(new)


@given(st.text("abc ", min_size=1, max_size=40), st.data())
def test_what_did_not_change_is_mapped_onto_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert mapped(text, text, span) == span


def test_ends_are_set_by_what_stands_around() -> None:
    text = "One two three, four five six seven eight. Nine ten."
    found = snapped("four five sixty", "One two three, ", " seven eight.", text, Span(17, 25))
    assert found.span.of(text) == "four five six"


def test_reworded_words_beside_which_much_was_put_in_are_found() -> None:
    words = "The mayor said on Monday that the old bridge would be closed for repairs in June."
    now = "The mayor said on Tuesday that the old bridge would be shut for repairs in June."
    before, after = "Nobody came to the meeting.", "The paper did not say who would pay for it."
    old = f"{before}\n\n{words} {after}"
    new = f"{before}\n\n{_prose(11, 200)}\n\n{now} {after}"
    span = Span(old.index(words), old.index(words) + len(words))
    target = describe(old, span)
    for text in (new, aligned(old, new)):
        found = resolve(target, text)
        assert found is not None
        assert found.of(new) == now
