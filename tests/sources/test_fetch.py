"""Pages from a real server on the loopback that behaves as badly as servers do."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from reader.errors import FetchFailed, Unreadable
from reader.sources import open_document
from reader.sources.fetch import fetched, wire_address
from tests.sources.made import column, pdf
from tests.strategies import NOW

PAGE = "<!doctype html><h1>Der Kai</h1><p>Café am Kai, sagte Jürgen.</p>"


class _Server(BaseHTTPRequestHandler):
    agents: list[str] = []
    headers_seen: list[dict[str, str]] = []
    server: ThreadingHTTPServer

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        name = self.path.strip("/").partition("/")[0]
        with contextlib.suppress(OSError):  # the reader has hung up, as it should
            getattr(self, f"_{name}")()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _give(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def _page(self) -> None:
        self._give(PAGE.encode("latin-1"), Content_Type="text/html; charset=ISO-8859-1")

    def _loop(self) -> None:
        self._give(b"", 302, Location="/loop")

    def _hops(self) -> None:
        left = int(self.path.rpartition("/")[2])
        self._give(b"", 301, Location=f"/hops/{left - 1}" if left else "/page")

    def _file(self) -> None:
        self._give(b"", 302, Location="file:///etc/passwd")

    def _gopher(self) -> None:
        self._give(b"", 307, Location="gopher://127.0.0.1/1")

    def _nonsense(self) -> None:
        self._give(b"", 302, Location="http://[::1/x")

    def _gzip(self) -> None:
        self._give(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def _gzipbomb(self) -> None:
        self._give(gzip.compress(bytes(200_000_000), 9), Content_Encoding="gzip")

    def _deflatebomb(self) -> None:
        self._give(zlib.compress(bytes(200_000_000), 9), Content_Encoding="deflate")

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(bytes(100_000))

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x")
            time.sleep(0.05)

    def _dripheaders(self) -> None:
        while True:
            self.wfile.write(b"x")
            time.sleep(0.05)

    def _short(self) -> None:
        self._give(PAGE.encode(), Content_Length="5000")

    def _notgzip(self) -> None:
        self._give(PAGE.encode(), Content_Encoding="gzip")

    def _status(self) -> None:
        self._give(b"<p>Sorry</p>", int(self.path.rpartition("/")[2]))

    def _refresh(self) -> None:
        rest = self.path.removeprefix("/refresh").lstrip("/")
        target = {"": "/page", "loop": "/refresh/loop"}.get(rest, rest)
        head = f'<meta charset=utf-8><META HTTP-EQUIV="refresh" content="0; URL={target}">'
        self._give(f"<html><head>{head}</head><body></body></html>".encode())

    def _turned(self) -> None:
        head = "<meta content='1; url=/page' http-equiv=refresh>"
        self._give(f"<html><head>{head}</head><body>Moved <a href=/page>here</a>".encode())

    def _reloaded(self) -> None:
        head = "<meta http-equiv=refresh content='5; url=/reloaded'>"
        self._give(f"<html><head>{head}</head><body>{PAGE}{'<p>One word more.</p>' * 20}".encode())

    def _utf8(self) -> None:
        if "caf%C3%A9" in self.path:
            self._give(PAGE.encode())
        else:
            self._give(b"", 302, Location="/utf8/café".encode().decode("latin-1"))

    def _oddtype(self) -> None:
        self._give(PAGE.encode(), Content_Type="text/html; charset*=x'e'%E4; charset*0*=y")

    def _moved(self) -> None:
        self._give(b"", 301, Location="/there/2026/")

    def _there(self) -> None:
        self._give(f"{PAGE}<p>Read <a href='more.html'>more of it</a> there.</p>".encode())

    def _empty(self) -> None:
        self._give(b"")

    def _nolength(self) -> None:
        # Without a length, and with more to come than one packet.
        self._give(PAGE.encode() + b"<p>More of it.</p>" * 9_000, Content_Type="text/html")

    def _chunked(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in (PAGE.encode()[:20], PAGE.encode()[20:], b""):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def _long(self) -> None:
        self._give(PAGE.encode() + b"<p>Too much</p>", Content_Length=str(len(PAGE.encode())))

    def _wrongcharset(self) -> None:
        self._give(PAGE.encode("latin-1"), Content_Type="text/html; charset=utf-8")

    def _nocharset(self) -> None:
        self._give(PAGE.encode(), Content_Type="text/html; charset=x-klingon")

    def _cookiewall(self) -> None:
        if self.headers["Cookie"]:
            self._give(PAGE.encode())
        else:
            self._give(b"", 302, Location="/cookiewall", Set_Cookie="seen=1; Path=/")

    def _consent(self) -> None:
        consent = "<h1>Before you go on</h1><p>We use cookies to make this site work.</p>"
        self._give(f"<!doctype html><body>{consent}<button>OK</button>".encode())

    def _private(self) -> None:
        self._give(PAGE.encode(), Cache_Control="private, no-store", Vary="*", Expires="0")

    def _away(self) -> None:
        self._give(b"", 302, Location="http://elsewhere.example/x")

    def _named(self) -> None:
        self._give(b"", 301, Location=f"http://b\xfccher.example:{self.server.server_port}/page")

    def _pdf(self) -> None:
        self._give(pdf([column(["The quay is closed, he said."])]), Content_Type="text/html")

    def _headers(self) -> None:
        self.headers_seen.append(dict(self.headers))
        self._give(PAGE.encode())


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


def test_a_page_is_read_in_the_encoding_the_server_says(server: str) -> None:
    document = open_document(f"{server}/page#part", now=NOW)
    assert "Café am Kai, sagte Jürgen." in document.text
    assert document.origin.kind == "html"
    assert _Server.agents[-1].startswith("onrecord/")


def test_five_redirects_are_followed_and_no_more(server: str) -> None:
    assert b"Kai" in fetched(f"{server}/hops/4").data
    with pytest.raises(FetchFailed, match="more than 5 times"):
        fetched(f"{server}/hops/5")
    with pytest.raises(FetchFailed, match="in a circle"):
        fetched(f"{server}/loop")


@pytest.mark.parametrize("scheme", ["file", "gopher"])
def test_no_other_kind_of_address_is_followed(server: str, scheme: str) -> None:
    with pytest.raises(FetchFailed, match=f"leads to '{scheme}:"):
        fetched(f"{server}/{scheme}")
    with pytest.raises(FetchFailed, match="only http and https"):
        open_document(f"{scheme}:///etc/passwd", now=NOW)


def test_a_compressed_page_is_unpacked(server: str) -> None:
    assert fetched(f"{server}/gzip").data == PAGE.encode()


@pytest.mark.parametrize("name", ["gzipbomb", "deflatebomb", "endless"])
def test_what_is_too_large_is_left(server: str, name: str) -> None:
    with pytest.raises(FetchFailed, match="larger than 20 MB"):
        fetched(f"{server}/{name}")


@pytest.mark.parametrize("name", ["drip", "dripheaders"])
def test_a_server_that_drips_is_left(server: str, name: str) -> None:
    with pytest.raises(FetchFailed, match="too slow"):
        fetched(f"{server}/{name}", seconds=0.4)


@pytest.mark.parametrize("name", ["short", "notgzip"])
def test_half_a_page_is_no_page(server: str, name: str) -> None:
    with pytest.raises(FetchFailed, match="broke off"):
        fetched(f"{server}/{name}")


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 429, 500, 503])
def test_a_refusal_is_told_with_its_number(server: str, status: int) -> None:
    with pytest.raises(FetchFailed, match=str(status)) as caught:
        open_document(f"{server}/status/{status}", now=NOW)
    assert "\n" not in str(caught.value)


def test_an_empty_page_is_told(server: str) -> None:
    with pytest.raises(FetchFailed, match="empty page"):
        open_document(f"{server}/empty", now=NOW)


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://127.0.0.1:99999/", "http://-\x7f/"]
)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(FetchFailed, match="check"):
        fetched(url)


def test_nobody_at_home_is_told() -> None:
    with pytest.raises(FetchFailed, match="no connection"):
        fetched("http://127.0.0.1:1/")


def test_a_name_with_other_letters_is_asked_for_in_ascii() -> None:
    assert wire_address("https://bücher.example:8080/ä?q=ö#x") == (
        "https://xn--bcher-kva.example:8080/ä?q=ö"
    )


def test_a_redirect_to_nonsense_is_told(server: str) -> None:
    with pytest.raises(FetchFailed, match="not a web address"):
        fetched(f"{server}/nonsense")


@pytest.mark.parametrize("name", ["nolength", "chunked", "long", "nocharset", "oddtype", "private"])
def test_a_page_is_read_however_its_length_and_its_headers_are_told(server: str, name: str) -> None:
    document = open_document(f"{server}/{name}", now=NOW)
    assert "Café am Kai, sagte Jürgen." in document.text
    assert "Too much" not in document.text


def test_a_charset_that_is_wrong_is_not_believed(server: str) -> None:
    assert "Café am Kai, sagte Jürgen." in open_document(f"{server}/wrongcharset", now=NOW).text


def test_a_page_behind_a_cookie_is_told_for_no_cookie_is_kept(server: str) -> None:
    with pytest.raises(FetchFailed, match="in a circle; open it in a browser"):
        open_document(f"{server}/cookiewall", now=NOW)


def test_a_page_that_only_asks_for_consent_is_no_article(server: str) -> None:
    with pytest.raises(Unreadable, match="no article on this page"):
        open_document(f"{server}/consent", now=NOW)


def test_what_a_page_is_told_by_its_content_not_by_its_header(server: str) -> None:
    assert open_document(f"{server}/pdf", now=NOW).origin.kind == "pdf"


def test_nothing_is_sent_that_tells_of_the_person(server: str) -> None:
    """No cookie, no page one comes from, no password of the address."""
    address = server.replace("http://", "http://ada:secret@")
    open_document(f"{address}/headers", now=NOW)
    sent = {name.lower() for name in _Server.headers_seen[-1]}
    assert sent == {"host", "user-agent", "accept", "accept-encoding"}


def test_a_name_with_other_letters_is_looked_up_in_ascii(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an address, and in one that a server leads to."""
    asked: list[str] = []
    port = int(server.rpartition(":")[2])
    look_up = socket.getaddrinfo

    def look(host: str, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return look_up("127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    assert "Kai" in open_document(f"http://bücher.example:{port}/named", now=NOW).text
    assert asked == ["xn--bcher-kva.example"] * len(asked)


def test_a_page_that_leads_away_is_asked_for_there(server: str) -> None:
    with pytest.raises(FetchFailed, match="/away: no such server"):
        fetched(f"{server}/away")


def test_no_test_leaves_this_machine() -> None:
    for host in ("example.org", "192.0.2.1"):
        with pytest.raises(socket.gaierror, match="tests have no network"):
            socket.create_connection((host, 80), timeout=1)


def test_a_page_that_only_leads_on_is_followed_like_a_redirect(server: str) -> None:
    assert b"Kai" in fetched(f"{server}/refresh").data
    with pytest.raises(FetchFailed, match="leads to 'javascript:"):
        fetched(f"{server}/refresh/javascript:alert(1)")
    with pytest.raises(FetchFailed, match="more than 5 times"):
        fetched(f"{server}/refresh/loop")


def test_a_page_leads_on_however_it_says_so_and_not_when_it_has_words(server: str) -> None:
    assert b"Kai" in fetched(f"{server}/turned").data
    assert "One word more." in open_document(f"{server}/reloaded", now=NOW).text


def test_a_redirect_is_read_as_utf8_where_it_is(server: str) -> None:
    assert b"Kai" in fetched(f"{server}/utf8").data


def test_links_are_relative_to_where_the_page_was_found(server: str) -> None:
    document = open_document(f"{server}/moved", now=NOW)
    links = [inline.target for inline in document.inlines]
    assert links == [f"{server}/there/2026/more.html"]
    assert document.origin.locator == f"{server}/moved"


def test_a_fault_while_asking_is_not_waited_for(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(data: bytes) -> str:
        raise ArithmeticError(len(data))

    monkeypatch.setattr("reader.sources.fetch._refresh", fail)
    with pytest.raises(ArithmeticError):
        fetched(f"{server}/page", seconds=20)
