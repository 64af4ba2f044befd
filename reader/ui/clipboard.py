"""Copying through the terminal: OSC 52, wrapped for what stands between it and us.

OSC 52 is xterm's control sequence for the clipboard (ctlseqs, "Manipulate Selection Data"); most
terminals know it, also over SSH. tmux takes it, or passes on what is wrapped, only if it is set up
to, and is told by a command besides; screen passes on only what is wrapped, in short pieces.
"""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64encode
from collections.abc import Mapping

_PIECE = 240
"""Bytes that screen takes in one piece; it cuts longer ones."""
_TMUX_SECONDS = 2.0
MOST_BYTES = 74_994
"""More than this many terminals throw away: 100,000 bytes as they are sent."""


def copy_sequence(text: str, environment: Mapping[str, str]) -> str:
    """What to write to the terminal so that `text` is on the clipboard.

    Args:
        text: What to copy.
        environment: Tells by `TMUX`, `STY` and `TERM` what stands between.
    """
    data = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    sequence = f"\x1b]52;c;{data}\x07"
    if environment.get("TMUX"):
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"{sequence}\x1bPtmux;{doubled}\x1b\\"
    if environment.get("STY") or environment.get("TERM", "").startswith("screen"):
        pieces = (sequence[at : at + _PIECE] for at in range(0, len(sequence), _PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return sequence


def tell_tmux(text: str, environment: Mapping[str, str]) -> bool:
    """Hand `text` to the tmux around us, if there is one: to its buffer and the clipboard.

    As it comes, tmux listens to no program's OSC 52. Whether it took it.
    """
    program = shutil.which("tmux") if environment.get("TMUX") else None
    if program is None:
        return False
    data = text.encode("utf-8", "replace")
    # -w, to the clipboard, is known since tmux 3.2.
    ways = ([program, "load-buffer", *option, "-"] for option in (["-w"], []))
    return any(_runs(way, data, environment) for way in ways)


def _runs(command: list[str], data: bytes, environment: Mapping[str, str]) -> bool:
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=_TMUX_SECONDS,
            check=False,
            env=dict(environment),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
