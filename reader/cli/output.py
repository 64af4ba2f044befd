"""What the command line writes: results to standard output, everything else to standard error.

Nothing that comes from an article, a note or a file name reaches the terminal with a control
character in it.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence

import click

from reader.cli.options import options

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL_OR_BREAK = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def prepare_streams() -> None:
    """Let results leave as UTF-8 wherever they go; what a terminal cannot show is escaped.

    A stream that the caller has closed (`>&-`) is replaced by one that leads nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def inert(text: str) -> str:
    r"""`text` on one line, its control characters written out (`\x1b`, `\n`)."""
    return _CONTROL_OR_BREAK.sub(_escaped, text)


def complain(message: str) -> None:
    """Say on standard error what could not be done, in one line."""
    click.echo(f"reader: {inert(message)}", err=True)


def tell(message: str) -> None:
    """Say on standard error what is good to know, unless `--quiet`."""
    if not options().quiet:
        complain(message)


def tell_how_many(folder: str, articles: Sequence[str]) -> None:
    """Say how many articles were found in a folder."""
    tell(f"{folder}: {len(articles)} article{'s' if len(articles) != 1 else ''}")


def write(text: str) -> None:
    """Write a part of the result; line breaks and tabs stay, other control characters do not."""
    click.echo(_CONTROL.sub(_escaped, text), nl=False)


def json_text(value: object, *, indent: int | None = 2) -> str:
    """`value` as JSON in UTF-8, with a line break at the end."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def write_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    title: str = "",
    *,
    header: bool = True,
) -> None:
    """Write a table: for people on a terminal, else lines of cells with tabs between.

    Args:
        columns: Their names, which are the first line when it is not for a terminal.
        rows: A cell for each column.
        title: Shown above it on a terminal.
        header: Whether to begin with the names, when it is not for a terminal.
    """
    if sys.stdout.isatty():
        _write_rich_table(columns, rows, title)
        return
    if header:
        write("\t".join(columns) + "\n")
    # In one go: each piece that is written waits for the terminal or pipe.
    write("".join("\t".join(map(_cell, row)) + "\n" for row in rows))


def _write_rich_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Text, never str: Rich would take "[bold]" in an article for markup.
    table = Table(title=Text(_cell(title)) if title else None, box=SIMPLE_HEAD)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(cell)) for cell in row))
    no_color = options().no_color
    Console(no_color=no_color, highlight=False, emoji=False, markup=False).print(table)


def _cell(value: object) -> str:
    return inert(" ".join(_plain(value).split()))


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plain, value))
    return str(value)


def _escaped(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
