"""Marks to styles: the only place where what a stretch of text means becomes how it looks.

Nothing is told by colour alone: quotes also have a bar in the gutter, notes a sign, headings are
bold, links are underlined, and without colours highlights are underlined, hits and the selection
reversed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style

from reader.annotations import Annotation, Decoration
from reader.document import Inline, InlineKind, Role, Span
from reader.document.address import is_safe_address
from reader.reading import runs
from reader.ui.search import Hits
from reader.ui.styles import Styles
from reader.ui.widgets.cells import shown

_LONGEST_TOLD = 2_000
"""Terminals cut longer addresses off or break over them."""


@dataclass(frozen=True, slots=True)
class QuoteMark:
    """Somebody's words."""

    quote_id: str
    """Which quote."""
    speaker: int | None
    """The speaker's place in the list of speakers, from 0; None when nobody is named."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found."""

    is_current: bool = False
    """Whether it is the one the person is at."""


class HitMarks:
    """The hits of a search as marks."""

    def __init__(self, hits: Hits, current: int | None) -> None:
        """Take `hits`; `current` is the offset where the one begins that the person is at."""
        self._hits, self._current = hits, current

    def overlapping(self, span: Span) -> list[tuple[Span, Hit]]:
        """The hits that share a code point with `span`, in order."""
        return [(hit, Hit(hit.start == self._current)) for hit in self._hits.overlapping(span)]


@dataclass(frozen=True, slots=True)
class Selected:
    """The selection."""


@dataclass(frozen=True, slots=True)
class Caret:
    """The selection's moving end."""


Mark = Inline | QuoteMark | Annotation | Hit | Selected | Caret
"""Whatever can lie on the text."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks, before any colour is known."""

    role: Role = Role.PROSE
    """Of the paragraph it stands in."""
    inlines: frozenset[InlineKind] = frozenset()
    """How the source sets it apart."""
    speaker: int | None = None
    """Whose colour it has; -1: somebody's, but nobody is named; None: not a quote."""
    is_current: bool = False
    """Whether it is of the quote in hand."""
    color: str = ""
    """Name of the highlight's colour; empty: no highlight."""
    decoration: Decoration = Decoration.HIGHLIGHT
    """How the highlight is drawn."""
    hit: int = 0
    """1 for a hit, 2 for the current one."""
    is_faded: bool = False
    """Whether the eye is led elsewhere."""
    is_selected: bool = False
    """Whether it is selected."""
    is_caret: bool = False
    """Whether the caret stands there."""


