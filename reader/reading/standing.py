"""Where the notes of the library stand, as far as that can be told without a text."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations import Anchor, Annotation, State
from reader.document import Span
from reader.store import Entry


def standing_in(note: Annotation, entry: Entry) -> Annotation | None:
    """A note in its place in the text that its article was last opened with.

    Where `reanchored` places it; None when the text itself is needed for that.
    """
    target = note.target
    if target is None:
        return note
    is_moved = note.placed is not None and note.placed.text_sha256 == entry.text_sha256
    is_whole = target.end - target.start == len(target.exact) and target.end <= entry.length
    if note.text_sha256 != entry.text_sha256 or is_moved or not is_whole:
        return None
    place, anchor = Span(target.start, target.end), note.anchor
    if anchor.state is State.EXACT and anchor.span == place:
        return note
    return replace(note, anchor=Anchor(State.EXACT, place, "same text"))
