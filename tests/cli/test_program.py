"""The contract that every command keeps: exit codes, one line for an error, options anywhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from reader import __version__
from reader.cli.program import COMMANDS, program
from tests.cli.conftest import ROOT, Invoke, Start


def test_version_and_help(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"reader {__version__}\n"
    shown = invoke("--help").stdout
    assert all(command in shown for command in COMMANDS)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(name: str, invoke: Invoke) -> None:
    done = invoke(name, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: reader {name}")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--nonsense",),
        ("quotes",),
        ("quotes", "x.txt", "-f", "xml"),
        ("quotes", "x.txt", "--kind", "loud"),
        ("quotes", "x.txt", "--jobs", "0"),
        ("quotes", "x.txt", "--jsonl"),
        ("quotes", "--jsonl", "-", "-f", "csv"),
        ("export",),
        ("export", "x.txt", "--all"),
        ("export", "x.txt", "--check"),
        ("export", "x.txt", "-f", "doc"),
        ("mark", "x.txt"),
        ("mark", "x.txt", "--quote", "a", "--at", "1:2"),
        ("mark", "x.txt", "--at", "2:1"),
        ("mark", "x.txt", "--at", "1:1"),
        ("mark", "x.txt", "--quote", "a", "--color", "red"),
        ("unmark",),
        ("edit", "id"),
        ("notes", "--since", "yesterday"),
        ("config", "nonsense"),
        ("completion", "tcsh"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_and_exit_2(arguments: tuple[str, ...], invoke: Invoke) -> None:
    done = invoke(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("reader: ")
    assert "--help" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere.txt",),
        ("open", "nowhere.txt"),
        ("quotes", "nowhere.txt"),
        ("export", "nowhere.txt"),
        ("mark", "nowhere.txt", "--at", "1:2"),
        ("unmark", "nowhere"),
        ("edit", "nowhere", "--note", "x"),
        ("quotes", "--jsonl", "nowhere.jsonl"),
        ("quotes", "https://a.example/x"),
        ("https://a.example/x",),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_line_and_exit_1(
    arguments: tuple[str, ...], start: Start
) -> None:
    done = start(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("reader: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_debug_adds_the_traceback(start: Start) -> None:
    done = start("quotes", "https://a.example/x", "--debug")
    assert done.returncode == 1
    done = start("mark", "nowhere.txt", "--at", "1:2", "--debug")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("reader: nowhere.txt: no such file")


@pytest.mark.parametrize("arguments", [(), ("{article}",), ("open", "{article}")])
def test_without_a_terminal_nothing_opens(
    arguments: tuple[str, ...], article: str, start: Start
) -> None:
    done = start(*(argument.format(article=article) for argument in arguments))
    assert (done.returncode, done.stdout) == (1, "")
    assert "needs a terminal" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_misspelt_command_is_answered_with_the_right_one(start: Start) -> None:
    assert "did you mean reader quotes?" in start("qoutes").stderr


def test_global_options_count_before_and_after_the_command(tmp_path: Path, invoke: Invoke) -> None:
    path = str(tmp_path / "elsewhere.toml")
    assert invoke("--config", path, "config", "path").stdout == f"{path}\n"
    assert invoke("config", "path", "--config", path).stdout == f"{path}\n"
    both = invoke("--config", "a", "--quiet", "config", "path", "--config", path, "--no-color")
    assert both.stdout == f"{path}\n"


def test_a_file_named_like_an_option_or_a_command(
    article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke: Invoke
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("--odd.txt").write_text("Text.")
    Path("quotes").write_text("Text.")
    for arguments in (("--", "--odd.txt"), ("open", "--", "--odd.txt"), ("open", "quotes")):
        done = invoke(*arguments)
        assert "needs a terminal" in done.stderr


def test_a_fault_of_the_program_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from reader.cli.program import _say_that_this_is_a_fault

    _say_that_this_is_a_fault(ValueError, ValueError("x\x1b[2J"), None)
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert "fault of the program itself (ValueError: x\\x1b[2J)" in line
    assert "--debug" in line


def test_control_characters_of_file_names_stay_out_of_the_terminal(start: Start) -> None:
    done = start("quotes", "x\x1b]0;gone\x07\n\x9b.txt")
    assert done.returncode == 1
    assert r"x\x1b]0;gone\x07\n\x9b.txt" in done.stderr
    assert not any(ord(c) < 32 and c != "\n" for c in done.stderr)


def test_a_reader_that_stops_listening_is_no_error(article: str) -> None:
    many = [article] * 400
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "quotes", *many, "-f", "jsonl"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=30), errors) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="ctrl+c is no signal there")
def test_an_interrupt_ends_quietly_with_130() -> None:
    # A run in the background ignores interrupts, and its children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "quotes", "--jsonl"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    # An answer means that the program is up, and waits for the next line.
    process.stdin.write(b'{"id": 1, "text": "Nothing."}\n')
    process.stdin.flush()
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert (process.returncode, out, errors) == (130, b"", b"")


def test_version_is_quick(start: Start) -> None:
    def seconds() -> float:
        begun = time.perf_counter()
        start("--version")
        return time.perf_counter() - begun

    # Five times what it takes; the best of three, for the machine may be busy.
    assert min(seconds() for _ in range(3)) < 0.5


def test_completion_offers_commands_and_options(start: Start) -> None:
    def offered(words: str) -> str:
        asked = {"COMP_WORDS": words, "COMP_CWORD": "1", "_READER_COMPLETE": "bash_complete"}
        return start(**asked).stdout

    assert "plain,quotes" in offered("reader quo")
    assert "file," in offered("reader x.t")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str, invoke: Invoke) -> None:
    assert "_READER_COMPLETE" in invoke("completion", shell).stdout


def test_names_in_help_are_sentences() -> None:
    context = click.Context(program)
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert (command.help or "").strip().split("\n")[0][0].isupper()


@pytest.mark.skipif(os.name == "nt", reason="no such shell there")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(closed: str, article: str) -> None:
    command = f'"{sys.executable}" -m reader quotes "{article}" {closed}'
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
def test_a_full_disk_behind_standard_output_is_told(article: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reader", "quotes", article],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "reader: No space left on device; check the disk and permissions\n"


@pytest.mark.skipif(sys.platform != "linux", reason="names are not bytes there")
def test_a_name_that_is_no_utf8(tmp_path: Path, start: Start) -> None:
    path = str(tmp_path / "b\udcff\x1b[2Jad.txt")
    Path(path).write_text("“Hi,” said Ann Lee.")
    for form in ("table", "json", "csv", "md"):
        done = start("quotes", path, "-f", form)
        assert done.returncode == 0
        assert "\x1b" not in done.stdout
