"""Exports in a form of one's own, by a Jinja2 template.

A template is text of somebody else's, perhaps: it runs in a sandbox, sees values and nothing of
the program, and cannot read files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations import Annotation
from reader.errors import ReaderError
from reader.export.escape import Flavor, escape_markdown
from reader.export.exported import Exported
from reader.export.org import escape_org
from reader.export.table import no_formula
from reader.export.values import note_record, quotes_record
from reader.export.whereabouts import web_address

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_CHARACTERS = 50_000_000
"""How much a template may write; more is a mistake in it."""


def from_template(path: Path, articles: Sequence[Exported]) -> str:
    """What a template makes of articles.

    The template sees `articles`, each with `id`, `title`, `source`, `url`, `authors`,
    `published`, `text_sha256`, `notes`, `quotes` and `speakers`; the last three are as in JSON,
    with `role`, `link` and `check` on a note. Filters: `markdown`, `org` and `cell` make plain
    words stay plain in Markdown, in Org mode and in a spreadsheet; `e` does in HTML.

    Raises:
        ReaderError: It cannot be read or has a mistake, which is told with its line.
    """
    from jinja2 import TemplateError

    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "not in UTF-8"
        raise ReaderError(f"{path}: no template ({cause}): name another file") from error
    try:
        parts, size = [], 0
        pages = [template_values(article) for article in articles]
        for part in environment().from_string(source).generate(articles=pages):
            size += len(part)
            if size > _CHARACTERS:
                raise ReaderError(f"{path}: the template writes without end: mend it")
            parts.append(part)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"line {line}: " if line else ""
        raise ReaderError(f"{path}: {where}{error}: mend the template") from error
    except (
        ArithmeticError,
        LookupError,
        MemoryError,
        RecursionError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        raise ReaderError(
            f"{path}: the template fails ({type(error).__name__}: {error}): mend it"
        ) from error
    return "".join(parts)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """What templates run in."""
    from jinja2 import StrictUndefined, TemplateRuntimeError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        # A short formula can ask for more than any memory holds.
        intercepted_binops = frozenset({"*", "**", "%"})

        def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
            if not isinstance(left, (int, float)) or not isinstance(right, (int, float)):
                raise TemplateRuntimeError(f"{operator} is for numbers")
            if operator == "**":
                raise TemplateRuntimeError("** is not for templates")
            return super().call_binop(context, operator, left, right)  # type: ignore[arg-type]

    made = Sandbox(
        undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["markdown"] = _markdown
    made.filters["org"] = lambda words: escape_org(str(words))
    made.filters["cell"] = lambda words: no_formula(str(words))
    # What takes no end of memory or time with a number.
    for name in ("range", "lipsum"):
        made.globals.pop(name, None)
    for name in ("center", "indent", "format", "batch", "slice"):
        made.filters.pop(name, None)
    return made


def template_values(article: Exported) -> dict[str, object]:
    """An article as a template sees it."""
    document = article.document
    found = (
        quotes_record(document, article.findings, article.article_id)
        if (article.findings)
        else None
    )
    return {
        "id": article.article_id,
        "title": document.title,
        "source": document.origin.locator,
        "url": document.origin.locator if article.is_web else None,
        "authors": list(document.authors),
        "published": document.published,
        "text_sha256": article.text_sha256,
        "notes": [_note(article, note) for note in article.ordered],
        "quotes": found["quotes"] if found else [],
        "speakers": found["speakers"] if found else [],
    }


def _note(article: Exported, annotation: Annotation) -> dict[str, object]:
    speaker, check = article.speaker_of(annotation), annotation.check
    return {
        **note_record(article, annotation),
        "role": speaker.role if speaker else None,
        "link": web_address(article, annotation) or None,
        "check": str(check.verdict) if check else None,
    }


def _markdown(words: object, flavor: Flavor = "commonmark") -> str:
    return escape_markdown(re.sub(r"\s*\n\s*", " ", str(words)), flavor)
