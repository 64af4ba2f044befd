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


_Votes = dict[int, float]
"""Numbers of tags, each with what speaks for it: numbers alone, so the collector leaves it out."""
_Memory = dict[str, _Votes]
_KEPT = 10_000
"""Entries a memory may have; after that the newest makes room for the next.

To forget them all at once would hold up the screen for a thirtieth of a second.
"""


class Tagger:
    """Gives each word of a sentence its Penn Treebank tag."""

    def __init__(self, tags: Sequence[str], sure: dict[str, str], weights: dict[str, str]) -> None:
        """Take the tags, the words with only one tag, and each feature's weights as written."""
        self._tags = tuple(tags)
        self._sure = sure
        self._written = weights
        self._read: dict[str, _Votes] = {}
        # What the features of one word, or of the tags before, say together: half the look-ups.
        self._own: _Memory = {}
        self._context: _Memory = {}
        self._left: _Memory = {}
        self._right: _Memory = {}

    @classmethod
    def load(cls, path: Path = _MODEL) -> Tagger:
        """The tagger in a model file, read line by line."""
        weights: dict[str, str] = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            head = json.loads(next(lines))
            for line in lines:
                weights.update(json.loads(line))
        return cls(head["tags"], head["sure"], weights)

    def tags(self, words: Sequence[str]) -> list[str]:
        """A tag for each of `words`, which are one sentence; as many tags as words."""
        found: list[str] = []
        before, before2 = "-S1", "-S2"
        sure = self._sure.get
        lowers = ["-S2", "-S1", *[word.lower() for word in words], "-E1", "-E2"]
        if len(words) > 1:
            left2s = ["-S2", "-S2", *lowers[2:]]
            right2s = [*lowers[4:-2], "-E2", "-E2"]
        else:
            left2s, right2s = ["-S2"], ["-E2"]
        for at, word in enumerate(words):
            tag = sure(word)
            if tag is None:
                plain = lowers[at + 2] if not word[0].isdigit() else "!9"
                around = (left2s[at], lowers[at + 1], plain, lowers[at + 3], right2s[at])
                tag = self._best(word, "" if at else "0", around, before, before2)
            found.append(tag)
            before2, before = before, tag
        return found

    def knows(self, word: str) -> bool:
        """Whether the treebanks have `word` often enough to have learned it, in any case."""
        return "w" + word.lower() in self._written

    def _best(
        self,
        word: str,
        first: str,
        around: tuple[str, str, str, str, str],
        before: str,
        before2: str,
    ) -> str:
        left2, left, plain, right, right2 = around
        pair = self._seen("x" + before + " " + plain)
        far_left, far_right = self._seen("m" + left2), self._seen("n" + right2)
        scores = [0.0] * len(self._tags)
        for votes in (
            self._own.get(" " + word if first else word) or self._of_word(word, first),
            self._context.get(before + " " + before2) or self._of_context(before, before2),
            pair,
            self._left.get(left) or self._of_left(left),
            far_left,
            self._right.get(right) or self._of_right(right),
            far_right,
        ):
            for tag, weight in votes.items():
                scores[tag] += weight
        best = max(scores)
        # The last of equals, as in training: the greatest tag by name.
        return self._tags[len(scores) - 1 - scores[::-1].index(best)]

    def _of_word(self, word: str, first: str) -> _Votes:
        shape = _shape(word)
        plain = word.lower() if shape[0] != "9" else "!9"
        features = ("b", "s" + word[-3:], "p" + shape + first, "w" + plain)
        return self._keep(self._own, " " + word if first else word, features)

    def _of_context(self, before: str, before2: str) -> _Votes:
        features = ("t" + before, "u" + before2, "v" + before + " " + before2)
        return self._keep(self._context, before + " " + before2, features)

    def _of_left(self, left: str) -> _Votes:
        return self._keep(self._left, left, ("l" + left, "e" + left[-3:]))

    def _of_right(self, right: str) -> _Votes:
        return self._keep(self._right, right, ("r" + right, "f" + right[-3:]))

    def _seen(self, feature: str) -> _Votes:
        votes = self._read.get(feature)
        return self._votes(feature) if votes is None else votes

    def _votes(self, feature: str) -> _Votes:
        """The weights of one feature."""
        pairs = [pair.split(":") for pair in self._written.get(feature, "").split()]
        votes = {int(tag): float(weight) for tag, weight in pairs}
        if len(self._read) >= 4 * _KEPT:
            self._read.popitem()
        self._read[feature] = votes
        return votes

    def _keep(self, memory: _Memory, key: str, features: Sequence[str]) -> _Votes:
        sums: _Votes = {}
        for feature in features:
            for tag, weight in self._seen(feature).items():
                sums[tag] = sums.get(tag, 0) + weight
        if len(memory) >= _KEPT:
            memory.popitem()
        memory[key] = sums
        return sums


@cache
def tagger() -> Tagger:
    """The tagger that ships with the program; loaded on first use, then kept."""
    return Tagger.load()
