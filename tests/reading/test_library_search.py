"""Words found in titles, texts, quotes and notes of the whole library, and what is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Origin, Span, alike, compose, searchable
from reader.quotes import find
from reader.reading import open_reading, voices_of
from reader.reading.library_search import Hit, LibraryQuery, Where, search
from reader.store import TinyShelf, open_shelf
from tests.strategies import texts

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FERRY = """The ferry is late

LOW HARBOUR — The ferry was late again on Monday, and nobody at the quay knew why.

“The ferry will run when it runs,” said Odalys Brackwater, the mayor of Low Harbour.

Zoë Müller, who waits for it each day, said that she had bought a boat instead.

A boat costs less than a ferry. So much is known in the Große Straße."""
SCHOOL = """A roof for the school

The school gets a roof. “A roof is a roof,” said Bram Thistlewood, a baker.

“It will be late, like the ferry,” said Odalys Brackwater."""


def _add(shelf: TinyShelf, text: str, path: str, when: datetime, *, analysed: bool = True) -> str:
    document = compose(text, Origin(path))
    article_id = shelf.register(document, when)
    if analysed:
        voices = voices_of(document, find(document), article_id)
        shelf.sayings.keep(article_id, document.sha256, voices)
    return article_id


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> TinyShelf:
    """Two articles; the first has a highlight with a note and a tag."""
    shelf = open_shelf(tmp_path_factory.mktemp("library"))
    _add(shelf, FERRY, "/a/ferry.txt", NOW)
    _add(shelf, SCHOOL, "/a/school.txt", NOW - timedelta(days=1))
    reading = open_reading(compose(FERRY, Origin("/a/ferry.txt")), shelf, NOW)
    start = FERRY.index("bought a boat")
    reading, made = reading.highlight(Span(start, start + 13), NOW)
    reading, made = reading.comment(made.id, "Ask about the *price*.", NOW)
    _, made = reading.tag(made.id, ["money"], NOW)
    shelf.save(replace(made, speaker="Zoë Müller"))
    return shelf


def _found(shelf: TinyShelf, typed: str) -> list[Hit]:
    hits = search(shelf, LibraryQuery(typed), shelf.entries())
    return [hit for some in hits for hit in some]


def _told(shelf: TinyShelf, typed: str) -> list[tuple[str, str, str]]:
    """What each hit was found in, who said it, and the words that are marked."""
    return [
        (str(hit.where), hit.speaker, "|".join(hit.context[s:e] for s, e in hit.marks))
        for hit in _found(shelf, typed)
    ]


def test_words_are_found_everywhere_with_who_said_them(shelf: TinyShelf) -> None:
    assert _told(shelf, "ferry") == [
        ("title", "", "ferry"),
        ("text", "", "ferry"),
        ("quote", "Odalys Brackwater", "ferry"),
        ("text", "", "ferry"),
        ("quote", "Odalys Brackwater", "ferry"),
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("in:notes boat", [("note", "Zoë Müller", "boat")]),
        ("PRICE money", [("note", "Zoë Müller", "price|money")]),
        ("in:titles roof", [("title", "", "roof")]),
        ("speaker:thistlewood", [("quote", "Bram Thistlewood", "")]),
        ("speaker:brackwater late", [("quote", "Odalys Brackwater", "late")]),
        ("speaker:odalys speaker:brackwater run", [("quote", "Odalys Brackwater", "run|run")]),
        ("in:quotes ferry source:school", [("quote", "Odalys Brackwater", "ferry")]),
        ("title:ferry in:text boat costs", [("text", "", "boat|costs")]),
        ('"roof is a roof"', [("quote", "Bram Thistlewood", "roof is a roof")]),
        ("zoe muller", [("text", "", "Zoë|Müller"), ("note", "Zoë Müller", "")]),
        ("strasse", [("text", "", "Straße")]),
        ("'as late", []),
        ("quay nowhere", []),
    ],
)
def test_what_is_asked_for_is_found_and_nothing_else(
    shelf: TinyShelf, typed: str, told: list[tuple[str, str, str]]
) -> None:
    assert _told(shelf, typed) == told


def test_the_place_is_where_the_words_stand_closest_together(shelf: TinyShelf) -> None:
    (hit,) = _found(shelf, "in:text less boat ferry")
    assert hit.start == FERRY.index("boat costs less")
    assert hit.context.endswith("So much is known in the Große Straße.")


def test_words_in_different_paragraphs_are_shown_where_the_longest_is(shelf: TinyShelf) -> None:
    (hit,) = _found(shelf, "nobody boat")
    assert hit.start == FERRY.index("nobody")


def test_of_many_passages_the_first_are_shown_and_the_rest_is_counted(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    paragraphs = "\n\n".join(f"Paragraph {n} tells of herons." for n in range(20))
    _add(shelf, f"Birds\n\n{paragraphs}", "/b.txt", NOW, analysed=False)
    hits = _found(shelf, "heron")
    assert len(hits) == 4
    assert hits[-1].more == 16


def test_another_version_of_a_text_is_searched_instead(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    _add(shelf, FERRY, "/a.txt", NOW)
    assert _found(shelf, "quay")
    _add(shelf, FERRY.replace("quay", "pier"), "/a.txt", NOW, analysed=False)
    assert not _found(shelf, "quay")
    # Who said what is not known of this version.
    assert {hit.where for hit in _found(shelf, "pier runs")} == {Where.TEXT}


def test_what_is_in_the_trash_is_not_found(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    article = _add(shelf, FERRY, "/a.txt", NOW)
    assert _found(shelf, "quay")
    assert _found(shelf, "speaker:brackwater")
    shelf.remove_article(article, NOW)
    assert not _found(shelf, "quay")
    assert not _found(shelf, "speaker:brackwater")
    shelf.restore_article(article)
    assert _found(shelf, "quay")


@pytest.mark.parametrize("name", ["search.sqlite", "notes.sqlite"])
def test_without_the_derived_file_everything_is_looked_through(tmp_path: Path, name: str) -> None:
    shelf = open_shelf(tmp_path)
    _add(shelf, FERRY, "/a.txt", NOW)
    (tmp_path / name).mkdir()
    assert _told(shelf, "quay") == [("text", "", "quay")]
    assert not _found(shelf, "nowhere")


@given(text=texts())
def test_a_text_as_it_is_searched_keeps_its_offsets(text: str) -> None:
    low = alike(text)
    assert len(low) == len(text)
    assert alike(low) == low
    assert searchable(low) == searchable(text)


@given(st.text(alphabet="ab \n", min_size=1, max_size=60), st.text(alphabet="ab", max_size=3))
def test_context_is_one_line_and_marks_are_the_words(text: str, word: str) -> None:
    from reader.reading.library_search import _context, _passages

    low = alike(text)
    if word and word in low:
        for at, _, _ in _passages(low, [word], 0):
            context, marks = _context(text, low, [word], at)
            assert "\n" not in context
            assert marks
            assert all(set(context[s:e]) <= set(word) for s, e in marks)


@pytest.mark.parametrize("typed", ["", "in:text", "tag:x", "speaker:", '""'])
def test_fields_alone_ask_for_nothing(typed: str) -> None:
    assert LibraryQuery(typed).is_empty
