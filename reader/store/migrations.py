"""Records of earlier versions as this version knows them.

A step makes a record of one version into one of the next. Steps are never changed and never
taken away: a library that was left alone for years goes through all of them when it is read.
Nothing is written until a note changes; then the file as it was is kept in `backups/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reader.store.tables import META, NewRecord, Record, Tables

Step = Callable[[str, NewRecord], None]
"""Changes a record, which is its own; told the name of its table: `annotations` or `meta`."""

STEPS: tuple[Step, ...] = ()
"""The first leads from version 1 to version 2."""


def present_version() -> int:
    """Of the records that are written; a file with a higher one is read and never written."""
    return 1 + len(STEPS)


def version_of(record: Record) -> int:
    """The version a record was written with; 1 when it does not say."""
    version = record.get("version")
    return version if isinstance(version, int) else 1


def migrated(table: str, record: NewRecord) -> NewRecord:
    """A record as this version would have written it; the same one if there is nothing to do."""
    version = version_of(record)
    if not 1 <= version < present_version():
        return record
    record = dict(record)
    for step in STEPS[version - 1 :]:
        step(table, record)
    record["version"] = present_version()
    return record


def migrated_tables(tables: Tables) -> tuple[Tables, int]:
    """Tables with all their records migrated, and the lowest version found in them."""
    present = present_version()
    if present == 1:
        return tables, present
    lowest = min((version_of(row) for _, _, row in _versioned(tables)), default=present)
    if lowest < present:
        tables = {name: dict(rows) for name, rows in tables.items()}
        for name, key, row in list(_versioned(tables)):
            tables[name][key] = migrated(name, row)
    return tables, min(lowest, present)


def _versioned(tables: Tables) -> Iterator[tuple[str, str, NewRecord]]:
    """The records that have a version: the article's own, and all annotations."""
    for name, rows in tables.items():
        for key, row in rows.items():
            if name != "meta" or key == META:
                yield name, key, row
