"""Undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import Annotation, Color
from reader.document import Origin, Span, compose
from reader.reading import History, Reading
from tests.strategies import NOW

TEXT = "The mayor said that it is safe and that nobody laughed."
LATER = NOW + timedelta(hours=1)

Step = Callable[[Reading], tuple[Reading, Annotation]]


def _content(reading: Reading) -> list[tuple[object, ...]]:
    """What a person sees of the annotations."""
    return [(a.id, a.span, a.body, a.color, a.tags, a.deleted) for a in reading.annotations]


def _first(reading: Reading) -> str:
    return reading.annotations[0].id


STEPS: dict[str, Step] = {
    "mark": lambda r: r.highlight(Span(4, 9), NOW),
    "mark more": lambda r: r.highlight(Span(20, 30), NOW, Color.PINK),
    "note": lambda r: r.comment(_first(r), f"note {len(r.annotations)}", NOW),
    "colour": lambda r: r.recolor(_first(r), Color.BLUE, NOW),
    "tag": lambda r: r.tag(_first(r), ["a"], NOW),
    "page": lambda r: r.comment_page("page", NOW),
    "remove": lambda r: r.remove(_first(r), NOW),
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_undoing_everything_leads_back_and_redoing_forth_again(names: list[str]) -> None:
    reading, history = Reading("article", compose(TEXT, Origin("-"))), History()
    seen = [_content(reading)]
    revs: dict[str, int] = {}
    for name in names:
        if not reading.annotations and name not in ("mark", "mark more", "page"):
            continue
        following, after = STEPS[name](reading)
        changed = history.record(reading, after)
        if changed != history:
            seen.append(_content(following))
        reading, history = following, changed
        revs[after.id] = after.rev

    for direction in ("undo", "redo", "undo"):
        order = seen[::-1] if direction == "undo" else seen
        for expected in order[1:]:
            step = history.undo if direction == "undo" else history.redo
            found = step(reading, LATER)
            assert found is not None
            history, reading, version = found
            assert _content(reading) == expected
            assert version.rev > revs[version.id], "a later version must win when merged"
            revs[version.id] = version.rev
    assert history.undo(reading, LATER) is None


def test_a_new_change_forgets_what_was_undone() -> None:
    reading, history = Reading("article", compose(TEXT, Origin("-"))), History()
    following, made = reading.highlight(Span(4, 9), NOW)
    history = history.record(reading, made)
    undone = history.undo(following, LATER)
    assert undone is not None
    history, reading, gone = undone
    assert gone.deleted == LATER
    assert reading.annotations == ()
    following, other = reading.highlight(Span(20, 30), LATER)
    history = history.record(reading, other)
    assert history.redo(following, LATER) is None
    assert len(history.done) == 1
