"""Places in the articles of the library that screens send one another to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A place in an article that is about to be opened."""

    note_id: str = ""
    """The note to go to; empty to go to the offset."""
    offset: int = 0
    """Code point to go to where there is no such note, or it has no place."""
    words: str = ""
    """What stood there; the text may have changed since."""
    sought: tuple[str, ...] = ()
    """Words that were searched for, to be marked in the article."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article of the library."""

    article_id: str
    """The article."""
    locator: str
    """Where it was opened from last."""
    goal: Goal
    """Where in it."""
