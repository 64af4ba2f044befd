"""`reader export`: notes in files that other programs read."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from reader.cli.articles import (
    article_of_source,
    articles_of_library,
    only_corrected,
    with_findings,
)
from reader.cli.options import global_options
from reader.cli.output import complain, inert, tell, tell_how_many, write
from reader.cli.shelf import library
from reader.errors import ReaderError, SourceError

if TYPE_CHECKING:
    from reader.export import By, Exported, Flavor
    from reader.reading import Shelf

_FORMS = (
    "md",
    "sheet",
    "json",
    "jsonl",
    "csv",
    "html",
    "jsonld",
    "org",
    "apa",
    "mla",
    "chicago",
    "csl",
)

_WHOLE = ("json", "jsonl", "jsonld")
"""The forms that leave nothing out."""


@click.command("export")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--all", "is_all", is_flag=True, help="Every article that has notes.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default="md",
    help="Default: md. A sheet is for checking facts: Markdown, or CSV into a file named so."
    " The last four are citations.",
)
@click.option(
    "-o",
    "--output",
    "target",
    default="-",
    metavar="PATH|-",
    help="A file; with --all -f md a folder, one file per article. Default: standard output.",
)
@click.option(
    "--by",
    type=click.Choice(["position", "speaker", "tag", "color"]),
    default="position",
    help="Order, and headings, of Markdown.",
)
@click.option(
    "--flavor",
    type=click.Choice(["commonmark", "gfm", "obsidian"]),
    default="commonmark",
    help="Whose Markdown: plain, GitHub's or Obsidian's.",
)
@click.option("--check", is_flag=True, help="Write nothing; show what would change, exit 1.")
@click.option("--force", is_flag=True, help="Overwrite a file that is no export.")
@click.option("--template", metavar="FILE", help="Write what this Jinja2 template makes of it.")
@global_options()
def export_command(
    sources: tuple[str, ...],
    is_all: bool,
    form: str,
    target: str,
    by: str,
    flavor: str,
    check: bool,
    force: bool,
    template: str | None,
) -> int:
    """Write the highlights and notes on each SOURCE, in Markdown or another form."""
    if bool(sources) == is_all:
        raise click.UsageError("give a SOURCE, or --all for the whole library, not both")
    if check and target == "-":
        raise click.UsageError("--check compares with files: give -o PATH")
    with library() as shelf:
        articles, failures = _articles(sources, shelf)
        if is_all:
            articles += only_corrected(shelf) if form in _WHOLE else ()
            # Not by when they were opened: what was only read is exported as before.
            articles.sort(key=lambda one: (one.document.title.casefold(), one.article_id))
    if failures and not articles:
        return 1
    asked = _Asked(form, target, cast("By", by), cast("Flavor", flavor), is_all, template)
    files = [*_files(articles, asked)]
    out = _Out(check, force)
    changed = 0
    for file in files:
        try:
            changed += out.put(file)
        except ReaderError as error:
            complain(str(error))
            failures += 1
    return int(failures > 0 or (check and changed > 0))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be written, and how."""

    form: str
    target: str
    by: By
    flavor: Flavor
    is_all: bool
    template: str | None


@dataclass(frozen=True, slots=True)
class _File:
    """A file to write."""

    path: Path | None
    """Where; None for standard output."""
    text: str
    notes: int


@dataclass(frozen=True, slots=True)
class _Out:
    """How files are written."""

    check: bool
    force: bool

    def put(self, file: _File) -> bool:
        """Write a file, or with `check` only look; whether it was not so already."""
        if file.path is None:
            write(file.text)
            return True
        if self.check:
            return self._compare(file.path, file.text)
        if _is_special(file.path):
            file.path.write_text(file.text, encoding="utf-8")
            return True
        from reader.export import write_export

        changed = write_export(file.path, file.text, force=self.force)
        notes = "1 note" if file.notes == 1 else f"{file.notes} notes"
        tell(f"{file.path}: {notes} {'written' if changed else 'there already, nothing changed'}")
        return changed

    def _compare(self, path: Path, text: str) -> bool:
        """Show what an export would change; whether it would."""
        from difflib import unified_diff

        from reader.export import planned_export

        there, new = planned_export(path, text, force=self.force)
        if there == new:
            return False
        old_lines, new_lines = (
            re.findall(r"[^\n]*\n|[^\n]+", (data or b"").decode("utf-8", "replace"))
            for data in (there, new)
        )
        name = inert(str(path))
        before = "/dev/null" if there is None else name
        for line in unified_diff(old_lines, new_lines, before, name):
            write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
        state = "not exported yet" if there is None else "not up to date"
        complain(f"{path}: {state}; without --check it is written")
        return True


def _articles(sources: Sequence[str], shelf: Shelf) -> tuple[list[Exported], int]:
    """The articles to export, and how many sources gave none."""
    if not sources:
        return [with_findings(article) for article in articles_of_library(shelf)], 0
    from reader.sources import sources_in

    articles: list[Exported] = []
    failures = 0
    for source in sources:
        try:
            found = sources_in(source)
            if found != (source,):
                tell_how_many(source, found)
            articles += [with_findings(article_of_source(name, shelf)) for name in found]
        except SourceError as error:
            complain(str(error))
            failures += 1
    return articles, failures


def _files(articles: Sequence[Exported], asked: _Asked) -> Iterator[_File]:
    from reader.export import (
        Style,
        article_pages,
        form_for,
        from_template,
        library_pages,
        rendered,
    )

    path = None if asked.target == "-" else Path(asked.target)
    is_markdown = asked.form == "md" and not asked.template
    if is_markdown and path and (asked.is_all or path.is_dir()):
        make = library_pages if asked.is_all else article_pages
        pages = make(articles, path, asked.by, asked.flavor)
        yield from (_File(page.path, page.text, page.notes) for page in pages)
        return
    notes = sum(len(article.ordered) for article in articles)
    if asked.template:
        yield _File(path, from_template(Path(asked.template), articles), notes)
        return
    form = form_for(asked.form, asked.target)
    yield _File(path, rendered(form, articles, Style(asked.by, asked.flavor)), notes)


def _is_special(path: Path) -> bool:
    """Whether it is a pipe or device, such as `/dev/stdout`: nothing to replace."""
    return path.exists() and not (stat.S_ISREG(path.stat().st_mode) or path.is_dir())
