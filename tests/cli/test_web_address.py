"""A page from the web, also when the web is gone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from click.testing import Result

PAGE = (
    "<!doctype html><h1>The bridge is shut</h1>"
    "<p>“We will mend it,” said Odalys Brackwater, the mayor of Low Harbour.</p>"
)


def test_a_page_opened_once_is_exported_when_the_server_is_gone(
    tmp_path: Path, invoke: Callable[..., Result]
) -> None:
    (tmp_path / "bridge.html").write_text(PAGE, encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(tmp_path))  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/bridge.html"
    try:
        marked = invoke("mark", url, "--quote", "We will mend it")
    finally:
        server.shutdown()
        server.server_close()
    assert marked.exit_code == 0, marked.stderr
    exported = invoke("export", url)
    assert exported.exit_code == 0, exported.stderr
    assert "We will mend it" in exported.stdout
    assert "taken as it was kept" in exported.stderr
    found = invoke("quotes", url)
    assert found.exit_code == 0, found.stderr
    assert "We will mend it" in found.stdout
    assert "shown as it was kept" in found.stderr
    refused = invoke("quotes", url.replace("bridge", "other"))
    assert refused.exit_code == 1
    assert "no connection to the server" in refused.stderr
