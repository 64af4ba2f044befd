"""Words of an article to be put into another text, with who said them and where."""

from __future__ import annotations

from reader.document import Document, Span
from reader.export.escape import block_quote, escape_markdown
from reader.export.whereabouts import link_to
from reader.quotes import Findings


def quotation_markdown(
    document: Document, words: str, span: Span | None = None, findings: Findings | None = None
) -> str:
    """A block quote with a line that says who said it, in which article, where and when.

    Args:
        document: The article.
        words: The words.
        span: Where they stand, by which the speaker is found; None when that is not known.
        findings: The quotes of the article; None while they are not known.
    """
    quote = findings.quote_sharing(span) if findings and span else None
    speaker = findings.speaker_of(quote) if findings and quote else None
    who = speaker.name if speaker else ""
    if speaker and speaker.role:
        who += f", {speaker.role}"
    locator = document.origin.locator
    title = escape_markdown(document.title)
    is_web = locator.startswith(("http://", "https://"))
    told = [
        escape_markdown(who),
        link_to(title, locator) if is_web else f"“{title}”",
        escape_markdown(", ".join(document.authors)),
        escape_markdown(document.published or ""),
    ]
    attribution = ", ".join(part for part in told if part)
    return f"{block_quote(words)}\n>\n> — {attribution}\n"
