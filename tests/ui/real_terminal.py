"""The program in a terminal of its own: keys and mouse in, a screen and raw bytes out."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyte

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30.0
"""How long to wait for anything; only a failing test waits that long."""

_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|P.*?\x1b\\|\].*?(?:\x07|\x1b\\)|[^\[P\]])", re.DOTALL
)
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\", re.DOTALL)
"""Questions and keyboard modes that a plain terminal ignores and pyte would print."""


class Terminal:
    """A pseudo-terminal with the program in it."""

    def __init__(self, process: subprocess.Popen[bytes], parent: int, size: tuple[int, int]):
        self.process = process
        self.raw = b""
        self.read_at = 0.0
        """When the last piece arrived, by `time.perf_counter`."""
        self._parent = parent
        self._unread = b""
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)

    # In

    def type(self, keys: str | bytes) -> None:
        """Send keys as a keyboard would."""
        os.write(self._parent, keys.encode() if isinstance(keys, str) else keys)

    def mouse(self, button: int, column: int, row: int, *, down: bool = True) -> None:
        """Send one mouse report (SGR); column and row count from 0."""
        self.type(f"\x1b[<{button};{column + 1};{row + 1}{'M' if down else 'm'}")

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size and tell the program."""
        self.screen.resize(rows, columns)
        _set_size(self._parent, columns, rows)
        self.process.send_signal(signal.SIGWINCH)

    def hang_up(self) -> None:
        """Close the terminal, as when its window is closed or the connection breaks."""
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self._parent)
        os.close(nothing)

    # Out

    @property
    def rows(self) -> list[str]:
        """What is on the screen."""
        return [row.rstrip() for row in self.screen.display]

    @property
    def text(self) -> str:
        """What is on the screen, as one string."""
        return "\n".join(self.rows)

    def top(self, columns: int) -> list[str]:
        """The first rows of the text below the status line, without what is beside them."""
        return [row[:columns].strip(" ┃▌›") for row in self.rows[1:7]]

    def wait(self, is_so: Callable[[], bool], what: str) -> None:
        """Read until something is so.

        Raises:
            AssertionError: It never was; tells the screen.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            ended = not self._read(0.05) and self.process.poll() is not None
            if (ended or time.monotonic() > until) and not is_so():
                raise AssertionError(f"never seen: {what}; exit {self.process.poll()}\n{self.text}")

    def settle(self) -> None:
        """Read until nothing more comes: a frame may arrive in pieces."""
        while self._read(0.4):
            pass

    def wait_for(self, words: str) -> None:
        """Read until the words are on the screen."""
        self.wait(lambda: words in self.text, words)

    def type_until(self, keys: str, is_so: Callable[[], bool], what: str) -> None:
        """Type the keys again every second until something is so."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            self.type(keys)
            again = time.monotonic() + 1
            while not is_so() and time.monotonic() < again:
                self._read(0.05)
            if time.monotonic() > until:
                raise AssertionError(f"never seen: {what}\n{self.text}")

    def end(self) -> int:
        """Wait for the program to end; its exit code."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.process.poll() is None:
            self._read(0.05)
            if time.monotonic() > until:
                raise AssertionError(f"it does not end\n{self.text}")
        while self._read(0):
            pass
        return self.process.returncode

    def echoes(self) -> bool:
        """Whether the terminal is in the state a shell left it in: lines, echoed."""
        flags = termios.tcgetattr(self._parent)[3]
        return bool(flags & termios.ECHO) and bool(flags & termios.ICANON)

    def is_on(self, mode: int) -> bool:
        """What the program last set a private mode to; off while it never did."""
        found = re.findall(rb"\x1b\[\?(?:\d+;)*%d(?:;\d+)*([hl])" % mode, self.raw)
        return bool(found) and found[-1] == b"h"

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._parent], [], [], seconds)
        if not ready:
            return False
        try:
            piece = os.read(self._parent, 65536)
        except OSError as error:
            if error.errno != errno.EIO:  # how Linux says that nobody writes any more
                raise
            time.sleep(seconds)
            return False
        self.read_at = time.perf_counter()
        self.raw += piece
        self._feed(piece)
        return bool(piece)

    def _feed(self, piece: bytes) -> None:
        data = self._unread + piece
        last = data.rfind(b"\x1b")
        is_whole = last < 0 or _SEQUENCE.match(data, last)
        whole, self._unread = (data, b"") if is_whole else (data[:last], data[last:])
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", whole))


@contextmanager
def terminal(
    *arguments: str,
    size: tuple[int, int],
    environment: Mapping[str, str],
    typed: str = "",
    stdin: IO[bytes] | None = None,
) -> Iterator[Terminal]:
    """Run `reader` in a terminal of (columns, rows); it is ended with the block.

    Args:
        arguments: Of the command line.
        size: Columns and rows.
        environment: Variables besides the present ones.
        typed: Keys typed before the program has started.
        stdin: Read by the program instead of the terminal.
    """
    command = [sys.executable, "-m", "reader", *arguments]
    with program_in_terminal(
        command, size=size, environment=environment, typed=typed, stdin=stdin
    ) as running:
        yield running


@contextmanager
def program_in_terminal(
    command: Sequence[str],
    *,
    size: tuple[int, int],
    environment: Mapping[str, str],
    typed: str = "",
    stdin: IO[bytes] | None = None,
) -> Iterator[Terminal]:
    """Run any program so; see `terminal`."""
    parent, child = os.openpty()
    _set_size(parent, *size)
    if typed:
        os.write(parent, typed.encode())
    name = os.ttyname(child)
    # A new session gets the first terminal it opens as its own, which is what /dev/tty is.
    redirect = ': <"$0"; exec "$@" >"$0" 2>&1' + ("" if stdin else ' <"$0"')
    process = subprocess.Popen(
        ["/bin/sh", "-c", redirect, name, *command],
        cwd=ROOT,
        env={**_plain_environment(), **environment},
        stdin=stdin or subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Terminal(process, parent, size)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(child)
        os.close(parent)


def _set_size(terminal_fd: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal_fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _plain_environment() -> dict[str, str]:
    dropped = ("COLUMNS", "LINES", "NO_COLOR", "TERM_PROGRAM", "TMUX", "STY")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
