"""Garbage is looked for while nobody types."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import ref

import pytest

from reader.ui import garbage
from tests.ui.conftest import Opener

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 14), reason="looks through a part at a time by itself"
)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.enable()
    gc.set_threshold(*thresholds)
    gc.unfreeze()


@contextmanager
def _thorough_looks() -> Iterator[list[int]]:
    """Collects a 1 for each time that all there is was looked through."""
    looks: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            looks.append(1)

    gc.callbacks.append(note)
    try:
        yield looks
    finally:
        gc.callbacks.remove(note)


class Knot:
    """Holds itself, so that only the search for garbage frees it."""

    def __init__(self) -> None:
        self.itself = self


def _make_much() -> list[list[int]]:
    kept: list[list[int]] = []
    for _ in range(200):
        kept += [[] for _ in range(1000)]
    return kept


async def test_no_key_waits_until_all_is_looked_through(open_reader: Opener) -> None:
    async with open_reader(size=(100, 30)) as session:
        gc.disable()
        session.app._begin()
        with _thorough_looks() as looks:
            kept = _make_much()
            for _ in range(20):
                await session.press("space", "j", "b")
        assert kept
        assert looks == []


def test_what_hangs_together_is_freed_when_nobody_types() -> None:
    gc.disable()
    garbage.take_over()
    knot = Knot()
    known = ref(knot)
    kept = _make_much()  # by now it is among the old ones
    del knot
    assert known() is not None
    garbage.look()
    assert kept
    assert known() is None


def test_nothing_is_looked_for_when_nothing_was_made() -> None:
    gc.disable()
    garbage.take_over()
    with _thorough_looks() as looks:
        garbage.look()
        assert looks == []


def test_a_search_that_goes_on_already_is_left_alone() -> None:
    thresholds = gc.get_threshold()
    garbage.take_over()
    assert gc.get_threshold() == thresholds
    kept = _make_much()
    with _thorough_looks() as looks:
        garbage.look()
        assert looks == []
    assert kept
