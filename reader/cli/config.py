"""`reader config`: where the settings are, what they are, and the keys."""

from __future__ import annotations

import click

from reader.cli.options import global_options, load_settings, options
from reader.cli.output import inert, write, write_table


@click.command("config")
@click.argument("what", type=click.Choice(["path", "show", "keys"]), default="show")
@global_options()
def config_command(what: str) -> int:
    """Print the settings: their file's path, their values, or the keys.

    A setting is changed in the file; `reader config show > FILE` makes one to start from.
    """
    match what:
        case "path":
            write(inert(str(options().places.config)) + "\n")
        case "show":
            from reader.settings import settings_as_toml

            write(settings_as_toml(load_settings()))
        case _:
            _write_keys()
    return 0


def _write_keys() -> None:
    from reader.ui.bindings import KEYS
    from reader.ui.library_keys import LIBRARY_KEYS

    own = load_settings().keys
    table = (*KEYS, *LIBRARY_KEYS)
    rows = [(key.id, own.get(key.id, key.keys), key.help) for key in table]
    write_table(("action", "keys", "what it does"), rows)
