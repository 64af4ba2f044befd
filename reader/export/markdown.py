"""An article's highlights and notes as one Markdown file that a person may go on writing in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reader.annotations import Annotation, Color, State
from reader.export.escape import Flavor, block_quote, escape_markdown
from reader.export.exported import Exported
from reader.export.matter import fields_of, matter_text
from reader.export.note import contained, is_one_paragraph
from reader.export.seal import item_mark, sealed
from reader.export.sections import content_hash, item_text
from reader.export.whereabouts import link_to, web_address

By = Literal["position", "speaker", "tag", "color"]
"""What the items are grouped by; by position there are no groups."""


def to_markdown(
    article: Exported | Sequence[Exported], by: By = "position", flavor: Flavor = "commonmark"
) -> str:
    """The file for one article: front matter, title, then an item for each annotation.

    The same article gives the same text: nothing in it says when it was exported. Each item
    stands between two comments, `<!-- hl:ID h:HASH -->` and `<!-- /hl:ID -->`; the hash is of
    what stands between them, so an item edited by hand can be told. The last line is a seal, by
    which the next export tells what was changed around the items.

    Args:
        article: What to export; several articles make one file, with a title for each.
        by: Items under a heading for each speaker, (first) tag or colour, or just in order of
            position. Notes on the whole article come first anyhow.
        flavor: Whose Markdown to write.
    """
    if isinstance(article, Exported):
        return _page(fields_of(article), [_article(article, by, flavor)])
    if len(article) == 1:
        return to_markdown(article[0], by, flavor)
    fields: dict[str, object] = {
        "reader": "articles",
        "articles": [one.article_id for one in article],
        "highlights": sum(note.target is not None for one in article for note in one.ordered),
    }
    return _page(fields, [_article(one, by, flavor) for one in article])


def heading_line(mark: str, words: str, flavor: Flavor = "commonmark") -> str:
    """A heading of these words, whatever they look like."""
    escaped = escape_markdown(words, flavor)
    # A heading may be closed by number signs, so the last one must not look like it.
    is_open = escaped.endswith("#") and not escaped.endswith("\\#")
    return f"{mark} {escaped[:-1]}\\#" if is_open else f"{mark} {escaped}"


def item_content(article: Exported, annotation: Annotation, flavor: Flavor = "commonmark") -> str:
    """What stands between the markers of an annotation."""
    parts: list[str] = []
    if annotation.target:
        parts += _quoted(article, annotation, flavor)
    if annotation.body.strip():
        parts.append(_note(annotation.body, flavor))
    parts.append(" ".join(_tags(annotation, flavor)))
    parts.append(f"{_whereabouts(article, annotation, flavor)} ^hl-{annotation.id}".strip())
    return "\n\n".join(part for part in parts if part)


def _page(fields: dict[str, object], articles: list[tuple[list[str], list[str]]]) -> str:
    blocks = [block for blocks, _ in articles for block in blocks]
    marks = [mark for _, marks in articles for mark in marks]
    text = "\n\n".join([matter_text(fields), *blocks])
    return sealed(f"{text}\n", fields, marks)


def _article(article: Exported, by: By, flavor: Flavor) -> tuple[list[str], list[str]]:
    """The blocks of an article, and the marks of its items."""
    blocks, marks = [heading_line("#", article.document.title, flavor)], []
    for heading, group in _groups(article, by):
        if heading:
            blocks.append(heading_line("##", heading, flavor))
        for annotation in group:
            content = item_content(article, annotation, flavor)
            blocks.append(item_text(annotation.id, content))
            marks.append(item_mark(annotation.id, content_hash(content)))
    return blocks, marks


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


def _quoted(article: Exported, annotation: Annotation, flavor: Flavor) -> list[str]:
    """The words and who said them."""
    words = block_quote(article.words_of(annotation), flavor)
    told = escape_markdown(article.attribution_of(annotation), flavor)
    if flavor == "obsidian":
        # The title of a callout is one line, who said it.
        return [f"> [!quote] {told}".rstrip() + (f"\n{words}" if words else "")]
    return [words, f"— {told}" if told else ""]


def _note(body: str, flavor: Flavor) -> str:
    kept = contained(body, flavor)
    if flavor != "commonmark":
        kind = "note" if flavor == "obsidian" else "NOTE"
        return "\n".join([f"> [!{kind}]", *(f"> {line}".rstrip(" ") for line in kept.split("\n"))])
    return f"**Note:** {kept}" if is_one_paragraph(kept) else f"**Note:**\n\n{kept}"


def _tags(annotation: Annotation, flavor: Flavor) -> list[str]:
    tags = [" ".join(tag.split()) for tag in annotation.tags]
    if flavor == "obsidian":
        # Its tags end at a blank.
        tags = [tag.replace(" ", "-") for tag in tags]
    return [f"#{escape_markdown(tag, flavor)}" for tag in tags if tag]


def _whereabouts(article: Exported, annotation: Annotation, flavor: Flavor) -> str:
    if annotation.anchor.state is State.ORPHAN:
        return escape_markdown(f"(place lost: {annotation.anchor.reason})", flavor)
    if not annotation.span:
        return ""
    place = f"characters {annotation.span.start}–{annotation.span.end}"
    url = web_address(article, annotation)
    return f"({link_to(place, url)})" if url else f"({place})"
