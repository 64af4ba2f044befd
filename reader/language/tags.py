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


_Votes = tuple[tuple[int, float], ...]
"""Numbers of tags, each with what speaks for it."""
_Memory = dict[tuple[str, str], _Votes]
_KEPT = 10_000
"""Entries a memory may have before it is begun anew."""


class Tagger:
    """Gives each word of a sentence its Penn Treebank tag."""

    def __init__(
        self, tags: Sequence[str], sure: dict[str, str], weights: dict[str, _Votes]
    ) -> None:
        """Take the tags, the words with only one tag, and the weights by feature."""
        self._tags = tuple(tags)
        self._sure = sure
        self._weights = weights
        # What the features of one word, or of the tags before, say together: half the look-ups.
        self._own: _Memory = {}
        self._context: _Memory = {}
        self._left: _Memory = {}
        self._right: _Memory = {}

    @classmethod
    def load(cls, path: Path = _MODEL) -> Tagger:
        """The tagger in a model file, read line by line."""
        weights: dict[str, _Votes] = {}
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
        return "w" + word.lower() in self._weights

    def _best(
        self,
        word: str,
        first: str,
        around: tuple[str, str, str, str, str],
        before: str,
        before2: str,
    ) -> str:
        left2, left, plain, right, right2 = around
        weights = self._weights
        scores = [0.0] * len(self._tags)
        for votes in (
            self._own.get((word, first)) or self._of_word(word, first),
            self._context.get((before, before2)) or self._of_context(before, before2),
            weights.get("x" + before + " " + plain, ()),
            self._left.get((left, "")) or self._of_left(left),
            weights.get("m" + left2, ()),
            self._right.get((right, "")) or self._of_right(right),
            weights.get("n" + right2, ()),
        ):
            for tag, weight in votes:
                scores[tag] += weight
        best = max(scores)
        # The last of equals, as in training: the greatest tag by name.
        return self._tags[len(scores) - 1 - scores[::-1].index(best)]

    def _of_word(self, word: str, first: str) -> _Votes:
        shape = _shape(word)
        plain = word.lower() if shape[0] != "9" else "!9"
        features = ("b", "s" + word[-3:], "p" + shape + first, "w" + plain)
        return self._keep(self._own, (word, first), features)

    def _of_context(self, before: str, before2: str) -> _Votes:
        features = ("t" + before, "u" + before2, "v" + before + " " + before2)
        return self._keep(self._context, (before, before2), features)

    def _of_left(self, left: str) -> _Votes:
        return self._keep(self._left, (left, ""), ("l" + left, "e" + left[-3:]))

    def _of_right(self, right: str) -> _Votes:
        return self._keep(self._right, (right, ""), ("r" + right, "f" + right[-3:]))

    def _keep(self, memory: _Memory, key: tuple[str, str], features: Sequence[str]) -> _Votes:
        sums: dict[int, float] = {}
        for feature in features:
            for tag, weight in self._weights.get(feature, ()):
                sums[tag] = sums.get(tag, 0) + weight
        if len(memory) >= _KEPT:
            memory.clear()
        votes = memory[key] = tuple(sums.items())
        return votes


@cache
def tagger() -> Tagger:
    """The tagger that ships with the program; loaded on first use, then kept."""
    return Tagger.load()
