"""One speaker in one article of the library, told briefly."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_SUFFIXES = ("jr", "sr", "ii", "iii", "iv")


@dataclass(frozen=True, slots=True)
class Said:
    """One quote, as it is remembered across articles."""

    start: int
    """Code point of the article's text at which it begins."""
    end: int
    """One past the last."""
    kind: str
    """`direct`, `mixed` or `indirect`."""
    words: str
    """The words, on one line."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker in one article."""

    article_id: str
    """The article."""
    name: str
    """The fullest form the article gives."""
    role: str
    """What the article says they are; empty when it does not."""
    words: int
    """How many words of the article are theirs."""
    of: int
    """How many words of the article are anybody's."""
    said: tuple[Said, ...]
    """Their quotes, in order."""


def last_name(name: str) -> str:
    """The word by which a name is looked up: the last one that is no suffix; folded."""
    words = name_words(name)
    return words[-1] if words else ""


def name_words(name: str) -> list[str]:
    """The words of a name without stops, accents, case and suffixes such as Jr."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = plain.replace(".", " ").replace(",", " ").split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words
