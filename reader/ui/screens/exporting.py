"""Exporting the notes from the screen."""

from __future__ import annotations

import re
from pathlib import Path

from textual import work

from reader.document import Document
from reader.errors import ReaderError
from reader.ui.screens.open_article import OpenArticle
from reader.ui.screens.prompt import TextPrompt, confirm


class Exporting(OpenArticle):
    """Asks where to, writes Markdown, says where it is."""

    _export_path = ""

    def forget(self, document: Document) -> None:
        """Begin anew with another document, whose notes go to a file of their own."""
        super().forget(document)
        self._export_path = ""

    def action_export(self) -> None:
        """Export the notes on this article to Markdown."""
        if self.reading is None or not self.is_open:
            self.notify("the notes of this article are not open yet", timeout=3)
            return
        if not self.reading.annotations:
            self.notify("no notes to export yet: v selects, enter highlights", timeout=3)
            return
        suggested = self._export_path or f"{slug(self.document.title)}-notes.md"
        prompt = TextPrompt("Export the notes to", suggested, f"in {Path.cwd()}")
        self.app.push_screen(prompt, self._take_path)

    def _take_path(self, path: str | None) -> None:
        if path and path.strip():
            self._export_path = path.strip()
            self._write_export(Path(path.strip()).expanduser(), force=False)

    @work(group="export")
    async def _write_export(self, path: Path, *, force: bool) -> None:
        # Only here: front matter is written by PyYAML, which takes 15 ms to import.
        from reader.export import Exported, to_markdown, why_not, write_export

        reading = self.reading
        if reading is None:
            return
        exported = Exported(
            reading.article_id, reading.document, reading.findings, reading.annotations
        )
        try:
            text = to_markdown(exported)
            there = path.read_text("utf-8", "replace") if path.is_file() else ""
            if not force and there and (reason := why_not(there, text)):
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


def slug(title: str) -> str:
    """A title as the name of a file: letters, digits and hyphens, at most 60."""
    words = re.sub(r"[^\w]+", "-", title.casefold()).strip("-_")
    return words[:60].rstrip("-") or "article"
