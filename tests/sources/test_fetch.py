"""Pages from a real server on the loopback that behaves as badly as servers do."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from reader.errors import FetchFailed
from reader.sources import open_document
from reader.sources.fetch import fetched, wire_address
from tests.strategies import NOW

PAGE = "<!doctype html><h1>Der Kai</h1><p>Café am Kai, sagte Jürgen.</p>"


class _Server(BaseHTTPRequestHandler):
    agents: list[str] = []

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

    def _empty(self) -> None:
        self._give(b"")


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
