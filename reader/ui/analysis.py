"""Finding quotes off the screen's thread, and for long texts off its process."""

from __future__ import annotations

from dataclasses import dataclass

from reader.document import Document, Span
from reader.quotes import Findings

OWN_PROCESS = 150_000
"""Code points; analysing a longer text in a thread would make keys wait."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a document says, and where its sentences are."""

    findings: Findings
    """Quotes and speakers."""
    sentences: tuple[Span, ...]
    """In order."""


def analyse(document: Document) -> Analysis:
    """Quotes, speakers and sentences of a document; takes about 50 ms per 1,000 words."""
    # Only here, in a thread: NLTK costs a quarter of a second to import.
    from reader.language import sentences
    from reader.quotes import find

    return Analysis(find(document), tuple(sentences(document)))


def analyse_apart(document: Document) -> Analysis:
    """The same, in a process of its own when the text is long."""
    if len(document.text) <= OWN_PROCESS:
        return analyse(document)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(analyse, document).result()
