"""Files of other programs, made after their documentation, with what their users report."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.imports import FORMS, Found, Parsed, parse


def _parse(value: object, form: str = "auto") -> Parsed:
    data = value if isinstance(value, str) else json.dumps(value)
    return parse(data.encode(), "file", form)


KINDLE = """\ufeffThe Low Harbour (Lee, Ann; Carr, Bo)
- Your Highlight on page 12 | Location 180-182 | Added on Saturday, March 14, 2026 9:05:11 PM

The bridge was shut
==========
The Low Harbour (Lee, Ann; Carr, Bo)
- Your Highlight on page 12 | Location 180-183 | Added on Saturday, March 14, 2026 9:05:40 PM

The bridge was shut on Tuesday, and nobody knows why.
==========
The Low Harbour (Lee, Ann; Carr, Bo)
- Your Note on page 12 | Location 183 | Added on Saturday, March 14, 2026 9:06:00 PM

Ask her
==========
\ufeffThe Low Harbour (Lee, Ann; Carr, Bo)
- Your Bookmark on page 20 | Location 300 | Added on Saturday, March 14, 2026 9:07:00 PM


==========
Ein Buch (Reihe 2) (Müller, Ä.)
- Ihre Markierung bei Position 50-51 | Hinzugefügt am Samstag, 14. März 2026 21:05:11

„Nie wieder“, sagte er.
==========
Ein Buch (Reihe 2) (Müller, Ä.)
- Ihre Notiz bei Position 900 | Hinzugefügt am Samstag, 14. März 2026 21:05:11

Ohne Markierung
==========
The Low Harbour (Lee, Ann; Carr, Bo)
- Your Highlight on Location 500-501 | Added on Saturday, March 14, 2026 9:08:00 PM

 <You have reached the clipping limit for this item>
==========
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_kindle_highlights_made_again_notes_and_bookmarks(ending: str) -> None:
    parsed = _parse(KINDLE.replace("\n", ending))
    assert parsed.form == "kindle"
    assert [(note.exact, note.body) for note in parsed.notes] == [
        ("The bridge was shut on Tuesday, and nobody knows why.", "Ask her"),
        ("„Nie wieder“, sagte er.", ""),
        ("", "Ohne Markierung"),
    ]
    first, german, _ = parsed.notes
    assert (first.title, first.authors) == ("The Low Harbour", ("Lee, Ann", "Carr, Bo"))
    assert (german.title, german.authors) == ("Ein Buch (Reihe 2)", ("Müller, Ä.",))
    assert first.created is not None
    assert first.created.isoformat() == "2026-03-14T21:05:40+00:00"
    assert len(parsed.refused) == 3
    assert any("clipping limit" in reason for reason in parsed.refused)


def test_readwise_commas_line_breaks_and_dates() -> None:
    parsed = _parse(
        "\ufeffHighlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,"
        "Location,Highlighted at,Document tags\n"
        '"It is only a bridge, he said,\nand ""left"".","Low, Harbour",Ann Lee and Bo Carr,,'
        '"A note,\nof two lines",orange,"one, two words,one",location,12,'
        "2026-03-14 09:05:11+00:00,\n"
        ",Empty,,,,,,,,,\n"
        'Other,Low,,B0,,,,page,3,"March 14, 2026 09:05 AM",\n'
    )
    first, second = parsed.notes
    assert first.exact == 'It is only a bridge, he said,\nand "left".'
    assert first.body == "A note,\nof two lines"
    assert first.tags == ("one", "two words")
    assert first.authors == ("Ann Lee", "Bo Carr")
    assert second.created == first.created.replace(second=0) if first.created else None
    assert len(parsed.refused) == 1


def _row(name: str, **more: object) -> dict[str, object]:
    return {
        "id": name,
        "created": "2026-03-14T09:05:11.123456+00:00",
        "updated": "2026-03-15T09:05:11+00:00",
        "user": "acct:ann@hypothes.is",
        "uri": "https://news.example/bridge",
        "text": f"text of {name}",
        "tags": ["a", "a"],
        "document": {"title": ["The bridge is shut"]},
        **more,
    }


