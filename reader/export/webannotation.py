"""Annotations as W3C Web Annotations in JSON-LD, with everything of ours under our own names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.annotations import Annotation
from reader.export.exported import Exported
from reader.export.values import note_record
from reader.export.whole import whole_note

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OURS = "urn:onrecord:terms#"
_CONTEXT: list[object] = [
    CONTEXT,
    {
        "reader": OURS,
        # JSON as it is: no processor takes it apart.
        "note": {"@id": "reader:note", "@type": "@json"},
    },
]


def to_jsonld(articles: Sequence[Exported]) -> dict[str, object]:
    """A collection of annotations, those of the articles in order, then what was put right.

    Each has the words of the W3C vocabulary for what that knows, and below `note` everything the
    program keeps of it, so that reading it back loses nothing.
    """
    items = [_annotation(article, note) for article in articles for note in article.ordered]
    items += [_annotation(article, note) for article in articles for note in article.corrections]
    return {
        "@context": _CONTEXT,
        "type": "AnnotationCollection",
        "label": "Notes",
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def iri_of(locator: str, article_id: str) -> str:
    """What names an article: its URL, or that of its file; else its id."""
    if locator.startswith(("http://", "https://")):
        return locator
    path = Path(locator)
    return path.as_uri() if path.is_absolute() else f"urn:onrecord:article:{article_id}"


def _annotation(article: Exported, annotation: Annotation) -> dict[str, object]:
    told = note_record(article, annotation)
    value: dict[str, object] = {
        "id": f"urn:uuid:{annotation.id}",
        "type": "Annotation",
        "motivation": str(annotation.motivation),
        "created": told["created"],
        "modified": told["updated"],
        "target": _target(article, annotation),
        "note": whole_note(article, annotation),
    }
    bodies = _bodies(annotation)
    if bodies:
        value["body"] = bodies
    return value


def _bodies(annotation: Annotation) -> list[dict[str, object]]:
    bodies: list[dict[str, object]] = []
    if annotation.body:
        bodies.append(
            {
                "type": "TextualBody",
                "value": annotation.body,
                "format": "text/markdown",
                "purpose": "commenting",
            }
        )
    bodies += [
        {"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in annotation.tags
    ]
    return bodies


def _target(article: Exported, annotation: Annotation) -> object:
    source = iri_of(article.document.origin.locator, article.article_id)
    target, span = annotation.target, annotation.span
    if target is None:
        return source
    selectors: list[dict[str, object]] = [
        {
            "type": "TextQuoteSelector",
            "exact": target.exact,
            "prefix": target.prefix,
            "suffix": target.suffix,
        }
    ]
    if span:
        position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        selectors.append(dict(position))
    return {"source": source, "selector": selectors}
