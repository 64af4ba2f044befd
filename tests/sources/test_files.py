"""What is no article is refused in one clear line, and nothing hangs."""

from __future__ import annotations

import gzip
import io
import os
import socket
import tempfile
import zipfile
from pathlib import Path

import pytest

from reader.errors import FetchFailed, NotFound, SourceError, Unreadable
from reader.sources import check_source, open_document
from reader.sources.files import LARGEST_BYTES
from tests.strategies import NOW


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


BINARIES = {
    "a PNG image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a JPEG image": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "a gzip archive": gzip.compress(b"text"),
    "a ZIP archive": _zip("a.txt"),
    "a program": b"\x7fELF\x02\x01",
    "a Windows program": b"MZ\x90\0\x03",
    "an RTF document": b"{\\rtf1 x}",
    "a news feed": b"<?xml version='1.0'?><!-- x --><rss version='2.0'><channel/></rss>",
    "binary data": bytes(range(32)) * 20,
}


@pytest.mark.parametrize(("kind", "data"), BINARIES.items())
def test_what_is_not_text_is_named(kind: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    for refuse in (check_source, lambda name: open_document(name, now=NOW)):
        with pytest.raises(Unreadable, match=r"give text, Markdown") as caught:
            refuse(str(path))
        assert str(caught.value).startswith(f"{path}: this is {kind}")
        assert "\n" not in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"x\.txt: no such file; check the name"):
        open_document(str(tmp_path / "x.txt"), now=NOW)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(NotFound):
        open_document("a\0b", now=NOW)
    with pytest.raises(SourceError):
        open_document("a" * 5000, now=NOW)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="this is a folder"):
        open_document(str(tmp_path), now=NOW)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", b"\xff\xfe\n\0"])
def test_nothing_to_read(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="is empty"):
        open_document(str(path), now=NOW)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(Unreadable, match="this is a pipe"):
        open_document(str(path), now=NOW)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets with names here")
def test_a_socket_and_a_device_are_refused() -> None:
    with tempfile.TemporaryDirectory(prefix="r") as folder, socket.socket(socket.AF_UNIX) as bound:
        bound.bind(f"{folder}/s")
        for path in (f"{folder}/s", os.devnull):
            with pytest.raises(Unreadable, match="device or socket"):
                open_document(path, now=NOW)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(Unreadable, match="no permission"):
        open_document(str(path), now=NOW)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)
    with pytest.raises(Unreadable, match="larger than 256 MB"):
        open_document(str(path), now=NOW)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://a.example", "ftp://a.example/x.txt"]
)
def test_addresses_of_other_kinds_are_refused(url: str) -> None:
    for refuse in (check_source, lambda name: open_document(name, now=NOW)):
        with pytest.raises(FetchFailed, match="only http and https addresses are opened"):
            refuse(url)
