"""Word documents: structure, what was changed in them, and hostile ones."""

from __future__ import annotations

import pytest

from reader.document import Document
from reader.errors import Unreadable
from reader.sources import open_bytes
from tests.sources.made import archive, docx, docx_members, paragraph
from tests.sources.seen import set_apart
from tests.strategies import NOW


def opened(data: bytes) -> Document:
    return open_bytes(data, "/papers/quay-memo.docx", name="memo", now=NOW)


def lines(data: bytes) -> list[tuple[str, int, str]]:
    document = opened(data)
    return [(p.role.name, p.level, p.span.of(document.text)) for p in document.paragraphs]


def test_paragraphs_have_the_roles_of_their_styles() -> None:
    body = (
        paragraph("The quay", "Title")
        + paragraph("By Ada Lindqvist")
        + paragraph("A long fight", "H1")
        + paragraph("“No,” he said.")
        + paragraph("The plan is dead.", "Q")
        + paragraph("The quay at dawn", "Cap")
        + paragraph("Bread", number=1)
        + paragraph("First", number=2)
        + paragraph("Second", number=2)
    )
    assert lines(docx(body)) == [
        ("TITLE", 1, "The quay"),
        ("BYLINE", 0, "By Ada Lindqvist"),
        ("HEADING", 2, "A long fight"),
        ("PROSE", 0, "“No,” he said."),
        ("BLOCK_QUOTE", 1, "The plan is dead."),
        ("CAPTION", 0, "The quay at dawn"),
        ("LIST_ITEM", 1, "• Bread"),
        ("LIST_ITEM", 1, "1. First"),
        ("LIST_ITEM", 1, "2. Second"),
    ]


def test_a_title_field_that_the_text_does_not_show_is_not_believed() -> None:
    document = opened(docx(paragraph("The words stand alone here.")))
    assert document.title == "Quay memo"
    assert document.authors == ("Ada Lindqvist",)


