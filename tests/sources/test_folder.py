"""A folder means the articles below it, each once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.errors import NotFound
from reader.sources import articles_in, sources_in
from tests.sources.made import epub, pdf


def _make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")


def test_articles_at_any_depth_sorted_without_hidden_and_other_files(tmp_path: Path) -> None:
    _make(tmp_path, "b.txt", "a/c.MD", "a/.hidden.txt", ".git/x.txt", "x.png", "z.markdown")
    names = [str(path.relative_to(tmp_path)) for path in articles_in(tmp_path)]
    assert names == [os.path.join("a", "c.MD"), "b.txt", "z.markdown"]


def test_links_back_up_and_second_names_do_no_harm(tmp_path: Path) -> None:
    _make(tmp_path, "a/one.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "again.txt").symlink_to(tmp_path / "a" / "one.txt")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert len(articles_in(tmp_path)) == 1


def test_a_pipe_with_the_name_of_an_article_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(NotFound, match=r"no text, .* below this folder"):
        articles_in(tmp_path)


def test_what_is_no_folder_is_itself(tmp_path: Path) -> None:
    _make(tmp_path, "a.txt")
    assert sources_in("nowhere.txt") == ("nowhere.txt",)
    assert sources_in("-") == ("-",)
    assert sources_in(str(tmp_path)) == (str(tmp_path / "a.txt"),)


def test_other_files_are_told_by_what_is_in_them(tmp_path: Path) -> None:
    _make(tmp_path, "story", "notes.dat", "a.txt")
    page = b"<!doctype html><html><body><p>Words.</p></body></html>"
    for name, data in {
        "page.php": page,
        "saved": page,
        "book.bin": epub({"c.xhtml": "<p>Words.</p>"}),
        "paper": pdf([[]]),
        "picture": b"\x89PNG\r\n\x1a\n",
        "nothing": b"",
    }.items():
        (tmp_path / name).write_bytes(data)
    names = [path.name for path in articles_in(tmp_path)]
    assert names == ["a.txt", "book.bin", "page.php", "paper", "saved", "story"]
