"""The sample article, with the traps it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document import Document, Origin, compose
from reader.quotes import Findings, Kind, Quote, find

SEED = Path(__file__).parents[2] / "seeds" / "canada-turns-to-china.txt"


@pytest.fixture(scope="module")
def article() -> Document:
    return compose(SEED.read_text(encoding="utf-8"), Origin(str(SEED)))


@pytest.fixture(scope="module")
def found(article: Document) -> Findings:
    return find(article)


def holding(article: Document, found: Findings, words: str) -> Quote | None:
    """The quote whose pieces hold `words`."""
    return next(
        (q for q in found.quotes if any(words in span.of(article.text) for span in q.spans)), None
    )


def speaker_of(article: Document, found: Findings, words: str) -> str | None:
    quote = holding(article, found, words)
    assert quote is not None, words
    speaker = found.speaker_of(quote)
    return speaker.name if speaker else None


def test_the_speakers(found: Findings) -> None:
    roles = {speaker.name: speaker.role for speaker in found.speakers}

    assert roles["Mark Carney"] == "Prime Minister"
    assert roles["Guy Saint-Jacques"] == "former Canadian ambassador"
    assert roles["Lynette Ong"] == "professor"
    assert roles["Xi Jinping"] == "President"
    assert roles["Donald Trump"] == "President"


def test_the_aliases_of_one_person(found: Findings) -> None:
    carney = next(speaker for speaker in found.speakers if speaker.name == "Mark Carney")

    wanted = {"Carney", "Prime Minister Mark Carney", "Mr Carney", "Secretary Carney"}
    assert wanted <= set(carney.aliases)
    assert "Prime Minister John Carney" not in carney.aliases


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("new strategic partnership", "Mark Carney"),
        ("was once a friend and an ally", "Guy Saint-Jacques"),
        ("we are treated as enemies", "Guy Saint-Jacques"),
        ("more dependent on our largest trading partner", "Mark Carney"),
        ("can also travel to China without a visa", "Mark Carney"),
        ("to jointly address global challenges", "Xi Jinping"),
        ("continues to change", "Mark Carney"),
        ("We face many threats", "Mark Carney"),
        ("Even after the two Michaels", "Lynette Ong"),
        ("the reversal is particularly pronounced", "Lynette Ong"),
        ("aim to expand trade outside", "Canadian officials"),
        ("Canadian public opinion", "a Pew Research Center poll"),
        ("reflects a sense of urgency", "Guy Saint-Jacques"),
        ("position could be strengthened", "Guy Saint-Jacques"),
        ("irrelevant", "Donald Trump"),
        ("Canadians also know", "Guy Saint-Jacques"),
        ("he had raised human rights issues", "Mark Carney"),
        ("we accept the world as it is", "Mark Carney"),
    ],
)
def test_who_said_it(article: Document, found: Findings, words: str, speaker: str) -> None:
    assert speaker_of(article, found, words) == speaker


@pytest.mark.parametrize(
    "words", ["tariff reduction", "Tough place", "Jennifer Jett", "insults and threats"]
)
def test_what_is_not_speech(article: Document, found: Findings, words: str) -> None:
    assert holding(article, found, words) is None


@pytest.mark.parametrize("words", ["deep freeze", "joint review"])
def test_words_held_at_a_distance_are_no_quotes_of_their_own(
    article: Document, found: Findings, words: str
) -> None:
    quote = holding(article, found, words)

    assert quote is None or quote.kind is Kind.MIXED
    assert all(
        len(span.of(article.text)) > 2 * len(words) for span in (quote.spans if quote else ())
    )


def test_two_men_called_michael_say_nothing(found: Findings) -> None:
    assert not any("Michael" in speaker.name for speaker in found.speakers)


def test_what_goes_on_a_sentence_later(article: Document, found: Findings) -> None:
    quote = holding(article, found, "we are treated as enemies")

    assert quote is not None
    assert [span.of(article.text) for span in quote.spans] == ["“we are treated as enemies.”"]


def test_a_report_as_a_dismissal(article: Document, found: Findings) -> None:
    quote = holding(article, found, "irrelevant")

    assert quote is not None
    assert quote.cue is not None
    assert quote.cue.of(article.text) == "dismissed"


def test_every_place_equals_its_text(article: Document, found: Findings) -> None:
    for quote in found.quotes:
        assert quote.mention is None or quote.mention.of(article.text).strip()
        assert quote.cue is None or quote.cue.of(article.text).strip()
