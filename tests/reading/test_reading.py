"""What a person can do to an open article."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given

from reader.annotations import Annotation, Color, Decoration, Motivation, State, new_id
from reader.document import Document, Origin, Span, compose
from reader.errors import AnnotationError
from reader.quotes import Findings, Kind, Quote, Speaker
from reader.reading import History, Reading, Shelf, note_text, open_reading, tag_words
from tests.reading.fake_shelf import FakeShelf
from tests.strategies import NOW, spans

TEXT = "A bridge\nThe mayor said: “It is safe.”  Nobody laughed, e\u0301ver. “Never,” said Holm."
LATER = NOW + timedelta(hours=1)


def _document(text: str = TEXT) -> Document:
    return compose(text, Origin("/bridge.txt"))


def _span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture
def reading() -> Reading:
    return open_reading(_document(), FakeShelf(), NOW)


def test_a_highlight_is_a_new_reading_and_the_old_one_stays(reading: Reading) -> None:
    after, made = reading.highlight(_span("It is safe"), NOW, Color.PINK, Decoration.UNDERLINE)
    assert reading.annotations == ()
    assert after.annotations == (made,)
    assert made.target is not None
    assert made.target.exact == "It is safe"
    assert (made.color, made.decoration, made.kind) == (
        Color.PINK,
        Decoration.UNDERLINE,
        "highlight",
    )
    assert (made.article_id, made.rev, made.created) == ("article", 1, NOW)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (_span(" Nobody laughed, "), "Nobody laughed,"),
        (_span("laughed, e"), "laughed, e\u0301"),
        (Span(0, 10_000), TEXT),
    ],
)
def test_a_highlight_is_trimmed_and_cuts_no_character(
    reading: Reading, span: Span, words: str
) -> None:
    _, made = reading.highlight(span, NOW)
    assert made.span is not None
    assert made.span.of(reading.document.text) == words


@pytest.mark.parametrize("span", [Span(3, 3), _span("  "), Span(9_000, 9_001)])
def test_nothing_cannot_be_highlighted(reading: Reading, span: Span) -> None:
    with pytest.raises(AnnotationError, match="select some words"):
        reading.highlight(span, NOW)


def test_the_same_span_again_takes_the_colour(reading: Reading) -> None:
    after, made = reading.highlight(_span("It is safe"), NOW)
    after, again = after.highlight(_span("It is safe"), LATER, Color.BLUE)
    assert (again.id, again.color, again.rev, again.updated) == (made.id, Color.BLUE, 2, LATER)
    assert after.annotations == (again,)
    assert after.highlight(_span("It is safe"), LATER, Color.BLUE) == (after, again)


def test_comment_tag_recolor_remove_and_restore(reading: Reading) -> None:
    after, made = reading.highlight(_span("It is safe"), NOW)
    after, noted = after.comment(made.id, "two\r\nlines ", LATER)
    assert (noted.body, noted.kind, noted.motivation) == (
        "two\nlines",
        "note",
        Motivation.COMMENTING,
    )
    after, tagged = after.tag(made.id, ["#trade", "two words", "Trade", "#"], LATER)
    assert tagged.tags == ("trade", "two-words")
    after, colored = after.recolor(made.id[-10:], Color.GREEN, LATER)
    assert (colored.color, colored.body, colored.target) == (Color.GREEN, noted.body, made.target)
    after, gone = after.remove(made.id, LATER)
    assert after.annotations == ()
    assert gone.deleted == LATER
    after, back = after.restore(gone, LATER)
    assert after.annotations == (back,)
    assert (back.deleted, back.body) == (None, "two\nlines")
    assert [a.rev for a in (made, noted, tagged, colored, gone, back)] == [1, 2, 3, 4, 5, 6]
    after, bare = after.comment(made.id, " \n", LATER)
    assert (bare.body, bare.motivation) == ("", Motivation.HIGHLIGHTING)


def test_a_note_on_the_whole_article_comes_first(reading: Reading) -> None:
    after, made = reading.highlight(Span(0, 8), NOW)
    after, page = after.comment_page("all of it", NOW)
    assert after.annotations == (page, made)
    assert after.page_notes == (page,)
    assert (page.kind, page.span) == ("page", None)
    with pytest.raises(AnnotationError, match="empty note"):
        after.comment(page.id, "", NOW)
    with pytest.raises(AnnotationError, match="empty note"):
        after.comment_page("  ", NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda reading: reading.comment("nope", "x", NOW),
        lambda reading: reading.tag("nope", ["x"], NOW),
        lambda reading: reading.recolor("nope", Color.PINK, NOW),
        lambda reading: reading.remove("", NOW),
    ],
)
def test_what_is_not_there_cannot_be_changed(
    reading: Reading, change: Callable[[Reading], object]
) -> None:
    with pytest.raises(AnnotationError, match="no note"):
        change(reading)


def test_annotations_at_an_offset_the_shortest_first(reading: Reading) -> None:
    after, long = reading.highlight(_span("The mayor said: “It is safe.”"), NOW)
    after, short = after.highlight(_span("It is safe"), NOW)
    assert after.annotations_at(_span("is safe").start) == (short, long)
    assert after.annotations_at(_span("The mayor").start) == (long,)
    assert after.annotations_at(0) == ()


def _findings() -> Findings:
    return Findings(
        (
            Quote("q1", (_span("“It is safe.”"),), Kind.DIRECT, "s1"),
            Quote("q2", (_span("“Never,”"),), Kind.DIRECT, "s2"),
        ),
        (Speaker("s1", "The Mayor"), Speaker("s2", "Ada Holm")),
    )


def test_speakers_come_from_the_findings_else_from_when_it_was_made(reading: Reading) -> None:
    before, unknown = reading.highlight(_span("It is safe"), NOW)
    assert unknown.speaker is None
    after = before.with_findings(_findings())
    assert after.speaker_name_of(unknown) == "The Mayor"
    after, both = after.highlight(Span(_span("safe").start, len(TEXT)), NOW)
    assert both.speaker == "Ada Holm"
    assert before.speaker_name_of(both) == "Ada Holm"
    _, nobody = after.highlight(_span("A bridge"), NOW)
    assert nobody.speaker is None


def test_opening_a_changed_text_finds_every_place_again(reading: Reading) -> None:
    after, kept = reading.highlight(_span("Nobody laughed"), NOW)
    after, gone = after.highlight(_span("It is safe"), NOW)
    changed = TEXT.replace("It is safe", "Go home").replace("A bridge\n", "A bridge\nNew line.\n")
    again = open_reading(_document(changed), FakeShelf(*after.annotations), LATER)
    by_id = {annotation.id: annotation for annotation in again.annotations}
    assert by_id[kept.id].target == kept.target
    assert by_id[kept.id].span == Span(changed.index("Nobody"), changed.index("Nobody") + 14)
    assert by_id[gone.id].anchor.state is State.ORPHAN
    assert [orphan.id for orphan in again.orphans] == [gone.id]
    assert again.annotations_at(changed.index("Go home")) == ()


def test_a_record_that_reaches_beyond_the_text_is_sought_not_trusted(reading: Reading) -> None:
    _, made = reading.highlight(_span("It is safe"), NOW)
    assert made.target is not None
    wrong = dataclasses.replace(made.target, end=99_999)
    shelf: Shelf = FakeShelf(dataclasses.replace(made, target=wrong))
    (found,) = open_reading(_document(), shelf, NOW).annotations
    assert found.anchor.state is State.EXACT or found.anchor.state is State.ORPHAN


@given(spans(len(TEXT)))
def test_any_span_is_highlighted_or_refused(span: Span) -> None:
    reading = Reading("article", _document())
    try:
        _, made = reading.highlight(span, NOW)
    except AnnotationError:
        assert not span.of(TEXT).strip()
    else:
        assert made.span is not None
        assert made.span.of(TEXT).strip() == made.span.of(TEXT)
        assert span.of(TEXT).strip() in made.span.of(TEXT)


def test_ids_alike_at_their_beginning_are_not_mixed_up(reading: Reading) -> None:
    after, made = reading.highlight(Span(0, 8), NOW)
    after, other = after.highlight(_span("Nobody"), NOW)
    assert after.annotation(made.id[:13]) is None
    assert after.annotation(made.id) == made
    assert after.annotation(other.id) == other
    assert after.annotation(new_id(LATER)) is None


def test_note_text_and_tags_are_cleaned() -> None:
    assert note_text("a\x1b[2J\x07b\r\nc\ud800\t") == "a[2Jb\nc\ufffd"
    assert tag_words(["b", "a", "B", " #c d ", ""]) == ("b", "a", "c-d")


def test_annotations_are_in_order_of_place(reading: Reading) -> None:
    after = reading
    made: list[Annotation] = []
    for words in ("Nobody", "It is", "The mayor"):
        after, one = after.highlight(_span(words), NOW)
        made.append(one)
    assert after.annotations == tuple(reversed(made))


def test_what_became_of_the_highlights_in_a_changed_text() -> None:
    shelf = FakeShelf()
    old = compose("First comes this. The mayor said it would open. Then comes that.", Origin("/x"))
    reading = open_reading(old, shelf, NOW)
    assert reading.summary() == ""
    for words in ("The mayor said it would open.", "Then comes that."):
        start = old.text.index(words)
        reading, made = reading.highlight(Span(start, start + len(words)), NOW)
        shelf.save(made)
    new = compose("First comes this. The mayor says it would open.", Origin("/x"))
    assert open_reading(new, shelf, NOW).summary() == "1 rewritten, 1 gone"


def test_what_workers_are_given_has_a_short_repr() -> None:
    """Textual makes one for each worker; of ten megabytes it took half a second."""
    document = compose("“It is,” said Ann. " * 2000, Origin("/a.txt"))
    findings = Findings(tuple(Quote(f"q{n}", (Span(n, n + 9),), Kind.DIRECT) for n in range(999)))
    assert len(repr(Reading("a1", document, findings))) < 600


def test_the_marks_follow_each_change(reading: Reading) -> None:
    """Made from those before, or from nothing: they are the same."""
    assert not len(reading.marks)
    states = [reading]
    states.append(states[-1].highlight(Span(4, 9), NOW)[0])
    states.append(states[-1].highlight(Span(0, 5), NOW)[0])
    last = states[-1].annotations[0]
    states.append(states[-1].recolor(last.id, Color.GREEN, NOW)[0])
    states.append(states[-1].remove(last.id, NOW)[0])
    for state in states[1:]:
        assert "marks" in state.__dict__
        fresh = dataclasses.replace(state)
        assert list(state.marks) == list(fresh.marks)


_SAFE = (
    "The board met on Monday in the old hall by the river, as it does each week. The mayor was"
    " asked about the bridge and said: “It is safe.” Nobody replied to that.\n\n"
    "Later that week the board met in the new hall across the street with many guests. The mayor"
    " was asked about the bridge and said: “It was safe.” Nobody replied to that.\n"
)


def test_what_comes_back_to_a_changed_text_does_not_go_to_a_look_alike() -> None:
    """As when it was opened: the text it was made on tells that its words were deleted."""
    shelf = FakeShelf()
    before = open_reading(_document(_SAFE), shelf, NOW)
    start = _SAFE.index("It is safe")
    _, made = before.highlight(Span(start, start + 10), NOW)
    shelf.save(made)
    new = _SAFE.replace(" The mayor was asked about the bridge and said: “It is safe.”", "", 1)
    reading = open_reading(_document(new), shelf, NOW)
    assert [kept.anchor.state for kept in reading.annotations] == [State.ORPHAN]
    tagged, changed = reading.tag(made.id, ["a"], LATER)
    step = History().record(reading, changed).undo(tagged, LATER)
    assert step is not None
    assert step[2].anchor.state is State.ORPHAN
    removed, _ = reading.remove(made.id, LATER)
    _, restored = removed.restore(made, LATER)
    assert restored.anchor.state is State.ORPHAN
    others = reading.with_others([dataclasses.replace(made, body="theirs", rev=9)])
    assert [kept.anchor.state for kept in others.annotations] == [State.ORPHAN]
