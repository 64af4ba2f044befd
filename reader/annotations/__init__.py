"""Highlights and notes, and how they find their place again.

What finds places is loaded when it is used: showing a text and its notes does without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from reader.annotations.alignment import Alignment, aligned
    from reader.annotations.anchoring import anchor, describe, resolve
    from reader.annotations.candidates import Candidate, candidate
    from reader.annotations.fold import folded_words

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

_LATER = {
    "Alignment": "alignment",
    "Candidate": "candidates",
    "aligned": "alignment",
    "anchor": "anchoring",
    "candidate": "candidates",
    "describe": "anchoring",
    "folded_words": "fold",
    "resolve": "anchoring",
}
"""The module of each name that is imported when it is used."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"reader.annotations.{_LATER[name]}"), name)
