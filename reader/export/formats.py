"""Every form an export may have, by its name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reader.export.citation import citations, to_csl
from reader.export.escape import Flavor
from reader.export.exported import Exported
from reader.export.markdown import By, to_markdown
from reader.export.org import to_org
from reader.export.sheet import sheet_csv, sheet_markdown
from reader.export.table import notes_csv
from reader.export.values import NOTES_SCHEMA
from reader.export.webannotation import to_jsonld
from reader.export.whole import WholeNotes, whole_note


@dataclass(frozen=True, slots=True)
class Style:
    """How Markdown is written."""

    by: By = "position"
    flavor: Flavor = "commonmark"


Write = Callable[[Sequence[Exported], Style], str]


def rendered(form: str, articles: Sequence[Exported], style: Style = Style()) -> str:
    """Articles in one of the forms of `SUFFIXES`.

    Raises:
        KeyError: There is no such form.
    """
    return _FORMS[form](articles, style)


def whole_notes(articles: Sequence[Exported]) -> WholeNotes:
    """The notes of articles with everything known of them, and what was put right."""
    return {
        "schema": NOTES_SCHEMA,
        "notes": [whole_note(article, note) for article in articles for note in article.ordered],
        "corrections": [
            whole_note(article, note) for article in articles for note in article.corrections
        ],
    }


def _json(articles: Sequence[Exported], _style: Style) -> str:
    return _json_text(whole_notes(articles), indent=2)


def _jsonl(articles: Sequence[Exported], _style: Style) -> str:
    whole = whole_notes(articles)
    lines = (*whole["notes"], *whole["corrections"])
    return "".join(_json_text({"schema": NOTES_SCHEMA, **line}) for line in lines)


def _jsonld(articles: Sequence[Exported], _style: Style) -> str:
    return _json_text(to_jsonld(articles), indent=2)


def _html(articles: Sequence[Exported], _style: Style) -> str:
    # Only here: Jinja2 takes 60 ms to import.
    from reader.export.web_page import to_html

    return to_html(articles)


_FORMS: Mapping[str, Write] = {
    "md": lambda articles, style: to_markdown(articles, style.by, style.flavor),
    "sheet": lambda articles, style: sheet_markdown(articles, style.flavor),
    "sheet-csv": lambda articles, _style: sheet_csv(articles),
    "json": _json,
    "jsonl": _jsonl,
    "csv": lambda articles, _style: notes_csv(articles),
    "html": _html,
    "jsonld": _jsonld,
    "org": lambda articles, _style: to_org(articles),
    "apa": lambda articles, _style: citations(articles, "apa"),
    "mla": lambda articles, _style: citations(articles, "mla"),
    "chicago": lambda articles, _style: citations(articles, "chicago"),
    "csl": lambda articles, _style: _json_text(to_csl(articles), indent=2),
}

SUFFIXES: Mapping[str, str] = {
    "md": ".md",
    "sheet": ".md",
    "json": ".json",
    "jsonl": ".jsonl",
    "csv": ".csv",
    "html": ".html",
    "jsonld": ".jsonld",
    "org": ".org",
    "apa": ".txt",
    "mla": ".txt",
    "chicago": ".txt",
    "csl": ".json",
}
"""What the name of a file of each form ends in, in the order they are offered."""


def form_for(form: str, name: str) -> str:
    """The form to write into a file of this name: a sheet is CSV where that says so."""
    return "sheet-csv" if form == "sheet" and name.casefold().endswith(".csv") else form


def _json_text(value: object, indent: int | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"
