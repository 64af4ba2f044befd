"""Pages that a browser saved into one file."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document
from reader.errors import SourceError, Unreadable
from reader.sources import open_bytes
from tests.sources.seen import set_apart
from tests.strategies import NOW

PAGE = (
    "<!doctype html><title>Der Kai</title><article><h1>Der Kai</h1><p>„Es ist zu“, sagte Jürgen, "
    "der am <a href='/kai'>Kai</a> wohnt und das Café führt.</p></article>"
)


def _saved(*parts: MIMEText) -> bytes:
    message = MIMEMultipart("related")
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = "https://example.org/a/b"
    message["Subject"] = "Der Kai"
    for part in parts:
        message.attach(part)
    return message.as_bytes()


def _opened(data: bytes) -> Document:
    return open_bytes(data, "/a/kai.mhtml", name="kai", now=NOW)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15"])
def test_the_page_in_it_is_read(charset: str) -> None:
    page = PAGE.replace("„", '"').replace("“", '"')
    style = MIMEText("p { color: red }", "css")
    document = _opened(_saved(MIMEText(page, "html", charset), style, MIMEText(PAGE, "html")))
    assert document.origin.kind == "html"
    assert "sagte Jürgen, der am Kai wohnt und das Café führt." in document.text
    assert "red" not in document.text
    assert document.address == "https://example.org/a/b"
    assert set_apart(document) == [("LINK", "Kai", "https://example.org/kai")]


def test_one_without_a_page_is_told() -> None:
    with pytest.raises(Unreadable, match="kai: a saved web page without a page in it"):
        _opened(_saved(MIMEText("p {}", "css")))


def test_mail_that_somebody_keeps_as_text_is_text() -> None:
    mail = EmailMessage()
    mail["From"] = "ada@example.org"
    mail["Subject"] = "The quay"
    mail.set_content("The quay is shut, they say.\n")
    assert "The quay is shut" in _opened(mail.as_bytes()).text


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_follows_its_head_is_read_or_told(rest: bytes) -> None:
    head = b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n"
    with suppress(SourceError):
        assert _opened(head + rest).paragraphs
