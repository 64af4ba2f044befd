"""One paragraph as the finders see it: tokens with tags, sentences, marks."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.document import Document, Paragraph, Role
from reader.language import Marked, marked_stretches, sentence_bounds, tagger, tokens
from reader.quotes import names
from reader.quotes.tags import mended, surnames, surnames_tagged


@dataclass(frozen=True, slots=True)
class Passage:
    """The tokens of one paragraph, as parallel rows, and what stands around them.

    Numbers are kept as arrays: of all that is known of a book while it is read through, its
    tokens' places would otherwise be a third.
    """

    number: int
    """Number of the paragraph in the document."""
    role: Role
    """What the paragraph is."""
    start: int
    """Offset of its first code point."""
    end: int
    """Offset one past its last."""
    starts: Sequence[int]
    """Offset of each token's first code point, in the document."""
    ends: Sequence[int]
    """Offset one past each token's last."""
    words: tuple[str, ...]
    """The tokens, curly marks made straight."""
    lowers: tuple[str, ...]
    """The same in lower case."""
    tags: tuple[str, ...]
    """Penn Treebank tags."""
    sentences: tuple[tuple[int, int], ...]
    """Number of each sentence's first token, and one past its last."""
    sentence_of: Sequence[int]
    """Number of the sentence each token stands in."""
    marked: tuple[Marked, ...]
    """Stretches between quotation marks."""
    inside: Sequence[int]
    """Number of the marked stretch each token stands in, its marks included; -1 for none."""
    odd: tuple[bool, ...] = ()
    """For each marked stretch, whether its marks are single where the article's are double."""

    def __len__(self) -> int:
        return len(self.starts)

    def token_at(self, offset: int) -> int:
        """Number of the first token at `offset` or after it; may be one past the last."""
        return bisect_left(self.starts, offset)

    def tokens_in(self, stretch: Marked) -> tuple[int, int]:
        """Number of a marked stretch's first token (its mark) and one past its last."""
        return self.token_at(stretch.start), self.token_at(stretch.end)


def is_headline(passage: Passage) -> bool:
    """Whether nearly every longer word of a short paragraph has a capital."""
    if not 4 <= len(passage) <= 30:
        return False
    longer = [word for word in passage.words if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in longer)
    if passage.words[-1] == ".":
        return len(longer) >= 5 and capitals == len(longer)
    return len(longer) >= 3 and capitals >= 0.8 * len(longer)


def past_dateline(passage: Passage, first: int, end: int) -> int:
    """The first token after a dateline, `ASKE, Norwick (NP) —`; `first` where there is none.

    Args:
        passage: The paragraph.
        first: Number of a sentence's first token.
        end: One past the last token that the dash may be.
    """
    if first >= end or not passage.words[first][0].isupper():
        return first
    if not passage.words[first].isupper() or len(passage.words[first]) < 3:
        return _past_agency(passage, first, end)
    for at in range(first + 1, min(end, first + 12)):
        word = passage.words[at]
        if word[0] in "-–—" or (word == ":" and _is_place(passage, first, at)):
            return at + 1
        if not (word[0].isupper() or word[0].isdigit() or word in _IN_DATELINE):
            break
    return first


def _past_agency(passage: Passage, first: int, end: int) -> int:
    """The token after `Velmora (AFP) –`; `first` where there is none."""
    is_agency = (
        first + 4 < end
        and passage.lowers[first + 2] in _AGENCIES
        and passage.words[first + 3] == ")"
        and passage.words[first + 4][0] in "-–—―"
    )
    return first + 5 if is_agency else first


_AGENCIES = frozenset(["ap", "afp", "reuters", "upi", "pa", "dpa", "efe", "tass", "xinhua"])


def _is_place(passage: Passage, low: int, high: int) -> bool:
    """Whether tokens in capitals are a place: `NEW DELHI:`, and not who speaks: `WALLACE:`."""
    return all(
        lower in names.PLACES or (lower in _OF_PLACES and high - low > 1)
        for lower in passage.lowers[low:high]
    )


_OF_PLACES = frozenset(
    ["new", "san", "los", "las", "la", "el", "st", "st.", "saint", "north", "south", "east", "west",
     "city", "cape", "port", "fort", ","]
)  # fmt: skip


