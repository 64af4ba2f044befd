"""One annotation changed in two places at once: nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations.model import Annotation, Motivation


def merged(theirs: Annotation, ours: Annotation) -> Annotation:
    """`ours`, with what `theirs` says besides.

    Both texts are kept, ours first, unless one holds the other; so are the tags of both. In
    everything else ours, the later one, holds. The version number is above both.
    """
    body = _both(ours.body, theirs.body)
    return replace(
        ours,
        body=body,
        motivation=Motivation.COMMENTING if body else ours.motivation,
        tags=tuple(dict.fromkeys((*ours.tags, *theirs.tags))),
        rev=max(theirs.rev, ours.rev) + 1,
        updated=max(theirs.updated, ours.updated),
    )


def is_conflict(kept: Annotation, version: Annotation) -> bool:
    """Whether `kept` was changed by somebody who did not know the version that led to `version`."""
    return kept.rev >= version.rev and kept != replace(version, anchor=kept.anchor)


def _both(ours: str, theirs: str) -> str:
    if theirs in ours:
        return ours
    if ours in theirs:
        return theirs
    return f"{ours}\n\n{theirs}"
