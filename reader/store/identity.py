"""Which article of the library a document is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit

from reader.store.tables import Record

if TYPE_CHECKING:
    from reader.document import Document

_DIGITS = 16
"""Of a hash; enough for a library, and a file name that a person can still compare."""
_TELLING = 200
"""Code points from which on a text tells an article; many pages that say less say the same."""

_HARMLESS = re.compile(r"[A-Za-z0-9_-]{1,100}")
_TRACKING = re.compile(r"utm_|fbclid|gclid|mc_[ce]id|igshid")

Holders = Callable[[str], Sequence[str]]
"""Gives the ids of the articles that have a key (see `keys_of`), in order."""


def article_id_of(document: Document, holders: Holders, meta_of: Callable[[str], Record]) -> str:
    """The id of the article that `document` is, a new one if it is none of those known.

    The same URL is the same article, however it is written; so is a file that gives it as its own
    address and has the same title, or has the same text. Without a URL it is the same path, else
    the same page, else the same text, this version or an earlier one: a file that was moved or
    renamed keeps its notes.

    Args:
        document: The article as opened now.
        holders: Finds articles by what they had before.
        meta_of: Reads what is kept of an article; empty when there is none.
    """
    same = _same_page if is_address(document.origin.locator) else _same_file
    return next(same(document, holders, meta_of), new_id_of(document))


def new_id_of(document: Document) -> str:
    """The id of an article that is not in the library yet."""
    url = _url(document.origin.locator)
    if url:
        return _digest(url)
    # Articles of which only notes are known have no text to tell them by.
    return document.sha256[:_DIGITS] if document.text else _digest(document.origin.locator)


def holder_of_place(
    document: Document, holders: Holders, meta_of: Callable[[str], Record]
) -> str | None:
    """The article that was opened last from where the document is; None when there is none."""
    locator = document.origin.locator
    # By URLs too: here only the very same one counts.
    found = (name for name in holders(place_key(locator)) if locator != "-")
    return next((name for name in found if locators_of(meta_of(name))[-1:] == [locator]), None)


def keys_of(meta: Record) -> list[str]:
    """What an article is found by: where it was opened from, and its texts."""
    places = [place_key(locator) for locator in locators_of(meta) if locator != "-"]
    own = [_page_key(address)] if (address := _address_of(meta)) else []
    return list(dict.fromkeys([*places, *own, *map(_text_key, _texts(meta, "texts"))]))


def place_key(locator: str) -> str:
    """A locator in the form that is the same for all ways to write it; on one line."""
    key = f"at {plain_locator(locator)}"
    return key.replace("\n", "\\n").replace("\r", "\\r").encode("utf-8", "replace").decode()


def plain_locator(locator: str) -> str:
    """A URL without what does not tell pages apart; any other locator as it is."""
    if not is_address(locator):
        return locator
    try:
        url = urlsplit(locator)
        port = "" if url.port in (None, 80, 443) else f":{url.port}"
        query = urlencode([pair for pair in parse_qsl(url.query) if not _TRACKING.match(pair[0])])
    except ValueError:
        return locator
    host = (url.hostname or "").removeprefix("www.")
    return f"//{host}{port}{url.path.rstrip('/')}?{query}"


def is_address(locator: str) -> bool:
    """Whether it is an address of the web."""
    return locator[:8].lower().startswith(("http://", "https://"))


def file_stem(article_id: str) -> str:
    """The name of an article's file without its suffix: the id, made harmless if need be.

    An id that came from outside could hold a path.
    """
    return article_id if _HARMLESS.fullmatch(article_id) else _digest(article_id)


def locators_of(meta: Record) -> list[str]:
    """Where an article was opened from; the last one last."""
    return _texts(meta, "locators")


def _same_page(
    document: Document, holders: Holders, meta_of: Callable[[str], Record]
) -> Iterator[str]:
    locator = document.origin.locator
    own, key = new_id_of(document), place_key(locator)
    if meta_of(own):
        yield own
    yield from (name for name in holders(key) if _has_place(meta_of(name), key))
    yield from _saved(locator, document.title, holders, meta_of)
    if len(document.text) >= _TELLING:
        for name in holders(_text_key(document.sha256)):
            meta = meta_of(name)
            from_files = not any(map(is_address, locators_of(meta)))
            # Two pages that say the same are two articles.
            if from_files and document.sha256 in _texts(meta, "texts"):
                yield name


def _same_file(
    document: Document, holders: Holders, meta_of: Callable[[str], Record]
) -> Iterator[str]:
    locator = document.origin.locator
    if last := holder_of_place(document, holders, meta_of):
        # Two articles may have had one path; the one that has it still comes first.
        yield last
    key = place_key(locator)
    if locator != "-":
        yield from (name for name in holders(key) if _has_place(meta_of(name), key))
    if page := document.address:
        key = place_key(page)
        for name in holders(key):
            meta = meta_of(name)
            if _has_place(meta, key) and meta.get("title") == document.title:
                yield name
        yield from _saved(page, document.title, holders, meta_of)
    sha256 = document.sha256
    if document.text:
        found = holders(_text_key(sha256))
        yield from (name for name in found if sha256 in _texts(meta_of(name), "texts"))


def _saved(
    address: str, title: str, holders: Holders, meta_of: Callable[[str], Record]
) -> Iterator[str]:
    """Articles from files that give this address as their own, and have this title.

    The title, because there are sites whose pages all give the same address.
    """
    key = _page_key(address)
    for name in holders(key):
        meta = meta_of(name)
        own = _address_of(meta)
        if own and _page_key(own) == key and meta.get("title") == title:
            yield name


def _address_of(meta: Record) -> str:
    address = meta.get("address")
    return address if isinstance(address, str) and is_address(address) else ""


def _page_key(address: str) -> str:
    return f"page {place_key(address)}"


def _has_place(meta: Record, key: str) -> bool:
    return any(place_key(locator) == key for locator in locators_of(meta))


def _text_key(sha256: str) -> str:
    return f"text {sha256}"


def _texts(meta: Record, name: str) -> list[str]:
    value = meta.get(name)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _url(locator: str) -> str | None:
    return urldefrag(locator).url if is_address(locator) else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
