"""Citations of articles and of words in them: APA, MLA, Chicago, and CSL-JSON for programs.

Only what these styles ask of an article in a newspaper or on a site, written after their manuals.
The CSL processor for Python writes stray labels and doubled titles where fields are missing, and
its styles take 89 MB; who needs another style gives the CSL-JSON to a reference manager.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from reader.annotations import Annotation
from reader.export.exported import Exported

CitationStyle = Literal["apa", "mla", "chicago"]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?=$|[T\s])")
_PARTICLES = frozenset("van von der den de del della di da du la le ter ten bin ibn al".split())
_BODIES = re.compile(
    r"^the\b|\b(?:staff|press|news|agency|team|desk|editors?|times|post|reuters|agence)\b", re.I
)


@dataclass(frozen=True, slots=True)
class _Name:
    family: str
    given: str = ""
    """Empty for a body, and for somebody of one name."""

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def straight(self) -> str:
        return f"{self.given} {self.family}" if self.given else self.family

    @property
    def initials(self) -> str:
        parts = [
            "-".join(f"{piece[0]}." for piece in word.split("-") if piece)
            for word in self.given.split()
        ]
        return f"{self.family}, {' '.join(parts)}" if parts else self.family


def citations(articles: Sequence[Exported], style: CitationStyle) -> str:
    """The reference of each article, then its noted words, each with a citation; plain text."""
    blocks: list[str] = []
    for article in articles:
        blocks.append(reference(article, style))
        blocks += [cited(article, note, style) for note in article.ordered if note.target]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def reference(article: Exported, style: CitationStyle) -> str:
    """An article as a list of references has it; what is not known is left out."""
    facts = _Facts(article)
    if style == "apa":
        parts = [facts.apa_names, f"({facts.apa_date})", _closed(facts.title), facts.site]
        if not facts.names:
            # Without an author the title comes first.
            parts = [_closed(facts.title), f"({facts.apa_date})", facts.site]
        told = [_closed(part) for part in parts if part]
        return " ".join([*told, facts.url] if facts.url else told)
    names = _closed(facts.mla_names if style == "mla" else facts.chicago_names)
    when = facts.day_first if style == "mla" else facts.month_first
    title = f"“{_closed(_inner(facts.title))}”"
    if style == "mla":
        rest = ", ".join(filter(None, (facts.site, when, facts.url)))
        return " ".join(part for part in (names, title, _closed(rest)) if part)
    rest = _closed(", ".join(filter(None, (facts.site, when))))
    return " ".join(part for part in (names, title, rest, _closed(facts.url)) if part)


def cited(article: Exported, annotation: Annotation, style: CitationStyle) -> str:
    """Noted words with who said them and where they are from."""
    words = " ".join(article.words_of(annotation).split())
    words = words if words[:1] in '“"„«' and words else f"“{_inner(words)}”"
    return f"{words} {_in_text(_Facts(article), article.speaker_name_of(annotation), style)}"


def to_csl(articles: Sequence[Exported]) -> list[dict[str, object]]:
    """The articles as CSL-JSON, which reference managers read."""
    return [_csl(article) for article in articles]


def _csl(article: Exported) -> dict[str, object]:
    facts, retrieved = _Facts(article), article.document.retrieved
    published = article.document.published
    accessed = retrieved if article.is_web and retrieved else None
    value: dict[str, object] = {
        "id": article.article_id,
        "type": "article-newspaper" if article.is_web else "document",
        "title": facts.title,
        "author": [
            {"family": name.family, "given": name.given} if name.given else {"literal": name.family}
            for name in facts.names
        ],
        "issued": {"date-parts": [list(facts.date)]} if facts.date else {"literal": published},
        "container-title": facts.site,
        "language": article.document.language,
        "URL": facts.url,
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
        if accessed
        else None,
    }
    return {
        name: told for name, told in value.items() if told not in ("", [], None, {"literal": None})
    }


class _Facts:
    """What is cited of an article."""

    def __init__(self, article: Exported) -> None:
        document = article.document
        self.title = " ".join(document.title.split())
        self.names = [_name(author) for author in document.authors if author.strip()]
        self.url = document.origin.locator if article.is_web else ""
        self.site = document.site or _site(self.url)
        self.date = _date(document.published)
        self._published = " ".join((document.published or "").split())

    @property
    def year(self) -> str:
        return str(self.date[0]) if self.date else self._published or "n.d."

    @property
    def apa_date(self) -> str:
        if len(self.date) < 2:
            return self.year
        day = f" {self.date[2]}" if len(self.date) > 2 else ""
        return f"{self.date[0]}, {_MONTHS[self.date[1] - 1]}{day}"

    @property
    def day_first(self) -> str:
        if not self.date:
            return self._published
        parts = [str(self.date[0])]
        if len(self.date) > 1:
            parts.insert(0, (*_SHORT, "Dec.")[self.date[1] - 1])
        if len(self.date) > 2:
            parts.insert(0, str(self.date[2]))
        return " ".join(parts)

    @property
    def month_first(self) -> str:
        if len(self.date) < 2:
            return str(self.date[0]) if self.date else self._published
        month = _MONTHS[self.date[1] - 1]
        return (
            f"{month} {self.date[2]}, {self.date[0]}"
            if len(self.date) > 2
            else (f"{month} {self.date[0]}")
        )

    @property
    def apa_names(self) -> str:
        names = [name.initials for name in self.names]
        if len(names) > 20:
            names = [*names[:19], f"… {names[-1]}"]
            return ", ".join(names)
        return ", ".join([*names[:-1], f"& {names[-1]}"]) if len(names) > 1 else "".join(names)

    @property
    def mla_names(self) -> str:
        if len(self.names) > 2:
            return f"{self.names[0].inverted}, et al."
        return ", and ".join(
            name.straight if number else name.inverted for number, name in enumerate(self.names)
        )

    @property
    def chicago_names(self) -> str:
        names = [
            name.straight if number else name.inverted for number, name in enumerate(self.names)
        ]
        return ", ".join([*names[:-1], f"and {names[-1]}"]) if len(names) > 1 else "".join(names)

    def short_names(self, link: str) -> str:
        """For a citation in running text: one name, two, or the first and others."""
        families = [name.family for name in self.names]
        if len(families) > 2:
            return f"{families[0]} et al."
        if families:
            return f" {link} ".join(families)
        words = self.title.split()
        return f"“{_inner(' '.join(words[:6]))}{'…' if len(words) > 6 else ''}”"


def _in_text(facts: _Facts, speaker: str | None, style: CitationStyle) -> str:
    if style == "apa":
        said = f"{speaker}, as cited in " if speaker else ""
        return f"({said}{facts.short_names('&')}, {facts.year})"
    if style == "mla":
        said = f"{speaker}, qtd. in " if speaker else ""
        return f"({said}{facts.short_names('and')})"
    names = [name.straight for name in facts.names]
    authors = (
        f"{names[0]} et al."
        if len(names) > 3
        else " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    )
    said = f"{speaker}, quoted in " if speaker else ""
    before = f"{authors}, " if authors else ""
    after = ", ".join(filter(None, (facts.site, facts.month_first, facts.url)))
    title = f"“{_inner(facts.title)},” {after}" if after else f"“{_inner(facts.title)}”"
    return f"({said}{before}{title})"


def _name(author: str) -> _Name:
    words = " ".join(author.split())
    if "," in words:
        family, _, given = words.partition(",")
        return _Name(family.strip(), given.strip())
    parts = words.split()
    if len(parts) < 2 or _BODIES.search(words):
        return _Name(words)
    at = len(parts) - 1
    while at > 1 and parts[at - 1].casefold() in _PARTICLES:
        at -= 1
    return _Name(" ".join(parts[at:]), " ".join(parts[:at]))


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _date(published: str | None) -> tuple[int, ...]:
    """Year, month and day, as far as they are known."""
    match = _DATE.match((published or "").strip())
    if match is None:
        return ()
    found = tuple(int(part) for part in match.groups() if part)
    try:
        date(*found, *(1,) * (3 - len(found)))
    except ValueError:
        return ()
    return found


def _closed(words: str) -> str:
    """With a full stop, unless it ends in a mark already."""
    return words if not words or words[-1] in ".?!…" else f"{words}."


def _inner(words: str) -> str:
    """Words that come between double marks: marks inside are single."""
    return words.replace("“", "‘").replace("”", "’").replace('"', "’")
