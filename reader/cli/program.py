"""The program as a whole: its commands, and what becomes of an error."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from types import TracebackType
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

from reader import __version__
from reader.cli.options import global_options
from reader.cli.output import complain, prepare_streams
from reader.errors import ReaderError

COMMANDS = {
    "open": "reader.cli.open",
    "quotes": "reader.cli.quotes",
    "export": "reader.cli.export",
    "import": "reader.cli.importing",
    "mark": "reader.cli.mark",
    "unmark": "reader.cli.mark",
    "edit": "reader.cli.mark",
    "undo": "reader.cli.undo",
    "notes": "reader.cli.notes",
    "library": "reader.cli.library",
    "doctor": "reader.cli.care",
    "backup": "reader.cli.care",
    "restore": "reader.cli.care",
    "config": "reader.cli.config",
    "completion": "reader.cli.completion",
}
"""The module of each command, in the order that `--help` lists them.

A module is imported when its command is used, and imports what is slow inside its functions.
"""

INTERRUPTED = 130
"""Exit code after ctrl+c, as shells have it."""


class Program(click.Group):
    """`reader`: a command, or else articles to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, as `--help` lists them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None if it is none."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begin with; anything else is an article to open."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        # An option would have been taken or refused by now: a dash here came after `--`.
        odd_name = args[0].startswith("-") and args[0] != "-"
        return "open", self.get_command(ctx, "open"), ["--", *args] if odd_name else args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options, and files, since a file alone opens it."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader that stops listening (`| head`) is no error.

        An interrupt is caught here, since Click would write a blank line about it.
        """
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _discard_the_rest()
            return 0
        except KeyboardInterrupt:
            return INTERRUPTED
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run the program and exit: 0 done, 1 could not, 2 wrong usage, 130 interrupted."""
        arguments = list(sys.argv[1:] if args is None else args)
        prepare_streams()
        try:
            result = super().main(
                arguments, prog_name or "reader", complete_var, standalone_mode=False, **extra
            )
        except (click.ClickException, click.Abort, ReaderError, OSError) as error:
            if _is_debugging(arguments):
                traceback.print_exc()
            sys.exit(_report(error))
        sys.exit(result if isinstance(result, int) else 0)


@click.group(
    "reader",
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[OPTIONS]",
    subcommand_metavar="[SOURCE ... | COMMAND ...]",
    epilog="SOURCE: a text, Markdown, HTML, EPUB, PDF or DOCX file, a folder, or -.",
)
@click.version_option(__version__, prog_name="reader", message="%(prog)s %(version)s")
@global_options(hidden=False)
@click.pass_context
def program(ctx: click.Context) -> object:
    """Read articles in the terminal and see who said what.

    Without a command, `reader SOURCE ...` opens the articles; without anything, the library.
    """
    if ctx.invoked_subcommand is not None:
        return None
    from reader.cli.open import open_articles

    return open_articles(())


def main() -> NoReturn:
    """Run the program with the arguments it was started with, and exit."""
    if not _is_debugging(sys.argv[1:]):
        sys.excepthook = _say_that_this_is_a_fault
    program.main()


def _is_debugging(arguments: Sequence[str]) -> bool:
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--debug" in options


def _report(error: BaseException) -> int:
    """Say in one line what went wrong; the exit code that goes with it."""
    match error:
        case click.Abort():
            return INTERRUPTED
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "reader"
            complain(f"{error.format_message().rstrip('.')}; see {command} --help")
            return 2
        case click.ClickException():
            complain(error.format_message())
        case OSError():
            name = f"{error.filename}: " if error.filename else ""
            complain(f"{name}{error.strerror or error}; check the disk and permissions")
        case _:
            complain(str(error))
    return 1


def _discard_the_rest() -> None:
    """Let nothing more be written to standard output, so that exiting stays quiet."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_that_this_is_a_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    complain(
        f"a fault of the program itself ({kind.__name__}: {error}); "
        "the same command with --debug tells more"
    )
