"""UUIDv7."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given

from reader.annotations import is_short_for, new_id
from tests.strategies import NOW, moments


@given(moments())
def test_version_variant_and_time(now: datetime) -> None:
    made = uuid.UUID(new_id(now))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    stamp = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=made.int >> 80)
    assert timedelta(0) <= now - stamp < timedelta(milliseconds=1)


def test_sorted_by_time_within_a_millisecond_too() -> None:
    made = [new_id(NOW + timedelta(microseconds=step)) for step in range(300)]
    assert made == sorted(made)
    assert len(set(made)) == 300


def test_short_forms() -> None:
    assert is_short_for("abc", "abcdef")
    assert is_short_for("def", "abcdef")
    assert is_short_for("abcdef", "abcdef")
    assert not is_short_for("bcd", "abcdef")
    assert not is_short_for("", "abcdef")
