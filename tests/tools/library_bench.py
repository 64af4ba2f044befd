"""How a library of thousands of articles behaves: opened, filtered, searched.

    python -m tests.tools.library_bench [ARTICLES] [FOLDER]

Makes a library of so many articles (5,000) in the folder (a temporary one; one that is there is
used again) and prints, in milliseconds, medians of several runs:

* start: until the list is on the screen of a terminal, and until a key typed ahead (`G`) is
  obeyed, each beside the smallest possible Textual program started just before it;
* filter: from each key of the filter until the terminal shows how many articles are left;
* search: all hits of words that are in none, few, many and all of the texts, the index warm.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.document import Document, Origin, Span, compose
from reader.reading import open_reading
from reader.reading.article_query import ArticleQuery
from reader.reading.library_search import LibraryQuery, search
from reader.store import Said, TinyShelf, Voice, open_shelf
from tests.ui.real_terminal import Terminal, program_in_terminal

RUNS = 11
SIZE = (120, 40)
FLOOR = """
from textual.app import App
from textual.widgets import Static
class Floor(App):
    def compose(self):
        yield Static("Zqmarker floor")
Floor().run()
"""
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_SITES = ("harbour.example", "market.example", "www.ferry.example", "news.example")
_NAMES = ("Ada Berg", "Tom Hale", "Odalys Brackwater", "Bram Thistlewood", "Lynn Dorsey")


def main() -> None:
    """Make the library if need be, and print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        data = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(made) / "data"
        if not (data / "articles").is_dir():
            began = time.perf_counter()
            make_library(data, count)
            print(f"{count:,} articles taken in: {time.perf_counter() - began:.1f} s")
        shelf = open_shelf(data)
        print(f"{len(shelf.entries()):,} articles listed: {_median(shelf.entries, 5):.0f} ms")
        _print_start(data, shelf)
        _print_filter(data, shelf)
        _print_search(shelf)


# The library


def make_library(data: Path, count: int) -> None:
    """A library of so many articles of some 700 words; the same each time."""
    chance = random.Random(7)
    syllables = [a + b for a in "bdfghklmnprst" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(6000)]
    shelf = open_shelf(data)
    with shelf.adding():
        for number in range(count):
            document = _article(number, words, chance)
            opened = NOW + timedelta(minutes=number)
            article_id = shelf.register(document, opened)
            shelf.sayings.keep(article_id, document.sha256, [_voice(article_id, document, number)])
    _annotate(shelf, count)
    shelf.close()


def _article(number: int, words: Sequence[str], chance: random.Random) -> Document:
    def sentence() -> str:
        return " ".join(chance.choices(words, k=chance.randint(8, 18))).capitalize() + "."

    name = _NAMES[number % len(_NAMES)]
    paragraphs = [" ".join(sentence() for _ in range(3)) for _ in range(17)]
    quote = f"“{sentence()[:-1]},” said {name}, who saw it."
    title = f"Article {number} about {chance.choice(words)} and {chance.choice(words)}"
    text = "\n\n".join((title, quote, *paragraphs))
    document = compose(text, Origin(f"https://{_SITES[number % len(_SITES)]}/{number}"))
    day = NOW - timedelta(days=number % 900)
    return replace(document, title=title, published=f"{day:%Y-%m-%d}", authors=(name,))


def _voice(article_id: str, document: Document, number: int) -> Voice:
    start = document.text.index("“") + 1
    end = document.text.index("”")
    said = Said(start, end, "direct", document.text[start:end])
    return Voice(
        article_id, _NAMES[number % len(_NAMES)], "", len(said.words.split()), 700, (said,)
    )


