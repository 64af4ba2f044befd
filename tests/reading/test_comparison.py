"""What became of each sentence between two versions of an article."""

from __future__ import annotations

from hypothesis import given

from reader.document import Document, Origin, compose
from reader.reading.comparison import Fate, compare
from tests.strategies import texts

OLD = """The council met on Monday.

It was a long evening. “We will build forty homes by spring,” said Ada Berg. Nobody spoke.

Tom Hale, who leads the opposition, left the hall early that night.

The meeting ended at nine."""


def _document(text: str) -> Document:
    return compose(text, Origin("/a.txt"))


def _told(new: str, old: str = OLD) -> list[tuple[str, str, str]]:
    """Each change with the first words before and after."""
    found = compare(_document(old), _document(new))
    return [
        (
            str(one.fate),
            one.before.of(found.old.text) if one.before else "",
            one.after.of(found.new.text) if one.after else "",
        )
        for one in found.changes
    ]


def test_a_sentence_comes() -> None:
    new = OLD.replace("Nobody spoke.", "Nobody spoke. Then all spoke at once.")
    assert _told(new) == [("added", "", "Then all spoke at once.")]


def test_a_sentence_goes() -> None:
    new = OLD.replace("It was a long evening. ", "")
    assert _told(new) == [("removed", "It was a long evening.", "")]


def test_a_sentence_is_reworded_where_it_stands() -> None:
    new = OLD.replace("forty homes by spring", "fourteen homes by summer")
    ((fate, before, after),) = _told(new)
    assert fate == "changed"
    assert "forty homes by spring" in before
    assert "fourteen homes by summer" in after


def test_one_that_says_something_else_takes_no_others_place() -> None:
    new = OLD.replace("The meeting ended at nine.", "A storm took the roof of the town hall.")
    assert [fate for fate, _, _ in _told(new)] == ["added", "removed"]


def test_a_sentence_is_moved() -> None:
    line = "Tom Hale, who leads the opposition, left the hall early that night."
    new = line + "\n\n" + OLD.replace(line + "\n\n", "")
    assert _told(new) == [("moved", line, line)]


def test_of_several_changes_in_one_place_each_is_told_for_itself() -> None:
    new = OLD.replace(
        "It was a long evening. “We will build forty homes by spring,” said Ada Berg."
        " Nobody spoke.",
        "It was a very long evening. The lights went out twice. “We will build fourteen homes by"
        " spring,” said Ada Berg.",
    )
    assert [(fate, before[:6], after[:6]) for fate, before, after in _told(new)] == [
        ("changed", "It was", "It was"),
        ("added", "", "The li"),
        ("changed", "“We wi", "“We wi"),
        ("removed", "Nobody", ""),
    ]


def test_typography_and_paragraphs_are_no_change() -> None:
    new = OLD.replace("“", '"').replace("”", '"').replace("evening. ", "evening.\n\n")
    assert _told(new) == []


def test_it_is_told_in_words() -> None:
    old = _document(OLD)
    assert compare(old, old).told() == ""
    new = _document(OLD.replace("nine", "ten") + "\n\nOne more. And another one.")
    assert compare(old, new).told() == "2 sentences added, 1 changed"
    assert compare(new, old).told() == "1 sentence changed, 2 removed"


def test_a_whole_new_text_is_compared_soon() -> None:
    old = "\n\n".join(f"Sentence number {n} of the first text is this." for n in range(2000))
    new = "\n\n".join(f"Quite another one, and the {n}th, stands here now." for n in range(2000))
    found = compare(_document(old), _document(new))
    assert {one.fate for one in found.passages} == {Fate.NEW, Fate.GONE}
    assert len(found.passages) == 4000


@given(old=texts(), new=texts())
def test_every_sentence_of_both_is_told_once(old: str, new: str) -> None:
    from reader.language import sentences

    found = compare(_document(old), _document(new))
    before = [one.before for one in found.passages if one.before]
    after = [one.after for one in found.passages if one.after]
    assert sorted(before) == list(sentences(found.old))
    assert after == list(sentences(found.new))
    for one in found.passages:
        assert (one.before is None) == (one.fate is Fate.NEW)
        assert (one.after is None) == (one.fate is Fate.GONE)
