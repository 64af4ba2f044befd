"""A terminal that is gone takes what is written to it, and the program is told once."""

from __future__ import annotations

import io
import signal
import sys

import pytest

from reader.ui.enduring import Enduring

if sys.platform == "win32":
    pytest.skip("no terminal hangs up here", allow_module_level=True)


class _Gone(io.StringIO):
    """Fails once it is told to."""

    is_gone = False

    def write(self, text: str) -> int:
        """As a terminal that hung up."""
        if self.is_gone:
            raise OSError(5, "Input/output error")
        return super().write(text)

    def flush(self) -> None:
        """Likewise."""
        self.write("")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The signals this process is sent."""
    sent: list[int] = []
    monkeypatch.setattr("reader.ui.enduring.os.kill", lambda _pid, number: sent.append(number))
    return sent


def test_what_is_written_arrives_while_it_is_there(told: list[int]) -> None:
    stream = _Gone()
    enduring = Enduring(stream)
    assert enduring.write("words") == 5
    enduring.flush()
    assert enduring.getvalue() == "words"
    assert told == []


@pytest.mark.parametrize("first", ["write", "flush"])
def test_afterwards_nothing_fails_and_it_is_told_once(told: list[int], first: str) -> None:
    stream = _Gone()
    enduring = Enduring(stream)
    stream.is_gone = True
    if first == "flush":
        enduring.flush()
    assert enduring.write("words") == 5
    enduring.flush()
    enduring.write("more")
    assert told == [signal.SIGHUP]


def test_a_closed_stream_is_gone(told: list[int]) -> None:
    stream = io.StringIO()
    enduring = Enduring(stream)
    stream.close()
    assert enduring.write("words") == 5
    assert told == [signal.SIGHUP]
