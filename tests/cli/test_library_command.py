"""`reader library add` and `search`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Invoke


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The bridge.\n\nThe bridge is closed, said Ada Berg.")
    (folder / "harbour.md").write_text("# The harbour\n\nIt stays open, said Tom Hale.")
    return folder


def test_a_folder_is_added_once(invoke: Invoke, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    first = invoke("library", "add", str(folder), "-f", "json")
    assert first.exit_code == 0, first.stderr
    assert len(json.loads(first.stdout)["articles"]) == 2
    assert "2 added, 0 there already" in first.stderr
    (folder / "school.txt").write_text("The school gets a roof.")
    again = invoke("library", "add", str(folder), "-f", "json")
    assert "1 added, 2 there already" in again.stderr
    listed = json.loads(invoke("library", "list", "-f", "json").stdout)["articles"]
    assert len(listed) == 3


def test_what_cannot_be_read_is_told_and_the_rest_is_added(invoke: Invoke, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    broken = folder / "broken.epub"
    broken.write_bytes(b"PK\x03\x04" + bytes(200))
    ran = invoke("library", "add", str(broken), str(folder / "bridge.txt"), str(tmp_path / "none"))
    assert ran.exit_code == 1
    assert "broken.epub" in ran.stderr
    assert "none" in ran.stderr
    assert "1 added, 0 there already, 2 could not be read" in ran.stderr


def test_search_finds_texts_titles_and_notes(invoke: Invoke, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    invoke("library", "add", str(folder))
    marked = invoke(
        "mark", str(folder / "bridge.txt"), "--quote", "closed", "--note", "Ask the ferrymen."
    )
    assert marked.exit_code == 0, marked.stderr

    def found(*query: str) -> list[tuple[str, str]]:
        ran = invoke("library", "search", *query, "-f", "json")
        hits = json.loads(ran.stdout)["hits"]
        return sorted((Path(hit["source"]).name, hit["where"]) for hit in hits)

    assert found("ferrymen") == [("bridge.txt", "note")]
    assert found("HALE", "open") == [("harbour.md", "text")]
    assert ("harbour.md", "title") in found("harbour")
    assert found("nowhere") == []


def test_words_that_are_missing_are_wrong_usage(invoke: Invoke) -> None:
    assert invoke("library", "add").exit_code == 2
    assert invoke("library", "search").exit_code == 2
    assert invoke("library", "list", "more").exit_code == 2
