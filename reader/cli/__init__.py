"""The command line: one module per group of commands."""

from reader.cli.program import main

__all__ = ["main"]
