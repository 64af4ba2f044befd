"""What is derived from the articles' files, and made anew when they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.document import Origin, Span, compose
from reader.reading import open_reading
from reader.store import open_shelf
from reader.store.index import Index
from reader.store.tables import Tables
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


def test_what_is_written_while_an_article_is_taken_in_is_noticed(tmp_path: Path) -> None:
    ours, theirs = open_shelf(tmp_path), open_shelf(tmp_path)
    document = compose("Rain fell. Snow fell.", Origin("/a"))
    reading = open_reading(document, ours, NOW)
    read = ours._readable

    def read_and_write(article_id: str) -> Tables | None:
        tables = read(article_id)
        kept = dict(tables or {})
        theirs.save(reading.highlight(Span(0, 4), NOW)[1])
        return kept

    index = Index(tmp_path / "library.sqlite", tmp_path / "articles", read_and_write)
    index.put(reading.article_id)
    index.write()
    (entry,) = open_shelf(tmp_path).entries()
    assert entry.notes == 1
