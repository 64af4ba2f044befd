"""The library: what the person wrote on every article, in files they can read."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from reader.annotations import Annotation, is_short_for
from reader.document import Document
from reader.errors import Corrupt, StoreError
from reader.store.article import ArticleFile
from reader.store.articles import Articles
from reader.store.daily import keep_day
from reader.store.entry import Version, version_of
from reader.store.files import article_stems
from reader.store.identity import file_stem
from reader.store.index import Watch, unwatched
from reader.store.migrations import present_version
from reader.store.op import Op
from reader.store.records import (
    annotation_of,
    article_record,
    article_updated,
    document_of,
    facts_of_versions,
    origin_of,
    with_version,
)
from reader.store.steps import Action
from reader.store.tables import Record, Tables, article_meta, names_in
from reader.store.texts import Texts

if TYPE_CHECKING:
    from reader.store.sayings import Sayings

_TIMEOUT_SECONDS = 10.0
"""How long to wait for another process that writes the same article."""
_OPEN = 24
"""Articles whose state is kept in memory; what is written is on disk either way."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class TinyShelf(Articles):
    """The library in one folder; safe to share among threads.

    Opening it reads nothing and makes nothing; a folder that cannot be written can be read.
    """

    def __init__(
        self, data: Path, timeout_seconds: float = _TIMEOUT_SECONDS, watch: Watch = unwatched
    ) -> None:
        """Take the library's folder, which need not exist.

        Args:
            data: The folder.
            timeout_seconds: How long a save waits for another process.
            watch: Shows how far reading many changed files is.
        """
        super().__init__(data, watch)
        self._timeout_seconds = timeout_seconds
        self._articles = data / "articles"
        self._texts = Texts(data / "texts", timeout_seconds)
        self._notices: dict[str, None] = {}
        # Articles that could not be registered on disk: kept once a save succeeds.
        self._pending: dict[str, tuple[Document, Record]] = {}
        self._files: OrderedDict[str, ArticleFile] = OrderedDict()
        self._files_lock = RLock()

    @property
    def notices(self) -> tuple[str, ...]:
        """What went wrong without stopping anything; a line each, in order, never repeated."""
        return tuple(self._notices)

    def register(
        self, document: Document, now: datetime, own_id: str = "", *, is_opened: bool = True
    ) -> str:
        """The id of the article in `document`, which is kept as its newest version.

        The same URL, else the same path, else the same text is the same article; one that is in
        the trash comes back from there. What cannot be written is told in `notices`, and tried
        again with the next note.

        Args:
            document: The article.
            now: When it is opened.
            own_id: The id it had in another library; taken if it is new here.
            is_opened: Whether somebody reads it now; else it is only taken in.
        """
        with self._lock:
            article_id, before = self._known(document)
            if own_id and not before and not self._readable(own_id):
                article_id = own_id
            record = article_record(document, article_id, now)
            meta = article_updated(before, record) if before else record
            self._pending[article_id] = document, meta
            if dict(before) != meta or not self._texts.has(document):
                self._try_to_keep(article_id)
            else:
                del self._pending[article_id]
            if before.get("removed"):
                self._tell(f"{document.title}: was in the trash and is back, with its notes")
            self._catalogue.take_in(article_id, now if is_opened else None)
            return article_id

    def known(self, document: Document) -> str | None:
        """The id of the article in `document`; None when it is not in the library."""
        with self._lock:
            article_id, before = self._known(document)
            return article_id if before else None

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """What the person added to the article, without the trash; by (start, end, id)."""
        return tuple(sorted(self._all(article_id, _is_note), key=_place))

    def _sure_notes(self, article_id: str) -> tuple[Annotation, ...] | None:
        """The notes on an article; None when there is something to tell of its files."""
        notes = self.annotations(article_id)
        stem = str(self.file(article_id).path.with_suffix(""))
        return None if any(stem in notice for notice in self._notices) else notes

    def corrections(self, article_id: str) -> tuple[Annotation, ...]:
        """What the person put right in the article, without the trash; the oldest first."""
        kept = self._all(article_id, _is_correction)
        return tuple(sorted(kept, key=lambda a: (a.created, a.id)))

    def trash(self, article_id: str) -> tuple[Annotation, ...]:
        """What the person removed from the article; the last removed first."""
        gone = self._all(article_id, _is_removed_note)
        return tuple(sorted(gone, key=lambda a: (a.deleted or _LONG_AGO, a.id), reverse=True))

    def annotation(self, article_id: str, annotation_id: str) -> Annotation | None:
        """The annotation of this article with this very id, in the trash or not."""
        rows = (self._readable(article_id) or {}).get("annotations", {})
        record = rows.get(annotation_id)
        try:
            return annotation_of({"id": annotation_id, **record}, article_id) if record else None
        except ValueError:
            return None

    def find(self, annotation_id: str) -> Annotation | None:
        """The annotation with this id, in the trash or not; a unique short form does too."""
        sought = annotation_id.encode("utf-8", "replace")
        found: dict[str, Annotation] = {}
        for stem in article_stems(self._articles) if annotation_id else ():
            paths = (self._articles / f"{stem}{suffix}" for suffix in (".json", ".log"))
            if any(sought in _bytes(path) for path in paths):
                for kept in self._all(stem):
                    if is_short_for(annotation_id, kept.id):
                        found[kept.id] = kept
        return next(iter(found.values())) if len(found) == 1 else None

    def note_ids(self) -> frozenset[str]:
        """The ids of all annotations and corrections, in the trash or not."""
        tables = (self._readable(article_id) or {} for article_id in self.article_ids())
        return frozenset(name for one in tables for name in one.get("annotations", {}))

    def article_ids(self) -> tuple[str, ...]:
        """Every article of which something is kept."""
        return tuple(article_stems(self._articles))

    def save(
        self, annotation: Annotation, before: Annotation | None = None, op: Op = Op.CHANGE
    ) -> Annotation:
        """Keep this version of an annotation; it is safe on disk when this returns.

        Args:
            annotation: The version.
            before: The one it was made from; what somebody else changed since is merged with
                it field by field. None when it is new or that is not known.
            op: Whether this takes back a change, or makes one again.

        Returns:
            What is kept: the same, or merged with what somebody else wrote meanwhile.

        Raises:
            StoreError: It could not be kept; everything kept before is still there.
        """
        with self._lock:
            article_id = annotation.article_id
            document, meta = self._pending.get(article_id, (None, None))
            if document:
                self._texts.keep(document)
            self._written.add(article_id)
            kept = self.file(article_id).write(meta, annotation, before, op)
            self._pending.pop(article_id, None)
            return kept or annotation

    def history(self, article_id: str) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
        """What was done to the article and can be undone, and what was undone; newest last."""
        try:
            steps = self.file(article_id).steps()
        except StoreError as error:
            self._tell(error)
            return (), ()
        done = (step.action(article_id) for step in steps.done)
        undone = (step.action(article_id) for step in steps.undone)
        return (
            tuple(action for action in done if action),
            tuple(action for action in undone if action),
        )

    def undo(self, article_id: str, now: datetime) -> Action | None:
        """Take back the newest change to an article; None when there is none.

        Raises:
            StoreError: It could not be written.
        """
        with self._lock:
            self._written.add(article_id)
            return self.file(article_id).undo(article_id, now)

    def latest(self) -> str | None:
        """The article that was changed last by something that can be undone; None for none.

        Those in the trash are left alone.
        """
        found: tuple[datetime, str] | None = None
        for changed, article_id in sorted(_log_times(self._articles), reverse=True):
            if found and found[0].timestamp() > changed:
                break
            done, _ = self.history(article_id)
            is_newer = done and (found is None or done[-1].after.updated > found[0])
            if is_newer and not article_meta(self._readable(article_id) or {}).get("removed"):
                found = done[-1].after.updated, done[-1].after.article_id
        return found[1] if found else None

    def others(self, article_id: str) -> int | None:
        """Counts what others wrote on the article; None when some of that is not read yet.

        Costs next to nothing and waits for nobody.
        """
        return self.file(article_id).others

    def settle(self) -> None:
        """Gather in the articles' files what only their logs hold; for a moment without work."""
        with self._lock:
            written = {article_id: self.file(article_id) for article_id in self._written}
            self._written.clear()
            for file in written.values():
                file.settle()
            if written:
                self._catalogue.renew(written)
                self._keep_day(file.path)

    def _keep_day(self, written: Path) -> None:
        """Keep the notes as they are on the day on which the file `written` was written."""
        try:
            day = datetime.fromtimestamp(written.stat().st_mtime, UTC).date()
            if not (self.data / "backups" / day.isoformat()).exists():
                for stem in self.article_ids():
                    if _is_behind(self._articles / stem):
                        self.file(stem).settle()
                keep_day(self.data, day)
        except OSError as error:
            self._tell(f"{self.data / 'backups'}: no copy of the day ({error.strerror or error})")

    def close(self) -> None:
        """Leave everything in order; the shelf can still be used."""
        self.settle()

    @property
    def sayings(self) -> Sayings:
        """Who said what in the articles that were analysed."""
        # Only here: SQLite is not needed to read and note.
        from reader.store.sayings import Sayings

        return Sayings(self.data / "sayings.sqlite")

    def versions(self, article_id: str) -> tuple[str, ...]:
        """The hashes of the article's texts, the one opened last at the end."""
        with self._lock:
            _, meta = self._pending.get(article_id, (None, None))
        record = meta or article_meta(self._readable(article_id) or {})
        return names_in(record.get("texts"))

    def version_list(self, article_id: str) -> tuple[Version, ...]:
        """What is known of the article's texts; the one first seen last comes first."""
        meta = article_meta(self._readable(article_id) or {})
        facts = facts_of_versions(meta)
        found = [
            version_of(sha256, facts.get(sha256), self._texts.seen_at(sha256))
            for sha256 in names_in(meta.get("texts"))
        ]
        return tuple(sorted(found, key=lambda one: one.at or _LONG_AGO, reverse=True))

    def keep_version(self, article_id: str, document: Document, now: datetime) -> None:
        """Keep a text of the article that nobody has opened yet; the one opened last stays so.

        Raises:
            StoreError: It could not be kept.
        """
        self._texts.keep(document)
        self._change(article_id, lambda meta: with_version(meta, document, now))

    def version(self, article_id: str, sha256: str) -> Document | None:
        """A version of the article from what was kept; None when it was not."""
        meta = article_meta(self._readable(article_id) or {})
        try:
            structure = self._texts.structure(sha256, origin_of(meta))
            return document_of(meta, structure.text, structure) if structure else None
        except Corrupt as error:
            self._tell(error)
        except (ValueError, TypeError, KeyError) as error:
            self._tell(f"{self.file(article_id).path}: its record `meta` is damaged ({error})")
        return None

    def text(self, sha256: str) -> str | None:
        """The version of a text with this hash; None when it was not kept."""
        try:
            return self._texts.text(sha256)
        except Corrupt as error:
            self._tell(error)
            return None

    def document(self, article_id: str) -> Document | None:
        """The article as it was last opened, from what was kept; None when it was not."""
        meta = article_meta(self._readable(article_id) or {})
        return self.version(article_id, str(meta.get("text_sha256")))

    def file(self, article_id: str) -> ArticleFile:
        """The files of an article, for those who look after the library."""
        # A lock of its own: the screen asks for files, and must not wait for what takes long.
        with self._files_lock:
            stem = file_stem(article_id)
            file = self._files.get(stem)
            if file is None:
                path, quarantine = self._articles / f"{stem}.json", self.data / "quarantine"
                file = ArticleFile(path, quarantine, self._timeout_seconds, self._tell)
                self._files[stem] = file
                if len(self._files) > _OPEN:
                    self._files.popitem(last=False)
            self._files.move_to_end(stem)
            return file

    def _readable(self, article_id: str) -> Tables | None:
        """The tables of an article; None, with a notice, when they cannot be read."""
        file = self.file(article_id)
        try:
            tables = file.tables()
        except StoreError as error:
            self._tell(error)
            return None
        if file.version > present_version():
            self._tell(
                f"{file.path}: a newer version of reader wrote this file: its notes can be read;"
                " update reader to change them"
            )
        return tables

    def _all(
        self, article_id: str, is_wanted: Callable[[Record], object] = lambda _record: True
    ) -> Iterator[Annotation]:
        records = (self._readable(article_id) or {}).get("annotations", {})
        # Told by the records: of thousands only those that are asked for are made.
        wanted = [(name, record) for name, record in records.items() if is_wanted(record)]
        for name, record in wanted:
            try:
                yield annotation_of({"id": name, **record}, article_id)
            except ValueError as error:
                self._tell(
                    f"{self.file(article_id).path}: note {name} cannot be read ({error}):"
                    " mend it there; it is left as it is"
                )

    def _known(self, document: Document) -> tuple[str, Record]:
        """The id of the article in `document`, and what is kept of it."""
        article_id = self._catalogue.article_id_of(document)
        return article_id, self._catalogue.meta_of(article_id)

    def _try_to_keep(self, article_id: str) -> None:
        document, meta = self._pending[article_id]
        try:
            self._texts.keep(document)
            self._written.add(article_id)
            self.file(article_id).write(meta)
            del self._pending[article_id]
        except StoreError as error:
            self._tell(error)

    def _tell(self, notice: object) -> None:
        self._notices[str(notice)] = None


def _is_note(record: Record) -> bool:
    return not record.get("deleted") and not record.get("correction")


def _is_removed_note(record: Record) -> bool:
    return bool(record.get("deleted")) and not record.get("correction")


def _is_correction(record: Record) -> bool:
    return not record.get("deleted") and bool(record.get("correction"))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _is_behind(path: Path) -> bool:
    """Whether the log of the article `path` was written after its file."""
    with contextlib.suppress(OSError):
        log, file = path.with_suffix(".log").stat(), path.with_suffix(".json").stat()
        return log.st_mtime_ns > file.st_mtime_ns
    return False


def _log_times(folder: Path) -> Iterator[tuple[float, str]]:
    for stem in article_stems(folder):
        with contextlib.suppress(OSError):
            yield (folder / f"{stem}.log").stat().st_mtime, stem


def _place(annotation: Annotation) -> tuple[int, int, str]:
    place = annotation.span or annotation.target
    return (place.start, place.end, annotation.id) if place else (-1, -1, annotation.id)
