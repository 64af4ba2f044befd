"""Sentences, marks, tokens and tags."""

from __future__ import annotations

import gc
import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

import reader.language
from reader.document import Origin, compose
from reader.language import marked_stretches, sentences, tagger, tags, tokens
from reader.language.tags import Tagger


def cut(text: str) -> list[str]:
    document = compose(text, Origin("article.txt"))
    return [span.of(document.text) for span in sentences(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Mr. Carney met Dr. Ong. They left.", ["Mr. Carney met Dr. Ong.", "They left."]),
        ("He came at 5 p.m. from the U.S. team.", ["He came at 5 p.m. from the U.S. team."]),
        ("“Is it true?” she asked. He nodded.", ["“Is it true?” she asked.", "He nodded."]),
        ("“It is. I saw it. Go.” He left.", ["“It is. I saw it. Go.”", "He left."]),
        ("", []),
        ("No stop", ["No stop"]),
        ("10:42  The boat left. It sank.", ["10:42", "The boat left.", "It sank."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_sentence_never_leaves_its_paragraph() -> None:
    assert cut("“Left open. And on\n\nNext one. End.") == [
        "“Left open. And on",
        "Next one.",
        "End.",
    ]


def test_a_long_paragraph_is_cut_like_a_short_one() -> None:
    assert len(cut("The boat left at nine. " * 3000)) == 3000


def between(text: str) -> list[str]:
    return [text[m.inner_start : m.inner_end] for m in marked_stretches(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “one” and “two”.", ["one", "two"]),
        ('He said "one" and "two".', ["one", "two"]),
        ("He said ''one'' and ``two''.", ["one", "two"]),
        ("He said ‘one’ and 'two'.", ["one", "two"]),
        ("He said «one».", ["one"]),
        ("“He told me ‘never’ twice.”", ["He told me ‘never’ twice."]),
        ("The workers’ rights and rock ’n’ roll.", []),
        ("It’s Joan’s.", []),
        ("‘It’s the workers’ boat,’ he said.", ["It’s the workers’ boat,"]),
        ("“left open", ["left open"]),
        ("“first “second”", ["first ", "second"]),
        ('6" wide', []),
        ('"He is 6\'2" tall," she said.', ["He is 6'2\" tall,"]),
        ("“It is late,“ she said. “Go.”", ["It is late,", "Go."]),
        ("”We stood,” she said.", ["We stood,"]),
        ("»Ja«, sagde hun. »Nej.«", ["Ja", "Nej."]),
        ("„Ja“, sagte sie.", ["Ja"]),
        ("「はい」と言った。", ["はい"]),
        ("‘He said “never” and left,’ she said.", ["He said “never” and left,"]),
        ('"He said "never" and left," she said.', ['He said "never" and left,']),
        ("“He said “never” and left,” she said.", ["He said “never” and left,"]),
        ('"We stood, she said. "It was cold."', ["We stood,", "It was cold."]),
        ("“We stood for hours, Petra Lund said.", ["We stood for hours,"]),
        ('" We stood , " he said.', [" We stood , "]),
        ("a stray” mark “here”", ["here"]),
        ("", []),
    ],
)
def test_marked_stretches(text: str, expected: list[str]) -> None:
    assert between(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Carney’s visit", ["Carney", "'s", "visit"]),
        ("They don’t.", ["They", "do", "n't", "."]),
        ("Mr. Xi paid $1,200.50.", ["Mr.", "Xi", "paid", "$", "1,200.50", "."]),
        ("a Saint-Jacques plan", ["a", "Saint-Jacques", "plan"]),
        ("“Hi,” he said", ['"', "Hi", ",", '"', "he", "said"]),
        ("nor will I. I. Holm", ["nor", "will", "I", ".", "I.", "Holm"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert list(tokens(text).words) == expected


def test_tokens_are_where_they_say() -> None:
    text = "The U.S. team’s 18-year-old keeper — “Sam” — left at 5 p.m. on Monday."
    found = tokens(text)

    assert "".join(text.split()) == "".join(
        text[a:b] for a, b in zip(found.starts, found.ends, strict=True)
    )


def test_tags() -> None:
    assert tagger().tags(["Carney", "said", "the", "wall", "is", "safe", "."]) == (
        ["NNP", "VBD", "DT", "NN", "VBZ", "JJ", "."]
    )


def test_tags_do_not_depend_on_what_was_tagged_before() -> None:
    words = ["The", "old", "boat", "leaves", "at", "nine", "."]
    first = tagger().tags(words)
    tagger().tags(["Nine", "boats", "quay", "old"])

    assert tagger().tags(words) == first
    assert tagger().tags([]) == []
    assert len(tagger().tags(["said"])) == 1


def test_a_full_memory_changes_no_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["The", "old", "boat", f"leaves{at}", "at", "nine", "."] for at in range(40)]
    roomy = [Tagger.load().tags(row) for row in rows]
    monkeypatch.setattr(tags, "_KEPT", 4)
    cramped = Tagger.load()

    assert [cramped.tags(row) for row in rows] == roomy


def test_the_collector_need_not_look_through_what_is_kept() -> None:
    keeping = Tagger.load()
    keeping.tags(["Seven", "boats", "left", "the", "quay", "late"])

    assert keeping._own
    assert not any(map(gc.is_tracked, keeping._own.values()))
    assert not any(map(gc.is_tracked, keeping._read.values()))


def test_importing_loads_no_nltk() -> None:
    code = "import sys, reader.language, reader.quotes; sys.exit('nltk' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_model_is_small_and_loads_in_small_pieces() -> None:
    path = Path(reader.language.__file__).parent / "models" / "tagger.jsonl.gz"
    assert path.stat().st_size < 600_000

    slowest = 0.0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            started = time.thread_time()
            json.loads(line)
            slowest = max(slowest, time.thread_time() - started)
    assert slowest < 0.015
