"""An article's highlights and notes as one Markdown file that a person may go on writing in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import yaml

from reader.annotations import Annotation, Color, State
from reader.export.escape import block_quote, escape_markdown
from reader.export.exported import Exported
from reader.export.files import content_hash
from reader.export.note import contained, is_one_paragraph

By = Literal["position", "speaker", "tag", "color"]
"""What the items are grouped by; by position there are no groups."""


def to_markdown(article: Exported, by: By = "position") -> str:
    """The file for one article: front matter, title, then an item for each annotation.

    The same article gives the same text: nothing in it says when it was exported. Each item
    stands between two comments, `<!-- hl:ID h:HASH -->` and `<!-- /hl:ID -->`; the hash is of
    what stands between them, so an item edited by hand can be told.

    Args:
        article: What to export.
        by: Items under a heading for each speaker, (first) tag or colour, or just in order of
            position. Notes on the whole article come first anyhow.
    """
    blocks = [_front_matter(article), _heading_line("#", article.document.title)]
    for heading, group in _groups(article, by):
        if heading:
            blocks.append(_heading_line("##", heading))
        blocks.extend(_item(article, annotation) for annotation in group)
    return "\n\n".join(blocks) + "\n"


def _heading_line(mark: str, words: str) -> str:
    escaped = escape_markdown(words)
    # A heading may be closed by number signs, so the last one must not look like it.
    return f"{mark} {escaped[:-1]}\\#" if escaped.endswith("#") else f"{mark} {escaped}"


def _front_matter(article: Exported) -> str:
    document, kept = article.document, article.ordered
    is_url = document.origin.locator.startswith(("http://", "https://"))
    fields = {
        "id": article.article_id,
        "title": document.title,
        "source": None if is_url else document.origin.locator,
        "url": document.origin.locator if is_url else None,
        "authors": list(document.authors),
        "published": document.published,
        # A file is read anew each time it is opened: that would make every export differ.
        "retrieved": _stamp(document.retrieved) if document.retrieved and is_url else None,
        "text_sha256": document.sha256,
        "tags": _distinct(tag for annotation in kept for tag in annotation.tags),
        "speakers": _distinct(filter(None, map(article.speaker_name_of, kept))),
        "highlights": sum(annotation.target is not None for annotation in kept),
    }
    known = {name: value for name, value in fields.items() if value not in (None, [])}
    told: str = yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=2**31)
    return f"---\n{told}---"


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _groups(article: Exported, by: By) -> list[tuple[str, list[Annotation]]]:
    """Each heading with its annotations; the heading of those that come first is empty."""
    if by == "position":
        return [("", list(article.ordered))]
    groups: dict[str, list[Annotation]] = {}
    for annotation in article.ordered:
        heading = _heading(article, annotation, by) if annotation.target else ""
        groups.setdefault(heading, []).append(annotation)
    return sorted(groups.items(), key=lambda group: _rank(group[0], by))


def _heading(article: Exported, annotation: Annotation, by: By) -> str:
    if by == "color":
        return annotation.color.capitalize()
    if by == "tag":
        return f"#{annotation.tags[0]}" if annotation.tags else _LAST["tag"]
    return article.speaker_name_of(annotation) or _LAST["speaker"]


_LAST = {"tag": "Without a tag", "speaker": "Nobody named"}
"""Headings of what fits in no group, which comes last."""


def _rank(heading: str, by: By) -> tuple[bool, bool, int, str]:
    """Speakers stay in order of their first words, tags are sorted, colours as on the palette."""
    colors = [color.capitalize() for color in Color]
    place = colors.index(heading) if by == "color" and heading else 0
    return heading != "", heading == _LAST.get(by), place, heading.casefold() if by == "tag" else ""


def _item(article: Exported, annotation: Annotation) -> str:
    content = "\n\n".join(_parts(article, annotation))
    digest = content_hash(content)
    return f"<!-- hl:{annotation.id} h:{digest} -->\n\n{content}\n\n<!-- /hl:{annotation.id} -->"


def _parts(article: Exported, annotation: Annotation) -> list[str]:
    parts: list[str] = []
    if annotation.target:
        parts.append(block_quote(article.words_of(annotation)))
        parts.append(_attribution(article, annotation))
    if annotation.body:
        parts.append(_note(annotation.body))
    parts.append(" ".join(f"#{escape_markdown(tag)}" for tag in annotation.tags))
    parts.append(f"{_whereabouts(annotation)} ^hl-{annotation.id}".strip())
    return [part for part in parts if part]


def _attribution(article: Exported, annotation: Annotation) -> str:
    name = article.speaker_name_of(annotation)
    if not name:
        return ""
    speaker = article.speaker_of(annotation)
    role = f", {speaker.role}" if speaker and speaker.role else ""
    return f"— {escape_markdown(name + role)}"


def _note(body: str) -> str:
    kept = contained(body)
    return f"**Note:** {kept}" if is_one_paragraph(kept) else f"**Note:**\n\n{kept}"


def _whereabouts(annotation: Annotation) -> str:
    if annotation.anchor.state is State.ORPHAN:
        return escape_markdown(f"(place lost: {annotation.anchor.reason})")
    if annotation.span:
        return f"(characters {annotation.span.start}–{annotation.span.end})"
    return ""
