"""TinyDB on the state of one article: what is in its file, with what its log says besides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from reader.store.tables import NewRecord, Tables

if TYPE_CHECKING:
    from reader.store.log import LogEntry


class StateStorage(Storage):
    """Hands out the tables of an article as they are known now.

    Keeping them safe is the work of the log, which is written first (see `ArticleFile`).
    """

    def __init__(self) -> None:
        """Begin without tables."""
        self.tables: Tables = {}
        """Table name to record's id to record; a record is replaced as a whole, never changed."""

    def read(self) -> Tables | None:
        """The tables; None when there are none."""
        return self.tables or None

    def write(self, data: Tables) -> None:
        """Take the tables as they become."""
        self.tables = data


class NamedTable(Table):
    """A table whose document ids are our own names; a change costs the same in every size."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's stubs know only int
    default_query_cache_capacity = 0

    def _update_table(self, updater: Callable[[dict[int, NewRecord]], None]) -> None:  # type: ignore[override]
        tables: Tables = self._storage.read() or {}
        # Our ids are text already: nothing needs to be turned into something else and back.
        updater(cast("dict[int, NewRecord]", tables.setdefault(self.name, {})))
        self._storage.write(tables)

    def put(self, name: str, record: NewRecord) -> None:
        """Put a record, in the place of one with this id."""

        def put_in(table: dict[int, NewRecord]) -> None:
            cast("NewRecord", table)[name] = record

        self._update_table(put_in)

    def drop(self, name: str) -> None:
        """Take a record away, if it is there."""

        def take_out(table: dict[int, NewRecord]) -> None:
            cast("NewRecord", table).pop(name, None)

        self._update_table(take_out)


class ArticleDatabase(TinyDB):
    """The TinyDB of one article."""

    table_class = NamedTable

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(storage=StateStorage)

    @property
    def state(self) -> StateStorage:
        """Its storage."""
        storage = self.storage
        assert isinstance(storage, StateStorage)
        return storage

    def named(self, table: str) -> NamedTable:
        """One of its tables."""
        found = self.table(table)
        assert isinstance(found, NamedTable)
        return found

    def apply(self, entry: LogEntry) -> None:
        """Make the change that a line of the log tells."""
        table = self.named("meta" if entry.op == "meta" else "annotations")
        if entry.after is None:
            table.drop(entry.id)
        else:
            table.put(entry.id, entry.after)
