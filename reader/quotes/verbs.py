"""The vocabulary of reporting, as data: which words report, and how.

Hand-written word classes. The rankers know a reporting word by its class and, if it stands in these
lists, by the verb it is a form of.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from reader.language.lexicon import sections, word_sets


class Cue(StrEnum):
    """What kind of reporting word it is."""

    SAY = "say"
    """Plain report: said."""
    TELL = "tell"
    """Names the one spoken to: told reporters that."""
    STATE = "state"
    """Takes a clause: argued, announced, insisted."""
    ASK = "ask"
    """Takes a question: asked, wondered."""
    HINT = "hint"
    """Reports, or does not, by its subject: suggested, showed, meant."""
    MANNER = "manner"
    """How it sounded: shouted, joked."""
    NAME = "name"
    """Takes a thing and what it is called: described, slammed, dubbed."""
    URGE = "urge"
    """Reports a wish as an infinitive: urged, promised, threatened."""
    REFER = "refer"
    """Points to words: cited, quoted, mentioned."""
    THINK = "think"
    """Reports a thought: believes, hopes."""
    NOUN = "noun"
    """A noun for words: statement, claim."""
    LABEL = "label"
    """The colon after a name in a headline."""
    SOURCE = "source"
    """A preposition for a source: according to."""
    OTHER = "other"
    """Any other verb, where it stands like one that reports."""


_LISTS = Path(__file__).with_name("lexicon") / "verbs.txt"
_SECTIONS = sections(_LISTS)
_SETS = word_sets(_LISTS)
_IRREGULAR = {line.split()[0]: line.split() for line in _SECTIONS["irregular"]}


def _forms(lemma: str) -> list[str]:
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    plural = "es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return [lemma, lemma + plural, lemma + "ed", lemma + "ing"]


def _table() -> dict[str, tuple[str, Cue]]:
    table: dict[str, tuple[str, Cue]] = {}
    for kind in Cue:
        for lemma in sorted(_SETS.get(kind.value, ())):
            for form in _forms(lemma):
                table.setdefault(form, (lemma, kind))
    return table


VERBS = _table()
"""Each form of a reporting verb, with its lemma and kind."""

VERBS_ONLY = frozenset(form for lemma in _SETS["never nouns"] for form in _forms(lemma))
"""Forms of reporting verbs that no noun has."""

NOUNS = _SETS["nouns"] | frozenset(f"{noun}s" for noun in _SETS["nouns"])
"""Nouns for somebody's words, singular and plural."""

AUXILIARIES = _SETS["auxiliaries"]
"""Verbs that carry another one."""

MEASURES = _SETS["measures"]
"""Nouns that *according to* measures things by, where no article stands before them."""
