from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Origin, compose
from reader.ui.widgets.cells import clusters, width_of
from reader.ui.widgets.line_map import LineMap

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("aé b — “”’\n\n  -1.日本、。👩‍👧\u0301\u200d\u200bสั🇨🇦"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)


def _all_rows(lines: LineMap) -> list[tuple[int, int]]:
    while lines.advance():
        pass
    return [(row.start, row.end) for row in map(lines.row, range(lines.height))]


@given(TEXTS, st.integers(1, 40))
def test_rows_hold_every_word_once_and_in_order(text: str, width: int) -> None:
    document = compose(text, Origin("t"))
    rows = _all_rows(LineMap(document, width))
    assert rows == sorted(rows)
    shown = "".join(document.text[start:end] for start, end in rows)
    assert "".join(shown.split()) == "".join(document.text.split())


@given(TEXTS, st.integers(2, 40))
def test_no_row_is_wider_than_the_column_unless_one_character_is(text: str, width: int) -> None:
    document = compose(text, Origin("t"))
    for start, end in _all_rows(LineMap(document, width)):
        words = document.text[start:end].rstrip(" ")
        assert width_of(words) <= width or len(clusters(words)) == 1


@given(TEXTS, st.integers(1, 40))
def test_no_row_begins_inside_a_character(text: str, width: int) -> None:
    document = compose(text, Origin("t"))
    rows = _all_rows(LineMap(document, width))
    for paragraph in document.paragraphs:
        words = paragraph.span.of(document.text)
        borders = {paragraph.start + low for low, _, _ in clusters(words)}
        assert {start for start, end in rows if end > start and start in paragraph.span} <= borders


@given(st.lists(st.text("ab cé", min_size=1, max_size=60), min_size=1, max_size=12), st.data())
def test_rows_are_the_same_however_they_were_come_by(parts: list[str], data: st.DataObject) -> None:
    document = compose("\n\n".join(parts * 40), Origin("t"))
    whole = LineMap(document, 20)
    expected = _all_rows(whole)
    pieces = LineMap(document, 20)
    for _ in range(3):
        pieces.row_at(data.draw(st.integers(0, len(document.text))))
    assert expected == _all_rows(pieces)
    assert pieces.is_exact


def _greedy(words: str, width: int) -> list[str]:
    """Rows as one would fill them by hand: word after word, as long as it fits."""
    rows, row = [], ""
    for word in words.split():
        if row and len(row) + 1 + len(word) <= width:
            row += f" {word}"
            continue
        if row:
            rows.append(row)
        while len(word) > width:
            rows.append(word[:width])
            word = word[width:]
        row = word
    return [*rows, row] if row else rows


@given(st.lists(st.text("abcé1’.", min_size=1, max_size=25), min_size=1), st.integers(1, 30))
def test_rows_of_plain_words_are_filled_greedily(words: list[str], width: int) -> None:
    text = " ".join(words)
    document = compose(f"A title over it\n\n{text}", Origin("t"))
    start = document.text.rindex("\n") + 1
    rows = _all_rows(LineMap(document, width))
    shown = [document.text[a:b] for a, b in rows if a >= start]
    assert shown == _greedy(document.text[start:], width)


@given(TEXTS, st.integers(1, 40), st.integers(1, 40))
def test_what_was_found_out_before_holds_at_another_width(text: str, first: int, then: int) -> None:
    document = compose(text, Origin("t"))
    before = LineMap(document, first)
    _all_rows(before)
    assert _all_rows(LineMap(document, then, before=before)) == _all_rows(LineMap(document, then))


def test_an_offset_is_in_its_row() -> None:
    document = compose("One two three four five.\n\nSix seven eight nine ten.", Origin("t"))
    lines = LineMap(document, 10)
    for paragraph in document.paragraphs:
        for offset in range(paragraph.start, paragraph.end):
            row = lines.row(lines.row_at(offset))
            assert row.start <= offset
            assert offset <= row.end


def test_words_are_not_broken_where_a_blank_is_near() -> None:
    document = compose("alpha beta gamma delta", Origin("t"))
    rows = _all_rows(LineMap(document, 11))
    assert [document.text[a:b] for a, b in rows] == ["alpha beta", "gamma delta"]


def test_a_word_longer_than_the_row_is_cut() -> None:
    document = compose("x" * 25, Origin("t"))
    assert [b - a for a, b in _all_rows(LineMap(document, 10))] == [10, 10, 5]


def test_a_dash_may_end_a_row_and_a_mark_after_it_may_not_begin_one() -> None:
    document = compose("he waited—and then—“no,” he said", Origin("t"))
    rows = [document.text[a:b] for a, b in _all_rows(LineMap(document, 12))]
    assert rows[0] == "he waited—"
    assert not any(row.startswith("”") for row in rows)


def test_list_items_stand_close_and_hang() -> None:
    text = "Before it all.\n\n- one two three four\n- five\n\nAfter it all."
    document = compose(text, Origin("t"))
    lines = LineMap(document, 14)
    rows = [lines.row(number) for number in range(len(_all_rows(lines)))]
    texts = [document.text[row.start : row.end] for row in rows]
    assert texts == ["Before it all.", "", "- one two", "three four", "- five", "", "After it all."]
    assert [row.indent for row in rows] == [0, 0, 0, 2, 0, 0, 0]


def test_an_empty_document_has_no_rows() -> None:
    lines = LineMap(compose("", Origin("t")), 80)
    assert (lines.height, lines.is_exact, lines.row_at(0)) == (0, True, 0)


def test_a_long_text_is_not_wrapped_to_show_its_end() -> None:
    document = compose("word " * 30 + "\n\n" + ("word " * 30 + "\n\n") * 3000, Origin("t"))
    lines = LineMap(document, 60)
    last = lines.row(lines.row_at(len(document.text) - 3))
    assert document.text[last.start : last.end].strip()
    assert lines.exact_chunks == 1
