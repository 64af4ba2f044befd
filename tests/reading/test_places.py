"""A place being read, found again in a later version of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.reading.places import place_after

LINES = "\n\n".join("The same line is said again and again." for _ in range(40))
STORY = "\n\n".join(f"Paragraph {n} tells of the {n}th day at the harbour." for n in range(40))


@pytest.mark.parametrize("text", [LINES, STORY])
def test_what_stands_after_or_before_the_only_change_stays_to_the_letter(text: str) -> None:
    offset = text.index("\n\n", 900) + 2
    more = "Something else came in. " * 30 + "\n\n"
    assert place_after(text, more + text, offset) == offset + len(more)
    assert place_after(text, text + "\n\n" + more, offset) == offset
    middle = text.index("\n\n", 400) + 2
    assert place_after(text, text[:middle] + more + text[middle:], offset) == offset + len(more)
    assert place_after(text, text[:middle] + text[middle + 100 :], offset) == offset - 100


def test_between_changes_the_words_are_found() -> None:
    offset = STORY.index("Paragraph 20")
    new = "A new head.\n\n" + STORY.replace("Paragraph 3 ", "What was the third paragraph ") + "!"
    assert new[place_after(STORY, new, offset) :].startswith("Paragraph 20 ")


def test_words_that_were_changed_themselves_are_found_by_what_is_around() -> None:
    offset = STORY.index("Paragraph 20")
    new = "Head.\n\n" + STORY.replace("Paragraph 20 tells of", "This one, the twentieth, says of")
    new = new.replace("Paragraph 1 ", "Number one ") + " End."
    found = place_after(STORY, new, offset)
    assert abs(found - new.index("This one, the twentieth")) < 60


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 60))
def test_the_place_is_always_in_the_text(old: str, new: str, offset: int) -> None:
    assert 0 <= place_after(old, new, min(offset, len(old))) <= len(new)
