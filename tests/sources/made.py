"""Files of every kind, made for the tests."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
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
