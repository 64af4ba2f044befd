"""What the screens work with: the library, the settings, the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from reader.document import Document
from reader.places import Places
from reader.settings import Settings
from reader.ui.remembered import Look, keep, recall
from reader.ui.search import Query

if TYPE_CHECKING:
    # Loading them takes as long as painting a list.
    from reader.reading import Shelf


@dataclass(slots=True)
class Desk:
    """Handed from the app to each screen; the only way a screen reaches beyond itself."""

    shelf: Callable[[], Shelf]
    """The library; loads it when first called, so call it after the first paint."""
    settings: Settings
    """What the person has set."""
    places: Places
    """Where things are kept."""
    now: Callable[[], datetime]
    """The present time, aware, UTC."""
    sources: Sequence[str | Document] = ()
    """The articles named on the command line, in order."""
    number: int = 0
    """Which of them is open, from 0."""

    last_search: Query = field(default_factory=lambda: Query(""))
    """What was searched for last, and how."""
    look: Look = field(init=False)
    """How the screen is, and was left the last time."""
    searches: list[str] = field(default_factory=list)
    """What was searched for since the start, the last one first, none twice."""

    def __post_init__(self) -> None:
        """Recall how the screen was left."""
        self.look = recall(self.places.data, self.settings)

    def change_look(self, **changes: str | int | bool) -> None:
        """Note what a key changed about the screen, for the next start, too."""
        look = replace(self.look, **changes)  # type: ignore[arg-type]
        if look != self.look:
            self.look = look
            keep(self.places.data, look, self.settings)

    def neighbour(self, by: int) -> str | Document | None:
        """The source so many ahead; None where there is none."""
        wanted = self.number + by
        return self.sources[wanted] if 0 <= wanted < len(self.sources) else None

    def step(self, by: int) -> Document | None:
        """Read the source so many ahead and be there.

        Raises:
            SourceError: It cannot be read; it is passed over all the same.
        """
        source = self.neighbour(by)
        if source is None:
            return None
        self.number += by
        if isinstance(source, Document):
            return source
        # Only here: nothing on the way to the first paint reads a second article.
        from reader.reading.kept import open_or_kept

        return open_or_kept(source, self.shelf, self.now())
