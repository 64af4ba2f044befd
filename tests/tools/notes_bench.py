"""How ten thousand notes behave: filtered, searched, scrolled, as seen from outside.

    python -m tests.tools.notes_bench [NOTES] [FOLDER]

Makes a library of a hundred articles with so many notes (10,000) in all, and one long article
with as many of its own, in the folder (a temporary one; one that is there is used again), and
prints, in milliseconds from a key to the last of what it changes on a terminal:

* filter: each key of a filter, in the list of all notes and in the sidebar's;
* scroll: a line and a page further in the notes tab, and a line and a pane in the article;
* query: `fitting` alone, and `reader notes` with its start.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reader.annotations import Color
from reader.document import Document, Origin, Span, compose
from reader.reading import Reading, Shelf
from reader.store import open_shelf
from reader.ui.all_notes import fitting, notes_of
from tests.tools.library_bench import NOW
from tests.ui.real_terminal import Terminal, program_in_terminal

SIZE = (120, 40)
_ARTICLES = 100
_FILTERS = ("rent", "tag:rent heron", "speaker:berg", "color:green quay")
_TAGS, _NAMES = ("rent", "quay", "later", "check"), ("Ada Berg", "Tom Hale", "Lynn Dorsey")
_STEPS = 40


def main() -> None:
    """Make the library if need be, and print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(made)
        for name, articles in (("many", _ARTICLES), ("one", 1)):
            if not (folder / name).is_dir():
                make_notes(folder / name, folder / f"{name}.txt", articles, count)
        _print_query(folder / "many")
        _print_all(folder / "many")
        _print_one(folder / "one", folder / "one.txt")


def make_notes(data: Path, file: Path, articles: int, count: int) -> None:
    """A library of so many articles with so many notes in all; the last article is in `file`."""
    chance = random.Random(7)
    syllables = [a + b for a in "bdfghklmnprst" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(6000)]
    data.mkdir(parents=True)
    shelf = open_shelf(data)
    for number in range(articles):
        each = count // articles
        lines = [" ".join(chance.choices(words, k=16)).capitalize() + "." for _ in range(each)]
        text = "\n\n".join((f"Article {number}", *lines))
        file.write_text(text, encoding="utf-8")
        locator = str(file) if number == articles - 1 else f"/articles/{number}.txt"
        _note(shelf, compose(text, Origin(locator)), chance)
    shelf.close()


def _note(shelf: Shelf, document: Document, chance: random.Random) -> None:
    reading = Reading(shelf.register(document, NOW), document)
    for paragraph in document.paragraphs[1:]:
        start = paragraph.span.start
        reading, note = reading.highlight(Span(start, start + 40), NOW)
        shelf.save(
            replace(
                note,
                body=chance.choice(("", "Ask about the heron.", "Who said so?")),
                tags=(chance.choice(_TAGS),),
                color=chance.choice(list(Color)),
                speaker=chance.choice(_NAMES),
            )
        )


# Figures


def _told(what: str, times: Iterable[float]) -> None:
    taken = sorted(times)
    most = taken[int(len(taken) * 0.95)]
    print(f"{what}: median {statistics.median(taken):.1f} ms, 95% {most:.1f}, {taken[-1]:.1f}")


def _print_query(data: Path) -> None:
    shelf = open_shelf(data)
    began = time.perf_counter()
    notes = [note for some in notes_of(shelf, shelf.entries()) for note in some]
    print(f"{len(notes):,} notes read: {(time.perf_counter() - began) * 1000:.0f} ms")
    for typed in _FILTERS:
        times, found = [], 0
        for _ in range(11):
            began = time.perf_counter()
            found = len(fitting(notes, typed))
            times.append((time.perf_counter() - began) * 1000)
        _told(f"query {typed!r}, {found:,} found", times)
    command = [sys.executable, "-m", "reader", "--data-dir", str(data), "notes", "tag:rent heron"]
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - began) * 1000)
    _told("reader notes 'tag:rent heron', whole run", times)


def _print_all(data: Path) -> None:
    environment = {"READER_DATA_DIR": str(data), "READER_CONFIG": str(data / "none.toml")}
    command = [sys.executable, "-m", "reader", "welcome:"]
    with program_in_terminal(command, size=SIZE, environment=environment) as running:
        running.wait_for("saved")
        running.settle()
        _key(running, "A")
        _told("all notes, a line", [_key(running, "j") for _ in range(_STEPS)])
        _told("all notes, a page", [_key(running, " ") for _ in range(_STEPS)])
        _told("all notes, a key of the filter", _filtered(running))


def _print_one(data: Path, file: Path) -> None:
    environment = {"READER_DATA_DIR": str(data), "READER_CONFIG": str(data / "none.toml")}
    command = [sys.executable, "-m", "reader", str(file)]
    with program_in_terminal(command, size=SIZE, environment=environment) as running:
        running.wait_for("saved")
        running.settle()
        _told("the article, a line", [_key(running, "j") for _ in range(_STEPS)])
        _told("the article, a pane", [_key(running, " ") for _ in range(_STEPS)])
        for _ in range(3):
            _key(running, "\t")
        _told("its notes in the sidebar, a line", [_key(running, "j") for _ in range(_STEPS)])
        _told("its notes in the sidebar, a page", [_key(running, " ") for _ in range(_STEPS)])
        _told("its notes in the sidebar, a key of the filter", _filtered(running))


def _filtered(running: Terminal) -> list[float]:
    """How long each key of some filters takes."""
    times = []
    for typed in _FILTERS:
        _key(running, "/")
        times += [_key(running, key) for key in typed]
        _key(running, "\x15")  # the line is emptied
        _key(running, "\r")
    return times


def _key(running: Terminal, key: str) -> float:
    """Milliseconds from a key to the last byte of what it changes."""
    began = time.perf_counter()
    running.type(key)
    running.settle()
    return max(0.0, running.read_at - began) * 1000


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    main()
