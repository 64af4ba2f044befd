"""Web pages: main text with its structure, what the page says about itself, broken pages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document, Role
from reader.errors import Unreadable
from reader.sources import open_bytes
from tests.sources.seen import set_apart
from tests.strategies import NOW

BODY = """
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Harbour plan splits town</h1><p>By Ada Lindqvist</p>
<figure><img src="a.jpg" alt="The quay"><figcaption>The quay at dawn.</figcaption></figure>
<p>“We will <em>not</em> give up,” said <a href="/p">Mara Quint</a>, who leads the residents.</p>
<p>Short.</p><p>“No,” he said.</p><h2>A long fight</h2>
<blockquote><p>The plan is dead.</p></blockquote>
<ul><li>One thing</li><li>Another thing<ul><li>Nested</li></ul></li></ul>
<ol start="3"><li>Third</li></ol>
<table><tr><th>Year</th><th>Boats</th></tr><tr><td>2024</td><td>12</td></tr></table>
<div class="ad">Advertisement: buy boats now!</div>
<p>Later the mayor, Tomas Brandt, told us of it.<sup><a href="#n1">1</a></sup></p>
<p hidden>Not to be seen.</p><script>alert("no")</script>
<aside class="related"><h3>Read more</h3><p>Another story</p></aside>
</article><footer><p>© 2026 The Coast Post. All rights reserved.</p></footer>
"""


def page(body: str = BODY, head: str = "") -> str:
    return f"<!doctype html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>"


def opened(html: str | bytes, charset: str | None = None) -> Document:
    data = html.encode() if isinstance(html, str) else html
    return open_bytes(data, "/pages/quay", name="quay", now=NOW, charset=charset)


def lines(document: Document) -> list[tuple[str, int, str]]:
    return [(p.role.name, p.level, p.span.of(document.text)) for p in document.paragraphs]


def test_the_main_text_keeps_its_structure() -> None:
    found = lines(opened(page()))
    for line in (
        ("TITLE", 1, "Harbour plan splits town"),
        ("CAPTION", 0, "The quay at dawn."),
        ("PROSE", 0, "“We will not give up,” said Mara Quint, who leads the residents."),
        ("PROSE", 0, "Short."),
        ("PROSE", 0, "“No,” he said."),
        ("HEADING", 2, "A long fight"),
        ("BLOCK_QUOTE", 1, "The plan is dead."),
        ("LIST_ITEM", 1, "• One thing"),
        ("LIST_ITEM", 2, "• Nested"),
        ("TABLE", 0, "Year | Boats"),
        ("TABLE", 0, "2024 | 12"),
        ("PROSE", 0, "Later the mayor, Tomas Brandt, told us of it.[1]"),
    ):
        assert line in found


@pytest.mark.parametrize(
    "beside", ["Home", "buy boats", "Not to be seen", "alert", "Read more", "Another story", "©"]
)
def test_what_stands_beside_the_article_is_left_out(beside: str) -> None:
    assert beside not in opened(page()).text


def test_the_page_says_who_wrote_it() -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Not this"},
            {
                "@type": "NewsArticle",
                "headline": "Harbour plan splits town",
                "author": [{"@type": "Person", "name": "Ada Lindqvist"}, "Ben Okoro"],
                "datePublished": "2026-03-04T10:00:00Z",
            },
        ],
    }
    document = opened(page(head=f'<script type="application/ld+json">{json.dumps(data)}</script>'))
    assert document.title == "Harbour plan splits town"
    assert document.authors == ("Ada Lindqvist", "Ben Okoro")
    assert document.published == "2026-03-04T10:00:00Z"


def test_meta_tags_say_it_where_there_is_no_data() -> None:
    head = (
        "<title>Harbour plan splits town | The Coast Post</title>"
        "<script type='application/ld+json'>{not json</script>"
        "<meta name='author' content='By Ada Lindqvist and Ben Okoro'>"
        "<meta property='article:author' content='https://example.org/ada'>"
        "<meta property='article:published_time' content='2026-03-04'>"
    )
    document = opened(page(head=head))
    assert document.title == "Harbour plan splits town"
    assert document.authors == ("Ada Lindqvist", "Ben Okoro")
    assert document.published == "2026-03-04"


def test_nothing_is_made_up() -> None:
    document = opened(page("<p>On 3 May 2024 the copyright of Ann Archer, 2019, ran out.</p>"))
    assert (document.authors, document.published) == ((), None)


def test_paragraphs_made_with_line_breaks_are_paragraphs() -> None:
    body = "<div>First line of it.<br>Still the first.<br><br>Then the second one.</div>"
    assert [line for _, _, line in lines(opened(page(body)))][-2:] == [
        "First line of it. Still the first.",
        "Then the second one.",
    ]


def test_a_table_made_for_looks_is_no_table() -> None:
    body = (
        "<table><tr><td><h1>The quay</h1><p>One.</p><p>Two.</p><p>Three.</p></td>"
        "<td><p>Side.</p></td></tr></table>"
    )
    assert "TABLE" not in [role for role, _, _ in lines(opened(page(body)))]


def test_what_is_set_apart_is_remembered() -> None:
    body = (
        "<article><h1>The quay</h1><p>They <em>will <b>not</b></em> <del>come</del>, says "
        "<a href='/plan'>the <i>plan</i></a>, <a href='javascript:x'>a trap</a> and "
        "<span style='font-weight: 700'>all</span> of them.<sup><a href='#n1'>1</a></sup></p>"
        "<p>It was said in <code>a note</code> that nobody read for a very long time.</p>"
        "<ol><li id='n1'>The first note of it. <a href='#r1'>↩</a></li></ol></article>"
    )
    document = open_bytes(page(body).encode(), "https://example.org/a/b", name="q", now=NOW)
    assert set_apart(document) == [
        ("EMPHASIS", "will not", ""),
        ("STRONG", "not", ""),
        ("STRUCK", "come", ""),
        ("LINK", "the plan", "https://example.org/plan"),
        ("EMPHASIS", "plan", ""),
        ("STRONG", "all", ""),
        ("REFERENCE", "[1]", "1. The f"),
        ("CODE", "a note", ""),
        ("REFERENCE", "1.", "[1]\nIt w"),
    ]


def test_a_saved_page_says_where_it_is_from() -> None:
    head = "<link rel='canonical' href='https://example.org/a/b'>"
    body = "<p>All that there is to say stands in <a href='c'>the other one</a>, he said.</p>"
    assert set_apart(opened(page(body, head)))[0][2] == "https://example.org/a/c"
    assert set_apart(opened(page(body))) == []


@pytest.mark.parametrize("depth", [300, 3_000, 100_000])
def test_words_below_thousands_of_tags_are_found(depth: int) -> None:
    html = "<div>" * depth + "<p>The words below.</p>" + "</div>" * depth + "<p>And after.</p>"
    document = opened(page(html))
    assert "The words below." in document.text
    assert "And after." in document.text


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-le", "windows-1252", "iso8859-2"])
def test_the_encoding_is_what_the_page_says(charset: str) -> None:
    html = page("<p>Café “Ö” is where the harbour master met them.</p>", "<meta charset='utf-8'>")
    if charset == "iso8859-2":
        html = html.replace("é “Ö”", "é Ö ř")
    label = "utf-8" if charset.startswith("utf") else charset
    data = html.replace("utf-8", label).encode(charset)
    assert "Café" in opened(data).text
    assert "Ö" in opened(data).text


def test_the_encoding_that_came_with_the_page_goes_before_what_it_says() -> None:
    html = page("<p>Пристань закрыта.</p>", "<meta charset='windows-1252'>")
    assert "Пристань" in opened(html.encode("koi8-r"), "koi8-r").text
    assert "Пристань" in opened(html.encode(), "no-such-charset").text


@pytest.mark.parametrize("body", ["", "<script>x</script>", "<nav><a href='/'>Home</a></nav>"])
def test_a_page_without_an_article_is_told(body: str) -> None:
    with pytest.raises(Unreadable, match="no article on this page"):
        opened(page(body))


def test_a_page_too_large_is_told() -> None:
    with pytest.raises(Unreadable, match="larger than 12 MB"):
        opened(page("<p>" + "words " * 4_000_000))


@given(st.text(alphabet="<>/divpabulnotrhe=\"' &;!-\n", max_size=300))
def test_no_page_is_too_broken_to_be_told(tags: str) -> None:
    """Whatever else stands in a page, it is read; the text stays canonical."""
    document = opened("<!doctype html><p>Words first.</p>" + tags)
    assert all(p.role in Role for p in document.paragraphs)
    assert len(document.text.split("\n")) == len(document.paragraphs)


_PIECES = (
    *("<div>", "</div>", "<section class='related'>", "</section>", "<article>", "</article>"),
    *("<aside>", "</aside>", "<header>", "</header>", "<ul>", "</ul>", "<li>", "<blockquote>"),
    *("</blockquote>", "<table>", "<tr>", "<td>", "</table>", "<figure>", "</figure>", "<br>"),
    *("<h1>A title of it</h1>", "<h2>Head</h2>", "<h3>Read more</h3>", "<h4>Comments</h4>"),
    *("<p>The council wants to close the old quay, he said.</p>", "<p>Short</p>", "<pre>x\n y"),
    *("<a href='/x'>A link away</a>", "<p class='byline'>By Ada Berg</p>", "<b>", "</b>", "</pre>"),
    *("<p>Sign up for our newsletter today.</p>", "<a id='n'></a>", "<a href='#n'>1</a>", "<sup>"),
    *("<figcaption>A quay</figcaption>", "<time>2 March</time>", "words of no element ", "</sup>"),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_any_order_of_elements_is_read(pieces: list[str]) -> None:
    """Nothing is read twice, nothing runs in a circle, and what is set apart stays in its place."""
    first = "<p>These words are read first of all, in whatever page they stand.</p>"
    document = opened(f"<!doctype html>{first}{''.join(pieces)}")
    assert document.paragraphs
    for one in document.inlines:
        place = document.paragraph_at(one.span.start)
        assert place is not None
        assert place.span.covers(one.span)


def test_a_page_of_headings_is_gone_through_once() -> None:
    """Headings and boxes that each stay if the other does."""
    box = "<div><h3>Head</h3><span>Few</span></div>"
    prose = "<p>The council wants to close the old quay, he said.</p>"
    page_of_boxes = f"<article>{prose}{box * 2_000}<p>He said so {prose}</article>"
    assert "close the old quay" in opened(page(page_of_boxes)).text


def _told(text: str, free: str = "") -> str:
    told = f'"headline": "The quay", "articleBody": {json.dumps(text)}{free}'
    return f'<script type=\'application/ld+json\'>{{"@type": "NewsArticle", {told}}}</script>'


LONG = "\n".join(f"Paragraph {n} of it has a few words, and was never shown." for n in range(9))


def test_a_page_that_shows_nothing_is_read_as_it_tells_itself() -> None:
    document = opened(
        page("<div id='root'><p>Loading the page, please wait.</p></div>", _told(LONG))
    )
    assert [line for _, _, line in lines(document)] == ["The quay", *LONG.split("\n")]


def test_what_is_not_free_to_read_is_not_read() -> None:
    head = _told(LONG, ', "isAccessibleForFree": false')
    document = opened(page("<p>The quay is closed. The rest is for those who pay.</p>", head))
    assert "Paragraph 3" not in document.text


def test_signs_that_are_no_words_are_left_out() -> None:
    body = "<h2 id='a'>Head<a href='#a'>#</a></h2>"
    body += "<p>The Ha\u00adfen\u200b of it all, he said to us.</p>"
    body += "<ol><li value='4'>Four of them</li><li>Five of them</li></ol>"
    assert [line for _, _, line in lines(opened(page(body)))] == [
        "Head",
        "The Hafen of it all, he said to us.",
        "4. Four of them",
        "5. Five of them",
    ]


def test_what_may_be_said_twice_is_kept_and_what_was_pulled_out_is_not() -> None:
    body = (
        "<article><h1>The quay</h1><p>He said no, and that the plan is dead, and went home.</p>"
        "<blockquote>No</blockquote><blockquote>The plan is dead, and went</blockquote>"
        "<p>He said it again, and then he said it once more to all of us.</p>"
        "<p>He said it again, and then he said it once more to all of us.</p>"
        "<table><tr><td>a</td><td>1</td></tr><tr><td>a</td><td>1</td></tr></table></article>"
    )
    assert [line for _, _, line in lines(opened(page(body)))] == [
        "The quay",
        "He said no, and that the plan is dead, and went home.",
        "No",
        "He said it again, and then he said it once more to all of us.",
        "a | 1",
        "a | 1",
    ]


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (
            '<link rel="canonical" href="https://news.example/a/ferry">',
            "https://news.example/a/ferry",
        ),
        ('<meta property="og:url" content="https://news.example/b">', "https://news.example/b"),
        ('<link rel="canonical" href="https://news.example/">', ""),
        ('<link rel="canonical" href="/a/ferry">', ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ("", ""),
    ],
)
def test_the_address_a_page_gives_as_its_own_is_told(head: str, address: str) -> None:
    assert opened(page(head=head)).address == address


def test_what_a_class_says_is_weighed_by_what_it_is_said_of() -> None:
    body = (
        "<article><h1>The quay</h1><p>The council wants to close the old quay, he said.</p>"
        "<figure class='image lightbox'><img><figcaption>The quay at dawn</figcaption></figure>"
        "<div class='social-embed'><blockquote><p>It is shut, the mayor wrote to us.</p>"
        "</blockquote></div><div class='social-links'><p>Follow the paper here.</p></div>"
        "<p>Nobody knew for how long it would be shut, he said to them.</p></article>"
    )
    assert [line for _, _, line in lines(opened(page(body)))] == [
        "The quay",
        "The council wants to close the old quay, he said.",
        "The quay at dawn",
        "It is shut, the mayor wrote to us.",
        "Nobody knew for how long it would be shut, he said to them.",
    ]


@pytest.mark.parametrize("tag", ["article", "main", "section", "custom-element", "p", "div"])
def test_a_page_may_leave_out_head_and_body(tag: str) -> None:
    html = (
        f"<!doctype html><title>The quay</title><meta name=author content='Ada Berg'><{tag}>"
        "<h1>The quay</h1><p>The council wants to close the old quay, he said.</p>"
        f"<p>Nobody knew for how long it would be shut.</p></{tag}>"
    )
    document = opened(html)
    assert document.authors == ("Ada Berg",)
    assert [line for _, _, line in lines(document)] == [
        "The quay",
        "The council wants to close the old quay, he said.",
        "Nobody knew for how long it would be shut.",
    ]


def test_letters_and_figures_that_are_set_otherwise_are_read_as_they_are_meant() -> None:
    body = (
        "<p><span aria-hidden='true'>T</span><span class='visually-hidden'>T</span>he quay of "
        "10<sup>2</sup> m<sup>2</sup> is shut since the 1<sup>st</sup> of May, he said.<sup>3</sup>"
        "<i class='material-icons'>bookmark</i></p>"
    )
    (line,) = [line for _, _, line in lines(opened(page(body)))]
    assert line == "The quay of 10² m² is shut since the 1st of May, he said.³"


def test_a_sentence_that_is_a_link_is_a_sentence() -> None:
    body = (
        "<article><h1>The quay</h1><p>The council wants to close the old quay, he said.</p>"
        "<p><a href='/r'>The whole of the report can be had from the council itself.</a></p>"
        "<p><a href='/x'>Ten pictures of the quay</a></p>"
        "<p>Nobody knew for how long it would be shut, he said to them.</p></article>"
    )
    assert [line for _, _, line in lines(opened(page(body)))] == [
        "The quay",
        "The council wants to close the old quay, he said.",
        "The whole of the report can be had from the council itself.",
        "Nobody knew for how long it would be shut, he said to them.",
    ]


@pytest.mark.parametrize("piece", ["<p>a", "<i>a</i> ", "<br>" * 3])
def test_a_page_of_more_parts_than_a_person_waits_for_is_told(piece: str) -> None:
    with pytest.raises(Unreadable, match="more than 150,000 parts"):
        opened(page(piece * 200_000))


def test_a_tag_without_end_costs_no_time() -> None:
    body = f"<article><p {' '.join(f'a{n}=1' for n in range(300_000))}>“No,” said Ada Berg.</p>"
    assert "“No,” said Ada Berg." in opened(page(body)).text


def test_a_picture_in_an_attribute_does_not_cost_the_others() -> None:
    body = f"<article><p>See <a data-x='{'x y ' * 5_000}' href='https://example.org/'>it</a>.</p>"
    assert [one.target for one in opened(page(body)).inlines] == ["https://example.org/"]
