"""The beginning of a long text, shown while the rest is read, is how it really begins."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.sources import glance, open_document
from reader.sources.glance import _BEGINNING, _LONG

PARAGRAPHS = "".join(
    f"“Sentence {n} is said,” said Ann Lee. It goes on for a while, so that it is long.\n\n"
    for n in range(30_000)
)
WRAPPED = "".join(
    f"Sentence {n} is said, and it goes on for a\nwhile, so that it is wrapped by hand at\n"
    "forty columns or so, as in old mail.\n\n"
    for n in range(20_000)
)


def _written(folder: Path, data: str | bytes, name: str = "long.txt") -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPHS,
        WRAPPED,
        PARAGRAPHS.replace("\n", "\r\n"),
        "\ufeffA title of it\n\nBy Ann Lee\n\nLOW HARBOUR — " + PARAGRAPHS,
    ],
    ids=["paragraphs", "wrapped by hand", "from Windows", "a title"],
)
def test_it_is_the_beginning_of_the_text(tmp_path: Path, text: str) -> None:
    locator = _written(tmp_path, text)
    seen = glance(locator)
    assert seen
    whole = open_document(locator, now=datetime.now(UTC))
    length = len(seen.document.text)
    assert _BEGINNING // 2 < length < len(whole.text)
    assert whole.text[:length].rstrip() == seen.document.text.rstrip()
    assert (seen.document.title, seen.document.dateline) == (whole.title, whole.dateline)
    count = len(seen.document.paragraphs)
    assert tuple(seen.document.paragraphs) == tuple(whole.paragraphs[:count])
    assert 0 < seen.share < 1


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PARAGRAPHS[: _LONG // 2], "short.txt"),
        ("# A title\n\n" + PARAGRAPHS, "long.md"),
        ("# A title\n\n" + PARAGRAPHS, "long"),
        ("<!doctype html><html><p>" + PARAGRAPHS, "long.html"),
        (b"%PDF-1.7\n" + PARAGRAPHS.encode(), "long.pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(3_000_000), "long.png"),
        ("word " * 600_000, "one-line.txt"),
        (PARAGRAPHS.encode("utf-16"), "wide.txt"),
        (PARAGRAPHS.encode("cp1252"), "western.txt"),
        (b"\n\n" * 2_000_000, "blank.txt"),
        (b"\0" * 3_000_000, "nuls.txt"),
    ],
    ids=lambda given: given if isinstance(given, str) and len(given) < 20 else "",
)
def test_of_anything_else_there_is_none(tmp_path: Path, data: str | bytes, name: str) -> None:
    assert glance(_written(tmp_path, data, name)) is None


@pytest.mark.parametrize("locator", ["-", "welcome:", "https://a.example/x", "nowhere.txt", "/"])
def test_what_is_no_long_file_is_none(locator: str) -> None:
    assert glance(locator) is None
