"""Labelled articles to examples for the rankers, through the product's own steps."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from reader.document import Origin, compose
from reader.quotes.attribute import Attributor
from reader.quotes.clause_ends import ends
from reader.quotes.clauses import starts
from reader.quotes.continuations import continuations
from reader.quotes.cues import CueHit
from reader.quotes.detect import Found
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.people import Entity
from reader.quotes.regions import region_features, regions
from reader.quotes.steps import Article
from reader.quotes.syntax import Outline
from reader.quotes.voices import Before, Voice
from tests.tools.loglinear import Example

Gold = dict[str, Any]


_SINGLE = str.maketrans('“”"‘’', "‘’'“”")


def restyled(article: Gold) -> list[Gold]:
    """The article as other papers would print it, of the same length.

    One copy puts commas and stops after the closing mark; the other has single marks, too.
    """
    logical = re.sub(r"([,.])([\"”])", r"\2\1", article["text"])
    british = re.sub(r"(?<=\w)’(?=\w)", "\0", logical).translate(_SINGLE).replace("\0", "’")
    return [{**article, "text": logical}, {**article, "text": british}]


def passage_at(read: Article, offset: int) -> int:
    """Index of the passage that holds `offset`, or -1."""
    index = bisect_right([passage.start for passage in read.passages], offset) - 1
    return index if index >= 0 and offset < read.passages[index].end else -1


def is_statement(quote: Gold) -> bool:
    """Whether a quote is in the scope that counts."""
    if quote.get("ignore") or quote.get("scope", "speech") != "speech":
        return False
    return quote["kind"] != "indirect" or bool(quote.get("clausal", True))


def is_phrase(quote: Gold) -> bool:
    """Whether it reports no clause: `criticised the plan`. The product lists no such quotes."""
    return quote["kind"] == "indirect" and not quote.get("clausal", True)


class Examples:
    """Examples for each ranker, by its name."""

    def __init__(self, same_person: Callable[[str, str], bool]) -> None:
        """Begin with none; `same_person` tells whether two names are one person's."""
        self._same_person = same_person
        self.by_name: dict[str, list[Example]] = defaultdict(list)

    def add(self, article: Gold) -> None:
        """Take the examples of one article."""
        read = Article.of(compose(article["text"], Origin("article.txt")))
        direct = self._regions(read, article)
        self._cues(read, article, direct)

    def add_restyled(self, article: Gold) -> None:
        """Take only the examples of marked stretches, of an article in another style."""
        read = Article.of(compose(article["text"], Origin("article.txt")))
        self._regions(read, article)

    def add_speakers(self, article: Gold) -> None:
        """Take the examples of who said what; the detector must have its weights by now."""
        read = Article.of(compose(article["text"], Origin("article.txt")))
        voices = read.voices()
        attributor = read.attributor()
        before: Before | None = None
        for one in read.found():
            quote = _gold_of(read, one, article)
            candidates = voices.candidates(one, before)
            mention: Mention | None = None
            if quote is not None:
                right = _right(candidates, quote, read)
                if right:
                    mention = candidates[right[0]].mention
                    self.by_name["speaker"].append(
                        ([voice.features for voice in candidates], frozenset(right))
                    )
                else:
                    self.by_name["speaker-missing"].append(([], frozenset()))
                if mention is not None and quote.get("speaker_name"):
                    self._pronoun(attributor, mention, quote)
            meant, entity = attributor.meanings.of(mention, before)
            if quote is not None and quote.get("speaker_name"):
                # Who really spoke, not whom a ranker without weights takes for the speaker.
                entity = self._bearer(read, quote["speaker_name"]) or entity
                attributor.meanings.speakers[-1] = entity
            before = Before.after(before, one, meant, entity)

    def _bearer(self, read: Article, name: str) -> Entity | None:
        """The one most often named of those who may be meant by a full name."""
        bearers = [one for one in read.people.entities if self._same_person(one.name, name)]
        return max(bearers, key=lambda one: len(one.mentions), default=None)

    def _pronoun(self, attributor: Attributor, mention: Mention, quote: Gold) -> None:
        found = attributor.meanings.pronouns.candidates(mention, attributor.meanings.speakers)
        right = [
            number
            for number, one in enumerate(found)
            if self._same_person(one.entity.name, quote["speaker_name"])
        ]
        if found:
            name = "pronoun" if right else "pronoun-missing"
            self.by_name[name].append(([one.features for one in found], frozenset(right)))

    def _regions(self, read: Article, article: Gold) -> list[list[bool]]:
        """Examples of marked stretches; for each passage, the tokens in direct quotes."""
        labels = _character_labels(article)
        masks = []
        open_before = False
        for passage, line in zip(read.passages, read.outlines, strict=True):
            mask = [False] * len(passage)
            row = regions(passage)
            for at, one in enumerate(row):
                stretch = passage.marked[one.number]
                label = _label(article["text"], labels, stretch.inner_start, stretch.inner_end)
                if label == 0:
                    mask[one.low : one.high] = [True] * (one.high - one.low)
                if label >= 0 and passage.role.may_hold_quotes:
                    found = region_features(passage, line, row, at, open_before)
                    self.by_name["region"].append((found, frozenset([label])))
            masks.append(mask)
            open_before = bool(passage.marked) and not passage.marked[-1].closed
        return masks

    def _cues(self, read: Article, article: Gold, direct: list[list[bool]]) -> None:
        targets = _targets(read, article)
        covered = _covered(article)
        for index, passage in enumerate(read.passages):
            if not passage.role.may_hold_quotes:
                continue
            for hit in read.hits[index]:
                gold = targets.get((index, hit.low))
                if passage.inside[hit.low] >= 0 or gold == "skip":
                    continue
                if gold is None and passage.starts[hit.low] in covered:
                    continue
                self._cue(read, index, hit, direct[index], gold)

    def _cue(self, read: Article, index: int, hit: CueHit, direct: list[bool], gold: Any) -> None:
        passage, line = read.passages[index], read.outlines[index]
        found = starts(passage, line, hit, direct)
        if gold is None or gold == "direct":
            self.by_name["start"].append(([one.features for one in found], frozenset([0])))
            return
        pieces = _pieces(passage, line, gold)
        if not pieces:
            return
        first = pieces[0]
        right = [
            number
            for number, one in enumerate(found)
            if one.at == first[0] and (one.back >= 0) == (first[0] < hit.low)
        ]
        self.by_name["start"].append(([one.features for one in found], frozenset(right)))
        if not right:
            self.by_name["start-missing"].append(([], frozenset()))
        if first[0] >= hit.high:
            self._end(passage, line, hit, direct, first)
        else:
            later = [piece for piece in pieces if piece[0] >= hit.high]
            self._continuation(passage, line, hit, direct, line.plain[first[0] : first[1]], later)

    def _end(
        self,
        passage: Passage,
        line: Outline,
        hit: CueHit,
        direct: list[bool],
        piece: tuple[int, int],
    ) -> None:
        found = ends(passage, line, hit, piece[0], direct)
        right = [number for number, (stop, _) in enumerate(found) if stop == piece[1]]
        if not right:
            self.by_name["end-missing"].append(([], frozenset()))
        self.by_name["end"].append(([features for _, features in found], frozenset(right[:1])))

    def _continuation(
        self,
        passage: Passage,
        line: Outline,
        hit: CueHit,
        direct: list[bool],
        words: str,
        later: list[tuple[int, int]],
    ) -> None:
        found = continuations(passage, line, hit, direct, words)
        first = later[0][0] if later else -1
        if later:
            self._end(passage, line, hit, direct, later[0])
        right = [number for number, (at, _, _) in enumerate(found) if at == first]
        self.by_name["continuation"].append(
            ([features for _, _, features in found], frozenset(right))
        )


