"""Words gathered piece by piece: white space, and where what is set apart begins and ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document import InlineKind
from reader.sources.words import Words

STEPS = st.one_of(
    st.tuples(st.just("add"), st.text(" \nab\t\u00a0", max_size=4)),
    st.tuples(st.just("loose"), st.text(" \nab\t\u00a0", max_size=4)),
    st.tuples(st.just("begin"), st.sampled_from(InlineKind)),
    st.tuples(st.sampled_from(["end", "break", "take", "name"]), st.just("")),
)


def test_what_is_open_goes_on_after_the_end_of_a_paragraph() -> None:
    words = Words()
    words.add_loose("  One ")
    words.begin(InlineKind.STRONG)
    words.add_loose(" two ")
    first = words.take()
    words.add_loose("three")
    words.end()
    second = words.take()
    assert (first.text, second.text) == ("One two", "three")
    assert [one.span.of(first.text) for one in first.inlines] == ["two"]
    assert [one.span.of(second.text) for one in second.inlines] == ["three"]


def test_a_name_without_words_is_that_of_the_next_ones() -> None:
    words = Words()
    words.name("n")
    assert words.take().names == ()
    words.add("a")
    assert words.take().names == (("n", 0),)


def _take(words: Words, step: str, value: str | InlineKind) -> None:
    match step, value:
        case "add", str(text):
            words.add(text)
        case "loose", str(text):
            words.add_loose(text)
        case "begin", InlineKind() as kind:
            words.begin(kind)
        case "end", _:
            words.end()
        case "break", _:
            words.break_line()
        case _:
            words.name("n")


@given(st.lists(STEPS, max_size=30))
def test_any_order_of_steps_gives_sound_words(steps: list[tuple[str, str | InlineKind]]) -> None:
    words = Words()
    taken = []
    for step, value in steps:
        if step == "take":
            taken.append(words.take())
        else:
            _take(words, step, value)
    for gathered in (*taken, words.take()):
        text = gathered.text
        assert text == text.strip()
        for one in gathered.inlines:
            assert one.span.of(text)
            assert one.span.of(text) == one.span.of(text).strip()
            assert one.span.end <= len(text)
        assert all(0 <= at <= len(text) for _, at in gathered.names)


def test_thousands_of_elements_in_each_other_cost_little_and_end_in_order() -> None:
    words = Words()
    for _ in range(5_000):
        words.begin(InlineKind.STRONG)
    words.add("a")
    for _ in range(5_000):
        words.end()
    words.add(" b")
    gathered = words.take()
    assert {one.span.of(gathered.text) for one in gathered.inlines} == {"a"}
