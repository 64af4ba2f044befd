"""Searching: what is found, in any order of looking, and what cannot be searched for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.search import _WINDOW, Hits, Query, Search, SearchError

TEXT = "He’s sure. “We won’t,” said Ann. We\nwill see; WE know. Tomorrow we rest."


def _found(text: str, query: Query, start: int = 0) -> list[str]:
    search = Search(text, query, start)
    search.run()
    assert search.is_done
    return [hit.of(text) for hit in search.hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("we"), ["We", "We", "WE", "we"]),
        (Query("We"), ["We", "We"]),
        (Query("won't"), ["won’t"]),
        (Query('"we'), ["“We"]),
        (Query("we will"), ["We\nwill"]),
        (Query("ann", whole_words=True), ["Ann"]),
        (Query("morrow", whole_words=True), []),
        (Query("a.n"), []),
        (Query(r"\bA\w+|s[a-z]e", is_regex=True), ["Ann", "see"]),
        (Query(r"w\S", is_regex=True), ["We", "wo", "We", "wi", "WE", "w.", "we"][:2]),
        (Query(""), []),
        (Query("  "), []),
        (Query("x*", is_regex=True), []),
    ],
)
def test_words_and_expressions(query: Query, found: list[str]) -> None:
    if query.words == r"w\S":
        # An escape with a capital in it is no capital.
        assert _found(TEXT, query)[0] == "We"
    else:
        assert _found(TEXT, query) == found


def test_an_expression_that_is_none_is_told() -> None:
    with pytest.raises(SearchError, match="no regular expression"):
        Search(TEXT, Query("(", is_regex=True))


def test_a_runaway_expression_is_cut_off() -> None:
    search = Search("a" * 60 + "b", Query("(?:a|aa)+$", is_regex=True))
    with pytest.raises(SearchError, match="takes too long"):
        search.run()
    assert search.is_done


@given(
    st.text("ab ", min_size=0, max_size=40),
    st.text("ab", min_size=1, max_size=3),
    st.integers(0, 60),
)
def test_where_one_begins_does_not_matter(text: str, words: str, start: int) -> None:
    hits = Search(text, Query(words), start)
    while hits.advance():
        pass
    found = [(hit.start, hit.end) for hit in hits.hits]
    assert found == sorted(found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    assert all(hit.of(text) == words for hit in hits.hits)
    if words not in text:
        assert not found
    elif len(set(words)) == len(words):
        assert len(found) == text.count(words)


def test_hits_across_windows_are_found_once_and_the_nearest_first() -> None:
    text = ("x" * (_WINDOW - 3) + "needle") * 4
    search = Search(text, Query("needle"), 2 * _WINDOW)
    while not search.hits:
        assert search.advance()
    assert search.hits[0].start >= 2 * _WINDOW
    while search.advance():
        pass
    assert len(search.hits) == 4
    assert [hit.of(text) for hit in search.hits] == ["needle"] * 4


def test_hits_are_had_by_place() -> None:
    search = Search("ab ab ab ab", Query("ab"), 5)
    search.run()
    hits: Hits = search.hits
    assert [hits[n].start for n in range(len(hits))] == [0, 3, 6, 9]
    assert [hits.number_from(offset) for offset in (0, 1, 3, 6, 7, 10)] == [0, 1, 1, 2, 3, 4]
    assert [hit.start for hit in hits.overlapping(hits[1])] == [3]
    assert [hit.start for hit in hits.overlapping(type(hits[0])(4, 7))] == [3, 6]
