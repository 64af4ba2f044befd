"""The words of a paragraph as they are gathered, with what is set apart in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.document import Inline, InlineKind, Span, trimmed

_WHITE = re.compile(r"[ \t\n\r\f\v]+")
_DEEPEST = 60
"""Elements in each other that are followed; no person sets words apart so often."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The words of one paragraph."""

    text: str = ""
    """Without white space around it."""
    inlines: tuple[Inline, ...] = ()
    """What is set apart; code points of `text`. A reference's `target` is still a name."""
    names: tuple[tuple[str, int], ...] = ()
    """The names of places in it, by which references know them, each with its offset."""


_NOTHING = Gathered()


class Words:
    """Takes words piece by piece and remembers where something begins and ends.

    What is open when the words are taken goes on in the next ones.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[tuple[int, InlineKind, str] | None] = []
        self._beyond = 0
        """How much is open beyond what is followed."""
        self._found: list[tuple[int, int, InlineKind, str]] = []
        self._names: list[tuple[str, int]] = []

    def __bool__(self) -> bool:
        """Whether anything was added since the words were taken."""
        return bool(self._pieces)

    def __len__(self) -> int:
        """How many code points they have by now."""
        return self._length

    def add(self, text: str) -> None:
        """Add words as they are."""
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def add_loose(self, text: str) -> None:
        """Add words in which white space is no more than a blank, and none after another."""
        text = _WHITE.sub(" ", text)
        self.add(text[1:] if text[:1] == " " and self._ends_white() else text)

    @property
    def last(self) -> str:
        """The last code point; a blank when there is none."""
        return self._pieces[-1][-1] if self._pieces else " "

    def is_all(self, kind: InlineKind) -> bool:
        """Whether there are words, and all of them are set apart in one way."""
        found = [(start, end) for start, end, own, _ in self._found if own is kind]
        if not found or self._beyond:
            return False
        start, end = min(found)[0], max(end for _, end in found)
        whole = "".join(self._pieces)
        return bool(whole.strip()) and not whole[:start].strip() and not whole[end:].strip()

    def break_line(self) -> bool:
        """Begin a new line; whether it comes right after another, so that a paragraph ends."""
        if not self._pieces:
            return False
        if self._pieces[-1] == "\n":
            return True
        self.add("\n")
        return False

    def begin(self, kind: InlineKind | None, target: str = "") -> None:
        """What is added from here on is set apart; None: it is not, but something ends later."""
        if len(self._open) >= _DEEPEST:
            self._beyond += 1
        else:
            self._open.append((self._length, kind, target) if kind is not None else None)

    def end(self) -> None:
        """End what was begun last; nothing when nothing is open."""
        if self._beyond:
            self._beyond -= 1
        elif self._open and (begun := self._open.pop()) is not None:
            start, kind, target = begun
            self._found.append((start, self._length, kind, target))

    def name(self, name: str) -> None:
        """Give this place a name that references may know it by."""
        self._names.append((name, self._length))

    def name_start(self, name: str) -> None:
        """Give the place where these words begin a name."""
        self._names.append((name, 0))

    def take(self) -> Gathered:
        """The words since the last time; a line break in them is a blank."""
        if not self._pieces:
            self._found = []
            return _NOTHING
        whole = "".join(self._pieces)
        text = whole.strip()
        before = len(whole) - len(whole.lstrip())
        going_on = [(one[0], self._length, *one[1:]) for one in self._open if one]
        kept = (
            (max(0, start - before), max(0, end - before), kind, target)
            for start, end, kind, target in (*self._found, *going_on)
        )
        inlines = tuple(
            Inline(trimmed(Span(start, min(end, len(text))), text), kind, target)
            for start, end, kind, target in sorted(kept)
            if text[start:end].strip()
        )
        names = tuple((name, min(max(0, at - before), len(text))) for name, at in self._names)
        self._pieces, self._found, self._length = [], [], 0
        # A name without words is that of the next ones.
        self._names = [] if text else [(name, 0) for name, _ in names]
        self._open = [(0, *one[1:]) if one else None for one in self._open]
        return Gathered(text.replace("\n", " "), inlines, names if text else ())

    def take_lines(self) -> list[str]:
        """The words since the last time, line by line, with nothing set apart in them."""
        lines = "".join(self._pieces).strip("\n").split("\n")
        self.take()
        return lines

    def _ends_white(self) -> bool:
        return not self._pieces or self._pieces[-1][-1].isspace()
