"""What names are made of: titles, roles, first names, organisation words.

The words themselves are in `lexicon/names.txt`, in lower case and without full stop.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from reader.language.lexicon import word_sets

_FOLDER = Path(__file__).with_name("lexicon")
_SETS = word_sets(_FOLDER / "names.txt")

TITLES = _SETS["titles"]
"""Words in front of a name that are no part of it."""
SUFFIXES = _SETS["suffixes"]
"""Words after a name that are no part of it."""
MALE_TITLES = _SETS["male titles"]
"""Titles that tell a man."""
FEMALE_TITLES = _SETS["female titles"]
"""Titles that tell a woman."""
MALE_NOUNS = _SETS["male nouns"]
"""Nouns for a man."""
FEMALE_NOUNS = _SETS["female nouns"]
"""Nouns for a woman."""
PERSON_NOUNS = _SETS["person nouns"]
"""Nouns for people that tell no gender."""
ORGANISATION_NOUNS = _SETS["organisation nouns"]
"""Nouns for bodies that speak."""
DOCUMENT_NOUNS = _SETS["document nouns"]
SURFACES = _SETS["surfaces"]
"""Things that show words: nobody says them."""
TRADES = _SETS["trades"]
"""People who have terms of their own."""
"""Nouns for writing that speaks."""
ORGANISATION_WORDS = _SETS["organisation words"]
"""Words that make a capitalised run the name of a body."""
MARKET_NOUNS = _SETS["market nouns"]
"""What firms and markets have, which says nothing: `Shares fell`."""
SURNAMES = _SETS["surnames"]
"""Words of bodies and places that are surnames too."""
NATIONALITIES = _SETS["nationalities"]
"""Nouns for one person of a nation."""
EPITHETS = _SETS["epithets"]
"""Nouns by which the one just named goes."""
PARTIES = frozenset(["republican", "democrat", "conservative", "liberal", "tory", "socialist"])
"""Nouns for one member of a party."""
PERSON_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "smith", "wright", "grapher", "keeper")
"""How words for what people do end."""
PLACES = _SETS["places"]
"""Names that are far more often a place than a person."""
TIMES = _SETS["times"]
"""Names of times; `march` and `may` only when written with a capital."""
TIME_NOUNS = _SETS["time nouns"]
"""Nouns for times."""
PARTICLES = _SETS["particles"]
"""Small words inside a name."""
MALE_NAMES = _SETS["male names"]
"""First names of men."""
FEMALE_NAMES = _SETS["female names"]
"""First names of women."""


_JOINED = frozenset(
    ["attorney", "brigadier", "co", "deputy", "director", "ex", "governor", "inspector", "joint",
     "lieutenant", "major", "secretary", "solicitor", "sub", "surgeon", "then", "under", "vice"]
)  # fmt: skip
"""First parts of titles with a hyphen: `vice-president`, `attorney-general`."""


def is_title(lower: str) -> bool:
    """Whether a word is a title, with or without a hyphen and a full stop."""
    word = lower.rstrip(".")
    if word in TITLES:
        return True
    first, hyphen, last = word.partition("-")
    return bool(hyphen) and first in _JOINED and last in TITLES


def first_name_gender(name: str) -> str | None:
    """`m` or `f` for a first name that is nearly always one of them; None otherwise."""
    key = name.lower()
    if key in MALE_NAMES:
        return None if key in FEMALE_NAMES else "m"
    return "f" if key in FEMALE_NAMES else None


def folded(word: str) -> str:
    """`word` without accents, possessive and final stop, in lower case."""
    plain = word
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"'s?$", "", plain.lower()).rstrip(".")


def _lines_of_forms() -> dict[str, frozenset[int]]:
    lines = (_FOLDER / "first_names.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for form in line.split() if not line.startswith("#") else ():
            found.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


FORMS = _lines_of_forms()
"""In which lines of the table of first names, each with its short forms, a name stands."""
