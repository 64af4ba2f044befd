"""Examples of reporting verbs from treebanks of all kinds of texts: what they report, if anything.

Political news has few sentences such as *She recalled the cars that leak*; weights fitted on it
alone take every verb of the list for a report wherever a clause stands near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.document import Origin, compose
from reader.quotes.clauses import starts
from reader.quotes.cues import CueHit
from reader.quotes.passage import Passage
from reader.quotes.steps import Article
from reader.quotes.syntax import Outline
from reader.quotes.verbs import Cue
from tests.tools.loglinear import Example
from tests.tools.treebank import Rows, offsets, texts

_MARKS = frozenset('"“”‘«')
_NO_VERBS = frozenset([Cue.LABEL, Cue.SOURCE, Cue.NOUN])
_CLAUSES = frozenset(["ccomp", "xcomp", "parataxis"])
"""Relations of a clause that depends on a verb."""
_SPEECH = frozenset([Cue.SAY, Cue.STATE, Cue.TELL])
"""Verbs whose clause is somebody's words, whatever the text is about."""
_NO_SOURCE = frozenset(["i", "you", "we"])
"""Who writes, and who reads: what they say is no report."""


def verbs(folder: Path) -> Iterator[Example]:
    """The starts of each verb of our list that reports a clause, or on which none depends.

    Of a verb on which no clause depends the first candidate is right, which is that it reports
    nothing. Sentences with quotation marks are left out: what stands between them is no clause to
    a treebank, and yet reported.

    Args:
        folder: Where the treebanks lie, gzipped CoNLL-U.
    """
    for path in sorted(folder.glob("*.conllu.gz")):
        for text, rows in texts(path):
            if _MARKS.isdisjoint(text):
                yield from _of_sentence(text, rows)


def _of_sentence(text: str, rows: Rows) -> Iterator[Example]:
    places = offsets(text, rows)
    document = compose(text, Origin("sentence.txt"))
    if places is None or document.text != text:
        return
    tree = _Tree.of(rows, places)
    read = Article.of(document)
    for passage, line, hits in zip(read.passages, read.outlines, read.hits, strict=True):
        for hit in hits:
            number = tree.number_at.get(passage.starts[hit.low])
            if number is None or hit.kind in _NO_VERBS:
                continue
            right = _right(passage, line, hit, tree, number)
            found = starts(passage, line, hit, [False] * len(passage))
            if right == _NOTHING:
                yield [one.features for one in found], frozenset([0])
            elif right is not None:
                numbers = [at for at, one in enumerate(found) if (one.at, one.back) == (right, -1)]
                if numbers:
                    yield [one.features for one in found], frozenset(numbers)


_NOTHING = -1
"""In place of a first token: the verb reports nothing."""


def _right(passage: Passage, line: Outline, hit: CueHit, tree: _Tree, number: int) -> int | None:
    """The first token of what a verb reports, or `_NOTHING`; None where that is unclear."""
    below = tree.below[number]
    clauses = [child for child in below if tree.relations[child] == "ccomp"]
    if not clauses:
        is_bare = _CLAUSES.isdisjoint(tree.relations[child] for child in below)
        return _NOTHING if is_bare and tree.relations[number] != "parataxis" else None
    subject = hit.subject
    if hit.kind not in _SPEECH or subject is None or passage.lowers[subject.low] in _NO_SOURCE:
        return None
    words = tree.under(clauses[-1])
    if words[0] <= number or words[-1] - words[0] + 1 != len(words):
        return None
    at = passage.token_at(tree.places[words[0]])
    while at < len(passage) and line.plain[at] in ",:;-().":
        at += 1
    return at


@dataclass(frozen=True, slots=True)
class _Tree:
    """What depends on what in a sentence; words by their numbers, from 1."""

    places: dict[int, int]
    """Where each word begins in the text."""
    number_at: dict[int, int]
    """The word that begins at an offset."""
    relations: dict[int, str]
    """How each word depends on its head, subtypes left out."""
    below: defaultdict[int, list[int]]
    """The words that depend on a word, in order."""

    @classmethod
    def of(cls, rows: Rows, places: dict[int, int]) -> _Tree:
        """The tree of a sentence's rows."""
        tree = cls(places, {}, {}, defaultdict(list))
        for row in rows:
            if row[0].isdigit():
                number = int(row[0])
                tree.number_at[places[number]] = number
                tree.relations[number] = row[7].partition(":")[0]
                tree.below[int(row[6])].append(number)
        return tree

    def under(self, number: int) -> list[int]:
        """A word and all that depend on it, in order."""
        found, waiting = [], [number]
        while waiting:
            one = waiting.pop()
            found.append(one)
            waiting.extend(self.below[one])
        return sorted(found)
