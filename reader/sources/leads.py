"""Where the links of a page or chapter lead: to an address, to a place in it, or nowhere."""

from __future__ import annotations

import re
from urllib.parse import unquote, urldefrag, urljoin

from lxml import etree

from reader.document.address import safe_address
from reader.sources.markup import words_in

_NOTE_SIGN = re.compile(r"\[?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])\]?")
_PERMALINKS = frozenset("#¶§🔗⚓")
"""Signs beside a heading that lead to the heading itself."""
_NOTE_CLASS = re.compile(r"foot-?note|note-?ref|endnote|fn-?ref", re.IGNORECASE)
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def settle_links(tree: etree._Element, base: str = "") -> None:
    """Give each link of `tree`, in place, an address that may be opened, `#name`, or nothing.

    Args:
        tree: A page.
        base: Its address; empty for a file.
    """
    here = urldefrag(base).url
    for link in tree.iter("{*}a"):
        href = link.get("href")
        if href is not None:
            link.set("href", _led(href.strip(), base, here))
            if "#" in href and words_in(link).strip() in _PERMALINKS:
                link.text = None
                for inner in list(link):
                    link.remove(inner)


def bracket_note_signs(tree: etree._Element) -> None:
    """Put the signs of footnotes in brackets, in place: `word[1]`, not `word1`."""
    for link in list(tree.iter("{*}a")):
        sign = words_in(link).strip()
        if _NOTE_SIGN.fullmatch(sign) and _is_note_sign(link):
            for inner in list(link):
                link.remove(inner)
            link.text = sign if sign.startswith("[") else f"[{sign}]"


def _led(href: str, base: str, here: str) -> str:
    if href.startswith("#"):
        return f"#{unquote(href[1:])}" if len(href) > 1 else ""
    if here and "#" in href:
        try:
            page, name = urldefrag(urljoin(base, href))
        except ValueError:
            return ""
        if page == here and name:
            return f"#{unquote(name)}"
    return safe_address(href, base)


def _is_note_sign(link: etree._Element) -> bool:
    """Whether a link stands high, as the sign of a footnote does, or says that it is one."""
    above = link.getparent()
    raised = above is not None and above.tag in ("sup", "{http://www.w3.org/1999/xhtml}sup")
    told = " ".join(link.get(name) or "" for name in ("class", "role", "epub:type", _EPUB_TYPE))
    return raised or link.find("{*}sup") is not None or _NOTE_CLASS.search(told) is not None
