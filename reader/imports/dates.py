"""Days and times as reading devices write them, in the language of the device."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MONTHS = (
    "january januar janvier enero gennaio janeiro januari",
    "february februar février febrero febbraio fevereiro februari",
    "march märz mars marzo março maart",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august août agosto augustus",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember décembre diciembre dicembre dezembro",
)
"""English, German, French, Spanish, Italian, Portuguese, Dutch."""
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAMES = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_OF = r"(?:\s+de)?\s+"
_DAY = re.compile(
    rf"(?:(?P<m1>{_NAMES})\s+(?P<d1>\d{{1,2}}),?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})\.?{_OF}(?P<m2>{_NAMES}){_OF}(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})年(?P<m3>\d{1,2})月(?P<d3>\d{1,2})日)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?P<before>上午|下午|午前|午後)?\s*(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?"
    r"\s*(?P<after>[AP]\.?M\b)?",
    re.IGNORECASE,
)
_LATE = ("下午", "午後", "PM")
_EARLY = ("上午", "午前", "AM")


def moment_in_words(told: str) -> datetime | None:
    """The first day in `told`, with the time after it; in UTC, since no device names its zone."""
    day = _DAY.search(told)
    if day is None:
        return None
    year, month, date = (
        next(filter(None, (day[f"{part}{form}"] for form in (1, 2, 3)))) for part in "ymd"
    )
    number = int(month) if month.isdigit() else _NUMBERS[month.casefold()]
    time = _TIME.search(told, day.end())
    try:
        return datetime(int(year), number, int(date), *_clock(time), tzinfo=UTC)
    except ValueError:
        return None


def _clock(time: re.Match[str] | None) -> tuple[int, int, int]:
    if time is None:
        return 0, 0, 0
    hour, half = int(time["h"]), (time["before"] or time["after"] or "").upper().replace(".", "")
    if half in _LATE and hour < 12:
        hour += 12
    elif half in _EARLY and hour == 12:
        hour = 0
    return hour, int(time["m"]), int(time["s"] or 0)
