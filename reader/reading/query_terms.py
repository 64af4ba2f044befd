"""What a person types to narrow a list: words, and `field:value`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

_TERM = re.compile(r"""(\w+:)(?=\s|$)|(?:(\w+):)?(?:"([^"]*)"?|(\S+))""")
_DAYS = ("since", "until")
"""Fields whose value is a day."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked for."""

    field: str
    """`word` for a bare word."""
    value: str
    """Casefolded, not empty."""


def terms(typed: str, fields: Collection[str]) -> tuple[Term, ...]:
    """What is asked for; nothing is wrong with any text.

    Args:
        typed: Words, and `field:value`; a value with blanks stands in straight marks. A field
            that has no value yet, or a day that is none, asks for nothing.
        fields: What may stand before a colon; anything else with a colon in it is a word.
    """
    found: list[Term] = []
    for empty, field, quoted, plain in _TERM.findall(typed.casefold()):
        value = quoted or plain
        if empty:
            field, value = ("", empty) if empty[:-1] not in fields else (empty[:-1], "")
        if field in fields:
            is_day = field not in _DAYS or day(value) is not None
            if value and is_day:
                found.append(Term(field, value.lstrip("#") if field == "tag" else value))
        elif field or value:
            found.append(Term("word", f"{field}:{value}" if field else value))
    return tuple(term for term in found if term.value)


def day(value: str) -> date | None:
    """The day written as `2026-01-31`; None when it is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def local_day(moment: datetime) -> date:
    """The day of a moment where the person is; the library counts in UTC."""
    return moment.astimezone().date()
