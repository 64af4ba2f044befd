"""Who said what: pure functions over a document and its sentences.

What a screen needs to show findings is light; the finders are loaded when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.quotes.model import Findings, Kind, Quote, Speaker, SpeakerKind

if TYPE_CHECKING:
    from reader.document import Document

__all__ = ["Findings", "Kind", "Quote", "Speaker", "SpeakerKind", "find"]


def find(document: Document) -> Findings:
    """The quotes and speakers of `document`.

    Pure: the same document gives the same findings, in any thread or process; never raises. The
    pieces of a direct quote hold its quotation marks; those of other quotes leave out the cue
    and the word *that*. Of a text that is known to be in another language than English only what
    stands between marks is found, and nobody is named.
    """
    # Only here: the finders are thirty modules, and nobody needs them before the first paint.
    from reader.quotes.steps import found_in

    return found_in(document)
