"""Every form: what it holds, that hostile text stays text, that writing twice is writing once."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyld import jsonld

from reader.annotations import Annotation
from reader.document import Origin
from reader.errors import ReaderError
from reader.export import (
    SUFFIXES,
    Exported,
    Style,
    csv_text,
    form_for,
    from_template,
    rendered,
    write_export,
)
from reader.export.org import escape_heading, escape_org
from reader.export.whole import annotation_value
from reader.sources.markdown import markdown_document
from reader.store.records import annotation_record
from tests.export.articles import hostile, note_on, ordinary
from tests.strategies import any_annotation

FORMS = (*SUFFIXES, "sheet-csv")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("article", [ordinary(), hostile()], ids=["ordinary", "hostile"])
def test_the_same_articles_give_the_same_text(form: str, article: Exported) -> None:
    text = rendered(form, [article])
    assert text == rendered(form, [article])
    assert text.endswith("\n")
    assert "\0" not in text
    assert isinstance(rendered(form, []), str)
    assert rendered(form, [article, article])


@pytest.mark.parametrize("form", FORMS)
def test_an_export_nobody_wrote_in_takes_a_new_one(form: str, tmp_path: Path) -> None:
    file = tmp_path / "out"
    one, two = ordinary(), hostile()
    assert write_export(file, rendered(form, [one]))
    assert not write_export(file, rendered(form, [one]))
    fewer = Exported(one.article_id, one.document, one.findings, one.annotations[:2])
    if form in ("csv", "sheet-csv", "apa", "mla", "chicago", "csl"):
        if form == "csl" or len(fewer.annotations) == 0:
            return
        # A table or plain text does not tell who wrote in it.
        with pytest.raises(ReaderError, match="--force"):
            write_export(file, rendered(form, [fewer]))
        return
    assert write_export(file, rendered(form, [fewer]))
    if form not in ("json", "jsonl", "jsonld"):
        with pytest.raises(ReaderError, match="not an export of this article"):
            write_export(file, rendered(form, [two]))


@pytest.mark.parametrize("form", ["html", "org"])
def test_a_page_that_was_edited_is_not_run_over(form: str, tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text(rendered(form, [ordinary()]).replace("laughed", "cried"), encoding="utf-8")
    with pytest.raises(ReaderError, match="edited by hand"):
        write_export(file, rendered(form, [ordinary()]))


def _rows(text: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(text, newline=""))]


def test_csv_has_a_row_for_each_note_and_no_formula() -> None:
    rows = _rows(rendered("csv", [ordinary(), hostile()]))
    assert len(rows) == 8
    safe = next(row for row in rows if row["exact"] == "It is safe")
    assert (safe["speaker"], safe["tags"]) == ("The Mayor", "check, two words")
    assert safe["body"] == "Is it *so*?\n\n- a\n- b"
    never = next(row for row in rows if row["exact"] == "Never")
    assert (never["check"], never["check_url"]) == ("false", "https://proof.example/?a=1&b=(2)")
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if re.match(r"\s*[=+@]|-.", cell)]


@given(st.lists(st.lists(st.text(max_size=9), min_size=2, max_size=2), max_size=3))
def test_any_cells_come_back_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    text = csv_text(("a", "b"), [dict(zip("ab", row, strict=True)) for row in rows])
    read = [[row["a"], row["b"]] for row in _rows(text.replace("\0", "~"))]
    for mine, theirs in zip(rows, read, strict=True):
        for before, after in zip(mine, theirs, strict=True):
            before = re.sub(r"\r\n?", "\n", before.replace("\0", "~"))
            assert after in (before, f"'{before}")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("-", "-"),
        ("-5", "-5"),
        ("+3.2", "+3.2"),
        ("-cmd", "'-cmd"),
        ("- a list", "'- a list"),
        ("=1", "'=1"),
        (" =1", "' =1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("＝1", "'＝1"),
        ("—“words”", "—“words”"),
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str, written: str) -> None:
    assert _rows(csv_text(("a",), [{"a": cell}]))[0]["a"] == written


def test_the_sheet_is_a_list_to_tick_off() -> None:
    text = rendered("sheet", [ordinary()])
    assert "- [ ] It is safe\n  - Said by: The Mayor, mayor\n" in text
    assert "- [x] Never\n" in text
    assert "  - Status: false\n  - Link: [where it stands](https://news.example/" in text
    assert "  - Proof: [https" in text
    assert "  - Article: The bridge is shut, 2026-02-28\n" in text
    assert "On all of it" not in text
    rows = _rows(rendered(form_for("sheet", "a.CSV"), [ordinary()]))
    assert [row["status"] for row in rows].count("false") == 1


def test_a_ticked_sheet_stays_ticked(tmp_path: Path) -> None:
    file = tmp_path / "sheet.md"
    write_export(file, rendered("sheet", [ordinary()]))
    ticked = file.read_text("utf-8").replace("- [ ] It is safe", "- [x] It is safe")
    file.write_text(ticked, encoding="utf-8")
    assert not write_export(file, rendered("sheet", [ordinary()]))


def test_json_leaves_nothing_out() -> None:
    whole = json.loads(rendered("json", [ordinary()]))
    assert whole["schema"] == "reader.notes/1"
    assert len(whole["notes"]) == 5
    (wrong,) = whole["corrections"]
    assert wrong["record"]["correction"] == {
        "mistake": "speaker",
        "name": "The Mayor",
        "other": "",
    }
    never = next(note for note in whole["notes"] if note["exact"] == "Never")
    assert never["record"]["target"]["prefix"].endswith("“")
    assert never["record"]["check"]["status"] == "false"
    assert never["record"]["from"] == "somewhere else"
    assert never["article"]["authors"] == ["Ann Lee", "Bo Carr"]
    lines = [json.loads(line) for line in rendered("jsonl", [ordinary()]).splitlines()]
    assert [{**line, "schema": 0} for line in lines] == [
        {**note, "schema": 0} for note in whole["notes"] + whole["corrections"]
    ]


@given(any_annotation())
def test_a_whole_record_is_that_of_the_library(annotation: Annotation) -> None:
    mine, theirs = annotation_value(annotation), dict(annotation_record(annotation))
    del theirs["version"]
    assert mine == theirs


# What of the W3C Web Annotation context is used, with its types: no package has the whole of it.
_OA = {name: f"oa:{name}" for name in ("Annotation", "TextualBody", "TextQuoteSelector")}
_OA |= {name: f"oa:{name}" for name in ("TextPositionSelector", "exact")}
_OA |= {name: f"oa:{name}" for name in ("prefix", "suffix", "highlighting", "commenting")}
_OA |= {name: f"oa:{name}" for name in ("bookmarking", "assessing", "editing", "tagging")}
_LINKS = {"body": "oa:hasBody", "target": "oa:hasTarget", "source": "oa:hasSource"}
_LINKS |= {"selector": "oa:hasSelector", "first": "as:first"}
_DATE = "http://www.w3.org/2001/XMLSchema#dateTime"
_COUNT = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
_W3C: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    **_OA,
    **{name: {"@type": "@id", "@id": iri} for name, iri in _LINKS.items()},
    **{name: {"@type": _DATE, "@id": f"dcterms:{name}"} for name in ("created", "modified")},
    **{name: {"@type": _COUNT, "@id": f"oa:{name}"} for name in ("start", "end")},
    "total": {"@type": _COUNT, "@id": "as:totalItems"},
    "startIndex": {"@type": _COUNT, "@id": "as:startIndex"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "format": "dc:format",
    "value": "rdf:value",
    "label": "rdfs:label",
}


def _expanded(text: str) -> list[dict[str, Any]]:
    def load(url: str, _options: object) -> dict[str, object]:
        assert url == "http://www.w3.org/ns/anno.jsonld", "no other address is asked"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": _W3C}}

    found = jsonld.expand(json.loads(text), {"documentLoader": load})
    assert isinstance(found, list)
    return found


_OA_IRI = "http://www.w3.org/ns/oa#"


@pytest.mark.parametrize("article", [ordinary(), hostile()], ids=["ordinary", "hostile"])
def test_jsonld_is_a_collection_of_web_annotations(article: Exported) -> None:
    """Another program's reading of it: every annotation has what the data model asks for."""
    (collection,) = _expanded(rendered("jsonld", [article]))
    activity = "http://www.w3.org/ns/activitystreams#"
    assert collection["@type"] == [f"{activity}OrderedCollection"]
    (page,) = collection[f"{activity}first"]
    items = page[f"{activity}items"][0]["@list"]
    assert len(items) == collection[f"{activity}totalItems"][0]["@value"]
    for item in items:
        assert item["@type"] == [f"{_OA_IRI}Annotation"]
        assert item["@id"].startswith("urn:uuid:")
        (target,) = item[f"{_OA_IRI}hasTarget"]
        assert ":" in (target.get("@id") or target[f"{_OA_IRI}hasSource"][0]["@id"])
        for selector in target.get(f"{_OA_IRI}hasSelector", []):
            (kind,) = selector["@type"]
            if kind == f"{_OA_IRI}TextQuoteSelector":
                assert selector[f"{_OA_IRI}exact"]
                continue
            assert kind == f"{_OA_IRI}TextPositionSelector"
            (start,), (end,) = selector[f"{_OA_IRI}start"], selector[f"{_OA_IRI}end"]
            assert start["@type"] == end["@type"] == _COUNT
            assert 0 <= start["@value"] <= end["@value"]
        for name in ("created", "modified"):
            (told,) = item[f"http://purl.org/dc/terms/{name}"]
            assert told["@type"] == _DATE
            assert re.fullmatch(
                r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", told["@value"]
            )
        (motivation,) = item[f"{_OA_IRI}motivatedBy"]
        assert motivation["@id"].removeprefix(_OA_IRI) in _OA
        (ours,) = item["urn:onrecord:terms#note"]
        assert ours["@type"] == "@json"
        assert ours["@value"]["record"]


