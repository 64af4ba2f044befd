"""A library and settings of its own for each test, and two ways to run the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reader.cli.program import program

ROOT = Path(__file__).parents[2]

ARTICLE = """The bridge is shut

LOW HARBOUR — The bridge over the Brell was shut on Tuesday, and nobody knows for how long.

“We will mend it,” said Odalys Brackwater, the mayor of Low Harbour. “It is only a bridge.”

Bram Thistlewood, a baker, said that the ferry would do until then, and that he had a boat.

“It is only a boat,” Brackwater said.
"""

Invoke = Callable[..., Result]
Start = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the library; the environment points to it and to a settings file."""
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("READER_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path / "data"


@pytest.fixture
def article(tmp_path: Path) -> str:
    """Path of a small article."""
    path = tmp_path / "low-harbour.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def invoke() -> Invoke:
    """Run the program in this process: quick, and it can be looked into."""

    def run(*arguments: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(program, arguments, input=input)

    return run


@pytest.fixture
def start() -> Start:
    """Run the program in a process of its own, without a terminal: what a shell sees."""

    def run(
        *arguments: str, input: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "reader", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            input=input,
            stdin=subprocess.DEVNULL if input is None else None,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    return run
