"""The file of one article: TinyDB with the tables `meta` and `annotations`."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from time import time_ns

from tinydb.table import Document as Row

from reader.annotations import Annotation, is_conflict, merged
from reader.errors import Corrupt, NewerVersion
from reader.files import make_folder
from reader.store.atomic import ArticleDatabase, AsideStorage
from reader.store.lock import locked
from reader.store.records import (
    VERSION,
    Record,
    Tables,
    annotation_of,
    annotation_record,
    version_of,
)

_META = "article"
"""Id of the one record in the table `meta`."""


class ArticleFile:
    """One article's file, which need not exist."""

    def __init__(self, path: Path, quarantine: Path, timeout_seconds: float) -> None:
        """Name the file; nothing is read or made.

        Args:
            path: The file.
            quarantine: Folder for what is found damaged; made when it is needed.
            timeout_seconds: How long to wait for another writer.
        """
        self.path = path
        """The file."""
        self._quarantine = quarantine
        self._timeout_seconds = timeout_seconds

    def tables(self) -> Tables:
        """What the file holds; empty when there is no file.

        Raises:
            Corrupt: It is damaged; a copy lies in quarantine, as far as that could be made.
            StoreError: It cannot be read.
        """
        try:
            return AsideStorage(self.path).read() or {}
        except Corrupt as error:
            with contextlib.suppress(OSError):
                kept = self._copy_to_quarantine()
                raise Corrupt(f"{error}; as it was found it is kept in {kept}") from error
            raise

    def write(
        self, meta: Record | None = None, annotation: Annotation | None = None
    ) -> Annotation | None:
        """Put a new version of the article's record, of an annotation, or of both.

        Everything else in the file stays as it is, also what others wrote meanwhile; an
        annotation that somebody else changed meanwhile is merged with theirs.

        Returns:
            The annotation as it was put.

        Raises:
            Locked: Another process writes for longer than is sensible to wait.
            NewerVersion: A newer program wrote the file.
            StoreError: It could not be written; the file is as it was.
        """
        with self._changing() as database:
            if meta is not None:
                database.table("meta").upsert(_row(meta, _META))
            if annotation is not None:
                table = database.table("annotations")
                kept = table.get(doc_id=annotation.id)  # type: ignore[call-overload]
                annotation = _with_theirs(kept, annotation)
                table.upsert(_row(annotation_record(annotation), annotation.id))
        return annotation

    @contextlib.contextmanager
    def _changing(self) -> Iterator[ArticleDatabase]:
        """The database under the lock; what is written inside is written at once, at the end."""
        with locked(self.path, self._timeout_seconds):
            database = ArticleDatabase(self.path, storage=AsideStorage)
            storage = database.storage
            assert isinstance(storage, AsideStorage)
            try:
                tables = storage.hold()
            except Corrupt as error:
                self._make_way(error)
                tables = storage.hold()
            self._refuse_newer(tables)
            yield database
            storage.flush()

    def _make_way(self, damage: Corrupt) -> None:
        """Move a damaged file to quarantine: it is never overwritten."""
        try:
            self._move_to_quarantine()
        except OSError as error:
            raise Corrupt(
                f"{damage}; not saved: it could not be put into quarantine ({error.strerror})"
            ) from error

    def _copy_to_quarantine(self) -> Path:
        """Keep the file as it is now; the same damage is kept once."""
        make_folder(self._quarantine)
        kept = self._quarantine / f"{self.path.stem}.{_digest(self.path)}{self.path.suffix}"
        if not kept.exists():
            _link_or_copy(self.path, kept)
        return kept

    def _move_to_quarantine(self) -> None:
        if self.path.is_dir():
            make_folder(self._quarantine)
            os.rename(self.path, self._quarantine / f"{self.path.stem}.{time_ns()}.folder")
        else:
            self._copy_to_quarantine()
            os.unlink(os.path.realpath(self.path))

    def _refuse_newer(self, tables: Tables) -> None:
        if newest_version(tables) > VERSION:
            raise NewerVersion(
                f"{self.path}: not saved: a newer version of reader wrote this file:"
                " update reader to write notes on this article"
            )


def article_meta(tables: Tables) -> Record:
    """What a file keeps of its article beside the text; empty when nothing is kept."""
    meta: Record = tables.get("meta", {}).get(_META, {})
    return meta


def newest_version(tables: Tables) -> int:
    """The highest version among the records of a file."""
    records = (record for table in tables.values() for record in table.values())
    return max(map(version_of, records), default=VERSION)


def _row(record: Record, name: str) -> Row:
    # TinyDB's types know only numbers as ids.
    return Row(record, doc_id=name)  # type: ignore[arg-type]


def _with_theirs(kept: Row | None, ours: Annotation) -> Annotation:
    """`ours`, merged with what is kept if somebody else changed that meanwhile."""
    if not kept:
        return ours
    try:
        theirs = annotation_of(dict(kept), ours.article_id)
    except ValueError:
        return ours
    return merged(theirs, ours) if is_conflict(theirs, ours) else ours


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def _link_or_copy(path: Path, kept: Path) -> None:
    source = os.path.realpath(path)
    try:
        os.link(source, kept)
    except OSError:
        shutil.copy2(source, kept)
