"""A second export into a file in which somebody wrote."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations import Anchor, Annotation, Color, Motivation, State, describe
from reader.document import Origin, Span, compose
from reader.errors import ReaderError
from reader.export import By, Exported, Flavor, merged_export, to_markdown, write_export
from reader.export.sections import Item, sections
from tests.strategies import NOW

WORDS = " ".join(f"word{number} stands here." for number in range(40))
DOCUMENT = compose(WORDS, Origin("/a/notes.txt"))


def _note(number: int, body: str = "", **changes: object) -> Annotation:
    span = Span(number * 10, number * 10 + 8)
    made = Annotation(
        f"0190-{number:04}",
        "article",
        "",
        Motivation.HIGHLIGHTING,
        NOW,
        NOW + timedelta(seconds=number),
        target=describe(WORDS, span),
        anchor=Anchor(State.EXACT, span),
        body=body,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _export(*notes: Annotation, by: By = "position", flavor: Flavor = "commonmark") -> str:
    return to_markdown(Exported("article", DOCUMENT, None, notes), by, flavor)


def _items(text: str) -> list[Item]:
    return [part for part in sections(text) if isinstance(part, Item)]


def _ids(text: str) -> list[str]:
    return [item.id[-2:] for item in _items(text)]


def _matter(text: str) -> dict[str, object]:
    value = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(value, dict)
    return value


BEFORE = _export(_note(1, "one"), _note(3, "three"), _note(5, "five"))


def test_the_parts_of_a_file_joined_are_the_file() -> None:
    told = [part if isinstance(part, str) else part.text for part in sections(BEFORE)]
    assert "".join(told) == BEFORE
    assert _ids(BEFORE) == ["01", "03", "05"]


def test_a_file_nobody_wrote_in_becomes_the_new_export() -> None:
    new = _export(_note(3, "changed"), by="color")
    assert merged_export(BEFORE, new) == new
    assert merged_export("", new) == new


@pytest.mark.parametrize("there", [BEFORE, BEFORE.replace("\n", "\r\n"), "\ufeff" + BEFORE])
def test_line_endings_and_byte_order_mark_are_the_persons(there: str) -> None:
    assert merged_export(there, BEFORE) == there
    new = merged_export(there, _export(_note(1, "one")))
    assert _ids(new) == ["01"]
    assert ("\r\n" in new, new[0]) == ("\r\n" in there, there[0])
    edited = there.replace("three", "three and mine")
    merged = merged_export(edited, _export(_note(1, "one"), _note(2), _note(3, "newer")))
    assert _ids(merged) == ["01", "02", "03", "03"]
    assert "\n" not in merged.replace("\r\n", "") or "\r\n" not in there


def test_an_unedited_item_is_replaced_and_text_around_stays() -> None:
    edited = BEFORE.replace("<!-- hl:0190-0003", "My own line.\n\n<!-- hl:0190-0003")
    merged = merged_export(edited, _export(_note(1, "one"), _note(3, "newer"), _note(5, "five")))
    assert "newer" in merged
    assert "three" not in merged
    assert "My own line.\n\n<!-- hl:0190-0003" in merged


def test_an_edited_item_stays_with_the_new_version_after_it() -> None:
    edited = BEFORE.replace("**Note:** three", "**Note:** three, and what I think")
    assert merged_export(edited, BEFORE) == edited, "nothing new to tell"
    new = _export(_note(1, "one"), _note(3, "newer"), _note(5, "five"))
    merged = merged_export(edited, new)
    assert _ids(merged) == ["01", "03", "03", "05"]
    mine, theirs = _items(merged)[1:3]
    assert "what I think" in mine.middle
    assert "newer" in theirs.middle
    assert merged_export(merged, new) == merged
    newest = merged_export(merged, _export(_note(1, "one"), _note(3, "newest"), _note(5, "five")))
    assert _ids(newest) == ["01", "03", "03", "05"], "only the newest version stands beside it"
    assert "newer" not in newest


def test_a_version_taken_out_by_hand_does_not_come_back_until_it_changes() -> None:
    edited = BEFORE.replace("**Note:** three", "**Note:** mine")
    new = _export(_note(3, "newer"))
    merged = merged_export(edited, new)
    without = merged.replace(_items(merged)[-1].text, "")
    assert merged_export(without, new) == without
    assert "newest" in merged_export(without, _export(_note(3, "newest")))


def test_an_item_taken_out_by_hand_stays_out_until_it_changes() -> None:
    edited = BEFORE.replace(_items(BEFORE)[1].text, "")
    assert merged_export(edited, BEFORE) == edited
    again = merged_export(edited, _export(_note(1, "one"), _note(3, "changed"), _note(5, "five")))
    assert _ids(again) == ["01", "03", "05"]


def test_an_item_that_is_gone_is_taken_out_unless_it_was_edited() -> None:
    edited = BEFORE.replace("**Note:** three", "**Note:** mine")
    merged = merged_export(edited, _export(_note(5, "five")))
    assert _ids(merged) == ["03", "05"]
    assert "\n\n\n" not in merged


def test_new_items_go_where_they_belong() -> None:
    edited = BEFORE + "\nMy last words.\n"
    notes = [_note(number, "x") for number in (0, 2, 4, 6)]
    old = [_note(1, "one"), _note(3, "three"), _note(5, "five")]
    merged = merged_export(edited, _export(*old, *notes))
    assert _ids(merged) == ["00", "01", "02", "03", "04", "05", "06"]
    assert merged.endswith("\nMy last words.\n")
    assert "\n\n\n" not in merged


def test_new_items_find_their_group_or_bring_its_heading() -> None:
    pink, blue = {"color": Color.PINK}, {"color": Color.BLUE}
    old = _note(1, **pink), _note(2)
    edited = _export(*old, by="color") + "\nMine.\n"
    merged = merged_export(edited, _export(*old, _note(0, **pink), _note(3, **blue), by="color"))
    assert re.findall("^## .*$", merged, re.MULTILINE) == ["## Yellow", "## Blue", "## Pink"]
    assert _ids(merged) == ["02", "03", "00", "01"]
    empty = merged_export(edited, _export(by="color"))
    assert _ids(merged_export(empty, _export(_note(4, **pink), by="color"))) == ["04"]
    assert "## Pink\n\n<!-- hl:" in merged_export(empty, _export(_note(4, **pink), by="color"))


@pytest.mark.parametrize("end", ["\r\r\n", "  \n", "\r", ""])
def test_what_ends_the_last_line_stays(end: str) -> None:
    edited = BEFORE.replace("three", "mine").rstrip("\n") + end
    new = _export(_note(1, "other"), _note(3, "newer"))
    merged = merged_export(edited, new)
    assert merged.endswith(f" -->{end}")
    assert merged_export(merged, new) == merged


def test_front_matter_keeps_what_was_changed_and_added() -> None:
    edited = BEFORE.replace("title: ", "title: Mine, ").replace("---\n\n#", "mine:\n- a\n---\n\n#")
    changed = _export(_note(1, "one", tags=("new",)), _note(3, "three"))
    before, after = _matter(edited), _matter(merged_export(edited, changed))
    assert after["title"] == before["title"]
    assert after["mine"] == ["a"]
    assert after["highlights"] == 2
    assert after["tags"] == ["new"]
    out = edited.replace("highlights: 3\n", "")
    assert "highlights" not in _matter(merged_export(out, changed))


def test_front_matter_that_another_program_rewrote_is_still_updated() -> None:
    edited = BEFORE.replace("highlights: 3\n", "highlights:   3 # three\n")
    assert _matter(merged_export(edited, _export(_note(1, "one"))))["highlights"] == 1
    tagged = _export(_note(1, tags=("a", "b")), _note(2))
    edited = tagged.replace("tags:\n- a\n- b\n", "tags: [a, b]\nown: 1\n")
    assert _matter(merged_export(edited, _export(_note(1, tags=("c",)))))["tags"] == ["c"]


@pytest.mark.parametrize(
    "broken",
    ["a: [", "a: b: c", "x: &a [1]\ny: *a", "id: twice", "- list", "2026-13-45: x", "? [a]\n: b"],
)
def test_front_matter_that_is_not_understood_is_left_alone(broken: str) -> None:
    edited = BEFORE.replace("---\n\n#", f"{broken}\n---\n\n#")
    merged = merged_export(edited, _export(_note(1, "newer")))
    assert merged.split("---\n")[1] == edited.split("---\n")[1]
    assert _ids(merged) == ["01"]


@pytest.mark.parametrize("cut", ["<!-- /hl:0190-0003 -->", "<!-- hl:0190-0003", "<!-- sealed"])
def test_a_broken_marker_loses_nothing(cut: str) -> None:
    edited = BEFORE.replace(cut, "").replace("**Note:** three", "mine")
    merged = merged_export(edited, _export(_note(1, "one"), _note(3, "newer"), _note(7)))
    assert "mine" in merged
    assert merged_export(merged, _export(_note(1, "one"), _note(3, "newer"), _note(7))) == merged


_CHANGES = st.dictionaries(
    st.integers(0, 9), st.sampled_from(["", "short", "two\n\nparagraphs", "```\ncode"]), max_size=6
)


@st.composite
def _edits(draw: st.DrawFn, text: str, word: str) -> str:
    """`text` as a person might leave it, with `word` somewhere new."""
    for _ in range(draw(st.integers(0, 2))):
        items = _items(text)
        if items:
            text = text.replace(draw(st.sampled_from(items)).text, "")
    at = draw(st.integers(0, len(text)))
    if draw(st.booleans()):
        at = text.find("\n", at) + 1
        word += "\n"
    text = text[:at] + word + text[at:]
    return text.replace("\n", "\r\n") if draw(st.integers(0, 9)) == 0 else text


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_whatever_a_person_writes_survives_whatever_changes(data: st.DataObject) -> None:
    """Exports and edits in turn: every word written stays, and exporting twice changes nothing."""
    by: By = data.draw(st.sampled_from(["position", "speaker", "tag", "color"]))
    flavor: Flavor = data.draw(st.sampled_from(["commonmark", "gfm", "obsidian"]))
    text = ""
    words: list[str] = []
    for turn in range(4):
        bodies = data.draw(_CHANGES)
        colors = data.draw(st.lists(st.sampled_from(Color), min_size=10, max_size=10))
        notes = [
            _note(number, body, color=colors[number], tags=(f"t{len(body)}",))
            for number, body in bodies.items()
        ]
        new = _export(*notes, by=by, flavor=flavor)
        # Front matter that somebody broke: the file is not ours any more, and not touched.
        with contextlib.suppress(ReaderError):
            text = _exported(text, new)
        assert all(word in text for word in words)
        word = f"Qz{turn}Zq"
        text = data.draw(_edits(text, word))
        # A person may take out what they wrote before.
        words = [other for other in [*words, word] if other in text]


def _exported(there: str, new: str) -> str:
    from reader.export import why_not

    if there and why_not(there, new):
        raise ReaderError("not ours")
    merged = merged_export(there, new)
    assert merged_export(merged, new) == merged, "doing it again changes nothing"
    for item in _items(new):
        found = [other for other in _items(merged) if other.id == item.id]
        assert all(other.is_edited or other.middle == item.middle for other in found) or (
            "\r\n" in merged
        )
    return merged


def test_a_file_with_edits_is_written_once(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    assert write_export(file, BEFORE)
    file.write_text(BEFORE.replace("three", "mine"), encoding="utf-8")
    assert not write_export(file, BEFORE)
    assert write_export(file, _export(_note(3, "newer")))
    assert not write_export(file, _export(_note(3, "newer")))
    assert "mine" in file.read_text(encoding="utf-8")
    assert write_export(file, BEFORE, force=True)
    assert file.read_text(encoding="utf-8") == BEFORE
