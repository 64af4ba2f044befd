"""Tagging and removing articles of a list, one or many at once, and taking that back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.getters import query_one
from textual.screen import Screen

from reader.errors import ReaderError
from reader.ui.desk import Desk
from reader.ui.widgets.article_table import ArticleTable
from reader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from reader.reading import Entry, Shelf

_SLICE = 100
"""Articles changed before it is told how far it is."""


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article before and after."""

    before: Entry
    """As it was."""
    after: Entry
    """As it becomes: with other tags, or in the trash."""

    def reversed(self) -> ArticleChange:
        """The change that takes this one back."""
        return ArticleChange(self.after, self.before)

    def make(self, shelf: Shelf) -> None:
        """Make it in the library.

        Raises:
            StoreError: It could not be kept.
        """
        article_id = self.after.article_id
        was, now = set(self.before.tags), set(self.after.tags)
        if was != now:
            shelf.retag(article_id, now - was, was - now)
        if self.after.removed and not self.before.removed:
            shelf.remove_article(article_id, self.after.removed)
        elif self.before.removed and not self.after.removed:
            shelf.restore_article(article_id)


class Shelving(Screen[None]):
    """The changes that a list of articles makes, and undoing them."""

    rows = query_one(ArticleTable)
    status = query_one(StatusLine)

    def __init__(self, desk: Desk) -> None:
        """Change the library of this desk."""
        super().__init__()
        self.desk = desk
        self.marked: set[str] = set()
        self.entries: tuple[Entry, ...] = ()
        self._done: list[list[ArticleChange]] = []

    def take_entries(self, entries: tuple[Entry, ...]) -> None:
        """List these articles from now on."""
        raise NotImplementedError

    def fill(self) -> None:
        """Show the list anew."""
        raise NotImplementedError

    # What is meant

    def _chosen(self) -> list[Entry]:
        """What is marked, else the article under the cursor."""
        current = self.rows.current_entry
        marked = [entry for entry in self.entries if entry.article_id in self.marked]
        return marked or ([current] if current else [])

    def action_mark(self) -> None:
        """Mark the article under the cursor, or not any more; go on to the next one."""
        if current := self.rows.current_entry:
            self.marked ^= {current.article_id}
            self.fill()
            self.rows.action_cursor(1)

    def action_mark_all(self) -> None:
        """Mark every article that is listed, or, if they all are, none."""
        listed = {entry.article_id for entry in self.rows.entries}
        self.marked = self.marked - listed if listed <= self.marked else self.marked | listed
        self.fill()

    # Tags

    def action_tag(self) -> None:
        """Give tags to what is marked, else to the article under the cursor."""
        from reader.ui.screens.prompt import TextPrompt

        chosen = self._chosen()
        if chosen:
            known = sorted({tag for entry in self.entries for tag in entry.tags}, key=str.casefold)
            one = chosen[0] if len(chosen) == 1 else None
            there = f" · now {' '.join(f'#{tag}' for tag in one.tags)}" if one and one.tags else ""
            hint = f"added to what is there; -word takes one away; tab completes{there}"
            prompt = TextPrompt(f"Tags for {_name(chosen)}", "", hint, completions=known)
            self.app.push_screen(prompt, partial(self._take_tags, chosen))

    def _take_tags(self, chosen: Sequence[Entry], typed: str | None) -> None:
        from reader.reading import tag_words

        words = (typed or "").split()
        less = {tag.casefold() for tag in tag_words(word[1:] for word in words if word[0] == "-")}
        more = [word for word in words if word[0] != "-"]

        def tagged(entry: Entry) -> Entry:
            kept = (tag for tag in entry.tags if tag.casefold() not in less)
            tags = sorted(tag_words([*kept, *more]), key=str.casefold)
            return replace(entry, tags=tuple(tags))

        self._change(chosen, tagged)

    # The trash

    def action_remove(self) -> None:
        """Ask, then move what is marked, else the article under the cursor, to the trash."""
        from reader.ui.screens.prompt import confirm

        chosen = self._chosen()
        if chosen:
            notes = sum(entry.notes for entry in chosen)
            its = f", with {notes:,} note{'s' if notes != 1 else ''}" if notes else ""
            question = confirm(
                f"Move {_name(chosen)} to the trash{its}?",
                "Move to the trash; u or T brings it back",
                "No",
            )
            self.app.push_screen(question, partial(self._remove, chosen))

    def _remove(self, chosen: Sequence[Entry], answer: str | None) -> None:
        if answer == "yes":
            now = self.desk.now()
            self._change(chosen, lambda entry: replace(entry, removed=now))

    # Making changes, and taking them back

    def action_undo(self) -> None:
        """Take back what was done last on this screen."""
        if not self._done:
            self.notify("nothing to undo here; T shows the trash", timeout=3)
            return
        self._make([change.reversed() for change in self._done.pop()], is_undo=True)

    def _change(self, chosen: Sequence[Entry], change: Callable[[Entry], Entry]) -> None:
        changes = [ArticleChange(entry, change(entry)) for entry in chosen]
        changes = [one for one in changes if one.before != one.after]
        if changes:
            self._make(changes, is_undo=False)

    @work(thread=True, group="save", exit_on_error=False)
    def _make(self, changes: Sequence[ArticleChange], *, is_undo: bool) -> None:
        shelf = self.desk.shelf()
        made: list[ArticleChange] = []
        trouble = ""
        for number, change in enumerate(changes, 1):
            try:
                change.make(shelf)
            except ReaderError as error:
                trouble = f"{len(changes) - len(made)} of {len(changes)} not saved: {error}"
                break
            made.append(change)
            if number % _SLICE == 0:
                told = f"{number:,} of {len(changes):,} saved"
                self.app.call_from_thread(self._tell, told, "")
        self.app.call_from_thread(self._take_made, made, trouble, is_undo)

    def _take_made(self, made: Sequence[ArticleChange], trouble: str, is_undo: bool) -> None:
        if not self.is_attached:
            return
        if made and not is_undo:
            self._done.append(list(made))
        self._tell("not saved" if trouble else "saved", trouble)
        after = {change.after.article_id: change.after for change in made}
        kept = [after.pop(entry.article_id, entry) for entry in self.entries]
        entries = (entry for entry in (*kept, *after.values()) if not entry.removed)
        self.take_entries(tuple(entries))

    def _tell(self, told: str, trouble: str) -> None:
        self.status.state, self.status.is_trouble = told, bool(trouble)
        if trouble:
            self.notify(trouble, severity="error", markup=False, timeout=12)


def _name(chosen: Sequence[Entry]) -> str:
    return f"“{chosen[0].title}”" if len(chosen) == 1 else f"{len(chosen):,} articles"
