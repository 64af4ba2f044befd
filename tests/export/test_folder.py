"""A library as a folder: links lead somewhere, pages are found again, nothing is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from reader.annotations import Anchor, Annotation, Motivation, State, describe, new_id
from reader.document import Origin, Span, compose
from reader.export import Exported, Page, library_pages, write_export
from tests.strategies import NOW


def _article(number: int, title: str, *speakers: str) -> Exported:
    document = replace(compose("Some words here.", Origin(f"/{number}.txt")), title=title)
    span = Span(5, 10)
    notes = tuple(
        Annotation(
            new_id(NOW),
            f"article-{number}",
            "",
            Motivation.HIGHLIGHTING,
            NOW,
            NOW,
            target=describe(document.text, span),
            anchor=Anchor(State.EXACT, span),
            speaker=speaker or None,
        )
        for speaker in speakers
    )
    return Exported(f"article-{number}", document, None, notes)


ONE, TWO = _article(1, "A [bridge](x) <b>", "Ada Holm", ""), _article(2, "Con", "ada  HOLM", "Con")


def _write(folder: Path, *articles: Exported) -> list[Page]:
    pages = [*library_pages(articles, folder)]
    for page in pages:
        write_export(page.path, page.text)
    return pages


def _links(path: Path) -> list[tuple[Path, str]]:
    body = path.read_text("utf-8").split("---\n", 2)[2]
    inline = (token for token in MarkdownIt("commonmark").parse(body) if token.children)
    targets = [
        str(child.attrs["href"])
        for token in inline
        for child in token.children or ()
        if child.type == "link_open"
    ]
    split = [unquote(target).partition("#") for target in targets]
    return [((path.parent / name).resolve(), fragment) for name, _, fragment in split]


def test_every_link_leads_to_a_file_and_a_highlight_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "100% [my] notes (new)"
    _write(folder, ONE, TWO)
    links = [link for path in folder.rglob("*.md") for link in _links(path)]
    assert len(links) == 5
    for path, fragment in links:
        assert path.is_file()
        assert fragment.lstrip("^") in path.read_text("utf-8")


def test_a_page_for_each_speaker_however_the_name_is_written(tmp_path: Path) -> None:
    _write(tmp_path, ONE, TWO)
    names = sorted(path.name for path in (tmp_path / "speakers").iterdir())
    assert names[0] == "ada-holm.md"
    assert re.fullmatch(r"con-[0-9a-f]{6}\.md", names[1]), "con.md is no file on Windows"
    assert len(_links(tmp_path / "speakers" / "ada-holm.md")) == 2


def test_moved_pages_are_found_and_links_follow(tmp_path: Path) -> None:
    first = _write(tmp_path, ONE, TWO)
    (tmp_path / "read").mkdir()
    first[0].path.rename(tmp_path / "read" / "my bridge.md")
    second = _write(tmp_path, ONE, TWO)
    assert second[0].path == tmp_path / "read" / "my bridge.md"
    assert not first[0].path.exists()
    paths = {path for page in tmp_path.rglob("*.md") for path, _ in _links(page)}
    assert all(path.is_file() for path in paths)


def test_nothing_is_written_twice(tmp_path: Path) -> None:
    _write(tmp_path, ONE, TWO)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    _write(tmp_path, ONE, TWO)
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}


def test_a_speaker_of_whom_nothing_is_noted_any_more(tmp_path: Path) -> None:
    _write(tmp_path, ONE, TWO)
    page = tmp_path / "speakers" / "ada-holm.md"
    page.write_text(page.read_text("utf-8") + "\nWhat I know of her.\n", encoding="utf-8")
    _write(tmp_path, _article(1, "A bridge"))
    text = page.read_text("utf-8")
    assert "words" not in text
    assert "What I know of her." in text


@pytest.mark.parametrize("letter", ["a", "日", "\U0001d586"])
def test_a_long_title_makes_a_name_that_every_disk_takes(letter: str, tmp_path: Path) -> None:
    article = _article(1, letter * 300, letter * 300)
    for page in library_pages([article], tmp_path):
        assert write_export(page.path, page.text)
