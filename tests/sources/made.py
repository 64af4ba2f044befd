"""Files of every kind, made for the tests."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{path}" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
PACKAGE = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:creator>Ada Lindqvist</dc:creator><dc:date>2025-11-02</dc:date>"
    "<dc:publisher>Quay Press</dc:publisher><dc:language>en-GB</dc:language></metadata>"
    '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" '
    'properties="nav"/>{items}</manifest><spine>{spine}</spine></package>'
)


def archive(members: Mapping[str, str | bytes] | Sequence[tuple[str, str | bytes]]) -> bytes:
    """A ZIP archive of these members, in order."""
    pairs = members.items() if isinstance(members, Mapping) else members
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in pairs:
            made.writestr(name, data)
    return target.getvalue()


def epub_members(
    chapters: Mapping[str, str], *, title: str = "The quay", folder: str = "OEBPS/"
) -> dict[str, str | bytes]:
    """The members of a book; `chapters` are bodies in XHTML by file name, told in `nav` too."""
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    links = "".join(
        f'<li><a href="{name}">Chapter {number}</a></li>'
        for number, name in enumerate(chapters, start=1)
    )
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER.format(path=f"{folder}book.opf"),
        f"{folder}book.opf": PACKAGE.format(title=title, items=items, spine=spine),
        f"{folder}nav.xhtml": xhtml(f'<nav epub:type="toc"><ol>{links}</ol></nav>'),
        **{f"{folder}{name}": xhtml(body) for name, body in chapters.items()},
    }


def epub(chapters: Mapping[str, str], *, title: str = "The quay") -> bytes:
    """A book as `epub_members` describes it."""
    return archive(epub_members(chapters, title=title))


def xhtml(body: str) -> str:
    """A page of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>x</title></head><body>{body}</body></html>"
    )


@dataclass(frozen=True, slots=True)
class Words:
    """Words on a page of a PDF."""

    text: str
    left: float = 72
    """Points from the left edge."""
    bottom: float = 700
    """Points from the lower edge."""
    size: int = 11
    """Points."""


def pdf(pages: Sequence[Sequence[Words]], *, title: str = "", locked: bool = False) -> bytes:
    """A PDF of A4 pages with these words, each page's in this order; latin letters only."""
    contents = [b"".join(_shown(words) for words in page) for page in pages]
    tree = 2 + 2 * len(pages)
    objects = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for number, content in enumerate(contents):
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            b"<< /F1 1 0 R >> >> /Contents %d 0 R >>" % (tree, 2 + 2 * number)
        )
    kids = b" ".join(b"%d 0 R" % (3 + 2 * number) for number in range(len(pages)))
    objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    objects.append(b"<< /Title (%s) /Author (Ada Lindqvist) >>" % _escaped(title))
    data, offsets = b"%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"/Size %d /Root %d 0 R /Info %d 0 R" % (len(objects) + 1, tree + 1, tree + 2)
    if locked:
        nonsense = b"ab" * 32
        trailer += (
            b" /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
            b"/O <%s> /U <%s> >>" % (nonsense, nonsense)
        )
    return data + b"trailer << %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)


def _shown(words: Words) -> bytes:
    place = b"%d Tf %d %d Td" % (words.size, words.left, words.bottom)
    return b"BT /F1 %s (%s) Tj ET\n" % (place, _escaped(words.text))


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def column(
    lines: Sequence[str], *, left: float = 72, top: float = 700, size: int = 11
) -> list[Words]:
    """Lines below each other; an empty one leaves a gap as between paragraphs."""
    return [Words(line, left, top - 14 * number, size) for number, line in enumerate(lines) if line]


_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DC = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_STYLES = {"Title": "Title", "H1": "heading 1", "H2": "heading 2", "Q": "Quote", "Cap": "caption"}


def docx(body: str, *, doctype: str = "", notes: str = "") -> bytes:
    """A Word document with this body; styles Title, H1, H2, Q and Cap, lists 1 (•) and 2 (1.)."""
    return archive(docx_members(body, doctype=doctype, notes=notes))


def docx_members(body: str, *, doctype: str = "", notes: str = "") -> dict[str, str | bytes]:
    """The members of such a document."""
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in _STYLES.items()
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/>'
        "</w:lvl></w:abstractNum>"
        for number, form in ((1, "bullet"), (2, "decimal"))
    )
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    head = f'<?xml version="1.0" encoding="UTF-8"?>{doctype}'
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{lists}{nums}</w:numbering>",
        "word/_rels/document.xml.rels": '<Relationships><Relationship Id="rId1" '
        'Target="https://example.org/plan" TargetMode="External"/><Relationship Id="rId2" '
        'Target="javascript:alert(1)" TargetMode="External"/></Relationships>',
        "word/footnotes.xml": f"<w:footnotes {_W}>{notes}</w:footnotes>",
        "docProps/core.xml": f"<cp:coreProperties {_DC}><dc:title>Template 7</dc:title>"
        "<dc:creator>Ada Lindqvist</dc:creator></cp:coreProperties>",
    }


def paragraph(text: str, style: str = "", number: int = 0) -> str:
    """A paragraph of a Word document; `number` is the list it is an item of."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
