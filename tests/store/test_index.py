"""What is derived from the articles' files, and made anew when they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.document import Origin, compose
from reader.reading import open_reading
from reader.store import open_shelf
from tests.strategies import NOW


def test_reading_many_files_can_be_watched(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shelf = open_shelf(data)
    for number in range(5):
        text = f"Article number {number} says something."
        open_reading(compose(text, Origin(f"/a/{number}.txt")), shelf, NOW)
    (data / "library.sqlite").unlink(missing_ok=True)
    told: list[int] = []

    def watch(stale: Iterable[tuple[str, str]], count: int) -> Iterator[tuple[str, str]]:
        told.append(count)
        for number, one in enumerate(stale, 1):
            told.append(number)
            yield one

    again = open_shelf(data, watch)
    assert len(again.entries()) == 5
    assert told == [5, 1, 2, 3, 4, 5]
    assert len(again.entries()) == 5
    assert told[6:] == [0]


def test_a_path_keeps_its_blanks(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    shelf.register(compose("Rain fell.", Origin("/a  folder/b \t c.txt")), NOW)
    assert [entry.locator for entry in shelf.entries()] == ["/a  folder/b \t c.txt"]
