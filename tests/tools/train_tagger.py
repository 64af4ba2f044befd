"""Train the part-of-speech tagger that ships with `reader.language`.

    python tests/tools/train_tagger.py --train A.conllu.gz B.conllu.gz --test C.conllu.gz -o OUT

An averaged perceptron (Collins 2002) over the features of `reader.language.tags`, greedy from
left to right. Deterministic: the same files give the same weights, byte for byte.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

from reader.language.tags import Tagger, features
from tests.tools.treebank import Sentence, sentences

SURE = 0.97
"""A word with one tag at least this often is not asked about again."""
OFTEN = 20
"""Occurrences before a word may count as sure."""
LINE = 400
"""Features on a line of the model file: one line is read in a few milliseconds."""


class Perceptron:
    """Averaged weights, by feature and tag."""

    def __init__(self) -> None:
        self.weights: dict[str, dict[str, float]] = defaultdict(dict)
        self._totals: dict[tuple[str, str], float] = defaultdict(float)
        self._since: dict[tuple[str, str], int] = defaultdict(int)
        self._now = 0

    def best(self, found: list[str], tags: list[str]) -> str:
        """The tag that the features speak for most."""
        scores: dict[str, float] = defaultdict(float)
        for feature in found:
            for tag, weight in self.weights.get(feature, {}).items():
                scores[tag] += weight
        return max(tags, key=lambda tag: (scores.get(tag, 0.0), tag))

    def learn(self, right: str, guess: str, found: list[str]) -> None:
        """Move weights toward the right tag and away from a wrong guess."""
        self._now += 1
        if right == guess:
            return
        for feature in found:
            self._change(feature, right, 1.0)
            self._change(feature, guess, -1.0)

    def _change(self, feature: str, tag: str, by: float) -> None:
        key = (feature, tag)
        weight = self.weights[feature].get(tag, 0.0)
        self._totals[key] += (self._now - self._since[key]) * weight
        self._since[key] = self._now
        self.weights[feature][tag] = weight + by

    def averaged(self, least: float) -> dict[str, dict[str, float]]:
        """Averages, rounded to a tenth, those under `least` left out."""
        kept: dict[str, dict[str, float]] = {}
        for feature in sorted(self.weights):
            means = {}
            for tag, weight in sorted(self.weights[feature].items()):
                key = (feature, tag)
                total = self._totals[key] + (self._now - self._since[key]) * weight
                mean = round(total / self._now, 1)
                if abs(mean) >= least:
                    means[tag] = mean
            if means:
                kept[feature] = means
        return kept


def sure_words(corpus: list[Sentence]) -> dict[str, str]:
    """Words that practically always have one tag."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in corpus:
        for word, tag in sentence:
            counts[word][tag] += 1
    sure = {}
    for word, tags in sorted(counts.items()):
        tag, count = tags.most_common(1)[0]
        total = sum(tags.values())
        if total >= OFTEN and count / total >= SURE:
            sure[word] = tag
    return sure


def train(corpus: list[Sentence], rounds: int, least: float) -> dict[str, object]:
    """The model of `corpus`, as it is written to the file."""
    sure = sure_words(corpus)
    tags = sorted({tag for sentence in corpus for _, tag in sentence})
    model = Perceptron()
    chance = random.Random(20)
    order = list(corpus)
    for _ in range(rounds):
        chance.shuffle(order)
        for sentence in order:
            _learn_sentence(model, sentence, sure, tags)
    return {"tags": tags, "sure": sure, "weights": model.averaged(least)}


def _learn_sentence(
    model: Perceptron, sentence: Sentence, sure: dict[str, str], tags: list[str]
) -> None:
    words = [word for word, _ in sentence]
    before, before2 = "-S1", "-S2"
    for at, (word, right) in enumerate(sentence):
        guess = sure.get(word)
        if guess is None:
            found = features(words, at, before, before2)
            guess = model.best(found, tags)
            model.learn(right, guess, found)
        before2, before = before, guess


def write(model: dict[str, object], path: Path) -> None:
    """Write gzipped JSON lines: a head with tags and sure words, then features."""
    weights = model["weights"]
    tags = model["tags"]
    assert isinstance(weights, dict)
    assert isinstance(tags, list)
    number = {tag: index for index, tag in enumerate(tags)}
    lines = [json.dumps({"tags": tags, "sure": model["sure"]}, separators=(",", ":"))]
    # A feature's weights are one string, read only when a text has the feature: thousands of
    # small objects would make the garbage collector stop everything while the model loads.
    rows = [
        (feature, " ".join(f"{number[tag]}:{round(w * 10)}" for tag, w in means.items()))
        for feature, means in weights.items()
    ]
    for start in range(0, len(rows), LINE):
        lines.append(json.dumps(dict(rows[start : start + LINE]), separators=(",", ":")))
    data = gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)
    path.write_bytes(data)


def accuracy(tagger: Tagger, corpus: list[Sentence]) -> float:
    """Share of words tagged as in the treebank."""
    right = total = 0
    for sentence in corpus:
        guesses = tagger.tags([word for word, _ in sentence])
        right += sum(guess == tag for guess, (_, tag) in zip(guesses, sentence, strict=True))
        total += len(sentence)
    return right / total


def main() -> None:
    """Train, write, and print the figures for the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", nargs="+", type=Path, required=True)
    parser.add_argument("--test", nargs="+", type=Path, default=[])
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--least", type=float, default=1.0, help="smallest weight kept")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    corpus = [sentence for path in given.train for sentence in sentences(path)]
    write(train(corpus, given.rounds, given.least), given.output)
    print(f"{given.output}: {given.output.stat().st_size} bytes, {len(corpus)} sentences")
    tagger = Tagger.load(given.output)
    for path in given.test:
        print(f"{path.name}: {accuracy(tagger, list(sentences(path))):.4f}")


if __name__ == "__main__":
    main()
