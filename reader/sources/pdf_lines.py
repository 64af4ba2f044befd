"""The lines of a PDF with their places, read in a process of its own.

A PDF is a program for a printer: a wicked one can keep any library busy for ever, take all the
memory or crash it. So this module is run as a process that can be ended, with a limit of its own.
It reads the file on its standard input and writes one JSON object a line: the facts first, then
each page.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

MOST_PAGES = 2_000
MOST_SECONDS = 8.0
"""After them the pages read so far have to do; the reader tells how many there are."""
MOST_MEMORY = 2 * 1024 * 1024 * 1024
"""Bytes of address space, where the system can limit it."""
_GAP = 1.4
"""Of the letters' height: blanks wider than this between two words part columns."""
_MOST_CHARACTERS = 60_000
"""On a page; more is no page of a text."""


def main() -> None:
    """Read standard input, write the lines."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    import pypdfium2

    data = sys.stdin.buffer.read()
    try:
        pdf = pypdfium2.PdfDocument(data)
        pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        _write({"error": "locked" if locked else "broken"})
        return
    _write({"pages": pages, "metadata": pdf.get_metadata_dict()})
    until = time.monotonic() + MOST_SECONDS
    for number in range(min(pages, MOST_PAGES)):
        if time.monotonic() > until:
            return
        try:
            page = pdf[number]
            _write({"height": page.get_height(), "lines": list(_lines(page, pypdfium2.raw))})
            page.close()
        except pypdfium2.PdfiumError:
            _write({"height": 0, "lines": [], "broken": True})


def _write(record: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(record))
    sys.stdout.write("\n")
    sys.stdout.flush()


def _lines(page: Any, raw: Any) -> Iterator[tuple[str, float, float, float, float, float]]:
    """Text, left, bottom, right, top and size of letters of each line, in the file's order."""
    textpage = page.get_textpage()
    letters: list[tuple[str, float, float, float, float]] = []
    for letter in _letters(textpage, raw):
        if letter is None:
            yield from _line(letters)
            letters = []
        elif _parts(letters, letter):
            yield from _line(letters)
            letters = [letter]
        else:
            letters.append(letter)
    yield from _line(letters)


def _letters(textpage: Any, raw: Any) -> Iterator[tuple[str, float, float, float, float] | None]:
    """Each character with its box: left, bottom, right, top; None where a line ends."""
    rect = raw.FS_RECTF()
    count = min(textpage.count_chars(), _MOST_CHARACTERS)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            yield None
            continue
        # The loose box is as high as the font: a full stop stands on the line of its word.
        raw.FPDFText_GetLooseCharBox(textpage, index, rect)
        yield (_character(code), rect.left, rect.bottom, rect.right, rect.top)


def _character(code: int) -> str:
    if code in (2, 0xAD, 0xFFFE):
        return "\u00ad"  # how PDFium says that a word goes on in the next line
    if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return " " if code in (0, 9) else "\ufffd"
    return chr(code)


def _parts(
    letters: list[tuple[str, float, float, float, float]],
    letter: tuple[str, float, float, float, float],
) -> bool:
    """Whether `letter` is in another column than the ones before it, or on another line."""
    before = next((one for one in reversed(letters) if not one[0].isspace()), None)
    if before is None or letter[0].isspace():
        return False
    height = max(before[4] - before[2], letter[4] - letter[2], 4.0)
    # A raised footnote sign overlaps its line; half a line away is another line.
    below = letter[4] < before[2] + 0.2 * height or letter[2] > before[4] - 0.2 * height
    return below or letter[1] - before[3] > _GAP * height or letter[3] < before[1] - 4 * height


def _line(
    letters: list[tuple[str, float, float, float, float]],
) -> Iterator[tuple[str, float, float, float, float, float]]:
    shown = [letter for letter in letters if not letter[0].isspace()]
    if not shown:
        return
    text = re.sub(r"\s+", " ", "".join(letter[0] for letter in letters)).strip()
    heights = sorted(letter[4] - letter[2] for letter in shown)
    yield (
        text,
        round(min(letter[1] for letter in shown), 1),
        round(min(letter[2] for letter in shown), 1),
        round(max(letter[3] for letter in shown), 1),
        round(max(letter[4] for letter in shown), 1),
        round(heights[int(0.9 * (len(heights) - 1))], 1),
    )


if __name__ == "__main__":
    main()
