"""Words of a stretch of text, cut as the Penn Treebank cuts them, with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.language.abbreviations import ABBREVIATIONS

_TOKEN = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"“”«»()\[\]]*[^\W_]/? # an address
    | (?:[^\W\d_]\.){2,}                      # U.S., a.m., J.R.
    | [^\W\d_]+(?=n['’]t\b) | n['’]t\b        # do|n't
    | ['’](?:s|S|re|ve|ll|d|m|em)\b           # Carney|'s
    | (?<=\ )['’]t(?=\ [^\W\d_])              # van|'t|Hof
    | (?:[SND]?Kr|Rs|Rp)\d+(?:[.,]\d+)*[^\W\d_]* # SKr2.4bn
    | \d+(?:[.,:/]\d+)*[^\W\d_]*(?:-[^\W_]+)* # 1,000  3.5  5th  18-year-old
    | [^\W_]+(?:(?:[-‐‑&/@\u00ad\u200b-\u200d\u2060]|['’](?!(?:s|S|re|ve|ll|d|m)\b))[^\W_]+)*
    | [@\#]\w+
    | ``|''|--+|\.\.+|[—–]+
    | \S
    """,
    re.VERBOSE,
)
_STRAIGHT = str.maketrans(
    "’‘“”„‟«»「」『』＂‐‑", "''" + 11 * '"' + "--", "\u00ad\u200b\u200c\u200d\u2060"
)
"""Curly marks to straight ones; soft hyphens and joiners inside words to nothing."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one stretch of text, as parallel tuples; may be empty."""

    starts: tuple[int, ...]
    """Offset of each token's first code point, in the text it was cut from."""
    ends: tuple[int, ...]
    """Offset one past each token's last code point."""
    words: tuple[str, ...]
    """Each token as written, curly marks made straight, without what is unseen in it."""

    def __len__(self) -> int:
        return len(self.starts)


def tokens(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """The tokens of `text[start:end]`, in order, disjoint, without white space; linear cost."""
    stop = len(text) if end is None else end
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text, start, stop):
        low, high = match.span()
        word = match[0]
        if word == "." and ends and ends[-1] == low and _keeps_stop(words, text, high, stop):
            ends[-1] = high
            words[-1] += "."
            continue
        starts.append(low)
        ends.append(high)
        words.append(word if word.isascii() else word.translate(_STRAIGHT) or word)
    return Tokens(tuple(starts), tuple(ends), tuple(words))


def _keeps_stop(words: Sequence[str], text: str, after: int, stop: int) -> bool:
    """Whether the full stop at the end of the last word is a part of it."""
    word = words[-1]
    if word == "I" and words[-2:-1] and words[-2].islower():
        # "Neither will I." ends a sentence, "Lewis I. Holm" goes on.
        return False
    if len(word) == 1 and word.isupper():
        return True
    if word.lower() not in ABBREVIATIONS:
        return False
    # "no." and "miss." end a sentence far more often than they abbreviate anything.
    return word[0].isupper() or text[after : after + 2].strip()[:1].isdigit()
