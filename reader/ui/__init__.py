"""The terminal application; the only room that knows Textual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.document import Document
    from reader.places import Places
    from reader.settings import Settings

__all__ = ["run"]


def run(
    sources: Sequence[str | Document],
    places: Places,
    settings: Settings,
    *,
    no_color: bool = False,
    debug: bool = False,
) -> int:
    """Open `sources` in the terminal and stay until the person leaves; the exit code.

    Args:
        sources: Locators, or documents already read (standard input); empty: the library.
        places: Where things are kept.
        settings: What the person has set.
        no_color: Whether to use no colours.
        debug: Whether a fault of the program shows where it arose, with all that was known there.

    Raises:
        SourceError: The first source cannot be read.
        Exception: A fault of the program, once the terminal is given back.
    """
    from reader.ui.start import start

    return start(sources, places, settings, no_color=no_color, debug=debug)
