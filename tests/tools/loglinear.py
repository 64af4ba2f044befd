"""Fitting log-linear choices: softmax over candidates, AdaGrad, weights that do not pay dropped."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence

_LAST = 5
"""Rounds, the last ones, whose weights are averaged."""
_FITS = 5
"""Fits, each with the examples in another order, whose weights are averaged: one alone depends on
the order by as much as a new feature brings."""
Example = tuple[list[list[str]], frozenset[int]]
"""The candidates' features, and the numbers of the right ones."""


def fit(
    examples: Sequence[Example],
    *,
    rounds: int = 8,
    rate: float = 0.07,
    ridge: float = 1e-2,
    rare: int = 6,
    seed: int = 7,
    doubtful: float = 0.0,
) -> dict[str, float]:
    """Weights that make the right candidates likely; deterministic.

    Args:
        examples: What to learn from; those without a right candidate are left out.
        rounds: How often each is looked at.
        rate: Size of the steps.
        ridge: How strongly weights are drawn to nothing.
        rare: Features of fewer examples than this get no weight.
        seed: Of the orders they are looked at in.
        doubtful: Examples whose label a first fit finds less likely than this are left out of a
            second one; for labels that were made by a machine.
    """
    if doubtful:
        first = fit(examples, rounds=rounds, rate=rate, ridge=ridge, rare=rare, seed=seed)
        examples = [one for one in examples if _chance(one, first) >= doubtful]
    usable = [one for one in examples if one[1] and len(one[0]) > 1]
    counts = Counter(
        feature
        for candidates, _ in usable
        for feature in {feature for features in candidates for feature in features}
    )
    known = sorted(feature for feature, count in counts.items() if count >= rare)
    number = {feature: index for index, feature in enumerate(known)}
    data = [
        ([[number[f] for f in features if f in number] for features in candidates], right)
        for candidates, right in usable
    ]
    fits = [_descend(data, len(known), rounds, rate, ridge, seed + n) for n in range(_FITS)]
    weights = [sum(row) / _FITS for row in zip(*fits, strict=True)]
    return {f: round(w, 3) for f, w in zip(known, weights, strict=True) if abs(w) >= 0.01}


def _chance(example: Example, weights: dict[str, float]) -> float:
    """How likely one of the right candidates is; 1 where there is none."""
    candidates, right = example
    if not right:
        return 1.0
    scores = [sum(weights.get(feature, 0.0) for feature in features) for features in candidates]
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    return sum(powers[at] for at in right) / sum(powers)


def _descend(
    data: list[tuple[list[list[int]], frozenset[int]]],
    size: int,
    rounds: int,
    rate: float,
    ridge: float,
    seed: int,
) -> list[float]:
    weights = [0.0] * size
    squares = [1e-2] * size
    sums = [0.0] * size
    chance = random.Random(seed)
    order = list(range(len(data)))
    for turn in range(rounds):
        chance.shuffle(order)
        for index in order:
            candidates, right = data[index]
            for feature, slope in _slopes(candidates, right, weights).items():
                step = slope + ridge * weights[feature]
                squares[feature] += step * step
                weights[feature] -= rate * step / math.sqrt(squares[feature])
        if turn >= rounds - _LAST:
            # The order of the last examples tells less in the mean of several rounds.
            sums = [total + weight for total, weight in zip(sums, weights, strict=True)]
    return [total / min(rounds, _LAST) for total in sums]


def _slopes(
    candidates: list[list[int]], right: frozenset[int], weights: list[float]
) -> dict[int, float]:
    """The loss's slope by feature: expected count less the count in the right candidates."""
    scores = [sum([weights[f] for f in features]) for features in candidates]
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    good = sum(powers[at] for at in right)
    slopes: dict[int, float] = {}
    for at, features in enumerate(candidates):
        slope = powers[at] / total
        if at in right:
            slope -= powers[at] / good
        if abs(slope) > 1e-4:
            for feature in features:
                slopes[feature] = slopes.get(feature, 0.0) + slope
    return slopes
