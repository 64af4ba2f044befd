"""Notes without a place, quotes with other words, checks, tags, longer and shorter highlights."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations import Annotation, Decoration, State, Verdict
from reader.document import Document, Origin, compose
from reader.ui.screens.orphan_card import OrphanCard
from reader.ui.screens.prompt import Choice, TextPrompt
from reader.ui.screens.wordings import WordingsScreen
from tests.ui.conftest import Opener, Session

OLD = """The council met on Monday in the old town hall by the river.

“We will build forty homes by spring,” said the mayor, Ada Berg.

The harbour will be closed to all ships for the whole of the summer, an aide wrote.

The meeting ended at nine and everybody went home by the last bus."""
NEW = OLD.replace("forty homes", "fourteen homes").replace(
    "The harbour will be closed to all ships for the whole of the summer, an aide wrote.",
    "Nothing else was said. Ships may use part of the harbour in summer, an aide now says.",
)


def _document(text: str) -> Document:
    return compose(text, Origin("/articles/harbour.txt"))


def _notes(session: Session) -> tuple[Annotation, ...]:
    assert session.article.reading is not None
    return session.article.reading.annotations


async def _orphaned(open_reader: Opener) -> None:
    """A highlight in the first version on words that the second one does not have."""
    async with open_reader(_document(OLD)) as session:
        await session.press("/", *"harbour", "enter", "v", "i", "s", "enter")
        (note,) = _notes(session)
        assert note.target is not None
        assert note.target.exact.startswith("The harbour")


async def _open_card(session: Session) -> OrphanCard:
    await session.press("tab", *["tab"] * 2, "g", "enter")
    card = session.app.screen
    assert isinstance(card, OrphanCard)
    return card


async def test_the_old_words_stand_in_their_context_as_they_did(open_reader: Opener) -> None:
    async with open_reader(_document(OLD)) as session:
        await session.press("/", *"whole of", "enter", "v", *"eeee", "enter")
        assert [note.target.exact for note in _notes(session) if note.target] == [
            "whole of the summer"
        ]
    async with open_reader(_document(NEW)) as session:
        await _open_card(session)
        words = " ".join(session.screen_text().replace("│", " ").split())
        assert "for the whole of the summer, an aide wrote" in words


@pytest.mark.parametrize("answer", ["k", "escape"])
async def test_a_note_without_a_place_can_be_kept(open_reader: Opener, answer: str) -> None:
    await _orphaned(open_reader)
    async with open_reader(_document(NEW)) as session:
        (note,) = _notes(session)
        assert note.anchor.state is State.ORPHAN
        await _open_card(session)
        shown = session.screen_text()
        assert "whole of the summer" in shown
        assert "%" in shown
        await session.press(answer)
        assert _notes(session) == (note,)


async def test_the_best_place_is_taken_and_given_back(open_reader: Opener) -> None:
    await _orphaned(open_reader)
    async with open_reader(_document(NEW)) as session:
        await _open_card(session)
        await session.press("enter")
        (note,) = _notes(session)
        assert note.anchor.state is State.CONFIRMED
        assert note.span is not None
        assert "harbour" in note.span.of(NEW)
        await session.press("escape", "u")
        assert _notes(session)[0].anchor.state is State.ORPHAN
        await session.press("ctrl+r")
        assert _notes(session)[0].anchor.state is State.CONFIRMED
    # It stands there when the article is opened again.
    async with open_reader(_document(NEW)) as session:
        assert _notes(session)[0].span == note.span


async def test_another_place_is_picked(open_reader: Opener) -> None:
    await _orphaned(open_reader)
    async with open_reader(_document(NEW)) as session:
        await _open_card(session)
        await session.press("p")
        await session.press("i", "s", "enter")
        (note,) = _notes(session)
        assert note.anchor.state is State.CONFIRMED
        assert len(_notes(session)) == 1


async def test_it_can_be_removed(open_reader: Opener) -> None:
    await _orphaned(open_reader)
    async with open_reader(_document(NEW)) as session:
        await _open_card(session)
        await session.press("x")
        assert _notes(session) == ()


async def test_changed_words_inside_a_quotation_are_told(open_reader: Opener) -> None:
    async with open_reader(_document(OLD)):
        pass
    async with open_reader(_document(NEW)) as session:
        for _ in range(100):
            if session.article.changes is not None:
                break
            await session.pilot.pause(0.05)
        await session.press("W")
        assert isinstance(session.app.screen, WordingsScreen)
        shown = session.screen_text()
        assert "Ada Berg" in shown
        assert "fourteen" in shown
        assert "forty" in shown
        await session.press("enter")
        assert not isinstance(session.app.screen, WordingsScreen | OrphanCard)


async def test_a_check_with_its_proof(open_reader: Opener, tmp_path: Path) -> None:
    async with open_reader(_document(OLD)) as session:
        await session.press("]", "f")
        assert isinstance(session.app.screen, Choice)
        await session.press("j", "j", "enter")
        assert isinstance(session.app.screen, TextPrompt)
        await session.press(*"example.org/p", "enter")
        assert isinstance(session.app.screen, TextPrompt), "no address: asked again"
        await session.press("home", *"https://", "enter")
        (note,) = _notes(session)
        assert note.check is not None
        assert (note.check.verdict, note.check.url) == (Verdict.FALSE, "https://example.org/p")
        await session.press("tab", "tab", "tab")
        assert "✗ checked: false" in session.screen_text()
        await session.press("escape", "u")
        assert _notes(session) == ()


async def test_tags_are_completed(open_reader: Opener) -> None:
    async with open_reader(_document(OLD)) as session:
        await session.press("V", "t", *"housing", "enter")
        await session.press("}", "}", "V", "t", *"new", "space", *"hou", "tab", "enter")
        assert [note.tags for note in _notes(session)] == [("housing",), ("new", "housing")]


async def test_a_highlight_is_made_longer_and_split(open_reader: Opener) -> None:
    async with open_reader(_document(OLD)) as session:
        await session.press("g", "v", "w", "w", "h", "h", "enter")
        (note,) = _notes(session)
        first = note.span
        assert first is not None
        await session.press("g", "v", "$", "=")
        (note,) = _notes(session)
        assert note.span is not None
        assert len(note.span) > len(first)
        await session.press("g", "v", "w", "w", "X")
        one, two = _notes(session)
        assert one.span is not None
        assert two.span is not None
        assert one.span.of(OLD) == "The council"
        await session.press("u")
        assert [kept.span for kept in _notes(session)] == [note.span]


async def test_underline_and_strike(open_reader: Opener) -> None:
    async with open_reader(_document(OLD)) as session:
        await session.press("V", "p", "G", "enter")
        assert [note.decoration for note in _notes(session)] == [Decoration.STRIKE]
