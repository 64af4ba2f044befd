"""What each line of an article is, its title and its dateline."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document import Document, Origin, Role, compose, title_from_name

PROSE = (
    "The council met on Tuesday and decided, after a long debate in a cold hall, to mend the "
    "bridge at once; nobody asked what it would cost."
)
SEED = Path(__file__).parents[2] / "seeds" / "canada-turns-to-china.txt"


def _document(*lines: str) -> Document:
    return compose("\n".join(lines), Origin("/x/the-bridge.txt"))


def _roles(*lines: str) -> list[Role]:
    return [paragraph.role for paragraph in _document(*lines).paragraphs]


def test_the_seed_has_headings_dateline_and_a_title_from_its_name() -> None:
    document = compose(SEED.read_text(encoding="utf-8"), Origin(str(SEED)))
    headings = [
        document.paragraphs[index].span.of(document.text)
        for index in document.paragraphs.indices_with(Role.HEADING)
    ]
    assert "tariff reduction" in headings
    assert document.title == "Canada turns to China"
    assert document.dateline is not None
    assert document.dateline.of(document.text) == "BEIJING —"


def test_a_first_line_without_full_stop_is_the_title() -> None:
    document = _document("The bridge is shut", "", PROSE, "", PROSE)
    assert document.title == "The bridge is shut"
    assert document.paragraphs[0].role is Role.TITLE
    assert document.paragraphs[0].level == 1


def test_byline_heading_list_and_credit() -> None:
    lines = ("Bridge shut", "By Ann Lee", PROSE, "What comes next", PROSE, "- one", PROSE)
    assert _roles(*lines) == [
        Role.TITLE,
        Role.BYLINE,
        Role.PROSE,
        Role.HEADING,
        Role.PROSE,
        Role.LIST_ITEM,
        Role.PROSE,
    ]
    assert _roles(PROSE, "Photo: Ann Lee / Getty Images", PROSE)[1] is Role.CAPTION


@pytest.mark.parametrize("line", ["He left.", "And then:", "“No,” he said.", "1234", PROSE])
def test_what_is_no_heading(line: str) -> None:
    assert _roles(PROSE, PROSE, line, PROSE)[2] is not Role.HEADING


def test_short_lines_in_a_row_are_no_headings() -> None:
    assert Role.HEADING not in _roles(PROSE, PROSE, "a line", "of verse", "not prose", PROSE)


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("/x/canada-turns-to-china.txt", "Then China and Canada", "Canada turns to China"),
        ("/x/Already Named.md", "", "Already Named"),
        ("/x/notes.txt", "", "notes"),
        ("/x/.hidden", "", ".hidden"),
        ("-", "", "Standard input"),
    ],
)
def test_a_title_from_a_name(name: str, text: str, title: str) -> None:
    assert title_from_name(Origin(name), text) == title


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("BEIJING — With relations", "BEIJING —"),
        ("PARIS (Reuters) - The council", "PARIS (Reuters) -"),
        ("Well — he thought — not so", None),
        (PROSE, None),
    ],
)
def test_datelines(line: str, dateline: str | None) -> None:
    document = _document(f"{line} {PROSE}")
    found = document.dateline.of(document.text) if document.dateline else None
    assert found == dateline


def test_nothing_at_all_is_a_document_too() -> None:
    document = _document("")
    assert (document.text, len(document.paragraphs)) == ("", 0)
    assert document.paragraph_at(0) is None


def test_the_paragraph_at_an_offset() -> None:
    document = _document("One here.", "", "Two there.")
    at = document.paragraph_at
    found = [at(offset) for offset in (0, 9, 10, 11, 99)]
    first, second = document.paragraphs
    assert found == [first, first, first, second, second]
    assert document.paragraphs[-1] == second
    assert document.paragraphs[:] == (first, second)
