"""Textual in a terminal that shows a page already, and on the Linux console."""

from __future__ import annotations

import os

from textual.driver import Driver

from reader.ui.console import for_console, is_console
from reader.ui.first_page import ALTERNATE_SCREEN, FirstPage


def driver_after(page: FirstPage) -> type[Driver]:
    """A driver that paints over `page`, and gives the terminal back as it was before it.

    Without a page it is Textual's own.
    """
    # Only here: there is no such module on Windows, where no page is shown either.
    from textual.drivers.linux_driver import LinuxDriver

    on_console = is_console(os.environ)

    class DriverAfterPage(LinuxDriver):
        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if page.is_shown and not page.is_taken_over:
                self.attrs_before = page.attributes
                page.is_taken_over = True

        def write(self, data: str) -> None:
            # The screen is ours already; many terminals would wipe it now.
            if page.is_taken_over or not page.is_shown or data != ALTERNATE_SCREEN:
                super().write(for_console(data) if on_console else data)

    return DriverAfterPage
