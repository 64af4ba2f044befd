"""Two versions of an article, what was changed marked word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from reader.document import Document, Span
from reader.reading import PieceKind, Version, differences
from reader.reading.comparison import Comparison, Fate, Passage
from reader.ui.bindings import remapped
from reader.ui.desk import Desk
from reader.ui.library_keys import COMPARED
from reader.ui.screens.dialogue import LeftOnce
from reader.ui.screens.versions import ChosenVersion, chosen_day
from reader.ui.widgets.block_list import BlockList, Passages, Words
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.status_line import StatusLine

_CLINGING = frozenset(",.;:!?…)]}’”»%")
"""Signs before which no blank stands."""
_AROUND = 1
"""Unchanged sentences shown to each side of a change."""
_SIGNS = {Fate.SAME: " ", Fate.NEW: "+", Fate.GONE: "−", Fate.CHANGED: "~", Fate.MOVED: "»"}
_PIECES = {PieceKind.SAME: "", PieceKind.GONE: "gone", PieceKind.NEW: "new"}


class ComparedScreen(LeftOnce[ChosenVersion | None]):
    """Shows what became of each sentence; gives the place to go to."""

    AUTO_FOCUS = "BlockList"
    KEY_GROUPS = (COMPARED,)
    DEFAULT_CSS = "ComparedScreen { background: $background; }"
    BINDINGS = [
        Binding(key.keys, key.action, key.help, show=False, id=key.id) for key in COMPARED.keys
    ]
    blocks = query_one(BlockList)
    status = query_one(StatusLine)

    def __init__(
        self, desk: Desk, comparison: Comparison, earlier: Version, later: Version
    ) -> None:
        """Show a comparison.

        Args:
            desk: What to work with.
            comparison: What became of each sentence.
            earlier: The version compared with.
            later: The other one.
        """
        super().__init__()
        self.desk, self._comparison = desk, comparison
        self._earlier, self._later = earlier, later
        self.shows_all = False

    def compose(self) -> ComposeResult:
        """Status, the sentences, keys."""
        yield StatusLine()
        yield BlockList()
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        days = f"{chosen_day(self._earlier)} → {chosen_day(self._later)}"
        self.status.title = f"{self._comparison.new.title} · {days}"
        self.status.position = self._comparison.told() or "only typography was changed"
        table = remapped(self.desk.settings.keys, COMPARED.keys)[0]
        self.query_one(KeyLine).keys = tuple(
            (key.shown[0], key.label, key.action) for key in table if key.label
        )
        self._fill()

    def _fill(self) -> None:
        current = self.blocks.current
        shown = self._comparison.passages if self.shows_all else None
        blocks = list(self._all(shown) if shown else self._changes())
        self.blocks.show(blocks, current.key if current else "")

    def _all(self, passages: Sequence[Passage]) -> Iterator[Passages]:
        return (self._block(number, one) for number, one in enumerate(passages))

    def _changes(self) -> Iterator[Passages]:
        """The changes with what is around them, the rest counted."""
        passages = self._comparison.passages
        near = {
            number
            for at, one in enumerate(passages)
            if one.fate is not Fate.SAME
            for number in range(at - _AROUND, at + _AROUND + 1)
        }
        left = 0
        for number, one in enumerate(passages):
            if number not in near:
                left += 1
                continue
            yield from _left_out(left)
            left = 0
            yield self._block(number, one)
        yield from _left_out(left)

    def _block(self, number: int, one: Passage) -> Passages:
        words = tuple(self._words(one))
        if one.fate is Fate.SAME:
            return Passages("", " ", words)
        tone = {Fate.NEW: "new", Fate.GONE: "gone"}.get(one.fate, "strong")
        return Passages(str(number), _SIGNS[one.fate], words, tone)

    def _words(self, one: Passage) -> Iterator[Words]:
        old, new = self._comparison.old, self._comparison.new
        match one.fate:
            case Fate.CHANGED:
                for piece in differences(_line(old, one.before), _line(new, one.after)):
                    # The blanks between stand out with nothing; before a comma there is none.
                    if piece.words[0] not in _CLINGING:
                        yield Words(" ")
                    yield Words(piece.words, _PIECES[piece.kind])
            case Fate.MOVED:
                yield Words("moved here: ", "muted")
                yield Words(_line(new, one.after))
            case Fate.GONE:
                yield Words(_line(old, one.before), "gone")
            case Fate.NEW:
                yield Words(_line(new, one.after), "new")
            case _:
                yield Words(_line(new, one.after), "muted")

    # What can be done

    def action_whole(self) -> None:
        """Show everything, or only what was changed."""
        self.shows_all = not self.shows_all
        self._fill()

    def action_open(self) -> None:
        """Go to the sentence under the cursor."""
        self.blocks.action_choose()

    @on(BlockList.Chosen)
    def _choose(self, event: BlockList.Chosen) -> None:
        one = self._comparison.passages[int(event.key)]
        if one.after is not None:
            self.dismiss(ChosenVersion(self._later.sha256, one.after.start))
        elif one.before is not None:
            self.dismiss(ChosenVersion(self._earlier.sha256, one.before.start))

    def action_back(self) -> None:
        """Back to the versions."""
        self.dismiss(None)

    @on(KeyLine.Pressed)
    async def _press(self, event: KeyLine.Pressed) -> None:
        await self.run_action(event.action)


def _line(document: Document, span: Span | None) -> str:
    return " ".join(span.of(document.text).split()) if span else ""


def _left_out(count: int) -> Iterator[Passages]:
    if count:
        told = f"{count:,} sentence{'s' if count != 1 else ''} as before"
        yield Passages("", "⋯", (Words(told, "muted"),), "muted")
