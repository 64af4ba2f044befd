"""What an article's file holds, before anything in it is understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]
"""What a file holds under one id; read only."""
NewRecord = dict[str, Any]
"""A record being made."""
Tables = dict[str, NewRecord]
"""Table name to document id to record: what TinyDB hands to a storage."""
META = "article"
"""Id of the article's own record in the table `meta`."""


def article_meta(tables: Tables) -> Record:
    """What a file keeps of its article beside the text; empty when nothing is kept."""
    meta: Record = tables.get("meta", {}).get(META, {})
    return meta


def names_in(value: object) -> tuple[str, ...]:
    """The words of a list that a record holds; none where it holds something else."""
    return tuple(map(str, value)) if isinstance(value, list) else ()
