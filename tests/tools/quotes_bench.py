"""Measure who-said-what against labelled articles.

    python tests/tools/quotes_bench.py GOLD.jsonl --scorer score_quotes.py [--part check|tune|all]

GOLD holds one JSON object a line with `id`, `text` and `quotes`. The scorer is a module with
`score(gold, predictions, scope)` and `show(report)`. Prints the scorer's report, one line of
figures as in a table, how well confidence is calibrated, and words per CPU second.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from reader.document import Origin, compose
from reader.quotes import Findings, find

Article = dict[str, Any]
"""An article as the corpus has it: id, text, quotes."""


def in_check_part(article_id: str) -> bool:
    """Whether an article belongs to the fifth that nothing is tuned on."""
    return hashlib.sha256(article_id.encode()).digest()[0] % 5 == 0


def load(path: Path, part: str) -> list[Article]:
    """The articles of a corpus that belong to `part`: check, tune or all."""
    with path.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    if part == "all":
        return articles
    return [one for one in articles if in_check_part(one["id"]) == (part == "check")]


def predicted(findings: Findings) -> list[dict[str, Any]]:
    """The quotes as the scorer reads them."""
    rows = []
    for quote in findings.quotes:
        speaker = findings.speaker_of(quote)
        rows.append(
            {
                "start": quote.start,
                "end": quote.end,
                "spans": [[span.start, span.end] for span in quote.spans],
                "kind": quote.kind.value,
                "speaker": speaker.name if speaker else None,
                "speaker_start": quote.mention.start if quote.mention else None,
                "speaker_end": quote.mention.end if quote.mention else None,
                "confidence": quote.confidence,
                "rule": quote.rule,
            }
        )
    return rows


def run(articles: list[Article]) -> tuple[dict[str, list[dict[str, Any]]], float]:
    """Predictions by article, and words per CPU second after loading."""
    documents = [(one["id"], compose(one["text"], Origin("article.txt"))) for one in articles]
    find(compose("“Warm up,” she said.", Origin("-")))
    started = time.process_time()
    results = [(name, find(document)) for name, document in documents]
    seconds = time.process_time() - started
    words = sum(document.word_count for _, document in documents)
    return {name: predicted(found) for name, found in results}, words / seconds


def scorer_at(path: Path) -> ModuleType:
    """The scorer, loaded from its file."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


def row(report: dict[str, Any]) -> str:
    """The figures of one table row, F1 in per cent."""
    seen, end = report["detection"], report["end_to_end"]
    speakers = report["speakers"]
    hand = speakers.get("pronoun/hand", {"accuracy": 0.0, "n": 0})

    def pair(name: str) -> str:
        one = seen[name]
        return f"{name} {100 * one['overlap']['f1']:.1f} ({100 * one['exact']['f1']:.1f})"

    return " | ".join(
        [
            *(pair(name) for name in ("direct", "mixed", "indirect", "any")),
            f"speaker {100 * speakers.get('all', {'accuracy': 0})['accuracy']:.1f}",
            f"end to end {100 * end['any']['f1']:.1f} (direct {100 * end['direct']['f1']:.1f})",
            f"by hand {100 * hand['accuracy']:.1f} of {hand['n']}",
        ]
    )


def calibration(predictions: dict[str, list[dict[str, Any]]], errors: list[dict[str, Any]]) -> str:
    """For each tenth of confidence: how many quotes, and the share that is right."""
    wrong = {
        (error["id"], at)
        for error in errors
        if error["error"] in ("spurious", "speaker")
        for at in range(error["at"][0], error["at"][1])
    }
    bins: dict[int, list[int]] = {}
    for name, quotes in predictions.items():
        for quote in quotes:
            middle = (quote["spans"][0][0] + quote["spans"][0][1]) // 2
            tally = bins.setdefault(min(9, int(quote["confidence"] * 10)), [0, 0])
            tally[0] += 1
            tally[1] += (name, middle) not in wrong
    lines = ["confidence  quotes  right"]
    for tenth in sorted(bins):
        count, right = bins[tenth]
        lines.append(f"  {tenth / 10:.1f}-{tenth / 10 + 0.1:.1f} {count:8d}  {right / count:.3f}")
    return "\n".join(lines)


def main() -> None:
    """Run, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--part", choices=["check", "tune", "all"], default="all")
    parser.add_argument("--scope", default="statement")
    parser.add_argument("--predictions", type=Path, help="write the predictions here")
    parser.add_argument("--errors", type=Path, help="write every error here")
    parser.add_argument("--brief", action="store_true", help="only the table row")
    given = parser.parse_args()
    articles = load(given.gold, given.part)
    predictions, speed = run(articles)
    scorer = scorer_at(given.scorer)
    report, errors = scorer.score(articles, predictions, given.scope)
    if not given.brief:
        scorer.show(report)
        print("\n" + calibration(predictions, errors))
    print("\n" + row(report) + f" | {speed:,.0f} words a CPU second")
    _write(given.errors, errors)
    _write(given.predictions, [{"id": k, "quotes": v} for k, v in predictions.items()])


def _write(path: Path | None, rows: list[dict[str, Any]]) -> None:
    if path is not None:
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)


if __name__ == "__main__":
    main()