def _annotate(shelf: TinyShelf, count: int) -> None:
    """Two notes on every tenth article, and a tag."""
    for entry in shelf.entries()[: count // 10]:
        document = shelf.document(entry.article_id)
        assert document is not None
        reading = open_reading(document, shelf, entry.opened)
        for at in (40, 400):
            reading, note = reading.highlight(Span(at, at + 30), NOW)
            reading, note = reading.comment(note.id, "Ask about the heron.", NOW)
            shelf.save(note)
        shelf.retag(entry.article_id, ["checked"])


# Figures


def _print_start(data: Path, shelf: TinyShelf) -> None:
    entries = shelf.entries()
    # As much of a title as there is room for.
    newest, oldest = entries[0].title[:15], entries[-1].title[:15]
    shown, obeyed, floor = [], [], []
    with tempfile.NamedTemporaryFile("w", suffix=".py") as program:
        program.write(FLOOR)
        program.flush()
        for _ in range(RUNS):
            floor.append(_until([program.name], data, "Zqmarker"))
            shown.append(_until(["-m", "reader"], data, newest))
            obeyed.append(_until(["-m", "reader"], data, oldest, typed="G"))
    base = statistics.median(floor)
    for what, times in (("list on the screen", shown), ("key typed ahead obeyed", obeyed)):
        ratio = statistics.median(t / f for t, f in zip(times, floor, strict=True))
        print(f"start, {what}: {statistics.median(times):.0f} ms, {ratio:.2f} of the floor")
    print(f"start, the smallest Textual program: {base:.0f} ms")


def _until(command: Sequence[str], data: Path, words: str, typed: str = "") -> float:
    """How long after its start a program shows some words."""
    with _running(command, data, typed) as (running, began):
        running.wait_for(words)
        return (running.read_at - began) * 1000


@contextmanager
def _running(
    command: Sequence[str], data: Path, typed: str = ""
) -> Iterator[tuple[Terminal, float]]:
    environment = {"READER_DATA_DIR": str(data), "READER_CONFIG": str(data / "none.toml")}
    began = time.perf_counter()
    with program_in_terminal(
        [sys.executable, *command], size=SIZE, environment=environment, typed=typed
    ) as running:
        yield running, began


def _print_filter(data: Path, shelf: TinyShelf) -> None:
    """Keys that narrow the list more and more, from outside, as a person types them."""
    entries = shelf.entries()
    times = []
    with _running(["-m", "reader"], data) as (running, _):
        running.wait_for(f"{len(entries):,} of {len(entries):,}")
        running.settle()
        running.type("/")
        running.settle()
        typed = ""
        for key in "tag:checked 49":
            typed += key
            if key == " ":  # changes nothing that could be waited for
                running.type(key)
                running.settle()
                continue
            query = ArticleQuery(typed)
            left = sum(query.fits(entry) for entry in entries)
            before = running.text
            began = time.perf_counter()
            running.type(key)
            running.wait(lambda b=before: running.text != b, "a change")  # type: ignore[misc]
            running.wait_for(f"{left:,} of {len(entries):,}")
            times.append((running.read_at - began) * 1000)
            running.settle()
    print(f"filter, a key: {statistics.median(times):.0f} ms, at most {max(times):.0f} ms")


def _print_search(shelf: TinyShelf) -> None:
    text = shelf.document(shelf.entries()[7].article_id)
    assert text is not None
    words = sorted(set(text.text.lower().split()), key=len)
    some = (
        ("in none", "heronless"),
        ("a rare word", words[-1].strip(".,”“")),
        ("two words", f"{words[-2].strip('.,”“')} {words[len(words) // 2].strip('.,”“')}"),
        ("a speaker's words", "speaker:dorsey ka"),
        ("notes", "in:notes heron"),
        ("a syllable of all", "ka"),
    )
    entries = shelf.entries()  # read once by the screen, too
    for _ in search(shelf, LibraryQuery("heron"), entries):
        pass  # the index is made
    for what, typed in some:
        found = sum(1 for _ in search(shelf, LibraryQuery(typed), entries))

        def first(typed: str = typed) -> object:
            return next(search(shelf, LibraryQuery(typed), entries), None)

        def every(typed: str = typed) -> object:
            return list(search(shelf, LibraryQuery(typed), entries))

        print(
            f"search, {what} ({typed}): {found:,} articles, first {_median(first, 5):.0f} ms,"
            f" all {_median(every, 5):.0f} ms"
        )


def _median(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    main()
