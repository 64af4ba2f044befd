"""What an outlet changed inside quotations since an earlier version of the article."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work

from reader.document import Document
from reader.ui.analysis import AnalysisFailed, analyse_beside
from reader.ui.screens.open_article import OpenArticle

if TYPE_CHECKING:
    from reader.reading import ChangedQuote

_MOST = 2_000_000
"""Code points; an earlier version longer than this is not looked through for quotes."""


class Comparing(OpenArticle):
    """Looks through the earlier version once this one is analysed; tells what it finds."""

    changes: tuple[ChangedQuote, ...] | None = None
    _earlier = ""
    _is_news = False
    _told: tuple[tuple[str, str], ...] = ()
    """What was told last, before and after: a file that goes on changing tells it once."""

    def forget(self, document: Document) -> None:
        """Begin anew with another document."""
        super().forget(document)
        self.changes, self._earlier, self._is_news = None, "", False

    def expect_changes(self, earlier: str, *, is_news: bool) -> None:
        """Take the hash of the version before this one; empty when there is none.

        Args:
            earlier: The hash.
            is_news: Whether this is the first time that the present version is opened.
        """
        self._earlier, self._is_news = earlier, is_news

    def look_for_changes(self) -> None:
        """Compare with the earlier version, if there is one; in the background."""
        reading = self.reading
        if reading is None or not self._earlier:
            self.changes = ()
        elif self.changes is None:
            self._compare(reading.article_id, self._earlier, self.document)

    @work(group="changes", exclusive=True, exit_on_error=False)
    async def _compare(self, article_id: str, earlier: str, document: Document) -> None:
        # Only here: most articles have one version.
        from reader.reading import changed_quotes

        old = await asyncio.to_thread(self.desk.shelf().version, article_id, earlier)
        found: tuple[ChangedQuote, ...] = ()
        if old is not None and len(old.text) <= _MOST:
            try:
                findings = (await analyse_beside(old)).findings
                found = await asyncio.to_thread(changed_quotes, old, findings, document)
            except AnalysisFailed:
                return
        if self.document is document:
            self.changes = found
            if found and self._is_news:
                self._tell_changes(found)

    def _tell_changes(self, found: tuple[ChangedQuote, ...]) -> None:
        wordings = tuple((change.before, change.after) for change in found)
        if wordings == self._told:
            return
        self._told = wordings
        gone = sum(not change.after for change in found)
        other = len(found) - gone
        told = [
            f"{other} quotation{'s read' if other != 1 else ' reads'} otherwise" if other else "",
            f"{gone} {'are' if gone != 1 else 'is'} gone" if gone else "",
        ]
        words = ", ".join(filter(None, told))
        self.notify(
            f"{words} since the version before; W shows the words",
            title="Words changed inside quotations",
            severity="warning",
            timeout=12,
        )

    def action_changed_quotes(self) -> None:
        """Show what was changed inside quotations."""
        if self.changes is None:
            self.notify("the earlier version is still being looked through", timeout=3)
        elif not self._earlier:
            self.notify("only one version of this article is known", timeout=3)
        elif not self.changes:
            self.notify("no words inside quotations differ from the version before", timeout=3)
        else:
            from reader.ui.screens.wordings import Wording, WordingsScreen

            pairs = [
                Wording(
                    change.speaker or "nobody named",
                    "reads otherwise now" if change.after else "no longer quoted",
                    change.before,
                    change.after,
                )
                for change in self.changes
            ]
            title, key = "Words changed inside quotations", "struck: before · bold: now"
            self.app.push_screen(WordingsScreen(title, pairs, key), self._go_to_change)

    def _go_to_change(self, number: int | None) -> None:
        change = self.changes[number] if number is not None and self.changes else None
        if change is not None and change.span is not None:
            self.jump_to(change.span.start)
