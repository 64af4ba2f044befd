"""How the screen was left is there again; what makes no sense is not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reader.document import Bookmark, Document, Origin, compose
from reader.settings import Settings
from reader.ui.remembered import Look, keep, last_place, note_place, recall


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    look = Look("reader-paper", False, 30, 2, True, "line", "blue")
    keep(tmp_path, look, Settings())
    assert recall(tmp_path, Settings()) == look


def test_a_setting_changed_since_then_goes_first(tmp_path: Path) -> None:
    keep(tmp_path, replace(Look.first(Settings()), sidebar_width=30, color="blue"), Settings())
    assert recall(tmp_path, Settings(sidebar_width=50)).sidebar_width == 50
    assert recall(tmp_path, Settings(sidebar_width=50)).color == "blue"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"look": [], "settings": {}}',
        json.dumps(
            {
                "look": {"tab": "x", "focus": 3, "sidebar_width": 1000, "color": 1},
                "settings": {"sidebar_width": 40, "color": "yellow"},
            }
        ),
    ],
)
def test_nonsense_is_left(tmp_path: Path, content: str) -> None:
    (tmp_path / "screen.json").write_text(content)
    assert recall(tmp_path, Settings()) == Look.first(Settings())


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    keep(tmp_path / "none", Look.first(Settings()), Settings())
    assert not (tmp_path / "none").exists()


def _article(name: str, text: str) -> Document:
    return compose(text, Origin(f"/articles/{name}"))


def test_the_page_of_each_article_is_noted(tmp_path: Path) -> None:
    one, other = _article("one", "Alpha beta gamma."), _article("other", "Delta epsilon.")
    note_place(tmp_path, one, Bookmark.at(6, one.text))
    note_place(tmp_path, other, Bookmark.at(2, other.text))
    assert [last_place(tmp_path, document) for document in (one, other)] == [6, 2]
    longer = _article("one", "Before it. Alpha beta gamma.")
    assert last_place(tmp_path, longer) == longer.text.index("beta")


def test_of_many_articles_the_latest_are_noted(tmp_path: Path) -> None:
    articles = [_article(f"number {number}", "Alpha beta gamma.") for number in range(103)]
    for document in articles:
        note_place(tmp_path, document, Bookmark(6))
    noted = [bool(last_place(tmp_path, document)) for document in articles]
    assert noted == [False] * 3 + [True] * 100


def test_standard_input_has_no_page_to_come_back_to(tmp_path: Path) -> None:
    piped = compose("Alpha beta gamma.", Origin("-"))
    note_place(tmp_path, piped, Bookmark(6))
    assert last_place(tmp_path, piped) == 0


@pytest.mark.parametrize("places", ["[]", "{}", "[1]", '{"/articles/one": [-4, 3]}', "3"])
def test_places_that_make_no_sense_are_left(tmp_path: Path, places: str) -> None:
    (tmp_path / "places.json").write_text(f'{{"places": {places}}}')
    assert last_place(tmp_path, _article("one", "Alpha beta gamma.")) == 0
