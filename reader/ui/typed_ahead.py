"""Keys typed on the first page, before there is anything that obeys them.

Where they do no more than move the text, the page they lead to is shown at once: the end of a
text of many megabytes need not wait for Textual, either. They are obeyed afterwards all the same.
"""

from __future__ import annotations

from reader.document import Document
from reader.settings import Settings
from reader.ui.first_page import MOTIONS, FirstPage, page
from reader.ui.remembered import Look

_NAMES = {
    " ": "space",
    "\x1b[6~": "pagedown",
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[F": "end",
    "\x1b[H": "home",
}
"""Names of the keys that move, by what a terminal sends; a letter is its own name."""


def show_ahead(
    shown: FirstPage, document: Document | None, settings: Settings, look: Look, offset: int
) -> None:
    """Show where the keys typed by now lead, if they only move.

    Args:
        shown: The page on the screen.
        document: The whole text; None: there is only a list.
        settings: How it is set, and what keys mean.
        look: How the screen was left.
        offset: The code point at the top before any of the keys.
    """
    if document is None or look.focus != "none" or not shown.take_typed():
        return
    motions = _motions(shown.typed, settings)
    if motions:
        shown.is_ahead = True
        shown.show(
            lambda size, colors: page(
                document, settings, look, offset, size, colors, motions=motions
            )
        )


def _motions(typed: str, settings: Settings) -> list[str]:
    """What keys do, as actions; nothing when any of them does more than move the text."""
    # Only here: mostly nothing was typed yet.
    from reader.ui.bindings import Mode, remapped

    table, _ = remapped(settings.keys)
    actions: dict[str, str] = {}
    for key in table:
        if Mode.READ in key.modes:
            for name in key.keys.split(","):
                actions.setdefault(name, key.action)
    found = [actions.get(name, "") for name in _names(typed)]
    return found if all(action in MOTIONS for action in found) else []


def _names(typed: str) -> list[str]:
    names = []
    while typed:
        length = next((len(code) for code in _NAMES if typed.startswith(code)), 1)
        names.append(_NAMES.get(typed[:length], typed[:length]))
        typed = typed[length:]
    return names
