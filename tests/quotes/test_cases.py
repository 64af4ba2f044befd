"""Quotation cases by topic: an article of a few lines and the quotes an editor would list.

A case is a file `tests/cases/quotes/TOPIC/PHENOMENON.txt`:

    “It will rain,” said Ada Holm, adding that the roof leaks.
    --- expect ---
    direct | Ada Holm | It will rain
    indirect | Ada Holm | the roof leaks
    speaker: Ada Holm | - | Holm; Ms Holm

Above the marker stands the article, one paragraph a line. Below it:

* `kind | speaker | words`, one line a quote, in order of position. The pieces of a sentence that
  the cue splits have ` … ` between them. What goes on in a new sentence after the cue, or in a new
  paragraph, has a line of its own: it may be found as one quote or as two.
  The speaker is the fullest name the article gives, or the description of somebody unnamed; `-`
  when nobody is named. Of names with ` / ` between them any will do; the kind `any` and the
  speaker `*` leave open what it is.
* `speaker: name | role | alias; alias`: a speaker that must be there. The role must be the one
  given unless it is `-`; every alias given must be among those found. The last two may be left out.
* `none` when nothing must be found.

Before comparing, marks, punctuation and blanks are dropped from both ends of every piece, a
leading "that" is dropped, and pieces without a letter or digit between them are joined; speakers
are compared without case and leading article.

Cases that are right but not yet met stand in `KNOWN_FAILURES`, one path a line; they are
expected to fail, and one that passes has to be taken off the list. To write the list anew:

    python -m tests.quotes.test_cases
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.document import Origin, Span, compose
from reader.quotes import Findings, Quote, find

FOLDER = Path(__file__).parents[1] / "cases" / "quotes"
KNOWN_FAILURES = FOLDER / "KNOWN_FAILURES"
MARKER = "--- expect ---"

_OUTSIDE = re.compile(r"^[^\w$€£%]+|[^\w$€£%]+$")
_THAT = re.compile(r"^that\b\W*", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Expected:
    """What stands below the marker."""

    quotes: tuple[str, ...]
    """A line a quote, in the form they are compared in."""
    speakers: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Name, role (or `-`) and aliases of speakers that must be there."""


def stripped(words: str) -> str:
    """Words without the marks, punctuation and blanks around them and without a leading "that"."""
    bare = _THAT.sub("", _OUTSIDE.sub("", words))
    return " ".join(_OUTSIDE.sub("", bare).split())


def plain_name(name: str) -> str:
    """A speaker's name without case and leading article."""
    return _ARTICLE.sub("", name.strip()).casefold().replace("’", "'")


def line(kind: str, speaker: str, pieces: list[str]) -> str:
    """One quote in the form quotes are compared in."""
    words = " … ".join(filter(None, map(stripped, pieces)))
    return f"{kind} | {plain_name(speaker)} | {words}"


def read_case(path: Path) -> tuple[str, Expected]:
    """The article of a case file and what must be found in it."""
    article, marker, below = path.read_text(encoding="utf-8").partition(f"\n{MARKER}\n")
    rows = [row.strip() for row in below.splitlines() if row.strip()]
    if not marker or not rows:
        raise ValueError(f"{path}: nothing is expected")
    quotes: list[str] = []
    speakers: list[tuple[str, str, tuple[str, ...]]] = []
    for row in rows:
        if row == "none":
            continue
        if row.startswith("speaker:"):
            name, role, aliases, *_ = (*_cells(row.removeprefix("speaker:")), "-", "-")
            forms = () if aliases == "-" else tuple(form.strip() for form in aliases.split(";"))
            speakers.append((name, role, forms))
        else:
            kind, speaker, words = _cells(row)
            quotes.append(line(kind, speaker, words.split(" … ")))
    return article, Expected(tuple(quotes), tuple(speakers))


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split(" | ")]


