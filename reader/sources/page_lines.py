"""What a block of a page is by itself: a byline, a standfirst, prose, a link."""

from __future__ import annotations

import re

from reader.document import Role, looks_like_byline
from reader.sources.markup import Placed
from reader.sources.noise import is_heading_of_links, is_noise
from reader.sources.pruning import names_of

_BYLINES = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|contributors?|autor(?:en)?|auteurs?|datelines?|date|"
    r"timestamp|published|updated|posted|pub-?date|meta)(?:$|[\s_-])|"
    r"(?:article|story|post|entry)[_-]*info",
    re.IGNORECASE,
)
"""In what a page calls an element: it says who wrote the article, or when."""
_STANDFIRSTS = re.compile(
    r"stand-?first|sub-?(?:title|head|deck)|dek(?:$|[\s_-])|(?:^|[\s_-])deck(?:$|[\s_-])|lede|"
    r"summary|abstract|excerpt|vorspann|teaser-?text|chapo|ingress|intro(?:$|[\s_-])",
    re.IGNORECASE,
)
"""The same: it sums the article up below its title."""
_TITLES = re.compile(
    r"(?:entry|post|article|story|content|news)[_-]*(?:main[_-]*)?(?:title|heading|headline)"
    r"(?:$|[\s_-])|(?:^|\s)headline(?:$|\s)",
    re.IGNORECASE,
)
"""The same: it is the title."""
_LONGEST_BYLINE = 140
"""Code points."""
_BUTTON_WORDS = 3
_SENTENCE = 6
"""Words of a paragraph that is more than the name of a page."""
_LINKED = 0.6
"""Of a block's code points: with more, it is a link and no prose."""
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？：；।؟][\"'”’»)\]」』]*$")
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
"""Thai, Japanese and Chinese letters."""


def is_byline(placed: Placed) -> bool:
    """Whether a block says who wrote the article, or when."""
    words = placed.block.text
    if placed.block.role is Role.BYLINE or looks_like_byline(words):
        return True
    if len(words) > _LONGEST_BYLINE or words.endswith((".”", "?", "!", ".")):
        return False
    return _is_called(_BYLINES, placed, 3)


def _is_called(sign: re.Pattern[str], placed: Placed, levels: int) -> bool:
    """Whether an element around a block, of so many, is called something of the kind."""
    around = (placed.element, *placed.element.iterancestors())[:levels]
    return any(sign.search(names_of(element)) for element in around)


def is_called_title(one: Placed) -> bool:
    """Whether the page calls a heading the title of its article."""
    return (
        one.element.tag in ("h1", "h2", "h3") and _TITLES.search(names_of(one.element)) is not None
    )


def is_first_heading(one: Placed) -> bool:
    """Whether a block is a heading of the first order."""
    return one.element.tag == "h1"


def is_own_heading(one: Placed) -> bool:
    """The same, if it does not lead to another page, as the name of a site does."""
    return is_first_heading(one) and not is_link(one)


def is_subtitle(one: Placed) -> bool:
    """Whether a heading right below the title says more of it."""
    return (
        one.block.role is Role.HEADING
        and not is_link(one)
        and not is_heading_of_links(one.block.text)
    )


def words_of(text: str) -> int:
    """How many words a text has; where none are parted by blanks, so many as its letters make."""
    return len(text.split()) + len(_WITHOUT_BLANKS.findall(text)) // 2


def is_prose(one: Placed) -> bool:
    """Whether a block reads like a sentence or more."""
    text = one.block.text
    return (
        not is_link(one)
        and words_of(text) >= 5
        and _ENDS_SENTENCE.search(text) is not None
        and not is_noise(text)
    )


def is_table(one: Placed) -> bool:
    """Whether a block is a row of a table that is not made of links."""
    return one.block.role is Role.TABLE and not is_link(one)


def is_link(one: Placed) -> bool:
    """Whether a block leads away and says little else; a sentence of a paragraph says enough."""
    text = one.block.text
    if one.linked <= _LINKED * max(1, len(text)):
        return False
    is_sentence = _ENDS_SENTENCE.search(text) is not None and words_of(text) >= _SENTENCE
    inside = next(one.element.iterancestors("a"), None) is not None
    return inside or one.element.tag != "p" or not is_sentence


def _is_longer(one: Placed) -> bool:
    """Whether a point of a list is more than a button."""
    return words_of(one.block.text) > _BUTTON_WORDS


def is_of_head(one: Placed) -> bool:
    """Whether a block belongs to what stands between a title and the text."""
    return (
        one.block.role is Role.CAPTION
        or (one.block.role is Role.LIST_ITEM and not is_link(one) and _is_longer(one))
        or is_byline(one)
        or is_prose(one)
        or (_is_called(_STANDFIRSTS, one, 4) and not is_link(one))
    )
