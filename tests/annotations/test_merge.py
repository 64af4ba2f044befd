"""The same note changed in two places: nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from reader.annotations import Annotation, is_conflict, merged
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
