"""`reader import`: notes find their articles, and coming twice adds nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import Correction, Mistake
from reader.document import Span
from reader.reading import open_reading
from reader.sources import open_document
from reader.store import TinyShelf, open_shelf
from reader.ui.all_notes import notes_of
from tests.cli.conftest import ARTICLE, Invoke
from tests.strategies import NOW

URL = "https://news.example/bridge"


def _notes(invoke: Invoke) -> list[dict[str, Any]]:
    notes = json.loads(invoke("notes", "-f", "json").stdout)["notes"]
    assert isinstance(notes, list)
    return notes


def _annotation(exact: str, source: str, **more: object) -> dict[str, object]:
    selector = {"type": "TextQuoteSelector", "exact": exact, **more}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "id": f"urn:x:{exact}",
        "bodyValue": f"on {exact}",
        "target": {"source": source, "selector": selector},
    }


def test_notes_find_their_place_by_path_title_and_words(
    article: str, tmp_path: Path, invoke: Invoke
) -> None:
    invoke("export", article)
    by_path = _annotation("only a bridge", Path(article).as_uri())
    by_context = _annotation("boat", Path(article).as_uri(), prefix="It is only a ", suffix=",”")
    gone = _annotation("an elephant", Path(article).as_uri())
    file = tmp_path / "a.jsonld"
    file.write_text(json.dumps([by_path, by_context, gone]))
    done = invoke("import", str(file))
    assert done.exit_code == 0
    assert "3 notes added on 1 article, 1 without a place" in done.stderr
    kindle = tmp_path / "My Clippings.txt"
    kindle.write_text(
        "The Bridge is Shut! (Lee, Ann)\n- Your Highlight on Location 3-4\n\n"
        "“We will mend it,”\n==========\n"
        "Elsewhere\n- Your Highlight on Location 7\n\n"
        "The bridge over the Brell was shut on Tuesday, and nobody\n==========\n"
    )
    assert "2 notes added on 1 article" in invoke("import", str(kindle)).stderr
    notes = {note["exact"]: note for note in _notes(invoke)}
    assert {note["source"] for note in notes.values()} == {article}
    assert notes["boat"]["start"] == ARTICLE.index("boat,” Brack")
    assert notes["an elephant"]["state"] == "orphan"
    for name in (file, kindle):
        again = invoke("import", str(name)).stderr
        assert "0 notes added" in again
    assert len(_notes(invoke)) == 5


def test_an_article_that_was_never_opened_waits(
    article: str, tmp_path: Path, invoke: Invoke
) -> None:
    file = tmp_path / "a.json"
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    words = "“It is only a bridge.”"
    file.write_text(
        json.dumps([_annotation(words, one.as_uri()), _annotation("x y", two.as_uri())])
    )
    done = invoke("import", str(file))
    assert "2 notes added on 2 articles, 2 waiting" in done.stderr
    assert {note["exact"] for note in _notes(invoke)} == {words, "x y"}
    assert invoke("export", "--all", "-f", "html").exit_code == 0
    one.write_text(ARTICLE, encoding="utf-8")
    (note,) = json.loads(invoke("export", str(one), "-f", "json").stdout)["notes"]
    assert (note["state"], note["start"]) == ("exact", ARTICLE.index(words)) or (
        note["start"] == ARTICLE.index(words)
    )


def test_notes_that_wait_by_title_find_the_article_when_taken_in_again(
    article: str, tmp_path: Path, invoke: Invoke
) -> None:
    kindle = tmp_path / "My Clippings.txt"
    kindle.write_text(
        "The bridge is shut\n- Your Highlight on Location 3-4\n\nonly a bridge\n==========\n"
    )
    assert "1 waiting" in invoke("import", str(kindle)).stderr
    (note,) = _notes(invoke)
    invoke("edit", str(note["id"]), "--note", "mine")
    invoke("export", article)
    assert "1 note added" in invoke("import", str(kindle)).stderr
    (note,) = _notes(invoke)
    assert (note["source"], note["state"], note["body"]) == (article, "exact", "mine")
    assert "0 notes added" in invoke("import", str(kindle)).stderr
    assert len(_notes(invoke)) == 1


@pytest.mark.parametrize("form", ["json", "jsonl", "jsonld"])
@pytest.mark.parametrize("is_text_known", [True, False])
def test_out_and_into_an_empty_library_and_out_is_the_same(
    form: str,
    is_text_known: bool,
    article: str,
    tmp_path: Path,
    invoke: Invoke,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invoke("mark", article, "--quote", "only a bridge", "--note", "a\n\n*b*", "--tag", "t u")
    invoke("mark", article, "--quote", "ferry", "--color", "pink")
    out = tmp_path / "out"
    before = invoke("export", "--all", "-f", form).stdout
    out.write_text(before, encoding="utf-8")
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "other"))
    if is_text_known:
        invoke("export", article)
    assert "2 notes added" in invoke("import", str(out)).stderr
    assert "2 there already" in invoke("import", str(out)).stderr
    assert invoke("export", "--all", "-f", form).stdout == before


@pytest.mark.parametrize("form", ["json", "jsonl", "jsonld"])
def test_what_was_put_right_comes_along(
    form: str, article: str, tmp_path: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_document(article, now=NOW)
    with_shelf = open_shelf(tmp_path / "data")
    reading = open_reading(document, with_shelf, NOW)
    start = document.text.index("“We will")
    wrong = Correction(Mistake.SPEAKER, "Bram Thistlewood")
    _, version = reading.correct(wrong, NOW, Span(start, start + 18))
    with_shelf.save(version)
    before = invoke("export", "--all", "-f", form).stdout
    assert "correction" in before
    (tmp_path / "out").write_text(before, encoding="utf-8")
    monkeypatch.setenv("READER_DATA_DIR", str(tmp_path / "other"))
    assert "1 note added" in invoke("import", str(tmp_path / "out")).stderr
    assert invoke("export", "--all", "-f", form).stdout == before


@pytest.mark.parametrize("data", ["", "nothing", "{", "[1]"])
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    data: str, article: str, tmp_path: Path, invoke: Invoke
) -> None:
    bad, good = tmp_path / "bad", tmp_path / "good"
    bad.write_text(data)
    good.write_text(json.dumps(_annotation("x", URL)))
    done = invoke("import", str(bad), str(tmp_path / "none"), str(tmp_path), str(good))
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 4
    assert len(_notes(invoke)) == 1


@pytest.mark.parametrize("record", [{"motivation": "commenting"}, {"created": 5}, {"tags": 5}])
def test_a_note_of_ours_that_is_broken_is_told_and_the_others_come(
    record: dict[str, object], article: str, tmp_path: Path, invoke: Invoke
) -> None:
    invoke("mark", article, "--quote", "only a bridge")
    whole = json.loads(invoke("export", article, "-f", "json").stdout)
    broken = {**whole["notes"][0], "id": "broken", "record": record}
    del broken["created"]
    file = tmp_path / "notes.json"
    file.write_text(json.dumps({**whole, "notes": [broken, *whole["notes"]]}), encoding="utf-8")
    done = invoke("--data-dir", str(tmp_path / "other"), "import", str(file))
    assert done.exit_code == 0
    assert "1 note added on 1 article" in done.stderr
    assert "broken: not a note as it was exported" in done.stderr


def test_lines_before_one_that_was_cut_come_in(
    article: str, tmp_path: Path, invoke: Invoke
) -> None:
    for words in ("only a bridge", "only a boat"):
        assert invoke("mark", article, "--quote", words, "--note", "a\u2028b").exit_code == 0
    lines = invoke("export", article, "-f", "jsonl").stdout
    (tmp_path / "cut").write_text(lines[:-200], encoding="utf-8")
    done = invoke("--data-dir", str(tmp_path / "other"), "import", str(tmp_path / "cut"))
    assert "1 note added on 1 article" in done.stderr
    assert "cut or has no id" in done.stderr


def test_the_library_tells_who_is_quoted_as_it_was_put_right_and_of_notes_taken_in(
    article: str, tmp_path: Path, invoke: Invoke
) -> None:
    """Not who was thought to have said it when the note was made."""
    for command in ("add", article), ("analyse",):
        assert invoke("library", *command).exit_code == 0
    invoke("mark", article, "--quote", "We will mend it")
    taken_in = tmp_path / "in.json"
    taken_in.write_text(json.dumps(_annotation("It is only a bridge", article)), encoding="utf-8")
    invoke("import", str(taken_in))
    assert [note["speaker"] for note in _notes(invoke)] == ["Odalys Brackwater"] * 2

    shelf = open_shelf(tmp_path / "data")
    reading = open_reading(open_document(article, now=NOW), shelf, NOW)
    start = reading.document.text.index("“We will")
    wrong = Correction(Mistake.SPEAKER, "Bram Thistlewood")
    reading, version = reading.correct(wrong, NOW, Span(start, start + 18))
    shelf.save(version)
    shelf.sayings.forget([reading.article_id])
    assert invoke("library", "analyse").exit_code == 0
    found = {note["exact"]: note["speaker"] for note in _notes(invoke)}
    assert found["We will mend it"] == "Bram Thistlewood"
    (note,) = json.loads(invoke("notes", "thistlewood mend", "-f", "json").stdout)["notes"]
    assert note["exact"] == "We will mend it"
    notes = [one for some in notes_of(shelf, shelf.entries()) for one in some]
    assert {one.noted.words: one.noted.speaker for one in notes} == found

    assert invoke("undo").exit_code == 0
    assert invoke("library", "analyse").exit_code == 0
    assert [note["speaker"] for note in _notes(invoke)] == ["Odalys Brackwater"] * 2


def test_many_notes_look_through_the_library_once(
    article: str, tmp_path: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke("mark", article, "--quote", "only a bridge")
    file = tmp_path / "in.json"
    many = [_annotation(f"{number} words", URL) for number in range(9)]
    file.write_text(json.dumps([*many, many[0]]), encoding="utf-8")
    monkeypatch.setattr(TinyShelf, "find", lambda *_: pytest.fail("looks for each"))
    assert "9 notes added on 1 article, 1 there already" in invoke("import", str(file)).stderr
    assert "0 notes added on 0 articles, 10 there already" in invoke("import", str(file)).stderr
