"""From what the person named to the document it means."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from reader.document import Document, Origin, compose
from reader.errors import FetchFailed
from reader.sources.content import HEAD, Kind, kind_of
from reader.sources.encodings import Decoded, decoded, decoded_page
from reader.sources.files import bytes_of_file, bytes_of_stream, check_file, nothing_in
from reader.sources.folder import articles_in

STANDARD_INPUT = "-"
WELCOME = "welcome:"
"""Locator of the built-in article."""

_URL = re.compile(r"https?://", re.IGNORECASE)
_OTHER_URL = re.compile(r"(?:ftps?|file|gopher|data)://", re.IGNORECASE)
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
_PLAIN_SUFFIXES = frozenset({".txt", ".text"})
_LARGEST_MARKDOWN = 2_000_000
"""Code points; parsing more would keep the person waiting for seconds."""
_MOST_SIGNS = 20_000
"""In one block; the parser's time grows with the square of some of them."""
_SIGN = re.compile(r"[\[*_`<!]")
_TOO_DEEP = re.compile(r"^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*){45}", re.MULTILINE)
"""More block quotes or lists in each other than the parser goes into: each counts twice."""
_BEGINS_LIKE_MARKDOWN = re.compile(r"\s*(?:---[ \t]*\r?\n(?:.*\r?\n){1,40}?---[ \t]*\r?\n|# \S)")

Tell = Callable[[str], None]
"""Takes a line the person should see though the document could be had."""


def open_document(locator: str, *, now: datetime, tell: Tell | None = None) -> Document:
    """The article that `locator` names.

    Args:
        locator: A path, `-` for standard input, or `welcome:` for the built-in article.
        now: When it is read; aware, UTC.
        tell: Gets a line about whatever could not be read as it is; None to leave it.

    Raises:
        NotFound: Nothing is there.
        Unreadable: No article can be read from it.
        FetchFailed: It is a web address that gives nothing, or of another kind than http.
    """
    if locator == WELCOME:
        return open_welcome()
    _refuse_address(locator)
    if _URL.match(locator):
        return _from_web(locator, now, tell)
    if locator == STANDARD_INPUT:
        name = "standard input"
        data = bytes_of_stream(sys.stdin.buffer, name)
        return open_bytes(data, STANDARD_INPUT, name=name, now=now, tell=tell)
    path = os.path.abspath(os.path.expanduser(locator))
    data = bytes_of_file(path, locator)
    return open_bytes(data, path, name=locator, now=now, tell=tell)


def is_address(locator: str) -> bool:
    """Whether it is an address of the web, which is fetched."""
    return bool(_URL.match(locator))


def check_source(locator: str) -> None:
    """Do nothing if `locator` looks like a file that can be read: a quick look, not a promise.

    Raises:
        NotFound: Nothing is there.
        Unreadable: No article can be read from it.
        FetchFailed: It is a web address that gives nothing, or of another kind than http.
    """
    _refuse_address(locator)
    if locator not in (STANDARD_INPUT, WELCOME) and not _URL.match(locator):
        check_file(os.path.abspath(os.path.expanduser(locator)), locator)


def _refuse_address(locator: str) -> None:
    if _OTHER_URL.match(locator):
        raise FetchFailed(f"{locator}: only http and https addresses are opened; name the file")


def _from_web(locator: str, now: datetime, tell: Tell | None) -> Document:
    from reader.sources.fetch import fetched

    page = fetched(locator)
    if not page.data:
        raise FetchFailed(f"{locator}: the server gave an empty page; open it in a browser")
    return open_bytes(
        page.data,
        locator,
        name=locator,
        now=now,
        tell=tell,
        charset=page.charset,
        found_at=page.address,
    )


