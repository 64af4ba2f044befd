"""Textual in a terminal that shows a page already."""

from __future__ import annotations

from textual.driver import Driver

from reader.ui.first_page import ALTERNATE_SCREEN, FirstPage


def driver_after(page: FirstPage) -> type[Driver]:
    """A driver that paints over `page`, and gives the terminal back as it was before it."""
    # Only here: there is no such module on Windows, where no page is shown either.
    from textual.drivers.linux_driver import LinuxDriver

    class DriverAfterPage(LinuxDriver):
        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if not page.is_taken_over:
                self.attrs_before = page.attributes
                page.is_taken_over = True

        def write(self, data: str) -> None:
            # The screen is ours already; many terminals would wipe it now.
            if page.is_taken_over or data != ALTERNATE_SCREEN:
                super().write(data)

    return DriverAfterPage