def found_lines(text: str, findings: Findings, quote: Quote) -> list[str]:
    """A quote that was found, in the form quotes are compared in: a line a sentence begun anew."""
    speaker = findings.speaker_of(quote)
    parts: list[list[Span]] = []
    for span in _by_paragraph(text, quote.spans):
        between = text[parts[-1][-1].end : span.start] if parts else "\n"
        if "\n" in between or between.rstrip().endswith((".", "!", "?")):
            parts.append([span])
        elif re.search(r"\w", between):
            parts[-1].append(span)
        else:
            parts[-1][-1] = Span(parts[-1][-1].start, span.end)
    name = speaker.name if speaker else "-"
    return [
        line(quote.kind.value, name, [text[span.start : span.end] for span in part])
        for part in parts
    ]


def _by_paragraph(text: str, spans: tuple[Span, ...]) -> list[Span]:
    """The spans cut at line breaks."""
    return [
        Span(span.start + match.start(), span.start + match.end())
        for span in spans
        for match in re.finditer(r"[^\n]*\w[^\n]*", text[span.start : span.end])
    ]


def faults(path: Path) -> list[str]:
    """What is wrong with the quotes and speakers found in a case; empty when all is right."""
    article, expected = read_case(path)
    document = compose(article, Origin(path.name))
    findings = find(document)
    found = [row for one in findings.quotes for row in found_lines(document.text, findings, one)]
    wanted = expected.quotes
    wrong = [f"missing: {row}" for row in wanted if not any(meets(one, row) for one in found)]
    wrong += [f"not expected: {one}" for one in found if not any(meets(one, row) for row in wanted)]
    if not wrong and not (len(found) == len(wanted) and all(map(meets, found, wanted))):
        wrong.append(f"order or number: {found}")
    return wrong + _speaker_faults(findings, expected)


def meets(found: str, wanted: str) -> bool:
    """Whether a quote that was found is the one wanted; both as lines."""
    have, want = found.split(" | ", 2), wanted.split(" | ", 2)
    kind = want[0] in ("any", have[0])
    speaker = want[1] == "*" or have[1] in map(plain_name, want[1].split(" / "))
    return kind and speaker and have[2] == want[2]


def _speaker_faults(findings: Findings, expected: Expected) -> list[str]:
    wrong: list[str] = []
    by_name = {plain_name(speaker.name): speaker for speaker in findings.speakers}
    for name, role, aliases in expected.speakers:
        speaker = by_name.get(plain_name(name))
        if speaker is None:
            wrong.append(f"no speaker {name}: {list(by_name)}")
            continue
        if role != "-" and plain_name(speaker.role or "-") != plain_name(role):
            wrong.append(f"role of {name}: {speaker.role}")
        known = {plain_name(alias) for alias in speaker.aliases}
        wrong += [f"no alias {a}: {sorted(known)}" for a in aliases if plain_name(a) not in known]
    return wrong


def case_files() -> list[Path]:
    """Every case, in order of path."""
    return sorted(FOLDER.glob("*/*.txt"))


def relative(path: Path) -> str:
    """A case's path within the folder of cases."""
    return path.relative_to(FOLDER).as_posix()


def known_failures() -> frozenset[str]:
    """The cases that are expected to fail."""
    return frozenset(KNOWN_FAILURES.read_text(encoding="utf-8").split())


def write_known_failures() -> None:
    """Put every case that fails on the list, and say why."""
    failing = {relative(path): faults(path) for path in case_files()}
    failing = {name: wrong for name, wrong in failing.items() if wrong}
    KNOWN_FAILURES.write_text("".join(f"{name}\n" for name in failing), encoding="utf-8")
    for name, wrong in failing.items():
        sys.stdout.write("\n  ".join([name, *wrong]) + "\n")
    sys.stdout.write(f"{len(failing)} of {len(case_files())} cases fail\n")


def _parameters() -> list[object]:
    known = known_failures()
    return [
        pytest.param(
            path,
            id=relative(path),
            marks=[pytest.mark.xfail(reason="a known failure", strict=True)]
            if relative(path) in known
            else [],
        )
        for path in case_files()
    ]


@pytest.mark.parametrize("path", _parameters())
def test_case(path: Path) -> None:
    assert faults(path) == []


def test_known_failures_are_cases() -> None:
    assert known_failures() <= {relative(path) for path in case_files()}


if __name__ == "__main__":
    write_known_failures()
