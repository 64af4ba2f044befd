"""`reader library`: listing, taking in many, searching, tagging, the trash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import reader.sources
from reader.cli.parallel import surviving
from reader.document import Document
from reader.reading.adding import Outcome, read_one
from tests.cli.conftest import Invoke
from tests.web import page, web_server

Articles = list[dict[str, object]]


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The bridge\n\nThe bridge is closed, said Ada Berg.")
    (folder / "harbour.md").write_text("# The harbour\n\nIt stays open, said Tom Hale.")
    return folder


def _listed(invoke: Invoke, *arguments: str) -> Articles:
    ran = invoke("library", *(arguments or ("list",)), "-f", "json")
    assert ran.exit_code == 0, ran.stderr
    articles: Articles = json.loads(ran.stdout)["articles"]
    return articles


def _titles(invoke: Invoke, *arguments: str) -> list[object]:
    return [article["title"] for article in _listed(invoke, *arguments)]


# Taking in many


def test_a_folder_is_added_and_passed_over_the_next_time(invoke: Invoke, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    first = invoke("library", "add", str(folder), "-f", "json")
    assert first.exit_code == 0, first.stderr
    answer = json.loads(first.stdout)
    assert len(answer["articles"]) == 2
    assert (answer["there"], answer["changed"], answer["failed"]) == (0, [], [])
    assert "2 added, 0 there already" in first.stderr
    (folder / "school.txt").write_text("The school gets a roof.")
    again = invoke("library", "add", str(folder), "-f", "json")
    assert "1 added, 2 there already" in again.stderr
    assert all(article["new"] for article in _listed(invoke))
    assert len(_listed(invoke)) == 3


def test_what_has_not_changed_is_not_read_again(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _folder(tmp_path)
    invoke("library", "add", str(folder))
    read: list[str] = []

    def counting(locator: str, when: datetime) -> Outcome:
        read.append(Path(locator).name)
        return read_one(locator, when)

    monkeypatch.setattr("reader.cli.adding.read_one", counting)
    invoke("library", "add", str(folder))
    assert read == []
    (folder / "bridge.txt").write_text("The bridge\n\nThe bridge is open, said Ada Berg.")
    changed = invoke("library", "add", str(folder), "-f", "json")
    assert read == ["bridge.txt"]
    assert "0 added, 1 with a new version, 1 there already" in changed.stderr
    (article,) = [a for a in _listed(invoke) if a["title"] == "The bridge"]
    assert json.loads(changed.stdout)["changed"] == [article["id"]]
    assert article["versions"] == 2
    invoke("library", "add", "--again", str(folder))
    assert read == ["bridge.txt", "bridge.txt", "harbour.md"]


def test_one_interrupted_goes_on_where_it_was(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text(f"Article {number}.\n\nIt says so, said Ada Berg.")

    def interrupted(locator: str, when: datetime) -> Outcome:
        if locator.endswith("5.txt"):
            raise KeyboardInterrupt
        return read_one(locator, when)

    with monkeypatch.context() as patched:
        patched.setattr("reader.cli.adding.read_one", interrupted)
        stopped = invoke("library", "add", str(folder))
    assert stopped.exit_code == 130
    assert "stopped: 5 added" in stopped.stderr
    assert len(_listed(invoke)) == 5
    rest = invoke("library", "add", str(folder))
    assert "4 added, 5 there already" in rest.stderr
    assert len(_listed(invoke)) == 9


def test_what_cannot_be_read_is_reported_at_the_end_and_the_rest_is_added(
    invoke: Invoke, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    broken = folder / "broken.epub"
    broken.write_bytes(b"PK\x03\x04" + bytes(200))
    sources = (str(broken), str(folder / "bridge.txt"), str(tmp_path / "none"))
    ran = invoke("library", "add", *sources, "-f", "json")
    assert ran.exit_code == 1
    lines = ran.stderr.splitlines()
    assert len(lines) == 3
    assert "broken.epub" in lines[0]
    assert "none: no such file" in lines[1]
    assert "1 added, 0 there already, 2 could not be read" in lines[2]
    failed = json.loads(ran.stdout)["failed"]
    assert [Path(one["source"]).name for one in failed] == ["broken.epub", "none"]
    # What failed is tried again.
    again = invoke("library", "add", *sources)
    assert "1 there already, 2 could not be read" in again.stderr


def test_a_fault_of_the_program_costs_only_what_it_was_reading(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of pages, too, which are asked for in the background."""
    folder = _folder(tmp_path)
    opened = reader.sources.open_document

    def fail(locator: str, **more: Any) -> Document:
        if locator.endswith("bad"):
            raise ArithmeticError
        return opened(locator, **more)

    monkeypatch.setattr("reader.sources.open_document", fail)
    (tmp_path / "bad").write_text("Bad")
    with web_server() as web:
        web.pages["/good"] = page("The ferry", "The ferry is late, said Ada Berg.")
        pages = (web.url("/bad"), web.url("/good"))
        ran = invoke("library", "add", str(tmp_path / "bad"), str(folder), *pages)
    assert "3 added, 0 there already, 2 could not be read" in ran.stderr
    assert ran.stderr.count("bad: a fault of the program itself; open it to see") == 2


