"""Saving goes on beside the screen: in order, told, tried again, waited for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from reader.annotations import Annotation, Motivation
from reader.errors import StoreError
from reader.reading import Op
from reader.ui import saving
from reader.ui.saving import Saver, SaveState
from tests.reading.fake_shelf import FakeShelf
from tests.strategies import NOW


class TroubledShelf(FakeShelf):
    """Refuses as often as told; holds every save back while its gate is closed."""

    def __init__(self, refusals: int = 0, error: Exception | None = None) -> None:
        super().__init__()
        self.order: list[str] = []
        self.attempts = 0
        self.refusals = refusals
        self.error = error or StoreError("the disk is full; make room")
        self.gate = threading.Event()
        self.gate.set()

    def save(
        self, annotation: Annotation, before: Annotation | None = None, op: Op = Op.CHANGE
    ) -> Annotation:
        """Keep it, once the gate is open and the refusals are used up."""
        assert self.gate.wait(20)
        self.attempts += 1
        if self.refusals:
            self.refusals -= 1
            raise self.error
        self.order.append(annotation.body)
        return super().save(annotation)


class Told(list[SaveState]):
    """Collects what the saver tells; can wait for it."""

    def until(self, state: SaveState) -> None:
        """Wait until this was told."""
        end = time.monotonic() + 20
        while state not in self:
            assert time.monotonic() < end, f"{state} was never told, only {list(self)}"
            time.sleep(0.002)


def _note(number: int, annotation_id: str = "") -> Annotation:
    return Annotation(
        id=annotation_id or f"note-{number}",
        article_id="article",
        text_sha256="",
        motivation=Motivation.COMMENTING,
        created=NOW,
        updated=NOW,
        body=str(number),
    )


@pytest.fixture(autouse=True)
def _try_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "_RETRY_SECONDS", 0.02)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def savers() -> Iterator[list[Saver]]:
    """Savers to close when the test ends."""
    opened: list[Saver] = []
    yield opened
    for saver in opened:
        saver.close()


def test_saves_in_the_order_given(told: Told, savers: list[Saver]) -> None:
    shelf = TroubledShelf()
    saver = Saver(shelf, told.append)
    savers.append(saver)
    for number in range(200):
        saver.save(_note(number))
    assert saver.flush(20)
    assert shelf.order == [str(number) for number in range(200)]
    told.until(SaveState(0))


def test_the_last_version_is_the_one_kept(told: Told, savers: list[Saver]) -> None:
    shelf = TroubledShelf()
    saver = Saver(shelf, told.append)
    savers.append(saver)
    for number in range(50):
        saver.save(_note(number, "the same"))
    assert saver.flush(20)
    assert shelf.kept["the same"].body == "49"


def test_giving_does_not_wait_for_the_disk(told: Told, savers: list[Saver]) -> None:
    shelf = TroubledShelf()
    shelf.gate.clear()
    saver = Saver(shelf, told.append)
    savers.append(saver)
    for number in range(3):
        saver.save(_note(number))
    assert shelf.order == []
    assert saver.state == SaveState(3)
    assert told[-1] == SaveState(3)
    assert not saver.flush(0.01)
    shelf.gate.set()
    assert saver.flush(20)
    assert saver.state == SaveState(0)


@pytest.mark.parametrize(
    "error", [StoreError("the disk is full; make room"), OSError("no such device")]
)
def test_trouble_is_told_and_tried_again_in_order(
    told: Told, savers: list[Saver], error: Exception
) -> None:
    shelf = TroubledShelf(refusals=3, error=error)
    saver = Saver(shelf, told.append)
    savers.append(saver)
    for number in range(3):
        saver.save(_note(number))
    told.until(SaveState(3, str(error)))
    told.until(SaveState(0))
    assert shelf.order == ["0", "1", "2"]
    assert shelf.attempts == 6
    assert saver.state.trouble == ""


def test_flush_does_not_sit_out_its_time_when_nothing_can_be_saved(
    told: Told, savers: list[Saver]
) -> None:
    shelf = TroubledShelf(refusals=10**9)
    saver = Saver(shelf, told.append)
    savers.append(saver)
    saver.save(_note(1))
    began = time.monotonic()
    assert not saver.flush(60)
    assert time.monotonic() - began < 30
    assert saver.state.unsaved == 1


def test_flush_tries_again_at_once(
    told: Told, savers: list[Saver], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quitting must not wait for the next attempt, which may be far off."""
    monkeypatch.setattr(saving, "_RETRY_SECONDS", 600)
    shelf = TroubledShelf(refusals=1)
    saver = Saver(shelf, told.append)
    savers.append(saver)
    saver.save(_note(1))
    told.until(SaveState(1, "the disk is full; make room"))
    end = time.monotonic() + 20
    while not saver.flush(0.01):
        assert time.monotonic() < end
    assert shelf.order == ["1"]


def test_nothing_to_save_needs_no_thread(told: Told) -> None:
    before = threading.active_count()
    saver = Saver(TroubledShelf(), told.append)
    assert saver.flush(0)
    saver.close()
    assert threading.active_count() == before
    assert saver.state == SaveState(0)


def test_closing_ends_the_thread(told: Told) -> None:
    saver = Saver(TroubledShelf(), told.append)
    saver.save(_note(1))
    assert saver.flush(20)
    thread = saver._thread
    assert thread is not None
    saver.close()
    thread.join(20)
    assert not thread.is_alive()


def test_flush_tells_of_an_attempt_made_after_it_was_asked(
    told: Told, savers: list[Saver], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What went wrong before is no reason to say that it goes wrong now."""
    monkeypatch.setattr(saving, "_RETRY_SECONDS", 600)
    shelf = TroubledShelf(refusals=1)
    saver = Saver(shelf, told.append)
    savers.append(saver)
    saver.save(_note(1))
    told.until(SaveState(1, "the disk is full; make room"))
    assert saver.flush(20)
