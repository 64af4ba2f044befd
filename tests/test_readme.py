"""What the README shows can be typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from reader.cli.program import COMMANDS, program

README = Path(__file__).parents[1] / "README.md"


def _command_lines() -> list[list[str]]:
    text = README.read_text(encoding="utf-8") if README.exists() else ""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.split("\n")]
    shown = [line.split(" | ")[0].split(" > ")[0] for line in lines if line.startswith("reader ")]
    return [shlex.split(line, comments=True)[1:] for line in shown]


@pytest.mark.parametrize("words", _command_lines() or [[]], ids=" ".join)
def test_every_option_shown_is_there(words: list[str]) -> None:
    context = click.Context(program)
    name = words[0] if words and words[0] in COMMANDS else "open"
    command = program.get_command(context, name)
    assert command is not None
    below = (
        command.get_command(context, words[1])
        if isinstance(command, click.Group) and words[1:]
        else None
    )
    options = (*command.params, *program.params, *(below.params if below else ()))
    known = {option for one in options for option in one.opts}
    for word in words:
        if re.match(r"--?[a-z]", word):
            assert word.split("=")[0] in {*known, "--help", "-h"}
