from __future__ import annotations

import gc

import pytest

from reader.document import Origin, compose
from reader.quotes import find
from reader.quotes.collection import uncollected


def test_the_collector_waits_and_goes_on() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        find(compose("“It is late,” said Ada Holm.", Origin("a.txt")))
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_error_lets_it_go_on() -> None:
    def fail() -> None:
        with uncollected():
            raise ValueError("late")

    with pytest.raises(ValueError, match="late"):
        fail()

    assert gc.isenabled()
