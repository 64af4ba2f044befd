"""`reader completion SHELL`: what makes a shell complete our commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from reader.cli.options import global_options
from reader.cli.output import write


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@global_options()
def completion_command(shell: str) -> int:
    r"""Print a script that completes commands, options and files.

    \b
    bash: put  eval "$(reader completion bash)"  in ~/.bashrc
    zsh:  put  eval "$(reader completion zsh)"  in ~/.zshrc
    fish: reader completion fish > ~/.config/fish/completions/reader.fish
    """
    from reader.cli.program import program

    made = get_completion_class(shell)
    assert made is not None  # one of the three choices
    completion = made(program, {}, "reader", "_READER_COMPLETE")
    # Not `completion.source()`: it starts a bash to ask for its version.
    write(completion.source_template % completion.source_vars())
    write("\n")
    return 0
