"""Names for annotations that no two machines give twice."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_id(now: datetime) -> str:
    """A new UUIDv7 (RFC 9562) in its text form: sorted by name, ids are sorted by time.

    Args:
        now: Aware. Milliseconds fill the 48 bits of the time stamp; what is finer fills the
            12 bits after it, so that ids made within a millisecond keep their order too.
    """
    microseconds = max(0, (now - _EPOCH) // timedelta(microseconds=1))
    milliseconds, rest = divmod(microseconds, 1000)
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 7 << 76
    value |= (rest * 4096 // 1000) << 64
    value |= 0b10 << 62
    value |= int.from_bytes(os.urandom(8)) >> 2
    return str(uuid.UUID(int=value))


def is_short_for(given: str, whole: str) -> bool:
    """Whether `given` is the beginning or the end of the id `whole`, or all of it.

    Ids made within a minute begin alike; their ends are random, so short forms for people are
    better taken from there.
    """
    return bool(given) and (whole.startswith(given) or whole.endswith(given))
