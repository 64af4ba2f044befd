"""What a web page holds beside its article, cut away before the main text is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reader.sources.markup import BLOCKS, words_in
from reader.sources.noise import begins_another_story

_NEVER_READ = frozenset(
    "script style noscript template nav button iframe object embed svg dialog select".split()
)
_ROLES = frozenset(
    "navigation banner search contentinfo complementary dialog alertdialog menu menubar "
    "tablist alert toolbar".split()
)
_BESIDE = frozenset(
    "ad ads advert adverts advertisement advertising adslot adunit sponsor sponsored sponsors "
    "promo promos promotion promobox newsletter newsletters signup related relatedlinks "
    "recommend recommended recommendation recommendations recirc recirculation readmore moreon "
    "morestories alsoread mostread mostpopular popular trending share shares sharing sharebar "
    "sharetools social socials cookie cookies consent gdpr breadcrumb breadcrumbs comment comments "
    "disqus menu nav navbar navigation subnav footer masthead toolbar taglist tags subscribe "
    "subscription outbrain taboola skiplink hidden offscreen modal popup overlay lightbox "
    "teaserlist editsection feedback survey pagination pager rating ratings donate donation appeal "
    "interstitial".split()
)
"""Words in a class or id that say an element is not of the article."""
_BESIDE_TOGETHER = frozenset(
    {
        *(("sign", "up"), ("read", "more"), ("read", "next"), ("up", "next"), ("also", "read")),
        *(("more", "on"), ("more", "stories"), ("most", "read"), ("most", "popular")),
        *(("more", "from"), ("more", "like"), ("you", "may"), ("site", "nav"), ("site", "menu")),
        *(("site", "header"), ("site", "footer"), ("page", "header"), ("page", "footer")),
        *(("paywall", "prompt"), ("paywall", "overlay"), ("paywall", "banner"), ("skip", "link")),
        *(("skip", "to"), ("visually", "hidden"), ("sr", "only"), ("screen", "reader")),
        *(("print", "only"), ("teaser", "list"), ("follow", "us"), ("call", "to")),
        *(("author", "bio"), ("author", "box"), ("about", "author"), ("text", "ad")),
        *(("rich", "link"), ("link", "card"), ("jump", "to")),
        *(("leader", "board"), ("back", "to"), ("top", "stories"), ("latest", "news")),
    }
)
"""The same of two words beside each other."""
_NAMING = ("class", "id", "name", "data-component", "data-testid", "data-gu-name", "data-type")
"""Attributes in which a page says what an element is for."""
_WINDOWS = frozenset("lightbox overlay modal popup hidden".split())
"""Words of what opens over a page; of a picture they say that it does so when clicked."""
_PICTURES = frozenset("figure figcaption picture a span".split())
_SOCIAL = frozenset("social socials share shares".split())
"""Words that are also said of what somebody wrote elsewhere, and the article quotes."""
_SAYS_NOTHING = frozenset(
    "no non not without has have with is show hide can enable allow js".split()
)
"""After these words a class tells what is or may be around the text, such as `has-ads`."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_ICON = re.compile(r"(?:^|[\s_-])(?:material-(?:icons|symbols)|icons?|glyphicons?|fa)(?:$|[\s_-])")
"""In the class of an element whose words are the name of a picture."""
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MOST_OF_THE_WORDS = 0.5
"""An element that holds so much of the page's words is the article, whatever it is called."""
_AGREES = re.compile(
    r"(?:(?:i |we )?(?:accept|agree|allow|consent|continue|reject|decline|got it|ok|okay)"
    r"(?: (?:all|to all|and (?:close|continue)|cookies|necessary only))*(?: cookies)?|"
    r"(?:manage|cookie|privacy) (?:settings|options|preferences|choices)|more options|"
    r"(?:alle(?:n|s)? )?(?:akzeptieren|zustimmen|ablehnen)|(?:tout )?accepter|(?:tout )?refuser|"
    r"aceptar(?: todo)?|rechazar|accetta(?: tutto)?|rifiuta|accepteren|alles accepteren)[.!]?",
    re.IGNORECASE,
)
"""What is written on a button by which one agrees, or does not."""
_ABOUT_DATA = re.compile(
    r"\b(?:cookies?|consent|partners|personal data|legitimate interests?|privacy|advertising|"
    r"identifiers|your device|geolocation|einwilligung|personenbezogene|datenschutz|partenaires|"
    r"données|datos personales|dati personali|persoonsgegevens)\b",
    re.IGNORECASE,
)
_CONSENT = 4_000
"""Letters of a box that asks for consent, at the most."""
_SIGN_UP = 500
"""Letters of a box with a field to write in; a larger one holds more than an appeal."""
_PROSE = 80
"""Letters of a paragraph that is more than a teaser."""
_NEVER_OF_THE_ARTICLE = frozenset("comment comments disqus cookie cookies consent gdpr".split())
"""Elements called so are no article, however much prose they hold."""


