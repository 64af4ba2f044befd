"""Quotations whose words an outlet changed between two versions of an article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.annotations import State, aligned, anchor, describe
from reader.document import Document, Span
from reader.quotes import Findings, Kind, Quote
from reader.reading.difference import is_reworded

_MARKS = " \t\n\"'“”‘’«»„‚‹›"


@dataclass(frozen=True, slots=True)
class ChangedQuote:
    """Words between marks that read otherwise now, or that are gone."""

    speaker: str | None
    """Who said them, in the earlier version; None for nobody named."""
    before: str
    """The words as they were."""
    after: str
    """The words now; empty when the quotation is gone."""
    span: Span | None
    """Where they stand now; None when they are gone."""


def changed_quotes(old: Document, findings: Findings, new: Document) -> tuple[ChangedQuote, ...]:
    """What became of words quoted between marks, in the order of the earlier version.

    Args:
        old: The earlier version.
        findings: Its quotes and speakers.
        new: The present version.

    Returns:
        Those that read otherwise or are gone; not those that only moved, and not those where
        only the typography differs.
    """
    if old.text == new.text:
        return ()
    return tuple(_changes(old, findings, new))


def _changes(old: Document, findings: Findings, new: Document) -> Iterator[ChangedQuote]:
    both = aligned(old.text, new.text)
    for quote in findings.quotes:
        speaker = findings.speaker_of(quote)
        name = speaker.name if speaker else None
        for span in _marked(quote, old.text):
            before = span.of(old.text)
            found = anchor(describe(old.text, span), both)
            if found.state is State.ORPHAN or found.span is None:
                yield ChangedQuote(name, before, "", None)
            elif is_reworded(before, after := found.span.of(new.text)):
                yield ChangedQuote(name, before, after.strip(_MARKS), found.span)


def _marked(quote: Quote, text: str) -> Iterator[Span]:
    """The stretches of a quote that stand between marks, without them."""
    for span in quote.spans if quote.kind is not Kind.INDIRECT else ():
        words = span.of(text)
        pieces = [span] if quote.kind is Kind.DIRECT else _inside(words, span.start)
        for piece in pieces:
            inner = piece.of(text)
            start = piece.start + len(inner) - len(inner.lstrip(_MARKS))
            end = piece.end - (len(inner) - len(inner.rstrip(_MARKS)))
            if end > start:
                yield Span(start, end)


def _inside(words: str, offset: int) -> list[Span]:
    """The stretches between opening and closing marks."""
    found: list[Span] = []
    opened: int | None = None
    for number, sign in enumerate(words):
        if opened is None and sign in '“«„"':
            opened = number + 1
        elif opened is not None and sign in '”»"':
            found.append(Span(offset + opened, offset + number))
            opened = None
    return found
