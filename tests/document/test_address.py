"""Addresses: which are opened, how they are written, and those that stand in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.address import bare_links, is_safe_address, safe_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTPS://Example.org", "https://Example.org"),
        ("/rel", "https://host.example/rel"),
        ("next.html#x", "https://host.example/news/next.html#x"),
        ("//cdn.example/x", "https://cdn.example/x"),
        (" http://a.example/x y ", "http://a.example/x%20y"),
        ("http://bücher.example/ä?x=é&y=%C3", "http://xn--bcher-kva.example/%C3%A4?x=%C3%A9&y=%C3"),
        ("mailto:a@b.example?subject=Hi you", "mailto:a@b.example?subject=Hi%20you"),
        ("http://[::1]:80/a", "http://[::1]:80/a"),
    ],
)
def test_what_is_meant_is_written_so_that_it_can_be_sent(written: str, address: str) -> None:
    assert safe_address(written, "https://host.example/news/page") == address


@pytest.mark.parametrize(
    "written",
    [
        *("javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd"),
        *("vbscript:x", "ftp://a.example/", "http://", "http://[bad/", "mailto:", "tel:112"),
        *("relative.html", "#here", "", "x" * 5000, "https://a.example/" + "x" * 5000),
    ],
)
def test_nothing_else_is_opened(written: str) -> None:
    assert safe_address(written) == ""


@given(st.text() | st.text("htps:/\x1b\x07]8;\\\x9b a.é").map("http://".__add__))
def test_no_address_carries_anything_to_the_terminal(written: str) -> None:
    for address in (safe_address(written), safe_address(written, "https://host.example/")):
        assert not address or is_safe_address(address)
        assert all("!" <= character <= "~" for character in address)
        assert safe_address(address) == address


def test_addresses_written_out_end_before_the_punctuation() -> None:
    text = (
        "See (https://de.example.org/A_(b)), https://x.example/a. Or <http://y.example>; "
        "http:// is none, http://z.example/ö… is, ftp://f.example is none.[1]"
    )
    found = [(link.span.of(text), link.target) for link in bare_links(text)]
    assert found == [
        ("https://de.example.org/A_(b)", "https://de.example.org/A_(b)"),
        ("https://x.example/a", "https://x.example/a"),
        ("http://y.example", "http://y.example"),
        ("http://z.example/ö", "http://z.example/%C3%B6"),
    ]
