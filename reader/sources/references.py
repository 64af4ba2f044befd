"""What leads where: references to places of the same text, footnotes both ways, bare addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from reader.document import Inline, InlineKind, Paragraph, Span
from reader.document.address import bare_links

_NOTE_SIGN = re.compile(
    r"\[?(?:\d{1,4}|[*†‡§¶]+|[a-z]|[ivxlc]{1,7}|note \d{1,4})\]?", re.IGNORECASE
)
"""What stands in the text where a footnote belongs."""
_LEADS = (InlineKind.LINK, InlineKind.REFERENCE)
_FIRST_WORD = re.compile(r"\S+")


def connected(
    text: str,
    paragraphs: Sequence[Paragraph],
    inlines: Iterable[Inline],
    names: Mapping[str, int],
) -> list[Inline]:
    """What is set apart in a text, by (start, end), with each reference leading to an offset.

    A reference to a name that no place has is left out. A footnote without a way back gets one on
    its first word. Addresses written out, and not linked, become links.

    Args:
        text: The canonical text.
        paragraphs: Of it, in order.
        inlines: What the source sets apart; the `target` of a reference is a name.
        names: The offsets of the places that have one.
    """
    found = [
        Inline(one.span, one.kind, to=names[one.target])
        if one.kind is InlineKind.REFERENCE
        else one
        for one in inlines
        if one.span and (one.kind is not InlineKind.REFERENCE or one.target in names)
    ]
    found += _ways_back(text, paragraphs, found)
    linked = sorted(one.span for one in found if one.kind in _LEADS)
    found += [one for one in bare_links(text) if not _overlaps(one.span, linked)]
    return sorted(found, key=lambda one: (one.span, one.kind))


def _ways_back(
    text: str, paragraphs: Sequence[Paragraph], inlines: Sequence[Inline]
) -> list[Inline]:
    """From each footnote to the first place it belongs to, where the source has no way back."""
    starts = [paragraph.start for paragraph in paragraphs]

    def at(offset: int) -> int:
        return max(0, bisect_right(starts, offset) - 1)

    references = [one for one in inlines if one.kind is InlineKind.REFERENCE]
    ways = {(at(one.span.start), at(one.to)) for one in references}
    back: dict[int, Inline] = {}
    for one in references:
        here, there = at(one.span.start), at(one.to)
        if here >= there or (there, here) in ways or there in back:
            continue
        if _NOTE_SIGN.fullmatch(one.span.of(text)):
            span = paragraphs[there].span
            word = _FIRST_WORD.match(text, span.start, span.end)
            end = word.end() if word else span.end
            back[there] = Inline(Span(span.start, end), InlineKind.REFERENCE, to=one.span.start)
    return list(back.values())


def _overlaps(span: Span, ordered: Sequence[Span]) -> bool:
    number = bisect_right(ordered, span)
    return any(other.overlaps(span) for other in ordered[max(0, number - 1) : number + 1])