class Palette(Styles):
    """The styles of one theme; made anew when the theme changes."""

    def __init__(self, variables: Mapping[str, str], *, ansi: bool, no_color: bool) -> None:
        """Take the theme's variables, as `Styles` does."""
        super().__init__(variables, ansi=ansi, no_color=no_color)
        self.style = lru_cache(maxsize=4096)(self._style)
        self.link = lru_cache(maxsize=1024)(_link_style)

    def _style(self, look: Look) -> Style:
        return self._legible(self._laid_over(look))

    def _laid_over(self, look: Look) -> Style:
        style = self._words(look)
        if look.color:
            style += self._highlight(look.color, look.decoration)
        if look.hit:
            style += self._hit(look.hit)
        if look.is_selected:
            style += self._over("on-selection", "selection")
        if look.is_caret:
            style += Style(reverse=not (self._plain and look.is_selected), underline=True)
        return style

    def _words(self, look: Look) -> Style:
        """The words themselves, before anything is laid over them."""
        style = self.base if look.speaker is None else self.speaker(look.speaker)
        if look.role in (Role.TITLE, Role.HEADING):
            style += Style(bold=True)
        elif look.role in (Role.BYLINE, Role.CAPTION):
            style += Style(color=self.muted.color, italic=True)
        if look.inlines:
            style += self._set_apart(look)
        if look.is_current:
            style += Style(bold=True)
        if look.is_faded:
            style += Style(color=self.faded.color, dim=self._ansi or self._plain, bold=False)
        return style

    def _set_apart(self, look: Look) -> Style:
        kinds = look.inlines
        leads = not kinds.isdisjoint((InlineKind.LINK, InlineKind.REFERENCE))
        # Emphasis among slanted words stands upright; without colours a slanted link is no
        # highlight, which is underlined, too.
        slanted = look.role in (Role.BYLINE, Role.CAPTION)
        emphasis = InlineKind.EMPHASIS in kinds
        flat = self._plain or self._ansi
        is_code = InlineKind.CODE in kinds
        return Style(
            italic=(slanted != emphasis) or (flat and leads),
            bold=InlineKind.STRONG in kinds or (flat and is_code) or None,
            strike=InlineKind.STRUCK in kinds or None,
            underline=leads or None,
            bgcolor=self._color("panel") if is_code and not flat else None,
        )

    def _highlight(self, color: str, decoration: Decoration) -> Style:
        if decoration is Decoration.STRIKE:
            return Style(strike=True)
        if decoration is Decoration.UNDERLINE or self._plain:
            return Style(underline=True)
        if self._ansi:
            named = {"pink": "bright_magenta", "purple": "magenta"}.get(color, color)
            return Style(color="black", bgcolor=named, underline=True)
        return Style(bgcolor=self._color(f"mark-{color}"))

    def _hit(self, hit: int) -> Style:
        if self._plain or self._ansi:
            return Style(reverse=True, bold=hit == 2, underline=hit == 2)
        if hit == 2:
            return self._over("on-hit-current", "hit-current")
        return Style(bgcolor=self._color("hit"), underline=True)


def row_segments(
    text: str,
    span: Span,
    role: Role,
    marks: Iterable[tuple[Span, Mark]],
    current_quote: str | None,
    palette: Palette,
    *,
    is_faded: bool = False,
) -> list[Segment]:
    """The words of one row with all that lies on them.

    Args:
        text: The document's text.
        span: The row's code points.
        role: Of the paragraph it is in.
        marks: What may overlap the row; later ones are drawn over earlier ones.
        current_quote: Id of the quote in hand.
        palette: Where styles come from.
        is_faded: Whether the row is to stand back.
    """
    plain = Look(role, is_faded=is_faded)
    segments: list[Segment] = []
    at = span.start
    for run, roles in runs(marks, span):
        if at < run.start:
            segments.append(Segment(shown(text[at : run.start]), palette.style(plain)))
        look = plain
        for mark in roles:
            look = _with(look, mark, current_quote)
        style = palette.style(look)
        if InlineKind.LINK in look.inlines:
            style += palette.link(_address(roles))
        segments.append(Segment(shown(run.of(text)), style))
        at = run.end
    if at < span.end:
        segments.append(Segment(shown(text[at : span.end]), palette.style(plain)))
    return segments


def _address(marks: Iterable[Mark]) -> str:
    """Where the innermost link among `marks` leads."""
    links = [m for m in marks if isinstance(m, Inline) and m.kind is InlineKind.LINK]
    return links[-1].target if links else ""


def _link_style(address: str) -> Style:
    """Tells the terminal where words lead (OSC 8), if that is an address it may be told."""
    is_told = is_safe_address(address) and len(address) <= _LONGEST_TOLD
    return Style(link=address) if is_told else Style.null()


def _with(look: Look, mark: Mark, current_quote: str | None) -> Look:
    match mark:
        case Inline(kind=kind):
            return replace(look, inlines=look.inlines | {kind})
        case QuoteMark(quote_id, speaker):
            return replace(
                look,
                speaker=-1 if speaker is None else speaker,
                is_current=look.is_current or quote_id == current_quote,
            )
        case Annotation():
            return replace(look, color=str(mark.color), decoration=mark.decoration)
        case Hit(is_current):
            return replace(look, hit=max(look.hit, 2 if is_current else 1))
        case Selected():
            return replace(look, is_selected=True)
        case Caret():
            return replace(look, is_caret=True)
