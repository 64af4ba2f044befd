"""Quotation marks, paired: which stretches of a paragraph stand between marks.

Pairing starts anew at every paragraph, so a mark that was forgotten never spills over. A mark
left open runs to the end of its paragraph, which is how a quotation of several paragraphs looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DOUBLE = re.compile("[“”\"＂«»„‟「」『』]|''|``|’’|‘‘")
_SINGLE = re.compile("[‘’']")
_STRAIGHT = frozenset(('"', "＂", "''"))
_CLOSER_OF = {
    "“": "”", "„": "”“", "«": "»", "``": "''", "‘‘": "’’", "‟": "”", "「": "」", "『": "』",
}  # fmt: skip
_WRONG_WAY = {"”": "”", "»": "«"}
"""Closing marks that open in some languages, and by mistake; with what closes them there."""
_ONLY_CLOSES = frozenset(("”", "»", "’’", "」", "』"))
_ELISION = re.compile(r"['‘’](?:em|tis|twas|til|till|cause|n|cos|bout|round|\d0s|\d\d)\b", re.I)
_INCHES = re.compile(r"\d['’′]\s?\d{1,2}$")
_OPEN, _CLOSE, _EITHER = "open", "close", "either"


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks."""

    start: int
    """Offset of the opening mark."""
    end: int
    """Offset one past the closing mark, or past the last code point it runs to."""
    inner_start: int
    """Offset one past the opening mark."""
    inner_end: int
    """Offset of the closing mark, or one past the last code point it runs to."""
    closed: bool
    """Whether the closing mark is there."""
    single: bool = False
    """Whether the marks are single ones."""


def marked_stretches(text: str, start: int, end: int) -> tuple[Marked, ...]:
    """The stretches between marks in the paragraph `text[start:end]`; in order, disjoint.

    Marks within marks belong to the outer stretch. Linear cost.
    """
    doubles = tuple(_doubles(text, start, end))
    if text.find("'", start, end) < 0 and text.find("‘", start, end) < 0:
        return doubles
    if not doubles:
        return tuple(_singles(text, start, end, end))
    outer = _around_doubles(text, start, end, doubles)
    if outer:
        doubles = _merged(doubles, outer)
    found: list[Marked] = []
    position = start
    for one in doubles:
        found.extend(_singles(text, position, one.start, end))
        found.append(one)
        position = one.end
    found.extend(_singles(text, position, end, end))
    return tuple(found)


def _around_doubles(
    text: str, start: int, end: int, doubles: Sequence[Marked]
) -> tuple[Marked, ...]:
    """Single stretches that hold double ones whole, as British papers print them."""
    kept = []
    at = 0
    for one in _singles(text, start, end, end):
        while at < len(doubles) and doubles[at].end <= one.start:
            at += 1
        first = at
        while at < len(doubles) and doubles[at].end <= one.inner_end:
            at += 1
        whole = at == len(doubles) or doubles[at].start >= one.end
        holds = at > first and doubles[first].start > one.start
        if holds and whole and text[one.inner_end - 1] in ',.?!…—”"':
            kept.append(one)
    return tuple(kept)


def _merged(doubles: Sequence[Marked], outer: Sequence[Marked]) -> tuple[Marked, ...]:
    """Both in order, without the double stretches that stand inside an outer one."""
    free = []
    at = 0
    for one in doubles:
        while at < len(outer) and outer[at].end <= one.start:
            at += 1
        if at == len(outer) or one.end <= outer[at].start:
            free.append(one)
    return tuple(sorted((*free, *outer), key=lambda one: one.start))


def _doubles(text: str, start: int, end: int) -> Iterator[Marked]:
    row = _Row(text, start, end)
    opened: re.Match[str] | None = None
    inner = 0
    for number, match in enumerate(row.marks):
        if opened is None:
            opened, inner = (match, 0) if row.may_open(match) else (None, 0)
            continue
        step = row.step(opened, number, inner)
        inner += (step is _INSIDE) - (step is _OUTSIDE)
        if step is _ENDS:
            yield from _closed(opened, match)
            opened = None
        elif step is _ANEW:
            # The earlier one was never closed: it ends where the next begins.
            yield from _left_open(text, opened, match.start())
            opened, inner = match, 0
    if opened is not None and opened.end() < end and not text[opened.end()].isspace():
        yield from _left_open(text, opened, end)


def _closed(opened: re.Match[str], match: re.Match[str]) -> Iterator[Marked]:
    if match.start() > opened.end():
        yield Marked(opened.start(), match.end(), opened.end(), match.start(), True)


_NOTHING, _INSIDE, _OUTSIDE = "nothing", "inside", "outside"
_ENDS, _ANEW = "ends", "anew"
"""What a mark does while another is open: nothing, begin or end marks within, close, open anew."""


