"""Everything one person says, in this article and in the whole library."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one

from reader.annotations import Annotation
from reader.errors import ReaderError
from reader.reading import Entry
from reader.reading.voices import Heard, Sameness, same_person, utterances, voices_of
from reader.store import Voice
from reader.ui.analysis import AnalysisFailed, analyse_beside
from reader.ui.desk import Desk
from reader.ui.goals import Goal, Place
from reader.ui.screens.dialogue import LeftOnce
from reader.ui.typed_path import typed_path
from reader.ui.widgets.key_line import KeyLine
from reader.ui.widgets.row_list import Item, RowList
from reader.ui.widgets.status_line import StatusLine

_KEYS = (
    ("enter", "go there", "open"),
    ("w", "wordings", "wordings"),
    ("y", "copy", "copy"),
    ("e", "export", "export"),
    ("q", "back", "back"),
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BAR = 10
"""Cells of a bar that stands for all the quoted words of an article."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One article in which the person speaks."""

    voice: Voice
    """The person there."""
    entry: Entry
    """The article."""
    is_sure: bool
    """Whether the name leaves no doubt."""

    @property
    def day(self) -> str:
        """When the article is from: as it says, else when it was opened last."""
        published = self.entry.published or ""
        opened = f"{self.entry.opened.astimezone():%Y-%m-%d}"
        return published[:10] if _DAY.match(published) else opened


