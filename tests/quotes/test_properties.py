"""What holds for every text, however hostile."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from time import process_time
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import Document, Origin, compose
from reader.quotes import Findings, Kind, find

_PIECES = (
    "said he she they told reporters that Smith Jones Mr. Mrs. Dr. Mary Ann O’Neil the a of for in "
    "according to “ ” \" ‘ ’ ' '' `` « » — – - … ... . , ; : ? ! ( ) [ ] \n \n\n who wrote: added "
    "Friday U.S. p.m. 1,200 5% \u200b \u00a0 \x00 \x1b[2J \ud800 é 李 😀 مرحبا x" * 1
).split(" ")

UNMARKED = ("label", "dash", "block-quote")
"""Rules of speech that stands without marks."""
MARKS = "“”\"＂«»„‟‘’'`「『"


def composed(text: str) -> Document:
    return compose(text, Origin("article.txt"))


def check(document: Document, findings: Findings) -> None:
    """Spans in range and ordered, ids known, direct quotes between marks."""
    end = len(document.text)
    ids = {speaker.id for speaker in findings.speakers}
    places = [(quote.start, quote.end) for quote in findings.quotes]
    assert [start for start, _ in places] == sorted(start for start, _ in places)
    for quote in findings.quotes:
        assert all(0 <= span.start < span.end <= end for span in quote.spans)
        assert list(quote.spans) == sorted(quote.spans)
        assert all(a.end <= b.start for a, b in zip(quote.spans, quote.spans[1:], strict=False))
        assert quote.speaker_id is None or quote.speaker_id in ids
        assert quote.mention is None or quote.mention.end <= end
        assert 0.0 <= quote.confidence <= 1.0
        assert "\n" not in "".join(span.of(document.text) for span in quote.spans)
        if quote.kind is Kind.DIRECT and quote.rule not in UNMARKED:
            assert all(span.of(document.text)[0] in MARKS for span in quote.spans)
            assert any(
                category(c)[0] in "LNS" for span in quote.spans for c in span.of(document.text)
            )
    for speaker in findings.speakers:
        assert speaker.name
        assert list(speaker.mentions) == sorted(speaker.mentions)
        assert speaker.quotes == sum(quote.speaker_id == speaker.id for quote in findings.quotes)


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    document = composed(text)

    check(document, find(document))


@given(st.lists(st.sampled_from(_PIECES), max_size=80).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_text_made_of_what_quotes_are_made_of(text: str) -> None:
    document = composed(text)

    check(document, find(document))


def hostile(seed: int) -> str:
    """A text of words and marks thrown together; the same for the same seed."""
    chance = random.Random(seed)
    glue = chance.choice((" ", " ", " ", ""))
    return glue.join(chance.choice(_PIECES) for _ in range(chance.randrange(120)))


def test_two_thousand_hostile_texts() -> None:
    for seed in range(2000):
        document = composed(hostile(seed))
        check(document, find(document))


def test_the_same_text_gives_the_same_findings_in_any_thread() -> None:
    documents = [composed(hostile(seed)) for seed in range(60)]
    alone = [find(document) for document in documents]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(find, documents))

    assert alone == together
    assert alone == [find(document) for document in documents]


@pytest.mark.parametrize("text", ["", " ", "\n", "“", '"', "said", "“”", "“ ”", "a" * 5000])
def test_next_to_nothing(text: str) -> None:
    document = composed(text)

    check(document, find(document))


@pytest.mark.parametrize(
    ("piece", "times"),
    [
        ("Q: Why?\nA: It was, as I said.\n", 2000),
        ('"on such grounds alone. She said it ', 2000),
    ],
    ids=["a long transcript", "a paragraph of pronouns"],
)
def test_the_cost_is_linear(piece: str, times: int) -> None:
    def seconds(times: int) -> float:
        document = composed(piece * times)
        start = process_time()
        find(document)
        return process_time() - start

    seconds(100)

    assert seconds(4 * times) < 7 * seconds(times)
