"""Links and footnotes: listed, followed, copied, read here, and come back from."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.document import Document, Origin
from reader.sources import fetch
from reader.sources.markdown import markdown_document
from reader.ui.browser import NoBrowser, open_address
from reader.ui.screens.article import ArticleScreen
from reader.ui.screens.link_list import LinkList
from reader.ui.widgets.row_list import RowList
from tests.ui.conftest import Opener, Session

FILLING = "\n\n".join(f"Paragraph {number} is here to fill the screen." for number in range(40))
TEXT = (
    "# The quay\n\nSee [the plan](https://example.org/plan) and "
    "[mail them](mailto:ann@example.org).[^1] Then *on*.\n\n"
    f"{FILLING}\n\n[^1]: The note of it.\n"
)


def document(text: str = TEXT) -> Document:
    return markdown_document(text, Origin("/articles/quay.md", kind="markdown"))


def _rows(session: Session) -> list[str]:
    screen = session.app.screen
    assert isinstance(screen, LinkList)
    return [f"{item.text} | {item.right}" for item in screen.query_one(RowList).items]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the browser of this test writes the address it is given; it is noisy, too."""
    script, told = tmp_path / "browser", tmp_path / "told"
    script.write_text(
        f"#!{sys.executable}\nimport os, sys\nprint('noise')\nprint('noise', file=sys.stderr)\n"
        f"open({str(told)!r} + '~', 'w').write(sys.argv[1])\n"
        f"os.replace({str(told)!r} + '~', {str(told)!r})\n"
    )
    script.chmod(0o755)
    _use_browser(f"{script} %s &", monkeypatch)
    return told


def _use_browser(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", command)
    monkeypatch.delenv("DISPLAY", raising=False)
    # Python looks for browsers once.
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    monkeypatch.setattr(webbrowser, "_browsers", {})


def _told(session: Session) -> str:
    return "\n".join(str(told.message) for told in session.app._notifications)


async def _until(session: Session, happened: Callable[[], bool]) -> None:
    for _ in range(2000):
        if happened():
            return
        await session.pilot.pause(0.01)
    raise AssertionError("it never happened")


async def test_what_is_in_sight_is_listed_with_whose_it_is(open_reader: Opener) -> None:
    async with open_reader(document()) as session:
        await session.press("l")
        assert _rows(session) == [
            "the plan | example.org",
            "mail them | ann@example.org",
            "[1] → [1] The note of it. | ",
        ]
        assert "https://example.org/plan" in session.screen_text()
        await session.press("j")
        assert "mailto:ann@example.org" in session.screen_text()
        await session.press("j")
        assert "comes back" in session.screen_text()
        await session.press("l")
        assert isinstance(session.app.screen, ArticleScreen)


async def test_a_link_is_opened_when_its_address_was_seen(open_reader: Opener, told: Path) -> None:
    async with open_reader(document()) as session:
        await session.press("2", "l")
        assert not told.exists()
        await session.press("enter")
        await _until(session, told.exists)
        assert told.read_text() == "mailto:ann@example.org"


async def test_an_address_can_be_copied(open_reader: Opener) -> None:
    async with open_reader(document()) as session:
        await session.press("l", "y")
        assert session.app.clipboard == "https://example.org/plan"


async def test_a_footnote_and_back(open_reader: Opener) -> None:
    async with open_reader(document()) as session:
        view, text = session.article.view, session.article.document.text
        await session.press("3", "l")
        assert view.place == text.index("[1] The note")
        top = view.top
        await session.press("l")
        assert view.place == text.index("[1] Then")
        await session.press("ctrl+o")
        assert view.top == top


async def test_a_click_shows_where_a_link_leads(open_reader: Opener) -> None:
    async with open_reader(document()) as session:
        view = session.article.view
        left, _ = view.text_column
        row = view.lines.row_at(view.document.text.index("the plan"))
        await session.pilot.click("ArticleView", offset=(left + 5, row))
        await _until(session, lambda: isinstance(session.app.screen, LinkList))
        await session.settle()
        assert _rows(session) == ["the plan | example.org"]


async def test_a_double_click_selects_the_word_of_a_link(open_reader: Opener) -> None:
    async with open_reader(document()) as session:
        view = session.article.view
        left, _ = view.text_column
        row = view.lines.row_at(view.document.text.index("the plan"))
        await session.pilot.click("ArticleView", offset=(left + 9, row), times=2)
        await session.settle()
        assert session.words_selected() == "plan"
        assert view._lead_timer is None


async def test_beside_the_words_nothing_is_clicked(open_reader: Opener) -> None:
    async with open_reader(document("[All of it](https://example.org)\n")) as session:
        view = session.article.view
        left, _ = view.text_column
        await session.pilot.click("ArticleView", offset=(left + 30, 0))
        await session.settle()
        assert view._lead_timer is None


async def test_without_any_that_is_told(open_reader: Opener) -> None:
    async with open_reader(document("Only words.\n")) as session:
        await session.press("l")
        assert isinstance(session.app.screen, ArticleScreen)
        assert "no links" in _told(session)


async def test_a_linked_page_that_does_not_come_is_told(open_reader: Opener) -> None:
    async with open_reader(document("[x](http://127.0.0.1:9/none)\n")) as session:
        await session.press("l", "r")
        await _until(session, lambda: "no connection" in _told(session))
        assert isinstance(session.app.screen, ArticleScreen)


async def test_a_linked_page_is_read_over_this_one(
    open_reader: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "fetched", lambda _url: fetch.Fetched(b"A title\n\nWords.", None))
    async with open_reader(document("[x](http://example.org/y)\n")) as session:
        first = session.app.screen
        await session.press("l", "r")
        await _until(session, lambda: session.app.screen is not first)
        await session.settle()
        assert session.article.document.text == "A title\n\nWords."
        await session.press("q")
        assert session.app.screen is first


async def test_a_browser_that_cannot_be_had_leaves_the_address(
    open_reader: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    _use_browser("no-such-browser-here", monkeypatch)
    monkeypatch.setenv("PATH", "/nowhere")
    async with open_reader(document()) as session:
        await session.press("1", "l", "enter")
        assert session.app.clipboard == "https://example.org/plan"
        with pytest.raises(NoBrowser):
            open_address(session.app, "javascript:alert(1)")


async def test_on_a_small_screen_the_last_link_can_be_reached(open_reader: Opener) -> None:
    links = " ".join(f"[number {n}](https://example.org/{n})" for n in range(9))
    async with open_reader(document(links), size=(40, 12)) as session:
        await session.press("l", "G")
        assert "number 8" in session.screen_text()
        assert "https://example.org/8" in session.screen_text()
