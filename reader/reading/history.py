"""What was done to an article, now and before, to be undone and done again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from reader.annotations import Annotation
from reader.reading.reading import Reading

if TYPE_CHECKING:
    from reader.store import Action

_MOST = 200
"""Changes kept; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change to one annotation."""

    before: Annotation | None
    """The version before; None when the change made it."""
    after: Annotation
    """The version it became; in the trash when the change removed it."""
    rev: int = 0
    """The highest version number that undoing and doing again have given it."""
    is_joined: bool = False
    """Whether it is taken back together with the change before it: a person did one thing."""


@dataclass(frozen=True, slots=True)
class History:
    """The changes that can be undone and done again; never changes itself."""

    done: tuple[Change, ...] = ()
    """What `undo` takes back; the newest last."""
    undone: tuple[Change, ...] = ()
    """What `redo` does again; the one undone last comes last."""

    @classmethod
    def of(cls, done: Iterable[Action], undone: Iterable[Action]) -> History:
        """What the library remembers of the times before; the newest last in both."""
        return cls(
            tuple(Change(action.before, action.after) for action in done),
            tuple(Change(action.before, action.after) for action in undone),
        )

    @property
    def is_halfway_back(self) -> bool:
        """Whether what was just undone goes with what is to be undone next."""
        return bool(self.done and self.undone) and self.undone[-1].is_joined

    @property
    def is_halfway_on(self) -> bool:
        """Whether what was just done again goes with what is to be done again next."""
        return bool(self.undone) and self.undone[-1].is_joined

    def record(self, before: Reading, after: Annotation, *, is_joined: bool = False) -> History:
        """With one more change; what was undone cannot be done again after it.

        Args:
            before: The reading as it was before the change.
            after: The version of the annotation that the change made.
            is_joined: Whether it is taken back together with the change before it.
        """
        was = before.annotation(after.id)
        if was == after:
            return self
        return History((*self.done, Change(was, after, is_joined=is_joined))[-_MOST:])

    def undo(self, reading: Reading, now: datetime) -> tuple[History, Reading, Annotation] | None:
        """Take back the newest change: the history, the reading and the version to save.

        None when there is nothing left to undo.
        """
        if not self.done:
            return None
        change = self.done[-1]
        following, version = _become(reading, change.before, change, now)
        change = replace(change, rev=version.rev)
        return History(self.done[:-1], (*self.undone, change)), following, version

    def redo(self, reading: Reading, now: datetime) -> tuple[History, Reading, Annotation] | None:
        """Do again what was undone last, told as `undo` does; None when there is nothing."""
        if not self.undone:
            return None
        change = self.undone[-1]
        following, version = _become(reading, change.after, change, now)
        change = replace(change, rev=version.rev)
        return History((*self.done, change), self.undone[:-1]), following, version


def _become(
    reading: Reading, wanted: Annotation | None, change: Change, now: datetime
) -> tuple[Reading, Annotation]:
    """The annotation as `wanted`; None means that it was not there, so it goes to the trash."""
    rev = max(change.after.rev, change.rev)
    if wanted is not None and wanted.deleted is None:
        return reading.restore(replace(wanted, rev=max(wanted.rev, rev)), now)
    if reading.annotation(change.after.id) is not None:
        return reading.remove(change.after.id, now)
    gone = replace(change.after, deleted=now, rev=rev + 1)
    gone = replace(gone, updated=max(now, gone.created))
    return reading.with_annotation(gone), gone
