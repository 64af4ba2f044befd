"""The same work on many things, in several processes, the results in order."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from reader.errors import ReaderError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 8
"""Things given to each process before the first result is asked for."""


def in_order(work: Callable[[T], R], things: Iterable[T], jobs: int) -> Iterator[R]:
    """`work` done on each of `things`; a result as soon as it and all before it are there.

    Args:
        work: A function of a module, for it is sent to other processes.
        things: Taken a few ahead of the results only, so they may be without end.
        jobs: How many processes; 1 means this one.

    Raises:
        ReaderError: A process was killed.
    """
    if jobs == 1:
        yield from map(work, things)
        return
    # Not forked: a copy of a process that has threads may hang, and Windows has no fork.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _with_the_parent)
    try:
        yield from _through(pool, work, things, jobs * _AHEAD)
    except BrokenProcessPool as error:
        raise ReaderError(
            "a process of --jobs was killed, perhaps for want of memory; try fewer"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def surviving(
    work: Callable[[T], R], things: Iterable[T], jobs: int, lost: Callable[[T], R]
) -> Iterator[R]:
    """The same, whatever becomes of the processes.

    Where one is killed, those things that were being worked on are done again, each in a process of
    its own; for one whose process is killed again the result is what `lost` makes of it.
    """
    left = deque(things)
    while left:
        pool = ProcessPoolExecutor(jobs, get_context("spawn"), _with_the_parent)
        waiting: deque[tuple[T, Future[R]]] = deque()
        try:
            while left or waiting:
                while left and len(waiting) < jobs * _AHEAD:
                    waiting.append((left[0], pool.submit(work, left[0])))
                    left.popleft()
                yield waiting[0][1].result()
                waiting.popleft()
        except BrokenProcessPool:
            for thing, future in waiting:
                yield _alone(work, thing, future, lost)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _alone(work: Callable[[T], R], thing: T, before: Future[R], lost: Callable[[T], R]) -> R:
    """What came of a thing, or comes of it in a process of its own."""
    if before.done() and before.exception() is None:
        return before.result()
    pool = ProcessPoolExecutor(1, get_context("spawn"), _with_the_parent)
    try:
        return pool.submit(work, thing).result()
    except BrokenProcessPool:
        return lost(thing)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _through(
    pool: ProcessPoolExecutor, work: Callable[[T], R], things: Iterable[T], ahead: int
) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    for thing in things:
        waiting.append(pool.submit(work, thing))
        while waiting and (len(waiting) >= ahead or waiting[0].done()):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _with_the_parent() -> None:
    """Leave interrupts to the parent, and end when it does, killed or not.

    A process that waits for work holds both ends of the pipe, so it would wait for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_after_the_parent, daemon=True).start()


def _end_after_the_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
