"""The styles of a theme that need to know nothing of articles."""

from __future__ import annotations

from collections.abc import Mapping

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

from reader.ui.contrast import legible
from reader.ui.theme import SPEAKER_COLORS


class Styles:
    """What lists and lines are written in; of one theme, made anew when that changes."""

    def __init__(self, variables: Mapping[str, str], *, ansi: bool, no_color: bool) -> None:
        """Take the theme's variables.

        Args:
            variables: CSS colours by name.
            ansi: Whether only the terminal's own sixteen colours are to be used.
            no_color: Whether there are to be no colours at all.
        """
        self._variables = variables
        self._ansi = ansi
        self._plain = no_color
        self.base = self._legible(
            Style(color=self._color("foreground"), bgcolor=self._color("background"))
        )
        self.muted = self._legible(
            self.base + Style(color=self._color("secondary"), dim=no_color or ansi)
        )
        self.faded = self.muted
        raised = Style(bgcolor=self._color("panel"))
        self.cursor = (
            Style(reverse=True)
            if no_color or ansi
            else self._legible(self._over("on-selection", "selection"))
        )
        self.resting_cursor = Style(underline=True) if no_color or ansi else raised
        self.note_sign = self._legible(self.base + Style(color=self._color("accent"), bold=True))

    def named(self, name: str) -> Style:
        """Words in a colour of the theme, such as `text-error`."""
        return self._legible(self.base + Style(color=self._color(name)))

    def bar(self, *, is_held: bool) -> Style:
        """The scroll bar, dragged or not."""
        if self._ansi:
            # The terminal's own colours are all too loud for it.
            return self.base + Style(dim=not is_held)
        name = "scrollbar-active" if is_held else "scrollbar"
        return self.base + Style(color=self._color(name))

    def speaker(self, number: int | None, *, is_current: bool = False) -> Style:
        """The colour of a speaker, by their place in the list."""
        if number is None or number < 0:
            return self.muted + Style(bold=is_current)
        name = f"speaker-{number % SPEAKER_COLORS + 1}"
        return self._legible(self.base + Style(color=self._color(name), bold=is_current))

    def _legible(self, style: Style) -> Style:
        """`style` with words light or dark enough for what they stand on."""
        if self._plain or self._ansi or style.color is None or style.bgcolor is None:
            return style
        words, ground = map(Color.from_rich_color, (style.color, style.bgcolor))
        return style + Style(color=legible(words, ground).rich_color)

    def _over(self, foreground: str, background: str) -> Style:
        if self._plain or self._ansi:
            return Style(reverse=True)
        return Style(color=self._color(foreground), bgcolor=self._color(background))

    def _color(self, name: str) -> RichColor | None:
        return None if self._plain else Color.parse(self._variables[name]).rich_color
