"""Tags that cannot be right, put right: what a tagger takes for something else beside a name."""

from __future__ import annotations

from collections.abc import Sequence

from reader.quotes import names
from reader.quotes.verbs import VERBS_ONLY

_NO_WORD = frozenset(["''", "``", ",", ".", ":", "(", ")", "#"])
_NO_NOUN = frozenset(["JJ", "MD", "VB", "VBP"])
_VERBS = frozenset(["VBD", "VBZ", "VBN"])
_NAMES = frozenset(["NNP", "NNPS"])
_BEFORE_NOUN = frozenset(["DT", "PRP$", "POS"])
_SAYING = frozenset(["said", "says", "told", "tells", "added", "wrote"])


def mended(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The tags of a sentence, the impossible ones replaced; as many as there are words."""
    found = list(tags)
    for at, (word, tag) in enumerate(zip(words, tags, strict=True)):
        if tag in _NO_WORD:
            if word.isalpha():
                found[at] = "NNP" if word[0].isupper() else "NN"
            elif word == "'" and _owns(words, tags, at):
                found[at] = "POS"
        elif tag[0] in "VJM" and 0 < at < len(words) - 1 and _is_noun(words, tags, at):
            found[at] = "NN"
        elif tag[0] != "V" and word.lower() in VERBS_ONLY and at:
            found[at] = _as_verb(word, found[at - 1], tag)
    return found


def _as_verb(word: str, before: str, tag: str) -> str:
    """The tag of a form that only verbs have; `tag` in a name or after an article."""
    if word[0].isupper() and (tag not in _NAMES or word[-1] != "s"):
        return tag
    if word.endswith("ing"):
        return "VBG"
    if word.endswith(("ed", "said", "told", "wrote")):
        return "VBD" if tag != "JJ" else tag
    if before in _BEFORE_NOUN:
        return tag
    if word[-1] == "s" and not word.endswith("ss"):
        return "VBZ"
    return "VB" if before in ("TO", "MD") else "VBP"


def _owns(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a mark stands for a possessive: `Motors’ chief executive`."""
    return (
        0 < at < len(words) - 1
        and words[at - 1][-1] == "s"
        and tags[at - 1] in _NAMES
        and tags[at + 1] in ("NN", "NNS", "JJ")
        and "'" not in words[:at]
    )


def _is_noun(words: Sequence[str], tags: Sequence[str], at: int) -> bool:
    """Whether a word is one for a person or a document, not a verb: `the will said`."""
    before, after = tags[at - 1], tags[at + 1]
    if tags[at] in _NO_NOUN and before == "DT":
        return words[at + 1] in _SAYING and words[at].islower()
    return (
        before in _NAMES
        and after in _NAMES
        and words[at].islower()
        and tags[at] in _VERBS | _NO_NOUN
        and words[at] in names.PERSON_NOUNS
    )
