"""Every file of the test corpus read by a process of its own: what came of it, time and memory.

    python -m tests.tools.corpus_bench [--quotes] [NAME ...]

Prints a table, and exits with 1 if anything was slower than 10 s, took more than 500 MB or was not
what was expected. With `--quotes` the quotes are looked for, too, as `reader quotes` does.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path

from tests.sources.corpus import Case, corpus
from tests.sources.measured import Measured, read_apart

MOST_SECONDS = 10.0
MOST_MEGABYTES = 500.0


def main() -> int:
    """Measure all, or those named."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")]
    command = "quotes" if "--quotes" in sys.argv else "read"
    bad = count = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in corpus():
            if names and case.name not in names:
                continue
            path = Path(folder) / case.name
            case.make(path)
            begun = time.monotonic()
            measured = read_apart(str(path), case.holds, command)
            measured = measured.timed(time.monotonic() - begun)
            verdict = _verdict(case, measured)
            bad += verdict != "ok"
            count += 1
            line = measured.said.replace(folder, "")[:70]
            print(
                f"{case.name:32} {measured.seconds:6.2f} s {measured.megabytes:6.0f} MB "
                f"{verdict:8} {line}"
            )
            if path.is_file() and not path.is_symlink():
                path.unlink()
    print(f"{count} files, {bad} not as they should be")
    return int(bad > 0)


def _verdict(case: Case, measured: Measured) -> str:
    if measured.seconds > MOST_SECONDS:
        return "slow"
    if measured.megabytes > MOST_MEGABYTES:
        return "large"
    if case.fault:
        is_told = measured.exit == 1 and re.search(case.fault, measured.said)
        return "ok" if is_told and "\n" not in measured.said.strip() else "fault"
    return "ok" if measured.exit == 0 else "unread"


if __name__ == "__main__":
    sys.exit(main())
