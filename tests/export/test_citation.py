"""Citations: as the manuals have them, and clean where something is not known."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Origin, compose
from reader.export import Exported, rendered
from reader.export.citation import CitationStyle, cited, reference
from tests.export.articles import ordinary

STYLES: tuple[CitationStyle, ...] = ("apa", "mla", "chicago")
URL = "https://www.news.example/bridge"


def _article(
    title: str = "The “old” bridge is shut",
    authors: tuple[str, ...] = ("Ann Lee", "Bo de la Carr"),
    published: str | None = "2026-02-28T10:00:00Z",
    locator: str = URL,
) -> Exported:
    document = replace(compose("Some words.", Origin(locator)), title=title)
    return Exported("a", replace(document, authors=authors, published=published))


def test_references() -> None:
    article = _article()
    assert reference(article, "apa") == (
        "Lee, A., & de la Carr, B. (2026, February 28). The “old” bridge is shut. news.example. "
        + URL
    )
    assert reference(article, "mla") == (
        "Lee, Ann, and Bo de la Carr. “The ‘old’ bridge is shut.” news.example, 28 Feb. 2026, "
        f"{URL}."
    )
    assert reference(article, "chicago") == (
        "Lee, Ann, and Bo de la Carr. “The ‘old’ bridge is shut.” news.example, "
        f"February 28, 2026. {URL}."
    )


@pytest.mark.parametrize(
    ("style", "expected"),
    [("apa", "Who knows? (n.d.)."), ("mla", "“Who knows?”"), ("chicago", "“Who knows?”")],
)
def test_what_is_not_known_is_left_out(style: CitationStyle, expected: str) -> None:
    assert reference(_article("Who knows?", (), None, "/a.txt"), style) == expected


def test_many_authors_bodies_and_parts_of_dates() -> None:
    three = _article(authors=("Ann Lee", "Bo Carr", "Cy Dent"), published="2026-02")
    assert reference(three, "mla").startswith("Lee, Ann, et al. “")
    assert reference(three, "apa").startswith("Lee, A., Carr, B., & Dent, C. (2026, February). ")
    body = _article(authors=("The Associated Press",), published="2026")
    assert reference(body, "apa").startswith("The Associated Press. (2026). ")
    odd = _article(authors=("Lee, Ann-Marie B.",), published="last spring")
    assert reference(odd, "apa").startswith("Lee, A.-M. B. (last spring). ")


def test_words_are_cited_with_who_said_them() -> None:
    article = ordinary()
    note = next(one for one in article.ordered if article.words_of(one) == "It is safe")
    assert cited(article, note, "apa") == "“It is safe” (The Mayor, as cited in Lee & Carr, 2026)"
    assert cited(article, note, "mla") == "“It is safe” (The Mayor, qtd. in Lee and Carr)"
    assert cited(article, note, "chicago").startswith(
        "“It is safe” (The Mayor, quoted in Ann Lee and Bo Carr, “The bridge is shut,” news.example"
    )
    plain = replace(compose(article.document.text, Origin("/a.txt")), title="T")
    told = cited(replace(article, document=plain), note, "chicago")
    assert told == "“It is safe” (The Mayor, quoted in “T”)"


def test_csl_json() -> None:
    (value,) = json.loads(rendered("csl", [_article()]))
    assert value == {
        "id": "a",
        "type": "article-newspaper",
        "title": "The “old” bridge is shut",
        "author": [{"family": "Lee", "given": "Ann"}, {"family": "de la Carr", "given": "Bo"}],
        "issued": {"date-parts": [[2026, 2, 28]]},
        "container-title": "news.example",
        "URL": URL,
    }
    (bare,) = json.loads(rendered("csl", [_article("T", (), None, "/a.txt")]))
    assert bare == {"id": "a", "type": "document", "title": "T"}


@given(
    st.text(min_size=1, max_size=20),
    st.lists(st.text(max_size=15), max_size=4),
    st.none() | st.text(max_size=12),
    st.sampled_from([URL, "/a.txt", "http://[", "https://"]),
    st.sampled_from(STYLES),
)
def test_nothing_is_doubled_or_dangling(
    title: str, authors: list[str], published: str | None, locator: str, style: CitationStyle
) -> None:
    plain = [re.sub(r"[^\w ]", "", word, flags=re.ASCII) for word in (title, *authors)]
    date = re.sub(r"[^\w -]", "", published) if published else None
    told = reference(_article(plain[0] or "T", tuple(plain[1:]), date, locator), style)
    assert not re.search(r"\(\)|,,|, ?\.|\.\.|  |^[.,]|^ | $", told), told
