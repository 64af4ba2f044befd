"""The kept copy of an article holds what the source had: roles, emphasis, links, footnotes."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from reader.document import Document, InlineKind, Origin
from reader.sources.markdown import markdown_document
from reader.store import open_shelf
from tests.strategies import NOW

ORIGIN = Origin("/articles/quay.md", kind="markdown")
TEXT = "# The *quay*\n\nSee [this](https://example.org/a)[^1].\n\n> Quoted.\n\n[^1]: A `note`.\n"


def _kept(data: Path, document: Document) -> Document:
    shelf = open_shelf(data)
    article_id = shelf.register(document, NOW)
    shelf.close()
    again = open_shelf(data).document(article_id)
    assert again is not None
    return again


def test_structure_links_and_notes_are_there_again(tmp_path: Path) -> None:
    document = markdown_document(TEXT, ORIGIN)
    again = _kept(tmp_path, document)
    assert again.inlines == document.inlines
    assert again.paragraphs == document.paragraphs
    assert {one.kind for one in again.inlines} >= {InlineKind.LINK, InlineKind.REFERENCE}


def test_the_same_words_with_other_links_are_kept_anew(tmp_path: Path) -> None:
    _kept(tmp_path, markdown_document(TEXT, ORIGIN))
    changed = markdown_document(TEXT.replace("org/a", "org/b"), ORIGIN)
    assert _kept(tmp_path, changed).inlines == changed.inlines


def test_plain_text_read_as_markdown_later_has_its_structure(tmp_path: Path) -> None:
    document = markdown_document(TEXT, ORIGIN)
    plain = replace(document, origin=Origin("/articles/quay.txt"))
    _kept(tmp_path, plain)
    assert _kept(tmp_path, document).paragraphs == document.paragraphs


@pytest.mark.parametrize("leads", ["javascript:x", "https://a.example/\x1b]8;;x", None])
def test_an_address_edited_in_the_file_is_not_followed(tmp_path: Path, leads: str | None) -> None:
    document = markdown_document(TEXT, ORIGIN)
    _kept(tmp_path, document)
    path = tmp_path / "texts" / f"{document.sha256}.parts.z"
    parts = json.loads(zlib.decompress(path.read_bytes()))
    for inline in parts[4]:
        inline[3] = leads
    path.write_bytes(zlib.compress(json.dumps(parts).encode()))
    again = open_shelf(tmp_path).document(open_shelf(tmp_path).entries()[0].article_id)
    assert again is not None
    assert all(not one.target for one in again.inlines)


def test_what_the_first_versions_kept_is_read(tmp_path: Path) -> None:
    document = markdown_document(TEXT, ORIGIN)
    _kept(tmp_path, document)
    path = tmp_path / "texts" / f"{document.sha256}.parts.z"
    parts = json.loads(zlib.decompress(path.read_bytes()))
    path.write_bytes(zlib.compress(json.dumps(parts[:4]).encode()))
    again = open_shelf(tmp_path).document(open_shelf(tmp_path).entries()[0].article_id)
    assert again is not None
    assert (again.paragraphs, again.inlines) == (document.paragraphs, ())
