"""Values to records and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from reader.annotations import Annotation, Color, Motivation, State
from reader.document import Origin, compose
from reader.store.migrations import present_version, version_of
from reader.store.records import (
    annotation_of,
    annotation_record,
    article_record,
    article_updated,
    document_of,
)
from tests.strategies import NOW, any_annotation


@given(any_annotation())
def test_a_record_gives_the_same_annotation(annotation: Annotation) -> None:
    record = json.loads(json.dumps(annotation_record(annotation)))
    assert annotation_of(record, "other") == annotation
    assert version_of(record) == present_version()


def test_unknown_fields_survive() -> None:
    record = {"id": "a", "created": "2026-01-01T00:00:00Z", "mood": {"status": "open"}, "x": 1}
    again = annotation_record(annotation_of(record, "article"))
    assert (again["mood"], again["x"]) == ({"status": "open"}, 1)


def test_a_hand_written_record_is_understood() -> None:
    record = {"id": "a", "created": "2026-01-01", "body": "mine", "color": "red", "motivation": "?"}
    annotation = annotation_of(record, "article")
    assert annotation.article_id == "article"
    assert annotation.color is Color.YELLOW
    assert annotation.motivation is Motivation.HIGHLIGHTING
    assert annotation.anchor.state is State.EXACT
    assert annotation.created.tzinfo is not None


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"id": "a"},
        {"id": 1, "created": "2026-01-01"},
        {"id": "a", "created": "yesterday"},
        {"id": "a", "created": "2026-01-01", "target": {"exact": "x"}},
        {"id": "a", "created": "2026-01-01", "target": ["x"]},
        {"id": "a", "created": "2026-01-01", "anchor": {"start": 5, "end": 1}},
        {"id": "a", "created": "2026-01-01", "tags": [1]},
        {"id": "a", "created": "2026-01-01", "target": {"exact": "x", "start": -5}},
    ],
)
def test_what_cannot_be_understood_is_a_value_error(record: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        annotation_of(record, "article")


def test_an_article_opened_again_keeps_its_past() -> None:
    first = compose("One line of text.\nAnd another line.", Origin("/a/one.txt"))
    second = compose("One line of text.\nAnd a third line.", Origin("/b/two.txt"))
    before = article_record(first, "id", NOW)
    assert article_updated(before, article_record(first, "id", NOW)) == before
    after = article_updated({**before, "unknown": 1}, article_record(second, "id", NOW))
    assert after["texts"] == [first.sha256, second.sha256]
    assert after["locators"] == ["/a/one.txt", "/b/two.txt"]
    assert after["unknown"] == 1


def test_an_article_gives_its_document_again() -> None:
    document = compose("Title of it\nBEIJING — One line of text.", Origin("/a/one.txt"))
    assert document_of(article_record(document, "id", NOW), document.text, document) == document
