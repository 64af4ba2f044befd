"""Articles for the tests of every form: an ordinary one, and one that is all markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from reader.annotations import (
    Anchor,
    Annotation,
    Check,
    Color,
    Correction,
    Mistake,
    Motivation,
    State,
    Verdict,
    describe,
    new_id,
)
from reader.document import Document, Origin, Span, compose
from reader.export import Exported
from reader.quotes import Findings, Kind, Quote, Speaker
from tests.strategies import NOW

TEXT = """The bridge is shut

The mayor said: “It is safe.” Nobody laughed.

“Never,” said Ada Holm. “Not =1+1, not <b>once</b> & not -->.”"""

HOSTILE = """</title><script>alert(1)</script> " onload="x

=cmd|' /C calc'!A0 “<img src=x onerror=alert(2)>” said {{ 7*7 }} <b>Ann</b>.

* no heading #+end_quote [[link][x]] ]]> --> \\alpha *bold* %% comment"""


def note_on(document: Document, words: str, body: str = "", **changes: object) -> Annotation:
    """An annotation on the first `words`."""
    start = document.text.index(words)
    span = Span(start, start + len(words))
    made = Annotation(
        id=new_id(NOW + timedelta(milliseconds=start)),
        article_id="article",
        text_sha256=document.sha256,
        motivation=Motivation.COMMENTING if body else Motivation.HIGHLIGHTING,
        created=NOW,
        updated=NOW,
        target=describe(document.text, span),
        anchor=Anchor(State.EXACT, span),
        body=body,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@cache
def ordinary() -> Exported:
    """An article from the web with notes of every kind."""
    document = replace(
        compose(TEXT, Origin("https://news.example/bridge?id=1&x=2#top", "html")),
        authors=("Ann Lee", "Bo Carr"),
        published="2026-02-28",
        retrieved=NOW,
    )
    spans = [
        Span(TEXT.index(words), TEXT.index(words) + len(words))
        for words in ("“It is safe.”", "“Never,”", "“Not =1+1, not <b>once</b> & not -->.”")
    ]
    findings = Findings(
        (
            Quote("q1", (spans[0],), Kind.DIRECT, "s1"),
            Quote("q2", spans[1:], Kind.DIRECT, "s2"),  # type: ignore[arg-type]
        ),
        (
            Speaker("s1", "The Mayor", role="mayor", quotes=1, words=3),
            Speaker("s2", "Ada Holm", quotes=1, words=9),
        ),
    )
    notes = (
        note_on(document, "It is safe", "Is it *so*?\n\n- a\n- b", tags=("check", "two words")),
        note_on(
            document,
            "Never",
            color=Color.PINK,
            check=Check(Verdict.FALSE, "https://proof.example/?a=1&b=(2)", NOW),
            speaker="Ada Holm",
            extra={"from": "somewhere else", "count": 3},
        ),
        note_on(document, "safe.” Nobody laughed.\n\n“Never,” said", color=Color.GREEN),
        Annotation(
            new_id(NOW), "article", "", Motivation.COMMENTING, NOW, NOW, body="On all of it."
        ),
        note_on(
            document,
            "Nobody",
            "lost",
            anchor=Anchor(State.ORPHAN, None, "none", 0.0, "deleted"),
        ),
    )
    wrong = note_on(
        document,
        "“It is safe.”",
        motivation=Motivation.EDITING,
        correction=Correction(Mistake.SPEAKER, "The Mayor"),
    )
    return Exported("article", document, findings, notes, (wrong,))


@cache
def hostile() -> Exported:
    """An article in which everything tries to be markup, script or a formula."""
    document = compose(HOSTILE, Origin('/tmp/a"><script>alert(3)</script>.txt'))
    words = "“<img src=x onerror=alert(2)>”"
    start = HOSTILE.index(words)
    quote = Quote("q1", (Span(start, start + len(words)),), Kind.DIRECT, "s1")
    speaker = Speaker("s1", '"><script>alert(4)</script>', role="=1+1", quotes=1, words=3)
    bad = (
        '<script>alert(5)</script> <img src="http://evil.example/a.png"> ![p](http://evil.example)'
    )
    notes = (
        note_on(document, "=cmd", bad, tags=('"><script>', "-->", "=2")),
        note_on(document, "<img src=x", "[x](javascript:alert(6)) [y](data:text/html,z)"),
        note_on(document, "[[link][x]]", "* star\n#+end_src\n```"),
    )
    return Exported("hostile", document, Findings((quote,), (speaker,)), notes)
