"""Links to where words stand."""

from __future__ import annotations

import re
from urllib.parse import quote, urldefrag

from reader.annotations import Annotation
from reader.export.exported import Exported

_WORDS = 6
"""How many words at each end of a longer stretch a link names."""
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\U0010ffff<>()\[\]\\`\"|*_~{}'@$]")


def web_address(article: Exported, annotation: Annotation) -> str:
    """The article's page at the words of an annotation; empty if it is not from the web.

    The words are named by a text fragment, which browsers scroll to and mark.
    """
    if not article.is_web:
        return ""
    url = safe_url(urldefrag(article.document.origin.locator).url)
    words = article.words_of(annotation).split()
    if not words:
        return url
    if len(words) <= 2 * _WORDS:
        return f"{url}#:~:text={_named(words)}"
    return f"{url}#:~:text={_named(words[:_WORDS])},{_named(words[-_WORDS:])}"


def safe_url(url: str) -> str:
    """A URL in which nothing can end a link or begin markup: such characters are percent-coded."""
    return _UNSAFE.sub(lambda match: quote(match[0].encode("utf-8", "replace"), safe=""), url)


def link_to(words: str, url: str) -> str:
    """A Markdown link; `words` are escaped already."""
    return f"[{words}]({safe_url(url)})"


def _named(words: list[str]) -> str:
    # Commas, hyphens and ampersands have a meaning in a text fragment.
    return quote(" ".join(words).encode("utf-8", "replace"), safe="").replace("-", "%2D")
