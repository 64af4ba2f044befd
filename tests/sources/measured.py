"""An article read by a process of its own, with what that took."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, replace

_READ = """
import json, resource, sys
from datetime import UTC, datetime
from reader.errors import ReaderError
from reader.sources import open_document
said, code = "", 0
try:
    document = open_document(sys.argv[1], now=datetime.now(UTC), tell=lambda line: None)
    if sys.argv[2] == "quotes":
        from reader.quotes import find
        find(document)
    said = f"{document.origin.kind}: {len(document.paragraphs)} paragraphs"
    if sys.argv[3] not in document.text:
        said, code = "it lacks what it should hold", 2
except ReaderError as error:
    said, code = str(error), 1
# Not `ru_maxrss`, which has the memory of the process that started this one in it.
with open("/proc/self/status") as status:
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([said, code, max(own, children) / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of reading."""

    said: str
    """What it is, or the line that says why it cannot be read."""
    exit: int
    """0 when it was read, 1 when that line was said, else something is wrong."""
    megabytes: float
    """The most memory that the process, or one that it started, had at a time."""
    seconds: float = 0.0
    """How long it took."""

    def timed(self, seconds: float) -> Measured:
        """The same with the time it took."""
        return replace(self, seconds=seconds)


def read_apart(locator: str, holds: str, command: str = "read", seconds: float = 90.0) -> Measured:
    """Read an article, or look for its `quotes`, too, in a process that may take so long.

    Args:
        locator: What to read.
        holds: Words that must be in it; without them the exit is 2.
        command: `read`, or `quotes` to look for them, too.
        seconds: Until the process is ended.
    """
    done = subprocess.run(
        [sys.executable, "-c", _READ, locator, command, holds],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    if done.returncode:
        return Measured(done.stderr[-300:], done.returncode, 0.0)
    said, code, megabytes = json.loads(done.stdout)
    return Measured(said, code, megabytes)
