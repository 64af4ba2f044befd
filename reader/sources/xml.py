"""XML from strangers: no entity is opened, nothing outside is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from reader.sources.archive import Archive

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def xml_tree(data: bytes, archive: Archive) -> Element:
    """The tree in `data`, a member of `archive`.

    Raises:
        Unreadable: It is not well-formed, or defines entities.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        tree: Element = fromstring(data)
    except DefusedXmlException as error:
        raise archive.refusal("that defines entities, as attacks do") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise archive.refusal("whose parts are damaged") from error
    return tree
