"""A whole library as a folder of Markdown: a file for each article, an index, who said what."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.annotations import Annotation
from reader.export.escape import Flavor, block_quote, escape_markdown
from reader.export.exported import Exported
from reader.export.markdown import By, heading_line, to_markdown
from reader.export.matter import article_id_in, fields_in, matter_text
from reader.export.seal import item_mark, sealed
from reader.export.sections import content_hash, item_text
from reader.export.whereabouts import link_to

_FRONT_MATTER_CHARACTERS = 50_000
"""Enough of an exported file to find its front matter in."""
_NAME_BYTES = 180
_INDEX, _SPEAKERS = "index.md", "speakers"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
"""Names that no file may have on Windows, whatever its suffix."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file to write."""

    path: Path
    text: str
    notes: int
    """How many annotations are in it."""


def article_pages(
    articles: Sequence[Exported],
    folder: Path,
    by: By = "position",
    flavor: Flavor = "commonmark",
) -> list[Page]:
    """A page for each article; an article exported there before keeps its file, renamed or not."""
    there = exported_in(folder)
    return [
        Page(
            there.get(article.article_id) or folder / _name(article),
            to_markdown(article, by, flavor),
            len(article.ordered),
        )
        for article in articles
    ]


def library_pages(
    articles: Sequence[Exported],
    folder: Path,
    by: By = "position",
    flavor: Flavor = "commonmark",
) -> Iterator[Page]:
    """A page for each article, an index of them, and a page for each speaker of noted words.

    The page of a speaker of whom nothing is noted any more is emptied, but for what somebody
    wrote in it.
    """
    pages = article_pages(articles, folder, by, flavor)
    yield from pages
    paths = {article.article_id: page.path for article, page in zip(articles, pages, strict=True)}
    yield _index(articles, paths, folder / _INDEX, flavor)
    yield from _speaker_pages(articles, paths, folder / _SPEAKERS, flavor)


def exported_in(folder: Path) -> dict[str, Path]:
    """The file of each page in a folder and those in it, by the id in its front matter."""
    found: dict[str, Path] = {}
    for path in sorted(_markdown_files(folder)):
        name = article_id_in(_beginning(path))
        if name:
            found.setdefault(name, path)
    return found


def slug(title: str) -> str:
    """A title as the name of a file: letters, digits and hyphens, at most 60.

    Fewer where they take many bytes: a name of more than 255 is none, and what is written aside
    has a longer one.
    """
    words = re.sub(r"[\W_]+", "-", title.casefold()).strip("-")[:60]
    return words.encode()[:_NAME_BYTES].decode(errors="ignore").strip("-")


def _markdown_files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in files if name.endswith(".md"))


def _beginning(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            return file.read(_FRONT_MATTER_CHARACTERS)
    except OSError:
        return ""


def _name(article: Exported) -> str:
    """A name of letters, digits and hyphens, which every platform takes."""
    return f"{slug(article.document.title) or 'article'}-{article.article_id[-8:]}.md"


def _page(fields: Mapping[str, object], title: str, items: Mapping[str, str]) -> str:
    blocks = [
        matter_text(fields),
        title,
        *(item_text(name, content) for name, content in items.items()),
    ]
    marks = [item_mark(name, content_hash(content)) for name, content in items.items()]
    return sealed("\n\n".join(blocks) + "\n", fields, marks)


def _index(
    articles: Sequence[Exported], paths: Mapping[str, Path], path: Path, flavor: Flavor
) -> Page:
    notes = sum(len(article.ordered) for article in articles)
    fields = {"id": "index", "reader": "index", "articles": len(articles), "notes": notes}
    items = {
        article.article_id: _entry(article, _link(path, paths[article.article_id]), flavor)
        for article in sorted(articles, key=lambda one: one.document.title.casefold())
    }
    return Page(path, _page(fields, "# Index", items), notes)


def _entry(article: Exported, link: str, flavor: Flavor) -> str:
    """A line of the index."""
    count = len(article.ordered)
    told = [
        link_to(escape_markdown(article.document.title, flavor), link),
        escape_markdown(article.document.published or "", flavor),
        f"{count} note{'s' if count != 1 else ''}",
        escape_markdown(", ".join(_speakers_of(article)), flavor),
    ]
    return "- " + " · ".join(part for part in told if part)


def _speakers_of(article: Exported) -> list[str]:
    names = map(article.speaker_name_of, article.ordered)
    return [*dict.fromkeys(name for name in names if name)]


@dataclass(frozen=True, slots=True)
class _Said:
    """Noted words of a speaker."""

    article: Exported
    annotation: Annotation


def _speaker_pages(
    articles: Sequence[Exported], paths: Mapping[str, Path], folder: Path, flavor: Flavor
) -> Iterator[Page]:
    said: dict[str, list[_Said]] = {}
    for article in articles:
        for annotation in article.ordered:
            name = article.speaker_name_of(annotation)
            if name:
                said.setdefault(_speaker_id(name), []).append(_Said(article, annotation))
    there = exported_in(folder)
    taken = {path.name for path in there.values()}
    for name_id, noted in said.items():
        name = noted[0].article.speaker_name_of(noted[0].annotation) or ""
        path = there.get(name_id) or folder / _speaker_file(name, name_id, taken)
        taken.add(path.name)
        items = {one.annotation.id: _words(one, path, paths, flavor) for one in noted}
        yield Page(path, _speaker_page(name_id, name, noted, items, flavor), len(noted))
    for name_id, path in there.items():
        if name_id not in said and name_id.startswith("speaker-"):
            name = str(fields_in(_beginning(path)).get("speaker", ""))
            yield Page(path, _speaker_page(name_id, name, [], {}, flavor), 0)


def _speaker_page(
    name_id: str, name: str, noted: list[_Said], items: Mapping[str, str], flavor: Flavor
) -> str:
    found = (one.article.speaker_of(one.annotation) for one in noted)
    roles = dict.fromkeys(speaker.role for speaker in found if speaker and speaker.role)
    fields = {
        "id": name_id,
        "reader": "speaker",
        "speaker": name,
        "roles": [*roles],
        "articles": len({one.article.article_id for one in noted}),
        "highlights": len(noted),
    }
    known = {key: value for key, value in fields.items() if value != []}
    return _page(known, heading_line("#", name or "Nobody named", flavor), items)


def _words(said: _Said, page: Path, paths: Mapping[str, Path], flavor: Flavor) -> str:
    """Noted words on a speaker's page, with a link to where they stand in the article's."""
    article, annotation = said.article, said.annotation
    link = _link(page, paths[article.article_id])
    title = escape_markdown(article.document.title, flavor)
    told = [
        f"— {link_to(title, f'{link}#^hl-{annotation.id}')}",
        escape_markdown(article.document.published or "", flavor),
    ]
    quoted = block_quote(article.words_of(annotation), flavor)
    return "\n\n".join(part for part in (quoted, ", ".join(filter(None, told))) if part)


def _speaker_id(name: str) -> str:
    folded = " ".join(name.casefold().split()).encode("utf-8", "replace")
    return f"speaker-{hashlib.sha256(folded).hexdigest()[:12]}"


def _speaker_file(name: str, name_id: str, taken: set[str]) -> str:
    words = slug(name) or "speaker"
    if f"{words}.md" in taken or _RESERVED.fullmatch(words):
        words = f"{words}-{name_id[-6:]}"
    return f"{words}.md"


def _link(page: Path, target: Path) -> str:
    """How a page links to another."""
    return Path(os.path.relpath(target, page.parent)).as_posix().replace("%", "%25")
