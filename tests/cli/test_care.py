"""`reader doctor`, `backup`, `restore` and `undo` from a script."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Invoke


def _marked(article: str, invoke: Invoke) -> str:
    done = invoke("mark", article, "--quote", "only a bridge", "--note", "Why?")
    assert done.exit_code == 0
    return done.stdout.strip()


def _ids(invoke: Invoke) -> list[str]:
    lines = invoke("notes").stdout.splitlines()[1:]
    return [line.split("\t")[0] for line in lines]


def test_undo_takes_back_the_last_change(article: str, invoke: Invoke) -> None:
    id_ = _marked(article, invoke)
    assert invoke("edit", id_, "--note", "Because.").exit_code == 0
    done = invoke("undo")
    assert (done.exit_code, done.stdout) == (0, f"{id_}\n")
    assert "“only a bridge” was changed" in done.stderr
    assert "Why?" in invoke("notes").stdout
    assert invoke("undo", article).exit_code == 0
    assert _ids(invoke) == []
    done = invoke("undo", article)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "nothing to undo" in done.stderr
    assert "not in the library" in invoke("undo", "other.txt").stderr


def test_undo_brings_back_what_was_removed(article: str, invoke: Invoke) -> None:
    id_ = _marked(article, invoke)
    invoke("unmark", id_)
    assert _ids(invoke) == []
    assert "was removed" in invoke("undo").stderr
    assert _ids(invoke) == [id_]


def test_the_doctor_says_what_is_wrong_and_mends_it(
    article: str, invoke: Invoke, own_places: Path
) -> None:
    done = invoke("doctor")
    assert (done.exit_code, done.stdout) == (0, "nothing wrong: 0 files checked, 0 notes\n")
    id_ = _marked(article, invoke)
    done = invoke("doctor")
    assert (done.exit_code, done.stdout) == (0, "nothing wrong: 2 files checked, 1 note\n")
    (file,) = (own_places / "articles").glob("*.json")
    damaged = file.read_bytes()[:-50]
    file.write_bytes(damaged)
    for _ in range(2):
        done = invoke("doctor")
        assert done.exit_code == 1
        assert str(file) in done.stdout
        assert file.read_bytes() == damaged
    done = invoke("doctor", "--repair")
    assert (done.exit_code, done.stdout) == (0, "nothing wrong: 2 files checked, 1 note\n")
    assert "1 note restored" in done.stderr
    assert _ids(invoke) == [id_]


def test_a_backup_and_back(article: str, invoke: Invoke, own_places: Path, tmp_path: Path) -> None:
    id_, target = _marked(article, invoke), tmp_path / "backup.zip"
    done = invoke("backup", str(target))
    assert (done.exit_code, done.stdout) == (0, f"{target}\n")
    done = invoke("backup", str(target))
    assert done.exit_code == 1
    assert "--force" in done.stderr
    assert invoke("backup", str(tmp_path)).exit_code == 0
    assert len(list(tmp_path.glob("reader-*.zip"))) == 1
    invoke("unmark", id_)
    done = invoke("restore", str(target))
    assert done.exit_code == 1
    assert "--force" in done.stderr
    assert _ids(invoke) == []
    assert invoke("restore", str(target), "--force").exit_code == 0
    assert _ids(invoke) == [id_]
    assert list((own_places / "trash").iterdir())
    done = invoke("restore", str(tmp_path / "none.zip"))
    assert done.exit_code == 1
