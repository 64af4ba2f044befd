"""Whatever is done to notes and quotes is taken back by one `u` and done again by one `ctrl+r`."""

from __future__ import annotations

import pytest

from reader.document import Document, Origin, compose
from reader.ui.bindings import MARKING
from reader.ui.screens.orphan_card import OrphanCard
from reader.ui.screens.prompt import Choice
from tests.ui.conftest import Opener, Session
from tests.ui.test_placing import NEW, OLD

TEXT = (
    "Mill closes\n\n"
    "“We were not told,” said Anna Berg, a weaver. “It is over,” Tom Holt said.\n\n"
    "“Nobody asked us,” Ms. Berg said. Nothing else was said on that day in the old mill.\n"
)
_MARKED = ("]", "enter")
"""The first quote is highlighted."""
_DIALOGUE = "→"
"""Before the answer that is chosen in a dialogue."""


def _document(text: str = TEXT) -> Document:
    return compose(text, Origin("/articles/mill.txt"))


def _state(session: Session) -> object:
    """All that a person sees of notes and corrections; not when each was changed."""
    reading = session.article.reading
    assert reading is not None
    assert reading.findings is not None
    notes = [
        (one.id, one.span, one.anchor.state, one.color, one.decoration, one.body, one.tags, proof)
        for one in (*reading.annotations, *reading.page_notes)
        for proof in [one.check and (one.check.verdict, one.check.url)]
    ]
    speakers = {one.id: one.name for one in reading.findings.speakers}
    said = [(one.span, speakers.get(one.speaker_id or "")) for one in reading.findings.quotes]
    return notes, said, sorted(speakers.values())


async def _do(session: Session, keys: tuple[str, ...]) -> None:
    for key in keys:
        if not key.startswith(_DIALOGUE):
            await session.press(key)
            continue
        dialogue = session.app.screen
        assert isinstance(dialogue, Choice)
        names = [item.key for item in dialogue._items]
        number = next(at for at, name in enumerate(names) if name.startswith(key[1:]))
        await session.press("g", *["j"] * number, "enter")


ACTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "mark.highlight": (("]",), ("enter",)),
    "mark.highlight in another colour": (
        (*_MARKED, "]", "p", "→pink", "[", "escape"),
        ("[", "enter"),
    ),
    "mark.color": (_MARKED, ("p", "→green")),
    "mark.color of a new one": (("V",), ("p", "→blue")),
    "mark.color, underlined": (_MARKED, ("p", "→underline")),
    "mark.color, struck, of a new one": (("V",), ("p", "→strike")),
    "mark.comment": (_MARKED, ("c", *"why", "escape")),
    "mark.comment on a new one": (("]",), ("c", *"why", "enter", *"so", "escape")),
    "mark.comment changed": ((*_MARKED, "c", *"why", "escape"), ("c", *"oh", "escape")),
    "mark.tag": (_MARKED, ("t", *"mill", "space", *"work", "enter")),
    "mark.tag on a new one": (("]",), ("t", *"mill", "enter")),
    "mark.remove": ((*_MARKED, "c", *"why", "escape"), ("x",)),
    "mark.check": (_MARKED, ("f", "→false", *"https://example.org/p", "enter")),
    "mark.check of a new one": (("]",), ("f", "→open")),
    "mark.resize": (("g", "v", "w", "enter"), ("g", "v", "$", "=")),
    "mark.split": (("g", "V", "enter"), ("g", "v", "w", "X")),
    "mark.page_note": ((), ("C", *"all", "escape")),
    "mark.page_note changed": (("C", *"all", "escape"), ("C", *"of it", "escape")),
    "mark.page_note emptied": (("C", *"a", "escape"), ("C", "backspace", "escape")),
    "mark.correct, somebody of the article": (("]",), ("a", "→said:s2")),
    "mark.correct, a name": (("]",), ("a", "→other:", *"Ida", "enter")),
    "mark.correct, nobody": (("]",), ("a", "→nobody:")),
    "mark.correct, no quote": (("]",), ("a", "→not:")),
    "mark.correct, the words": (("]",), ("v", "l", "l", "l", "a", "→words:")),
    "mark.correct, a quote not found": (
        ("/", *"Nothing", "enter"),
        ("v", "i", "s", "a", "→said:s1"),
    ),
    "mark.correct, one person": (("tab", "g"), ("a", "→same:", "escape")),
    "mark.correct, two persons": (("tab", "g"), ("a", "→two:", "escape")),
}
CHANGES_NOTHING = {"mark.copy", "mark.copy_quote", "mark.undo", "mark.redo"}


def test_every_action_is_here() -> None:
    tried = {name.split(",")[0].split(" ")[0] for name in ACTIONS}
    assert tried == {key.id for key in MARKING.keys} - CHANGES_NOTHING


@pytest.mark.parametrize("name", ACTIONS)
async def test_one_key_takes_it_back_and_one_does_it_again(open_reader: Opener, name: str) -> None:
    setting, action = ACTIONS[name]
    async with open_reader(_document()) as session:
        await _do(session, setting)
        before = _state(session)
        await _do(session, action)
        after = _state(session)
        assert after != before
        await session.press("escape", "escape")
        await session.press("u")
        assert _state(session) == before
        await session.press("ctrl+r")
        assert _state(session) == after
        await session.press("u")
    # What was taken back stays so, and is done again after the article was closed.
    async with open_reader(_document()) as session:
        assert _state(session) == before


@pytest.mark.parametrize(
    ("answer", "more"), [("enter", ()), ("p", ("v", "i", "s", "enter")), ("x", ())]
)
async def test_a_place_given_or_a_note_removed_on_the_card_is_taken_back(
    open_reader: Opener, answer: str, more: tuple[str, ...]
) -> None:
    async with open_reader(_document(OLD)) as session:
        await session.press("/", *"harbour", "enter", "v", "i", "s", "enter", "q")
    async with open_reader(_document(NEW)) as session:
        before = _state(session)
        await session.press("tab", "tab", "tab", "g", "enter")
        assert isinstance(session.app.screen, OrphanCard)
        await session.press(answer, *more, "escape", "escape")
        after = _state(session)
        assert after != before
        await session.press("u")
        assert _state(session) == before
        await session.press("ctrl+r")
        assert _state(session) == after
