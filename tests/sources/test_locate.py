"""From a locator to a document."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from reader.document import Role
from reader.sources import open_bytes, open_document, open_welcome
from tests.strategies import NOW


def test_plain_text_keeps_every_offset(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    raw = "Title of it\r\n\r\nOne\ttwo \x1b]0;x\x07\x1b[2J three\0.\r\n[bold] [[/x]] “Hi.”\r\n"
    path.write_bytes(raw.encode())
    document = open_document(str(path), now=NOW)
    assert len(document.text) == len(raw)
    assert not any(ord(character) < 32 and character != "\n" for character in document.text)
    assert document.text.index("[bold] [[/x]] “Hi.”") == raw.index("[bold]")
    assert (document.origin.locator, document.origin.kind) == (str(path), "text")
    assert (document.title, document.retrieved) == ("Title of it", NOW)


def test_the_locator_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Some text.")
    monkeypatch.chdir(tmp_path)
    assert open_document("a.txt", now=NOW).origin.locator == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("locator", "text", "kind"),
    [
        ("/x/a.md", "Text.", "markdown"),
        ("/x/a.txt", "# Text\n\nof it", "text"),
        ("-", "# Title\n\nText.", "markdown"),
        ("-", "---\ntitle: T\n---\nText.", "markdown"),
        ("-", "#1 in the charts", "text"),
        ("/x/README", "Text.", "text"),
    ],
)
def test_markdown_is_told_by_suffix_or_beginning(locator: str, text: str, kind: str) -> None:
    document = open_bytes(text.encode(), locator, name=locator, now=NOW)
    assert document.origin.kind == kind


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Café “yes”.".encode("cp1252"))))
    document = open_document("-", now=NOW)
    assert (document.text, document.origin.locator) == ("Café “yes”.", "-")
    assert document.origin.encoding == "cp1252"


def test_what_could_not_be_decoded_is_told() -> None:
    told: list[str] = []
    data = ("é" * 20).encode() + b"\xff"
    open_bytes(data, "/x/a.txt", name="a.txt", now=NOW, tell=told.append)
    assert told == ["a.txt: 1 place is not valid utf-8; shown as \ufffd"]


@pytest.mark.parametrize("text", ["word " * 500_000, "[" * 200_000])
def test_too_much_markdown_is_plain_text_and_told(text: str) -> None:
    told: list[str] = []
    started = time.monotonic()
    document = open_bytes(text.encode(), "/x/a.md", name="a.md", now=NOW, tell=told.append)
    assert document.origin.kind == "text"
    assert "shown as plain text" in told[0]
    assert time.monotonic() - started < 5


def test_the_welcome_article_is_an_article() -> None:
    document = open_welcome()
    assert document == open_document("welcome:", now=NOW)
    assert document.title == "The bell under the river"
    assert document.origin.name == "built in"
    assert 600 <= document.word_count <= 1000
    assert document.dateline is not None
    headings = document.paragraphs.indices_with(Role.HEADING)
    assert len(headings) == 3
    for name in ("Brackwater", "Quillfeather", "Thistlewood", "Holloway-Pike", "Applegarth"):
        assert name in document.text


def test_quotation_marks_in_the_welcome_article_pair() -> None:
    document = open_welcome()
    assert '"' not in document.text
    for paragraph in document.paragraphs:
        words = paragraph.span.of(document.text)
        assert words.count("“") == words.count("”")


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("piece.html", "Words before. <p>The quay is shut, he said to us.</p>", "html"),
        ("piece", "<div><p>The quay is shut, he said.</p><p>So it is.</p></div>", "html"),
        ("piece.txt", "<h1>Quay</h1><p>The quay is shut, he said.</p><p>So it is.</p>", "html"),
        ("readme.md", "<p align=center>x</p><p>y</p><p>z</p>\n\n# The quay\n", "markdown"),
        ("story.txt", "<b>The quay</b> is shut, he said.", "text"),
        ("story.html", "A text that is called a page, and has no tag in it.", "text"),
    ],
)
def test_a_piece_of_a_page_is_one(name: str, text: str, kind: str) -> None:
    document = open_bytes(text.encode(), f"/a/{name}", name=f"/a/{name}", now=NOW)
    assert document.origin.kind == kind
    assert ("<p>" in document.text) == (kind == "markdown")