def open_bytes(
    data: bytes,
    locator: str,
    *,
    name: str,
    now: datetime,
    tell: Tell | None = None,
    charset: str | None = None,
    found_at: str = "",
) -> Document:
    """The article in `data`, of whatever kind it is.

    Args:
        data: The bytes.
        locator: Where they come from, as `Origin` keeps it.
        name: What to call them in an error or notice.
        now: When they were read; aware, UTC.
        tell: Gets a line about whatever could not be read as it is.
        charset: What came with them as the encoding of a web page.
        found_at: The address that a page's links are relative to, where it is not `locator`.

    Raises:
        Unreadable: They hold nothing to read.
    """
    match kind_of(name, data[:HEAD]):
        case Kind.EPUB:
            from reader.sources.epub import epub_document

            document = epub_document(data, Origin(locator), name)
        case Kind.DOCX:
            from reader.sources.docx import docx_document

            document = docx_document(data, Origin(locator), name)
        case Kind.PDF:
            document = _pdf(data, locator, name, tell)
        case Kind.HTML:
            document = _page(data, locator, name, charset, tell, found_at=found_at)
        case Kind.MHTML:
            from reader.sources.mhtml import saved_page

            page = saved_page(data, name)
            document = _page(page.data, locator, name, page.charset, tell, page.address)
        case Kind.TEXT:
            document = _text(data, locator, name, tell)
    return replace(document, retrieved=now)


def _pdf(data: bytes, locator: str, name: str, tell: Tell | None) -> Document:
    from reader.sources.pdf import pdf_document

    document, notice = pdf_document(data, Origin(locator), name)
    if notice and tell:
        tell(notice)
    return document


def _page(
    data: bytes,
    locator: str,
    name: str,
    charset: str | None,
    tell: Tell | None,
    address: str = "",
    found_at: str = "",
) -> Document:
    # Only here: lxml costs 20 ms to import, and most articles are plain text.
    from reader.sources.web_page import page_document

    decoding = decoded_page(data, charset)
    _tell_replaced(decoding, name, tell)
    origin = Origin(locator, encoding=decoding.encoding)
    return page_document(decoding.text, origin, name, address, found_at)


def _text(data: bytes, locator: str, name: str, tell: Tell | None) -> Document:
    decoding = decoded(data)
    if not decoding.text.strip("\0\ufeff \t\r\n\v\f"):
        raise nothing_in(name)
    _tell_replaced(decoding, name, tell)
    origin = Origin(locator, encoding=decoding.encoding)
    if not is_markdown(locator, decoding.text):
        return compose(decoding.text, origin)
    if _is_too_much_markdown(decoding.text):
        if tell:
            tell(f"{name}: too long or dense to be read as Markdown; shown as plain text")
        return compose(decoding.text, origin)
    # Only here: markdown-it costs 30 ms to import, and most articles are plain text.
    from reader.sources.markdown import markdown_document

    return markdown_document(decoding.text, replace(origin, kind="markdown"))


def _tell_replaced(decoding: Decoded, name: str, tell: Tell | None) -> None:
    if decoding.replaced and tell:
        places = "1 place is" if decoding.replaced == 1 else f"{decoding.replaced} places are"
        tell(f"{name}: {places} not valid {decoding.encoding}; shown as \ufffd")


def open_welcome() -> Document:
    """The built-in article, which is also a tour of the keys."""
    from importlib import resources

    from reader.sources.markdown import markdown_document

    text = resources.files("reader.sources").joinpath("welcome.md").read_text(encoding="utf-8")
    return markdown_document(text, Origin(WELCOME, kind="markdown"))


def sources_in(locator: str) -> tuple[str, ...]:
    """`locator` itself, or the articles below it if it is a folder.

    Raises:
        NotFound: It is a folder without articles.
    """
    path = os.path.expanduser(locator)
    if locator == STANDARD_INPUT or not os.path.isdir(path):
        return (locator,)
    return tuple(str(path) for path in articles_in(Path(path)))


def is_markdown(locator: str, text: str) -> bool:
    """Whether a text is Markdown.

    By the suffix; without one that tells, by front matter or a `#` title at the start.
    """
    suffix = Path(locator).suffix.lower()
    if suffix in _MARKDOWN_SUFFIXES or suffix in _PLAIN_SUFFIXES:
        return suffix in _MARKDOWN_SUFFIXES
    return _BEGINS_LIKE_MARKDOWN.match(text) is not None


def _is_too_much_markdown(text: str) -> bool:
    if len(text) > _LARGEST_MARKDOWN:
        return True
    if _TOO_DEEP.search(text):
        return True
    if len(text) <= _MOST_SIGNS:
        return False
    return any(len(_SIGN.findall(block)) > _MOST_SIGNS for block in re.split(r"\n\s*?\n", text))
