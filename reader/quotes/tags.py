"""Tags that cannot be right, put right: what a tagger takes for something else beside a name."""

from __future__ import annotations

from collections.abc import Sequence

from reader.quotes import names

_NO_WORD = frozenset(["''", "``", ",", ".", ":", "(", ")", "#"])
_NO_NOUN = frozenset(["JJ", "MD", "VB", "VBP"])
_VERBS = frozenset(["VBD", "VBZ", "VBN"])
_NAMES = frozenset(["NNP", "NNPS"])
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
    return found


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