class _Row:
    """The double marks of a paragraph, and what each does."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self.marks = list(_DOUBLE.finditer(text, start, end))

    def looks(self, number: int) -> str:
        """Whether a mark stands as opening ones do, as closing ones do, or as either might."""
        match = self.marks[number]
        before = self._text[match.start() - 1] if match.start() > self._start else " "
        after = self._text[match.end()] if match.end() < self._end else " "
        opening = before.isspace() or before in "([{—–-/…:"
        closing = after.isspace() or after in ")]}—–-/….,;:?!"
        if opening is closing:
            return _EITHER
        return _OPEN if opening else _CLOSE

    def may_open(self, match: re.Match[str]) -> bool:
        """Whether a mark may open while none is open."""
        mark, after = match[0], match.end()
        if after >= self._end:
            return False
        before = self._text[match.start() - 1] if match.start() > self._start else " "
        if mark in _WRONG_WAY:
            opening = before.isspace() or before in "([{—–-/…:"
            return opening and self._text[after].isalnum()
        if mark in _ONLY_CLOSES:
            return False
        if mark in _CLOSER_OF:
            return True
        # A measure in inches, 6'2", and a mark whose partner was forgotten close nothing.
        return not (before.isdigit() and not self._text[after].isalnum())

    def step(self, opened: re.Match[str], number: int, inner: int) -> str:
        """What a mark does while `opened` is open, and `inner` marks within it."""
        opener, match = opened[0], self.marks[number]
        if inner and self.looks(number) is _CLOSE:
            return _OUTSIDE
        if _closes(opener, match[0]) and not self._begins_anew(number):
            return _NOTHING if self._is_inches(number) else _ENDS
        if not _opens_again(opener, match[0]):
            return _NOTHING
        if self.looks(number) is _CLOSE and match.start() > opened.end():
            # `“It is late,“ she said`: the closing mark is the wrong way round.
            return _ENDS
        following = [self.looks(at) for at in range(number + 1, min(number + 3, len(self.marks)))]
        return _INSIDE if following == [_CLOSE, _CLOSE] else _ANEW

    def _begins_anew(self, number: int) -> bool:
        """Whether a straight mark that might close opens: its shape says so, and the next one's."""
        if self.marks[number][0] not in _STRAIGHT or self.looks(number) is not _OPEN:
            return False
        return number + 1 < len(self.marks) and self.looks(number + 1) is _CLOSE

    def _is_inches(self, number: int) -> bool:
        """Whether a straight mark inside marks stands for inches: `He is 6'2" tall,`."""
        at = self.marks[number].start()
        if self.marks[number][0] not in _STRAIGHT or number + 1 == len(self.marks):
            return False
        return _INCHES.search(self._text, max(0, at - 6), at) is not None


def _left_open(text: str, opened: re.Match[str], end: int) -> Iterator[Marked]:
    """A stretch whose closing mark was forgotten, cut before `, she said.` at its end.

    One that begins in the middle of a sentence ends with it where somebody is said to speak next:
    no quotation of several paragraphs begins so.
    """
    if text[opened.end()].islower():
        sentence = _STOP.search(text, opened.end(), end)
        end = sentence.start(1) if sentence is not None else end
    told = _TOLD.search(text, max(opened.end(), end - _TOLD_REACH), end)
    if told is not None and told.start() > opened.end():
        stop = told.start() + 1
        yield Marked(opened.start(), stop, opened.end(), stop, True)
    elif end > opened.end():
        yield Marked(opened.start(), end, opened.end(), end, False)


_TOLD_REACH = 170
_TOLD = re.compile(
    r"""[,?!]\s
    (?:(?:he|she|they|(?:[A-Z][\w.’'-]+\s){0,3}[A-Z][\w.’'-]+)\s
     (?:said|says|added|told\s(?:the\s)?\w+)
    |(?:said|says|added)\s(?:[A-Z][\w.’'-]+\s){0,3}[A-Z][\w’'-]+
     (?:,\s(?:who|whose|a|an|the|\d+,)\s[^"“”]{3,80}?)?)
    [.,]?\s*\Z""",
    re.VERBOSE,
)
_STOP = re.compile(
    r"""\b[a-z]{4,}[.?!](\s+)
    (?!And\s|But\s)(?:[A-Z][\w.’'-]+\s){1,4}(?:also\s)?(?:said|says|added|told|asked)\b""",
    re.VERBOSE,
)
"""The end of a sentence before `She said`."""


def _closes(opener: str, mark: str) -> bool:
    if mark in _CLOSER_OF.get(opener, "") or mark == _WRONG_WAY.get(opener):
        return True
    if opener in _CLOSER_OF:
        if opener in "「『":
            return False
        return mark == '"' or (mark == "''" and opener != "«") or mark in _ONLY_CLOSES
    if mark in _ONLY_CLOSES:
        return True
    if mark != opener and not (opener == "''" and mark == '"') and opener != '"':
        return False
    return mark not in _CLOSER_OF


def _opens_again(opener: str, mark: str) -> bool:
    return mark == opener and (opener in _CLOSER_OF or opener in _STRAIGHT)


def _singles(text: str, start: int, end: int, limit: int) -> Iterator[Marked]:
    """Stretches between single marks; apostrophes are told from marks by what stands around."""
    opener: int | None = None
    closer: int | None = None
    for match in _SINGLE.finditer(text, start, end):
        at = match.start()
        if opener is not None and _single_closes(text, at, limit):
            if _is_certain(text, at, limit):
                yield Marked(opener, at + 1, opener + 1, at, True, True)
                opener = closer = None
            elif closer is None:
                closer = at
        elif match[0] != "’" and _single_opens(text, at, start):
            if opener is not None and closer is not None:
                yield Marked(opener, closer + 1, opener + 1, closer, True, True)
            opener, closer = at, None
    if opener is not None and closer is not None:
        yield Marked(opener, closer + 1, opener + 1, closer, True, True)


def _single_opens(text: str, at: int, start: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2]
    return not before.isalnum() and after.isalnum() and not _ELISION.match(text, at)


def _single_closes(text: str, at: int, limit: int) -> bool:
    after = text[at + 1] if at + 1 < limit else " "
    return not text[at - 1].isspace() and not after.isalnum() and text[at] != "‘"


def _is_certain(text: str, at: int, limit: int) -> bool:
    """Whether a mark that may close is no possessive plural (`the workers’ rights`)."""
    if text[at - 1] != "s" or at + 1 >= limit:
        return True
    following = text[at + 1 : at + 3]
    return not (following[:1] == " " and following[1:2].islower())
