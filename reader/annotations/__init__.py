"""Highlights and notes, and how they find their place again."""

from reader.annotations.alignment import Alignment, aligned
from reader.annotations.anchor import anchor, describe, resolve
from reader.annotations.candidate import Candidate, candidate
from reader.annotations.fold import folded_words
from reader.annotations.ids import is_short_for, new_id
from reader.annotations.merge import is_conflict, is_same, merged, merged_from
from reader.annotations.model import (
    CONTEXT,
    Anchor,
    Annotation,
    Check,
    Color,
    Correction,
    Decoration,
    Mistake,
    Motivation,
    Placed,
    State,
    Target,
    Verdict,
)

__all__ = [
    "CONTEXT",
    "Alignment",
    "Anchor",
    "Annotation",
    "Candidate",
    "Check",
    "Color",
    "Correction",
    "Decoration",
    "Mistake",
    "Motivation",
    "Placed",
    "State",
    "Target",
    "Verdict",
    "aligned",
    "anchor",
    "candidate",
    "describe",
    "folded_words",
    "is_conflict",
    "is_same",
    "is_short_for",
    "merged",
    "merged_from",
    "new_id",
    "resolve",
]
