"""Marking, editing, listing and exporting from a script."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ARTICLE, Invoke, Start


def _notes(invoke: Invoke, *filters: str) -> list[dict[str, Any]]:
    done = invoke("notes", "-f", "json", *filters)
    assert done.exit_code == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["schema"] == "reader.notes/1"
    notes: list[dict[str, Any]] = record["notes"]
    return notes


def _mark(invoke: Invoke, *arguments: str) -> str:
    done = invoke("mark", *arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.fullmatch(r"[0-9a-f-]{36}\n", done.stdout)
    return done.stdout.strip()


def test_a_mark_is_there_with_everything_that_was_said(article: str, invoke: Invoke) -> None:
    id_ = _mark(
        invoke,
        *(article, "--quote", "only a bridge", "--note", "Two\nlines", "--color", "pink"),
        *("--tag", "#a", "--tag", "b c"),
    )
    (note,) = _notes(invoke)
    start = ARTICLE.index("only a bridge")
    assert (note["id"], note["exact"], note["start"]) == (id_, "only a bridge", start)
    assert (note["body"], note["tags"], note["color"]) == ("Two\nlines", ["a", "b-c"], "pink")
    assert (note["kind"], note["state"]) == ("note", "exact")
    assert note["speaker"] == "Odalys Brackwater"


def test_a_mark_by_offsets(article: str, invoke: Invoke) -> None:
    start = ARTICLE.index("ferry")
    _mark(invoke, article, "--at", f"{start}:{start + 5}")
    assert [note["exact"] for note in _notes(invoke)] == ["ferry"]
    done = invoke("mark", article, "--at", "5:99999")
    assert done.exit_code == 1
    assert "ends beyond the text" in done.stderr


def test_words_are_found_with_other_marks_and_blanks(article: str, invoke: Invoke) -> None:
    _mark(invoke, article, "--quote", '"We will\n mend it,"')
    assert [note["exact"] for note in _notes(invoke)] == ["“We will mend it,”"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [("not in there", "does not occur"), ("It is only a", "occurs 2 times; say which with --at:")],
)
def test_words_that_name_no_one_place(
    words: str, answer: str, article: str, invoke: Invoke
) -> None:
    done = invoke("mark", article, "--quote", words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert answer in done.stderr
    assert _notes(invoke) == []


def test_marking_again_keeps_one_highlight_and_its_colour(article: str, invoke: Invoke) -> None:
    first = _mark(invoke, article, "--quote", "ferry", "--color", "blue", "--tag", "a")
    second = _mark(invoke, article, "--quote", "ferry", "--note", "why", "--tag", "b")
    (note,) = _notes(invoke)
    assert first == second
    assert (note["color"], note["tags"], note["body"]) == ("blue", ["a", "b"], "why")


def test_the_colour_of_the_settings(article: str, tmp_path: Path, invoke: Invoke) -> None:
    (tmp_path / "config.toml").write_text('color = "green"\n')
    _mark(invoke, article, "--quote", "ferry")
    assert _notes(invoke)[0]["color"] == "green"


def test_editing_by_a_short_id(article: str, invoke: Invoke) -> None:
    id_ = _mark(invoke, article, "--quote", "ferry", "--note", "old", "--tag", "a")
    done = invoke("edit", id_[-8:], "--note", "new", "--color", "purple", "--tag", "z")
    assert (done.exit_code, done.stdout) == (0, f"{id_}\n")
    (note,) = _notes(invoke)
    assert (note["body"], note["color"], note["tags"]) == ("new", "purple", ["z"])
    invoke("edit", id_, "--note", "")
    assert _notes(invoke)[0]["kind"] == "highlight"


def test_unmarking_goes_on_after_a_bad_id(article: str, invoke: Invoke) -> None:
    one, two = (_mark(invoke, article, "--quote", words) for words in ("ferry", "boat,”"))
    done = invoke("unmark", one, "nonsense", two)
    assert (done.exit_code, done.stdout) == (1, f"{one}\n{two}\n")
    assert done.stderr.startswith("reader: nonsense: no such highlight")
    assert _notes(invoke) == []
    assert "already in the trash" in invoke("unmark", one).stderr


def test_filters(article: str, tmp_path: Path, invoke: Invoke) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The ferry sank, said Ann Lee, who saw it from the shore.\n")
    _mark(invoke, article, "--quote", "ferry", "--tag", "Boats", "--color", "blue")
    _mark(invoke, article, "--quote", "only a bridge", "--note", "Is it?")
    _mark(invoke, str(other), "--quote", "ferry sank")

    def found(*filters: str) -> list[str]:
        return sorted(note["exact"] for note in _notes(invoke, *filters))

    assert len(found()) == 3
    assert found("ferry") == ["ferry", "ferry sank"]
    assert found("is IT") == ["only a bridge"]
    assert found("--tag", "#boats") == ["ferry"]
    assert found("--color", "blue") == ["ferry"]
    assert found("--speaker", "brackwater") == ["only a bridge"]
    assert found("--source", str(other)) == ["ferry sank"]
    assert found("--source", "bridge is shut") == ["ferry", "only a bridge"]
    assert found("--orphans") == []
    assert len(found("--since", "2020-01-01")) == 3
    assert found("--since", "2999-01-01") == []
    assert found("ferry", "--color", "yellow") == ["ferry sank"]


def test_a_mark_whose_words_are_gone_is_shown_as_orphan(article: str, invoke: Invoke) -> None:
    _mark(invoke, article, "--quote", "It is only a boat", "--note", "keep me")
    gone = ARTICLE.replace("“It is only a boat,” Brackwater said.\n", "Nothing more was said.\n")
    Path(article).write_text(gone.replace("boat", "raft"), encoding="utf-8")
    assert invoke("export", article).exit_code == 0
    (note,) = _notes(invoke, "--orphans")
    assert (note["exact"], note["body"], note["start"]) == ("It is only a boat", "keep me", None)


@pytest.mark.parametrize("form", ["table", "jsonl", "md"])
def test_notes_in_other_forms(form: str, article: str, invoke: Invoke) -> None:
    id_ = _mark(invoke, article, "--quote", "ferry", "--note", "a\x1b[2J\n[bold]b")
    out = invoke("notes", "-f", form).stdout
    assert id_ in out
    assert "[bold]b" in out.replace("\\", "")
    assert "\x1b" not in out
    if form == "jsonl":
        assert json.loads(out)["schema"] == "reader.notes/1"


def test_an_empty_library(invoke: Invoke) -> None:
    assert _notes(invoke) == []
    assert json.loads(invoke("library", "-f", "json").stdout)["articles"] == []
    assert invoke("notes").stdout.count("\n") == 1
    done = invoke("export", "--all", "-f", "json")
    assert json.loads(done.stdout)["notes"] == []


def test_the_library_lists_what_was_opened(article: str, invoke: Invoke) -> None:
    _mark(invoke, article, "--quote", "ferry")
    (entry,) = json.loads(invoke("library", "list", "-f", "json").stdout)["articles"]
    assert (entry["title"], entry["source"], entry["notes"]) == ("The bridge is shut", article, 1)
    assert "The bridge is shut" in invoke("library").stdout


def test_export_to_a_file_and_again_and_check(article: str, tmp_path: Path, invoke: Invoke) -> None:
    target = tmp_path / "notes.md"
    check = ("export", article, "-o", str(target), "--check")
    _mark(invoke, article, "--quote", "It is only a bridge.", "--note", "Is it?")
    assert invoke(*check).exit_code == 1
    assert not target.exists()
    done = invoke("export", article, "-o", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 note written" in done.stderr
    text = target.read_text(encoding="utf-8")
    assert text.startswith("---\nid: ")
    assert "> It is only a bridge." in text
    assert "— Odalys Brackwater, mayor" in text
    assert "**Note:** Is it?" in text
    assert invoke(*check).exit_code == 0
    before = target.stat().st_mtime_ns
    assert "nothing changed" in invoke("export", article, "-o", str(target)).stderr
    assert target.stat().st_mtime_ns == before
    assert invoke("export", article, "-o", "-").stdout == text
    _mark(invoke, article, "--quote", "ferry")
    done = invoke(*check)
    assert (done.exit_code, "not up to date" in done.stderr) == (1, True)
    assert "\n+> ferry\n" in done.stdout
    assert "\n+highlights: 2\n" in done.stdout


def test_what_somebody_wrote_in_an_export_is_kept(
    article: str, tmp_path: Path, invoke: Invoke
) -> None:
    target = tmp_path / "notes.md"
    _mark(invoke, article, "--quote", "ferry", "--note", "Is it?")
    invoke("export", article, "-o", str(target), "--flavor", "obsidian")
    text = target.read_text(encoding="utf-8")
    assert "> [!note]\n> Is it?\n" in text
    target.write_text(text.replace("Is it?", "It is.") + "\nMine.\n", encoding="utf-8")
    _mark(invoke, article, "--quote", "only a boat")
    assert invoke("export", article, "-o", str(target), "--flavor", "obsidian").exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert "> only a boat" in text
    assert "It is." in text
    assert "Mine." in text


def test_export_runs_over_nothing_that_is_not_its_own(
    article: str, tmp_path: Path, invoke: Invoke
) -> None:
    target = tmp_path / "diary.md"
    target.write_text("Dear diary")
    done = invoke("export", article, "-o", str(target))
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert target.read_text() == "Dear diary"
    assert invoke("export", article, "-o", str(target), "--force").exit_code == 0


def test_export_of_all_into_a_folder_follows_renamed_files(
    article: str, tmp_path: Path, invoke: Invoke
) -> None:
    folder = tmp_path / "out"
    _mark(invoke, article, "--quote", "ferry")
    invoke("export", "--all", "-o", str(folder))
    (made,) = folder.glob("the-*.md")
    assert re.fullmatch(r"the-bridge-is-shut-[0-9a-f]{8}\.md", made.name)
    made.rename(folder / "mine.md")
    _mark(invoke, article, "--quote", "boat,”")
    invoke("export", "--all", "-o", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == ["index.md", "mine.md", "speakers"]
    assert "2" in (folder / "mine.md").read_text(encoding="utf-8")
    assert "](mine.md) · 2 notes · " in (folder / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("by", ["position", "speaker", "tag", "color"])
def test_export_by(by: str, article: str, invoke: Invoke) -> None:
    _mark(invoke, article, "--quote", "It is only a bridge.", "--tag", "t", "--color", "pink")
    heading = {"speaker": "## Odalys Brackwater", "tag": "## #t", "color": "## Pink"}.get(by, "# ")
    assert heading in invoke("export", article, "--by", by).stdout.replace("\\", "")


def test_export_as_json(article: str, tmp_path: Path, invoke: Invoke) -> None:
    id_ = _mark(invoke, article, "--quote", "ferry")
    assert json.loads(invoke("export", article, "-f", "json").stdout)["notes"][0]["id"] == id_
    assert json.loads(invoke("export", "--all", "-f", "jsonl").stdout)["id"] == id_
    target = str(tmp_path / "n.json")
    for _ in range(2):
        assert invoke("export", "--all", "-f", "json", "-o", target).exit_code == 0


def test_what_was_marked_can_be_exported_when_the_file_is_gone(
    article: str, invoke: Invoke
) -> None:
    _mark(invoke, article, "--quote", "ferry")
    os.unlink(article)
    assert "> ferry" in invoke("export", article).stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
def test_a_full_disk_is_told(article: str, invoke: Invoke, start: Start) -> None:
    done = start("export", article, "-o", "/dev/full")
    assert done.returncode == 1
    assert done.stderr == "reader: No space left on device; check the disk and permissions\n"


@pytest.mark.skipif(os.name == "nt", reason="folders are not made unwritable so")
def test_a_library_that_cannot_be_written(article: str, tmp_path: Path, invoke: Invoke) -> None:
    (tmp_path / "data").write_text("a file, where the library should be")
    done = invoke("mark", article, "--quote", "ferry")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("reader: ")
    assert (tmp_path / "data").read_text().startswith("a file")


def test_the_settings_are_shown_and_faults_told(tmp_path: Path, invoke: Invoke) -> None:
    config = tmp_path / "config.toml"
    assert invoke("config", "path").stdout == f"{config}\n"
    config.write_text("text_width = 60\nnonsense = 1\n")
    done = invoke("config")
    assert "text_width = 60 " in done.stdout
    assert done.stderr.startswith(f"reader: {config}: nonsense: no such setting")
    config.write_text("text_width = ")
    done = invoke("config", "show")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "not valid TOML" in done.stderr


def test_the_keys_with_own_ones_in_place(tmp_path: Path, invoke: Invoke) -> None:
    (tmp_path / "config.toml").write_text('[keys]\n"quote.next" = "n"\n')
    rows = [line.split("\t") for line in invoke("config", "keys").stdout.splitlines()]
    assert ["quote.next", "n", "next quote"] in rows


def test_the_text_a_note_was_made_on_tells_in_the_whole_library_too(
    tmp_path: Path, invoke: Invoke
) -> None:
    said = "The mayor was asked about the bridge and said: “It {} safe.” Nobody replied to that."
    first = f"The board met on Monday in the old hall by the river. {said.format('is')}"
    second = f"That week it met in the new hall across the street. {said.format('was')}"
    source = tmp_path / "bridge.txt"
    source.write_text(f"{first}\n\n{second}\n", encoding="utf-8")
    _mark(invoke, str(source), "--quote", "It is safe")
    first = first.removesuffix(said.format("is"))
    source.write_text(f"{first}\n\n{second}\n", encoding="utf-8")
    alone = invoke("export", str(source)).stdout
    assert "the words were deleted" in alone
    assert [note["state"] for note in _notes(invoke)] == ["orphan"]
    assert "the words were deleted" in invoke("export", "--all").stdout


@pytest.mark.parametrize("form", ["md", "json", "csv", "html"])
def test_what_was_only_read_is_exported_as_before(
    form: str, tmp_path: Path, invoke: Invoke
) -> None:
    """Though the library lists first what was opened last."""
    sources = []
    for name in ("One", "Two"):
        source = tmp_path / f"{name}.txt"
        source.write_text(f"{name}\n\n“It is only a bridge,” said Ada Berg, a baker.\n")
        _mark(invoke, str(source), "--quote", "only a bridge")
        sources.append(str(source))
    target = str(tmp_path / ("out" if form == "md" else f"out.{form}"))
    assert invoke("export", "--all", "-f", form, "-o", target).exit_code == 0
    for name in sources:
        assert invoke("export", name).exit_code == 0
        done = invoke("export", "--all", "-f", form, "-o", target, "--check")
        assert (done.exit_code, done.stdout) == (0, "")
