"""What is loaded when: the linter sees what is written, these tests see what happens."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEED = str(ROOT / "seeds" / "canada-turns-to-china.txt")
HEAVY = ("textual", "nltk", "rich", "tinydb", "markdown_it", "yaml", "charset_normalizer", "regex")

_PROGRAM = """
import sys
sys.argv = ["reader", *sys.argv[1:]]
from reader.cli import main
try:
    main()
except SystemExit as exit:
    assert not exit.code, exit.code
finally:
    print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def _loaded(code: str, *arguments: str, data: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, "READER_DATA_DIR": str(data), "READER_CONFIG": str(data / "c.toml")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("LOADED")[2].split())


def _loaded_by_import(module: str, data: Path) -> set[str]:
    return _loaded(f"import sys, {module}; print('LOADED', *sys.modules)", data=data)


def test_the_package_itself_loads_nothing(tmp_path: Path) -> None:
    loaded = _loaded_by_import("reader", tmp_path)
    assert not any(name.startswith("reader.") for name in loaded)


@pytest.mark.parametrize("module", ["reader.document", "reader.settings", "reader.places"])
def test_the_ground_floor_needs_no_packages(module: str, tmp_path: Path) -> None:
    assert not _loaded_by_import(module, tmp_path).intersection((*HEAVY, "click"))


@pytest.mark.parametrize("module", ["reader.ui", "reader.reading", "reader.export", "reader.cli"])
def test_nothing_loads_nltk_before_somebody_looks_for_quotes(module: str, tmp_path: Path) -> None:
    assert "nltk" not in _loaded_by_import(module, tmp_path)


def test_the_library_is_listed_without_what_only_articles_need(tmp_path: Path) -> None:
    loaded = _loaded_by_import("reader.ui.app, reader.ui.screens.library", tmp_path)
    rooms = ("reader.annotations", "reader.quotes", "reader.reading", "reader.sources")
    assert not {*rooms, "tinydb", "regex", "rapidfuzz"} & loaded


@pytest.mark.parametrize(
    "module",
    [
        "reader.ui.screens.article",
        "reader.ui.analysis",
        "reader.export.folder, reader.export.files",
    ],
)
def test_the_finders_are_loaded_when_they_are_used(module: str, tmp_path: Path) -> None:
    loaded = _loaded_by_import(module, tmp_path)
    ours = {name for name in loaded if name.startswith("reader.quotes.")}
    assert ours == {"reader.quotes.model"}
    assert not any(name.startswith("reader.language") for name in loaded)


def test_a_format_is_loaded_when_it_is_asked_for(tmp_path: Path) -> None:
    loaded = _loaded_by_import("reader.export", tmp_path)
    assert not any(name.startswith("reader.export.") for name in loaded)


@pytest.mark.parametrize("room", ["reader.export", "reader.store"])
def test_no_name_of_a_room_is_that_of_its_module(room: str) -> None:
    """Once the module is loaded, it would stand in the place of what has its name."""
    package = importlib.import_module(room)
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert not modules & {*package.__all__}
    assert all(hasattr(package, name) for name in package.__all__)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_and_version_load_nothing_heavy(option: str, tmp_path: Path) -> None:
    assert not _loaded(_PROGRAM, option, data=tmp_path).intersection(HEAVY)


@pytest.mark.parametrize(
    "command",
    [
        ("export", SEED),
        ("notes",),
        ("library", "list"),
        ("config", "show"),
        ("config", "keys"),
        ("completion", "bash"),
        ("export", "--help"),
        ("quotes", SEED),
        ("mark", SEED, "--quote", "deep freeze"),
    ],
    ids=" ".join,
)
def test_the_command_line_loads_no_textual(command: tuple[str, ...], tmp_path: Path) -> None:
    loaded = _loaded(_PROGRAM, *command, data=tmp_path)
    assert not loaded & {"textual", "rich"}


@pytest.mark.parametrize("command", [("export", SEED), ("notes",), ("library",)], ids=" ".join)
def test_without_notes_nobody_looks_for_quotes(command: tuple[str, ...], tmp_path: Path) -> None:
    assert "nltk" not in _loaded(_PROGRAM, *command, data=tmp_path)
