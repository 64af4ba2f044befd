"""Searching in the article as one types."""

from __future__ import annotations

import re

from textual import on
from textual.widgets import Input

from reader.document import Document, Span
from reader.reading import MarkIndex
from reader.ui.painting import Hit
from reader.ui.screens.open_article import OpenArticle

_FOLDED = str.maketrans("‘’‚‛“”„‟«»", '\'\'\'\'""""""')
"""Curly and straight marks are searched alike; one for one, so offsets hold."""


class Finding(OpenArticle):
    """The search line, its hits, and stepping through them."""

    _hits: tuple[Span, ...] = ()
    _hit = -1
    _from = 0

    def forget(self, document: Document) -> None:
        """Begin anew with another document: what was found is not in it."""
        super().forget(document)
        self._hits, self._hit, self._from = (), -1, 0

    def action_search(self) -> None:
        """Open the search line."""
        if not self.query("#search"):
            self._from = self.view.top
            prompt = Input(placeholder="search: smart case, straight or curly quotes", id="search")
            self.mount(prompt)
            prompt.focus()

    @on(Input.Changed, "#search")
    def _search_as_typed(self, event: Input.Changed) -> None:
        self._find(event.value)
        if self._hits:
            start = next((n for n, hit in enumerate(self._hits) if hit.start >= self._from), 0)
            self._go_to_hit(start)
        else:
            self.view.go_to(self._from, to_top=True)

    @on(Input.Submitted, "#search")
    def _end_search(self, event: Input.Submitted) -> None:
        event.stop()
        self._close_search()
        if event.value and not self._hits:
            self.notify(f"“{event.value}” is not in the article", timeout=3, markup=False)

    def _close_search(self) -> None:
        self.query("#search").remove()
        self.view.focus()

    def _find(self, words: str) -> None:
        self._hits, self._hit = find_words(self.document.text, words), -1
        self._show_hits()

    def _show_hits(self) -> None:
        hits = self._hits
        current = hits[self._hit] if 0 <= self._hit < len(hits) else None
        self.view.set_hits(MarkIndex((hit, Hit(hit == current)) for hit in hits))
        self.keys.typed = f"{self._hit + 1} of {len(hits)}" if hits else ""

    def _go_to_hit(self, number: int) -> None:
        self._hit = number
        self.view.go_to(self._hits[number].start)
        self._show_hits()

    def action_hit(self, by: int) -> None:
        """The next hit or the one before; round the ends."""
        if not self._hits:
            self.notify("nothing searched yet: / searches", timeout=2)
            return
        self._go_to_hit((self._hit + by) % len(self._hits))

    def leave_search(self) -> bool:
        """Close the search line or forget the hits; False if there was neither."""
        if self.query("#search"):
            self._close_search()
            self._find("")
            self.view.go_to(self._from, to_top=True)
            return True
        had = bool(self._hits)
        self._find("")
        return had


def find_words(text: str, words: str) -> tuple[Span, ...]:
    """Where `words` stand in `text`: in order, code points, half-open.

    Case counts only if `words` has a capital; any white space in `words` stands for any in the
    text; curly and straight marks are alike.
    """
    parts = words.translate(_FOLDED).split()
    if not parts:
        return ()
    flags = 0 if any(character.isupper() for character in words) else re.IGNORECASE
    pattern = re.compile(r"\s+".join(map(re.escape, parts)), flags)
    return tuple(
        Span(match.start(), match.end()) for match in pattern.finditer(text.translate(_FOLDED))
    )
