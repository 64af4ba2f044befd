"""What a person types to find notes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import Annotation, Check, Color, Motivation, Verdict
from reader.reading.note_query import Noted, NoteQuery
from tests.strategies import NOW

NOTE = Annotation(
    id="n1",
    article_id="article-7",
    text_sha256="",
    motivation=Motivation.COMMENTING,
    created=NOW,
    updated=NOW,
    body="Ask the port: how many ships?",
    tags=("Harbour", "todo"),
    color=Color.GREEN,
    check=Check(Verdict.FALSE),
)
NOTED = Noted(NOTE, "closed all summer", "Ada Berg", "The council met", "/news/council.txt")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ships",
        "SHIPS summer",
        "tag:harbour",
        "tag:#todo",
        "speaker:berg",
        'speaker:"Ada Berg"',
        "speaker:ad",
        "color:gr",
        "kind:page",
        "state:exact",
        "check:false",
        "source:council.txt",
        "since:2026-01-01 until:2026-12-31",
        "since:",
        "since:2026-1",
        "port:",
        'tag:"',
        "tag:harbour speaker:berg ships",
    ],
)
def test_what_is_meant(typed: str) -> None:
    assert NoteQuery(typed).fits(NOTED)


@pytest.mark.parametrize(
    "typed",
    [
        "trains",
        "tag:harb",
        "speaker:hale",
        "color:yellow",
        "kind:note",
        "state:orphan",
        "check:true",
        "source:other",
        "since:2027-01-01",
        "until:2025-01-01",
        "ships tag:none",
    ],
)
def test_what_is_not_meant(typed: str) -> None:
    assert not NoteQuery(typed).fits(NOTED)


def test_a_note_without_a_check_has_no_verdict() -> None:
    assert not NoteQuery("check:open").fits(replace(NOTED, note=replace(NOTE, check=None)))


@given(st.text(max_size=40))
def test_nothing_typed_is_wrong(typed: str) -> None:
    NoteQuery(typed).fits(NOTED)


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=10))
def test_its_own_words_find_a_note(word: str) -> None:
    assert NoteQuery(word).fits(replace(NOTED, words=f"before {word} after"))
