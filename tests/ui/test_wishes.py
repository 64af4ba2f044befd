"""What people asked for in the trackers of other readers, one test for each wish.

Standard input as the article (frogmouth 111) is in `test_terminal`: it takes a real one.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.color import Color
from textual.widgets import Input

from reader.document import Document, Origin, Spans, compose
from reader.quotes import Findings
from reader.reading import open_reading
from reader.sources import open_document
from reader.store import open_shelf
from reader.ui.analysis import Analysis
from reader.ui.widgets.line_map import LineMap
from tests.ui.conftest import Opener, document_of

_YELLOW = Color.parse("#453b0c")
"""What is behind a yellow highlight in the dark theme."""
SAME = "The same words here."
PARAGRAPHS = "\n\n".join(f"Paragraph {n} says a few words. Then more." for n in range(200))


async def test_a_selection_made_by_keys_is_seen_and_its_words_are_kept(
    open_reader: Opener, tmp_path: Path
) -> None:
    """Bookokrat 18."""
    async with open_reader(document_of(PARAGRAPHS)) as session:
        await session.press("v", "w", "w", "enter")
        session.article.saver().flush(5)
        (kept,) = session.article.reading.annotations  # type: ignore[union-attr]
        assert kept.target
        assert kept.target.exact == "Paragraph 0 s"
        shelf = open_shelf(tmp_path / "data")
        (stored,) = shelf.annotations(kept.article_id)
        assert stored.target == kept.target
        strips = session.article.view.render_lines(session.article.view.size.region)
        shown = {part.text for part in strips[0] if part.style and part.style.bgcolor == _YELLOW}
        assert "".join(shown).strip() == "Paragraph 0 s"
        # And it is taken out as Markdown.
        await session.press("e")
        prompt = session.app.screen
        prompt.query_one(Input).value = str(tmp_path / "notes.md")
        await session.press("enter")
        for _ in range(200):
            if (tmp_path / "notes.md").exists():
                break
            await session.settle()
        assert "Paragraph 0 s" in (tmp_path / "notes.md").read_text(encoding="utf-8")


async def test_words_can_be_copied(open_reader: Opener) -> None:
    """Toolong 23: by keys and by mouse, over rows and paragraphs, without what is drawn beside."""
    async with open_reader(document_of(PARAGRAPHS), size=(60, 20)) as session:
        await session.press("v", "}", "e", "y")
        assert session.app.clipboard == "Paragraph 0 says a few words. Then more.\n\nParagraph"
        assert "copied" in "\n".join(str(told.message) for told in session.app._notifications)
        view = session.article.view
        left = view.text_column[0]
        await session.pilot.mouse_down(view, offset=(left, 2))
        await session.pilot.hover(view, offset=(left + 8, 4))
        await session.pilot.mouse_up(view, offset=(left + 8, 4))
        await session.press("y")
        assert session.app.clipboard.startswith("Paragraph 1 says")
        assert session.app.clipboard.endswith("\n\nParagraph")


async def test_a_big_file_is_as_quick_as_a_small_one(
    open_reader: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Baca 25, Textual 4586 and 5163: what is not in sight is neither laid out nor drawn."""

    async def nothing_found(_document: Document) -> Analysis:
        return Analysis(Findings(), Spans())

    # It takes minutes, in a process of its own.
    monkeypatch.setattr("reader.ui.screens.article.analyse_beside", nothing_found)
    widgets = []
    for paragraphs in (20, 60_000):
        text = "\n\n".join(f"Paragraph {n} says a few words." for n in range(paragraphs))
        async with open_reader(document_of(text), size=(90, 20)) as session:
            view = session.article.view
            widgets.append(len(list(session.app.screen.walk_children())))
            await session.press("G")
            assert f"Paragraph {paragraphs - 1} says" in session.screen_text()
            await session.press("5", "0", "%", "space", "j", "g")
            assert "Paragraph 0 says" in session.screen_text()
            fresh = LineMap(view.document, view.lines.width)
            fresh.row_at(len(text) // 2)
            assert fresh.exact_chunks == 1
            assert len(view._strips) < 500
    assert widgets[0] == widgets[1]


async def test_a_note_is_painted_beside_one_paragraph_only(open_reader: Opener) -> None:
    """Bookokrat 163: the same words stand in many paragraphs."""
    async with open_reader(document_of("\n\n".join([SAME] * 12)), size=(160, 40)) as session:
        await session.press("j", "j", "j", "j", "V", "c", *"why", "ctrl+s")
        assert session.screen_text().count("● note") == 1


async def test_the_selection_follows_scrolling(open_reader: Opener) -> None:
    """Textual 5333: from the first row to one far below the screen."""
    async with open_reader(document_of(PARAGRAPHS), size=(90, 12)) as session:
        await session.press("v", "6", "0", "j")
        words = session.words_selected()
        assert words.startswith("Paragraph 0")
        assert "Paragraph 25 " in words
        assert session.article.view.is_in_sight(session.article.view.selection.caret)  # type: ignore[union-attr]


async def test_how_many_hits_and_which_one(open_reader: Opener) -> None:
    """Frogmouth 16, glow 183, toolong 38."""
    async with open_reader(document_of(PARAGRAPHS)) as session:
        await session.press("/", *"paragraph 1", "enter", "n")
        assert "2 of 111" in session.screen_text()


@pytest.mark.parametrize("text", ["[[/x]]", "[/]", "[bold]x[/bold] \\[", "{{ x }} $x [@click=y]z"])
async def test_what_looks_like_markup_is_text(open_reader: Opener, text: str) -> None:
    """Frogmouth 88; also where it is a title, a note, a tag and a search."""
    async with open_reader(compose(f"# {text}\n\n{text} said.", Origin("/x.txt"))) as session:
        assert text.split()[0] in session.screen_text()
        await session.press("v", "w", "c", *text, "ctrl+s", "/", *text, "enter", "t", *"[/t]")
        await session.press("enter", "tab", "tab", "tab")
        assert session.app._exception is None
        assert session.screen_text().splitlines()[0].startswith(f" # {text}")
        beside = [item.text for item in session.article.sidebar.row_list.items]
        assert beside[1:] == [text, "#[/t]"]


@pytest.mark.parametrize(
    "text", ["e\u0301\u0301\u0301", "\u0301", "a\u200d\u200db", "🇨🇦🇨", "한\u1100"]
)
@pytest.mark.parametrize("size", [(80, 24), (7, 4), (1, 1)])
async def test_characters_that_join_do_not_crash(
    open_reader: Opener, text: str, size: tuple[int, int]
) -> None:
    """Newsboat 2805, epy 58 and 109."""
    async with open_reader(document_of(f"{text} {text * 90}"), size=size) as session:
        await session.press("/", text[0], "enter", "v", "l", "l", "escape", "G", "g")
        assert session.app._exception is None


async def test_resizing_keeps_the_place_and_never_goes_blank(open_reader: Opener) -> None:
    """Newsboat 1298, epy 58 and 119, glow 1033."""
    async with open_reader(document_of(PARAGRAPHS), size=(120, 30)) as session:
        await session.press("5", "0", "%")
        top = session.article.view.top
        width = session.article.view.lines.width
        for size in ((30, 8), (5, 3), (200, 60), (80, 24), (120, 30)):
            await session.pilot.resize_terminal(*size)
            await session.settle()
            assert session.article.view.top == top
            if size[0] >= 30:
                assert "Paragraph " in session.screen_text()
        assert session.article.view.lines.width == width


async def test_the_place_is_there_again_also_in_a_changed_text(
    open_reader: Opener, tmp_path: Path
) -> None:
    """Newsboat 3204."""
    async with open_reader(document_of(PARAGRAPHS), size=(90, 20)) as session:
        await session.press("5", "0", "%")
        top = session.article.view.top
        words = PARAGRAPHS[top : top + 20]
        session.article.save_what_can_be()
    changed = "Something new comes first.\n\n" + PARAGRAPHS
    async with open_reader(document_of(changed), size=(90, 20)) as session:
        view = session.article.view
        assert session.article.document.text[view.top :].startswith(words)
    shelf = open_shelf(tmp_path / "data")
    assert open_reading(document_of(changed), shelf, datetime.now(UTC)).article_id


async def test_the_outline_lists_headings(open_reader: Opener, tmp_path: Path) -> None:
    """Glow 928."""
    article = tmp_path / "parts.md"
    article.write_text("# Title\n\nWords.\n\n## First part\n\nMore.\n\n## Second part\n\nEnd.")
    document = open_document(str(article), now=datetime.now(UTC))
    async with open_reader(document) as session:
        await session.press("tab", "shift+tab")
        assert session.article.sidebar.tab == 3
        items = session.article.sidebar.row_list.items
        assert [item.text for item in items] == ["Title", "First part", "Second part"]
        await session.press("G", "enter")
        assert session.article.view.place == document.text.index("Second part")
