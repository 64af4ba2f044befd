"""What the sidebar lists: speakers, quotes, notes, outline, as items."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from reader.annotations import Annotation, Check, State, Verdict
from reader.document import Role
from reader.quotes import Findings, Quote, Speaker
from reader.reading import Reading
from reader.ui.widgets.row_list import Item

TABS = ("Speakers", "Quotes", "Notes", "Outline")
"""The tabs, in order."""

VERDICT_SIGNS = {
    Verdict.OPEN: "?",
    Verdict.TRUE: "✓",
    Verdict.FALSE: "✗",
    Verdict.UNVERIFIABLE: "~",
}
"""What stands before a verdict: nothing is told by colour alone."""

_VERDICTS = {
    Verdict.OPEN: "to be checked",
    Verdict.TRUE: "checked: true",
    Verdict.FALSE: "checked: false",
    Verdict.UNVERIFIABLE: "cannot be verified",
}
_BAR = 6
"""Cells of the longest bar."""
_UNCERTAIN = 0.75
"""Below this confidence a quote is shown with a question mark."""


def speaker_numbers(findings: Findings) -> dict[str, int]:
    """Each speaker's number, which decides the colour: those who say most come first."""
    ranked = sorted(findings.speakers, key=lambda speaker: (-speaker.words, speaker.id))
    return {speaker.id: number for number, speaker in enumerate(ranked)}


def speaker_items(reading: Reading, opened: Collection[str]) -> list[Item]:
    """Who speaks, with how much; below those in `opened` (ids; `""` for nobody) what they say."""
    findings = reading.findings
    if findings is None:
        return []
    numbers, grouped = speaker_numbers(findings), findings.by_speaker()
    speaking = sorted(
        (speaker for speaker in findings.speakers if speaker.quotes),
        key=lambda speaker: numbers[speaker.id],
    )
    most = max((speaker.words for speaker in speaking), default=1) or 1
    items: list[Item] = []
    for speaker in speaking:
        is_open = speaker.id in opened
        items.append(_speaker_item(speaker, numbers[speaker.id], most, is_open))
        if is_open:
            items += [_quote_item(reading, q, 4) for q in grouped.get(speaker.id, ())]
    unnamed = grouped.get(None, ())
    if unnamed:
        sign = "▾" if "" in opened else "▸"
        items.append(Item("speaker:", f"{sign} nobody named", str(len(unnamed)), "muted"))
        if "" in opened:
            items += [_quote_item(reading, q, 4) for q in unnamed]
    return items


def _speaker_item(speaker: Speaker, number: int, most: int, is_open: bool) -> Item:
    sign = "▾" if is_open else "▸"
    role = f" · {speaker.role}" if speaker.role else ""
    bar = "█" * max(1, round(_BAR * speaker.words / most))
    return Item(
        f"speaker:{speaker.id}",
        f"{sign} {speaker.name}{role}",
        f"{speaker.quotes:>2} {bar:<{_BAR}}",
        f"speaker {number}",
        offset=speaker.mentions[0].start if speaker.mentions else None,
    )


def _quote_item(reading: Reading, quote: Quote, indent: int) -> Item:
    return Item(
        f"quote:{quote.id}",
        words_of(reading, quote),
        _sign(quote),
        indent=indent,
        offset=quote.start,
    )


def _sign(quote: Quote) -> str:
    """`✓` for what the person put right, `?` for what is uncertain."""
    if quote.corrected:
        return "✓"
    return "?" if quote.confidence < _UNCERTAIN else ""


def words_of(reading: Reading, quote: Quote) -> str:
    """A quote's words on one line, its pieces joined by an ellipsis."""
    return " … ".join(" ".join(span.of(reading.document.text).split()) for span in quote.spans)


def quote_lines(
    reading: Reading, findings: Findings, quote: Quote, numbers: Mapping[str, int]
) -> tuple[Item, Item]:
    """The line that says whose a quote is, and below it its words.

    Args:
        reading: The article.
        findings: What was found in it.
        quote: The quote.
        numbers: Each speaker's number, which decides the colour.
    """
    speaker = findings.speaker_of(quote)
    name = speaker.name if speaker else "nobody named"
    tone = f"speaker {numbers[speaker.id]}" if speaker else "muted"
    sure = "" if quote.corrected else f" {round(100 * quote.confidence)}%"
    how = f"{quote.kind}{sure}{_sign(quote)}"
    return (
        Item(f"quote:{quote.id}", name, how, tone, 0, quote.start),
        Item("", words_of(reading, quote), indent=2),
    )


def note_lines(reading: Reading, note: Annotation) -> list[Item]:
    """A note in the list: its words, what was written, checked and tagged."""
    words = " ".join(note.target.exact.split()) if note.target else "on the article"
    speaker = reading.speaker_name_of(note)
    right = "no place" if note.anchor.state is State.ORPHAN else (speaker or "")
    sign = "●" if note.body else "▪"
    offset = note.span.start if note.span else None
    tone = "muted" if note.target is None else ""
    items = [Item(f"note:{note.id}", f"{sign} {words}", right, tone, 0, offset)]
    items += [Item("", line, "", "muted", 2) for line in note.body.splitlines() if line.strip()]
    if note.check:
        items.append(Item("", verdict_line(note.check), "", "muted", 2))
    if note.tags:
        items.append(Item("", " ".join(f"#{tag}" for tag in note.tags), "", "muted", 2))
    return items


def verdict_line(check: Check) -> str:
    """What a check came to, with its proof, on one line."""
    proof = f" · {check.url}" if check.url else ""
    return f"{VERDICT_SIGNS[check.verdict]} {_VERDICTS[check.verdict]}{proof}"


def outline_items(reading: Reading) -> list[Item]:
    """Title and headings, set in by their level."""
    document = reading.document
    items: list[Item] = []
    for index in document.paragraphs.indices_with(Role.TITLE, Role.HEADING):
        paragraph = document.paragraphs[index]
        items.append(
            Item(
                f"heading:{index}",
                paragraph.span.of(document.text),
                tone="strong" if paragraph.level <= 1 else "",
                indent=2 * max(0, paragraph.level - 1),
                offset=paragraph.start,
            )
        )
    return items


def everyone(reading: Reading) -> set[str]:
    """The ids of all speakers, and `""` for nobody."""
    findings = reading.findings
    return {"", *(speaker.id for speaker in findings.speakers)} if findings else set()


def only_with(words: str, items: list[Item]) -> list[Item]:
    """The items that hold `words` (casefolded) in any of their lines, in order.

    A speaker that does keeps every quote; a quote that does keeps its speaker above it.
    """
    if not words:
        return items
    kept: list[Item] = []
    speaker: Item | None = None
    holds_speaker = False
    for block in _blocks(items):
        holds = any(words in f"{item.text} {item.right}".casefold() for item in block)
        if block[0].key.startswith("speaker:"):
            speaker, holds_speaker = block[0], holds
            if holds:
                kept += block
        elif holds or (holds_speaker and block[0].indent):
            if speaker is not None and not holds_speaker and block[0].indent:
                kept.append(speaker)
                speaker = None
            kept += block
    return kept


def _blocks(items: list[Item]) -> Iterator[list[Item]]:
    """Each item that can be chosen with the lines below that belong to it."""
    block: list[Item] = []
    for item in items:
        if item.key and block:
            yield block
            block = []
        block.append(item)
    if block:
        yield block
