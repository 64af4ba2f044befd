"""Books: chapters in order, and the ways in which a book can be broken or wicked."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from reader.document import Document, Role
from reader.errors import Unreadable
from reader.sources import open_bytes
from tests.sources.made import archive, epub, epub_members
from tests.sources.seen import set_apart
from tests.strategies import NOW

CHAPTERS = {
    "b.xhtml": "<h1>The storm</h1><p>“We <em>wait</em>,” said Mara Quint.</p><p>No one did.</p>",
    "a%20b.xhtml": "<p>The harbour was empty.<sup><a href='#n1'>1</a></sup></p>"
    "<blockquote><p>An old song.</p></blockquote><aside id='n1'><p>1 A note.</p></aside>",
}


def opened(data: bytes) -> Document:
    return open_bytes(data, "/books/quay.bin", name="quay.bin", now=NOW)


def book() -> bytes:
    members = epub_members(CHAPTERS)
    members["OEBPS/a b.xhtml"] = members.pop("OEBPS/a%20b.xhtml")
    return archive(members)


def test_chapters_stand_in_the_order_of_the_spine() -> None:
    document = opened(book())
    lines = [(p.role, p.level, p.span.of(document.text)) for p in document.paragraphs]
    assert lines == [
        (Role.TITLE, 1, "The quay"),
        (Role.HEADING, 2, "The storm"),
        (Role.PROSE, 0, "“We wait,” said Mara Quint."),
        (Role.PROSE, 0, "No one did."),
        (Role.HEADING, 2, "Chapter 2"),
        (Role.PROSE, 0, "The harbour was empty.[1]"),
        (Role.BLOCK_QUOTE, 1, "An old song."),
        (Role.PROSE, 0, "1 A note."),
    ]


def test_links_lead_to_other_chapters_and_out_of_the_book() -> None:
    chapters = {
        "a.xhtml": "<h1>One</h1><p>See <a href='b.xhtml#n1'>the note</a>, <a href='b.xhtml'>all</a>"
        " of it, <a href='https://example.org/x'>a <b>site</b></a>, <a href='c.xhtml'>none</a>"
        " and <a href='file:///etc/passwd'>a trap</a>.</p>",
        "b.xhtml": "<h1>Two</h1><p>Words.</p><p id='n1'>The note itself.</p>",
    }
    assert set_apart(opened(epub(chapters))) == [
        ("REFERENCE", "the note", "The note"),
        ("REFERENCE", "all", "Two\nWord"),
        ("LINK", "a site", "https://example.org/x"),
        ("STRONG", "site", ""),
    ]


def test_a_footnote_leads_there_and_back() -> None:
    assert [one for one in set_apart(opened(book())) if one[0] == "REFERENCE"] == [
        ("REFERENCE", "[1]", "1 A note"),
        ("REFERENCE", "1", "[1]\nAn o"),
    ]


def test_the_numbers_of_pages_on_paper_are_no_words() -> None:
    body = "<p>They wai<span epub:type='pagebreak' id='p12'>12</span>ted for the bell.</p>"
    assert "They waited for the bell." in opened(epub({"c.xhtml": body})).text


def test_the_book_says_who_wrote_it_and_when() -> None:
    document = opened(book())
    assert document.origin.kind == "epub"
    assert (document.title, document.authors) == ("The quay", ("Ada Lindqvist",))
    assert document.published == "2025-11-02"


def test_a_chapter_that_is_not_well_formed_is_read_all_the_same() -> None:
    assert "Two" in opened(epub({"c.xhtml": "<p>One <b>bold<p>Two & three"})).text


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_a_book_cut_off_is_told_in_one_line(cut: float) -> None:
    data = epub({"c.xhtml": "<p>" + "Waves. " * 4000 + "</p>"})
    with pytest.raises(Unreadable, match=r"^quay\.bin: an EPUB book that is damaged"):
        opened(data[: int(len(data) * cut)])


@pytest.mark.parametrize("member", ["META-INF/container.xml", "OEBPS/book.opf", "OEBPS/c.xhtml"])
def test_a_book_without_a_part_is_told_in_one_line(member: str) -> None:
    members = epub_members({"c.xhtml": "<p>Words.</p>"})
    del members[member]
    with pytest.raises(Unreadable, match=r"^quay\.bin: an EPUB book [^\n]+$"):
        opened(archive(members))


def test_names_that_lead_out_of_the_book_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "secret.xhtml"
    outside.write_text("<p>Secret</p>", encoding="utf-8")
    up = "../" * 12 + str(outside).lstrip("/")
    members = epub_members({up: "<p>x</p>"})
    members.pop(f"OEBPS/{up}")
    with pytest.raises(Unreadable):
        opened(archive(members))
    document = opened(archive({**members, str(outside).lstrip("/"): "<p>Inside</p>"}))
    assert "Inside" in document.text
    assert "Secret" not in document.text


def test_a_bomb_is_left_alone() -> None:
    members = epub_members({"c.xhtml": "<p>x</p>"})
    members["OEBPS/c.xhtml"] = b"<p>" + bytes(60 * 1024 * 1024)
    with pytest.raises(Unreadable, match="unpacks to far more than a text"):
        opened(archive(members))


def test_a_bomb_in_many_parts_is_left_alone() -> None:
    names = {f"c{number}.xhtml": "" for number in range(20)}
    members = epub_members(names)
    part = b"<p>" + b" " * (15 * 1024 * 1024)
    members |= {f"OEBPS/{name}": part for name in names}
    with pytest.raises(Unreadable, match="unpacks to far more than a text"):
        opened(archive(members))


def test_entities_are_refused() -> None:
    members = epub_members({"c.xhtml": "<p>x</p>"})
    package = str(members["OEBPS/book.opf"])
    laughs = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    members["OEBPS/book.opf"] = package.replace("?>", "?>" + laughs, 1)
    with pytest.raises(Unreadable, match="defines entities"):
        opened(archive(members))


def test_a_locked_book_is_told() -> None:
    members = epub_members({"c.xhtml": "<p>x</p>"})
    members["META-INF/encryption.xml"] = (
        '<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/c.xhtml"/>'
        "</CipherData></EncryptedData></encryption>"
    )
    with pytest.raises(Unreadable, match="locked by its seller"):
        opened(archive(members))


def test_an_encrypted_archive_is_told() -> None:
    data = bytearray(epub({"c.xhtml": "<p>x</p>"}))
    with zipfile.ZipFile(BytesIO(bytes(data))) as made:
        offsets = [info.header_offset for info in made.infolist()]
    for offset in offsets:
        data[offset + 6] |= 1
    start = data.index(b"PK\x01\x02")
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    with pytest.raises(Unreadable, match="encrypted; unlock it first"):
        opened(bytes(data))


def test_a_book_of_pictures_is_told() -> None:
    with pytest.raises(Unreadable, match="without words"):
        opened(epub({"c.xhtml": "<p><img src='a.jpg' alt='x'/></p>"}, title=""))


def test_a_chapter_named_many_times_is_read_once() -> None:
    members = epub_members({"a.xhtml": "<h1>One</h1><p>“No,” she said.</p>"})
    package = next(name for name in members if name.endswith(".opf"))
    text = members[package]
    assert isinstance(text, str)
    item = re.search(r"<itemref[^>]*/>", text)
    assert item
    members[package] = text.replace(item[0], item[0] * 1_000)
    assert opened(archive(members)).text.count("“No,” she said.") == 1


def test_a_book_of_more_parts_than_a_person_waits_for_is_told() -> None:
    chapters = {f"{n}.xhtml": "<p>a" * 149_000 for n in range(3)}
    with pytest.raises(Unreadable, match="more than 300,000 parts"):
        opened(epub(chapters))
