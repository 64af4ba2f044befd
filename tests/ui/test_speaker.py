"""One speaker over a library of ten articles, two of which report the same words otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reader.document import Document
from reader.quotes import find
from reader.reading import open_reading, voices_of
from reader.reading.voices import Heard, Sameness, same_person, sameness, utterances
from reader.sources import open_document
from reader.store import open_shelf
from reader.ui.screens.speaker import SpeakerScreen
from reader.ui.screens.wordings import WordingsScreen
from tests.strategies import NOW
from tests.ui.conftest import Opener, Session

LIBRARY = sorted((Path(__file__).parents[1] / "cases" / "library").glob("*.txt"))


def _documents() -> list[Document]:
    """The articles, each with the day in its name as the day it is from."""
    return [
        replace(open_document(str(path), now=NOW), published=path.stem[3:13]) for path in LIBRARY
    ]


async def _until(session: Session, is_so: Callable[[], bool]) -> None:
    for _ in range(400):
        if is_so():
            await session.pilot.pause()
            return
        await session.pilot.pause(0.02)
    raise AssertionError("it never came")


async def test_all_a_speaker_says_in_the_library(open_reader: Opener, tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path / "data")
    documents = _documents()
    for document in documents[1:]:
        open_reading(document, shelf, NOW)
    shelf.close()
    async with open_reader(documents[0]) as session:
        await session.press("]", "S")
        screen = session.app.screen
        assert isinstance(screen, SpeakerScreen)
        await _until(session, lambda: len(screen._headings) >= 6)
        titles = [one.entry.title for one in screen._headings]
        assert titles[0] == "Harbour to close for the summer"
        assert titles[-1] == "Court stops the builders"
        assert "Skier wins again" not in titles
        sure = {one.entry.title: one.is_sure for one in screen._headings}
        assert sure["Mayor promises homes"]
        assert not sure["Court stops the builders"]
        assert [one.day for one in screen._headings] == sorted(one.day for one in screen._headings)
        shown = session.screen_text()
        assert "≈ 2 wordings" in shown
        await session.press("w")
        assert isinstance(session.app.screen, WordingsScreen)
        both = session.screen_text()
        assert "forty" in both
        assert "fourteen" in both
        # To the other article, and back.
        await session.press("j", "enter")
        await _until(session, lambda: session.article.document.title == "Mayor promises homes")
        await _until(session, lambda: session.article.is_open)


async def test_it_is_exported(open_reader: Opener, tmp_path: Path) -> None:
    target = tmp_path / "berg.md"
    async with open_reader(_documents()[0]) as session:
        await session.press("]", "S")
        screen = session.app.screen
        assert isinstance(screen, SpeakerScreen)
        await _until(session, lambda: bool(screen._headings))
        await session.press("e", *["ctrl+u"], *str(target), "enter")
        await _until(session, target.exists)
        await _until(session, lambda: "forty homes" in target.read_text("utf-8"))
        assert target.read_text("utf-8").startswith("# Ada Berg\n")


def test_names_of_one_person() -> None:
    assert sameness("Ada Berg", "Ada Berg") is Sameness.YES
    assert sameness("Christopher J. Waller", "Christopher Waller") is Sameness.YES
    assert sameness("José Núñez", "Jose Nunez") is Sameness.YES
    assert sameness("Ada Berg", "Berg") is Sameness.PERHAPS
    assert sameness("Ada Berg", "A. Berg") is Sameness.PERHAPS
    assert sameness("Christopher Waller", "Chris Waller") is Sameness.PERHAPS
    assert sameness("Ada Berg", "Nils Berg") is Sameness.NO
    assert sameness("Ada K. Berg", "Ada M. Berg") is Sameness.NO
    assert sameness("Ada Berg", "Ada Hale") is Sameness.NO
    assert sameness("Martin King Jr.", "Martin King") is Sameness.YES


def test_the_same_words_in_two_articles_are_one_utterance() -> None:
    voices = [
        voice
        for number, document in enumerate(_documents())
        for voice in voices_of(document, find(document), f"a{number}")
    ]
    heard = [
        Heard(voice, said)
        for voice, _ in same_person("Tom Hale", [v for v in voices if v.name == "Tom Hale"])
        for said in voice.said
    ]
    again = [[one.voice.article_id for one in group] for group in utterances(heard) if group[1:]]
    assert sorted(again) == [["a0", "a7"], ["a4", "a7"]]
