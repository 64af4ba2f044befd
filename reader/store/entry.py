"""One article of the library, told briefly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list of articles shows of one of them."""

    article_id: str
    """Its id in the library."""
    title: str
    """Never empty."""
    locator: str
    """Where it was last opened from: absolute path, URL, `-` or `welcome:`."""
    text_sha256: str
    """The version of its text opened last; empty while it was never opened here."""
    length: int
    """Code points of that text."""
    opened: datetime
    """When it was last opened, or taken in if it never was; aware, UTC."""
    position: int | None = None
    """Offset last read, code points; None while nothing was read."""
    quotes: int = 0
    """Quotes found in it, when it was last analysed."""
    speakers: int = 0
    """Speakers found in it, when it was last analysed."""
    notes: int = 0
    """Annotations on it, highlights included, those in the trash left out."""
    orphans: int = 0
    """How many of them had lost their place when last saved."""
    authors: tuple[str, ...] = ()
    """As the article names them."""
    published: str | None = None
    """Date as the article gives it."""
    site: str | None = None
    """Site, paper or publisher, as the article names it."""
    language: str | None = None
    """Code of the language; None when it is not known."""
    words: int | None = None
    """How many words the text has; None when they were not counted."""
    tags: tuple[str, ...] = ()
    """What the person gave the article to group it by."""
    added: datetime | None = None
    """When it came into the library; aware, UTC; None when that is not known."""
    removed: datetime | None = None
    """When it was moved to the trash; None when it was not."""
    trashed: int = 0
    """Annotations on it that are in the trash."""
    versions: int = 0
    """How many texts of it are known."""
    is_new: bool = False
    """Whether it was taken in and never opened."""

    share: float | None = None
    """How much of it came into sight, 0 to 1; None when that was not noted."""

    @property
    def progress(self) -> float:
        """How far it was read, 0 to 1."""
        if self.share is not None:
            return min(1.0, max(0.0, self.share))
        return min(1.0, (self.position or 0) / self.length) if self.length else 0.0


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article."""

    sha256: str
    """Its hash."""
    at: datetime | None
    """When it was first seen; aware, UTC; None when that is not known."""
    words: int | None
    """How many it has; None when that was not noted."""
    locator: str
    """Where it came from: path, URL."""
    is_kept: bool
    """Whether the text is still there to be read."""


def version_of(sha256: str, facts: object, kept_at: datetime | None) -> Version:
    """A version from what was noted of it; one noted by an earlier program has no facts.

    Args:
        sha256: Its hash.
        facts: What was noted.
        kept_at: When its text was written; None when it is not there.
    """
    known = facts if isinstance(facts, dict) else {}
    words = known.get("words")
    return Version(
        sha256,
        moment(known.get("at")) or kept_at,
        words if isinstance(words, int) else None,
        str(known.get("locator") or ""),
        kept_at is not None,
    )


def moment(stamp: object) -> datetime | None:
    """A time as it was kept; aware, UTC; None when it is none."""
    if not stamp:
        return None
    try:
        at = datetime.fromisoformat(str(stamp))
    except ValueError:
        return None
    if at.tzinfo is UTC:
        return at
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
