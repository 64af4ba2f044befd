"""How marks look: readable in every theme, told apart without colours, nothing hostile sent."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.style import Style
from textual.theme import Theme

from reader.annotations import Anchor, Annotation, Color, Decoration, Motivation, State, Target
from reader.document import Inline, InlineKind, Origin, Role, Span, compose
from reader.ui.contrast import READABLE
from reader.ui.painting import (
    Caret,
    Hit,
    Look,
    Mark,
    Palette,
    QuoteMark,
    Selected,
    row_segments,
)
from reader.ui.theme import SPEAKER_COLORS, THEMES, variables_for
from tests.strategies import NOW, texts

"""Contrast that WCAG 2 asks of text (level AA)."""


BACKGROUNDS = [("", 0), *((color.value, 0) for color in Color), ("", 1), ("yellow", 1), ("", 2)]
"""What a word may lie on: nothing, a highlight, a hit, a hit on a highlight, the current hit."""


def _palette(theme: Theme) -> Palette:
    variables = {
        **theme.to_color_system().generate(),
        **variables_for(dark=theme.dark, ansi=False),
        **theme.variables,
    }
    return Palette(variables, ansi=False, no_color=False)


PLAIN = Palette({}, ansi=False, no_color=True)


def _luminance(color: RichColor | None) -> float:
    assert color is not None
    assert color.triplet is not None
    parts = [value / 255 for value in color.triplet]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(style: Style) -> float:
    low, high = sorted((_luminance(style.color), _luminance(style.bgcolor)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("speaker", [None, -1, *range(SPEAKER_COLORS)])
def test_every_word_can_be_read_on_all_it_may_lie_on(theme: Theme, speaker: int | None) -> None:
    palette = _palette(theme)
    for (color, hit), selected in product(BACKGROUNDS, (False, True)):
        style = palette.style(Look(speaker=speaker, color=color, hit=hit, is_selected=selected))
        assert _contrast(style) >= READABLE, f"{color or 'no highlight'}, hit {hit}, {selected}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", Role)
def test_every_sort_of_paragraph_can_be_read(theme: Theme, role: Role) -> None:
    palette = _palette(theme)
    for color, hit in BACKGROUNDS:
        style = palette.style(Look(role, color=color, hit=hit))
        assert _contrast(style) >= READABLE, f"{role} on {color or 'no highlight'}, hit {hit}"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", InlineKind)
def test_what_is_set_apart_can_be_read(theme: Theme, kind: InlineKind) -> None:
    palette, inlines = _palette(theme), frozenset({kind})
    for speaker, (color, hit) in product((None, -1, 0, 7), BACKGROUNDS):
        style = palette.style(Look(inlines=inlines, speaker=speaker, color=color, hit=hit))
        assert _contrast(style) >= READABLE
        plain = palette.style(Look(speaker=speaker, color=color, hit=hit))
        assert style != plain or hit


def test_emphasis_among_slanted_words_stands_upright() -> None:
    inlines = frozenset({InlineKind.EMPHASIS})
    assert PLAIN.style(Look(inlines=inlines)).italic
    assert not PLAIN.style(Look(Role.CAPTION, inlines)).italic


def _link(target: str) -> tuple[Span, Inline]:
    span = Span(4, 13)
    return span, Inline(span, InlineKind.LINK, target)


def test_the_terminal_is_told_where_a_link_leads() -> None:
    (_, one), (words, two), (_, three) = _painted([_link("https://example.org/a")], PLAIN)
    assert (words, two.link, two.underline) == ("two three", "https://example.org/a", True)
    assert one.link is three.link is None
    rendered = two.render("two three")
    assert "\x1b]8;" in rendered
    assert "https://example.org/a\x1b\\" in rendered


@pytest.mark.parametrize(
    "target", ["javascript:x", "https://a.example/\x1b\\\x1b[2J", "https://é.example", ""]
)
def test_no_other_address_reaches_the_terminal(target: str) -> None:
    assert all(not style.link for _, style in _painted([_link(target)], PLAIN))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_lists_and_signs_can_be_read(theme: Theme) -> None:
    palette = _palette(theme)
    for style in (palette.base, palette.muted, palette.cursor, palette.note_sign):
        assert _contrast(style) >= READABLE
    for number in range(SPEAKER_COLORS):
        speaker = palette.speaker(number)
        assert _contrast(speaker) >= READABLE
        assert _contrast(speaker + palette.cursor) >= READABLE
        assert _contrast(speaker + palette.resting_cursor) >= READABLE
    assert _contrast(palette.muted + palette.resting_cursor) >= READABLE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_speakers_have_colours_of_their_own(theme: Theme) -> None:
    palette = _palette(theme)
    colors = {palette.speaker(number).color for number in range(SPEAKER_COLORS)}
    assert len(colors) == SPEAKER_COLORS
    assert palette.speaker(SPEAKER_COLORS).color == palette.speaker(0).color
    assert palette.speaker(None).color not in colors


def _look_is_plain(style: Style) -> bool:
    return style.color is None and style.bgcolor is None


@pytest.mark.parametrize("ansi", [False, True])
def test_without_colours_marks_are_told_apart_by_attributes(ansi: bool) -> None:
    palette = Palette({}, ansi=ansi, no_color=True)
    looks = (
        Look(),
        Look(color="yellow"),
        Look(hit=1),
        Look(hit=2),
        Look(is_current=True, speaker=0),
        Look(color="yellow", decoration=Decoration.STRIKE),
        Look(inlines=frozenset({InlineKind.EMPHASIS})),
        Look(inlines=frozenset({InlineKind.LINK})),
        Look(inlines=frozenset({InlineKind.LINK}), color="yellow", hit=1),
    )
    styles = [palette.style(look) for look in looks]
    assert all(map(_look_is_plain, styles))
    assert len(set(map(str, styles))) == len(styles)
    selected = palette.style(Look(is_selected=True))
    assert selected.reverse
    assert palette.style(Look(is_selected=True, is_caret=True)) != selected
    assert palette.cursor.reverse
    assert all(
        map(_look_is_plain, (palette.base, palette.muted, palette.note_sign, palette.speaker(3)))
    )


TEXT = "One two three four five six"


def _highlight(span: Span, color: Color) -> Annotation:
    return Annotation(
        id=f"{color}",
        article_id="a",
        text_sha256="",
        motivation=Motivation.HIGHLIGHTING,
        created=NOW,
        updated=NOW,
        target=Target(span.of(TEXT), "", "", span.start, span.end, 1, len(TEXT)),
        anchor=Anchor(State.EXACT, span),
        color=color,
    )


def _painted(
    marks: list[tuple[Span, Mark]], palette: Palette, current: str | None = None
) -> list[tuple[str, Style]]:
    segments = row_segments(TEXT, Span(0, len(TEXT)), Role.PROSE, marks, current, palette)
    return [(segment.text, segment.style or Style.null()) for segment in segments]


def test_overlapping_marks_share_the_words_they_share() -> None:
    palette = _palette(THEMES[0])
    quote, yellow, green = Span(0, 18), Span(4, 13), Span(8, 23)
    painted = _painted(
        [
            (quote, QuoteMark("q1", 1)),
            (yellow, _highlight(yellow, Color.YELLOW)),
            (green, _highlight(green, Color.GREEN)),
            (Span(14, 18), Hit(is_current=True)),
        ],
        palette,
    )
    assert [words for words, _ in painted] == [
        "One ",
        "two ",
        "three",
        " ",
        "four",
        " five",
        " six",
    ]
    look = {words: style for words, style in painted}
    assert look["One "] == palette.style(Look(speaker=1))
    assert look["two "] == palette.style(Look(speaker=1, color="yellow"))
    assert look["three"] == palette.style(Look(speaker=1, color="green"))
    assert look["four"] == palette.style(Look(speaker=1, color="green", hit=2))
    assert look[" five"] == palette.style(Look(color="green"))
    assert look[" six"] == palette.style(Look())


def test_the_quote_in_hand_is_bold_also_where_another_lies_in_it() -> None:
    marks: list[tuple[Span, Mark]] = [
        (Span(0, 18), QuoteMark("q1", 1)),
        (Span(4, 7), QuoteMark("q2", None)),
    ]
    painted = dict(_painted(marks, PLAIN, current="q1"))
    assert painted["two"].bold
    assert painted["One "].bold
    assert not painted[" five six"].bold


def test_selection_and_caret_lie_on_top() -> None:
    palette = _palette(THEMES[1])
    yellow = Span(0, 7)
    marks: list[tuple[Span, Mark]] = [
        (yellow, _highlight(yellow, Color.YELLOW)),
        (Span(4, 13), Selected()),
        (Span(12, 13), Caret()),
    ]
    painted = dict(_painted(marks, palette))
    assert painted["two"].bgcolor == painted[" thre"].bgcolor == palette.cursor.bgcolor
    assert painted["e"].underline
    assert painted["One "] == palette.style(Look(color="yellow"))


_HOSTILE = st.text(
    st.sampled_from("ab \x00\x07\x1b\x7f\x85\x9b\u200b\u200e\u202e\u2066\u2028\u2029\ufeff\xad漢é")
)


@given(text=_HOSTILE | texts(), data=st.data())
def test_segments_hold_the_words_and_nothing_a_terminal_obeys(
    text: str, data: st.DataObject
) -> None:
    document = compose(text, Origin("t"))
    for paragraph in document.paragraphs:
        bounds = st.integers(paragraph.start, paragraph.end)
        low, high = sorted((data.draw(bounds), data.draw(bounds)))
        marks: list[tuple[Span, Mark]] = [(Span(low, high), Selected())] if low < high else []
        segments = row_segments(document.text, paragraph.span, Role.PROSE, marks, None, PLAIN)
        written = "".join(segment.text for segment in segments)
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in written)
        assert not set(written) & set(
            "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069\ufeff"
        )
        assert not set(written) & set("\u2028\u2029")
        kept = [c for c in paragraph.span.of(document.text) if cell_len(c)]
        assert [c for c in written if cell_len(c)] == [c for c in kept if c != "\xad"]