def _character_labels(article: Gold) -> bytearray:
    """For each character: 1 in a direct quote, 2 in a mixed one, 3 to be left out, 0 none."""
    labels = bytearray(len(article["text"]))
    order = {"direct": 1, "mixed": 2}
    for quote in article["quotes"]:
        label = order.get(quote["kind"], 3) if is_statement(quote) else 3
        for start, end in quote.get("spans") or [[quote["start"], quote["end"]]]:
            if label == 3 and any(labels[start:end]):
                continue
            labels[start:end] = bytes([label]) * (end - start)
    return labels


def _label(text: str, labels: bytearray, start: int, end: int) -> int:
    """0 direct, 1 part, 2 nothing, -1 to be left out."""
    counts = [0, 0, 0, 0]
    for at in range(start, end):
        if text[at].isalnum():
            counts[labels[at]] += 1
    total = sum(counts) or 1
    if counts[3] > 0.3 * total:
        return -1
    if counts[1] > 0.5 * total:
        return 0
    return 1 if counts[2] > 0.5 * total else 2


def _targets(read: Article, article: Gold) -> dict[tuple[int, int], Any]:
    """For each cue hit: its gold quote, `direct`, or `skip`."""
    found: dict[tuple[int, int], Any] = {}
    for quote in article["quotes"]:
        cue = quote.get("cue")
        if not cue:
            continue
        index = passage_at(read, cue["start"])
        if index < 0:
            continue
        passage = read.passages[index]
        hits = [
            hit
            for hit in read.hits[index]
            if passage.starts[hit.low] < cue["end"] and passage.ends[hit.high - 1] > cue["start"]
        ]
        for number, hit in enumerate(hits):
            _aim(found, (index, hit.low), quote, number == len(hits) - 1)
    return found


