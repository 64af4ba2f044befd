"""Finding quotes while the person reads: in a thread, or for long texts in another process.

A long analysis in a thread would make keys wait for the interpreter's lock, and leaving wait for
its end; a process does neither, and is ended when nobody wants its answer any more.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass

from reader.document import Document, Span
from reader.errors import ReaderError
from reader.quotes import Findings

_OWN_PROCESS = 60_000
"""Code points from which a text is analysed apart: about half a second's work."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a document says, and where its sentences are."""

    findings: Findings
    """Quotes and speakers."""
    sentences: tuple[Span, ...]
    """In order."""


class AnalysisFailed(ReaderError):
    """The other process ended without an answer."""


def analyse(document: Document) -> Analysis:
    """Quotes, speakers and sentences of a document."""
    # Only here: NLTK costs a quarter of a second to import, after the first paint.
    from reader.language import sentences
    from reader.quotes import find

    return Analysis(find(document), tuple(sentences(document)))


async def analyse_beside(document: Document) -> Analysis:
    """The same, beside the event loop; may be cancelled.

    Raises:
        AnalysisFailed: The other process ended without an answer.
    """
    if len(document.text) <= _OWN_PROCESS:
        return await asyncio.to_thread(analyse, document)
    process = subprocess.Popen(
        [sys.executable, "-m", "reader.ui.analysis"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        return await asyncio.to_thread(_ask, process, document)
    finally:
        # Cancelled, or done: either way the thread that asks comes to its end.
        process.kill()


def _ask(process: subprocess.Popen[bytes], document: Document) -> Analysis:
    answer, _ = process.communicate(pickle.dumps(document))
    # Both ends are this program, talking over a pipe of its own.
    analysis = pickle.loads(answer) if answer and not process.returncode else None
    if not isinstance(analysis, Analysis):
        raise AnalysisFailed("the analysis ended early; quotes are not shown for this article")
    return analysis


def main() -> None:
    """Analyse the document on standard input, for `analyse_beside`."""
    if hasattr(os, "nice"):
        os.nice(10)  # the screen comes first
    # Under the name other modules know it by, or the answer could not be read there.
    from reader.ui import analysis

    document = pickle.load(sys.stdin.buffer)
    pickle.dump(analysis.analyse(document), sys.stdout.buffer)


if __name__ == "__main__":
    main()
