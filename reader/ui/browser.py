"""Addresses handed to the browser that the system has; one that needs the terminal gets it."""

from __future__ import annotations

import subprocess
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING, Any

from reader.document.address import is_safe_address

if TYPE_CHECKING:
    from textual.app import App


class NoBrowser(Exception):
    """There is none that can be used from here."""


def open_address(app: App[Any], address: str) -> None:
    """Open an address in the browser; the program waits only for one that takes the terminal.

    Raises:
        NoBrowser: There is none, or the address is not one that may be opened.
    """
    from textual.app import SuspendNotSupported

    if not is_safe_address(address):
        raise NoBrowser
    if app.is_web:
        app.open_url(address)
        return
    try:
        browser = webbrowser.get()
        if _takes_the_terminal(browser):
            with app.suspend():
                browser.open(address)
            return
    except (webbrowser.Error, SuspendNotSupported, OSError) as error:
        raise NoBrowser from error
    threading.Thread(target=_open_apart, args=(address,), daemon=True).start()


def _open_apart(address: str) -> None:
    """Open it by a process of its own: what a browser complains of stays off the screen."""
    subprocess.run(
        [sys.executable, "-m", "webbrowser", "-t", address],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
    )


def _takes_the_terminal(browser: webbrowser.BaseBrowser) -> bool:
    if isinstance(browser, webbrowser.BackgroundBrowser):
        return False
    return isinstance(browser, webbrowser.GenericBrowser) or type(browser).__name__ == "Elinks"
