"""Words that are like the highlighted ones are told from them by what stands around."""

from __future__ import annotations

import pytest

from reader.annotations import State, aligned, anchor, describe
from reader.annotations.fuzzy import Mapping, ends_set
from reader.document import Span

BEFORE = "The council met on a cold evening in March, and few people came to listen."
AFTER = "Nobody in the hall had expected the vote to be so close, least of all the mayor."
QUOTE = "The harbour office reported that prices rose by seven percent in all regions."
LIKE = "The market office reported that prices fell by nine percent in all regions."
PUT_IN = (
    "A dredger worked off the pier until noon. Gulls followed it out past the lighthouse, and"
    " children counted them from the wall. Nothing else moved on the water all that day."
)
END = "The ferry left at six, half empty, and the lamps along the quay went out one by one."


def _found(old: str, new: str, words: str, keeps_old: bool) -> str | None:
    start = old.index(words)
    target = describe(old, Span(start, start + len(words)))
    found = anchor(target, aligned(old, new) if keeps_old else new)
    return found.span.of(new) if found.span else None


@pytest.mark.parametrize("keeps_old", [False, True])
def test_a_look_alike_elsewhere_is_not_taken_for_a_deleted_sentence(keeps_old: bool) -> None:
    old = f"{BEFORE} {QUOTE} {AFTER}\n\n{PUT_IN}\n\n{END} {LIKE}"
    assert _found(old, old.replace(f"{QUOTE} ", ""), QUOTE, keeps_old) is None


@pytest.mark.parametrize("keeps_old", [False, True])
def test_of_two_equal_sentences_the_one_that_is_left_is_not_the_deleted_one(
    keeps_old: bool,
) -> None:
    words = "declined to comment"
    old = f"{BEFORE} The mayor {words} on it. {AFTER}\n\n{PUT_IN} The bishop {words} on it. {END}"
    new = old.replace(f" The mayor {words} on it.", "")
    assert _found(old, new, words, keeps_old) is None


@pytest.mark.parametrize("keeps_old", [False, True])
@pytest.mark.parametrize("words", [QUOTE, "seven percent", "rose by"])
def test_words_put_in_capitals_are_found(words: str, keeps_old: bool) -> None:
    old = f"{BEFORE} {AFTER}\n\n{QUOTE} {END}\n\n{PUT_IN} İ"
    block = f"{QUOTE} {END}"
    assert _found(old, old.replace(block, block.upper()), words, keeps_old) == words.upper()
    assert _found(old, old.replace(block, ""), words, keeps_old) is None


@pytest.mark.parametrize("keeps_old", [False, True])
def test_a_sentence_reworded_between_inserted_paragraphs_is_found(keeps_old: bool) -> None:
    old = f"{BEFORE}\n\n{QUOTE}\n\n{AFTER}\n\n{END}"
    now = QUOTE.replace("seven percent", "nearly seven percent").replace("all regions", "places")
    new = f"{BEFORE}\n\n{PUT_IN}\n\n{now}\n\n{LIKE}\n\n{PUT_IN[::-1]}\n\n{AFTER}\n\n{END}"
    assert _found(old, new, QUOTE, keeps_old) == now


@pytest.mark.parametrize("keeps_old", [False, True])
def test_the_copy_that_stands_between_the_neighbours_is_the_one(keeps_old: bool) -> None:
    old = f"{BEFORE}\n\n{QUOTE}\n\n{AFTER}\n\n{END}"
    new = f"{BEFORE}\n\n{PUT_IN}\n\n{QUOTE}\n\n{PUT_IN[::-1]}\n\n{AFTER}\n\n{END} {QUOTE}"
    start = old.index(QUOTE)
    target = describe(old, Span(start, start + len(QUOTE)))
    found = anchor(target, aligned(old, new) if keeps_old else new)
    assert found.state is State.EXACT
    assert found.span
    assert found.span.start == new.index(QUOTE)


def test_a_neighbour_like_the_deleted_sentence_is_not_taken_for_it() -> None:
    first, second = "Raw strings are supported here.", "Formatted strings are not supported."
    old = f"{BEFORE} {first} {second} {AFTER}"
    assert _found(old, old.replace(f" {second}", ""), second, keeps_old=True) is None


@pytest.mark.parametrize("keeps_old", [False, True])
def test_what_is_put_in_after_a_reworded_sentence_is_not_marked(keeps_old: bool) -> None:
    old = f"{BEFORE} {QUOTE}\n\n{AFTER}\n\n{END}"
    now = QUOTE.replace("that prices rose", "prices climbing")
    new = f"{BEFORE} {now}\n\n{PUT_IN}\n\n{AFTER}\n\n{END}"
    assert _found(old, new, QUOTE, keeps_old) == now


def test_one_misspelt_word_between_unchanged_ones_is_found() -> None:
    old = f"{BEFORE} {AFTER} {END}"
    assert _found(old, old.replace("vote", "voet"), "vote", keeps_old=True) == "voet"


def test_the_last_word_replaced_stays_in_the_mark() -> None:
    text = "She said it would be ready by autumn, and went home."
    found = ends_set(
        "it would be ready by June",
        "She said ",
        ", and went",
        text,
        Span(9, 30),
        Span(0, len(text)),
    )
    assert found.span.of(text) == "it would be ready by autumn"


def test_a_mapping_tells_where_words_are_from() -> None:
    old, new = "one two three four", "one two four"
    mapping = Mapping(old, new)
    three = Span(old.index("three"), old.index(" four"))
    assert not mapping.is_from(Span(new.index("two"), new.index("two") + 3), three)
    assert mapping.is_from(mapping.new(Span(0, 3)), Span(0, 3))


def test_an_entry_like_the_deleted_one_in_a_list_is_not_taken_for_it() -> None:
    begins = "of a berth in the inner basin of the old harbour. "
    first, other = (
        "Ships leave before the first high water,",
        "Ships leave after the third high water,",
    )
    rest = "and whoever is late waits until the harbour master says that there is room."
    gone, left = f"Booking {begins}{first} {rest}", f"Rent {begins}{other} {rest}"
    old = f"{BEFORE}\n\n{gone}\n\n{PUT_IN}\n\n{END}\n\n{left}\n\n{AFTER}"
    assert _found(old, old.replace(f"{gone}\n\n", ""), first, keeps_old=False) is None


def test_a_short_word_misspelt_among_misspelt_ones_is_found() -> None:
    old = f"{BEFORE} {AFTER} {END} {PUT_IN} The vote was close."
    start = old.index("vote to be")
    # Of every ten letters one is another, so no piece of sixteen stands there as it did.
    now = "".join("x" if (at - start) % 10 == 1 else one for at, one in enumerate(old))
    assert now[start : start + 4] == "vxte"
    assert _found(old, f"{PUT_IN}\n\n{now}", "vote to be"[:4], keeps_old=False) == "vxte"
