"""Lines that say who wrote an article, and when; sentences that only look like them."""

from __future__ import annotations

import pytest

from reader.document import Origin, Role, compose
from reader.document.byline import byline


@pytest.mark.parametrize(
    ("line", "authors", "published"),
    [
        ("By Ada Berg", ["Ada Berg"], None),
        ("BY ADA BERG", ["Ada Berg"], None),
        ("By Ada Berg and Ben Okoro, Staff Writers", ["Ada Berg", "Ben Okoro"], None),
        ("By Walt Dreyer Staff Writer", ["Walt Dreyer"], None),
        ("By Anna van der Berg in Brussels", ["Anna van der Berg"], None),
        ("By Ines Falk, Investigations editor 11 February 2026, 6am", ["Ines Falk"], "2026-02-11"),
        ("Von Anke Lührs", ["Anke Lührs"], None),
        ("Par Jeanne Morel", ["Jeanne Morel"], None),
        ("Interview by Jon Abel", ["Jon Abel"], None),
        ("Words: Orla Finch", ["Orla Finch"], None),
        ("Posted on 5 May 2025 by Jo Blum", ["Jo Blum"], "2025-05-05"),
        ("Published 3 March 2026", [], "2026-03-03"),
        ("March 3rd, 2026 8:00 AM GMT", [], "2026-03-03"),
        ("Updated 4 November 2025, first published 3 November 2025", [], "2025-11-03"),
        ("Last updated: 9 May 2025", [], "2025-05-09"),
        ("Publié le 3 mars 2026 à 06h00, modifié le 4 mars 2026", [], "2026-03-03"),
        ("04.01.2026, 10.00 Uhr", [], "2026-01-04"),
        ("2026-03-04", [], "2026-03-04"),
    ],
)
def test_what_a_line_says(line: str, authors: list[str], published: str | None) -> None:
    found = byline(line)
    assert found is not None
    assert list(found.authors) == authors
    assert found.published == published


@pytest.mark.parametrize(
    "line",
    [
        *("By the time we got there it was late", "By Friday, the town was empty", "By 2030"),
        *("By Mistake", "Von der Leyen said no", "Di Maria scored twice", "Report says no", ""),
        "On 3 May 2024 the copyright of Ann Archer ran out.",
        "By Northgate Holdings the quay was sold",
        *("Photographs by Tom Reyes", "45 May 2024", "Published by the council", "x" * 500),
        "By Ada Berg, who lives in Weir",
    ],
)
def test_no_sentence_is_taken_for_one(line: str) -> None:
    assert byline(line) is None


def test_plain_text_gives_its_author_and_day() -> None:
    document = compose(
        "The quay is sold\n\nBy Ada Berg\n\nPublished 3 March 2026\n\n"
        "LONDON (Reuters) — The quay has been sold, the council said on Monday, for nothing.\n\n"
        "By Ben Okoro, nobody was told.\n",
        Origin("/a/quay.txt"),
    )
    assert (document.authors, document.published) == (("Ada Berg",), "2026-03-03")
    roles = [paragraph.role for paragraph in document.paragraphs]
    assert roles == [Role.TITLE, Role.BYLINE, Role.BYLINE, Role.PROSE, Role.PROSE]
    assert document.dateline is not None
    assert document.dateline.of(document.text) == "LONDON (Reuters) —"
