"""One article on disk: a log that every change goes to first, and a file it is gathered in."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import RLock
from time import time_ns

from reader.annotations import Annotation
from reader.errors import Corrupt, NewerVersion, StoreError
from reader.files import make_folder, sync_folder
from reader.store.checkpoint import (
    Layout,
    Stamp,
    link_or_copy,
    load_tables,
    raw_tables,
    read_bytes,
    salvaged,
    stamp_of,
    store_tables,
)
from reader.store.database import ArticleDatabase
from reader.store.disk import cannot_write
from reader.store.lock import locked
from reader.store.log import LogEntry, LogPart, append, is_odd, parsed, replace_log
from reader.store.migrations import migrated_tables, present_version, version_of
from reader.store.op import Op
from reader.store.records import article_updated
from reader.store.steps import Action, Steps, next_entry, undo_entry
from reader.store.tables import META, NewRecord, Record, Tables, article_meta

_STATE = "log"
"""Id of the record in the table `meta` that tells which changes the file holds."""
_CHECKPOINT = 32
"""The file is written anew after so many changes; a large one after an eighth of its records."""
_CHECKPOINT_MOST = 500
"""But after so many in any case."""
_LOG_MOST = 2000
"""With more lines than this a log is cut to the last half of them."""
_TRIES = 6


class ArticleFile:
    """One article's file and log, which need not exist; safe to share among threads."""

    def __init__(
        self,
        path: Path,
        quarantine: Path,
        timeout_seconds: float,
        tell: Callable[[object], None],
    ) -> None:
        """Name the file; nothing is read or made.

        Args:
            path: The file.
            quarantine: Folder for what is found damaged; made when it is needed.
            timeout_seconds: How long to wait for another writer.
            tell: Called with each line that the person should know.
        """
        self.path = path
        """The file."""
        self.log_path = path.with_suffix(".log")
        """Its log."""
        self.backup_path = path.with_name(f"{path.name}.bak")
        """The file as it was at the checkpoint before."""
        self._quarantine, self._timeout_seconds, self._tell = quarantine, timeout_seconds, tell
        self._mutex = RLock()
        self._database = ArticleDatabase()
        self._layout = Layout()
        self._is_locked = False
        self._others = 0
        self._forget()

    def _forget(self) -> None:
        self._is_known = False
        self._file_stamp: Stamp | None = None
        self._log_stamp: Stamp | None = None
        self._offset = self._lines = self._seq = self._checkpoint_seq = 0
        self._version = present_version()
        self._older = 0
        self._unmended: Corrupt | None = None

    # Reading

    def tables(self) -> Tables:
        """What is kept of the article; empty when nothing is. Not to be changed.

        Raises:
            StoreError: It cannot be read.
        """
        with self._mutex:
            self._catch_up()
            return self._database.state.tables

    @property
    def version(self) -> int:
        """The highest version among the records that `tables` gave last."""
        return self._version

    @property
    def others(self) -> int | None:
        """Counts what others wrote; None when some of that is not read yet. Waits for nobody."""
        now = stamp_of(self.path), stamp_of(self.log_path)
        known = self._file_stamp, self._log_stamp
        return self._others if self._is_known and now == known else None

    def _catch_up(self) -> None:
        """Learn what others wrote since the last time."""
        try:
            for _ in range(_TRIES):
                if not self._is_known or stamp_of(self.path) != self._file_stamp:
                    self._load()
                if self._follow_log():
                    return
                self._is_known = False
            self._is_known = True
        except BaseException:
            self._forget()
            raise

    def _load(self) -> None:
        """Read the file; the log follows."""
        self._forget()
        self._others += 1
        self._file_stamp = stamp_of(self.path)
        try:
            data = read_bytes(self.path)
            if data is None and self._file_stamp is None:
                tables = self._of_missing()
            else:
                tables, lowest = migrated_tables(raw_tables(self.path, data or b""))
                self._older = lowest if lowest < present_version() else 0
        except Corrupt as damage:
            self._recover(damage)
            return
        self._take(tables)

    def _of_missing(self) -> Tables:
        """No file: a new article, or one whose file was lost."""
        if stamp_of(self.backup_path) is None:
            return {}
        raise Corrupt(f"{self.path}: missing")

    def _take(self, tables: Tables) -> None:
        rows = tables.get("annotations", {})
        if any(isinstance(row.get("id"), str) and row["id"] != name for name, row in rows.items()):
            tables["annotations"] = _by_own_id(rows)
        self._database.state.tables = tables
        self._seq = self._checkpoint_seq = seq_of(tables)
        self._version = newest_version(tables)
        self._is_known = True

    def _follow_log(self) -> bool:
        """Apply what the log says besides; False when everything must be read anew for that."""
        stamp = stamp_of(self.log_path)
        if stamp == self._log_stamp:
            return True
        known = self._log_stamp
        if stamp is None or known is None or stamp[0] != known[0] or stamp[1] < self._offset:
            # Another log than the one read up to here.
            self._offset = self._lines = 0
        part = self._read_log(self._offset, self._seq)
        if (part.bad or is_odd(part.torn)) and self._mends_log():
            return False
        has_gap = bool(part.entries) and part.entries[0].seq > self._seq + 1
        if has_gap and stamp_of(self.path) != self._file_stamp:
            # Somebody wrote the file and cut the log in between.
            return False
        for entry in part.entries:
            self._apply(entry)
        self._others += bool(part.entries)
        self._offset += part.length
        self._lines += part.lines
        self._log_stamp = stamp
        return True

    def _apply(self, entry: LogEntry) -> None:
        self._database.apply(entry)
        self._version = max(self._version, version_of(entry.after or {}))
        self._seq = max(self._seq, entry.seq)

    def _read_log(self, offset: int = 0, after: int = 0) -> LogPart:
        try:
            with open(self.log_path, "rb") as file:
                file.seek(offset)
                return parsed(file.read(), after)
        except FileNotFoundError:
            return LogPart((), 0)
        except IsADirectoryError:
            return LogPart((), 0, bad=1)
        except OSError as error:
            raise StoreError(
                f"{self.log_path}: cannot be read ({error.strerror}): check the permissions"
                " of the file"
            ) from error

    # Writing

    def write(
        self,
        meta: Record | None = None,
        annotation: Annotation | None = None,
        before: Annotation | None = None,
        op: Op = Op.CHANGE,
    ) -> Annotation | None:
        """Keep a new version of the article's record, of an annotation, or of both.

        Everything else stays as it is, also what others wrote meanwhile; an annotation that
        somebody else changed meanwhile is merged with theirs. Safe on disk when this returns.

        Args:
            meta: The article's record.
            annotation: The version to keep.
            before: The version that it was made from.
            op: Whether the change takes back another one, or makes it again.

        Returns:
            The annotation as it is kept; the version given when it is not kept any more.

        Raises:
            Locked: Another process writes for longer than is sensible to wait.
            NewerVersion: A newer program wrote the file.
            StoreError: It could not be written; everything is as it was.
        """
        with self._changing():
            entries: list[LogEntry] = []
            kept = annotation
            if meta is not None:
                entries += self._meta_entries(meta)
            if annotation is not None:
                entry, kept = next_entry(self._rows(), annotation, before, op, self.steps)
                entries.append(entry)
            self._add(entries)
            return kept

    def undo(self, article_id: str, now: datetime) -> Action | None:
        """Take back the newest change; None when there is none.

        Raises:
            StoreError: It could not be written; everything is as it was.
        """
        with self._changing():
            entry = undo_entry(self._rows(), self.steps(), article_id, now)
            if entry is None:
                return None
            step = self.steps().done[-1]
            self._add([entry])
            return step.action(article_id)

    def steps(self) -> Steps:
        """What was done to the article, to be undone and done again."""
        with self._mutex:
            return Steps.of(self._read_log().entries)

    def settle(self) -> None:
        """Gather in the file what only the log holds yet; what cannot be written is told."""
        with self._mutex:
            # What is not known here any more may have been written before it was forgotten.
            if self._is_known and self._seq == self._checkpoint_seq:
                return
        with contextlib.suppress(StoreError), self._changing():
            if self._seq != self._checkpoint_seq:
                self._checkpoint()

    def repair(self) -> None:
        """Mend what can be mended of the article's files; what was done is told.

        Raises:
            StoreError: It could not be done; everything is as it was.
        """
        with self._changing():
            try:
                load_tables(self.backup_path)
            except Corrupt as damage:
                try:
                    kept = self._move_to_quarantine(self.backup_path)
                except OSError as error:
                    raise cannot_write(self.backup_path, error) from error
                self._tell(f"{damage}; kept as {kept}")
            if self._seq != self._checkpoint_seq or stamp_of(self.backup_path) is None:
                self._checkpoint()

    def replace_with(self, tables: Tables, keep: Callable[[Path], None]) -> None:
        """Put other tables in the place of what is kept; nothing of that is merged.

        Args:
            tables: All that is kept from now on; empty lets the article go.
            keep: Called with each of the article's files before it goes.

        Raises:
            StoreError: It could not be done.
            OSError: The same.
        """
        with self._mutex, locked(self.path, self._timeout_seconds), self._marked_as_locked():
            last = max((entry.seq for entry in self._read_log().entries), default=0)
            with contextlib.suppress(StoreError):
                last = max(last, seq_of(load_tables(self.path) or {}))
            for path in (self.path, self.log_path, self.backup_path):
                if path.is_file():
                    keep(path)
            if tables:
                # Whatever is left of the log tells of changes before this.
                meta = {**tables.get("meta", {}), _STATE: {"seq": max(last, seq_of(tables)) + 1}}
                store_tables(self.path, None, {**tables, "meta": meta}, Layout())
            else:
                self.path.unlink(missing_ok=True)
            for path in (self.log_path, self.backup_path):
                path.unlink(missing_ok=True)
            sync_folder(self.path.parent)
            self._forget()

    def _meta_entries(self, meta: Record) -> list[LogEntry]:
        kept = article_meta(self._database.state.tables)
        after = article_updated(kept, dict(meta)) if kept else dict(meta)
        if kept == after:
            return []
        return [LogEntry(0, Op.ARTICLE, META, after, dict(kept) if kept else None)]

    def change_meta(self, change: Callable[[Record], Record]) -> None:
        """Change the article's own record; safe on disk when this returns.

        Args:
            change: Makes the record of the one there is, whoever wrote that.

        Raises:
            StoreError: It could not be written; everything is as it was.
        """
        with self._changing():
            kept = article_meta(self._database.state.tables)
            after = dict(change(kept))
            if after != kept:
                self._add([LogEntry(0, Op.ARTICLE, META, after, dict(kept) or None)])

    def _rows(self) -> NewRecord:
        return self._database.state.tables.get("annotations", {})

    def _add(self, entries: list[LogEntry]) -> None:
        numbered = [
            replace(entry, seq=self._seq + count) for count, entry in enumerate(entries, start=1)
        ]
        if not numbered:
            return
        self._offset = append(self.log_path, numbered, self._offset)
        for entry in numbered:
            self._apply(entry)
        self._log_stamp = stamp_of(self.log_path)
        waiting = self._seq - self._checkpoint_seq
        self._lines += len(numbered)
        many = max(_CHECKPOINT, min(_CHECKPOINT_MOST, len(self._rows()) // 8))
        if self._file_stamp is None or waiting >= many:
            self._checkpoint()

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """The article under its lock, with what others wrote up to now."""
        with self._mutex, locked(self.path, self._timeout_seconds), self._marked_as_locked():
            self._catch_up()
            if self._unmended is not None:
                raise self._unmended
            if self._version > present_version():
                raise NewerVersion(
                    f"{self.path}: not saved: a newer version of reader wrote this file:"
                    " update reader to write notes on this article"
                )
            try:
                yield
            except BaseException:
                # What is known could be half changed.
                self._forget()
                raise

    @contextlib.contextmanager
    def _marked_as_locked(self) -> Iterator[None]:
        self._is_locked = True
        try:
            yield
        finally:
            self._is_locked = False

    def _checkpoint(self, *, keep_before: bool = True) -> None:
        """Write the file; if that fails the log has everything, and the file follows later."""
        state = self._database.state
        meta = {**state.tables.get("meta", {}), _STATE: {"seq": self._seq}}
        state.tables = {**state.tables, "meta": meta}
        try:
            if self._older:
                self._keep_older()
            backup = self.backup_path if keep_before else None
            store_tables(self.path, backup, state.tables, self._layout)
        except (OSError, StoreError) as error:
            why = getattr(error, "strerror", None) or error
            self._tell(f"{self.path}: kept in its log only for now ({why})")
            return
        self._file_stamp = stamp_of(self.path)
        self._checkpoint_seq = self._seq
        self._older = 0
        self._shorten_log()

    def _keep_older(self) -> None:
        """Keep the file for the time before its records were migrated, once and for ever."""
        backups = self.path.parent.parent / "backups" / f"version-{self._older}" / "articles"
        make_folder(backups)
        if not (backups / self.path.name).exists():
            link_or_copy(self.path, backups / self.path.name)

    def _shorten_log(self) -> None:
        if self._lines <= _LOG_MOST:
            return
        with contextlib.suppress(OSError, StoreError):
            entries = self._read_log().entries[-_LOG_MOST // 2 :]
            self._offset, self._lines = replace_log(self.log_path, entries), len(entries)
            self._log_stamp = stamp_of(self.log_path)

    # Damage

    def _recover(self, damage: Corrupt) -> None:
        """Put together what can be had of a damaged file; mend it on disk if that can be done."""
        if self._is_locked:
            self._mend(damage)
            return
        try:
            with locked(self.path, self._timeout_seconds), self._marked_as_locked():
                self._load()
        except StoreError:
            # Nothing can be written here, but everything that is left can be read.
            self._gather()
            self._tell(f"{damage}; it cannot be mended here: what is left of it is shown")

    def _mend(self, damage: Corrupt) -> None:
        try:
            kept = self._move_to_quarantine(self.path)
        except OSError as error:
            self._gather()
            self._unmended = Corrupt(
                f"{damage}; not saved: it could not be put into quarantine ({error.strerror})"
            )
            self._tell(self._unmended)
            return
        self._gather(kept)
        for entry in self._read_log(0, self._seq).entries:
            self._apply(entry)
        count = sum(not row.get("deleted") for row in self._rows().values())
        where = f"; the damaged file is kept as {kept}" if kept else ""
        self._tell(f"{damage}: {count} note{'s' if count != 1 else ''} restored{where}")
        if self._database.state.tables:
            self._checkpoint(keep_before=False)
        self._log_stamp = None

    def _gather(self, kept: Path | None = None) -> None:
        """The state from the checkpoint before, what can be salvaged, and the log."""
        tables: Tables = {}
        with contextlib.suppress(StoreError):
            tables = load_tables(self.backup_path) or {}
        damaged = kept or self.path
        data = b""
        with contextlib.suppress(OSError):
            data = damaged.read_bytes() if damaged.is_file() else b""
        found, seq = salvaged(data)
        entries = self._read_log(0, seq_of(tables)).entries
        told = {entry.id for entry in entries} if seq is None else set()
        for entry in entries:
            if seq is None or entry.seq <= seq:
                _apply_to(tables, entry)
        for table, rows in found.items():
            # What the file held is the truth as it was then; when that is unknown, the log is.
            tables.setdefault(table, {}).update(
                {name: row for name, row in rows.items() if name not in told}
            )
        last = max((entry.seq for entry in entries), default=seq_of(tables))
        tables.setdefault("meta", {})[_STATE] = {"seq": last if seq is None else seq}
        self._take(tables)
        self._file_stamp = stamp_of(self.path)

    def _move_to_quarantine(self, path: Path) -> Path | None:
        """Keep what stands in a file's place, and make way; None when nothing is there."""
        make_folder(self._quarantine)
        if path.is_dir():
            kept = self._quarantine / f"{path.name}.{time_ns()}.folder"
            os.rename(path, kept)
            return kept
        kept_file = self._keep(path)
        if kept_file is not None:
            os.unlink(os.path.realpath(path))
        return kept_file

    def _keep(self, path: Path) -> Path | None:
        """A file as it is now, in quarantine; the same damage is kept once."""
        if not path.is_file():
            return None
        make_folder(self._quarantine)
        kept = self._quarantine / f"{path.stem}.{_digest(path)}{path.suffix}"
        if not kept.exists():
            link_or_copy(path, kept)
        return kept

    def _mends_log(self) -> bool:
        """Mend the log if that can be done; whether it was."""
        if self._is_locked:
            self._mend_log()
            return True
        try:
            with locked(self.path, self._timeout_seconds), self._marked_as_locked():
                self._mend_log()
        except StoreError:
            self._tell(f"{self.log_path}: damaged: it cannot be mended here; the rest is used")
            return False
        return True

    def _mend_log(self) -> None:
        """Put a log with bad lines into quarantine; its good lines stay."""
        part = self._read_log()
        if not (part.bad or is_odd(part.torn)):
            return
        try:
            if self.log_path.is_dir():
                kept = self._move_to_quarantine(self.log_path)
            else:
                kept = self._keep(self.log_path)
            replace_log(self.log_path, part.entries)
        except OSError as error:
            raise cannot_write(self.log_path, error) from error
        lines = part.bad or 1
        self._tell(
            f"{self.log_path}: damaged: {lines} line{'s' if lines != 1 else ''} of it cannot be"
            f" read; the rest is used; the damaged log is kept as {kept}"
        )
        self._log_stamp = None


def newest_version(tables: Tables) -> int:
    """The highest version among the records of a file."""
    records = (record for table in tables.values() for record in table.values())
    return max(map(version_of, records), default=present_version())


def seq_of(tables: Tables) -> int:
    """The number of the last change that a file holds."""
    seq = tables.get("meta", {}).get(_STATE, {}).get("seq")
    return seq if isinstance(seq, int) and seq >= 0 else 0


def _by_own_id(rows: NewRecord) -> NewRecord:
    """Records under the ids they say they have, whatever a hand has made of the keys."""
    found: NewRecord = {}
    for name, row in rows.items():
        own = row.get("id")
        is_free = isinstance(own, str) and (own == name or own not in rows) and own not in found
        found[own if is_free else name] = row
    return found


def _apply_to(tables: Tables, entry: LogEntry) -> None:
    table = tables.setdefault("meta" if entry.op == Op.ARTICLE else "annotations", {})
    if entry.after is None:
        table.pop(entry.id, None)
    else:
        table[entry.id] = entry.after


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
