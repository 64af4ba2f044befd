"""The three steps in order: words, who said them, who they are."""

from __future__ import annotations

from reader.document import Document
from reader.quotes.attribute import attribute
from reader.quotes.cues import cues
from reader.quotes.detect import detect
from reader.quotes.mentions import mentions
from reader.quotes.model import Findings
from reader.quotes.passage import passages
from reader.quotes.people import People
from reader.quotes.speakers import findings


def find(document: Document) -> Findings:
    """The quotes and speakers of `document`.

    Pure: the same document gives the same findings, in any thread or process; never raises. The
    pieces of a direct quote hold its quotation marks; those of other quotes leave out the cue
    and the word *that*.
    """
    read = passages(document)
    named = [mentions(passage, index) for index, passage in enumerate(read)]
    people = People(read, named)
    found = [
        one
        for index, passage in enumerate(read)
        if passage.role.may_hold_quotes
        for one in detect(passage, index, named[index], cues(passage, named[index]))
    ]
    return findings(document, read, people, attribute(read, named, people, found))
