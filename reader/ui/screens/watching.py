"""A file that is written while it is read: shown anew, with the same words at the top."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from time import monotonic

from textual.worker import Worker

from reader.annotations import Annotation
from reader.errors import ReaderError
from reader.reading import Op, Reading, reading_of
from reader.reading.places import place_after
from reader.ui.analysis import Analysis, analyse
from reader.ui.beside import beside
from reader.ui.bindings import Mode
from reader.ui.screens.moving import Moving
from reader.ui.screens.renewing import Renewing
from reader.ui.widgets.search_line import SearchLine

WATCH_SECONDS = 1.0
"""So often it is looked whether the file has changed."""
_PATIENCE_SECONDS = 3.0
"""A file that is written all the time is read again after so long, though it has not come to
rest."""
_QUIET_SECONDS = 20.0
"""Between two notices about a file that goes on changing."""
_SETTLED_SECONDS = 30.0
"""After so long without a change what was read last is kept as a version."""
_AT_ONCE = 60_000
"""Code points up to which quotes are looked for before a changed text is shown."""


Stat = tuple[int, int, int]
"""Time, size and inode of a file."""
_UNKNOWN: Stat = (-1, -1, -1)


@dataclass(frozen=True, slots=True)
class _Renewed:
    """A file as it is now, with all that is to be shown of it at once."""

    base: Reading
    """What it is to take the place of."""
    reading: Reading
    """The text with its notes in their places."""
    analysis: Analysis | None
    """Its quotes; None where looking for them takes long."""
    told: str
    """What became of sentences and highlights."""


class Watching(Renewing, Moving):
    """Looks at the file now and then, and takes in what has changed."""

    _stat: Stat | None = None
    _changed: Stat | None = None
    _failed: Stat | None = None
    _changed_since = 0.0
    _is_looking = False
    _told_at = -_QUIET_SECONDS
    is_unkept = False
    """Whether the text shown is not in the library yet."""
    _last_kept = ""
    """The hash of the version that was shown before the file began to change."""

    def take_analysis(self, analysis: Analysis) -> None:
        """Show who says what."""
        raise NotImplementedError

    def analyse(self) -> Worker[Analysis]:
        """Look for who says what, beside the screen."""
        raise NotImplementedError

    def follow_source(self) -> None:
        """The article is open: look at its source from now on."""
        super().follow_source()
        self._stat = self._changed = self._failed = None

    def look_for_changes(self) -> None:
        """Compare with the version before; a long text that goes on changing once it is kept."""
        if not self.is_unkept or len(self.document.text) <= _AT_ONCE:
            super().look_for_changes()

    def action_changed_quotes(self) -> None:
        """Show what was changed inside quotations."""
        if self.changes is None:
            self.keep_text()
        super().action_changed_quotes()

    def look_at_source(self) -> None:
        """Look whether the file has changed; costs next to nothing, waits for nobody."""
        watched = not self.version_of and os.path.isabs(self._locator)
        if not self.is_open or self._is_looking or not watched:
            return
        self._is_looking = True
        loop = asyncio.get_running_loop()
        found = loop.run_in_executor(None, _stat_of, self._locator)
        found.add_done_callback(self._take_stat)

    def _take_stat(self, found: asyncio.Future[Stat | None] | Future[Stat | None]) -> None:
        self._is_looking = False
        stat = found.result() if not found.cancelled() else None
        if stat is None or not self.is_attached:
            return  # gone, perhaps only for the moment of being replaced
        now = monotonic()
        if self._stat is None:
            self._stat = stat if self._is_older(stat) else _UNKNOWN
        if stat in (self._stat, self._failed):
            self._changed = None
            self._keep_settled(now)
        elif self._changed is None:
            self._changed, self._changed_since = stat, now
        elif stat == self._changed or now - self._changed_since >= _PATIENCE_SECONDS:
            self._renew(stat)
        else:
            self._changed = stat

    def _is_older(self, stat: Stat) -> bool:
        """Whether the file was as it is now when it was read."""
        read = self.document.retrieved
        return read is None or stat[0] <= read.timestamp() * 1e9

    def _renew(self, stat: Stat) -> None:
        if not self.can_be_disturbed or self.reading is None:
            return  # at the next look, then
        self._is_looking = True
        work = partial(self._read_file, self.reading)
        beside(self.app, work, partial(self._take_file, stat))

    def _read_file(self, base: Reading) -> _Renewed:
        from reader.reading.comparison import compare
        from reader.sources import open_document

        old = base.document
        document = open_document(old.origin.locator, now=self.desk.now())
        if document.sha256 == old.sha256:
            return _Renewed(base, base, None, "")
        reading = reading_of(document, base.article_id, self.desk.shelf())
        is_short = max(len(document.text), len(old.text)) <= _AT_ONCE
        told = compare(old, document).told() if is_short else "the text has changed"
        became = reading.summary()
        told = "; ".join(filter(None, (told, f"highlights {became}" if became else "")))
        return _Renewed(base, reading, analyse(document) if is_short else None, told)

    def _take_file(self, stat: Stat, found: _Renewed | ReaderError) -> None:
        self._is_looking = False
        if isinstance(found, ReaderError):
            # Half written, most likely: what is shown stays until it changes again.
            self._failed = stat
            return
        if self.reading is not found.base or not self.can_be_disturbed or not self.is_attached:
            return  # at the next look, then
        self._stat, self._changed, self._changed_since = stat, None, monotonic()
        if found.reading is found.base:
            return
        if not self.is_unkept:
            self.is_unkept, self._last_kept = True, self.document.sha256
        self._take_renewed(found.reading, found.analysis)
        if self._changed_since - self._told_at >= _QUIET_SECONDS:
            self._told_at = self._changed_since
            told = found.told or "its typography was changed"
            self.notify(told, title="The file has changed", timeout=4)

    @property
    def can_be_disturbed(self) -> bool:
        """Whether nothing is being done that another text would spoil."""
        return (
            self.is_open
            and self.reading is not None
            and self.mode is Mode.READ
            and not self.query(SearchLine)
            and not self.is_busy
        )

    def _take_renewed(self, reading: Reading, analysis: Analysis | None) -> None:
        """Show another text of this article with all that is on it, in one go."""
        old, document = self.document.text, reading.document
        offset = place_after(old, document.text, self.view.top)
        kept = self.history, self.bookmarks, self.jumps_after(old, document.text)
        earlier = self._last_kept if self.is_unkept else self.document.sha256
        with self.app.batch_update():
            self.workers.cancel_group(self, "analysis")
            self.forget(document)
            self.history, self.bookmarks, self.jumps = kept
            self.view.show(document, offset)
            self.status.title = document.title
            self.reading, self.is_open = reading, True
            self.expect_changes(earlier, is_news=self.is_unkept)
            if analysis is not None:
                self.take_analysis(analysis)
            else:
                self.show_reading()
                self.analyse()

    def _keep_settled(self, now: float) -> None:
        if self.is_unkept and now - self._changed_since >= _SETTLED_SECONDS:
            self.keep_text()

    def keep_text(self) -> None:
        """Have the text shown kept as a version, if it is not yet: something was done with it."""
        if self.is_unkept:
            self.is_unkept = False
            self.look_for_changes()
            shelf, document, now = self.desk.shelf(), self.document, self.desk.now()

            def register() -> None:
                shelf.register(document, now)

            self.saver().remember("version", register)

    def keep(self, reading: Reading, version: Annotation, op: Op = Op.CHANGE) -> None:
        """Show the next state of the article and save what changed; the text with it."""
        self.keep_text()
        super().keep(reading, version, op)

    async def may_leave(self) -> bool:
        """Wait for what is being saved; ask if something cannot be."""
        self.keep_text()
        return await super().may_leave()

    def save_what_can_be(self) -> None:
        """Wait a moment for what is being saved, and note the reading position: the end is near."""
        self.keep_text()
        super().save_what_can_be()


def _stat_of(path: str) -> Stat | None:
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino
