"""Articles in other languages: what stands between marks, and nothing made up."""

from __future__ import annotations

import pytest

from reader.document import Origin, compose
from reader.quotes import Kind, find
from tests.document.test_tongue import SENTENCES

SAID = {
    "de": ("„Wir können nicht anders“, sagte Jens Petersen. Der „Held“ schwieg.", 1),
    "fr": ("« C’est une honte », a déclaré Luc Petit. Le « héros » est parti.", 1),
    "es": ("“No es una broma”, dijo la alcaldesa. Era un “héroe”.", 1),
    "sv": ("”Det är en skandal”, said hon. ”Ja.”", 1),
    "ja": ("「橋はもう二度と開かないでしょう」と市長は言った。彼は「英雄」だ。", 1),
}


@pytest.mark.parametrize("code", SAID)
def test_marked_words_are_found_and_nobody_is_named(code: str) -> None:
    said, count = SAID[code]
    document = compose(f"{SENTENCES[code]}\n\n{said}", Origin("x"))
    found = find(document)
    assert len(found.quotes) == count
    assert found.speakers == ()
    assert all(
        q.kind is Kind.DIRECT and q.speaker_id is None and q.cue is None for q in found.quotes
    )
    assert found.quotes[0].span.of(document.text)[1:-1].strip() in said
