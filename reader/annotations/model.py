"""What the person adds to an article, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from reader.document import Span

CONTEXT = 64
"""Code points of prefix and suffix kept with a target."""


class Motivation(StrEnum):
    """Why an annotation was made; the words of the W3C Web Annotation vocabulary."""

    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"
    BOOKMARKING = "bookmarking"
    ASSESSING = "assessing"
    EDITING = "editing"
    """A correction of what was found."""


class Color(StrEnum):
    """The colour of a highlight."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    PURPLE = "purple"


class Decoration(StrEnum):
    """How a highlight is drawn."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    STRIKE = "strike"


class State(StrEnum):
    """How sure it is that an annotation stands where it was made."""

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    ORPHAN = "orphan"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Target:
    """The words an annotation was made on; written once, never changed by re-anchoring."""

    exact: str
    """The words themselves."""
    prefix: str
    """Up to `CONTEXT` code points before them."""
    suffix: str
    """Up to `CONTEXT` code points after them."""
    start: int
    """Offset of the first code point in the text they were marked in."""
    end: int
    """Offset one past the last."""
    occurrences: int
    """How often the words stood in that text."""
    text_length: int
    """Code points that text had."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an annotation stands in the article's present text."""

    state: State
    """How its place was found."""
    span: Span | None
    """The place in code points; None for an orphan and for a page note."""
    method: str = ""
    """Name of the step that found it."""
    score: float = 1.0
    """How well the place fits, 0 to 1."""
    reason: str = ""
    """For an orphan: why its place is gone."""


class Mistake(StrEnum):
    """What a correction puts right."""

    SPEAKER = "speaker"
    """Somebody else said the words."""
    NOT_QUOTE = "not-quote"
    """The words report nobody."""
    WORDS = "words"
    """The quote begins or ends elsewhere: the target has its words."""
    SAME = "same"
    """Two names are one person's; has no target."""
    TWO = "two"
    """One name is somebody else's; has no target."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the person knows better than the program."""

    mistake: Mistake
    """What is put right."""
    name: str = ""
    """Who said the words; empty for nobody. With `SAME` and `TWO` the name to keep."""
    other: str = ""
    """With `SAME` and `TWO`: the other name."""


class Verdict(StrEnum):
    """What checking the words against the facts came to."""

    OPEN = "open"
    """To be checked."""
    TRUE = "true"
    FALSE = "false"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Check:
    """How far somebody is with checking the words."""

    verdict: Verdict
    """What it came to."""
    url: str = ""
    """Where the proof is; empty when none was given."""
    at: datetime | None = None
    """When that was said; aware, UTC."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The place that the person gave an annotation in a later version of the text."""

    text_sha256: str
    """The version of the text."""
    target: Target
    """The words there; stands in for the annotation's own when a place is looked for."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight, a note on one, or (without a target) a note on the whole article.

    With a `correction` it is that and nothing else: it is kept, placed and undone as the others
    are, and shown by what it does to the quotes.
    """

    id: str
    """UUIDv7 in its text form; never reused."""
    article_id: str
    """The article it is on."""
    text_sha256: str
    """The version of the text it was made on."""
    motivation: Motivation
    """Highlighting, or commenting once it has a body."""
    created: datetime
    """Aware, UTC."""
    updated: datetime
    """Aware, UTC; never before `created`."""
    target: Target | None = None
    """The words it is on; None for a page note."""
    anchor: Anchor = Anchor(State.EXACT, None)
    """Where it stands now."""
    color: Color = Color.YELLOW
    """Of the highlight."""
    decoration: Decoration = Decoration.HIGHLIGHT
    """How the highlight is drawn."""
    body: str = ""
    """The note, Markdown; empty for a bare highlight."""
    tags: tuple[str, ...] = ()
    """Words to group by; without `#`, in the order given."""
    speaker: str | None = None
    """Name of who said the words, as known when it was made."""
    deleted: datetime | None = None
    """When it went to the trash; None while it is not there."""
    correction: Correction | None = None
    """What it puts right; None for all that is no correction."""
    check: Check | None = None
    """How far checking the words is; None when nobody asked for it."""
    placed: Placed | None = None
    """Where the person put it after its own place was gone; None where nobody had to."""
    rev: int = 1
    """Counts its versions, from 1."""
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Fields of the record that this version does not know; written back as they were."""

    @property
    def span(self) -> Span | None:
        """The place in the present text; None for an orphan and for a page note."""
        return self.anchor.span

    @property
    def kind(self) -> str:
        """`page`, `note` or `highlight`."""
        if self.target is None:
            return "page"
        return "note" if self.body else "highlight"
