"""PDF: reading order, running heads, hyphens, and files that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader.document import Document
from reader.errors import Unreadable
from reader.sources import open_bytes
from tests.sources.made import Words, column, pdf
from tests.strategies import NOW

STORY = (
    "The harbour of the town was closed on Monday after a storm that nobody had fore-",
    "seen, and the mayor said that “it will not open before Friday”. He gave no well-",
    "known reason for it.",
    "",
    "“We wait,” said Mara Quint, who has a well-known boat there and two nets (old ones).",
)


def opened(data: bytes, told: list[str] | None = None) -> Document:
    notices = told if told is not None else []
    return open_bytes(data, "/papers/quay.pdf", name="quay", now=NOW, tell=notices.append)


def lines(data: bytes) -> list[tuple[str, int, str]]:
    document = opened(data)
    return [(p.role.name, p.level, p.span.of(document.text)) for p in document.paragraphs]


def test_lines_are_joined_to_paragraphs_and_broken_words_made_whole() -> None:
    page = [Words("Harbour closed", 72, 740, 22), *column(STORY)]
    assert lines(pdf([page])) == [
        ("TITLE", 1, "Harbour closed"),
        (
            "PROSE",
            0,
            "The harbour of the town was closed on Monday after a storm that nobody had foreseen, "
            "and the mayor said that “it will not open before Friday”. He gave no well-known "
            "reason for it.",
        ),
        (
            "PROSE",
            0,
            "“We wait,” said Mara Quint, who has a well-known boat there and two nets (old ones).",
        ),
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            Words(f"The Coast Post · {number} March", 72, 810, 9),
            *column([f"Page {word} begins with these words, and goes", f"on in the {word} way."]),
            Words(str(number), 290, 30, 9),
        ]
        for number, word in enumerate(("one", "two", "three"), start=1)
    ]
    assert [line for _, _, line in lines(pdf(pages))] == [
        f"Page {word} begins with these words, and goes on in the {word} way."
        for word in ("one", "two", "three")
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = column(["They waited on the quay until the bell had been rung for the"])
    second = column(["third time, and went home."])
    text = "They waited on the quay until the bell had been rung for the third time, and went home."
    assert [line for _, _, line in lines(pdf([first, second]))] == [text]


def _columns(order: str) -> Sequence[Words]:
    left = [f"left line number {number} goes on" for number in range(6)]
    right = [f"right line number {number} goes on" for number in range(6)]
    one, two = column(left, left=60, top=650), column(right, left=320, top=650)
    if order == "down":
        return [*one, *two]
    return [words for pair in zip(one, two, strict=True) for words in pair]


@pytest.mark.parametrize("order", ["down", "across"])
def test_columns_are_read_one_after_the_other(order: str) -> None:
    """Whatever the order is in which the file's maker wrote the words."""
    heading = Words("A heading that goes over both of the columns", 60, 700, 18)
    text = opened(pdf([[heading, *_columns(order)]])).text
    wanted = [f"{side} line number {number}" for side in ("left", "right") for number in range(6)]
    places = [text.index(line) for line in wanted]
    assert places == sorted(places)
    assert text.startswith("A heading")


def test_a_table_is_read_across() -> None:
    rows = [("Year", "Boats"), ("2023", "10"), ("2024", "12"), ("2025", "9")]
    page = [
        Words(cell, 72 + 200 * across, 500 - 14 * down)
        for down, row in enumerate(rows)
        for across, cell in enumerate(row)
    ]
    text = opened(pdf([[*column(STORY), *page]])).text
    assert "Year Boats" in text
    assert "2024 12" in text


def test_title_and_author_are_believed_if_the_page_shows_the_title() -> None:
    page = [Words("Harbour closed", 72, 740, 22), *column(STORY)]
    assert opened(pdf([page], title="Harbour closed")).authors == ("Ada Lindqvist",)
    other = opened(pdf([page], title="Microsoft Word - draft7.doc"))
    assert (other.title, other.authors) == ("Harbour closed", ())


def test_pages_without_text_are_told() -> None:
    told: list[str] = []
    opened(pdf([column(STORY), [], column(STORY)]), told)
    assert told == ["quay: 1 page has no text, only pictures or nothing"]


@pytest.mark.parametrize("pages", [[[]], [[], [], []]])
def test_scanned_pages_are_told_as_such(pages: list[list[Words]]) -> None:
    with pytest.raises(Unreadable, match="scanned pages, pictures without text; run it through"):
        opened(pdf(pages))


def test_a_locked_file_is_told() -> None:
    with pytest.raises(Unreadable, match="locked with a password"):
        opened(pdf([column(STORY)], locked=True))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3\n", b"%PDF-1.7\n" + bytes(range(256)) * 99])
def test_a_damaged_file_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^quay: a damaged PDF; get it anew, or save it as text$"):
        opened(data)


def test_a_file_with_a_damaged_table_is_read_all_the_same() -> None:
    data = pdf([column(STORY)])
    assert "Mara Quint" in opened(data.replace(b"\n%%EOF", b"9\n")).text


@pytest.mark.parametrize("cut", [0.3, 0.8])
def test_a_file_cut_off_is_told(cut: float) -> None:
    data = pdf([column(STORY)])
    with pytest.raises(Unreadable, match="a damaged PDF"):
        opened(data[: int(cut * len(data))])
