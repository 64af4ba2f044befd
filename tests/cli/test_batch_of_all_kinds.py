"""A batch of files of all kinds: what cannot be read is told, the rest goes on."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from tests.sources.corpus import corpus

if sys.platform == "win32":
    pytest.skip("no pipes and devices here", allow_module_level=True)

SMALL = [case for case in corpus() if not case.is_large]


def test_what_cannot_be_read_stops_nothing(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for case in SMALL:
        case.make(folder / case.name)
    done = invoke("quotes", *(str(folder / case.name) for case in SMALL), "-f", "json")
    assert done.exit_code == 1
    faults = [case for case in SMALL if case.fault]
    lines = [line for line in done.stderr.splitlines() if line.startswith("reader: ")]
    told = "\n".join(lines)
    assert all(f"/{case.name}: " in told for case in faults)
    read = json.loads(done.stdout)
    assert len(read) == len(SMALL) - len(faults)
    assert all(article["schema"] == "reader.quotes/1" for article in read)
