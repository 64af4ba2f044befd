"""Lines about an article rather than of it: who wrote it, and when it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_BYLINE = 160
"""Code points of a line that says who wrote an article, or when."""
_LEAD = re.compile(
    r"(?:(?:(?:reported|reporting|written|words|text|story|report|interview|analysis|opinion|"
    r"posted|published|updated)(?: and \w+)? )?by|words|text|story|report|"
    r"von|par|por|di|af|av|door)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
"""What a byline begins with."""
_NAME_WORD = re.compile(
    r"(?:[A-Z][\w’'.-]*|[A-Z]\.|Mc[A-Z]\w+|O['’][A-Z]\w+|de|da|del|der|den|di|dos|du|la|le|van|"
    r"von|bin|al|el|ten|zu|af)$"
)
_JOINED = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bmit\b|\bwith\b)\s*")
_TITLES = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|bureau|chief|news|desk|reuters|associated|"
    r"press|agency|ap|afp|contributor|columnist|special|business|political|sports?|science|"
    r"online|digital|senior|health|education|environment|economics|diplomatic|foreign)\b",
    re.IGNORECASE,
)
"""Words of what somebody is at a paper, which follow the name."""
_OFFICES = frozenset({"editor", "reporter", "correspondent", "writer"})
"""What somebody is, before which mostly stands of what."""
_MONTHS = (
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    ("jan", "fév", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"),
    ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"),
    ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
)
"""How the names of months begin: English, French, German, Spanish."""
_MONTH = {name: number for names in _MONTHS for number, name in enumerate(names, start=1)}
_M = rf"(?P<month>(?:{'|'.join(sorted(_MONTH, key=len, reverse=True))})[^\W\d_]*)\.?"
_DATES = (
    re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?{_M},?\s+(?:de\s+)?"
        r"(?P<year>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_M}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)\b"),
)
_FIRST = re.compile(r"(?:first )?(?:published|posted|created|erstellt|publié)", re.IGNORECASE)
_LATER = re.compile(
    r"(?:last )?(?:updated|modified|edited|aktualisiert|mis à jour|actualizado)", re.IGNORECASE
)
_ABOUT_WHEN = re.compile(
    r"(?:(?:first |last |originally )?(?:published|posted|created|updated|modified|edited|on|at|"
    r"date|erstellt|veröffentlicht|aktualisiert|stand|am|um|publié|modifié|mis à jour|le|à|"
    r"publicado|actualizado|el)|mon|tues?|wednes|thurs?|fri|satur|sun|montag|dienstag|mittwoch|donnerstag|"
    r"freitag|samstag|sonntag|\w*day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|uhr|"
    r"[ap]\.?m\.?|gmt|utc|bst|e[sd]?t|p[sd]?t|ce?s?t|\d{1,2}[:.h]\d{2}(?::\d\d)?|\d{1,2})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line about an article says."""

    authors: tuple[str, ...] = ()
    """As they are named; empty where the line names nobody."""
    published: str | None = None
    """The day, as ISO 8601."""


def byline(line: str) -> Byline | None:
    """What a line by itself says about who wrote the article, and when; None if it does not."""
    line = " ".join(line.split())
    if not line or len(line) > LONGEST_BYLINE:
        return None
    days = tuple(_days(line))
    published = _first_published(line, days)
    lead = _LEAD.match(line)
    if lead:
        authors = _names(line[lead.end() :], days[0][0] - lead.end() if days else None)
        return Byline(authors, published) if authors else None
    when, _, who = line.partition(" by ")
    if days and who and _is_about_when(when, days):
        return Byline(_names(who, None), published)
    return Byline((), published) if days and _is_about_when(line, days) else None


def day_in(line: str) -> str | None:
    """The first day that a line names with its year, as ISO 8601."""
    return next((day for _, _, day in _days(line)), None)


def _days(line: str) -> list[tuple[int, int, str]]:
    """Where each day stands in a line: start, end, ISO 8601; in order, disjoint."""
    found: list[tuple[int, int, str]] = []
    for pattern in _DATES:
        for match in pattern.finditer(line):
            day = _iso(match)
            free = all(match.end() <= start or match.start() >= end for start, end, _ in found)
            if day and free:
                found.append((match.start(), match.end(), day))
    return sorted(found)


def _iso(match: re.Match[str]) -> str | None:
    fields = match.groupdict()
    name = fields.get("month")
    month = _month(name) if name else int(fields["number"])
    day = int(fields["day"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return f"{int(fields['year']):04}-{month:02}-{day:02}"


def _month(name: str) -> int:
    name = name.casefold()
    return next((_MONTH[name[:size]] for size in (5, 4, 3) if name[:size] in _MONTH), 0)


def _first_published(line: str, days: tuple[tuple[int, int, str], ...]) -> str | None:
    """The day after `published`, else one that is not that of an update, else the first."""
    if not days:
        return None
    for match in _FIRST.finditer(line):
        after = [day for start, _, day in days if start >= match.end()]
        if after:
            return after[0]
    later = _LATER.search(line)
    before = [day for start, _, day in days if later is None or start < later.start()]
    return before[0] if before else days[0][2]


def _is_about_when(line: str, days: tuple[tuple[int, int, str], ...]) -> bool:
    """Whether nothing stands in a line beside days, hours and words about them."""
    rest, at = [], 0
    for start, end, _ in days:
        rest.append(line[at:start])
        at = end
    rest.append(line[at:])
    left = _ABOUT_WHEN.sub(" ", " ".join(rest))
    return not re.search(r"[^\W_]", left)


def _names(words: str, end: int | None) -> tuple[str, ...]:
    """The names that a byline has after its first word, up to `end`; none if it is a sentence."""
    words = words[:end] if end is not None else words
    words = re.split(r"\s+[|·•–—/]\s*|\s\(|\bfor\b|\bon\b|\bin\b", words)[0]
    found: list[str] = []
    for part in _JOINED.split(words.strip(" ,|·•–—-")):
        title = _TITLES.search(part)
        name = part[: title.start()].strip() if title else part.strip()
        if title and title[0].lower() in _OFFICES and name.count(" ") > 1:
            name = name.rpartition(" ")[0]  # `Ada Berg Shipping editor`
        if _is_name(name):
            found.append(name.title() if name.isupper() else name)
        elif not found or (name and not title and not _is_outlet(name)):
            return ()
    return tuple(dict.fromkeys(found))


def _is_outlet(name: str) -> bool:
    """Whether what follows a name is that of a paper: `By Lou Petrie, Reuters`."""
    return all(part[:1].isupper() for part in name.split())


def _is_name(name: str) -> bool:
    parts = name.split()
    return (
        2 <= len(parts) <= 6
        and parts[0][:1].isupper()
        and all(_NAME_WORD.match(part) for part in parts)
        and not name.endswith((".", "!", "?"))
    )