def test_hypothesis_quotes_page_notes_and_replies() -> None:
    selector = [
        {"type": "RangeSelector", "startContainer": "/p[1]"},
        {"type": "TextPositionSelector", "start": 10, "end": 16},
        {"type": "TextQuoteSelector", "exact": "bridge", "prefix": "the ", "suffix": " was"},
    ]
    parsed = _parse(
        {
            "total": 4,
            "rows": [
                _row("r2", references=["q", "r1"], created="2026-03-16T00:00:00+00:00"),
                _row("r1", references=["q"]),
                _row("q", target=[{"source": "https://news.example/bridge", "selector": selector}]),
                _row("page", target=[{"source": "https://news.example/bridge"}]),
                _row("lost", references=["nobody"]),
            ],
        }
    )
    quote, page = parsed.notes
    assert (quote.exact, quote.prefix, quote.suffix, quote.start) == ("bridge", "the ", " was", 10)
    assert quote.body == "text of q\n\n**ann:** text of r1\n\n**ann:** text of r2"
    assert quote.tags == ("a",)
    assert (page.exact, page.title) == ("", "The bridge is shut")
    assert parsed.refused == ("lost: a reply to a note that is not in the file",)


QUOTE = {"type": "TextQuoteSelector", "exact": "bridge"}


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ({"bodyValue": "hm", "target": "http://a.example/"}, ("http://a.example/", "", "hm")),
        (
            {
                "body": [
                    {"type": "TextualBody", "value": "hm"},
                    {"type": "TextualBody", "value": "t", "purpose": "tagging"},
                ],
                "target": {"source": {"id": "http://a.example/"}, "selector": QUOTE},
            },
            ("http://a.example/", "bridge", "hm"),
        ),
        (
            {
                "motivation": "highlighting",
                "target": [
                    {
                        "source": "file:///tmp/a%20b.txt",
                        "selector": {"type": "FragmentSelector", "refinedBy": QUOTE},
                    }
                ],
            },
            ("/tmp/a b.txt", "bridge", ""),
        ),
    ],
)
def test_web_annotations_in_their_many_shapes(
    annotation: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    whole = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", **annotation}
    wrapped: list[object] = [
        whole,
        [whole],
        {"@context": "x", "type": "AnnotationPage", "items": [whole]},
        {"@context": "x", "type": "AnnotationCollection", "first": {"items": [whole]}},
        {"@context": "x", "@graph": [whole]},
    ]
    for value in wrapped:
        (note,) = _parse(value).notes
        assert (note.locator, note.exact, note.body) == expected


def test_koreader_exports_and_metadata() -> None:
    entry = {"text": "bridge", "note": "mine", "time": 1773479111, "page": 3, "color": "olive"}
    book = {"title": "Low", "author": "Ann Lee\nBo Carr", "file": "/b/low.epub"}
    export = {"documents": [{**book, "entries": [entry]}], "version": "json/1.0.0"}
    lua = {
        "doc_props": {"title": "Low", "authors": "Ann Lee"},
        "doc_path": "/b/low.epub",
        "annotations": {
            "1": {
                "text": "bridge",
                "datetime": "2026-03-14 09:05:11",
                "pos0": "/p[1].0",
                "drawer": "underscore",
                "color": "red",
            },
            "2": {"page": 3, "datetime": "2026-03-14 09:05:11"},
        },
    }
    (first,) = _parse(export).notes
    assert (first.exact, first.body, first.color) == ("bridge", "mine", "green")
    assert first.authors == ("Ann Lee", "Bo Carr")
    parsed = _parse(lua)
    (second,) = parsed.notes
    assert (second.decoration, second.color, second.locator) == ("underline", "pink", "/b/low.epub")
    assert len(parsed.refused) == 1
    old = {"title": "Low", "bookmarks": [{"notes": "words", "text": "Page 3 words @ 2020"}]}
    assert [(note.exact, note.body) for note in _parse(old).notes] == [("words", "")]


@pytest.mark.parametrize(
    "data", [b"", b"plain words", b"{", b"[]", b"{}", b"\xff\xfe", b"[[[[1]]]]"]
)
def test_what_is_no_file_of_notes_is_told_in_one_line(data: bytes) -> None:
    with pytest.raises(ReaderError) as caught:
        parse(data, "some file")
    assert str(caught.value).startswith("some file: ")
    assert "\n" not in str(caught.value)


_VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                (
                    *("rows", "target", "uri", "body", "selector", "type", "id", "documents"),
                    *("text", "notes", "schema", "record", "references", "title", "document"),
                    *("annotations", "doc_props", "exact", "value", "items", "tags", "created"),
                    *("entries", "source", "note"),
                )
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_VALUES, st.sampled_from(FORMS))
def test_any_json_is_read_or_told(value: object, form: str) -> None:
    try:
        notes = parse(json.dumps(value).encode(), "file", form).notes
    except ReaderError:
        return
    assert all(isinstance(note, Found) and isinstance(note.exact, str) for note in notes)


