"""The case files: one article each, and the quotes that are to be found in it.

A file in `tests/cases/quotes/` holds an article, the line `=== quotes`, and a line for each quote:
its kind, its speaker (`-` for nobody) and its words, between bars; pieces are joined by ` + `.
Marks, blanks and punctuation at the ends of the words do not count, nor the article before a
description. A line `=== not yet: reason` instead tells a case that is known to fail.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.document import Origin, compose
from reader.quotes import Findings, find

CASES = Path(__file__).parents[1] / "cases" / "quotes"
_MARKER = re.compile(r"^=== (quotes|not yet: .+)$", re.MULTILINE)
_ENDS = " \t“”\"'‘’«»,.?!;:—–-…"

Row = tuple[str, str, str]
"""Kind, speaker, words."""


def split_case(path: Path) -> tuple[str, list[Row], str]:
    """The article of a case file, the quotes expected, and why it fails, if it does."""
    article, marker, lines = _MARKER.split(path.read_text(encoding="utf-8"))
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines.split("\n") if line]
    expected = [
        (kind, _speaker(speaker), _words(words.split(" + "))) for kind, speaker, words in rows
    ]
    return article.rstrip("\n"), expected, "" if marker == "quotes" else marker


def _speaker(name: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", name, flags=re.IGNORECASE).lower()


def _words(pieces: list[str]) -> str:
    return " + ".join(piece.strip(_ENDS) for piece in pieces)


def rows_of(text: str, findings: Findings) -> list[Row]:
    """The quotes found, as a case file writes them."""
    rows = []
    for quote in findings.quotes:
        speaker = findings.speaker_of(quote)
        pieces = [span.of(text) for span in quote.spans]
        name = _speaker(speaker.name) if speaker else "-"
        rows.append((quote.kind.value, name, _words(pieces)))
    return rows


def _cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("*.txt")):
        _, _, reason = split_case(path)
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(path, id=path.stem, marks=marks))
    return found


@pytest.mark.parametrize("path", _cases())
def test_case(path: Path) -> None:
    article, expected, _ = split_case(path)
    document = compose(article, Origin("case.txt"))

    assert rows_of(document.text, find(document)) == expected


def test_there_are_two_hundred_cases() -> None:
    assert len(list(CASES.glob("*.txt"))) >= 200
