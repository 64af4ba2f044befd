"""The table of keys: each does something, none does two things, and everything tells of it."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from reader.settings import Settings
from reader.ui import library_keys
from reader.ui.bindings import (
    GROUPS,
    KEYS,
    Group,
    Key,
    Mode,
    footer_keys,
    remapped,
    shown_key,
    unknown_names,
)
from reader.ui.library_keys import COMPARED, LIBRARY, LIBRARY_KEYS, SEARCH, TRASH, VERSIONS
from reader.ui.motions import _MOTIONS
from reader.ui.screens.article import ArticleScreen
from reader.ui.screens.compared_versions import ComparedScreen
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.search_all import SearchScreen
from reader.ui.screens.trash import TrashScreen
from reader.ui.screens.versions import VersionsScreen
from reader.ui.widgets.row_list import RowList
from tests.ui.conftest import Opener

README = Path(__file__).parents[2] / "README.md"
_BY_VIEW = {"up", "down", "line_start", "line_end"}
"""Motions that need rows."""


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_the_action_is_there(key: Key) -> None:
    name = key.action.partition("(")[0].removeprefix("app.")
    owner = "reader.ui.app.ReaderApp" if key.action.startswith("app.") else "ArticleScreen"
    if owner == "ArticleScreen":
        assert callable(getattr(ArticleScreen, f"action_{name}", None))
    else:
        from reader.ui.app import ReaderApp

        assert callable(getattr(ReaderApp, f"action_{name}", None))


@pytest.mark.parametrize("key", LIBRARY_KEYS, ids=lambda key: key.id)
def test_the_action_is_there_in_the_screens_of_the_library(key: Key) -> None:
    screens: dict[Group, type[object]] = {
        LIBRARY: LibraryScreen,
        SEARCH: SearchScreen,
        TRASH: TrashScreen,
        VERSIONS: VersionsScreen,
        COMPARED: ComparedScreen,
    }
    assert set(screens) == set(library_keys.GROUPS)
    name = key.action.partition("(")[0]
    if not name.startswith("app."):
        (screen,) = [screen for group, screen in screens.items() if key in group.keys]
        assert callable(getattr(screen, f"action_{name}", None))


@pytest.mark.parametrize("group", [LIBRARY, SEARCH, TRASH, VERSIONS], ids=lambda group: group.title)
def test_no_key_means_two_things_in_a_list(group: Group) -> None:
    assert remapped({}, group.keys)[1] == ()
    of_the_list = {name for key in RowList.BINDINGS for name in key.key.split(",")}  # type: ignore[union-attr]
    for key in group.keys:
        assert key.help
        # `enter` chooses what is under the cursor, which is what it does here.
        assert not of_the_list & set(key.keys.split(",")) - {"enter"}


def test_every_motion_of_the_table_is_one() -> None:
    moves = {key.action[6:-2] for key in KEYS if key.action.startswith("move(")}
    assert moves <= {*_MOTIONS, *_BY_VIEW}
    assert set(_MOTIONS) <= moves


def test_names_are_unique_and_help_is_a_phrase() -> None:
    ids = [key.id for key in KEYS]
    assert len(ids) == len(set(ids))
    for key in KEYS:
        assert key.help
        assert not key.help.endswith(".")
        assert key.modes


def test_no_key_means_two_things_in_one_mode() -> None:
    table, notices = remapped({})
    assert (table, notices) == (KEYS, ())
    for mode in Mode:
        names = [name for key in KEYS if mode in key.modes for name in key.keys.split(",")]
        assert len(names) == len(set(names))


def test_a_key_of_ones_own_takes_the_place_of_the_default() -> None:
    table, notices = remapped({"read.next_pane": "Z,Q"})
    assert notices == ()
    (changed,) = [key for key in table if key.id == "read.next_pane"]
    assert changed.keys == "Z,Q"
    assert footer_keys(table, Mode.READ)[0] == ("Z", "pane", "next_pane")


def test_an_unknown_name_is_told() -> None:
    assert remapped({"read.nowhere": "Z"}) == (KEYS, ())
    (notice,) = unknown_names({"read.nowhere": "Z", "library.sort": "Y"}, (*KEYS, *LIBRARY_KEYS))
    assert "read.nowhere" in notice
    assert "reader config keys" in notice


def test_a_clash_is_told_once_and_names_both() -> None:
    _, notices = remapped({"screen.zen": "v"})
    (told,) = [notice for notice in notices if "screen.zen" in notice]
    assert "select.start" in told
    assert "v is both" in told


def test_a_key_may_mean_one_thing_in_each_mode() -> None:
    assert remapped({"select.swap": "x,y"})[1] != ()
    assert remapped({"select.swap": "n"})[1] == ()


@pytest.mark.parametrize("mode", Mode)
def test_the_footer_shows_what_has_a_label_in_this_mode(mode: Mode) -> None:
    shown = footer_keys(KEYS, mode)
    assert [label for _, label, _ in shown] == [
        key.label for key in KEYS if key.label and mode in key.modes
    ]
    assert {"help"} <= {label for _, label, _ in shown}


def test_keys_are_shown_as_a_person_names_them() -> None:
    assert [shown_key(key) for key in ("pagedown", "escape", "down", "G")] == [
        "PgDn",
        "esc",
        "↓",
        "G",
    ]


async def test_help_tells_every_key_of_the_table(open_reader: Opener) -> None:
    async with open_reader(settings=Settings(keys={"read.next_pane": "Z"})) as session:
        await session.press("?")
        screen = session.app.screen
        assert isinstance(screen, HelpScreen)
        lines = [*(item.text for item in screen._items()), ""]
        assert [line for line in lines if line in {group.title for group in GROUPS}] == [
            group.title for group in GROUPS
        ]
        for key in KEYS:
            names = ("Z",) if key.id == "read.next_pane" else key.shown
            (at,) = [
                at for at, line in enumerate(lines) if line.startswith(f"{'  '.join(names)}  ")
                and key.help.startswith(line[20:].strip())
            ]  # fmt: skip
            assert key.help in f"{lines[at][20:]} {lines[at + 1].strip()}"


def _readme_keys() -> set[str]:
    """The keys in the table of the README's section on reading, and in the words above it."""
    text = README.read_text(encoding="utf-8")
    section = text.split("## Reading", 1)[1].split("\n## ", 1)[0]
    return set(chain.from_iterable(code.split() for code in re.findall(r"`([^`]+)`", section)))


