"""Choosing among candidates: log-linear models with weights that are shipped.

A candidate is a list of features, which are short strings; its score is the sum of their weights,
and a softmax over the candidates makes probabilities of the scores. `models/rankers.md` tells
what the weights were fitted on.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

Features = Sequence[str]
"""What a candidate is judged by."""

_MODEL = Path(__file__).with_name("models") / "rankers.jsonl.gz"


class Ranker:
    """Gives each of several candidates its probability of being the right one."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Take the weight of each feature; a feature without one counts nothing."""
        self._weights = weights

    def score(self, features: Features) -> float:
        """The sum of the features' weights."""
        weight = self._weights.get
        return sum([weight(feature, 0.0) for feature in features])

    def probabilities(self, candidates: Sequence[Features]) -> list[float]:
        """A probability for each candidate, in their order; they add up to 1."""
        scores = [self.score(features) for features in candidates]
        if not scores:
            return []
        most = max(scores)
        powers = [math.exp(score - most) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]


@cache
def rankers() -> Mapping[str, Ranker]:
    """The rankers that ship with the program, by name; loaded on first use, then kept."""
    weights: dict[str, dict[str, float]] = {}
    if _MODEL.exists():
        with gzip.open(_MODEL, "rt", encoding="utf-8") as lines:
            for line in lines:
                name, rows = json.loads(line)
                weights.setdefault(name, {}).update(rows)
    return {name: Ranker(found) for name, found in weights.items()}


def ranker(name: str) -> Ranker:
    """The ranker of this name; one without weights if none ships."""
    return rankers().get(name) or Ranker({})
