"""Fit the rankers that ship with `reader.quotes`.

    python tests/tools/train_rankers.py GOLD.jsonl --scorer score_quotes.py --treebank DIR -o OUT
        [--part tune]

Learns only weights of features that `reader.quotes` computes: shape, distance, parts of speech,
our own word classes and reporting verbs. The treebanks (`DIR/*.conllu.gz`) tell what such verbs
report in other texts. Deterministic: the same articles give the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import TypedDict

from reader.quotes.ranking import rankers
from tests.tools.loglinear import Example, fit
from tests.tools.quotes_bench import load, scorer_at
from tests.tools.ranking_examples import Examples, restyled
from tests.tools.treebank_examples import verbs


class Settings(TypedDict, total=False):
    """What a ranker is fitted with, where it is not what others are."""

    rate: float
    ridge: float
    rare: int
    doubtful: float


LINE = 400
"""Weights on a line of the file."""
SETTINGS: dict[str, Settings] = {
    "start": {"rate": 0.05, "rare": 4},
    "end": {"rate": 0.05, "rare": 4},
    "continuation": {"rate": 0.05, "rare": 4},
    "pronoun": {"rate": 0.05, "ridge": 0.2, "doubtful": 0.1},
}
"""How rankers are fitted whose features are many and rare: smaller steps, fewer left out.

Whom pronouns mean was labelled by a machine that errs in one of seven, and examples are few: their
weights are drawn more strongly to nothing.
"""


def write(models: dict[str, dict[str, float]], path: Path) -> None:
    """Write gzipped JSON lines, each with a ranker's name and some of its weights."""
    lines = []
    for name, weights in sorted(models.items()):
        rows = sorted(weights.items())
        for start in range(0, len(rows), LINE):
            lines.append(json.dumps([name, dict(rows[start : start + LINE])], ensure_ascii=False))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0))


def right_share(examples: list[Example], weights: dict[str, float]) -> float:
    """How often the likeliest candidate is right, of those that have a right one."""
    usable = [one for one in examples if one[1]]
    right = 0
    for candidates, gold in usable:
        scores = [sum(weights.get(f, 0.0) for f in features) for features in candidates]
        right += scores.index(max(scores)) in gold
    return right / len(usable) if usable else 0.0


def main() -> None:
    """Fit, write, print how often each ranker is right on both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--part", choices=["tune", "all"], default="tune")
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    same_person = scorer_at(given.scorer).same_person
    tune, check = load(given.gold, given.part), load(given.gold, "check")
    models: dict[str, dict[str, float]] = {}
    # Attribution learns from what detection finds, so detection is fitted and written first.
    for take in (Examples.add, Examples.add_speakers):
        learned, checked = Examples(same_person), Examples(same_person)
        for number, article in enumerate(tune):
            take(learned, article)
            if number % 4 < 2 and take is Examples.add:
                learned.add_restyled(restyled(article)[number % 4])
        if take is Examples.add:
            learned.by_name["start"] += verbs(given.treebank)
        for article in check:
            take(checked, article)
        for name, examples in sorted(learned.by_name.items()):
            models[name] = fit(examples, **SETTINGS.get(name, {}))
            print(
                f"{name}: {len(examples)} examples, {len(models[name])} weights, "
                f"right {right_share(examples, models[name]):.4f} tune, "
                f"{right_share(checked.by_name[name], models[name]):.4f} check",
                flush=True,
            )
        write(models, given.output)
        rankers.cache_clear()
    print(f"{given.output}: {given.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
