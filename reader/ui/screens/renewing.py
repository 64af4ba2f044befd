"""An article and its source: read again, what is new offered, its versions."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from reader.document import Document
from reader.errors import ReaderError, StoreError
from reader.reading import Version
from reader.reading.places import place_after
from reader.ui.beside import beside
from reader.ui.opening import Loaded
from reader.ui.screens.comparing import Comparing

if TYPE_CHECKING:
    from reader.ui.screens.versions import ChosenVersion

_COMPARED = 2_000_000
"""Code points of texts that are compared without being asked."""


class Renewing(Comparing):
    """Follows what becomes of the article where it came from."""

    loaded: Loaded | None = None
    """How the article came here, where it came from the library."""
    version_of = ""
    """The article whose earlier version is shown, as it was kept; empty for the present one."""
    fresh: Document | None = None
    """What the source has now, while something else is shown."""
    _keeps_place = False
    # Told by the screen

    def follow_source(self) -> None:
        """The article is open: look at its source from now on."""
        loaded, self.loaded = self.loaded, None
        if loaded and loaded.notice:
            self.notify(loaded.notice, severity="warning", markup=False, timeout=10)
        if loaded and loaded.is_kept:
            self._read_source(is_asked=False)

    def show_document(self, document: Document, offset: int = 0) -> None:
        """Show another text, and open it."""
        raise NotImplementedError

    def keep_text(self) -> None:
        """Have the text shown kept as a version, if it is not yet."""
        raise NotImplementedError

    @property
    def keeps_place(self) -> bool:
        """Whether the text was put where it belongs already; asked once."""
        keeps, self._keeps_place = self._keeps_place, False
        return keeps

    def tell_news(self, earlier: str, became: str) -> None:
        """Tell that the text is another one than before, in one notice.

        While it stays so, only what is not in its place is told again.

        Args:
            earlier: The hash of the version opened before; empty when it is this one.
            became: What became of the highlights made on another version; empty for none.
        """
        if earlier and self.reading is not None:
            self._tell_version(self.reading.article_id, earlier, self.document, became)
        elif became and not became.endswith("in place"):
            self.notify(f"highlights made on another text: {became}", timeout=10)

    @work(thread=True, group="changes", exit_on_error=False)
    def _tell_version(self, article_id: str, earlier: str, new: Document, became: str) -> None:
        from reader.reading.comparison import compare

        shelf = self.desk.shelf()
        old = shelf.version(article_id, earlier)
        is_short = old is not None and max(len(old.text), len(new.text)) <= _COMPARED
        changed = compare(old, new).told() if old is not None and is_short else ""
        seen = {version.sha256: version.at for version in shelf.version_list(article_id)}
        day = seen.get(earlier)
        since = f" since {day.astimezone():%Y-%m-%d}" if day else ""
        told = "; ".join(filter(None, (changed, f"highlights {became}" if became else "")))
        self.app.call_later(self._show_news, new, f"{told or 'a new version'}{since}; H compares")

    def _show_news(self, new: Document, told: str) -> None:
        if self.is_attached and self.document is new:
            self.notify(told, title="The text has changed", markup=False, timeout=10)

    # Reading the source again

    @work
    async def action_reread(self) -> None:
        """Read the source again: a newer text takes the place of this one."""
        if self.reading is None or not await self.may_leave():
            return
        if self.fresh is not None:
            self._show_fresh(self.fresh)
        elif self._locator in ("-", "welcome:"):
            self.notify("there is no source to read again", timeout=3)
        else:
            self.notify("reading the source again …", timeout=2)
            self._read_source(is_asked=True)

    @property
    def _locator(self) -> str:
        return self.document.origin.locator

    def _read_source(self, *, is_asked: bool) -> None:
        from reader.sources import open_document

        work = partial(open_document, self._locator, now=self.desk.now())
        beside(self.app, work, partial(self._take_source, self.document, is_asked))

    def _take_source(self, base: Document, is_asked: bool, found: Document | ReaderError) -> None:
        if not self.is_attached or self.document is not base or self.reading is None:
            return
        if isinstance(found, ReaderError):
            # What is kept is never touched by a source that fails.
            newest = self.desk.shelf().version_list(self.reading.article_id)[:1]
            is_newer = not self.version_of and any(one.sha256 != base.sha256 for one in newest)
            more = "; H has a newer version" if is_newer else ""
            self.notify(f"{found}; shown as it was kept{more}", markup=False, timeout=8)
        elif found.sha256 == base.sha256:
            if is_asked:
                self.notify("nothing has changed", timeout=3)
        elif is_asked:
            self._show_fresh(found)
        else:
            self.fresh = found
            self._keep_fresh(self.reading.article_id, base, found)

    def _show_fresh(self, found: Document) -> None:
        self.fresh, self.version_of = None, ""
        self._move_to(found)

    def _is_present(self, article_id: str, document: Document) -> bool:
        """Whether this is the version to go on with: the one opened last; of a page, the newest."""
        shelf = self.desk.shelf()
        newest = shelf.version_list(article_id)[:1] if document.origin.is_web else ()
        hashes = (*shelf.versions(article_id)[-1:], *(version.sha256 for version in newest))
        return document.sha256 in hashes

    def _move_to(self, document: Document, offset: int | None = None) -> None:
        """Show another text of the article, at this place or with the same words at the top."""
        if offset is None:
            offset = place_after(self.document.text, document.text, self.view.top)
        self._keeps_place = True
        self.remember_now()
        self.show_document(document, offset)

    @work(thread=True, group="changes", exit_on_error=False)
    def _keep_fresh(self, article_id: str, base: Document, found: Document) -> None:
        """Keep a newer text beside the one shown, and offer it."""
        from reader.reading.comparison import compare

        trouble = ""
        try:
            self.desk.shelf().keep_version(article_id, found, self.desk.now())
        except StoreError as error:
            trouble = f" ({error})"
        told = compare(base, found).told() or "its typography was changed"
        self.app.call_later(self._offer_fresh, found, f"{told}{trouble}")

    def _offer_fresh(self, found: Document, told: str) -> None:
        if self.is_attached and self.fresh is found:
            self.notify(
                f"{told}; R reads the new version, H compares",
                title="The page has changed",
                markup=False,
                timeout=15,
            )

    # Versions

    def action_versions(self) -> None:
        """The versions of this article."""
        from reader.ui.screens.versions import VersionsScreen

        if self.reading is None or not self.reading.article_id:
            self.notify("the article is not in the library yet", timeout=3)
            return
        self.keep_text()
        screen = VersionsScreen(self.desk, self.reading.article_id, self.document)
        self.app.push_screen(screen, self._take_version)

    def _take_version(self, chosen: ChosenVersion | None) -> None:
        """Show another version, or go to a place of the one shown."""
        if chosen is None or self.reading is None:
            return
        if chosen.sha256 != self.document.sha256:
            self._show_version(self.reading.article_id, chosen)
        elif chosen.offset is not None:
            self.jump_to(chosen.offset)

    @work
    async def _show_version(self, article_id: str, chosen: ChosenVersion) -> None:
        if not await self.may_leave():
            return
        fresh, shelf = self.fresh, self.desk.shelf()
        is_fresh = fresh is not None and fresh.sha256 == chosen.sha256
        kept = await asyncio.to_thread(shelf.version, article_id, chosen.sha256)
        document = fresh if is_fresh else kept
        if document is None:
            self.notify("the text of this version was not kept", severity="warning", timeout=5)
            return
        is_present = is_fresh or self._is_present(article_id, document)
        self.version_of = "" if is_present else article_id
        if is_fresh:
            self.fresh = None
        self._move_to(document, chosen.offset)


def versions_up_to(sha256: str, versions: Sequence[Version]) -> tuple[str, ...]:
    """The hashes of a version and those seen before it, that one at the end."""
    hashes = [version.sha256 for version in reversed(versions)]
    return tuple(hashes[: hashes.index(sha256) + 1]) if sha256 in hashes else (sha256,)
