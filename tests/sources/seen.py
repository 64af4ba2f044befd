"""What is seen of a document, for tests to compare."""

from __future__ import annotations

from reader.document import Document


def set_apart(document: Document) -> list[tuple[str, str, str]]:
    """What the source sets apart: the kind, the words, and where they lead.

    That is the address of a link, the first eight code points of the place of a reference.
    """
    text = document.text
    return [
        (
            one.kind.name,
            one.span.of(text),
            one.target or (text[one.to :][:8] if one.to >= 0 else ""),
        )
        for one in document.inlines
    ]
