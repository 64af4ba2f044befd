"""PDF files: their text in reading order, without running heads and with its paragraphs whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reader.document import Document, Origin
from reader.errors import Unreadable
from reader.sources.blocks import Facts, document_of, names, one_line
from reader.sources.pdf_layout import Line, Page, blocks_of_pages

SECONDS = 20
"""How long a file may take in all; the process itself stops at a page's end before that."""
_FEW_LETTERS = 20
"""On the average page; with less it is a picture of a text."""


def pdf_document(data: bytes, origin: Origin, name: str) -> tuple[Document, str | None]:
    """The text in the PDF `data`, and what could not be read of it in one line, if anything.

    Raises:
        Unreadable: It is locked, damaged, scanned, or takes too long.
    """
    records = list(_records(data, name))
    if not records or "error" in records[0]:
        raise _refusal(records, name)
    pages = [page for record in records[1:] if (page := _page(record)) is not None]
    blank = sum(not page.lines for page in pages)
    letters = sum(len(line.text) for page in pages for line in page.lines)
    if letters < _FEW_LETTERS * max(1, len(pages)):
        raise Unreadable(
            f"{name}: a PDF of scanned pages, pictures without text; "
            "run it through text recognition first (ocrmypdf, for one)"
        )
    facts = _facts(records[0].get("metadata"), pages)
    document = document_of(blocks_of_pages(pages), facts, replace(origin, kind="pdf"))
    return document, _notice(name, blank, len(pages), records[0].get("pages"))


def _records(data: bytes, name: str) -> Iterator[Mapping[str, object]]:
    """What the process that reads the file says, line by line.

    Raises:
        Unreadable: It took too long or broke down.
    """
    path = os.pathsep.join(entry for entry in sys.path if entry)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reader.sources.pdf_lines"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            f"{name}: a PDF that takes longer than {SECONDS} s to read; save it as text"
        ) from error
    except OSError as error:
        raise Unreadable(f"{name}: this PDF cannot be read here: {error.strerror}") from error
    for line in done.stdout.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            return  # cut off: the process was ended by its limits
        if isinstance(record, dict):
            yield record


def _refusal(records: list[Mapping[str, object]], name: str) -> Unreadable:
    if records and records[0].get("error") == "locked":
        return Unreadable(f"{name}: a PDF locked with a password; save a copy without one")
    return Unreadable(f"{name}: a damaged PDF; get it anew, or save it as text")


def _page(record: Mapping[str, object]) -> Page | None:
    lines, height = record.get("lines"), record.get("height")
    if not isinstance(lines, list) or not isinstance(height, int | float):
        return None
    return Page(tuple(Line(*line) for line in lines), float(height))


def _facts(metadata: object, pages: list[Page]) -> Facts:
    """Title and authors, where the file's own fields can be believed.

    They are often what a word processor or a printer put there: the title is believed if the
    first page shows it, the author if there is a title.
    """
    if not isinstance(metadata, Mapping):
        return Facts()
    title, author = one_line(metadata.get("Title")), metadata.get("Author")
    shown = " ".join(line.text for line in pages[0].lines).casefold() if pages else ""
    if title is None or title.casefold() not in shown:
        return Facts()
    return Facts(title, names(author))


def _notice(name: str, blank: int, read: int, pages: object) -> str | None:
    if isinstance(pages, int) and pages > read:
        return f"{name}: only the first {read} of {pages} pages could be read"
    if blank:
        some = "1 page has" if blank == 1 else f"{blank} pages have"
        return f"{name}: {some} no text, only pictures or nothing"
    return None
