"""`reader quotes`: one result, many forms, batches that go on."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from reader.document import Span
from reader.sources import open_document
from tests.cli.conftest import ARTICLE, ROOT, Invoke, Start
from tests.strategies import NOW

SEED = str(ROOT / "seeds" / "canada-turns-to-china.txt")


def _json(text: str) -> Any:
    return json.loads(text)


def test_json_has_every_offset_right(invoke: Invoke) -> None:
    done = invoke("quotes", SEED, "-f", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    record = _json(done.stdout)
    text = open_document(SEED, now=NOW).text
    assert record["schema"] == "reader.quotes/1"
    assert (record["source"], record["title"]) == (SEED, "Canada turns to China")
    assert len(record["quotes"]) > 10
    for quote in record["quotes"]:
        assert text[quote["start"] : quote["end"]] == quote["text"]
        assert quote["spans"][0][0] == quote["start"]
        if quote["cue"]:
            assert text[quote["cue"]["start"] : quote["cue"]["end"]] == quote["cue"]["text"]
    names = {speaker["name"] for speaker in record["speakers"]}
    assert {"Mark Carney", "Guy Saint-Jacques", "Lynette Ong"} <= names


def test_one_source_is_an_object_and_several_or_a_folder_an_array(
    article: str, invoke: Invoke
) -> None:
    assert isinstance(_json(invoke("quotes", article, "-f", "json").stdout), dict)
    assert len(_json(invoke("quotes", article, SEED, "-f", "json").stdout)) == 2
    done = invoke("quotes", str(Path(article).parent), "-f", "json")
    assert [record["title"] for record in _json(done.stdout)] == ["The bridge is shut"]
    assert "1 article\n" in done.stderr


def test_jsonl_says_its_schema_on_each_line(article: str, invoke: Invoke) -> None:
    lines = invoke("quotes", article, SEED, "-f", "jsonl").stdout.splitlines()
    assert [_json(line)["schema"] for line in lines] == ["reader.quotes/1"] * 2


def test_a_piped_table_is_plain(article: str, start: Start) -> None:
    lines = start("quotes", article).stdout.splitlines()
    assert lines[0].split("\t")[0] == "source"
    assert len({line.count("\t") for line in lines}) == 1
    row = next(line for line in lines if "“We will mend it,”" in line).split("\t")
    assert row[0] == article
    assert row[4:6] == ["direct", "Odalys Brackwater"]
    start_, end = int(row[2]), int(row[3])
    assert ARTICLE[start_:end] == row[7]


def test_csv_reads_back_and_holds_no_formula(tmp_path: Path, invoke: Invoke) -> None:
    path = tmp_path / "=x.txt"
    path.write_text(ARTICLE.replace("“We", '“=1+1 "we", '), encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(invoke("quotes", str(path), "-f", "csv").stdout)))
    assert rows
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_markdown_names_who_said_it(article: str, invoke: Invoke) -> None:
    text = invoke("quotes", article, "-f", "md").stdout
    assert text.startswith("# The bridge is shut\n\n> ")
    assert "> “It is only a boat,”\n\n— Odalys Brackwater" in text


def test_only_one_speaker_by_any_name(article: str, invoke: Invoke) -> None:
    for name in ("brackwater", "Odalys Brackwater"):
        record = _json(invoke("quotes", article, "-f", "json", "--speaker", name).stdout)
        assert {quote["speaker"] for quote in record["quotes"]} == {"Odalys Brackwater"}
        assert [speaker["name"] for speaker in record["speakers"]] == ["Odalys Brackwater"]
    assert _json(invoke("quotes", article, "-f", "json", "--speaker", "o").stdout)["quotes"] == []


def test_only_some_kinds(article: str, invoke: Invoke) -> None:
    record = _json(invoke("quotes", article, "-f", "json", "--kind", "direct, mixed").stdout)
    assert {quote["kind"] for quote in record["quotes"]} == {"direct"}


def test_standard_input(invoke: Invoke) -> None:
    done = invoke("quotes", "-", "-f", "json", input=ARTICLE.encode("utf-16"))
    record = _json(done.stdout)
    assert record["source"] == "-"
    assert any(quote["text"] == "“It is only a boat,”" for quote in record["quotes"])


def test_one_bad_source_does_not_stop_the_others(
    article: str, tmp_path: Path, invoke: Invoke
) -> None:
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    done = invoke("quotes", str(tmp_path / "x.png"), "nowhere", article, "-f", "jsonl")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert [line.partition(": this is ")[2] or line for line in done.stderr.splitlines()] == [
        "a PNG image, not an article; give text, Markdown, HTML, EPUB, PDF or DOCX",
        "reader: nowhere: no such file; check the name",
    ]


def test_markup_in_an_article_is_text(tmp_path: Path, invoke: Invoke) -> None:
    path = tmp_path / "a.txt"
    path.write_text("“[bold] [[/x]] :smile: [red]no[/]” said Ann Lee.\x1b[2J\x1b]0;x\x07\n")
    for form in ("table", "json", "jsonl", "csv"):
        out = invoke("quotes", str(path), "-f", form).stdout
        assert "[bold] [[/x]] :smile: [red]no[/]" in out
        assert "\x1b" not in out
        assert "\x07" not in out


def test_the_batch_answers_line_by_line_in_order(invoke: Invoke) -> None:
    lines = [json.dumps({"id": f"é{number}", "text": ARTICLE}) for number in range(3)]
    lines[1:1] = ["", "nonsense", '{"id": 1}', '{"text": "x"}', "[1]", '{"id": "a", "text": 3}']
    done = invoke("quotes", "--jsonl", input="\n".join(lines))
    records = [_json(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [record["id"] for record in records] == ["é0", "é1", "é2"]
    assert set(records[0]) == {"schema", "id", "quotes", "speakers"}
    numbers = [line.split(":")[1].strip() for line in done.stderr.splitlines()]
    assert numbers == [f"line {number}" for number in (3, 4, 5, 6, 7)]
    assert "é0" in done.stdout


def test_offsets_of_the_batch_count_in_the_text_as_given(invoke: Invoke) -> None:
    beginning = "\ufeffTitle\r\n\r\n\tx \0\x1b[1m "
    text = f"{beginning}“Hi there,” said Ann Lee.\r\n\ud800 “More of it,” she said."
    done = invoke("quotes", "--jsonl", input=json.dumps({"id": 7, "text": text}) + "\n")
    record = _json(done.stdout)
    assert record["id"] == 7
    found = [text[quote["start"] : quote["end"]] for quote in record["quotes"]]
    assert {"“Hi there,”", "“More of it,”"} <= set(found)


def test_a_batch_from_a_file(tmp_path: Path, invoke: Invoke) -> None:
    path = tmp_path / "batch.jsonl"
    path.write_bytes(b'{"id": 1, "text": "x"}\n\xff\xfe\n{"id": 2, "text": ""}')
    done = invoke("quotes", "--jsonl", str(path))
    assert done.exit_code == 1
    assert [_json(line)["id"] for line in done.stdout.splitlines()] == [1, 2]
    assert "line 2: not valid JSON" in done.stderr


def test_several_processes_give_the_same_in_the_same_order(article: str, start: Start) -> None:
    sources = [article, "nowhere", SEED, article]
    one = start("quotes", *sources, "-f", "jsonl")
    two = start("quotes", *sources, "-f", "jsonl", "--jobs", "2")
    assert (two.returncode, two.stdout, two.stderr) == (1, one.stdout, one.stderr)
    batch = "".join(json.dumps({"id": n, "text": ARTICLE}) + "\n" for n in range(40))
    answers = start("quotes", "--jsonl", "-", "--jobs", "2", input=batch).stdout.splitlines()
    assert [_json(line)["id"] for line in answers] == list(range(40))


@pytest.mark.parametrize("text", ["x", "“", "”” ’’ ''", "said said said", "\n\n\n.", "“a” " * 500])
def test_odd_texts_have_an_answer(text: str, invoke: Invoke) -> None:
    done = invoke("quotes", "--jsonl", input=json.dumps({"id": 1, "text": text}))
    assert done.exit_code == 0


def test_replacements_are_told_unless_quiet(tmp_path: Path, invoke: Invoke) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("é" * 20).encode() + b"\xff")
    assert "1 place is not valid utf-8" in invoke("quotes", str(path)).stderr
    assert invoke("quotes", str(path), "--quiet").stderr == ""


def test_what_the_person_put_right_is_respected(article: str, invoke: Invoke) -> None:
    from reader.annotations import Correction, Mistake
    from reader.cli.options import options
    from reader.reading import open_reading
    from reader.store import open_shelf

    before = _json(invoke("quotes", article, "-f", "json").stdout)
    quote = before["quotes"][0]
    document = open_document(article, now=NOW)
    shelf = open_shelf(options().places.data)
    reading = open_reading(document, shelf, NOW)
    span = Span(quote["start"], quote["end"])
    shelf.save(reading.correct(Correction(Mistake.SPEAKER, "Ida Voss"), NOW, span)[1])
    shelf.close()
    done = invoke("quotes", article, "-f", "json")
    after = _json(done.stdout)["quotes"][0]
    assert (after["speaker"], after["corrected"], after["confidence"]) == ("Ida Voss", True, 1.0)
    assert before["quotes"][0]["corrected"] is False
