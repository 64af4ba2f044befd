from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import Correction, Mistake
from reader.document import Document, Origin, Span, compose
from reader.errors import AnnotationError
from reader.quotes import Findings, Kind, find
from reader.reading import History, Reading, corrected

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = (
    "Mill closes\n\n"
    "“We were not told,” said Anna Berg, a weaver. Mayor Tom Holt said the talks would go on.\n\n"
    "“It is over,” Ms. Berg said.\n"
)


def _document(text: str = TEXT) -> Document:
    return compose(text, Origin("/articles/mill.txt"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    document = _document()
    return Reading("mill", document, find(document))


def _span(words: str, text: str = TEXT) -> Span:
    start = _document(text).text.index(words)
    return Span(start, start + len(words))


def _names(findings: Findings | None) -> list[tuple[str, str | None]]:
    assert findings is not None
    found = []
    for quote in findings.quotes:
        speaker = findings.speaker_of(quote)
        found.append((quote.span.of(_document().text), speaker.name if speaker else None))
    return found


def _correct(
    reading: Reading, mistake: Mistake, words: str = "", name: str = "", other: str = ""
) -> Reading:
    span = _span(words) if words else None
    later = NOW + timedelta(seconds=len(reading.corrections))
    return reading.correct(Correction(mistake, name, other), later, span)[0]


def test_nothing_to_correct_changes_nothing(reading: Reading) -> None:
    assert reading.findings is reading.found


def test_another_speaker(reading: Reading) -> None:
    after = _correct(reading, Mistake.SPEAKER, "“It is over,”", "Tom Holt")
    assert ("“It is over,”", "Tom Holt") in _names(after.findings)
    assert after.findings is not None
    quote = after.findings.quote_sharing(_span("“It is over,”"))
    assert quote is not None
    assert (quote.corrected, quote.confidence, quote.rule) == (True, 1.0, "corrected")
    holt = next(one for one in after.findings.speakers if one.name == "Tom Holt")
    assert holt.quotes == sum(name == "Tom Holt" for _, name in _names(after.findings))


def test_a_name_nobody_bears_yet(reading: Reading) -> None:
    after = _correct(reading, Mistake.SPEAKER, "“It is over,”", "Ida  Voss")
    assert ("“It is over,”", "Ida Voss") in _names(after.findings)
    assert after.findings is not None
    ids = [one.id for one in after.findings.speakers]
    assert len(ids) == len(set(ids))


def test_nobody(reading: Reading) -> None:
    after = _correct(reading, Mistake.SPEAKER, "“It is over,”")
    assert ("“It is over,”", None) in _names(after.findings)


def test_a_note_made_before_is_nobodys_then(reading: Reading) -> None:
    marked, note = reading.highlight(_span("“It is over,”"), NOW)
    assert note.speaker
    after = _correct(marked, Mistake.SPEAKER, "“It is over,”")
    assert after.speaker_name_of(note) is None


def test_no_quote(reading: Reading) -> None:
    after = _correct(reading, Mistake.NOT_QUOTE, "“It is over,”")
    assert "“It is over,”" not in dict(_names(after.findings))
    assert len(_names(after.findings)) == len(_names(reading.found)) - 1


def test_a_quote_nobody_found(reading: Reading) -> None:
    after = _correct(reading, Mistake.SPEAKER, "a weaver", "Anna Berg")
    assert ("a weaver", "Anna Berg") in _names(after.findings)


def test_other_words(reading: Reading) -> None:
    after = _correct(reading, Mistake.WORDS, "the talks", "Tom Holt")
    assert ("the talks", "Tom Holt") in _names(after.findings)
    assert "the talks would go on" not in dict(_names(after.findings))
    assert after.findings is not None
    quote = after.findings.quote_sharing(_span("the talks"))
    assert quote is not None
    assert quote.kind is Kind.INDIRECT


def test_two_names_are_one_person_and_again_two(reading: Reading) -> None:
    one = _correct(reading, Mistake.SAME, name="Anna Berg", other="Tom Holt")
    assert {name for _, name in _names(one.findings)} == {"Anna Berg"}
    assert one.findings is not None
    assert "Tom Holt" in one.findings.speakers[0].aliases
    two = _correct(reading, Mistake.TWO, name="Anna Berg", other="Ms. Berg")
    assert ("“It is over,”", "Ms. Berg") in _names(two.findings)
    assert ("“We were not told,”", "Anna Berg") in _names(two.findings)


def test_the_later_correction_holds(reading: Reading) -> None:
    first = _correct(reading, Mistake.SPEAKER, "“It is over,”", "Tom Holt")
    second = _correct(first, Mistake.SPEAKER, "“It is over,”", "Ida Voss")
    assert ("“It is over,”", "Ida Voss") in _names(second.findings)


def test_undo_and_redo(reading: Reading) -> None:
    after, version = reading.correct(Correction(Mistake.NOT_QUOTE), NOW, _span("“It is over,”"))
    undone = History().record(reading, version).undo(after, NOW)
    assert undone is not None
    history, back, _ = undone
    assert back.findings == reading.findings
    again = history.redo(back, NOW)
    assert again is not None
    assert again[1].findings == after.findings


def test_names_that_nobody_bears_do_nothing(reading: Reading) -> None:
    after = _correct(reading, Mistake.SAME, name="Nobody", other="Else")
    assert after.findings is not None
    assert after.findings.quotes == (reading.found or Findings()).quotes


def test_a_correction_is_no_note(reading: Reading) -> None:
    after = _correct(reading, Mistake.NOT_QUOTE, "“It is over,”")
    assert after.annotations == ()
    assert len(after.corrections) == 1


def test_no_words_no_correction(reading: Reading) -> None:
    with pytest.raises(AnnotationError, match="select the words"):
        reading.correct(Correction(Mistake.NOT_QUOTE), NOW, Span(3, 3))


_NAMES = st.sampled_from(["", "Anna Berg", "Tom Holt", "Ms. Berg", "Ida Voss", "berg", " "])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Mistake)),
            _NAMES,
            _NAMES,
            st.integers(0, len(TEXT) - 1),
            st.integers(1, 60),
        ),
        max_size=8,
    )
)
def test_any_corrections_leave_sound_findings(
    steps: list[tuple[Mistake, str, str, int, int]],
) -> None:
    document = _document()
    reading = Reading("mill", document, _FOUND)
    for mistake, name, other, start, length in steps:
        try:
            span = Span(start, start + length)
            reading, _ = reading.correct(Correction(mistake, name, other), NOW, span)
        except AnnotationError:
            continue
    findings = reading.findings
    assert findings is not None
    assert findings == corrected(_FOUND, reading.corrections, document.text)
    ids = {speaker.id for speaker in findings.speakers}
    assert len(ids) == len(findings.speakers)
    assert len({quote.id for quote in findings.quotes}) == len(findings.quotes)
    assert [q.start for q in findings.quotes] == sorted(q.start for q in findings.quotes)
    for quote in findings.quotes:
        assert quote.speaker_id is None or quote.speaker_id in ids
        assert all(0 <= s.start < s.end <= len(document.text) for s in quote.spans)
    for speaker in findings.speakers:
        assert speaker.quotes == sum(q.speaker_id == speaker.id for q in findings.quotes)


_FOUND = find(_document())
