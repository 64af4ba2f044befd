"""What a block of a page is by itself: a byline, a standfirst, prose, a link."""

from __future__ import annotations

import re

from reader.document import Role, looks_like_byline
from reader.sources.markup import Placed
from reader.sources.noise import is_noise
from reader.sources.pruning import names_of

_BYLINES = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|contributors?|autor(?:en)?|auteurs?|datelines?|date|"
    r"timestamp|published|updated|posted|pub-?date|meta)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""In what a page calls an element: it says who wrote the article, or when."""
_STANDFIRSTS = re.compile(
    r"stand-?first|sub-?(?:title|head|deck)|dek(?:$|[\s_-])|(?:^|[\s_-])deck(?:$|[\s_-])|lede|"
    r"summary|abstract|excerpt|vorspann|teaser-?text|chapo|ingress|intro(?:$|[\s_-])",
    re.IGNORECASE,
)
"""The same: it sums the article up below its title."""
_LONGEST_BYLINE = 140
"""Code points."""
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
    """Whether a block leads away and says little else."""
    return one.linked > _LINKED * max(1, len(one.block.text))


def is_of_head(one: Placed) -> bool:
    """Whether a block belongs to what stands between a title and the text."""
    return (
        one.block.role is Role.CAPTION
        or is_byline(one)
        or is_prose(one)
        or (_is_called(_STANDFIRSTS, one, 4) and not is_link(one))
    )
