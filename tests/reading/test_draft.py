"""A note that was being written when the program ended is not lost, whatever happened since."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Origin, Span, compose
from reader.reading import Draft, Reading, with_draft
from tests.strategies import NOW, texts

DOCUMENT = compose("The bridge\n\n“It is shut,” said Ann Lee.", Origin("/bridge.txt"))
OTHER = compose("Another text", Origin("/bridge.txt"))
SHUT = Span(DOCUMENT.text.index("It is shut"), DOCUMENT.text.index(",”"))


@pytest.fixture
def reading() -> Reading:
    return Reading("a1", DOCUMENT)


def _draft(**changes: object) -> Draft:
    whole: dict[str, object] = {
        "article_id": "a1",
        "text_sha256": DOCUMENT.sha256,
        "body": "Why?",
        **changes,
    }
    return Draft(**whole)  # type: ignore[arg-type]


def test_words_that_were_not_highlighted_yet_are_now(reading: Reading) -> None:
    taken = with_draft(reading, _draft(span=SHUT, words="It is shut"), NOW)
    assert taken
    after, kept = taken
    assert (kept.span, kept.body) == (SHUT, "Why?")
    assert after.annotations == (kept,)


def test_a_note_goes_on_as_it_was_being_changed(reading: Reading) -> None:
    reading, made = reading.highlight(SHUT, NOW)
    reading, _ = reading.comment(made.id, "Wh", NOW)
    taken = with_draft(reading, _draft(annotation_id=made.id, before="Wh"), NOW)
    assert taken
    assert taken[1].body == "Why?"


def test_what_was_written_meanwhile_stays(reading: Reading) -> None:
    reading, made = reading.highlight(SHUT, NOW)
    reading, _ = reading.comment(made.id, "From another reader", NOW)
    taken = with_draft(reading, _draft(annotation_id=made.id), NOW)
    assert taken
    assert taken[1].body == "From another reader\n\nWhy?"


def test_in_another_text_it_is_a_note_on_the_article_that_quotes_the_words() -> None:
    taken = with_draft(Reading("a1", OTHER), _draft(span=SHUT, words="It is shut"), NOW)
    assert taken
    assert taken[1].target is None
    assert taken[1].body == "> It is shut\n\nWhy?"
    again = with_draft(taken[0], _draft(annotation_id="gone", words="two\nlines"), NOW)
    assert again
    assert again[1].body == "> It is shut\n\nWhy?\n\n> two\n> lines\n\nWhy?"


def test_a_note_on_the_article(reading: Reading) -> None:
    taken = with_draft(reading, _draft(), NOW)
    assert taken
    assert (taken[1].target, taken[1].body) == (None, "Why?")


def test_what_is_kept_already_is_not_kept_twice(reading: Reading) -> None:
    reading, made = reading.highlight(SHUT, NOW)
    reading, _ = reading.comment(made.id, "Why?", NOW)
    assert with_draft(reading, _draft(annotation_id=made.id, before="Wh"), NOW) is None
    assert with_draft(reading, _draft(before="Why? "), NOW) is None
    assert with_draft(reading, _draft(body="  \n"), NOW) is None


@given(texts(), texts(), st.booleans(), st.booleans())
def test_every_word_of_it_is_somewhere(body: str, before: str, known: bool, same: bool) -> None:
    reading = Reading("a1", DOCUMENT if same else OTHER)
    made = None
    if known:
        reading, made = reading.highlight(Span(0, 3), NOW)
    draft = _draft(
        annotation_id=made.id if made else "", span=None if made else SHUT, body=body, before=before
    )
    taken = with_draft(reading, draft, NOW)
    kept = taken[0].annotations if taken else reading.annotations
    if draft.is_changed:
        told = " ".join(one.body for one in kept)
        assert all(word in told for word in re.findall(r"\w+", body))
