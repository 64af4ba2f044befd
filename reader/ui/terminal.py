"""Textual in a terminal that shows a page already, and on the Linux console."""

from __future__ import annotations

import os
from collections.abc import Iterator

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.events import Key
from textual.message import Message

from reader.ui.console import for_console, is_console
from reader.ui.first_page import ALTERNATE_SCREEN, FirstPage


def _keys_in(page: FirstPage) -> Iterator[Message]:
    """The keys that were typed on the page, once; `escape` may be the last one."""
    typed, page.typed = page.typed, ""
    yield from XTermParser().feed(typed.removesuffix("\x1b"))
    if typed.endswith("\x1b"):
        yield Key("escape", "\x1b")


def driver_after(page: FirstPage) -> type[Driver]:
    """A driver that paints over `page`, and gives the terminal back as it was before it.

    Without a page it is Textual's own.
    """
    # Only here: there is no such module on Windows, where no page is shown either.
    from textual.drivers.linux_driver import LinuxDriver

    on_console = is_console(os.environ)

    class DriverAfterPage(LinuxDriver):
        def start_application_mode(self) -> None:
            # Before the thread is started that reads the keys typed after them.
            for message in _keys_in(page):
                self.process_message(message)
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if page.is_shown and not page.is_taken_over:
                self.attrs_before = page.attributes
                page.is_taken_over = True

        def write(self, data: str) -> None:
            # The screen is ours already; many terminals would wipe it now.
            if page.is_taken_over or not page.is_shown or data != ALTERNATE_SCREEN:
                super().write(for_console(data) if on_console else data)

    return DriverAfterPage
