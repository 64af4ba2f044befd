"""Settings: what is wrong is told and left, the rest is used."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from reader.errors import SettingsError
from reader.settings import Settings, load_settings, settings_as_toml


def _load(tmp_path: Path, text: str) -> tuple[Settings, tuple[str, ...]]:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_a_missing_file_means_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == (Settings(), ())


def test_everything_can_be_set(tmp_path: Path) -> None:
    text = (
        'text_width = 30\ntheme = "x"\nmargin = 4\nparagraph_gap = 0\nline_gap = 1\n'
        "spread = true\nwords_a_minute = 0\nsidebar = false\nsidebar_width = 80\n"
        'color = "pink"\n[keys]\n"quote.next" = "n"\nread.next_pane = ["space", "f"]\n'
    )
    settings, notices = _load(tmp_path, text)
    keys = {"quote.next": "n", "read.next_pane": "space,f"}
    assert (settings, notices) == (Settings(30, "x", 4, 0, 1, True, 0, False, 80, "pink", keys), ())


@pytest.mark.parametrize(
    ("line", "notice"),
    [
        ("text_width = 29", "text_width = 29: must be a whole number from 30 to 200; using 78"),
        ("text_width = true", "text_width = true: must be a whole number from 30 to 200; using 78"),
        ('paragraph_gap = "1"', 'paragraph_gap = "1": must be a whole number from 0 to 3; using 1'),
        ("sidebar = 1", "sidebar = 1: must be true or false; using true"),
        (
            'color = "red"',
            'color = "red": must be one of yellow, green, blue, pink, purple; using "yellow"',
        ),
        ("txt_width = 60", "txt_width: no such setting; did you mean text_width?"),
        ("keys = 3", "keys = 3: must be a table: [keys]"),
        ("keys.a = 3", "keys.a = 3: must be the name of a key, or a list of them"),
        ("keys.a = []", "keys.a = []: must be the name of a key, or a list of them"),
    ],
)
def test_what_cannot_be_used_is_told_with_file_name_value_and_rule(
    line: str, notice: str, tmp_path: Path
) -> None:
    settings, notices = _load(tmp_path, f"{line}\n")
    assert settings == Settings()
    assert notices == (f"{tmp_path / 'config.toml'}: {notice}",)


def test_one_wrong_value_leaves_the_others(tmp_path: Path) -> None:
    settings, notices = _load(tmp_path, 'text_width = 5\ncolor = "blue"\nzzz = {a = 1}\n')
    assert settings == Settings(color="blue")
    assert len(notices) == 2


@pytest.mark.parametrize(
    "text", ["a = ", "[keys", "a = " + "9" * 5000, "a = " + "[" * 2000 + "]" * 2000]
)
def test_what_is_no_toml_names_file_and_cause(text: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"config\.toml: .*mend or rename the file"):
        _load(tmp_path, f"\n{text}")


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="line 2"):
        _load(tmp_path, 'color = "blue"\nsidebar = maybe\n')


def test_a_folder_and_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)
    path = tmp_path / "c.toml"
    path.write_bytes('theme = "é"'.encode("latin-1"))
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(path)


def test_what_is_shown_can_be_read_again(tmp_path: Path) -> None:
    settings = Settings(theme='a"\\b', keys={"quote.next": "n,f"})
    text = settings_as_toml(settings)
    assert tomllib.loads(text)["theme"] == 'a"\\b'
    assert _load(tmp_path, text) == (settings, ())
