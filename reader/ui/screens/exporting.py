"""Exporting the notes from the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work

from reader.document import Document
from reader.errors import ReaderError
from reader.ui.screens.open_article import OpenArticle
from reader.ui.screens.prompt import confirm
from reader.ui.typed_path import typed_path

if TYPE_CHECKING:
    from reader.export import By, Exported, Flavor
    from reader.ui.screens.export_prompt import ExportChoice


class Exporting(OpenArticle):
    """Asks in which form and where to, writes it, says where it is."""

    _export_path = ""

    def forget(self, document: Document) -> None:
        """Begin anew with another document, whose notes go to a file of their own."""
        super().forget(document)
        self._export_path = ""

    def action_export(self) -> None:
        """Export the notes on this article."""
        # Only here: front matter is written by PyYAML, which takes 15 ms to import.
        from reader.export import slug
        from reader.ui.screens.export_prompt import ExportPrompt, last_choice

        if self.reading is None or not self.is_open:
            self.notify("the notes of this article are not open yet", timeout=3)
            return
        if not self.reading.annotations:
            self.notify("no notes to export yet: v selects, enter highlights", timeout=3)
            return
        choice = replace(last_choice(self.desk.places.data), path=self._export_path)
        stem = slug(self.document.title) or "article"
        self.app.push_screen(ExportPrompt(choice, stem, self._preview), self._take_choice)

    def _exported(self) -> Exported | None:
        from reader.export import Exported

        reading = self.reading
        if reading is None:
            return None
        return Exported(
            reading.article_id,
            reading.document,
            reading.findings,
            reading.annotations,
            reading.corrections,
        )

    def _rendered(self, choice: ExportChoice, name: str) -> str:
        from reader.export import Style, form_for, rendered

        exported = self._exported()
        style = Style(cast("By", choice.by), cast("Flavor", choice.flavor))
        return rendered(form_for(choice.form, name), [exported], style) if exported else ""

    def _preview(self, choice: ExportChoice) -> str:
        if choice.form == "html":
            return "one page with the article, its marks, and your notes in the margin"
        text = self._rendered(choice, "")
        # What stands in every file of the kind tells nothing.
        if choice.form not in ("md", "sheet"):
            return text
        body = text.split("---\n", 2)[-1]
        return re.sub(r"<!-- [^\n]* -->\n\n?", "", body).strip()

    def _take_choice(self, choice: ExportChoice | None) -> None:
        from reader.ui.screens.export_prompt import remember_choice

        if choice is None:
            return
        self._export_path = choice.path
        path = typed_path(choice.path)
        folder = str(path.parent)
        choice = replace(choice, folder="" if folder == "." else folder)
        remember_choice(self.desk.places.data, choice)
        self._write_export(path, choice, force=False)

    @work(group="export")
    async def _write_export(self, path: Path, choice: ExportChoice, *, force: bool) -> None:
        from reader.export import why_not, write_export

        reading = self.reading
        if reading is None:
            return
        try:
            text = self._rendered(choice, path.name)
            there = path.read_text("utf-8", "replace") if path.is_file() else ""
            if not force and there and there != text and (reason := why_not(there, text)):
                question = confirm(f"{path} {reason}", "Overwrite it", "Leave it")
                if await self.app.push_screen_wait(question) != "yes":
                    return
                force = True
            changed = write_export(path, text, force=force)
        except (ReaderError, OSError) as error:
            cause = error.strerror if isinstance(error, OSError) else str(error)
            self.notify(
                f"{path}: {cause}",
                title="Not exported",
                severity="error",
                markup=False,
                timeout=10,
            )
            return
        count = len(reading.annotations)
        told = f"{count} note{'s' if count != 1 else ''} in {path.absolute()}"
        self.notify(told if changed else f"nothing changed: {told}", markup=False, timeout=6)
