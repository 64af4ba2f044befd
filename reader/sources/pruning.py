"""What a web page holds beside its article, cut away before the main text is looked for."""

from __future__ import annotations

import re

from lxml import etree

from reader.sources.markup import words_in

_NEVER_READ = frozenset(
    "script style noscript template nav form button iframe object embed svg dialog select".split()
)
_ROLES = frozenset(
    "navigation banner search contentinfo complementary dialog alertdialog menu menubar "
    "tablist alert".split()
)
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|adslot|sponsor\w*|promo\w*|newsletter\w*|signup|sign-up|"
    r"related\w*|recommend\w*|read-?more|more-on|also-read|most-(?:read|popular)|trending|"
    r"share\w*|sharing|social\w*|cookies?|consent|gdpr|breadcrumbs?|comments?|"
    r"site-?(?:nav|menu|header|footer)|nav\w*|menu|footer|masthead|toolbar|taglist|"
    r"tags|paywall-(?:prompt|overlay)|subscribe\w*|subscription\w*|outbrain|taboola|skip-link|"
    r"skip-to\w*|visually-hidden|sr-only|screen-reader\w*|print-only|modal|popup|teaser-list)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Words in a class or id that say an element is not of the article."""
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MOST_OF_THE_WORDS = 0.5
"""An element that holds so much of the page's words is the article, whatever it is called."""
_NOTE_NUMBER = re.compile(r"\[?(?:\d{1,3}|[*†‡§]|[a-z])\]?")


def prune(tree: etree._Element) -> None:
    """Cut from `tree`, in place, what is never part of an article: menus, adverts, hidden things.

    The signs of footnotes are put in brackets, so that they do not grow onto the word before.
    """
    total = _letters(tree)
    for element in list(tree.iter(etree.Element)):
        if element.getparent() is None or element.tag in ("html", "body", "head"):
            continue
        if (
            element.tag in _NEVER_READ
            or _is_hidden(element)
            or (_is_beside(element) and _letters(element) < _MOST_OF_THE_WORDS * total)
        ):
            _cut(element)
    bracket_note_signs(tree)


def bracket_note_signs(tree: etree._Element) -> None:
    """Put the signs of footnotes in brackets, in place: `word[1]`, not `word1`."""
    for sup in tree.iter("sup"):
        sign = words_in(sup).strip()
        if sup.find(".//a") is not None and _NOTE_NUMBER.fullmatch(sign):
            for inner in list(sup):
                sup.remove(inner)
            sup.text = sign if sign.startswith("[") else f"[{sign}]"
            sup.tag = "span"


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def _is_beside(element: etree._Element) -> bool:
    if element.tag == "article":
        return False
    if element.get("role") in _ROLES or element.tag == "amp-ad":
        return True
    if element.tag == "footer":
        # An article's own footer may hold its last words; that of the page never does.
        return not any(above.tag in ("article", "blockquote") for above in element.iterancestors())
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _BESIDE.search(names) is not None


def _letters(element: etree._Element) -> int:
    return sum(
        len(text)
        for inner in element.iter(etree.Element)
        if inner.tag not in ("script", "style", "noscript")
        for text in (inner.text, inner.tail if inner is not element else None)
        if text and not text.isspace()
    )


def _cut(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
