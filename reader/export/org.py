"""Annotations as an Org mode file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.annotations import Annotation
from reader.export.exported import Exported
from reader.export.seal import sealed_page
from reader.export.whereabouts import safe_url, web_address

_NOTHING = "\u200b"
"""A blank of no width, which the manual recommends to keep marks from being marks."""
_HEADING_START = re.compile(r"(?:TODO|DONE|COMMENT)(?:\s|$)|\[#")
OPTIONS = ("#+STARTUP: showall", "#+OPTIONS: ^:nil -:nil ':nil tex:verbatim")
"""The first lines: words are words when Org exports them, too, dashes and dots among them."""
_AT_START = re.compile(
    r"\s*(?=[*#:|+-]|(?:\d+|[A-Za-z])[.)](?:\s|$)|\\begin|\[fn:|%%"
    r"|(?:CLOCK|CLOSED|DEADLINE|SCHEDULED):)",
    re.IGNORECASE,
)
_LINKED = "attachment|bbdb|docview|doi|elisp|eww|file|ftp|gnus|help|https?|id|info|irc|mailto|mhe"
_LINKED += "|news|rmail|shell|w3m"
"""What Org takes for the beginning of an address, with a colon after it."""
_INSIDE = re.compile(
    r"(?<=\[)\[|(?<=\[)(?=fn:|cite)|(?<=\{)\{|(?<=<)<|(?<=@)@|(?<=\$)\$"
    r"|(?<=<)(?=[\d%])|(?<=\[)(?=\d)"  # dates
    r"|(?<=\\)(?=[A-Za-z\\(\[_])|(?<=\$)(?=\S)"  # entities and formulas
    r"|(?<=::)|(?<=src)(?=_)|(?<=call)(?=_)"
    rf"|(?<![A-Za-z])(?:{_LINKED})(?=:\S)"
)
_EMPHASIS = re.compile(rf"(?<![^\s\-({{'\"{_NOTHING}])[*/_=~+]+")
"""Signs that may begin emphasis, by what is before them: one of Org's blanks, too, is a blank."""


def to_org(articles: Sequence[Exported]) -> str:
    """A heading for each article, below it one for each annotation."""
    blocks = [block for article in articles for block in _article(article)]
    text = "\n".join([*OPTIONS, "", *blocks, ""])
    return sealed_page(text, (article.article_id for article in articles), "# ")


def escape_org(line: str) -> str:
    """`line` as Org text that shows the same words: what would be a mark has a blank in it.

    The blank has no width. Before a sign of emphasis it would not help: after a blank such a sign
    begins some; one that a blank follows does not.
    """
    words = re.sub(r"[\r\n\0]+", " ", line).strip()
    inside = _INSIDE.sub(_split, words)
    inside = _EMPHASIS.sub(lambda match: "".join(f"{sign}{_NOTHING}" for sign in match[0]), inside)
    return f"{_NOTHING}{inside}" if _AT_START.match(inside) else inside


def escape_heading(line: str) -> str:
    """The same for a heading, where some words at the beginning and the end are marks, too."""
    words = escape_org(line)
    if _HEADING_START.match(words):
        words = f"{_NOTHING}{words}"
    # Words between colons at the end are tags.
    return f"{words}{_NOTHING}" if words.endswith(":") else words


def _split(match: re.Match[str]) -> str:
    is_address = match[0][:1].isalpha()
    return f"{match[0]}{_NOTHING}" if is_address else f"{_NOTHING}{match[0]}"


def _article(article: Exported) -> Iterator[str]:
    document = article.document
    yield f"* {escape_heading(document.title)}"
    facts = {
        "ID": article.article_id,
        "SOURCE": document.origin.locator,
        "AUTHORS": ", ".join(document.authors),
        "PUBLISHED": document.published or "",
        "TEXT_SHA256": article.text_sha256,
    }
    yield from _drawer(facts)
    for annotation in article.ordered:
        yield from _note(article, annotation)


def _note(article: Exported, annotation: Annotation) -> Iterator[str]:
    words = article.words_of(annotation)
    short = " ".join(words.split())
    heading = short if len(short) <= 70 else f"{short[:69].rstrip()}…"
    tags = ":".join(re.sub(r"[^\w@#%]", "_", tag) for tag in annotation.tags)
    yield f"** {escape_heading(heading or 'On the article')}" + (f" :{tags}:" if tags else "")
    span, check = annotation.span, annotation.check
    facts = {
        "CUSTOM_ID": f"hl-{annotation.id}",
        "SPEAKER": article.attribution_of(annotation),
        "COLOR": str(annotation.color),
        "STATE": str(annotation.anchor.state),
        "START": str(span.start) if span else "",
        "END": str(span.end) if span else "",
        "CHECK": str(check.verdict) if check else "",
        "CREATED": annotation.created.isoformat(),
    }
    yield from _drawer(facts)
    if annotation.target:
        yield from _block("quote", [escape_org(line) for line in words.split("\n")])
        told = article.attribution_of(annotation)
        yield from [f"— {escape_org(told)}", ""] if told else []
    url = web_address(article, annotation)
    yield from [f"[[{safe_url(url)}][{_NOTHING}where it stands]]", ""] if url else []
    if annotation.body.strip():
        yield from _markdown(annotation.body)


def _block(kind: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"#+begin_{kind}"
    yield "\n\n".join(line for line in lines if line)
    yield f"#+end_{kind}"
    yield ""


def _markdown(body: str) -> Iterator[str]:
    """A note as it was written: a comma keeps a line of a block from being one of Org's."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n").split("\n")
    yield "#+begin_src markdown"
    yield from (re.sub(r"^(\s*)(,*(?:\*|#\+))", r"\1,\2", line) for line in lines)
    yield "#+end_src"
    yield ""


def _drawer(facts: dict[str, str]) -> Iterator[str]:
    yield ":PROPERTIES:"
    for name, value in facts.items():
        told = " ".join(value.split())
        if told:
            yield f":{name}: {told}"
    yield ":END:"
    yield ""