@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode()))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    for form in ("auto", "kindle", "readwise"):
        try:
            parse(data + b"\n==========\n", "file", form)
        except ReaderError:
            continue


def test_kindle_two_sentences_at_one_place_and_a_note_written_anew() -> None:
    """A place is some hundred letters long: two sentences may have the same one."""

    def clipping(kind: str, told: str, text: str) -> str:
        return f"Low (Lee)\n- Your {kind} at location 180{told}\n\n{text}\n==========\n"

    first = clipping("Highlight", "-180", "The first.") + clipping("Note", "", "hm")
    before = _parse(first)
    later = _parse(first + clipping("Highlight", "-181", "Another.") + clipping("Note", "", "oh"))
    assert [note.exact for note in later.notes] == ["The first.", "Another."]
    assert len({note.key for note in later.notes}) == 2
    assert later.notes[0].key == before.notes[0].key
    assert [note.body for note in later.notes if note.body] == ["oh"]
    assert ["written anew at 180: hm" in reason for reason in later.refused] == [True]


@pytest.mark.parametrize(
    "told",
    [
        "Added on Saturday, March 14, 2026 9:05:11 PM",
        "Added on Saturday, 14 March 2026 21:05:11",
        "Hinzugefügt am Samstag, 14. März 2026 21:05:11",
        "Ajouté le samedi 14 mars 2026 21:05:11",
        "Añadido el sábado, 14 de marzo de 2026 21:05:11",
        "Aggiunto in data sabato 14 marzo 2026 21:05:11",
        "Adicionado: sábado, 14 de março de 2026 21:05:11",
        "Toegevoegd op zaterdag 14 maart 2026 21:05:11",
        "添加于 2026年3月14日星期六 下午9:05:11",
        "追加日： 2026年3月14日土曜日 21:05:11",
    ],
)
def test_kindle_tells_the_day_in_the_language_of_the_device(told: str) -> None:
    parsed = _parse(
        f"Low (Lee)\n- Your Highlight at location 180-181 | {told}\n\nWords.\n==========\n"
    )
    (note,) = parsed.notes
    assert note.created is not None
    assert note.created.isoformat() == "2026-03-14T21:05:11+00:00"


def test_a_long_book_of_kindle_clippings_is_read_at_once() -> None:
    """As long as the file is long, not as the square of that."""
    told = "A long book\n- Your {kind} on Location {at}-{to} | Added on Monday, March 2, 2026\n\n"
    blocks = [
        told.format(kind=kind, at=number * 3, to=number * 3 + 2)
        + f"{kind} of number {number}\n=========="
        for number in range(3000)
        for kind in ("Highlight", "Note")
    ]
    began = time.process_time()
    parsed = parse("\n".join(blocks).encode(), "My Clippings.txt")
    assert time.process_time() - began < 5
    assert len(parsed.notes) == 3000 + 1, "a note goes to its highlight, but for one without place"


def test_halves_of_characters_do_not_come_in() -> None:
    selector = {"type": "TextQuoteSelector", "exact": "\ud83dwords", "prefix": "a\udcff"}
    target = {"source": "/a.txt", "selector": selector}
    value = {"@context": "x", "type": "Annotation", "bodyValue": "\ud800b", "target": target}
    (note,) = parse(json.dumps(value).encode(), "x.json").notes
    assert (note.exact, note.prefix, note.body) == ("\ufffdwords", "a\ufffd", "b")