_IN_DATELINE = frozenset([",", "(", ")", ".", "/"])


def passages(document: Document) -> list[Passage]:
    """The paragraphs of a document that may hold quotes or name speakers, in order."""
    text = seen(document.text)
    rows = [
        (number, paragraph, marked_stretches(text, paragraph.start, paragraph.end))
        for number, paragraph in enumerate(document.paragraphs)
        if paragraph.role not in (Role.CODE, Role.TABLE)
    ]
    double = _has_double_marks([marked for _, _, marked in rows])
    forms = _Forms()
    read = [
        _passage(text, number, paragraph, marked, double, forms)
        for number, paragraph, marked in rows
    ]
    return _with_surnames(read, forms)


_UNSEEN = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Marks of writing direction, which pages put beside quotation marks."""


def seen(text: str) -> str:
    """`text` with a blank for each code point that only tells the direction of writing."""
    if text.isascii():
        return text
    for mark in _UNSEEN:
        text = text.replace(mark, " ")
    return text


def _with_surnames(read: list[Passage], forms: _Forms) -> list[Passage]:
    """The passages, surnames tagged as names where the tagger does not know them as such.

    An article that writes of Ada Holm means her by `Holm wept`, not the tree.
    """
    known = {surname for passage in read for surname in surnames(passage.words, passage.tags)}
    if not known:
        return read
    common = {surname for surname in known if surname.lower() in forms}
    return [_retagged(passage, known, common) for passage in read]


def _retagged(passage: Passage, known: set[str], common: set[str]) -> Passage:
    if known.isdisjoint(passage.words):
        return passage
    tags = surnames_tagged(passage.words, passage.tags, known, common)
    return passage if tags == passage.tags else replace(passage, tags=tags)


class _Forms(dict[str, tuple[str, str]]):
    """Each word of a document and its lower case, kept once however often it occurs."""

    def __missing__(self, word: str) -> tuple[str, str]:
        lower = word.lower()
        forms = self[word] = (word, word if lower == word else lower)
        return forms


def _has_double_marks(rows: list[tuple[Marked, ...]]) -> bool:
    """Whether an article prints what people say between double marks."""
    singles = sum(stretch.single for marked in rows for stretch in marked)
    return sum(map(len, rows)) - singles > singles


def _passage(
    text: str,
    number: int,
    paragraph: Paragraph,
    marked: tuple[Marked, ...],
    double: bool,
    forms: _Forms,
) -> Passage:
    start, end = paragraph.start, paragraph.end
    cut = tokens(text, start, end)
    both = [forms[word] for word in cut.words]
    bounds: list[tuple[int, int]] = []
    sentence_of: list[int] = []
    tags: list[str] = []
    low = 0
    for _, stop in sentence_bounds(text, start, end, marked):
        high = bisect_left(cut.starts, stop, low)
        if high == low:
            continue
        sentence_of.extend([len(bounds)] * (high - low))
        bounds.append((low, high))
        tags.extend(_tags(cut.words[low:high]))
        low = high
    return Passage(
        number,
        paragraph.role,
        start,
        end,
        array("i", cut.starts),
        array("i", cut.ends),
        tuple([form[0] for form in both]),
        tuple([form[1] for form in both]),
        tuple(tags),
        tuple(bounds),
        array("i", sentence_of),
        marked,
        _inside(cut.starts, marked),
        tuple(double and stretch.single for stretch in marked),
    )


def _tags(words: tuple[str, ...]) -> list[str]:
    tags = mended(words, tagger().tags(words))
    for at, word in enumerate(words):
        if word.startswith(_ADDRESSES):
            tags[at] = "SYM"
    return tags


_ADDRESSES = ("http://", "https://", "www.")


def _inside(starts: Sequence[int], marked: tuple[Marked, ...]) -> Sequence[int]:
    inside = array("i", [-1]) * len(starts)
    for number, stretch in enumerate(marked):
        low = bisect_left(starts, stretch.start)
        high = bisect_left(starts, stretch.end, low)
        inside[low:high] = array("i", [number]) * (high - low)
    return inside
