"""Asks in which form, in which order and where to notes are exported, and shows how that looks."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reader.ui.screens.dialogue import Dialogue

_KEPT = "export.json"
_FORMS = {
    "md": "Markdown",
    "sheet": "sheet for checking facts",
    "html": "web page",
    "csv": "CSV table",
    "json": "JSON, everything",
    "jsonl": "JSON lines",
    "jsonld": "Web Annotations (JSON-LD)",
    "org": "Org mode",
    "apa": "citations, APA",
    "mla": "citations, MLA",
    "chicago": "citations, Chicago",
    "csl": "citation as CSL-JSON",
}
_GROUPINGS = ("position", "speaker", "tag", "color")
_FLAVORS = ("commonmark", "gfm", "obsidian")
_PREVIEW_LINES = 9


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What was chosen."""

    form: str = "md"
    """A key of the forms an export may have."""
    by: str = "position"
    """What Markdown is grouped by."""
    flavor: str = "commonmark"
    """Whose Markdown."""
    folder: str = ""
    """Where the last export went; empty: where the program was started."""
    path: str = ""
    """Where this one goes; not remembered."""


def last_choice(data: Path) -> ExportChoice:
    """What was chosen the last time; the first of everything when that is not known."""
    try:
        kept = json.loads((data / _KEPT).read_bytes())
        choice = ExportChoice(**{name: kept[name] for name in ("form", "by", "flavor", "folder")})
    except (OSError, ValueError, TypeError, KeyError):
        return ExportChoice()
    known = choice.form in _FORMS and choice.by in _GROUPINGS and choice.flavor in _FLAVORS
    return choice if known and isinstance(choice.folder, str) else ExportChoice()


def remember_choice(data: Path, choice: ExportChoice) -> None:
    """Keep what was chosen; never raises for a disk."""
    from reader.files import write_aside

    told = json.dumps(asdict(replace(choice, path=""))).encode()
    with suppress(OSError):
        write_aside(data / _KEPT, told, is_durable=False)


class ExportPrompt(Dialogue[ExportChoice | None]):
    """Form, grouping, place and a preview; None when left with `esc`."""

    DEFAULT_CSS = """
    ExportPrompt { align: center middle; background: $background 60%; }
    ExportPrompt > Vertical {
        width: 78; max-width: 96%; height: auto; max-height: 96%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    ExportPrompt .hint { color: $secondary; height: auto; }
    ExportPrompt .preview {
        color: $secondary; height: auto; max-height: 9; border-top: solid $panel; overflow: hidden;
    }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", "leave", show=False),
        Binding("down", "form(1)", "next form", show=False, priority=True),
        Binding("up", "form(-1)", "form before", show=False, priority=True),
        Binding("tab", "grouping(1)", "next grouping", show=False, priority=True),
        Binding("shift+tab", "grouping(-1)", "grouping before", show=False, priority=True),
        Binding("f2", "flavor", "whose Markdown", show=False, priority=True),
    ]

    def __init__(
        self, choice: ExportChoice, stem: str, preview: Callable[[ExportChoice], str]
    ) -> None:
        """Ask.

        Args:
            choice: What is chosen at first; its path is suggested, or made of folder and stem.
            stem: Name of the file without its suffix.
            preview: The beginning of what would be written.
        """
        super().__init__()
        self._stem, self._preview = stem, preview
        self._choice = choice
        self._suggested = choice.path or self._path()

    def compose(self) -> ComposeResult:
        """What is chosen, the path, and how it would look."""
        with Vertical():
            yield Static(classes="choices")
            yield Input(self._suggested)
            yield Static(
                Content("enter writes · ↑↓ form · tab grouping · F2 whose Markdown · esc leaves"),
                classes="hint",
            )
            yield Static(classes="preview")

    def on_mount(self) -> None:
        """Show what is chosen."""
        self._show()

    def action_form(self, step: int) -> None:
        """The next form; the suggested name follows."""
        names = list(_FORMS)
        at = (names.index(self._choice.form) + step) % len(names)
        self._take(replace(self._choice, form=names[at]))

    def action_grouping(self, step: int) -> None:
        """The next grouping of Markdown."""
        at = (_GROUPINGS.index(self._choice.by) + step) % len(_GROUPINGS)
        self._take(replace(self._choice, by=_GROUPINGS[at]))

    def action_flavor(self) -> None:
        """The next kind of Markdown."""
        at = (_FLAVORS.index(self._choice.flavor) + 1) % len(_FLAVORS)
        self._take(replace(self._choice, flavor=_FLAVORS[at]))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was chosen."""
        event.stop()
        path = event.value.strip()
        if path:
            self.dismiss(replace(self._choice, path=path))

    def _take(self, choice: ExportChoice) -> None:
        self._choice = choice
        line = self.query_one(Input)
        # A name the person wrote is theirs.
        if line.value == self._suggested:
            self._suggested = line.value = self._path()
            line.cursor_position = len(line.value)
        self._show()

    def _path(self) -> str:
        from reader.export import SUFFIXES

        form = self._choice.form
        kind = "" if form == "md" else "-sheet" if form == "sheet" else f"-{form}"
        suffix = SUFFIXES[form]
        kind = "" if suffix == f".{form}" else kind
        name = f"{self._stem}-notes{kind}{suffix}"
        return str(Path(self._choice.folder) / name) if self._choice.folder else name

    def _show(self) -> None:
        choice = self._choice
        told = f"Export as {_FORMS[choice.form]}"
        if choice.form == "md":
            told += f", by {choice.by}, {choice.flavor}"
        self.query_one(".choices", Static).update(Content(told))
        lines = self._preview(choice).split("\n")[:_PREVIEW_LINES]
        self.query_one(".preview", Static).update(Content("\n".join(line[:200] for line in lines)))
