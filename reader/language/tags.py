"""Parts of speech: an averaged perceptron with weights of our own.

The model file is gzipped JSON lines of a few hundred features each, so that loading it never
holds the interpreter for long; `models/tagger.md` says what it was trained on.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_MODEL = Path(__file__).with_name("models") / "tagger.jsonl.gz"


def features(words: Sequence[str], at: int, before: str, before2: str) -> list[str]:
    """What the tag of `words[at]` is told by; `before` and `before2` are the tags to its left."""
    word = words[at]
    left = words[at - 1].lower() if at else "-S1"
    left2 = words[at - 2].lower() if at > 1 else "-S2"
    right = words[at + 1].lower() if at + 1 < len(words) else "-E1"
    right2 = words[at + 2].lower() if at + 2 < len(words) else "-E2"
    shape = _shape(word)
    plain = word.lower() if shape[0] != "9" else "!9"
    return [
        "b",
        "s" + word[-3:],
        "p" + shape + ("0" if at == 0 else ""),
        "t" + before,
        "u" + before2,
        "v" + before + " " + before2,
        "w" + plain,
        "x" + before + " " + plain,
        "l" + left,
        "e" + left[-3:],
        "m" + left2,
        "r" + right,
        "f" + right[-3:],
        "n" + right2,
    ]


def _shape(word: str) -> str:
    """A short sign for how a word is written: digits, hyphen, capitals, or its first letter."""
    first = word[0]
    if first.isdigit():
        return "9"
    if first.isupper():
        return "AA" if word.isupper() and len(word) > 1 else "A"
    return "-" if "-" in word and len(word) > 1 else first


class Tagger:
    """Gives each word of a sentence its Penn Treebank tag."""

    def __init__(
        self,
        tags: Sequence[str],
        sure: dict[str, str],
        weights: dict[str, tuple[tuple[int, float], ...]],
    ) -> None:
        """Take the tags, the words with only one tag, and the weights by feature."""
        self._tags = tuple(tags)
        self._sure = sure
        self._weights = weights

    @classmethod
    def load(cls, path: Path = _MODEL) -> Tagger:
        """The tagger in a model file, read line by line."""
        weights: dict[str, tuple[tuple[int, float], ...]] = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            head = json.loads(next(lines))
            for line in lines:
                for row in json.loads(line):
                    weights[row[0]] = tuple(zip(row[1::2], row[2::2], strict=True))
        return cls(head["tags"], head["sure"], weights)

    def tags(self, words: Sequence[str]) -> list[str]:
        """A tag for each of `words`, which are one sentence; as many tags as words."""
        found: list[str] = []
        before, before2 = "-S1", "-S2"
        for at, word in enumerate(words):
            tag = self._sure.get(word) or self._best(features(words, at, before, before2))
            found.append(tag)
            before2, before = before, tag
        return found

    def _best(self, found: list[str]) -> str:
        scores = [0.0] * len(self._tags)
        weights = self._weights
        for feature in found:
            for tag, weight in weights.get(feature, ()):
                scores[tag] += weight
        best = max(scores)
        # The last of equals, as in training: the greatest tag by name.
        return self._tags[len(scores) - 1 - scores[::-1].index(best)]


@cache
def tagger() -> Tagger:
    """The tagger that ships with the program; loaded on first use, then kept."""
    return Tagger.load()