class _Page(HTMLParser):
    """What a browser would make of a page, roughly."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_web_page_shows_text_marks_and_who_said_what() -> None:
    page = _Page(rendered("html", [ordinary()]))
    for words in (
        "Nobody laughed.",
        "Is it ",
        "Ada Holm",
        "“Not =1+1, not <b>once</b> & not -->.”",
    ):
        assert words in page.words
    marks = [attrs["class"] for tag, attrs in page.tags if tag == "mark"]
    assert set(marks) == {"yellow highlight", "pink highlight", "green highlight"}
    ids = [str(attrs["id"]) for _, attrs in page.tags if attrs.get("id")]
    assert len(ids) == len(set(ids))
    links = [str(attrs["href"]) for tag, attrs in page.tags if tag == "a" and "href" in attrs]
    assert all(link[1:] in ids for link in links if link.startswith("#"))
    text = rendered("html", [ordinary()])
    body = re.sub(r"<[^>]*>", "", text.split("</header>")[1].split("Notes whose")[0])
    assert "Nobody" in body
    both = _Page(rendered("html", [ordinary(), hostile()]))
    twice = [str(attrs["id"]) for _, attrs in both.tags if attrs.get("id")]
    assert len(twice) == len(set(twice))


def test_the_web_page_keeps_emphasis_and_links() -> None:
    origin = Origin("/a/quay.md", kind="markdown")
    source = (
        "# Q\n\n“It is *not **so***,” he wrote to [the `paper`](https://example.org/a?b=1&c=2).\n"
    )
    document = markdown_document(source, origin)
    note = note_on(document, "is not so,” he")
    text = rendered("html", [Exported("a", document, None, (note,))])
    assert "<em>not </em>" in text
    assert re.search('<article id="a1" lang="en">', rendered("html", [ordinary()]))
    assert "<em><strong>so</strong></em>" in text
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">the </a>' in text
    assert "<code>paper</code></a>" in text
    assert "“It is not so,” he wrote to the paper." in _Page(text).words


def test_the_web_page_runs_and_asks_for_nothing() -> None:
    page = _Page(rendered("html", [hostile()]))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "object", "embed", "link", "form", "base", "svg"}
    for tag, attrs in page.tags:
        assert not [name for name in attrs if name.startswith("on") or name in ("src", "style")]
        href = attrs.get("href") or "#"
        assert href.startswith(("#", "http://evil.example")), (tag, href)
    assert "default-src 'none'" in rendered("html", [hostile()])
    assert "<script>alert(5)</script>" in page.words, "as words"


@given(st.text(max_size=60))
def test_org_has_no_line_of_words_that_is_more_than_words(words: str) -> None:
    line = escape_org(words)
    assert not re.match(r"\*+ |#|\s*(?:[-+]|\d+[.)])\s|\s*[:|]", line)
    assert line.replace("\u200b", "") == " ".join(
        re.sub(r"[\r\n\0]+", "\n", words).replace("\u200b", "").split("\n")
    ).strip().replace("\u200b", "")


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("a *b* c", "a *|b* c"),
        ("**b**", "|*|*|b**"),
        ("(/i/)", "(/|i/)"),
        ("see file:a", "see file|:a"),
        ("https://a.example/b", "https|://a.example/b"),
        ("src_py{1}", "src|_|py{1}"),
        ("call_f(1)", "call|_|f(1)"),
        ("[cite:@a]", "[|cite:@a]"),
        ("CLOCK: ten", "|CLOCK: ten"),
        ("2*3 = 6, a_b", "2*3 =| 6, a_b"),
    ],
)
def test_org_words_are_kept_from_being_marks(words: str, escaped: str) -> None:
    """As Org's own export reads them: see `tests.tools.org_bench`."""
    assert escape_org(words) == escaped.replace("|", "\u200b")


