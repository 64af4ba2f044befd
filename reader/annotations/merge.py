"""One annotation changed in two places at once: nothing of either is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from reader.annotations.model import Annotation, Motivation
from reader.annotations.text_merge import both_texts

Value = TypeVar("Value")


def merged(theirs: Annotation, ours: Annotation) -> Annotation:
    """`ours`, with what `theirs` says besides, when nobody knows what both came from.

    Both texts are kept, ours first, unless one holds the other; so are the tags of both. In
    everything else ours, the later one, holds. The version number is above both.
    """
    body = _both(ours.body, theirs.body)
    return replace(
        ours,
        body=body,
        motivation=_motivation(body, ours),
        tags=tuple(dict.fromkeys((*ours.tags, *theirs.tags))),
        rev=max(theirs.rev, ours.rev) + 1,
        updated=max(theirs.updated, ours.updated),
    )


def merged_from(base: Annotation, theirs: Annotation, ours: Annotation) -> Annotation:
    """What both changed, each field by itself.

    A field that one of them changed is as that one has it. Where both changed the note, what
    both wrote is kept (see `both_texts`); in any other field ours holds. What one removed and
    the other changed stays.

    Args:
        base: The version that both were made from.
        theirs: The one that is kept already.
        ours: The one to keep.
    """
    body = _chosen(base.body, theirs.body, ours.body)
    if body == ours.body and theirs.body not in (base.body, body):
        body = both_texts(base.body, theirs.body, ours.body)
    both = replace(
        ours,
        body=body,
        motivation=_motivation(body, ours),
        tags=_tags(base.tags, theirs.tags, ours.tags),
        color=_chosen(base.color, theirs.color, ours.color),
        decoration=_chosen(base.decoration, theirs.decoration, ours.decoration),
        target=_chosen(base.target, theirs.target, ours.target),
        text_sha256=_chosen(base.text_sha256, theirs.text_sha256, ours.text_sha256),
        speaker=_chosen(base.speaker, theirs.speaker, ours.speaker),
        correction=_chosen(base.correction, theirs.correction, ours.correction),
        check=_chosen(base.check, theirs.check, ours.check),
        placed=_chosen(base.placed, theirs.placed, ours.placed),
        deleted=_chosen(base.deleted, theirs.deleted, ours.deleted),
        extra=_extra(base.extra, theirs.extra, ours.extra),
        rev=max(theirs.rev, ours.rev) + 1,
        updated=max(theirs.updated, ours.updated),
    )
    living = [version for version in (theirs, ours) if version.deleted is None]
    if len(living) == 1 and not is_same(replace(living[0], deleted=None), base):
        return replace(both, deleted=None)
    return both


def is_same(one: Annotation, other: Annotation) -> bool:
    """Whether two versions say the same, whatever their numbers, times and present places."""
    alike = replace(other, anchor=one.anchor, rev=one.rev, updated=one.updated)
    return one == alike


def is_conflict(kept: Annotation, version: Annotation) -> bool:
    """Whether `kept` was changed by somebody who did not know the version that led to `version`."""
    return kept.rev >= version.rev and kept != replace(version, anchor=kept.anchor)


def _motivation(body: str, ours: Annotation) -> Motivation:
    if body:
        return Motivation.COMMENTING
    is_comment = ours.motivation is Motivation.COMMENTING
    return Motivation.HIGHLIGHTING if is_comment and ours.target else ours.motivation


def _chosen(base: Value, theirs: Value, ours: Value) -> Value:
    return theirs if ours == base else ours


def _tags(base: tuple[str, ...], theirs: tuple[str, ...], ours: tuple[str, ...]) -> tuple[str, ...]:
    kept = [tag for tag in ours if tag in theirs or tag not in base]
    return tuple(dict.fromkeys((*kept, *(tag for tag in theirs if tag not in base))))


def _extra(
    base: Mapping[str, object], theirs: Mapping[str, object], ours: Mapping[str, object]
) -> Mapping[str, object]:
    missing = object()
    chosen = {
        name: _chosen(base.get(name, missing), theirs.get(name, missing), ours.get(name, missing))
        for name in dict.fromkeys((*ours, *theirs))
    }
    return MappingProxyType({name: v for name, v in chosen.items() if v is not missing})


def _both(ours: str, theirs: str) -> str:
    if theirs in ours:
        return ours
    if ours in theirs:
        return theirs
    return f"{ours}\n\n{theirs}"
