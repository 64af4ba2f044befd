"""A sheet for checking facts: every noted stretch of words, to be ticked off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.annotations import Annotation, Verdict
from reader.export.escape import Flavor, escape_markdown
from reader.export.exported import Exported
from reader.export.matter import matter_text
from reader.export.seal import item_mark, sealed
from reader.export.sections import content_hash, item_text
from reader.export.table import csv_text
from reader.export.whereabouts import link_to, safe_url, web_address

_COLUMNS = (
    *("checked", "words", "speaker", "role", "article", "date", "status", "link", "proof", "note"),
    "id",
)


def sheet_markdown(articles: Sequence[Exported], flavor: Flavor = "commonmark") -> str:
    """A list to tick off, in Markdown; exported again it keeps what somebody wrote in it."""
    fields: dict[str, object] = {
        "id": f"sheet-{articles[0].article_id}" if len(articles) == 1 else "sheet",
        "reader": "sheet",
        "quotes": sum(1 for _ in _noted(articles)),
    }
    items = {note.id: _entry(article, note, flavor) for article, note in _noted(articles)}
    blocks = [item_text(f"check-{name}", content) for name, content in items.items()]
    marks = [item_mark(f"check-{name}", content_hash(text)) for name, text in items.items()]
    text = "\n\n".join([matter_text(fields), "# To be checked", *blocks])
    return sealed(f"{text}\n", fields, marks)


def sheet_csv(articles: Sequence[Exported]) -> str:
    """The same as rows."""
    return csv_text(_COLUMNS, (_row(article, note) for article, note in _noted(articles)))


def _noted(articles: Sequence[Exported]) -> Iterator[tuple[Exported, Annotation]]:
    return ((article, note) for article in articles for note in article.ordered if note.target)


def _row(article: Exported, annotation: Annotation) -> dict[str, object]:
    speaker, check = article.speaker_of(annotation), annotation.check
    verdict = check.verdict if check else Verdict.OPEN
    return {
        "checked": "x" if verdict is not Verdict.OPEN else "",
        "words": article.words_of(annotation),
        "speaker": article.speaker_name_of(annotation),
        "role": speaker.role if speaker else None,
        "article": article.document.title,
        "date": article.document.published,
        "status": str(verdict),
        "link": web_address(article, annotation) or article.document.origin.locator,
        "proof": check.url if check else None,
        "note": annotation.body,
        "id": annotation.id,
    }


def _entry(article: Exported, annotation: Annotation, flavor: Flavor) -> str:
    row = _row(article, annotation)
    words = " / ".join(line.strip() for line in str(row["words"]).split("\n") if line.strip())
    lines = [f"- [{row['checked'] or ' '}] {escape_markdown(words, flavor)}"]
    told = {
        "Said by": article.attribution_of(annotation),
        "Article": ", ".join(str(row[name]) for name in ("article", "date") if row[name]),
        "Status": row["status"],
    }
    lines += [
        f"{name}: {escape_markdown(str(value), flavor)}" for name, value in told.items() if value
    ]
    lines.append(f"Link: {_place(article, annotation, flavor)}")
    if row["proof"]:
        lines.append(f"Proof: {_address(str(row['proof']), flavor)}")
    if annotation.body.strip():
        note = " / ".join(line.strip() for line in annotation.body.split("\n") if line.strip())
        lines.append(f"Note: {escape_markdown(note, flavor)}")
    return "\n  - ".join(lines)


def _place(article: Exported, annotation: Annotation, flavor: Flavor) -> str:
    url = web_address(article, annotation)
    if url:
        return link_to("where it stands", url)
    locator = escape_markdown(article.document.origin.locator, flavor)
    span = annotation.span
    return f"{locator}, characters {span.start}–{span.end}" if span else f"{locator}, place lost"


def _address(url: str, flavor: Flavor) -> str:
    if not url.startswith(("http://", "https://")):
        return escape_markdown(url, flavor)
    return link_to(escape_markdown(url, flavor), safe_url(url))
