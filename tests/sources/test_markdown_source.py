"""Markdown becomes the words a person reads, each block with its role."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from reader.document import Document, Origin, Role, canonical_characters
from reader.sources.markdown import markdown_document
from tests.sources.seen import set_apart
from tests.strategies import markdown_lines, texts


def _document(text: str) -> Document:
    return markdown_document(text, Origin("/x/low-harbour.md", kind="markdown"))


def _blocks(text: str) -> list[tuple[Role, int, str]]:
    document = _document(text)
    return [(p.role, p.level, p.span.of(document.text)) for p in document.paragraphs]


def test_headings_and_prose_without_their_signs() -> None:
    assert _blocks("# Bridge\n\n“We *will*,” said [Ann](http://x)\nLee.\n\nMore\n----\n") == [
        (Role.TITLE, 1, "Bridge"),
        (Role.PROSE, 0, "“We will,” said Ann Lee."),
        (Role.HEADING, 2, "More"),
    ]


def test_what_is_set_apart_is_remembered() -> None:
    document = _document(
        '# A *b*\n\nHe *said* **it `now`** ~~not~~, [see](http://x.example/a "t"), '
        "[there](rel.html), https://y.example/b.\n\n- one [*two*](https://z.example)\n\n"
        "| **c** | d |\n|---|---|\n| e | [f](mailto:g@h.example) |\n"
    )
    assert set_apart(document) == [
        ("EMPHASIS", "b", ""),
        ("EMPHASIS", "said", ""),
        ("STRONG", "it now", ""),
        ("CODE", "now", ""),
        ("STRUCK", "not", ""),
        ("LINK", "see", "http://x.example/a"),
        ("LINK", "https://y.example/b", "https://y.example/b"),
        ("EMPHASIS", "two", ""),
        ("LINK", "two", "https://z.example"),
        ("STRONG", "c", ""),
        ("LINK", "f", "mailto:g@h.example"),
    ]


def test_footnotes_lead_to_their_words_and_back() -> None:
    document = _document("One[^a] and two[^1].\n\n[^1]: Second.\n[^a]: First *of all*.\n")
    assert document.text == "One[a] and two[1].\n[a] First of all.\n[1] Second."
    assert set_apart(document) == [
        ("REFERENCE", "[a]", "[a] Firs"),
        ("REFERENCE", "[1]", "[1] Seco"),
        ("REFERENCE", "[a]", "[a] and "),
        ("EMPHASIS", "of all", ""),
        ("REFERENCE", "[1]", "[1].\n[a]"),
    ]


def test_relative_links_lead_on_from_the_address_of_the_text() -> None:
    origin = Origin("https://example.org/a/b.md", kind="markdown")
    assert markdown_document("[x](c.html)", origin).inlines[0].target == (
        "https://example.org/a/c.html"
    )


def test_lists_keep_their_marks_and_depth() -> None:
    assert _blocks("3. three\n4. four\n   - deeper\n\n   more\n") == [
        (Role.LIST_ITEM, 1, "3. three"),
        (Role.LIST_ITEM, 1, "4. four"),
        (Role.LIST_ITEM, 2, "• deeper"),
        (Role.LIST_ITEM, 1, "more"),
    ]


def test_quotes_tables_code_and_pictures() -> None:
    text = (
        "> a\n> b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\nf()\n\n  g()\n```\n\n![A bridge](b)\n"
    )
    assert _blocks(text) == [
        (Role.BLOCK_QUOTE, 1, "a b"),
        (Role.TABLE, 0, "x | y"),
        (Role.TABLE, 0, "1 | 2"),
        (Role.CODE, 0, "f()"),
        (Role.CODE, 0, "g()"),
        (Role.CAPTION, 0, "A bridge"),
    ]


def test_html_is_shown_and_nothing_in_it_is_a_quotation() -> None:
    assert _blocks('<div class="x">\nhi\n</div>\n\na<br>b &amp; \\[c]') == [
        (Role.CODE, 0, '<div class="x">'),
        (Role.CODE, 0, "hi"),
        (Role.CODE, 0, "</div>"),
        (Role.PROSE, 0, "a<br>b & [c]"),
    ]


def test_front_matter_gives_title_authors_and_date() -> None:
    document = _document(
        "---\r\ntitle: The Bridge\r\nauthor: [A. Bee, C. Dee]\r\ndate: 2024-02-03\r\n---\r\n"
        "# The bridge\r\n\r\nLOW HARBOUR — Text.\r\n"
    )
    assert (document.title, document.authors) == ("The Bridge", ("A. Bee", "C. Dee"))
    assert document.published == "2024-02-03"
    assert document.paragraphs[0].role is Role.TITLE
    assert document.dateline is not None
    assert document.dateline.of(document.text) == "LOW HARBOUR —"


def test_who_wrote_it_stands_below_the_title() -> None:
    document = _document(
        "# The quay\n\nBy Ada Berg\n\n*3 March 2026*\n\nIt is shut.\n\nPhoto: AB/C\n"
    )
    roles = [paragraph.role for paragraph in document.paragraphs]
    assert roles == [Role.TITLE, Role.BYLINE, Role.BYLINE, Role.PROSE, Role.CAPTION]
    assert (document.authors, document.published) == (("Ada Berg",), "2026-03-03")


def test_a_title_only_in_front_matter_is_shown() -> None:
    assert _blocks("---\ntitle: T\n---\nText.\n\n## Later\n\nMore.")[0] == (Role.TITLE, 1, "T")


@pytest.mark.parametrize(
    "matter", ["title: [", "- a\n- b", "title: 3\nauthor: {a: b}\ndate: 99", "a: &a [*a]", ""]
)
def test_front_matter_that_is_none_is_left(matter: str) -> None:
    document = _document(f"---\n{matter}\n---\nText of it.\n")
    assert document.authors == ()
    assert document.text.endswith("Text of it.")


def test_without_a_title_the_name_of_the_file_is_it() -> None:
    assert _document("Just text.").title == "Low harbour"


def test_the_terminal_gets_no_control_characters() -> None:
    document = _document('---\ntitle: "a\\x1bb"\n---\n\x1b[2J\x07[x](\x1b) &#27;[31m `\x9b`')
    assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in document.text)
    assert document.title == "a b"


def test_deep_nesting_ends() -> None:
    started = time.monotonic()
    _document(">" * 2000 + "a\n\n" + "- " * 2000 + "b")
    assert time.monotonic() - started < 5


@given(markdown_lines() | texts())
def test_any_text_gives_a_sound_document(text: str) -> None:
    document = _document(text)
    assert canonical_characters(document.text) == document.text
    at = 0
    for paragraph in document.paragraphs:
        words = paragraph.span.of(document.text)
        assert paragraph.start >= at
        assert words == words.strip()
        assert words
        assert "\n" not in words
        at = paragraph.end
    for one in document.inlines:
        place = document.paragraph_at(one.span.start)
        assert one.span
        assert place is not None
        assert place.span.covers(one.span)
        assert -1 <= one.to <= len(document.text)