@pytest.mark.parametrize("words", ["TODO later", "COMMENT by x", "[#A] x", "Who :why:"])
def test_org_headings_have_no_keywords_and_tags_of_the_words(words: str) -> None:
    heading = escape_heading(words)
    assert heading.replace("\u200b", "") == words
    assert not re.match(r"(TODO|COMMENT)\b|\[#", heading)
    assert not heading.endswith(":")


def test_org_has_headings_of_its_own_only() -> None:
    text = rendered("org", [hostile()])
    assert len(re.findall(r"^\*+ ", text, re.MULTILINE)) == 4
    assert text.count("#+begin_quote") == text.count("\n#+end_quote\n") == 3
    assert text.count("#+begin_src") == text.count("\n#+end_src\n") == 2 + 1
    assert "\n,* star\n,#+end_src\n" in text


TEMPLATES = Path(__file__).parents[2] / "reader" / "export" / "templates"


def test_the_examples_of_templates() -> None:
    said = from_template(TEMPLATES / "by-speaker.md.j2", [ordinary(), hostile()])
    assert "## The Mayor, mayor\n\n- “It is safe.”\n" in said
    parsed = MarkdownIt("commonmark").parse(said)
    assert not [token for token in parsed if token.type == "html_block"]
    cards = from_template(TEMPLATES / "cards.tsv.j2", [ordinary(), hostile()])
    lines = cards.splitlines()
    assert "It is safe\tThe Mayor, mayor, The bridge is shut, Is it *so*?  - a - b" in lines
    assert all(line.count("\t") == 1 and not line.startswith("=") for line in lines)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% for %}", "line 1"),
        ("a\n{{ nothing }}", "nothing"),
        ("{{ articles.0.title.__class__.__mro__ }}", "unsafe"),
        ("{{ ''.__class__ }}", "unsafe"),
        ("{{ articles.append(1) }}", "unsafe"),
        ("{% include '/etc/passwd' %}", "no loader"),
        ("{{ 'a' * 10**10 }}", "not for templates"),
        ("{{ 'a' * 1000000000 }}", "for numbers"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{{ articles | length + 'a' }}", "TypeError"),
        ("{{ range(10) }}", "undefined"),
    ],
)
def test_a_bad_template_is_told_in_one_line(template: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.j2"
    file.write_text(template)
    with pytest.raises(ReaderError, match=told) as caught:
        from_template(file, [ordinary()])
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)


def test_a_template_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="no template"):
        from_template(tmp_path / "none", [])
    (tmp_path / "latin").write_bytes(b"\xff\xfe\xe9")
    with pytest.raises(ReaderError, match="UTF-8"):
        from_template(tmp_path / "latin", [])


def test_styles_are_for_markdown() -> None:
    assert "> [!quote] The Mayor" in rendered("md", [ordinary()], Style("speaker", "obsidian"))
