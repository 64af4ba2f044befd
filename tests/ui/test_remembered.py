"""How the screen was left is there again; what makes no sense is not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reader.settings import Settings
from reader.ui.remembered import Look, keep, recall


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "screen.json"
    look = Look("reader-paper", False, 30, 2, True, "line", "blue")
    keep(path, look, Settings())
    assert recall(path, Settings()) == look


def test_a_setting_changed_since_then_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "screen.json"
    keep(path, replace(Look.first(Settings()), sidebar_width=30, color="blue"), Settings())
    assert recall(path, Settings(sidebar_width=50)).sidebar_width == 50
    assert recall(path, Settings(sidebar_width=50)).color == "blue"


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
    path = tmp_path / "screen.json"
    path.write_text(content)
    assert recall(path, Settings()) == Look.first(Settings())


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    keep(tmp_path / "none" / "screen.json", Look.first(Settings()), Settings())
    assert not (tmp_path / "none").exists()
