"""Text as it is searched: of the same length, without case, accents and typography."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_LETTERS = ((0xC0, 0x250), (0x386, 0x400), (0x400, 0x530), (0x1E00, 0x2000))
"""Where letters with accents are: Latin, Greek, Cyrillic; the end is not included."""
_SIGNS = {
    **dict.fromkeys("‘’‚‛′ʼ´`", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
    "ς": "σ",
}
_STROKES = dict(zip("øłđħŧı", "oldhti", strict=True))
"""Letters that Unicode does not take apart."""


def alike(text: str) -> str:
    """`text` in lower case, without accents, with plain marks and dashes; offsets stay the same.

    Two texts that a person would take for the same words when searching become equal. Letters
    written with combining accents keep them, since that takes two code points.
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(_lower(sign) for sign in text)
    # Letter by letter only where it is needed: most of a text is ASCII.
    return low if low.isascii() else _NOT_ASCII.sub(_plain, low)


def _plain(stretch: re.Match[str]) -> str:
    return stretch[0].translate(_table())


def searchable(text: str) -> str:
    """`alike`, and without the letters that are the same as two others; offsets do not stay."""
    return alike(text.casefold())


def _lower(sign: str) -> str:
    low = sign.lower()
    return low if len(low) == 1 else sign


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    table = {ord(sign): plain for sign, plain in {**_SIGNS, **_STROKES}.items()}
    for start, end in _LETTERS:
        for code in range(start, end):
            base = unicodedata.normalize("NFKD", chr(code))[0]
            if base != chr(code) and base.isalpha():
                table.setdefault(code, base.lower())
    return table
