"""Following links and footnotes: in the browser, in the article, or as an article of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work

from reader.document import Document, Inline, InlineKind
from reader.errors import ReaderError
from reader.ui.screens.open_article import OpenArticle
from reader.ui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from reader.ui.screens.link_list import Answer


class Leading(OpenArticle):
    """The actions that follow what an article leads to."""

    def action_follow(self) -> None:
        """Follow a link or footnote in sight; a count says which one from the top."""
        count = self.take_count()
        leads = self.view.leads_in_sight()
        here = self.view.lead_at(self.view.place)
        if not leads:
            self.notify("no links or footnotes in sight", timeout=2)
        elif count is not None and count > len(leads):
            self.notify(f"there are {len(leads)} in sight", timeout=2)
        elif count is not None:
            self._offer([leads[count - 1]])
        elif here is not None and here.kind is InlineKind.REFERENCE:
            self._offer([here])
        else:
            self._offer(leads, leads.index(here) if here in leads else 0)

    @on(ArticleView.LeadClicked)
    def _take_lead(self, event: ArticleView.LeadClicked) -> None:
        self._offer([event.inline])

    def _offer(self, leads: Sequence[Inline], first: int = 0) -> None:
        """Go to the one place that can be meant, else ask; an address is always shown first."""
        if len(leads) == 1 and leads[0].kind is InlineKind.REFERENCE:
            self.jump_to(leads[0].to)
        else:
            # Only here and below: a screen that few starts come to.
            from reader.ui.screens.link_list import LinkList

            self.app.push_screen(LinkList(self.document.text, leads, first), self._do)

    def _do(self, answer: Answer | None) -> None:
        if answer is None:
            return
        from reader.ui.screens.link_list import Wish

        if answer.inline.kind is InlineKind.REFERENCE:
            self.jump_to(answer.inline.to)
        elif answer.wish is Wish.READ:
            self._read_linked(answer.inline.target)
        elif answer.wish is Wish.COPY:
            self._copy_address(answer.inline.target, "copied")
        else:
            self._open_in_browser(answer.inline.target)

    def _open_in_browser(self, address: str) -> None:
        # Only here: few articles are left by a link.
        from reader.ui.browser import NoBrowser, open_address

        try:
            open_address(self.app, address)
        except NoBrowser:
            self._copy_address(address, "there is no browser here; the address is copied")
        else:
            self.notify(address, title="Opened in the browser", markup=False, timeout=3)

    def _copy_address(self, address: str, told: str) -> None:
        self.app.copy_to_clipboard(address)
        self.notify(told, timeout=3)

    @work(group="linked", exclusive=True)
    async def _read_linked(self, address: str) -> None:
        import asyncio

        from reader.ui.screens.article import ArticleScreen

        self.notify(address, title="Fetching", markup=False, timeout=4)
        try:
            document = await asyncio.to_thread(self._fetched, address)
        except ReaderError as error:
            self.notify(str(error), severity="error", markup=False, timeout=10)
            return
        if self.app.screen is self:
            self.app.push_screen(ArticleScreen(document, self.desk))

    def _fetched(self, address: str) -> Document:
        from reader.reading.kept import open_or_kept

        return open_or_kept(address, self.desk.shelf, self.desk.now())
