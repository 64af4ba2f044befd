"""Raw text to canonical text, code point for code point.

The canonical text is what every offset in the program counts in. It is made once, when a
document is loaded, and never changes. It is as long as the raw text, so an offset means the
same before and after, and canonicalising it again changes nothing.
"""

from __future__ import annotations

import re

_BREAKS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What Unicode or Python calls a line boundary besides LF and CR."""

_USUAL = re.compile("[\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\U0010ffff]*")
_RARE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def canonical_characters(raw: str) -> str:
    r"""`raw` with only printable characters and `\n` as its one line break; the same length.

    - CRLF becomes a blank and LF (so the line gains an invisible blank at its end);
      a lone CR, NEL, VT, FF and the Unicode line and paragraph separators become LF.
    - A tab, a byte order mark and any other control character (C0, C1, DEL) become a blank:
      no terminal escape sequence survives.
    - A lone surrogate, which no file can hold, becomes U+FFFD.
    """
    usual = _USUAL.match(raw)  # twice as fast as to search for what is rare
    if usual and usual.end() == len(raw):
        return raw
    text = raw.replace("\r\n", " \n").replace("\r", "\n")
    for mark in _BREAKS:
        text = text.replace(mark, "\n")
    return _RARE.sub(_harmless, text)


def _harmless(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else " "
