"""Quotes and notes as JSON."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import Annotation, Motivation, new_id
from reader.document import Origin, Span, compose
from reader.export import Exported, notes_record, quotes_record
from reader.quotes import Findings, Kind, Quote, Speaker, SpeakerKind
from tests.strategies import NOW, any_annotation

TEXT = "“It is safe,” the mayor said, “for now.” Nobody laughed."


def _document() -> Exported:
    quote = Quote(
        "q1",
        (Span(0, 13), Span(30, 40)),
        Kind.DIRECT,
        "s1",
        mention=Span(14, 23),
        cue=Span(24, 28),
        rule="after",
        confidence=0.98765,
    )
    speaker = Speaker("s1", "the mayor", SpeakerKind.UNNAMED, None, (), (Span(14, 23),), 1, 5)
    findings = Findings((quote, Quote("q2", (Span(0, 4),), Kind.MIXED)), (speaker,))
    return Exported("article", compose(TEXT, Origin("/a.txt")), findings)


def test_quotes_as_the_contract_has_them() -> None:
    article = _document()
    assert article.findings is not None
    record = quotes_record(article.document, article.findings, "article")
    assert json.loads(json.dumps(record)) == {
        "schema": "reader.quotes/1",
        "id": "article",
        "title": article.document.title,
        "source": "/a.txt",
        "text_sha256": article.document.sha256,
        "quotes": [
            {
                "id": "q1",
                "start": 0,
                "end": 40,
                "spans": [[0, 13], [30, 40]],
                "kind": "direct",
                "text": TEXT[:40],
                "speaker": "the mayor",
                "speaker_id": "s1",
                "speaker_start": 14,
                "speaker_end": 23,
                "cue": {"start": 24, "end": 28, "text": "said"},
                "rule": "after",
                "confidence": 0.988,
                "corrected": False,
            },
            {
                "id": "q2",
                "start": 0,
                "end": 4,
                "spans": [[0, 4]],
                "kind": "mixed",
                "text": "“It ",
                "speaker": None,
                "speaker_id": None,
                "speaker_start": None,
                "speaker_end": None,
                "cue": None,
                "rule": "",
                "confidence": 1.0,
                "corrected": False,
            },
        ],
        "speakers": [
            {
                "id": "s1",
                "name": "the mayor",
                "role": None,
                "kind": "unnamed",
                "aliases": [],
                "mentions": [[14, 23]],
                "quotes": 1,
                "words": 5,
            }
        ],
    }


def test_notes_as_the_contract_has_them() -> None:
    page = Annotation(new_id(NOW), "article", "", Motivation.COMMENTING, NOW, NOW, body="b")
    base = _document()
    record = notes_record([Exported("article", base.document, base.findings, (page,))])
    assert record["schema"] == "reader.notes/1"
    assert json.loads(json.dumps(record["notes"])) == [
        {
            "id": page.id,
            "article_id": "article",
            "title": base.document.title,
            "source": "/a.txt",
            "start": None,
            "end": None,
            "exact": "",
            "speaker": None,
            "kind": "page",
            "color": "yellow",
            "decoration": "highlight",
            "tags": [],
            "body": "b",
            "state": "exact",
            "created": "2026-03-01T12:30:15.123456Z",
            "updated": "2026-03-01T12:30:15.123456Z",
        }
    ]


@settings(max_examples=40)
@given(st.lists(any_annotation(), max_size=4))
def test_any_annotations_can_be_told(annotations: list[Annotation]) -> None:
    article = Exported("article", _document().document, None, tuple(annotations))
    notes = notes_record([article])["notes"]
    json.dumps(notes, allow_nan=False)
    assert {note["id"] for note in notes} == {a.id for a in annotations if not a.deleted}
