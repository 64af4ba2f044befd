"""Addresses that an article leads to: which may be opened, and the form they are kept in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from reader.document.inline import Inline, InlineKind
from reader.document.span import Span

LONGEST_ADDRESS = 4_000
"""Code points; what is longer is data, not an address."""
_SAFE = re.compile(r"(?:https?://[!-.0->@-~]|mailto:[!->@-~]+@)[!-~]*", re.IGNORECASE)
_IGNORED = re.compile("[\x00-\x1f\x7f-\x9f]+")
_PLAIN = re.compile(
    r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[\w.~/?#&=%+,;:@!$-]*)?", re.ASCII
)
"""An address that is already as it should be: most of them."""
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"
"""What stands in an address as it is; all else is written as `%` and two digits."""
_BARE = re.compile(r"\bhttps?://[^\s<>\"“”‘’«»|\\^`{}\[\]]{3,}", re.IGNORECASE)
_MOST_BARE = 20_000
"""Addresses written out in a text that become links; a text with more is a log."""
_NOT_LAST = frozenset(".,;:!?…'*_~—–")


def is_safe_address(address: str) -> bool:
    """Whether an address may be opened, and sent to the terminal.

    It is one of http, https or mailto, all in ASCII: no blank, no control character, and no letter
    of a server's name that only looks like another.
    """
    return len(address) <= LONGEST_ADDRESS and _SAFE.fullmatch(address) is not None


def safe_address(written: str, base: str = "") -> str:
    """The address that is meant by one as it was written; empty if it may not be opened.

    Args:
        written: Whole, or relative to `base`; of whatever kind, in whatever letters.
        base: The address of what it stands in; empty for a file.
    """
    if len(written) > LONGEST_ADDRESS:
        return ""
    if _PLAIN.fullmatch(written):
        return written
    # Only here: most articles have no link, and it takes a few milliseconds to import.
    from urllib.parse import quote, urljoin, urlsplit

    written = _IGNORED.sub("", written).strip(" ")
    try:
        parts = urlsplit(urljoin(base, written))
        if parts.scheme == "mailto":
            address = f"mailto:{quote(parts.geturl()[7:], safe=_KEPT)}"
        elif parts.scheme in ("http", "https") and parts.hostname:
            netloc = parts.netloc
            if not netloc.isascii():
                port = f":{parts.port}" if parts.port else ""
                netloc = parts.hostname.encode("idna").decode("ascii") + port
            address = quote(parts._replace(netloc=netloc).geturl(), safe=_KEPT)
        else:
            return ""
    except ValueError:  # no address; UnicodeError is one, too
        return ""
    return address if is_safe_address(address) else ""


def bare_links(text: str) -> Iterator[Inline]:
    """The web addresses written out in `text` as links, in order, without the punctuation after."""
    if "://" not in text:
        return
    for match in islice(_BARE.finditer(text), _MOST_BARE):
        written = _without_punctuation(match[0])
        address = safe_address(written)
        if address:
            span = Span(match.start(), match.start() + len(written))
            yield Inline(span, InlineKind.LINK, address)


def _without_punctuation(address: str) -> str:
    while address:
        last = address[-1]
        if last in _NOT_LAST or (last == ")" and address.count(")") > address.count("(")):
            address = address[:-1]
        else:
            break
    return address
