"""Every word on the screen can be read, in every theme: 4.5 to 1 (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.screen import ModalScreen
from textual.theme import BUILTIN_THEMES, Theme

from reader.ui.contrast import READABLE, contrast
from reader.ui.grounds import GROUNDS
from reader.ui.theme import THEMES, standing_out, variables_for
from tests.ui.conftest import Opener, Session

_EVERY = [theme for theme in (*THEMES, *BUILTIN_THEMES.values()) if not theme.ansi]
_DRAWN = set(" │─╭╮╰╯┌┐└┘█▀▄┃▌▁▂▃▅▆▇▔▎▊")
_SCREENS = {
    "article": ((), ()),
    "search": (("slash", *"china"), ("escape",)),
    "select": (("v", "i", "s"), ("escape",)),
    "list": (("tab",), ("escape",)),
    "help": (("question_mark",), ("escape",)),
    "note": (("right_square_bracket", "c"), ("ctrl+q",)),
    "colour": (("p",), ("escape",)),
    "export": (("e",), ("escape",)),
    "information": (("i",), ("escape",)),
}
"""For each screen the keys that open and those that leave it."""


@pytest.mark.parametrize("theme", _EVERY, ids=lambda theme: theme.name)
def test_the_colours_of_words_stand_out_from_all_grounds(theme: Theme) -> None:
    given = {
        **variables_for(dark=theme.dark, ansi=False),
        **theme.to_color_system().generate(),
        **theme.variables,
    }
    variables = standing_out(given)
    for ground in ("background", "surface", "panel"):
        for words in ("foreground", "primary", "secondary", "accent", "success", "error"):
            colors = (Color.parse(variables[words]), Color.parse(variables[ground]))
            assert contrast(*colors) >= READABLE, f"{words} on {ground}"
    if theme.name in GROUNDS:
        # The first page is painted before this is known.
        changed = {name for name in given if variables[name] != given[name]}
        assert changed <= {"input-selection-background", "input-selection-foreground"}


def _unreadable(session: Session) -> set[str]:
    """The words that cannot be read; of those behind a dialogue nobody is to read any."""
    screen = session.app.screen
    box = screen.region
    if isinstance(screen, ModalScreen):
        inside = [child.region for child in screen.children if child.region.area]
        box = next(region for region in inside if region != screen.region)
    found = set()
    for y, strip in enumerate(screen._compositor.render_strips()):
        for part in strip.crop(box.x, box.right) if y in box.line_range else ():
            style, words = part.style, part.text.strip()
            if not words or set(words) <= _DRAWN or not style or not style.color:
                continue
            assert style.bgcolor
            colors = [Color.from_rich_color(color) for color in (style.color, style.bgcolor)]
            if contrast(colors[0], colors[1]) < READABLE:
                found.add(words)
    return found


@pytest.mark.parametrize(
    "theme", ["reader-paper", "reader-night", "textual-dark", "solarized-light", "rose-pine-dawn"]
)
async def test_every_screen_can_be_read(open_reader: Opener, tmp_path: Path, theme: str) -> None:
    async with open_reader(size=(110, 36)) as session:
        session.app.theme = theme
        await session.press("right_square_bracket", "enter", "right_square_bracket")
        for name, (there, back) in _SCREENS.items():
            await session.press(*there)
            assert _unreadable(session) == set(), name
            await session.press(*back)
            assert session.app.screen is session.article
