"""Pages from the web: one careful request after another, within limits of time and size."""

from __future__ import annotations

import html
import queue
import re
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from reader import __version__
from reader.errors import FetchFailed

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

LARGEST_BYTES = 20 * 1024 * 1024
"""Of a page, also when it was sent compressed."""
MOST_REDIRECTS = 5
SECONDS = 30.0
"""For the whole of it: a server may send a byte now and then for ever."""
_SECONDS_OF_SILENCE = 10.0
_PIECE = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_META = re.compile(rb"<meta\s[^>]{0,3000}>", re.IGNORECASE)
_IS_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)
_REFRESH = re.compile(
    rb"content\s*=\s*[\"']?\s*[0-5]\s*[;,]\s*url\s*=\s*[\"']?([^\"'>\s]{1,2000})", re.IGNORECASE
)
_LARGEST_REFRESH = 8_192
"""Bytes of a page that only leads on; what is larger is a page that reloads itself."""
_MOST_WORDS = 40
"""Of a page that only leads on; one with more has something to read."""
_NO_WORDS = re.compile(
    rb"<!--.*?-->|<(script|style|title)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_SAID = {
    401: "it asks for a password",
    403: "it refuses to give the page",
    404: "there is no such page",
    410: "the page was taken away",
    429: "it was asked too often; try again later",
    451: "the page is withheld for legal reasons",
}
_HEADERS = {
    "User-Agent": f"onrecord/{__version__} (a terminal reader; one page at a person's request)",
    "Accept": "text/html,application/xhtml+xml,text/plain,text/markdown,application/pdf,"
    "application/epub+zip,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave."""

    data: bytes
    """Unpacked."""
    charset: str | None
    """Encoding that the server said, if any."""
    address: str = ""
    """Where it was found in the end."""


def fetched(url: str, *, seconds: float = SECONDS) -> Fetched:
    """What is at `url`, http or https, after at most `MOST_REDIRECTS` redirects.

    Args:
        url: The address.
        seconds: How long all of it may take.

    Raises:
        FetchFailed: It could not be had, is too large, or leads to another kind of address.
    """
    answers: queue.Queue[Fetched | Exception] = queue.Queue()
    until = time.monotonic() + seconds

    def work() -> None:
        try:
            answers.put(_followed(url, until))
        except Exception as error:  # noqa: BLE001 - raised again where it was asked for
            answers.put(error)

    # In a thread that is left behind when time is up: neither the look-up of a name nor headers
    # that drip in can be given a limit of their own.
    threading.Thread(target=work, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds + 0.5)
    except queue.Empty:
        raise _too_slow(url) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _followed(url: str, until: float) -> Fetched:
    # Only here: it costs 20 ms to import, and most articles are files.
    import urllib3

    timeout = urllib3.Timeout(connect=_SECONDS_OF_SILENCE, read=_SECONDS_OF_SILENCE)
    here = url
    with urllib3.PoolManager(timeout=timeout, retries=False) as pool:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _answer(pool, here, url, until)
            if isinstance(answer, Fetched):
                return replace(answer, address=here)
            try:
                here = urljoin(here, answer)
            except ValueError as error:
                raise FetchFailed(f"{url}: leads to what is not a web address") from error
            if urlsplit(here).scheme not in ("http", "https"):
                raise FetchFailed(
                    f"{url}: leads to {here[:200]!a}, which is no web page; check the address"
                )
    raise FetchFailed(
        f"{url}: leads on more than {MOST_REDIRECTS} times, perhaps in a circle; "
        "open it in a browser and save the page"
    )


def wire_address(url: str) -> str:
    """`url` as it is asked for: without its fragment, the server's name in ASCII (IDNA).

    Raises:
        ValueError: It is no address.
    """
    parts = urlsplit(urldefrag(url).url)
    host = parts.hostname or ""
    if not host or host.isascii():
        return parts.geturl()
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(netloc=host.encode("idna").decode("ascii") + port).geturl()


def _answer(pool: PoolManager, here: str, url: str, until: float) -> Fetched | str:
    """What is at `here`, or where it leads to.

    Raises:
        FetchFailed: It could not be had; the line names `url`.
    """
    from urllib3.exceptions import HTTPError, LocationValueError

    try:
        response = pool.request(
            "GET", wire_address(here), headers=_HEADERS, redirect=False, preload_content=False
        )
    except (LocationValueError, UnicodeError, ValueError) as error:
        raise FetchFailed(f"{url}: not a web address; check it") from error
    except (HTTPError, OSError) as error:
        raise _no_connection(url, error) from error
    try:
        target = response.headers.get("Location")
        if response.status in _REDIRECTS and target:
            return _in_utf8(target)
        if response.status != 200:
            raise _refused(url, response.status)
        data = _body(response, url, until)
        onward = _refresh(data)
        if onward:
            return onward
        return Fetched(data, _charset(response.headers.get("Content-Type")))
    except (HTTPError, OSError) as error:
        raise FetchFailed(f"{url}: the page broke off on its way; try again") from error
    finally:
        response.close()


def _body(response: BaseHTTPResponse, url: str, until: float) -> bytes:
    pieces: list[bytes] = []
    length = 0
    while True:
        if time.monotonic() > until:
            raise _too_slow(url)
        piece = response.read1(_PIECE, decode_content=True)
        if not piece:
            return b"".join(pieces)
        length += len(piece)
        if length > LARGEST_BYTES:
            limit = LARGEST_BYTES // (1024 * 1024)
            raise FetchFailed(f"{url}: larger than {limit} MB; save it and open the file")
        pieces.append(piece)


def _refresh(data: bytes) -> str:
    """Where a page without words of its own leads, as short addresses do; empty for nowhere."""
    if len(data) >= _LARGEST_REFRESH or len(_NO_WORDS.sub(b" ", data).split()) > _MOST_WORDS:
        return ""
    metas = (meta for meta in _META.findall(data) if _IS_REFRESH.search(meta))
    match = next(filter(None, map(_REFRESH.search, metas)), None)
    return html.unescape(match[1].decode("utf-8", "replace")) if match else ""


def _in_utf8(target: str) -> str:
    """An address as the server wrote it: headers are read as Latin-1, and written in UTF-8."""
    try:
        return target.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return target


def _charset(content_type: str | None) -> str | None:
    if content_type is None:
        return None
    match = _CHARSET.search(content_type)
    return match[1] if match else None


def _refused(url: str, status: int) -> FetchFailed:
    if status >= 500:
        return FetchFailed(f"{url}: the server is out of order ({status}); try again later")
    why = _SAID.get(status, "it did not give the page")
    return FetchFailed(f"{url}: the server says {status}: {why}; open it in a browser")


def _no_connection(url: str, error: Exception) -> FetchFailed:
    name = type(error).__name__
    if "Timeout" in name:
        return _too_slow(url)
    if "NameResolution" in name or "gaierror" in repr(error):
        return FetchFailed(f"{url}: no such server, or no network; check the address")
    if "SSL" in name or "CERTIFICATE" in str(error):
        return FetchFailed(f"{url}: its certificate is not valid; open it in a browser")
    return FetchFailed(f"{url}: no connection to the server; check the address and the network")


def _too_slow(url: str) -> FetchFailed:
    return FetchFailed(f"{url}: the server is too slow; try again, or save the page in a browser")