def prune(tree: etree._Element) -> None:
    """Cut from `tree`, in place, what no article holds: menus, adverts, hidden things."""
    _prune_sign_ups(tree)
    total = _letters(tree)
    _prune_forms(tree, total)
    _prune_consent(tree)
    for element in list(tree.iter(etree.Element)):
        if element.getparent() is None or element.tag in ("html", "body", "head"):
            continue
        if element.tag in _NEVER_READ or _is_hidden(element) or _is_beside(element, total):
            _cut(element)
    for link in list(tree.iter("{*}a")):
        if begins_another_story(words_in(link)):
            _cut(link)


def _prune_forms(tree: etree._Element, total: int) -> None:
    """Cut the forms, in place; one around the whole page is a box like any other."""
    for form in list(tree.iter("{*}form")):
        if _letters(form) < _MOST_OF_THE_WORDS * total:
            _cut(form)
        else:
            form.tag = "div"


def _prune_consent(tree: etree._Element) -> None:
    """Cut the boxes that ask for consent, in place: a button to agree, and words about data."""
    for button in list(tree.iter("{*}button", "{*}a", "{*}input")):
        words = button.get("value") if button.tag == "input" else words_in(button)
        if not _AGREES.fullmatch(" ".join((words or "").split())):
            continue
        box = None
        for above in button.iterancestors():
            if above.tag in ("html", "body", "article", "main") or _letters(above) > _CONSENT:
                break
            if next(above.iter("{*}h1"), None) is not None:
                break
            if len({word.lower() for word in _ABOUT_DATA.findall(words_in(above))}) > 1:
                box = above
        if box is not None:
            _cut(box)


def _prune_sign_ups(tree: etree._Element) -> None:
    """Cut the boxes in which a reader of the page is to write an address, in place."""
    for field in list(tree.iter("{*}input", "{*}textarea")):
        if field.get("type", "text") in ("email", "text", "password", "tel", "search"):
            box = None
            for above in field.iterancestors():
                if _is_more_than_a_form(above):
                    break
                box = above
            if box is not None and box.tag not in ("html", "body"):
                _cut(box)


def _is_more_than_a_form(element: etree._Element) -> bool:
    return (
        element.tag in ("article", "main", "body")
        or _letters(element) > _SIGN_UP
        or sum(1 for _ in element.iter("{*}p")) > 3
        or next(element.iter("{*}h1", "{*}figure", "{*}blockquote"), None) is not None
    )


def names_of(element: etree._Element) -> str:
    """What the page calls an element, in whatever attributes, parted by blanks."""
    return " ".join(filter(None, map(element.get, _NAMING)))


def says_beside(element: etree._Element) -> bool:
    """Whether the class, the id or the role of an element says that it is not of the article."""
    told = _told(element)
    if element.tag in _PICTURES:
        told -= _WINDOWS
    if told and told <= _SOCIAL and next(element.iter("{*}blockquote"), None) is not None:
        return False
    return element.get("role") in _ROLES or element.tag == "amp-ad" or bool(told)


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") == "true" and not _is_letter(element))
        or (element.tag in ("i", "span") and _ICON.search(element.get("class") or "") is not None)
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def _is_letter(element: etree._Element) -> bool:
    """Whether it is the large first letter of a text, which stands there twice for some ears."""
    return element.tag == "span" and len(words_in(element).strip()) == 1


def _is_beside(element: etree._Element, total: int) -> bool:
    if element.tag in ("article", "main", "h1"):
        return False
    if element.tag == "footer":
        # An article's own footer may hold its last words; that of the page never does.
        return not any(above.tag in ("article", "blockquote") for above in element.iterancestors())
    if not says_beside(element):
        return False
    if _letters(element) >= _MOST_OF_THE_WORDS * total:
        return False
    return not _told(element).isdisjoint(_NEVER_OF_THE_ARTICLE) or not _is_prose(element)


def _told(element: etree._Element) -> frozenset[str]:
    """The words in an element's class and id that say it is not of the article."""
    found: set[str] = set()
    for name in names_of(element).split():
        words = [word.lower() for word in _WORDS.findall(name)]
        for number, word in enumerate(words):
            before = words[number - 1] if number else ""
            if before in _SAYS_NOTHING:
                continue
            if (before, word) in _BESIDE_TOGETHER:
                found.add(f"{before} {word}")
            elif word in _BESIDE:
                found.add(word)
    return frozenset(found)


def _is_prose(element: etree._Element) -> bool:
    """Whether an element holds paragraphs, and more of them than of links."""
    paragraphs = list(_paragraphs(element))
    linked = sum(_letters(link) for link in element.iter("{*}a"))
    return len(paragraphs) >= 3 and linked < 0.2 * sum(paragraphs)


def _paragraphs(element: etree._Element) -> Iterator[int]:
    for paragraph in element.iter("{*}p"):
        letters = _letters(paragraph)
        if letters >= _PROSE:
            yield letters


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
    if element.tag in BLOCKS and (element.tail or "").strip():
        # What stands before and after it are two paragraphs all the same.
        rule = etree.Element("hr")
        rule.tail, element.tail = element.tail, None
        parent.replace(element, rule)
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
