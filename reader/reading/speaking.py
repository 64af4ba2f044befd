"""Who says the words of a note, as its article was last looked through; for the whole library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.annotations import Annotation
from reader.document import Span
from reader.reading.marks import MarkIndex
from reader.reading.shelf import Shelf
from reader.store import Spoken

_SLICE = 200
"""Articles looked up in one go."""


class Speaking:
    """Who speaks where in one article."""

    def __init__(self, spoken: Spoken) -> None:
        """Take what the library remembers, corrections included."""
        self._sha256 = spoken.sha256
        self._marks = MarkIndex((Span(start, end), name) for start, end, name in spoken.spans)

    def speaker_of(self, note: Annotation, sha256: str) -> str | None:
        """Who says its words, else who did when it was made.

        Args:
            note: In its place in the text.
            sha256: The version of the text.
        """
        if note.span and sha256 == self._sha256:
            place = note.span
            found = [
                (len(span.clamp(place)), -len(span), name)
                for span, name in self._marks.overlapping(place)
            ]
            if found:
                return max(found)[2]
        return note.speaker


_NOBODY = Speaking(Spoken("", ()))


def speaking_in(shelf: Shelf, article_ids: Sequence[str]) -> Iterator[Speaking]:
    """Who speaks in each of these articles, as far as somebody looked; in order."""
    for at in range(0, len(article_ids), _SLICE):
        some = article_ids[at : at + _SLICE]
        known = shelf.sayings.spans(some)
        yield from (Speaking(known[name]) if name in known else _NOBODY for name in some)
