"""Notes placed without their text stand where they would stand with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reader.annotations import Anchor, Placed, State
from reader.document import Origin, Span, compose
from reader.reading import open_reading, reanchored
from reader.reading.standing import standing_in
from reader.store import open_shelf

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TEXT = "The ferry.\n\nThe ferry leaves at noon, Ada Berg said.\n\nNobody was there."
LATER = "The ferry.\n\nNobody was there.\n\nThe ferry leaves at noon, Ada Berg said."


def test_a_note_stands_where_its_text_puts_it_or_the_text_is_asked_for(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path)
    document = compose(TEXT, Origin("/a.txt"))
    reading = open_reading(document, shelf, NOW)
    start = TEXT.index("leaves")
    reading, note = reading.highlight(Span(start, start + 6), NOW)
    _, page = reading.comment_page("on the whole", NOW)
    (entry,) = shelf.entries()
    target = note.target
    assert target is not None
    assert standing_in(page, entry) == page
    assert standing_in(note, entry) == note
    assert (note.anchor.state, note.span) == (State.EXACT, reanchored(note, document).span)
    # Saved on another version since, and back on this one.
    away = replace(note, anchor=Anchor(State.ORPHAN, None, "none", 0.0, "gone"))
    assert standing_in(away, entry) == reanchored(away, document)
    there = Placed(document.sha256, replace(target, start=0, end=6))
    assert standing_in(replace(note, placed=there), entry) is None
    by_hand = replace(note, target=replace(target, exact="leaves at"))
    assert standing_in(by_hand, entry) is None
    open_reading(compose(LATER, Origin("/a.txt")), shelf, NOW)
    (entry,) = shelf.entries()
    assert standing_in(note, entry) is None
