"""The exported file: what stands in it, in which order, and that nothing leaks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.annotations import (
    Anchor,
    Annotation,
    Color,
    Motivation,
    State,
    describe,
    new_id,
)
from reader.document import Document, Origin, Span, compose
from reader.export import Exported, to_markdown
from reader.quotes import Findings, Kind, Quote, Speaker
from tests.strategies import NOW, any_annotation, markdown_lines

TEXT = "A *bridge* #\nThe mayor said: “It is safe.” Nobody laughed.\n“Never,” said Holm."
PARSER = MarkdownIt("commonmark")


def _span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def _on(words: str, body: str = "", **changes: object) -> Annotation:
    span = _span(words)
    made = Annotation(
        id=new_id(NOW + timedelta(milliseconds=span.start)),
        article_id="article",
        text_sha256="",
        motivation=Motivation.HIGHLIGHTING,
        created=NOW,
        updated=NOW,
        target=describe(TEXT, span),
        anchor=Anchor(State.EXACT, span),
        body=body,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _page(body: str) -> Annotation:
    return Annotation(new_id(NOW), "article", "", Motivation.COMMENTING, NOW, NOW, body=body)


def _document() -> Document:
    return compose(TEXT, Origin("/a/bridge.txt"))


def _article(*annotations: Annotation) -> Exported:
    findings = Findings(
        (
            Quote("q1", (_span("“It is safe.”"),), Kind.DIRECT, "s1"),
            Quote("q2", (_span("“Never,”"),), Kind.DIRECT, "s2"),
        ),
        (Speaker("s1", "The Mayor", role="mayor"), Speaker("s2", "Ada Holm")),
    )
    return Exported("article", _document(), findings, annotations)


def _front_matter(markdown: str) -> dict[str, object]:
    match = re.match(r"---\n(.*?)\n---\n", markdown, re.DOTALL)
    assert match
    value = yaml.safe_load(match[1])
    assert isinstance(value, dict)
    return value


def _item(markdown: str, annotation: Annotation) -> str:
    pattern = (
        rf"<!-- hl:{annotation.id} h:[0-9a-f]{{12}} -->\n\n(.*?)\n\n<!-- /hl:{annotation.id} -->"
    )
    match = re.search(pattern, markdown, re.DOTALL)
    assert match
    return match[1]


def test_an_item_has_quote_speaker_note_tags_and_id() -> None:
    marked = _on("It is safe", "check *this*", tags=("trade", "a_b"))
    span = _span("It is safe")
    assert _item(to_markdown(_article(marked)), marked) == (
        "> It is safe\n\n"
        "— The Mayor, mayor\n\n"
        "**Note:** check *this*\n\n"
        "#trade #a\\_b\n\n"
        f"(characters {span.start}–{span.end}) ^hl-{marked.id}"
    )


def test_front_matter_is_yaml_in_a_fixed_order() -> None:
    article = _article(_on("Never", tags=("b", "a")), _on("It is safe", tags=("b",)), _page("x"))
    matter = _front_matter(to_markdown(article))
    assert list(matter) == [
        "id",
        "title",
        "source",
        "language",
        "text_sha256",
        "tags",
        "speakers",
        "highlights",
    ]
    assert matter["title"] == "A *bridge* #"
    assert matter["source"] == "/a/bridge.txt"
    assert matter["tags"] == ["b", "a"]
    assert matter["speakers"] == ["The Mayor", "Ada Holm"]
    assert matter["highlights"] == 2


def test_front_matter_of_a_web_page() -> None:
    document = replace(
        _document(),
        origin=Origin("https://a.example/?a=1&b=: #x", "html"),
        authors=("Ann: B", "- C"),
        published="2026-01-02",
        retrieved=NOW,
    )
    matter = _front_matter(to_markdown(Exported("a", document)))
    assert matter["url"] == "https://a.example/?a=1&b=: #x"
    assert "source" not in matter
    assert matter["authors"] == ["Ann: B", "- C"]
    assert matter["published"] == "2026-01-02"
    assert list(matter).index("authors") < list(matter).index("retrieved")


def test_the_title_is_escaped() -> None:
    (token,) = (t for t in PARSER.parse(to_markdown(_article()).split("---\n")[2]) if t.children)
    assert token.children is not None
    assert "".join(child.content for child in token.children) == "A *bridge* #"


def test_several_paragraphs_are_one_quote() -> None:
    marked = _on("safe.” Nobody laughed.\n“Never")
    item = _item(to_markdown(_article(marked)), marked)
    assert item.startswith("> safe.” Nobody laughed.\n>\n> “Never\n\n")


def test_order_page_notes_first_then_by_place_and_no_trash() -> None:
    late, early, page = _on("Never"), _on("It is safe"), _page("page")
    gone = _on("Nobody", deleted=NOW)
    markdown = to_markdown(_article(late, gone, early, page))
    ids = re.findall(r"<!-- hl:(\S+) h:", markdown)
    assert ids == [page.id, early.id, late.id]
    assert "Nobody laughed" not in markdown


def test_an_orphan_is_told_with_its_old_words() -> None:
    lost = _on("It is safe", anchor=Anchor(State.ORPHAN, None, "none", 0.0, "deleted"), speaker="X")
    item = _item(to_markdown(_article(lost)), lost)
    assert item.startswith("> It is safe\n\n— X\n\n(place lost: deleted) ^hl-")


@pytest.mark.parametrize(
    ("by", "headings"),
    [
        ("position", []),
        ("speaker", ["## The Mayor", "## Ada Holm", "## Nobody named"]),
        ("tag", ["## #alpha", "## #beta", "## Without a tag"]),
        ("color", ["## Yellow", "## Pink"]),
    ],
)
def test_grouping(by: str, headings: list[str]) -> None:
    article = _article(
        _page("first of all"),
        _on("Nobody laughed", tags=("beta",)),
        _on("It is safe", color=Color.PINK),
        _on("Never", tags=("alpha", "beta")),
    )
    markdown = to_markdown(article, by)  # type: ignore[arg-type]
    assert re.findall(r"^## .*$", markdown, re.MULTILINE) == headings
    assert len(re.findall(r"<!-- hl:", markdown)) == 4
    if headings:
        assert markdown.index("first of all") < markdown.index(headings[0])


def test_the_same_article_gives_the_same_text_whenever_it_was_read() -> None:
    first = _article(_on("Never"), _on("It is safe"))
    again = Exported(
        first.article_id,
        replace(first.document, retrieved=NOW + timedelta(days=9)),
        first.findings,
        first.annotations[::-1],
    )
    assert to_markdown(first) == to_markdown(again)


@pytest.mark.parametrize(
    "body",
    [
        "```py\nopen fence",
        "~~~~\nopen\n```",
        "<!-- open comment",
        "<script>\nopen",
        "<?php open",
        "<![CDATA[ open",
        "- list\n  ```\n  fence in a list",
        "> quote\n> <!-- open",
        "a --> b",
        "<!-- /hl:x -->\n<!-- hl:x h:0 -->",
        "---",
        "title\n===",
        "    code",
        "| a |\n|---|",
        "\\",
        "* * *",
        "[x]: y",
    ],
)
def test_a_note_stays_in_its_place(body: str) -> None:
    _assert_contained(body)


@settings(max_examples=200)
@given(st.lists(markdown_lines(), max_size=4).map("\n".join))
def test_any_note_stays_in_its_place(body: str) -> None:
    if body.strip():
        _assert_contained(body)


def _assert_contained(body: str) -> None:
    first, second = _on("It is safe", body), _on("Never", "plain")
    markdown = to_markdown(_article(first, second))
    marks = re.findall(r"<!-- */?hl:\S+", markdown)
    ids = [f"hl:{first.id}", f"/hl:{first.id}", f"hl:{second.id}", f"/hl:{second.id}"]
    assert marks == [f"<!-- {marker}" for marker in ids], "markers are ours alone"
    tokens = PARSER.parse(markdown.split("---\n", 2)[2])
    top = [
        t.content.split()[1]
        for t in tokens
        if t.type == "html_block"
        and t.level == 0
        and t.content.startswith(("<!-- hl:", "<!-- /hl:"))
    ]
    assert top == ids, "every marker is a comment of the file itself"


@pytest.mark.parametrize(
    "body", ["# head\n\ntext", "- a\n- b", "```py\nx\n```", "para\n\npara *two*", "1. one\n2. two"]
)
def test_a_note_that_is_fine_is_not_touched(body: str) -> None:
    assert f"**Note:**\n\n{body}\n\n" in to_markdown(_article(_on("It is safe", body)))


@settings(max_examples=40)
@given(st.lists(any_annotation(), max_size=3), markdown_lines())
def test_any_annotations_can_be_exported(annotations: list[Annotation], title: str) -> None:
    document = replace(_document(), title=title or "-")
    article = Exported("article", document, None, tuple(annotations))
    matter = _front_matter(to_markdown(article))
    assert matter["title"] == (title or "-")
    assert matter["highlights"] == sum(a.target is not None and not a.deleted for a in annotations)
