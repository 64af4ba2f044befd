"""Files of every kind: each is read right, or told in one clear line; the others go on."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from reader.errors import SourceError
from reader.sources import open_document
from tests.sources.corpus import Case, corpus
from tests.sources.measured import read_apart
from tests.strategies import NOW

if sys.platform == "win32":
    pytest.skip("no pipes, devices and limits of memory here", allow_module_level=True)

CASES = list(corpus())
SMALL = [case for case in CASES if not case.is_large]
MOST_MEGABYTES = 500


def test_there_are_files_of_all_kinds() -> None:
    assert len(CASES) >= 60
    assert sum(case.is_hostile for case in CASES) >= 12
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case.name)
def test_a_file_is_read_right_or_told(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    case.make(path)
    if not case.fault:
        assert case.holds in open_document(str(path), now=NOW).text
        return
    with pytest.raises(SourceError) as caught:
        open_document(str(path), now=NOW)
    line = str(caught.value)
    assert line.startswith(f"{path}: ")
    assert "\n" not in line
    assert re.search(case.fault, line.removeprefix(str(path)))


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.is_large], ids=lambda case: case.name
)
def test_a_file_made_to_do_harm_takes_no_more_than_it_may(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    case.make(path)
    measured = read_apart(str(path), case.holds)
    assert measured.exit == (1 if case.fault else 0), measured.said
    assert re.search(case.fault or "paragraphs", measured.said.replace(str(path), ""))
    assert "\n" not in measured.said
    assert measured.megabytes < MOST_MEGABYTES
