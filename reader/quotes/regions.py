"""What each marked stretch is: a direct quote, a part of a mixed one, or nobody's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

from reader.quotes.passage import Passage
from reader.quotes.syntax import Outline, approach, path

DIRECT, PART, NOTHING = "direct", "part", "nothing"
LABELS = (DIRECT, PART, NOTHING)
"""What a stretch may be, in the order of its candidates."""

_LENGTHS = (1, 2, 3, 4, 6, 9, 14, 25)


@dataclass(frozen=True, slots=True)
class Region:
    """A marked stretch as tokens."""

    number: int
    """Its number in the passage."""
    low: int
    """Number of its first token, the opening mark."""
    high: int
    """One past its last token, the closing mark if there is one."""
    inner_low: int
    """Number of the first token between the marks."""
    inner_high: int
    """One past the last token between the marks."""


def regions(passage: Passage) -> list[Region]:
    """The marked stretches of a passage that hold more than punctuation, in order."""
    found = []
    for number, stretch in enumerate(passage.marked):
        inner_low = passage.token_at(stretch.inner_start)
        inner_high = passage.token_at(stretch.inner_end)
        words = passage.words[inner_low:inner_high]
        if any(category(character)[0] in "LNS" for word in words for character in word):
            low, high = passage.tokens_in(stretch)
            found.append(Region(number, low, max(high, inner_high), inner_low, inner_high))
    return found


def region_features(
    passage: Passage, outline: Outline, row: Sequence[Region], at: int, continues: bool
) -> list[list[str]]:
    """The features of each label for the stretch `row[at]`.

    Args:
        passage: Its paragraph.
        outline: The paragraph's signs.
        row: All stretches of the paragraph.
        at: Which one is meant.
        continues: Whether the paragraph before ends with a stretch left open.
    """
    one = row[at]
    plain = [*_own(passage, outline, one), *_around(passage, outline, one)]
    plain += _beside(passage, outline, row, at)
    if continues and one.low == 0:
        plain.append("continues")
    if one.low == 0 and one.high >= len(passage) - 1:
        plain += ["alone", "alone" + str(int(passage.odd[one.number]))]
    return [[label + feature for feature in plain] for label in ("D:", "P:")] + [[]]


def bucket(value: int, edges: Sequence[int]) -> str:
    """A short name for the range that `value` falls into."""
    for edge in edges:
        if value <= edge:
            return str(edge)
    return "+"


def _own(passage: Passage, outline: Outline, one: Region) -> list[str]:
    signs = outline.signs[one.inner_low : one.inner_high]
    first = passage.words[one.inner_low]
    last = passage.words[one.inner_high - 1]
    length = bucket(one.inner_high - one.inner_low, _LENGTHS)
    ends = last if last in (",", ".", "?", "!", "—", "--", "...", "…") else "w"
    case = "A" if first[0].isupper() else ("1" if first[0].isdigit() else "a")
    after = outline.at(one.high)
    before = outline.at(one.low - 1)
    finite = "f" in signs or "M" in signs
    return [
        "b",
        "n" + length,
        "e" + ends + case,
        "en" + ends + length,
        "v" + str(int(finite)) + length,
        "ec" + ends + case + before + after,
        "ev" + ends + case + str(int(finite)),
        "o" + path(signs[:12])[:2] + case,
        "single" + str(int(passage.marked[one.number].single)),
        "odd" + str(int(passage.odd[one.number])) + length,
        "odd" + str(int(passage.odd[one.number])) + before + after,
        "open" + str(int(not passage.marked[one.number].closed)),
        "caps" + _capitals(passage, one) + length,
        "." + str(int("." in signs[:-1])),
    ]


def _capitals(passage: Passage, one: Region) -> str:
    """How the words are written: all with a capital, as a title is, or otherwise."""
    words = [w for w in passage.words[one.inner_low : one.inner_high] if w[0].isalpha()]
    if all(word[0].isupper() for word in words):
        return "1"
    longer = [word for word in words if len(word) > 3]
    return "t" if len(longer) > 1 and all(word[0].isupper() for word in longer) else "0"


def _around(passage: Passage, outline: Outline, one: Region) -> list[str]:
    first, end = passage.sentences[passage.sentence_of[one.low]]
    left = approach(outline.signs[max(first, one.low - 9) : one.low])[-4:]
    right = path(outline.signs[one.high : min(end, one.high + 9)])[:4]
    case = "A" if passage.words[one.inner_low][0].isupper() else "a"
    last = passage.words[one.inner_high - 1]
    ends = last if last in (",", ".", "?", "!") else "w"
    short = "s" if one.inner_high - one.inner_low <= 4 else "l"
    return [
        "l1" + left[-1:] + case,
        "l2" + left[-2:] + short,
        "l3" + left[-3:] + short,
        "l4" + left,
        "r1" + right[:1] + ends,
        "r2" + right[:2] + ends + short,
        "r3" + right[:3] + ends,
        "r4" + right,
        "lr" + left[-1:] + right[:1] + case + ends,
        "lr2" + left[-2:] + right[:2] + short,
        "word" + _word_before(passage, one.low) + short,
        *_cue_before(outline, one.low, case),
        *_report_before(passage, outline, one.low, first, case + ends),
        "start" if one.low == 0 else ("sent" if one.low == first else "mid"),
    ]


_TELLING = frozenset(
    ["called", "so-called", "as", "of", "the", "a", "an", "that", "like", "with", "by", "for", "on",
     "word", "term", "phrase", "titled"]
)  # fmt: skip


_WORKS = frozenset(
    ["album", "article", "book", "column", "comedy", "documentary", "drama", "editorial",
     "episode", "essay", "film", "game", "headline", "headlines", "hit", "magazine", "memo",
     "movie", "musical", "novel", "op-ed", "opera", "painting", "paper", "piece", "play",
     "podcast", "poem", "programme", "program", "sequel", "series", "show", "single", "sitcom",
     "song", "thriller", "video"]
)  # fmt: skip
"""Nouns for what has a title."""
_ENTITLED = frozenset(["titled", "entitled", "called", "headlined", "labeled", "labelled", "named"])


_MAKERS = frozenset(
    ["actor", "actress", "alum", "anchor", "author", "co-creator", "co-host", "creator", "director",
     "editor", "fame", "franchise", "host", "moderator", "panelist", "producer", "showrunner",
     "singer", "songwriter", "star", "stars", "writer"]
)  # fmt: skip


def is_title(passage: Passage, one: Region) -> bool:
    """Whether what stands beside a stretch tells that nobody says it there.

    The title of a work, `“Harbour Lights” star` and `the article “Who owns it?”`, or a word that is
    spoken of, `the word “deliverables”`.
    """
    before = passage.lowers[one.low - 1] if one.low else ""
    if before in _NAMED or passage.lowers[max(0, one.low - 2) : one.low] == ("known", "as"):
        return True
    if before in _ENTITLED and one.low > 1 and passage.tags[one.low - 2] in ("NN", "NNS"):
        # "a petition called “Bring Back Our Babs”"
        return one.inner_high - one.inner_low > 1 and _capitals(passage, one) != "0"
    return (
        one.high < len(passage)
        and passage.lowers[one.high] in _MAKERS | _WORKS
        and passage.words[one.inner_high - 1] not in (",", ".", "?", "…")
        and passage.words[one.inner_low][0].isupper()
        and passage.sentence_of[one.high] == passage.sentence_of[one.low]
    )


_NAMED = frozenset(
    ["word", "term", "album", "article", "book", "column", "documentary", "essay", "film", "movie",
     "musical", "novel", "play", "podcast", "poem", "series", "show", "song"]
)  # fmt: skip


def _word_before(passage: Passage, low: int) -> str:
    before = passage.lowers[low - 1] if low else ""
    if before in _TELLING:
        return before
    if before == "," and low > 1:
        before = passage.lowers[low - 2]
    return "work" if before in _WORKS else ("entitled" if before in _ENTITLED else "")


def _cue_before(outline: Outline, low: int, case: str) -> list[str]:
    """What reports right before the mark, a comma, colon or *that* between them left out."""
    at, between = low - 1, ""
    while at >= 0 and outline.plain[at] in ",:t" and len(between) < 2:
        between += outline.plain[at]
        at -= 1
    sign = outline.at(at)
    if not sign.isupper() or sign in "MNDST":
        return []
    return ["cue" + sign + between + case, "cue" + between + case]


_REPORTS = frozenset("ABCEUKZ")
_REPORT_REACH = 60
"""Tokens before a stretch in which the cue of its sentence is looked for."""


def _report_before(
    passage: Passage, outline: Outline, low: int, first: int, form: str
) -> list[str]:
    """What reports farther before the mark, in its sentence, and whether a clause has begun.

    `said it would begin a “joint review” of`: what stands between marks is a part of a clause.
    """
    signs, inside, lowers = outline.signs, passage.inside, passage.lowers
    cues = [
        at
        for at in range(max(first, low - _REPORT_REACH), low)
        if signs[at] in _REPORTS and inside[at] < 0 and lowers[at + 1] != "by"
    ]
    if not cues:
        return ["rb" + form, "rbp" + outline.at(low - 1) + form]
    begun = _begun(outline.plain[cues[-1] + 1 : low])
    main = _begun(outline.plain[cues[0] + 1 : low])
    return [
        "rb" + signs[cues[-1]] + begun[0] + form,
        "rbt" + begun + form,
        "rbd" + bucket(low - cues[-1], (1, 2, 4, 8, 16, 30)) + begun[0] + form[0],
        "rbp" + begun[0] + outline.plain[low - 1] + form,
        "rm" + signs[cues[0]] + main + form,
        "rmp" + main + outline.plain[low - 1] + form,
    ]


def _begun(between: str) -> str:
    """Whether a clause has begun behind a cue, and with what."""
    return ("c" if "f" in between or "M" in between else "-") + between[:1]


def _beside(passage: Passage, outline: Outline, row: Sequence[Region], at: int) -> list[str]:
    """What the stretches before and after tell: pieces of one quotation, lists of words."""
    one = row[at]
    found = ["many" + bucket(len(row), (1, 2, 3, 6))]
    for name, other in (("before", at - 1), ("after", at + 1)):
        if not 0 <= other < len(row):
            continue
        near = row[other]
        low, high = (near.high, one.low) if other < at else (one.high, near.low)
        gap = path(outline.signs[low : min(high, low + 20)])[:5]
        long = "l" if near.inner_high - near.inner_low > 4 else "s"
        mine = "l" if one.inner_high - one.inner_low > 4 else "s"
        same = passage.sentence_of[near.low] == passage.sentence_of[one.low]
        found += [f"{name}{long}{mine}{int(same)}", f"{name}g{gap}{long}"]
    return found
