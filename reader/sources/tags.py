"""The tags of a page before it is read: too many in all, or one without end."""

from __future__ import annotations

import re

MOST_TAGS = 150_000
"""Of a page, line breaks and cells counted as half; more take longer than a person waits."""
_TAG = re.compile(rb"<[A-Za-z]")
_LIGHT = re.compile(rb"<(?:br|t[dhr])\b", re.IGNORECASE)
_LONG_TAG = re.compile(rb"(<[A-Za-z][^\s<>]*)\s[^<>]{4000,}>")
_VALUE = re.compile(rb"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 400
"""The parser's time grows with the square of them."""


def count_of_tags(data: bytes) -> int:
    """About how many elements a page has, line breaks and cells counted as half of one."""
    if data.count(b"<") < MOST_TAGS:
        return data.count(b"<")
    light = sum(1 for _ in _LIGHT.finditer(data))
    return sum(1 for _ in _TAG.finditer(data)) - light // 2


def without_endless_tags(data: bytes) -> bytes:
    """A page without the attributes of tags that have more of them than any page has."""
    return _LONG_TAG.sub(_shortened, data)


def _shortened(match: re.Match[bytes]) -> bytes:
    is_endless = len(_VALUE.sub(b"", match[0]).split()) > _MOST_ATTRIBUTES
    return match[1] + b">" if is_endless else match[0]