class SpeakerScreen(LeftOnce[Place | None]):
    """Lists a speaker's quotes by article, in order of time; gives the one to go to."""

    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = "SpeakerScreen { background: $background; }"
    BINDINGS = [
        Binding("w", "wordings", "the same words elsewhere", show=False),
        Binding("y", "copy", "copy", show=False),
        Binding("e", "export", "export", show=False),
        Binding("q,escape", "back", "back", show=False),
    ]
    rows = query_one(RowList)

    def __init__(self, desk: Desk, name: str, role: str = "") -> None:
        """Show what this person says.

        Args:
            desk: What to work with.
            name: The person, as the article one comes from names them.
            role: What it says they are.
        """
        super().__init__()
        self.desk, self._speaker, self._role = desk, name, role
        self._headings: list[Heading] = []
        self._groups: dict[Heard, list[Heard]] = {}
        self._at: dict[str, Heard] = {}
        self._notes: dict[str, Sequence[Annotation]] = {}

    def compose(self) -> ComposeResult:
        """Status, list, keys."""
        yield StatusLine()
        yield RowList(empty="looking through the library …")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look after the first paint."""
        status = self.query_one(StatusLine)
        status.title = f"{self._speaker} · {self._role}" if self._role else self._speaker
        self.query_one(KeyLine).keys = _KEYS
        self.call_after_refresh(self._look)

    @work(exclusive=True, group="speaker", exit_on_error=False)
    async def _look(self) -> None:
        """Show what is known, then look through the articles nobody has looked through yet."""
        shelf = self.desk.shelf()
        entries = {entry.article_id: entry for entry in await asyncio.to_thread(shelf.entries)}
        await self._gather(entries)
        known = await asyncio.to_thread(shelf.sayings.known)
        left = [e for e in entries.values() if known.get(e.article_id) != e.text_sha256]
        for number, entry in enumerate(left, 1):
            self.query_one(StatusLine).state = f"looking through {number:,} of {len(left):,}"
            document = await asyncio.to_thread(shelf.document, entry.article_id)
            if document is None:
                continue
            try:
                findings = (await analyse_beside(document)).findings
            except AnalysisFailed:
                continue
            voices = voices_of(document, findings, entry.article_id)
            await asyncio.to_thread(shelf.sayings.keep, entry.article_id, document.sha256, voices)
            if same_person(self._speaker, voices):
                await self._gather(entries)
        self.query_one(StatusLine).state = ""
        self.rows.empty = f"{self._speaker} says nothing in the library"
        self.rows.refresh()

    async def _gather(self, entries: dict[str, Entry]) -> None:
        shelf = self.desk.shelf()
        voices = await asyncio.to_thread(shelf.sayings.voices, self._speaker)
        found = [
            Heading(voice, entries[voice.article_id], how is Sameness.YES)
            for voice, how in same_person(self._speaker, voices)
            if voice.article_id in entries
        ]
        self._headings = sorted(found, key=lambda one: (one.day, one.entry.title))
        heard = [Heard(one.voice, said) for one in self._headings for said in one.voice.said]
        groups = await asyncio.to_thread(utterances, heard)
        self._groups = {one: group for group in groups for one in group}
        self._notes = await asyncio.to_thread(self._read_notes)
        self._fill()

    def _read_notes(self) -> dict[str, Sequence[Annotation]]:
        shelf = self.desk.shelf()
        return {
            one.entry.article_id: shelf.annotations(one.entry.article_id)
            for one in self._headings
            if one.entry.notes
        }

    def _fill(self) -> None:
        self._at.clear()
        items = [item for one in self._headings for item in self._article(one)]
        quotes = sum(len(one.voice.said) for one in self._headings)
        articles = len(self._headings)
        self.query_one(StatusLine).position = (
            f"{quotes:,} quote{'s' if quotes != 1 else ''} in "
            f"{articles:,} article{'s' if articles != 1 else ''}"
        )
        current = self.rows.current
        self.rows.show(items, current.key if current else None)

    def _article(self, one: Heading) -> Iterator[Item]:
        voice = one.voice
        share = voice.words / voice.of if voice.of else 0.0
        bar = "█" * max(1, round(_BAR * share))
        doubt = "" if one.is_sure else f" (named {voice.name} there)"
        yield Item(
            "",
            f"{one.day}  {one.entry.title}{doubt}",
            f"{len(voice.said)} · {round(100 * share):>3}% of what is quoted {bar:<{_BAR}}",
            "strong",
        )
        for said in voice.said:
            heard = Heard(voice, said)
            key = f"{voice.article_id}:{voice.name}:{said.start}"
            self._at[key] = heard
            group = self._groups.get(heard, [heard])
            again = f"≈ {len(group)} wordings" if len(group) > 1 else ""
            right = " · ".join(filter(None, (again, said.kind)))
            yield Item(key, said.words, right, "", 2, said.start)
            for note in self._notes.get(voice.article_id, ()):
                span = note.span
                if note.body and span and span.start < said.end and said.start < span.end:
                    yield Item("", f"● {note.body.splitlines()[0]}", "", "muted", 4)
        yield Item("", "")

    def _current(self) -> Heard | None:
        item = self.rows.current
        return self._at.get(item.key) if item else None

    # What can be done

    @on(RowList.Chosen)
    def _choose(self) -> None:
        if heard := self._current():
            self._go_to(heard)

    def _go_to(self, heard: Heard) -> None:
        if heading := self._heading(heard):
            goal = Goal(offset=heard.said.start)
            self.dismiss(Place(heading.entry.article_id, heading.entry.locator, goal))

    def _heading(self, heard: Heard) -> Heading | None:
        return next((one for one in self._headings if one.voice is heard.voice), None)

    def action_open(self) -> None:
        """Go to the quote under the cursor."""
        self.rows.action_choose()

    def action_wordings(self) -> None:
        """Show the same words as other articles report them."""
        heard = self._current()
        group = self._groups.get(heard, []) if heard else []
        if heard is None or len(group) < 2:
            self.notify("these words are in one article only", timeout=3)
            return
        from reader.ui.screens.wordings import Wording, WordingsScreen

        first = group[0].said.words
        pairs = [Wording(self._told(one), one.said.kind, first, one.said.words) for one in group]
        key = "compared with the first: struck is not here, bold is only here"
        dialogue = WordingsScreen(f"{self._speaker}, as reported", pairs, key)
        self.app.push_screen(dialogue, lambda number: self._leave_for(number, group))

    def _leave_for(self, number: int | None, group: Sequence[Heard]) -> None:
        if number is not None:
            self._go_to(group[number])

    def _told(self, heard: Heard) -> str:
        heading = self._heading(heard)
        return f"{heading.day}  {heading.entry.title}" if heading else ""

    def action_copy(self) -> None:
        """Copy the quote with who said it and where."""
        heard = self._current()
        if heard is None:
            return
        self.app.copy_to_clipboard(self._attributed(heard))
        self.notify(f"copied: {heard.said.words[:60]}", timeout=3, markup=False)

    def _attributed(self, heard: Heard) -> str:
        heading = self._heading(heard)
        where = f"{heading.entry.title}, {heading.day}" if heading else ""
        return f"{heard.said.words}\n— {heard.voice.name}, in: {where}"

    @work(group="export")
    async def action_export(self) -> None:
        """Write everything they say to a Markdown file."""
        from reader.export import SaidThere, said_page, slug, write_export
        from reader.ui.screens.prompt import TextPrompt, confirm

        suggested = f"{slug(self._speaker) or 'speaker'}.md"
        asked = TextPrompt("Export what they say to", suggested, f"in {os.path.abspath('.')}")
        typed = await self.app.push_screen_wait(asked)
        if not typed or not typed.strip():
            return
        path = typed_path(typed)
        question = confirm(f"{path} is there already", "Overwrite it", "Leave it")
        if os.path.lexists(path) and await self.app.push_screen_wait(question) != "yes":
            return
        said = [
            SaidThere(
                one.entry.title, one.entry.locator, one.day, [q.words for q in one.voice.said]
            )
            for one in self._headings
        ]
        try:
            write_export(path, said_page(self._speaker, self._role, said), force=True)
        except (OSError, ReaderError) as error:
            self.notify(str(error), severity="error", markup=False, timeout=10)
            return
        self.notify(f"exported to {path.resolve()}", timeout=5, markup=False)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    @on(KeyLine.Pressed)
    async def _press(self, event: KeyLine.Pressed) -> None:
        await self.run_action(event.action)
