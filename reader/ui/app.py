"""The application: themes, the first screen, and what is open."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from reader.document import Document
from reader.places import Places
from reader.settings import Settings
from reader.ui import garbage
from reader.ui.bindings import KEYS, remapped, unknown_names
from reader.ui.clipboard import copy_sequence, tell_tmux
from reader.ui.desk import Desk
from reader.ui.keys_in_order import KeysInOrder
from reader.ui.library_keys import LIBRARY, LIBRARY_KEYS
from reader.ui.messages import Leavable, LibraryWanted, Ready
from reader.ui.theme import THEMES, standing_out, variables_for

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider

    from reader.reading import Entry, Shelf

_MOUNT_SECONDS = 0.002
_IDLE_SECONDS = 2.0
"""After so long without a key or the mouse nobody waits for anything."""
_STORM_SECONDS = 0.05
"""Sizes that follow each other faster are laid out as Textual does it: the last of a few."""
_MESSAGE_SECONDS = 0.1
"""How often is looked whether a note has come from its editor."""
_MOST_MESSAGES = 100
"""So often, at the most."""


def _screen_commands() -> type[Provider]:
    from reader.ui.palette import ScreenCommands

    return ScreenCommands


class ReaderApp(KeysInOrder):
    """Shows articles and the library."""

    TITLE = "reader"
    COMMANDS = App.COMMANDS | {_screen_commands}
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 4
    # Not before all others, as Textual has it: in the editor of notes it drops the change.
    BINDINGS = [Binding("ctrl+q", "quit", "quit", show=False)]

    def __init__(
        self,
        document: Document | None,
        places: Places,
        settings: Settings,
        *,
        sources: Sequence[str | Document] = (),
        notices: Sequence[str] = (),
        offset: int = 0,
        entries: Sequence[Entry] = (),
    ) -> None:
        """Open `document`, or the library.

        Args:
            document: The article to show first; None for the library.
            places: Where things are kept.
            settings: What the person has set.
            sources: All the articles named on the command line, the first one included.
            notices: What to tell at the start, a line each.
            offset: The code point of `document` to show at the top.
            entries: The articles of the library as they were the last time.
        """
        self.faults_tell_all = False
        """Whether a fault of the program is written with all that was known where it arose."""
        self._resized = 0.0
        self.is_shown_ahead = False
        """Whether the terminal shows already what the keys typed so far lead to."""
        self.fault: Exception | None = None
        """The fault that ended the program."""
        self._first, self._offset, self._entries = document, offset, entries
        self._notices = tuple(notices)
        self._shelf: Shelf | None = None
        self.desk = Desk(self._open_shelf, settings, places, lambda: datetime.now(UTC), sources)
        no_color = bool(os.environ.get("NO_COLOR"))
        # Without it Textual would write greys, which are colours too.
        super().__init__(ansi_color=True if no_color else None)
        for theme in THEMES:
            self.register_theme(theme)
        wanted = self.desk.look.theme
        if wanted not in self.available_themes:
            self._notices += (f"no theme is called {wanted}; using reader-dark",)
            wanted = "reader-dark"
        self.theme = "ansi-dark" if no_color else wanted
        self._remembers_theme = not no_color
        self.set_keymap(dict(settings.keys))
        self._notices += unknown_names(settings.keys, (*KEYS, *LIBRARY_KEYS))
        self._notices += remapped(settings.keys)[1] + remapped(settings.keys, LIBRARY.keys)[1]

    def watch_theme(self, theme: str) -> None:
        """Keep the theme that was chosen for the next start."""
        if getattr(self, "_remembers_theme", False):
            self.desk.change_look(theme=theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that do not set them."""
        theme = self.current_theme
        return variables_for(dark=theme.dark, ansi=theme.ansi)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, those of words made to stand out."""
        variables = super().get_css_variables()
        if not self.current_theme.ansi:
            variables = self.theme_variables = standing_out(variables)
        return variables

    def get_default_screen(self) -> Screen[None]:
        """The article, so that nothing else is laid out before it."""
        # Each loads what the other does without.
        if self._first is not None:
            from reader.ui.screens.article import ArticleScreen

            return ArticleScreen(self._first, self.desk, self._offset)
        from reader.ui.screens.library import LibraryScreen

        return LibraryScreen(self.desk, self._entries)

    def on_mount(self) -> None:
        """Obey the keys that came before there was a screen; tell what there is to tell."""
        for notice in self._notices:
            self.notify(notice, severity="warning", markup=False, timeout=10)
        self.call_after_refresh(self._begin)
        if self._first is not None:
            self.call_later(self._take_keys_soon)
        self.after_keys(partial(self.call_after_refresh, self._show))
        self._heed_signals()
        self.app_resume_signal.subscribe(self, self._paint_all)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out the first of several sizes at once; Textual waits whether more will come."""
        now = monotonic()
        if now - self._resized > _STORM_SECONDS and self.screen_stack:
            self.screen.post_message(
                events.Resize(event.size, event.virtual_size, event.container_size)
            )
        self._resized = now

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if not self.is_shown_ahead:
            super()._display(screen, renderable)

    def _show(self) -> None:
        """Show what is painted: by now it is what was shown ahead."""
        if self.is_shown_ahead:
            self.is_shown_ahead = False
            self.refresh(layout=True)

    def _paint_all(self, _app: App[object]) -> None:
        """Back from the shell: the terminal has forgotten everything."""
        self.refresh(layout=True)

    def _begin(self) -> None:
        """The first paint is done: look for garbage among what comes from now on."""
        garbage.take_over()
        self.set_interval(_IDLE_SECONDS, self._look_for_garbage)

    def _look_for_garbage(self) -> None:
        if monotonic() - self.used_at > _IDLE_SECONDS:
            garbage.look()

    def _take_keys_soon(self) -> None:
        """Obey keys as soon as there is something that takes them, be it painted or not."""
        if self.screen.is_mounted and self.screen.focused is not None:
            self.take_keys()
        else:
            self.set_timer(_MOUNT_SECONDS, self._take_keys_soon)

    @on(Ready)
    def _take_keys(self) -> None:
        self.take_keys()

    @on(LibraryWanted)
    def _show_library(self) -> None:
        from reader.ui.screens.library import LibraryScreen

        self.push_screen(LibraryScreen(self.desk))

    def action_command_palette(self) -> None:
        """Every command by name."""
        from reader.ui.palette import Palette

        if self.use_command_palette and not isinstance(self.screen, Palette):
            # Without an id: the palette before may not be quite gone yet.
            self.push_screen(Palette())

    def copy_to_clipboard(self, text: str) -> None:
        """Copy through the terminal, tmux and screen."""
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(copy_sequence(text, os.environ))
        if os.environ.get("TMUX"):
            self._tell_tmux(text)

    @work(thread=True, group="clipboard", exit_on_error=False, description="tell tmux")
    def _tell_tmux(self, text: str) -> None:
        tell_tmux(text, os.environ)

    def _heed_signals(self) -> None:
        """Save, and give the terminal back, when told to end or when the terminal goes away."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", None)):
            if number is not None:
                # Windows has no signal handlers in its loop, and no terminal that hangs up.
                with suppress(NotImplementedError, RuntimeError):
                    loop.add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        from reader.ui.screens.note_editor import NoteEditor

        if isinstance(self.screen, NoteEditor):
            self.screen.action_save()
        self._end_after_note(128 + number, _MOST_MESSAGES)

    def _end_after_note(self, return_code: int, left: int) -> None:
        """Save and end once the note that was being written has come to its article."""
        from reader.ui.screens.note_editor import NoteEditor

        if isinstance(self.screen, NoteEditor) and left:
            self.set_timer(_MESSAGE_SECONDS, partial(self._end_after_note, return_code, left - 1))
        else:
            # It comes by a message, which stands before this one.
            self.screen.call_later(self._save_and_exit, return_code)

    def _save_and_exit(self, return_code: int) -> None:
        for screen in self._articles():
            screen.save_what_can_be()
        self.exit(return_code=return_code)

    def _articles(self) -> list[Leavable]:
        return [screen for screen in self.screen_stack if isinstance(screen, Leavable)]

    async def action_quit(self) -> None:
        """Leave from wherever one is; ask if something cannot be saved."""
        self._leave()

    @work(exclusive=True, group="leave")
    async def _leave(self) -> None:
        for screen in self._articles():
            if not await screen.may_leave():
                return
        self.exit()

    def _fatal_error(self) -> None:
        """End; the fault is told by whoever runs this, once the terminal is given back.

        Textual itself writes where it arose, with all that was known there: the person's words.
        """
        self.fault = self._exception
        if self.faults_tell_all:
            super()._fatal_error()
        else:
            self._close_messages_no_wait()

    def _open_shelf(self) -> Shelf:
        if self._shelf is None:
            # Only here: TinyDB is not needed for the first paint.
            from reader.store import open_shelf

            self._shelf = open_shelf(self.desk.places.data)
        return self._shelf
