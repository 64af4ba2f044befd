"""What was done to an article, read from its log: to be undone and done again after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from reader.annotations import Annotation, is_conflict, is_same, merged, merged_from
from reader.store.log import LogEntry
from reader.store.op import Op
from reader.store.records import annotation_of, annotation_record
from reader.store.tables import NewRecord, Record

MOST = 200
"""Changes that can be undone; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class Action:
    """One change to one annotation."""

    before: Annotation | None
    """The version before; None when the change made it."""
    after: Annotation
    """The version it became; in the trash when the change removed it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change to one record."""

    seq: int
    """Of the line in the log that made it."""
    id: str
    """Of the record."""
    before: NewRecord | None
    """The record before; None when it was not there."""
    after: NewRecord | None
    """The record as it became."""

    def action(self, article_id: str) -> Action | None:
        """The change as values; None when a record cannot be understood."""
        try:
            before = annotation_of(self.before, article_id) if self.before else None
            return Action(before, annotation_of(self.after or {}, article_id))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Steps:
    """What can be undone and done again."""

    done: tuple[Step, ...] = ()
    """What undoing takes back; the newest last."""
    undone: tuple[Step, ...] = ()
    """What doing again makes; the one undone last comes last."""

    @classmethod
    def of(cls, entries: Iterable[LogEntry]) -> Steps:
        """The steps that the lines of a log tell."""
        done: list[Step] = []
        undone: list[Step] = []
        for entry in entries:
            match entry.op:
                case Op.CHANGE:
                    done.append(Step(entry.seq, entry.id, entry.before, entry.after))
                    undone.clear()
                case Op.UNDO:
                    undone.append(
                        _take(done, entry, Step(entry.of, entry.id, entry.after, entry.before))
                    )
                case Op.REDO:
                    done.append(
                        _take(undone, entry, Step(entry.of, entry.id, entry.before, entry.after))
                    )
        return cls(tuple(done[-MOST:]), tuple(undone[-MOST:]))

    def to_undo(self, row: Record | None, annotation: Annotation) -> Step | None:
        """The newest change that made `row`, and before which it was as `annotation`."""
        fitting = (
            step
            for step in reversed(self.done)
            if step.id == annotation.id and step.after == row and _fits(step.before, annotation)
        )
        return next(fitting, None)

    def to_redo(self, row: Record | None, annotation: Annotation) -> Step | None:
        """The newest change undone from which `row` came, and that made `annotation`."""
        fitting = (
            step
            for step in reversed(self.undone)
            if step.id == annotation.id and step.before == row and _fits(step.after, annotation)
        )
        return next(fitting, None)


def next_entry(
    rows: Mapping[str, NewRecord],
    annotation: Annotation,
    before: Annotation | None,
    op: Op,
    steps: Callable[[], Steps],
) -> tuple[LogEntry, Annotation]:
    """The line that keeps a new version of an annotation, and that version.

    The line's `seq` is still to be given. A version that goes altogether is told as it was given.

    A change that is taken back, or made again, gives the very record that was there, unless
    somebody changed it meanwhile.

    Args:
        rows: The records as they are.
        annotation: The version to keep.
        before: The version that it was made from; None when that is not known.
        op: What the person did.
        steps: Tells what was done before.
    """
    row = rows.get(annotation.id)
    if op is Op.UNDO and (step := steps().to_undo(row, annotation)):
        return LogEntry(0, op, step.id, step.before, row, step.seq), _as_kept(
            step.before, annotation
        )
    if op is Op.REDO and (step := steps().to_redo(row, annotation)):
        return LogEntry(0, op, step.id, step.after, row, step.seq), _as_kept(step.after, annotation)
    version = _with_theirs(row, annotation, before)
    return LogEntry(0, Op.CHANGE, annotation.id, annotation_record(version), row), version


def undo_entry(
    rows: Mapping[str, NewRecord], steps: Steps, article_id: str, now: datetime
) -> LogEntry | None:
    """The line that takes back the newest change; None when there is none.

    What somebody else changed in the same annotation since then stays.
    """
    if not steps.done:
        return None
    step = steps.done[-1]
    row = rows.get(step.id)
    if row == step.after:
        return LogEntry(0, Op.UNDO, step.id, step.before, row, step.seq)
    action = step.action(article_id)
    if action is None or row is None:
        return LogEntry(0, Op.UNDO, step.id, step.before, row, step.seq)
    theirs = annotation_of(row, article_id)
    wanted = action.before or replace(theirs, deleted=now)
    version = merged_from(action.after, theirs, wanted) if action.before else wanted
    return LogEntry(0, Op.UNDO, step.id, annotation_record(version), row, step.seq)


def _take(steps: list[Step], entry: LogEntry, otherwise: Step) -> Step:
    """Take the step out that a line means; what the line itself tells of it if it is gone."""
    for index in range(len(steps) - 1, -1, -1):
        if steps[index].seq == entry.of:
            return steps.pop(index)
    return otherwise


def _fits(record: NewRecord | None, annotation: Annotation) -> bool:
    if record is None:
        return annotation.deleted is not None
    try:
        kept = annotation_of(record, annotation.article_id)
    except ValueError:
        return False
    if kept.deleted and annotation.deleted:
        # Removed anew, at another time.
        kept = replace(kept, deleted=annotation.deleted)
    return is_same(kept, annotation)


def _as_kept(record: NewRecord | None, otherwise: Annotation) -> Annotation:
    return annotation_of(record, otherwise.article_id) if record else otherwise


def _with_theirs(row: Record | None, ours: Annotation, before: Annotation | None) -> Annotation:
    """`ours`, merged with what is kept if somebody else changed that meanwhile."""
    if row is None:
        return ours
    try:
        theirs = annotation_of(row, ours.article_id)
    except ValueError:
        return ours
    if before is None:
        # What a hand or a newer version added stays.
        ours = replace(ours, extra=MappingProxyType({**theirs.extra, **ours.extra}))
        return merged(theirs, ours) if is_conflict(theirs, ours) else ours
    if is_same(theirs, before) or is_same(theirs, ours):
        return replace(ours, rev=max(ours.rev, theirs.rev + 1))
    return merged_from(before, theirs, ours)
