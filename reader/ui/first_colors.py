"""Styles as a terminal is told them, without Rich and Textual, which are not loaded yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.document import InlineKind, Role
from reader.ui.grounds import Grounds


@dataclass(frozen=True, slots=True)
class Shape:
    """How words of the text look."""

    is_muted: bool = False
    is_bold: bool = False
    is_slanted: bool = False
    is_underlined: bool = False
    is_struck: bool = False
    is_raised: bool = False
    """Whether they stand on the ground of the lines at the top and the bottom."""


class Colors:
    """Styles as a terminal is told them, in as many colours as it has."""

    def __init__(self, grounds: Grounds | None, environment: Mapping[str, str]) -> None:
        """Take a theme's colours, None for none at all, and what tells the terminal's kind."""
        self._grounds = grounds
        self._depth = _depth(environment)
        self._known: dict[tuple[str, str], str] = {}

    @property
    def is_plain(self) -> bool:
        """Whether there are none."""
        return self._grounds is None

    def text(self, words: str, shape: Shape = Shape()) -> str:
        """Words of the text."""
        signs = (
            ("1", shape.is_bold),
            ("2", self.is_plain and shape.is_muted),
            ("3", shape.is_slanted),
            ("4", shape.is_underlined),
            ("9", shape.is_struck),
        )
        on = "secondary" if shape.is_muted else "foreground"
        ground = "panel" if shape.is_raised else "background"
        return self._styled(words, on, ground, *(sign for sign, holds in signs if holds))

    def panel(self, words: str, *, bold: bool = False) -> str:
        """Words of the line at the top or the bottom."""
        return self._styled(words, "foreground", "panel", *(["1"] if bold else []))

    def bar(self, cell: str) -> str:
        """A cell of the scroll bar."""
        return self._styled(cell, "bar", "background")

    def border(self, words: str) -> str:
        """The sidebar's border."""
        return self._styled(words, "panel", "background")

    def _styled(self, words: str, on: str, ground: str, *signs: str) -> str:
        codes = ["0", *signs, self._codes(on, ground)]
        return f"\x1b[{';'.join(filter(None, codes))}m{words}" if words else ""

    def _codes(self, on: str, ground: str) -> str:
        if self._grounds is None:
            return ""
        if (on, ground) not in self._known:
            words = _color_codes(getattr(self._grounds, on), self._depth, is_words=True)
            behind = _color_codes(getattr(self._grounds, ground), self._depth, is_words=False)
            self._known[on, ground] = f"{words};{behind}"
        return self._known[on, ground]


def shape_of(role: Role, kinds: frozenset[InlineKind], stands_back: bool, is_plain: bool) -> Shape:
    """How words look; the same as `painting.Palette` has it, which is not loaded yet."""
    slanted = role in (Role.BYLINE, Role.CAPTION)
    leads = not kinds.isdisjoint((InlineKind.LINK, InlineKind.REFERENCE))
    is_code = InlineKind.CODE in kinds
    strong = role in (Role.TITLE, Role.HEADING) or InlineKind.STRONG in kinds
    return Shape(
        is_muted=stands_back or slanted,
        is_bold=(strong or (is_plain and is_code)) and not stands_back,
        is_slanted=slanted != (InlineKind.EMPHASIS in kinds) or (is_plain and leads),
        is_underlined=leads,
        is_struck=InlineKind.STRUCK in kinds,
        is_raised=is_code,
    )


def _color_codes(color: str, depth: int, *, is_words: bool) -> str:
    if depth == 24:
        red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
        return f"{38 if is_words else 48};2;{red};{green};{blue}"
    # Only here: most terminals have all colours, and this takes 10 ms to import.
    from rich.color import Color, ColorSystem

    system = ColorSystem.EIGHT_BIT if depth == 8 else ColorSystem.STANDARD
    return ";".join(Color.parse(color).downgrade(system).get_ansi_codes(is_words))


def _depth(environment: Mapping[str, str]) -> int:
    """Bits of a colour, told from the environment as Rich does, which Textual asks."""
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return 24
    kind = environment.get("TERM", "").strip().lower().rpartition("-")[2]
    return 8 if kind in ("256color", "kitty") else 4