def _aim(
    found: dict[tuple[int, int], Any], key: tuple[int, int], quote: Gold, is_last: bool
) -> None:
    """Note what a cue reports; of several cue words the last one counts."""
    if is_phrase(quote):
        found.setdefault(key, None)
    elif not is_statement(quote):
        found.setdefault(key, "skip")
    elif not is_last:
        found[key] = "skip"
    elif quote["kind"] == "direct":
        if not isinstance(found.get(key), dict):
            found[key] = "direct"
    else:
        found[key] = quote


def _covered(article: Gold) -> set[int]:
    """Offsets inside the content of any quote."""
    return {
        at
        for quote in article["quotes"]
        for start, end in quote.get("spans") or [[quote["start"], quote["end"]]]
        for at in range(start, end)
    }


def _pieces(passage: Passage, line: Outline, quote: Gold) -> list[tuple[int, int]]:
    """The quote's pieces in this passage as tokens, punctuation at their ends left out."""
    found = []
    for start, end in quote.get("spans") or [[quote["start"], quote["end"]]]:
        if not passage.start <= start < passage.end:
            continue
        low, high = passage.token_at(start), passage.token_at(end)
        while low < high and line.plain[low] in ",:;-().":
            low += 1
        while high > low and line.plain[high - 1] in ",:;-().":
            high -= 1
        if high > low:
            found.append((low, high))
    return found


def _gold_of(read: Article, found: Found, article: Gold) -> Gold | None:
    """The labelled quote that shares most with what was found, at least half of it."""
    passage = read.passages[found.passage]
    start = passage.starts[found.pieces[0][0]]
    end = passage.ends[found.pieces[0][1] - 1]
    best: tuple[int, Gold] | None = None
    for quote in article["quotes"]:
        if not is_statement(quote):
            continue
        for low, high in quote.get("spans") or [[quote["start"], quote["end"]]]:
            shared = min(end, high) - max(start, low)
            if 2 * shared > end - start and (best is None or shared > best[0]):
                best = (shared, quote)
    return best[1] if best else None


def _right(candidates: list[Voice], quote: Gold, read: Article) -> list[int]:
    """Numbers of the candidates that are the labelled speaker, the best one first."""
    speaker = quote.get("speaker")
    if not speaker:
        return [0]
    found = []
    for number, voice in enumerate(candidates):
        mention = voice.mention
        if mention is None:
            continue
        if mention.start < speaker["end"] and mention.end > speaker["start"]:
            wanted = quote.get("speaker_type") == "name"
            found.append(((mention.sort is Sort.NAME) != wanted, number))
    found.sort()
    return [found[0][1]] if found else []
