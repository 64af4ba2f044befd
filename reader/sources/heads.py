"""Pages without a `body` tag, whose first words the parser puts into the head."""

from __future__ import annotations

from lxml import etree

_OF_HEAD = frozenset("title meta link base style script noscript template basefont".split())
"""Elements that a head may hold; any other one begins the body, as in a browser."""


def mend_head(tree: etree._Element) -> None:
    """Move what is not of the head to the beginning of the body, in place."""
    head = next(tree.iter("{*}head"), None)
    if head is None:
        return
    children = list(head)
    first = next((n for n, one in enumerate(children) if _begins_body(one)), None)
    if first is None:
        return
    body = next(tree.iter("{*}body"), None)
    if body is None:
        body = etree.SubElement(tree, "body")
    for child in reversed(children[first:]):
        body.insert(0, child)
    if (before := children[first - 1] if first else None) is not None and before.tail:
        body.text, before.tail = before.tail + (body.text or ""), None


def _begins_body(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.lower() not in _OF_HEAD
