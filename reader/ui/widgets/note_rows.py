"""The notes of the library as lines of a list."""

from __future__ import annotations

from reader.annotations import State
from reader.ui.all_notes import LibraryNote
from reader.ui.widgets.lists import verdict_line
from reader.ui.widgets.row_list import Item

_MARKS = {State.ORPHAN: "no place", State.FUZZY: "rewritten", State.MOVED: "moved"}


def note_rows(one: LibraryNote, *, is_marked: bool) -> list[Item]:
    """A note of the library in a list: its words, the note, where it is."""
    note, noted = one.note, one.noted
    sign = "■" if is_marked else "●" if note.body else "▪"
    state = _MARKS.get(note.anchor.state, "")
    right = " · ".join(
        filter(None, (state, noted.speaker, f"{note.updated.astimezone():%Y-%m-%d}"))
    )
    tone = "strong" if is_marked else ""
    items = [Item(note.id, f"{sign} {noted.words or 'on the article'}", right, tone)]
    items += [Item("", line, "", "", 2) for line in note.body.splitlines()[:2] if line.strip()]
    tags = " ".join(f"#{tag}" for tag in note.tags)
    check = verdict_line(note.check) if note.check else ""
    below = " · ".join(filter(None, (one.entry.title, str(note.color), tags, check)))
    items.append(Item("", below, "", "muted", 2))
    return items
