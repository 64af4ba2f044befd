"""What a file is, told by its first bytes, and whether an article can be in it."""

from __future__ import annotations

import re
from enum import StrEnum

from reader.errors import Unreadable
from reader.sources.encodings import is_wide_text

HEAD = 65_536
"""Bytes from the start of a file that are enough to tell what it is."""

KINDS = "text, Markdown, HTML, EPUB, PDF or DOCX"
"""What can be read, for a line that says so."""
_SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"\0\0\x01\0", "an icon"),
    (0, b"RIFF", "an audio or video file"),
    (0, b"ID3", "an MP3 recording"),
    (0, b"OggS", "an Ogg recording"),
    (0, b"fLaC", "a FLAC recording"),
    (4, b"ftyp", "a video, recording or photo"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\0asm", "a WebAssembly program"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"%!PS", "a PostScript document"),
    (60, b"BOOKMOBI", "a Kindle book"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|main|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>\s*(?:<[?!][^>]*>\s*)*<(?:rss|feed|rdf:RDF|sitemapindex|urlset)\b",
    re.IGNORECASE,
)
_MHTML = re.compile(
    rb"(?=.{0,2000}^MIME-Version:)(?=.{0,2000}^Content-Type:\s*multipart/related)[\w-]+:",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_TAG = re.compile(rb"</(?:p|div|h[1-6]|span|a|b|i|em|strong|li|td|section|article)\s*>", re.I)
_PIECE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:p|div|h[1-6]|section|table|ul|ol|blockquote|header|span)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_END_TAG = re.compile(rb"</(?:p|div|h[1-6]|section|li|tr|blockquote)\s*>", re.IGNORECASE)
_FEWEST_ENDS = 3
"""Paragraphs and boxes that end in a piece of a page; Markdown has fewer of them."""
_ZIP = b"PK\x03\x04"
_PAGE_WITHIN = 8192
"""Bytes within which a page begins to look like one."""
_PDF_WITHIN = 1024
"""Bytes within which a PDF says that it is one; some have a line of a mail before that."""
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b\b\0")


class Kind(StrEnum):
    """What an article is read as."""

    TEXT = "text"
    """Plain text or Markdown."""
    HTML = "html"
    EPUB = "epub"
    DOCX = "docx"
    PDF = "pdf"
    MHTML = "mhtml"
    """A web page that a browser saved into one file."""


def kind_of(name: str, head: bytes) -> Kind:
    """What an article that begins with `head` is read as.

    Its suffix matters only for a piece of a page, which could be Markdown, too.

    Args:
        name: What to call the input.
        head: The first `HEAD` bytes, or all there are.

    Raises:
        Unreadable: No article is in it; the line says what it is.
    """
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Kind.PDF
    if head.startswith(_ZIP) and _is_epub(head):
        return Kind.EPUB
    if head.startswith(_ZIP) and (b"word/" in head or b"[Content_Types].xml" in head):
        return Kind.DOCX
    if _MHTML.match(head):
        return Kind.MHTML
    if _is_page(head) or _is_piece_of_page(name, head):
        return Kind.HTML
    other = _other_kind(head)
    if other:
        raise Unreadable(f"{name}: this is {other}, not an article; give {KINDS}")
    return Kind.TEXT


def _is_epub(head: bytes) -> bool:
    first = head[:200]
    # The first member says what the archive is; packed by an ignorant hand, it cannot be read yet.
    says_kind = first[30:38] == b"mimetype" and b"opendocument" not in first
    return says_kind or b"META-INF/container.xml" in head


def _is_page(head: bytes) -> bool:
    start = head[:_PAGE_WITHIN]
    # UTF-16 and UTF-32, with a mark or without: the NULs are all that is strange in it.
    start = start.translate(None, b"\0").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return _HTML.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def _is_piece_of_page(name: str, head: bytes) -> bool:
    """Whether it is HTML that begins in the middle: with a paragraph, a heading, a box."""
    path = name.partition("?")[0].lower()
    if path.endswith(_PAGE_SUFFIXES):
        return _TAG.search(head) is not None
    if path.endswith((".md", ".markdown")) or _PIECE.match(head) is None:
        return False
    return len(_END_TAG.findall(head)) >= _FEWEST_ENDS


def _other_kind(head: bytes) -> str | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "a ZIP archive"
    for offset, signature, kind in _SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    if _FEED.match(head):
        return "a news feed"
    if head.startswith(b"MZ") and b"\0" in head:
        return "a Windows program"
    if head.startswith(b"BM") and b"\0" in head[:16]:
        return "a BMP image"
    return "binary data" if _is_binary(head) else None


def _is_binary(head: bytes) -> bool:
    """Whether so many control bytes are in it that no encoding makes it a text.

    NULs are not counted: UTF-16 and UTF-32 are full of them, and a text damaged by a crash ends
    in a run of them. Escape sequences are not counted either: a typescript is a text.
    """
    written = head.replace(b"\0", b"")
    if head and not written:
        return True
    controls = len(written) - len(written.translate(None, _CONTROLS))
    return controls > 0.05 * len(written) and controls > 2 and not is_wide_text(head)
