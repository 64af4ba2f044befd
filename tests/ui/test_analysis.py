"""The analysis: the same in a thread and in a process, which ends when nobody waits for it."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from reader.document import Document, Origin, compose
from reader.ui import analysis
from reader.ui.analysis import AnalysisFailed, analyse, analyse_beside

ARTICLE = "“We will mend it,” said Odalys Brackwater. She said that it was only a bridge.\n\n"


@pytest.fixture
def article() -> Document:
    return compose("The bridge\n\n" + ARTICLE * 3, Origin("/bridge.txt"))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes started while the test runs."""
    found: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *words: Any, **options: Any) -> None:
            super().__init__(*words, **options)
            found.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    return found


async def test_a_short_text_starts_no_process(
    article: Document, started: list[subprocess.Popen[bytes]]
) -> None:
    assert await analyse_beside(article) == analyse(article)
    assert started == []


async def test_another_process_finds_the_same(
    article: Document,
    started: list[subprocess.Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(analysis, "_OWN_PROCESS", 10)
    beside = await analyse_beside(article)
    assert beside == analyse(article)
    assert beside.findings.quotes
    assert beside.sentences
    (process,) = started
    assert process.returncode == 0


async def _until(is_so: Callable[[], bool]) -> None:
    for _ in range(3000):
        if is_so():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it never came about")


async def test_cancelling_ends_the_process(
    started: list[subprocess.Popen[bytes]],
) -> None:
    long = compose(ARTICLE * 40_000, Origin("/long.txt"))
    task = asyncio.create_task(analyse_beside(long))
    await _until(lambda: bool(started))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    (process,) = started
    assert await asyncio.to_thread(process.wait, 20) != 0


async def test_a_process_that_dies_is_a_failure_told(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = compose(ARTICLE * 40_000, Origin("/long.txt"))
    task = asyncio.create_task(analyse_beside(long))
    await _until(lambda: bool(started))
    started[0].kill()
    with pytest.raises(AnalysisFailed, match="quotes are not shown"):
        await task
