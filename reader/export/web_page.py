"""One self-contained web page: the article with its marks, who said what, notes in the margin.

It has no script and asks nobody for anything; whatever comes from an article stays text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from reader.annotations import Annotation, State
from reader.document import Inline, InlineKind, Paragraph, Role, Span
from reader.export.exported import Exported
from reader.export.seal import sealed_page
from reader.export.whereabouts import safe_url, web_address
from reader.quotes import Quote, Speaker

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_SPEAKER_COLORS = 8
_ELEMENTS = {
    InlineKind.EMPHASIS: "em",
    InlineKind.STRONG: "strong",
    InlineKind.CODE: "code",
    InlineKind.STRUCK: "s",
}
_TAGS = {Role.TITLE: "h1", Role.CODE: "pre", Role.TABLE: "pre", Role.BLOCK_QUOTE: "blockquote"}


def to_html(articles: Sequence[Exported]) -> str:
    """The page; several articles follow each other on it, with a list of them before."""
    pages = [_Article(article, number) for number, article in enumerate(articles, 1)]
    title = articles[0].document.title if len(articles) == 1 else "Notes"
    text: str = _template().render(title=title, articles=pages)
    return sealed_page(f"{text}\n", (article.article_id for article in articles))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph that is marked the same throughout."""

    text: str
    marks: str
    """Classes of the highlights over it; empty for none."""
    quote: str
    """Classes of the quote it is of; empty for none."""
    speaker: str
    """Who says it."""
    anchors: tuple[str, ...]
    """Names of what begins here."""
    notes: tuple[Note, ...]
    """The notes on highlights that end here."""
    elements: tuple[str, ...] = ()
    """The elements that its source sets it apart by, the outer ones first."""
    address: str = ""
    """Where it leads; empty for nowhere."""


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation as it is shown beside the text."""

    annotation: Annotation
    number: int
    words: str
    attribution: str
    link: str

    @property
    def id(self) -> str:
        """Its id."""
        return self.annotation.id

    @property
    def body(self) -> Markup:
        """The note, from Markdown; markup of HTML in it is text, pictures are links."""
        from markupsafe import Markup

        return Markup(_parser().render(self.annotation.body))

    @property
    def reason(self) -> str:
        """Why its place is gone; empty when it is not."""
        anchor = self.annotation.anchor
        return (anchor.reason or "gone") if anchor.state is State.ORPHAN else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with what stands beside it."""

    tag: str
    level: int
    kind: str
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker with their quotes."""

    name: str
    role: str
    color: int
    quotes: tuple[tuple[str, str], ...]
    """Name of the place and the words of each, in order."""


class _Article:
    """What the template shows of an article."""

    def __init__(self, article: Exported, number: int) -> None:
        document = article.document
        self.number = number
        self.title = document.title
        self.source = document.origin.locator
        self.url = safe_url(document.origin.locator) if article.is_web else ""
        self.authors = ", ".join(document.authors)
        self.published = document.published or ""
        self.language = document.language or ""
        self._article = article
        findings = article.findings
        self._quotes: tuple[Quote, ...] = findings.quotes if findings else ()
        self._speakers: tuple[Speaker, ...] = findings.speakers if findings else ()
        self._colors = {
            speaker.id: order % _SPEAKER_COLORS + 1 for order, speaker in enumerate(self._speakers)
        }
        self._notes = {
            annotation.id: Note(
                annotation,
                order,
                article.words_of(annotation),
                article.attribution_of(annotation),
                web_address(article, annotation),
            )
            for order, annotation in enumerate(article.ordered, 1)
        }

    @property
    def has_title(self) -> bool:
        """Whether the title is a paragraph of the text."""
        paragraphs = self._article.document.paragraphs
        return any(paragraph.role is Role.TITLE for paragraph in paragraphs)

    @property
    def page_notes(self) -> list[Note]:
        """Notes on the whole article."""
        return [note for note in self._notes.values() if note.annotation.target is None]

    @property
    def elsewhere(self) -> list[Note]:
        """Notes whose place is not in the text shown."""
        length = len(self._article.document.text)
        return [
            note
            for note in self._notes.values()
            if note.annotation.target
            and (not note.annotation.span or note.annotation.span.start >= length)
        ]

    @property
    def people(self) -> list[Person]:
        """The speakers with their quotes; last what nobody is named for."""
        findings = self._article.findings
        said = findings.by_speaker() if findings else {}
        people = [
            Person(one.name, one.role or "", self._colors[one.id], self._told(said[one.id]))
            for one in self._speakers
            if one.id in said
        ]
        if None in said:
            people.append(Person("Nobody named", "", 0, self._told(said[None])))
        return people

    @property
    def blocks(self) -> Iterator[Block]:
        """The paragraphs in order."""
        paragraphs = self._article.document.paragraphs
        notes = [note for note in self._notes.values() if note.annotation.span]
        noted = _over(paragraphs, [note.annotation.span for note in notes])
        quoted = _over(paragraphs, [quote.span for quote in self._quotes])
        inlines = self._article.document.inlines
        set_apart = _over(paragraphs, [one.span for one in inlines])
        at = 0
        for number, paragraph in enumerate(paragraphs):
            beside = []
            while at < len(notes) and _start(notes[at]) < paragraph.end:
                beside.append(notes[at])
                at += 1
            here = [notes[index] for index in noted.get(number, ())]
            quotes = [self._quotes[index] for index in quoted.get(number, ())]
            apart = [inlines[index] for index in set_apart.get(number, ())]
            tag = _TAGS.get(paragraph.role, "p")
            if paragraph.role is Role.HEADING:
                tag = f"h{min(6, paragraph.level + 1)}"
            yield Block(
                tag,
                paragraph.level,
                paragraph.role.name.lower().replace("_", "-"),
                tuple(self._runs(paragraph, here, quotes, apart)),
                tuple(note for note in beside if note.annotation.body or note.annotation.tags),
            )

    def _told(self, quotes: Sequence[Quote]) -> tuple[tuple[str, str], ...]:
        text = self._article.document.text
        return tuple((self._name(quote), quote.span.of(text)) for quote in quotes)

    def _name(self, quote: Quote) -> str:
        return f"a{self.number}-{quote.id}"

    def _runs(
        self,
        paragraph: Paragraph,
        notes: Sequence[Note],
        quotes: Sequence[Quote],
        apart: Sequence[Inline],
    ) -> Iterator[Run]:
        spans = [note.annotation.anchor.span for note in notes]
        spans += [piece for quote in quotes for piece in quote.spans]
        spans += [one.span for one in apart]
        edges = {paragraph.start, paragraph.end}
        for span in spans:
            if span:
                edges |= {span.clamp(paragraph.span).start, span.clamp(paragraph.span).end}
        for start, end in pairwise(sorted(edges)):
            span = Span(start, end)
            here = [one for one in apart if one.span.overlaps(span)]
            yield replace(
                self._run(span, notes, quotes),
                elements=tuple(_ELEMENTS[one.kind] for one in here if one.kind in _ELEMENTS),
                address=next((safe_url(one.target) for one in here if one.target), ""),
            )

    def _run(self, span: Span, notes: Sequence[Note], quotes: Sequence[Quote]) -> Run:
        over = [note for note in notes if _touches(note, span)]
        said = [quote for quote in quotes if any(piece.overlaps(span) for piece in quote.spans)]
        inner = min(said, key=lambda quote: quote.end - quote.start, default=None)
        color = self._colors.get(inner.speaker_id or "", 0) if inner else 0
        findings = self._article.findings
        speaker = findings.speaker_of(inner) if inner and findings else None
        begun = [f"hl-{note.id}" for note in over if _start(note) == span.start]
        begun += [self._name(quote) for quote in said if quote.start == span.start]
        return Run(
            span.of(self._article.document.text),
            _classes(over),
            f"quote s{color}" if inner else "",
            speaker.name if speaker else "",
            tuple(begun),
            tuple(
                note
                for note in over
                if note.annotation.span
                and note.annotation.span.end == span.end
                and (note.annotation.body or note.annotation.tags)
            ),
        )


def _over(paragraphs: Sequence[Paragraph], spans: Sequence[Span | None]) -> dict[int, list[int]]:
    """For each paragraph, by number, which of the spans reach into it, in their order."""
    starts = [paragraph.start for paragraph in paragraphs]
    found: dict[int, list[int]] = {}
    for index, span in enumerate(spans):
        at = max(0, bisect_right(starts, span.start) - 1) if span else len(starts)
        while span and at < len(starts) and starts[at] < span.end:
            if paragraphs[at].span.overlaps(span):
                found.setdefault(at, []).append(index)
            at += 1
    return found


def _start(note: Note) -> int:
    return note.annotation.span.start if note.annotation.span else -1


def _touches(note: Note, span: Span) -> bool:
    place = note.annotation.span
    return place is not None and place.overlaps(span)


def _classes(notes: Sequence[Note]) -> str:
    if not notes:
        return ""
    top = notes[-1].annotation
    return f"{top.color} {top.decoration}"


@cache
def _template() -> Template:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("reader.export").joinpath("templates/page.html.j2").read_text("utf-8")
    return environment.from_string(source)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")
