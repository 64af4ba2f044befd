"""The same note changed in two places: nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import Annotation, is_conflict, merged, merged_from
from reader.annotations.text_merge import both_texts
from tests.strategies import any_annotation


@given(any_annotation(), any_annotation())
def test_no_word_and_no_tag_of_either_is_lost(theirs: Annotation, ours: Annotation) -> None:
    both = merged(theirs, ours)
    assert ours.body in both.body
    assert theirs.body in both.body
    assert {*ours.tags, *theirs.tags} == set(both.tags)
    assert both.rev > max(ours.rev, theirs.rev)
    assert (both.id, both.target, both.color) == (ours.id, ours.target, ours.color)


@given(any_annotation(), any_annotation())
def test_merging_again_adds_nothing(theirs: Annotation, ours: Annotation) -> None:
    once = merged(theirs, ours)
    again = merged(theirs, once)
    assert (again.body, again.tags) == (once.body, once.tags)


@given(any_annotation())
def test_only_a_change_made_unknowingly_is_a_conflict(kept: Annotation) -> None:
    assert not is_conflict(kept, kept)
    assert not is_conflict(kept, replace(kept, body=kept.body + "x", rev=kept.rev + 1))
    assert is_conflict(kept, replace(kept, body=kept.body + "x"))


_LINES = st.lists(st.sampled_from(["", "a", "b", "c d", "e", "f"]), max_size=8).map("\n".join)


@given(_LINES, _LINES, _LINES)
def test_every_line_that_either_wrote_is_there(base: str, theirs: str, ours: str) -> None:
    both = both_texts(base, theirs, ours)
    written = {*theirs.split("\n"), *ours.split("\n")} - {*base.split("\n"), ""}
    assert written <= {*both.split("\n")}
    # Done in the other place it has the same lines.
    there = both_texts(base, ours, theirs)
    assert {*there.split("\n"), ""} == {*both.split("\n"), ""}
    assert both_texts(both, both, both) == both


def test_lines_changed_in_different_places_are_both_changed() -> None:
    base = "one\ntwo\nthree\nfour"
    assert both_texts(base, "one\n2\nthree\nfour", "one\ntwo\nthree\n4\nfive") == (
        "one\n2\nthree\n4\nfive"
    )
    assert both_texts(base, "one\nthree\nfour", "one\ntwo\nthree\n4") == "one\nthree\n4"


def test_lines_that_both_changed_are_kept_of_both() -> None:
    assert both_texts("one\ntwo", "one\ntheirs", "one\nours") == "one\nours\n\ntheirs"
    assert both_texts("one", "theirs", "ours") == "ours\n\ntheirs"
    assert both_texts("one\ntwo\nend", "one\nend", "one\nours\nend") == "one\nours\nend"


def test_a_note_changed_in_both_again_and_again_does_not_double() -> None:
    base = "# Plan\n\nAsk about the rent."
    for number in range(40):
        base = both_texts(base, f"{base}\ntheirs {number}", f"{base}\nours {number}")
    lines = base.split("\n")
    assert lines.count("Ask about the rent.") == 1
    assert {f"{whose} {n}" for whose in ("ours", "theirs") for n in range(40)} <= {*lines}
    assert len(lines) < 150


@given(any_annotation(), any_annotation(), st.text(max_size=5))
def test_what_only_one_wrote_is_as_that_one_has_it(
    base: Annotation, other: Annotation, body: str
) -> None:
    same = replace(base, tags=other.tags)
    theirs = replace(base, body=body, rev=base.rev + 1)
    assert merged_from(base, theirs, same).body == body
    assert merged_from(base, same, theirs).body == body
