"""What is known of an article beside its text: who, when, where, how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.document import Document, Role
from reader.reading import Reading
from reader.ui.counted import many
from reader.ui.screens.dialogue import Dialogue
from reader.ui.screens.open_article import OpenArticle
from reader.ui.widgets.cells import shown

_KINDS = {
    "text": "plain text",
    "markdown": "Markdown",
    "html": "web page",
    "epub": "EPUB book",
    "pdf": "PDF",
    "docx": "Word document",
}
Fact = tuple[str, str]
"""What is told, and what it is."""


def facts_of(document: Document, reading: Reading | None, words_a_minute: int) -> list[Fact]:
    """What is known of an article, in the order it is shown; what is not known is left out.

    Args:
        document: The article.
        reading: The same as the person has it; None while it is being opened.
        words_a_minute: How fast the person reads; 0 when that is not asked for.
    """
    origin = document.origin
    retrieved = document.retrieved
    facts = [
        ("title", document.title),
        ("by", ", ".join(document.authors)),
        ("published", document.published or ""),
        ("in", document.site or ""),
        ("language", _language(document)),
        ("length", _length(document, words_a_minute)),
        ("holds", _contents(document)),
        ("from", origin.locator),
        ("kind", f"{_KINDS.get(origin.kind, origin.kind)}, {origin.encoding}"),
        ("read on", f"{retrieved.astimezone():%Y-%m-%d %H:%M}" if retrieved else ""),
        *_found(reading),
        ("text", document.sha256[:16]),
    ]
    return [(name, " ".join(shown(value).split())) for name, value in facts if value.strip()]


def _language(document: Document) -> str:
    from reader.document.tongue import language_name

    code = document.language
    if code is None:
        return "not known"
    name = language_name(code)
    told = f"{name} ({code})" if name != code else code
    return f"{told}; speakers are told in English only" if document.is_foreign else told


def _length(document: Document, words_a_minute: int) -> str:
    words = many(document.word_count, "word")
    if not words_a_minute:
        return words
    return f"{words}, {max(1, round(document.word_count / words_a_minute))} min to read"


def _contents(document: Document) -> str:
    paragraphs = document.paragraphs
    leads = sum(bool(one.target) for one in document.inlines)
    counts = (
        (len(paragraphs), "paragraph"),
        (len(paragraphs.indices_with(Role.HEADING)), "heading"),
        (leads, "link"),
    )
    return ", ".join(f"{n:,} {what}{'s' if n != 1 else ''}" for n, what in counts if n)


def _found(reading: Reading | None) -> Iterator[Fact]:
    if reading is None:
        return
    if reading.findings is not None:
        quotes, speakers = len(reading.findings.quotes), len(reading.findings.speakers)
        named = f" of {speakers} speaker{'s' if speakers != 1 else ''}" if speakers else ""
        yield "quotes", f"{quotes}{named}"
    yield "notes", str(len(reading.annotations))


class InformationScreen(Dialogue[None]):
    """Shows facts; any of the usual keys leaves."""

    DEFAULT_CSS = """
    InformationScreen { align: center middle; background: $background 60%; }
    InformationScreen > Vertical {
        width: 84; max-width: 98%; height: auto; max-height: 92%;
        background: $surface; border: round $primary; border-title-color: $primary; padding: 0 1;
    }
    InformationScreen VerticalScroll { height: auto; max-height: 30; }
    InformationScreen #facts { height: auto; }
    InformationScreen .hint { color: $secondary; height: auto; margin-top: 1; }
    """
    BINDINGS = [
        Binding("escape,q,i,enter,space", "dismiss(None)", "leave", show=False),
        Binding("y", "copy", "copy", show=False),
        Binding("j", "scroll(1)", "down", show=False),
        Binding("k", "scroll(-1)", "up", show=False),
    ]

    def __init__(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        super().__init__()
        self._facts = facts

    def compose(self) -> ComposeResult:
        """A line or more for each fact, its name before it."""
        width = max(len(name) for name, _ in self._facts)
        with Vertical() as box:
            box.border_title = "About this article"
            with VerticalScroll(can_focus=True):
                lines = [
                    part
                    for name, value in self._facts
                    for part in ((f"{name:>{width}}  ", "$secondary"), f"{value}\n")
                ]
                yield Static(Content.assemble(*lines).rstrip(), id="facts")
            yield Static(Content("y copies all of it · esc leaves"), classes="hint")

    def on_mount(self) -> None:
        """Leave room for the border and the keys on a small screen; the facts are scrolled."""
        self.query_one(VerticalScroll).styles.max_height = max(1, self.app.size.height - 6)

    def action_scroll(self, rows: int) -> None:
        """Show what stands further down or up."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_copy(self) -> None:
        """Copy the facts, a line each."""
        self.app.copy_to_clipboard("\n".join(f"{name}: {value}" for name, value in self._facts))
        self.notify("copied", timeout=2)


class Informing(OpenArticle):
    """The action that shows what is known of the article."""

    def action_information(self) -> None:
        """Who, when, where, how long."""
        rate = self.desk.settings.words_a_minute
        self.app.push_screen(InformationScreen(facts_of(self.document, self.reading, rate)))

    def tell_language(self) -> None:
        """Say once that this is not English, and what that means."""
        from reader.document.tongue import language_name

        language = language_name(self.document.language or "")
        told = "what stands between marks is shown, who said it is not told"
        self.notify(f"in {language}: {told}", markup=False, timeout=8)
