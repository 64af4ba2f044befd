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
_AT_START = re.compile(r"\s*(?=[*#:|+-]|(?:\d+|[A-Za-z])[.)](?:\s|$)|\\begin|\[fn:|%%)")
_INSIDE = re.compile(
    r"(?<=[\s\-({'\"])[*/_=~+](?=\S)"  # emphasis
    r"|(?<=\[)\[|(?<=\[)(?=fn:)|(?<=\{)\{|(?<=<)<|(?<=@)@|(?<=\$)\$"
    r"|(?<=<)(?=[\d%])|(?<=\[)(?=\d)"  # dates
    r"|(?<=\\)(?=[A-Za-z\\(\[])|(?<=\$)(?=\S)"  # entities and formulas
    r"|(?<=[a-z])(?=://)|(?<=::)|(?<=src_)|(?<=call_)|(?<=\w)(?=[_^])"
)


def to_org(articles: Sequence[Exported]) -> str:
    """A heading for each article, below it one for each annotation."""
    blocks = [block for article in articles for block in _article(article)]
    text = "\n".join(["#+STARTUP: showall", "#+OPTIONS: ^:nil", "", *blocks, ""])
    return sealed_page(text, (article.article_id for article in articles), "# ")


def escape_org(line: str) -> str:
    """`line` as Org text that shows the same words: what would be a mark has a blank before it.

    The blank has no width.
    """
    words = re.sub(r"[\r\n\0]+", " ", line).strip()
    inside = _INSIDE.sub(lambda match: f"{_NOTHING}{match[0]}", words)
    if (inside[:1] and inside[0] in "*/_=~+") or _AT_START.match(inside):
        return f"{_NOTHING}{inside}"
    return inside


def _article(article: Exported) -> Iterator[str]:
    document = article.document
    yield f"* {escape_org(document.title)}"
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
    yield f"** {escape_org(heading or 'On the article')}" + (f" :{tags}:" if tags else "")
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
