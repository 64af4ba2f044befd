"""Words that keep their full stop: the table Punkt would otherwise have to learn."""

from __future__ import annotations

from pathlib import Path

from reader.language.lexicon import word_sets

_SETS = word_sets(Path(__file__).with_name("lexicon") / "abbreviations.txt")

TITLES = _SETS["titles"]
"""Before a name; a capital letter may follow without a new sentence beginning."""

ABBREVIATIONS = TITLES | _SETS["others"]
"""All of them, in lower case, without the last full stop."""