def test_what_was_deleted_is_left_out_and_what_was_put_in_is_read() -> None:
    body = (
        "<w:p><w:r><w:t>They </w:t></w:r><w:del><w:r><w:delText>will not</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>will</w:t></w:r></w:ins><w:r><w:tab/><w:t>come</w:t><w:br/>"
        "<w:t>to</w:t><w:noBreakHyphen/><w:t>day.</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert lines(docx(body)) == [("PROSE", 0, "They will come to‑day.")]


def test_tables_are_rows_and_frames_are_text() -> None:
    cell = "<w:tc>{}</w:tc>"
    rows = "".join(
        f"<w:tr>{cell.format(paragraph(a))}{cell.format(paragraph(b))}</w:tr>"
        for a, b in (("Year", "Boats"), ("2024", "12"))
    )
    frame = f"<w:tbl><w:tr>{cell.format(paragraph('In a frame.'))}</w:tr></w:tbl>"
    assert lines(docx(f"<w:tbl>{rows}</w:tbl>{frame}")) == [
        ("TABLE", 0, "Year | Boats"),
        ("TABLE", 0, "2024 | 12"),
        ("PROSE", 0, "In a frame."),
    ]


def test_a_frame_in_a_frame_is_read_once_however_many_there_are() -> None:
    body = paragraph("In it.")
    for _ in range(30):
        body = f"<w:tbl><w:tr><w:tc>{paragraph('Out.')}{body}</w:tc></w:tr></w:tbl>"
    assert lines(docx(body)) == [*[("PROSE", 0, "Out.")] * 30, ("PROSE", 0, "In it.")]


def test_rows_and_cells_that_a_form_holds_are_read() -> None:
    cells = [f"<w:tc>{paragraph(words)}</w:tc>" for words in ("Year", "Boats", "2024", "12")]
    held = f"<w:sdt><w:sdtContent><w:tr>{cells[2]}{cells[3]}</w:tr></w:sdtContent></w:sdt>"
    kept = f"<w:tr>{cells[0]}<w:sdt><w:sdtContent>{cells[1]}</w:sdtContent></w:sdt></w:tr>"
    assert [line[2] for line in lines(docx(f"<w:tbl>{kept}{held}</w:tbl>"))] == [
        "Year | Boats",
        "2024 | 12",
    ]


@pytest.mark.parametrize(
    "depth", ["x", "²", "-1", "9" * 5_000], ids=["letter", "power", "below", "huge"]
)
def test_a_depth_that_is_none_is_the_first(depth: str) -> None:
    item = paragraph("Bread", number=1).replace('<w:ilvl w:val="0"/>', "")
    item = item.replace("<w:numPr>", f'<w:numPr><w:ilvl w:val="{depth}"/>')
    assert depth in item
    assert lines(docx(item)) == [("LIST_ITEM", 1, "• Bread")]


def test_footnotes_stand_at_the_end() -> None:
    body = '<w:p><w:r><w:t>It rained.</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    note = f'<w:footnote w:id="7">{paragraph("So the log says.")}</w:footnote>'
    assert lines(docx(body, notes=note)) == [
        ("PROSE", 0, "It rained.[1]"),
        ("LIST_ITEM", 1, "[1] So the log says."),
    ]


def _run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_what_is_set_apart_is_remembered() -> None:
    body = (
        f"<w:p>{_run('They ')}{_run('will ', '<w:b/>')}{_run('not', '<w:b/><w:i/>')}"
        f"{_run(' come', '<w:b w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}"
        f"{_run(' today', '<w:strike/>')}</w:p>"
        f'<w:p><w:hyperlink r:id="rId1">{_run("the plan")}</w:hyperlink>'
        f'<w:hyperlink r:id="rId2">{_run(" a trap")}</w:hyperlink>'
        f'<w:hyperlink w:anchor="end">{_run(" below")}</w:hyperlink></w:p>'
        f"<w:p>{_field('begin')}<w:r><w:instrText>HYPERLINK "
        f'"https://example.org/f"</w:instrText></w:r>{_field("separate")}{_run("a field")}'
        f"{_field('end')}{_run(' after')}</w:p>"
        f'<w:p><w:bookmarkStart w:name="end"/>{_run("The end.")}</w:p>'
    )
    document = opened(docx(body))
    assert document.text.startswith(
        "They will not come today\nthe plan a trap below\na field after"
    )
    assert set_apart(document) == [
        ("STRONG", "will", ""),
        ("EMPHASIS", "not", ""),
        ("STRONG", "not", ""),
        ("STRUCK", "today", ""),
        ("LINK", "the plan", "https://example.org/plan"),
        ("REFERENCE", "below", "The end."),
        ("LINK", "a field", "https://example.org/f"),
    ]


def test_footnotes_lead_there_and_back() -> None:
    body = '<w:p><w:r><w:t>It rained.</w:t><w:footnoteReference w:id="7"/></w:r></w:p>'
    note = f'<w:footnote w:id="7">{paragraph("So the log says.")}</w:footnote>'
    assert set_apart(opened(docx(body, notes=note))) == [
        ("REFERENCE", "[1]", "[1] So t"),
        ("REFERENCE", "[1]", "[1]\n[1] "),
    ]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_refused(doctype: str) -> None:
    with pytest.raises(Unreadable, match="defines entities"):
        opened(docx(paragraph("&a;"), doctype=doctype))


def test_a_document_nested_without_end_is_told() -> None:
    deep = "<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000
    with pytest.raises(Unreadable, match="nested too deeply"):
        opened(docx(deep))


def test_another_office_document_is_told() -> None:
    members = docx_members(paragraph("x"))
    del members["word/document.xml"]
    members["xl/workbook.xml"] = "<workbook/>"
    with pytest.raises(Unreadable, match=r"^memo: an Office document that lacks"):
        opened(archive(members))


def test_a_document_without_words_is_told() -> None:
    with pytest.raises(Unreadable, match="without words"):
        opened(docx(paragraph(" ")))


@pytest.mark.parametrize("cut", [0.3, 0.95])
def test_a_document_cut_off_is_told(cut: float) -> None:
    data = docx(paragraph("Words."))
    with pytest.raises(Unreadable, match="damaged or cut off"):
        opened(data[: int(cut * len(data))])
