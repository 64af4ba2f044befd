"""Who said what as Markdown: every quote, its words untouched by what they look like."""

from __future__ import annotations

from markdown_it import MarkdownIt

from reader.document import Origin, Span, compose
from reader.export import quotes_markdown, quotes_record
from reader.quotes import Findings, Kind, Quote, Speaker


def test_each_quote_with_its_speaker_and_markup_as_text() -> None:
    text = "“*Not* [a](b) <b>” said Ann Lee.\n\n# “1. x”"
    document = compose(text, Origin("/x/a_b.txt"))
    quotes = (
        Quote("q1", (Span(0, 18),), Kind.DIRECT, "s1"),
        Quote("q2", (Span(36, 42),), Kind.MIXED),
    )
    findings = Findings(quotes, (Speaker("s1", "Ann Lee", role="mayor"),))
    page = quotes_markdown(quotes_record(document, findings))
    shown = MarkdownIt("commonmark").render(page)
    assert "<p>“*Not* [a](b) &lt;b&gt;”</p>" in shown
    assert "<p>— Ann Lee, mayor (direct, characters 0–18)</p>" in shown
    assert "<p>“1. x”</p>" in shown
    assert "<p>— Nobody named (mixed, characters 36–42)</p>" in shown


def test_no_quotes_is_a_page_too() -> None:
    document = compose("Nothing.", Origin("/x/a.txt"))
    assert quotes_markdown(quotes_record(document, Findings())) == "# a\n\n"
