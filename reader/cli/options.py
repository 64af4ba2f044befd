"""The options that every command takes, before its name or after it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import click

from reader.places import Places, find_places

if TYPE_CHECKING:
    from reader.settings import Settings

_META = "reader.cli.options"
F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Options:
    """What the global options said."""

    data_dir: str | None = None
    """Folder of the library."""
    config: str | None = None
    """The settings file."""
    no_color: bool = False
    """Whether nothing may be coloured; also by the environment's `NO_COLOR`."""
    quiet: bool = False
    """Whether notices and progress are left out; errors are not."""
    debug: bool = False
    """Whether errors come with a traceback."""

    @property
    def places(self) -> Places:
        """Where the library and the settings are."""
        return find_places(self.data_dir, self.config)


def options() -> Options:
    """The global options of the command that is running."""
    context = click.get_current_context(silent=True)
    given = context.meta.get(_META, Options()) if context else Options()
    assert isinstance(given, Options)
    return replace(given, no_color=True) if os.environ.get("NO_COLOR") else given


def global_options(*, hidden: bool = True) -> Callable[[F], F]:
    """Give a command the global options; they are kept beside its own, not passed to it.

    Args:
        hidden: Whether its `--help` leaves them out.
    """
    decorators = [
        _option("--data-dir", "Folder of the library.", hidden, metavar="DIR"),
        _option("--config", "The settings file.", hidden, metavar="FILE"),
        _option("--no-color", "Colour nothing.", hidden, is_flag=True),
        _option("--quiet", "No notices, no progress; errors only.", hidden, is_flag=True),
        _option("--debug", "Show where in the program an error arose.", hidden, is_flag=True),
    ]

    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def load_settings() -> Settings:
    """The settings; what could not be used of them is told.

    Raises:
        SettingsError: The file cannot be used at all.
    """
    from reader.cli.output import tell
    from reader.settings import load_settings as load

    settings, notices = load(options().places.config)
    for notice in notices:
        tell(notice)
    return settings


def now() -> datetime:
    """The present, aware, UTC; read here and passed on."""
    return datetime.now(UTC)


def _option(
    name: str, help_text: str, hidden: bool, *, metavar: str | None = None, is_flag: bool = False
) -> Callable[[F], F]:
    return click.option(
        name,
        help=help_text,
        hidden=hidden,
        metavar=metavar,
        is_flag=is_flag,
        expose_value=False,
        callback=_keep,
        default=None if metavar else False,
    )


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    # An option not given after the command must not undo the same one given before it.
    if value and parameter.name:
        kept = context.meta.get(_META, Options())
        context.meta[_META] = replace(kept, **{parameter.name: value})
