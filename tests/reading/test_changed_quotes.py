"""Words changed inside quotations, and wordings compared word by word."""

from __future__ import annotations

from hypothesis import given

from reader.document import Origin, compose
from reader.quotes import find
from reader.reading import PieceKind, changed_quotes, differences
from tests.strategies import texts

OLD = """The council met on Monday.

“We will build forty homes by spring,” said the mayor, Ada Berg.

Berg called the plan “a promise to every family” and left the hall.

“I do not believe it,” said Tom Hale, who leads the opposition.

The meeting ended at nine."""


def _changes(new: str) -> list[tuple[str | None, str, str]]:
    old = compose(OLD, Origin("/a.txt"))
    found = changed_quotes(old, find(old), compose(new, Origin("/a.txt")))
    return [(change.speaker, change.before, change.after) for change in found]


def test_a_changed_word_is_told_with_its_speaker() -> None:
    assert _changes(OLD.replace("forty homes", "fourteen homes")) == [
        (
            "Ada Berg",
            "We will build forty homes by spring,",
            "We will build fourteen homes by spring,",
        )
    ]


def test_a_piece_inside_a_mixed_quote_counts() -> None:
    changes = _changes(OLD.replace("a promise to every family", "a promise to some families"))
    assert [change[2] for change in changes] == ["a promise to some families"]


def test_a_quotation_that_is_gone_is_told() -> None:
    gone = OLD.replace("“I do not believe it,” said Tom Hale, who leads the opposition.\n\n", "")
    assert _changes(gone) == [("Tom Hale", "I do not believe it,", "")]


def test_moving_typography_and_other_text_are_no_change() -> None:
    straight = OLD.replace("“", '"').replace("”", '"').replace("met on Monday", "met on Tuesday")
    assert _changes("A correction was made.\n\n" + straight) == []
    assert _changes(OLD) == []


def test_differences_in_order() -> None:
    assert differences("We will build forty homes", "We shall build forty new homes") == (
        (PieceKind.SAME, "We"),
        (PieceKind.GONE, "will"),
        (PieceKind.NEW, "shall"),
        (PieceKind.SAME, "build forty"),
        (PieceKind.NEW, "new"),
        (PieceKind.SAME, "homes"),
    )


@given(texts(), texts())
def test_differences_hold_the_words_of_both(was: str, now: str) -> None:
    pieces = differences(was, now)
    kept = "".join(piece.words for piece in pieces if piece.kind is not PieceKind.GONE)
    assert "".join(kept.split()) == "".join("".join(differences_words(now)).split())


def differences_words(text: str) -> list[str]:
    """The words of a text, by comparing it with nothing."""
    return [piece.words for piece in differences("", text)]
