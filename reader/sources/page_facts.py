"""What a web page says about itself: JSON-LD, meta tags, its title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from reader.sources.blocks import Facts, iso_day, names, one_line
from reader.sources.markup import words_in

_ARTICLES = re.compile(r"Article|BlogPosting|Report$|NewsMedia|Interview")
"""Types of JSON-LD (schema.org) that are about an article."""
_LONGEST_DATA = 2_000_000
"""Code points of JSON-LD looked at."""
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "headline", "title")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "byl")
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "citation_publication_date",
    "sailthru.date",
)
_SITES = ("og:site_name", "application-name", "dc.publisher")
_SITE_IN_TITLE = re.compile(r"\s+[|·»–—-]\s+[^|·»–—]{2,60}$")


def facts_of_page(tree: etree._Element) -> Facts:
    """What the page says about itself; JSON-LD before meta tags before its title."""
    metas = _metas(tree)
    data = _facts_of_data(tree)
    site = data.site or _first(metas, _SITES) or _site_in_title(tree)
    published = data.published or _first(metas, _DATES) or _time(tree)
    authors = data.authors or _authors(metas)
    return Facts(
        data.title or _first(metas, _TITLES) or _own_title(tree, site),
        tuple(name for name in authors if name != site),
        iso_day(published),
        site,
        _language(tree) or data.language,
    )


def _metas(tree: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("{*}meta"):
        value = one_line(meta.get("content"))
        for attribute in ("property", "name", "itemprop"):
            key = meta.get(attribute)
            if key and value:
                found.setdefault(key.strip().casefold(), []).append(value)
    return found


def _first(metas: Mapping[str, list[str]], keys: tuple[str, ...]) -> str | None:
    return next((metas[key][0] for key in keys if key in metas), None)


def _authors(metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    for key in _AUTHORS:
        found = [name for value in metas.get(key, ()) for name in split_names(value)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def split_names(line: str) -> list[str]:
    """The names in a byline such as `By Ada Lindqvist and Ben Okoro`; no addresses."""
    line = re.sub(r"^\s*by\s+", "", line, flags=re.IGNORECASE)
    parts = re.split(r"\s*(?:,|;|&|\band\b)\s*", line)
    return [part for part in parts if part and not re.search(r"https?:|[@/]", part)]


def _own_title(tree: etree._Element, site: str | None) -> str | None:
    """The first heading of the first order, else the window's title without the site's name."""
    headings = [one_line(words_in(h1)) for h1 in tree.iter("{*}h1")]
    window = next((one_line(words_in(title)) for title in tree.iter("{*}title")), None)
    if window is None:
        return headings[0] if len(headings) == 1 else None
    if any(heading and heading in window for heading in headings):
        return next(heading for heading in headings if heading and heading in window)
    if len(headings) == 1 and headings[0] and _shares_nothing(headings[0], window):
        return headings[0]
    if site and window.endswith(site):
        return window.removesuffix(site).rstrip(" |·»–—-") or window
    return _SITE_IN_TITLE.sub("", window)


def _shares_nothing(heading: str, window: str) -> bool:
    """Whether the window is named after something else, such as the site alone."""
    words = set(re.findall(r"\w{3,}", heading.casefold()))
    return bool(words) and words.isdisjoint(re.findall(r"\w{3,}", window.casefold()))


def _site_in_title(tree: etree._Element) -> str | None:
    """What stands after the article's own title in that of the window."""
    window = next((one_line(words_in(title)) for title in tree.iter("{*}title")), None)
    found = _SITE_IN_TITLE.search(window or "")
    if window is None or found is None:
        return None
    title = window[: found.start()]
    heads = (one_line(words_in(h1)) for h1 in tree.iter("{*}h1"))
    # Without a heading that says so, what stands there may be more of the title.
    return found[0].strip(" |·»–—-") if any(head == title for head in heads) else None


def _time(tree: etree._Element) -> str | None:
    """The moment that the page marks as that of publishing, else the first in its article."""
    first = None
    for time in tree.iter("{*}time"):
        moment = one_line(time.get("datetime"))
        if time.get("pubdate") is not None or time.get("itemprop") == "datePublished":
            return moment
        inside = any(above.tag in ("article", "main") for above in time.iterancestors())
        if first is None and moment and inside:
            first = moment
    return first


def _language(tree: etree._Element) -> str | None:
    root = tree if tree.tag == "html" else next(tree.iter("{*}html"), tree)
    return one_line(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))


def told_text(tree: etree._Element) -> str | None:
    """The whole text of an article that a page tells beside what it shows, if it is free to read.

    Some pages show nothing until they have run their scripts.
    """
    for thing in _things(tree):
        body, is_free = thing.get("articleBody"), thing.get("isAccessibleForFree")
        if isinstance(body, str) and str(is_free).casefold() not in (
            "false",
            "http://schema.org/false",
        ):
            return body[:_LONGEST_DATA]
    return None


def _facts_of_data(tree: etree._Element) -> Facts:
    found = Facts()
    for thing in _things(tree):
        kind = thing.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(name, str) and _ARTICLES.search(name) for name in kinds):
            facts = _facts_of_thing(thing)
            found = facts if found == Facts() else _completed(found, facts)
    return found


def _completed(facts: Facts, other: Facts) -> Facts:
    if other.title != facts.title:
        return facts
    return replace(
        facts,
        authors=facts.authors or other.authors,
        published=facts.published or other.published,
        site=facts.site or other.site,
    )


def _facts_of_thing(thing: Mapping[str, object]) -> Facts:
    return Facts(
        one_line(thing.get("headline")) or one_line(thing.get("name")),
        tuple(dict.fromkeys(_people(thing.get("author")))),
        one_line(thing.get("datePublished")),
        next(iter(_people(thing.get("publisher"))), None),
        one_line(thing.get("inLanguage")),
    )


def _people(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            yield from names(one.get("name"))
        elif isinstance(one, str):
            yield from split_names(one_line(one) or "")


def _things(tree: etree._Element) -> Iterator[Mapping[str, object]]:
    """The objects of the page's JSON-LD, those in a graph too; what is not valid is passed over."""
    for script in tree.iter("{*}script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        text = (script.text or "")[:_LONGEST_DATA]
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(data)


def _objects(data: object) -> Iterator[Mapping[str, object]]:
    for thing in data if isinstance(data, list) else [data]:
        if not isinstance(thing, Mapping):
            continue
        yield thing
        graph = thing.get("@graph")
        if isinstance(graph, list):
            yield from (inner for inner in graph if isinstance(inner, Mapping))
