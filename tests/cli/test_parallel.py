"""Work in several processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

_PARENT = """
import os, sys, time
from reader.cli.parallel import in_order

if __name__ == "__main__":
    results = in_order(abs, iter(range(10 ** 9)), 2)
    next(results)
    import multiprocessing
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    time.sleep(60)
"""


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc")
def test_the_processes_end_with_a_parent_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        children = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()

    deadline = time.monotonic() + 10
    while any(map(_runs, children)) and time.monotonic() < deadline:
        time.sleep(0.05)

    left = [pid for pid in children if _runs(pid)]
    for pid in left:
        os.kill(pid, 9)
    assert len(children) == 2
    assert left == []
