"""What is told of an article beside its text."""

from __future__ import annotations

from dataclasses import replace

from reader.document import Origin, compose
from reader.sources.markdown import markdown_document
from reader.ui.screens.article import ArticleScreen
from reader.ui.screens.information import InformationScreen, facts_of
from tests.strategies import NOW
from tests.ui.conftest import Opener

TEXT = (
    "---\ntitle: The quay\nauthors: [Ada Berg, Ben Okoro]\ndate: 2026-03-03\nsite: The Courier\n"
    "language: en-GB\n---\n# The quay\n\n“It is shut,” said Mara Quint of the "
    "[council](https://example.org).\n\n## More\n\nNobody laughed.\n"
)
GERMAN = "Die Brücke bleibt zu, und das ist nicht gut für die Stadt, wie der Rat am Dienstag fand."


async def test_the_key_shows_who_when_where_and_how_long(open_reader: Opener) -> None:
    document = replace(
        markdown_document(TEXT, Origin("/articles/quay.md", kind="markdown")), retrieved=NOW
    )
    async with open_reader(document) as session:
        await session.press("i")
        assert isinstance(session.app.screen, InformationScreen)
        shown = session.screen_text()
        for fact in ("Ada Berg, Ben Okoro", "2026-03-03", "The Courier", "English (en-GB)"):
            assert fact in shown
        for fact in ("14 words, 1 min", "1 link", "1 of 1 speaker", "/articles/quay.md"):
            assert fact in shown
        await session.press("y")
        assert "by: Ada Berg, Ben Okoro" in session.app.clipboard
        await session.press("i")
        assert isinstance(session.app.screen, ArticleScreen)


async def test_an_article_that_is_not_english_is_told(open_reader: Opener) -> None:
    async with open_reader(compose(f"{GERMAN}\n\n„Wir schließen“, sagte er.", Origin("x"))) as s:
        assert "in German" in "\n".join(str(told.message) for told in s.app._notifications)
        await s.press("i")
        assert "German (de)" in s.screen_text()


def test_nothing_hostile_is_shown() -> None:
    document = replace(compose("Words.", Origin("/a/\u202eb.txt")), site="x\u2066\n y")
    facts = dict(facts_of(document, None, 0))
    assert facts["in"] == "x y"
    assert "\u202e" not in facts["from"]
    assert facts["language"] == "not known"


async def test_on_a_small_screen_the_rest_is_scrolled_to(open_reader: Opener) -> None:
    document = markdown_document(TEXT, Origin("/articles/quay.md", kind="markdown"))
    async with open_reader(document, size=(40, 12)) as session:
        await session.press("i")
        assert "text" not in session.screen_text().split("kind")[-1]
        await session.press(*("j" * 20))
        assert document.sha256[:16] in session.screen_text()
