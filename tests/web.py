"""A web server on the loopback whose pages a test makes, changes and takes away."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Web:
    """What the server gives: HTML by path; a path without a page is not found."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        """How often each path was asked for."""
        self.most_at_once = 0
        """Requests that were answered at the same time, at the most."""
        self.origin = ""
        """Such as `http://127.0.0.1:4711`."""
        self._now = 0
        self._lock = threading.Lock()

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"{self.origin}{path}"

    def answer(self, path: str) -> bytes | None:
        """What to give; counts."""
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            self.asked[path] += 1
        try:
            page = self.pages.get(path)
            return None if page is None else page.encode("utf-8")
        finally:
            with self._lock:
                self._now -= 1


@contextmanager
def web_server() -> Iterator[Web]:
    """A server that runs inside; it is gone afterwards, or when it is stopped."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = web.answer(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.origin = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def page(title: str, *paragraphs: str) -> str:
    """A plain page."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
