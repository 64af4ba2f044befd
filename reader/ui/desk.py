"""What the screens work with: the library, the settings, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from reader.places import Places
from reader.reading import Shelf
from reader.settings import Settings


@dataclass(frozen=True, slots=True)
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