def test_sources_are_read_from_a_file(invoke: Invoke, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    names = tmp_path / "names"
    names.write_text(f"{folder / 'bridge.txt'}\n\n{folder / 'harbour.md'}\n")
    assert "2 added" in invoke("library", "add", "--from", str(names)).stderr
    standard = invoke("library", "add", "-", input="On standard input.\n\nIt came from there.")
    assert "1 added" in standard.stderr


def test_several_processes_read_the_same(invoke: Invoke, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "page.html").write_text(page("A page", "It is a page, said Tom Hale." * 3))
    ran = invoke("library", "add", "--jobs", "2", str(folder))
    assert "3 added" in ran.stderr, ran.stderr
    assert _titles(invoke, "list", "--sort", "title") == ["A page", "The bridge", "The harbour"]


def _ends_the_process(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number * 10


def _nothing(number: int) -> int:
    return -number


def test_a_process_that_is_killed_costs_only_what_it_was_reading() -> None:
    found = list(surviving(_ends_the_process, range(6), 2, _nothing))
    assert sorted(found) == [-3, 0, 10, 20, 40, 50]


def test_two_that_add_the_same_at_once_and_one_that_is_killed_do_no_harm(
    invoke: Invoke, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"Article {number}.\n\nIt says so, said Ada Berg.")
    command = [sys.executable, "-m", "reader", "library", "add", str(folder)]
    killed = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    articles = tmp_path / "data" / "articles"
    until = time.monotonic() + 30
    while not any(articles.glob("*.json")) and time.monotonic() < until:
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    told = [one.communicate(timeout=60)[1].decode() for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert len(_listed(invoke)) == 40
    assert "nothing wrong" in invoke("doctor").stdout


def test_pages_are_fetched_server_by_server_and_not_again(invoke: Invoke) -> None:
    with web_server() as one, web_server() as other:
        urls = []
        for number in range(4):
            for web in (one, other):
                path = f"/{number}"
                words = f"Page {number} of {web.origin} says this, said Ada Berg."
                web.pages[path] = page(f"Page {number}", words * 4)
                urls.append(web.url(path))
        ran = invoke("library", "add", *urls, one.url("/none"))
        assert ran.exit_code == 1
        assert "8 added, 0 there already, 1 could not be read" in ran.stderr
        assert "/none: the server says 404" in ran.stderr
        assert one.most_at_once == other.most_at_once == 1
        asked = sum(one.asked.values()) + sum(other.asked.values())
        again = invoke("library", "add", *urls)
        assert "8 there already" in again.stderr
        assert sum(one.asked.values()) + sum(other.asked.values()) == asked
        one.pages["/2"] = page("Page 2", "It says something else now, said Ada Berg." * 4)
        fresh = invoke("library", "add", "--again", *urls)
        assert "1 with a new version, 7 there already" in fresh.stderr


# Listing and searching


def test_articles_are_listed_by_words_fields_and_in_order(invoke: Invoke, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    invoke("library", "add", str(folder))
    invoke("mark", str(folder / "bridge.txt"), "--quote", "closed")
    assert _titles(invoke, "list", "--sort", "title") == ["The bridge", "The harbour"]
    assert _titles(invoke, "list", "--sort", "title", "--reverse") == (
        ["The harbour", "The bridge"]
    )
    assert _titles(invoke, "list", "--sort", "notes") == ["The bridge", "The harbour"]
    assert _titles(invoke, "list", "harbour") == ["The harbour"]
    assert _titles(invoke, "list", "is:new") == ["The harbour"]
    assert _titles(invoke, "list", "nowhere") == []
    table = invoke("library").stdout.splitlines()
    assert table[0].split("\t")[:3] == ["id", "title", "tags"]
    assert len(table) == 3
    assert invoke("library", "-f", "json", "list").stdout.startswith("{")


def test_search_finds_texts_titles_and_notes(invoke: Invoke, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    invoke("library", "add", str(folder))
    marked = invoke(
        "mark", str(folder / "bridge.txt"), "--quote", "closed", "--note", "Ask the ferrymen."
    )
    assert marked.exit_code == 0, marked.stderr

    def found(*query: str) -> list[tuple[str, str]]:
        ran = invoke("library", "search", *query, "-f", "json")
        hits = json.loads(ran.stdout)["hits"]
        for hit in hits:
            assert all(hit["context"][s:e] for s, e in hit["marks"])
        return sorted((Path(hit["source"]).name, hit["where"]) for hit in hits)

    assert found("ferrymen") == [("bridge.txt", "note")]
    assert found("HALE", "open") == [("harbour.md", "text")]
    assert ("harbour.md", "title") in found("harbour")
    assert found("nowhere") == []
    assert "ferrymen" in invoke("library", "search", "ferrymen").stdout
    assert invoke("library", "search", "in:text").exit_code == 2


def test_words_that_are_missing_are_wrong_usage(invoke: Invoke) -> None:
    assert invoke("library", "add").exit_code == 2
    assert invoke("library", "search").exit_code == 2
    assert invoke("library", "remove").exit_code == 2
    assert invoke("library", "nonsense").exit_code == 2


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_articles_nobody_has_opened_are_looked_through_once(
    invoke: Invoke, tmp_path: Path, jobs: str
) -> None:
    folder = _folder(tmp_path)
    (folder / "ferry.txt").write_text("“The ferry is late,” said Ada Berg, the mayor.\n\nIt was.")
    invoke("library", "add", str(folder))
    assert not json.loads(_searched(invoke, "speaker:berg ferry"))["hits"]
    ran = invoke("library", "analyse", "--jobs", jobs)
    assert ran.exit_code == 0, ran.stderr
    assert "3 articles looked through: 3 quotes" in ran.stderr
    (hit,) = json.loads(_searched(invoke, "speaker:berg ferry"))["hits"]
    assert (hit["where"], hit["speaker"]) == ("quote", "Ada Berg")
    assert sorted(str(article["quotes"]) for article in _listed(invoke)) == ["1", "1", "1"]
    assert "0 articles looked through" in invoke("library", "analyse").stderr


def _searched(invoke: Invoke, *query: str) -> str:
    return invoke("library", "search", *query, "-f", "json").stdout


# Tags and the trash


@pytest.fixture
def bridge(invoke: Invoke, tmp_path: Path) -> str:
    """The id of an article with one note."""
    path = str(_folder(tmp_path) / "bridge.txt")
    invoke("mark", path, "--quote", "closed")
    (article,) = _listed(invoke)
    return str(article["id"])


def test_an_article_is_tagged_and_listed_by_it(invoke: Invoke, bridge: str) -> None:
    assert invoke("library", "tag", bridge, "#Rent", "city hall").stdout == "#city-hall #Rent\n"
    assert invoke("library", "tag", bridge[:6], "--untag", "rent").stdout == "#city-hall\n"
    assert len(_listed(invoke, "list", "tag:city-hall")) == 1
    assert _listed(invoke, "list", "tag:rent") == []


def test_an_article_goes_to_the_trash_and_comes_back_with_its_notes(
    invoke: Invoke, bridge: str, tmp_path: Path
) -> None:
    removed = invoke("library", "remove", str(tmp_path / "articles" / "bridge.txt"))
    assert removed.exit_code == 0, removed.stderr
    assert f"reader library restore {bridge}" in removed.stderr
    assert _listed(invoke) == []
    (gone,) = _listed(invoke, "trash")
    assert gone["id"] == bridge
    assert gone["removed"]
    assert json.loads(invoke("notes", "-f", "json").stdout)["notes"] == []
    assert invoke("library", "restore", bridge).exit_code == 0
    assert len(json.loads(invoke("notes", "-f", "json").stdout)["notes"]) == 1
    assert _listed(invoke, "trash") == []


@pytest.mark.parametrize("action", ["remove", "restore", "tag"])
def test_an_unknown_article_is_told(invoke: Invoke, bridge: str, action: str) -> None:
    ran = invoke("library", action, "nowhere")
    assert ran.exit_code == 1
    assert "nowhere: no such article here; `reader library` lists them" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_what_is_in_the_trash_is_not_taken_in_again_by_itself(
    invoke: Invoke, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    invoke("library", "add", str(folder))
    invoke("library", "remove", str(folder / "bridge.txt"))
    invoke("library", "add", str(folder))
    assert len(_listed(invoke)) == 1
    back = invoke("library", "add", "--again", str(folder))
    assert "was in the trash and is back" in back.stderr
    assert len(_listed(invoke)) == 2
