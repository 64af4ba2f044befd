"""Finding quotes while the person reads: in a thread, or for long texts in another process.

A long analysis in a thread would make keys wait for the interpreter's lock, and leaving wait for
its end; a process does neither, and is ended when nobody wants its answer any more.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import IO

from reader.document import Document, Spans
from reader.errors import ReaderError
from reader.quotes import Findings, Quote, Speaker

_OWN_PROCESS = 60_000
"""Code points from which a text is analysed apart: about half a second's work."""
_PIECE = 65_536
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a document says, and where its sentences are."""

    findings: Findings
    """Quotes and speakers."""
    sentences: Spans
    """In order."""


class AnalysisFailed(ReaderError):
    """The other process ended without an answer."""


def analyse(document: Document) -> Analysis:
    """Quotes, speakers and sentences of a document."""
    # Only here: NLTK costs a quarter of a second to import, after the first paint.
    from reader.language import sentences
    from reader.quotes import find

    return Analysis(find(document), Spans(sentences(document)))


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
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError), process.stdin as pipe:  # it is seen by the answer
        _send_document(document, pipe)
    with process.stdout as pipe:
        analysis = _received(pipe)
    if process.wait() or analysis is None:
        raise AnalysisFailed("the analysis ended early; quotes are not shown for this article")
    return analysis


# What goes through the pipes goes in pieces: a pickle of many megabytes is made and read without
# letting any other thread run, and is there twice meanwhile. Both ends are this program, talking
# over pipes of its own.


def _send_document(document: Document, pipe: IO[bytes]) -> None:
    pickle.dump(replace(document, text=""), pipe)
    for low in range(0, len(document.text), _PIECE):
        pipe.write(document.text[low : low + _PIECE].encode("utf-8", "surrogatepass"))


def _received_document(pipe: IO[bytes]) -> Document:
    bare = pickle.load(pipe)
    assert isinstance(bare, Document)
    return replace(bare, text=pipe.read().decode("utf-8", "surrogatepass"))


def _send(analysis: Analysis, pipe: IO[bytes]) -> None:
    findings = analysis.findings
    for several in (findings.quotes, findings.speakers):
        for low in range(0, len(several), _BATCH):
            pickle.dump(several[low : low + _BATCH], pipe)
    pickle.dump(analysis.sentences, pipe)


def _received(pipe: IO[bytes]) -> Analysis | None:
    """What `_send` sends; None if it does not come to its end."""
    found: list[Quote | Speaker] = []
    try:
        while not isinstance(part := pickle.load(pipe), Spans):
            found += part
            # It stays, and holds no cycle: looking for one among a million values, again and
            # again, would hold up the screen.
            gc.freeze()
    except (EOFError, pickle.UnpicklingError):
        return None
    quotes = tuple(one for one in found if isinstance(one, Quote))
    speakers = tuple(one for one in found if isinstance(one, Speaker))
    return Analysis(Findings(quotes, speakers), part)


def main() -> None:
    """Analyse the document on standard input, for `analyse_beside`."""
    if hasattr(os, "nice"):
        os.nice(10)  # the screen comes first
    # Under the name other modules know it by, or the answer could not be read there.
    from reader.ui import analysis

    document = _received_document(sys.stdin.buffer)
    _send(analysis.analyse(document), sys.stdout.buffer)


if __name__ == "__main__":
    main()