def test_the_readme_names_only_keys_that_are_there() -> None:
    known = set(chain.from_iterable(key.keys.split(",") for key in KEYS))
    known |= {shown_key(key) for key in known}
    counted = {re.sub(r"^\d+", "", key) for key in _readme_keys()} - {""}
    second = {"s", "p", "q", "i", "a"}  # of `i s` and `m a`
    of_the_search_line = {"alt+r", "alt+w", "F2", "F3", "↑"}
    assert counted <= known | second | of_the_search_line | {"esc", "reader"}
    assert len(counted) > 40


def test_the_readme_tells_of_every_letter() -> None:
    named = {re.sub(r"^\d+", "", key) for key in _readme_keys()}
    for key in KEYS:
        if len(key.keys) == 1 and key.keys.isalpha() and key.id != "screen.zen":
            assert key.keys in named, f"the README does not tell of {key.keys}: {key.help}"


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (120, 40)])
async def test_help_cuts_nothing_off(open_reader: Opener, size: tuple[int, int]) -> None:
    async with open_reader(size=size) as session:
        await session.press("question_mark")
        screen = session.app.screen
        assert isinstance(screen, HelpScreen)
        room = screen.query_one(RowList).size.width
        items = screen._items()
        for item in items:
            assert len(item.text) + len(item.right) + bool(item.right) <= room
        told = " ".join(" ".join(item.text.split()) for item in items)
        assert all(word in told for key in KEYS for word in key.help.split())
        await session.pilot.resize_terminal(120, 40)
        await session.settle()
        assert "every key can be changed" in session.screen_text()
