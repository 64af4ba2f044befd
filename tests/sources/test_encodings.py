"""Bytes in any encoding become the text that was written."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.content import Kind, kind_of
from reader.sources.encodings import decoded, decoded_page, is_wide_text

ENGLISH = "“We are treated as enemies,” he said — in a café. It’s naïve; “no,” she said.\n" * 3
TEXTS = {
    "cp1252": ENGLISH,
    "iso-8859-1": "L'été dernier, le président a déclaré que la situation à Québec était grave.\n"
    * 3,
    "cp1250": "Premier powiedział w środę, że rząd będzie kontynuował rozmowy; źródła milczą.\n"
    * 3,
    "cp1251": "Президент заявил в среду, что переговоры продолжатся, и мы готовы.\n" * 4,
    "iso8859_2": "Powiedziała, że nie było wyboru, choć ceny promów wciąż rosną.\n" * 4,
    "koi8_r": "Президент заявил в среду, что переговоры продолжатся, и мы готовы.\n" * 4,
    "shift_jis": "首相は水曜日に記者団に対し、協議を続けると述べた。準備はできている。\n" * 4,
    "gb18030": "首相周三对记者说，他们将继续谈判，准备工作已经完成了。\n" * 4,
    "big5": "首相週三對記者說，他們將繼續談判，準備工作已經完成了。\n" * 4,
    "euc_kr": "총리는 수요일 기자들에게 협상을 계속하겠다고 말했다.\n" * 4,
    "euc_jp": "首相は水曜日に記者団に対し、協議を続けると述べた。\n" * 4,
}


@pytest.mark.parametrize(("encoding", "text"), TEXTS.items())
def test_a_guessed_encoding_gives_the_text_back(encoding: str, text: str) -> None:
    found = decoded(text.encode(encoding))
    assert (found.text, found.encoding, found.replaced) == (text, encoding, 0)


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_wide_encodings_are_told_with_and_without_mark(encoding: str) -> None:
    assert decoded(ENGLISH.encode(encoding)).text == ENGLISH


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decoded(ENGLISH.encode("utf-8-sig")).text == ENGLISH


def test_a_few_wrong_places_in_utf8_are_counted_and_replaced() -> None:
    found = decoded(("é" * 40).encode() + b" so\xe2\x80 " + ("ü" * 10).encode())
    assert (found.encoding, found.replaced) == ("utf-8", 1)
    assert "so\ufffd" in found.text


@pytest.mark.parametrize("first", ["utf-8", "cp1252"])
def test_a_file_put_together_of_two_encodings_is_read_in_both(first: str) -> None:
    lines = ["“Größe,” sagte sie im Café — naïve?\n", "Über “Größe” lässt sich streiten.\n"] * 3
    others = ["cp1252" if first == "utf-8" else "utf-8", first]
    data = b"".join(line.encode(others[n % 2]) for n, line in enumerate(lines))
    assert decoded(data).text == "".join(lines)


def test_too_little_for_a_guess_is_western() -> None:
    assert decoded(b"caf\xe9").text == "café"


def test_nuls_in_a_text_do_not_make_it_utf16() -> None:
    assert decoded(b"one\0two\0three").encoding == "utf-8"


@given(st.text())
def test_utf8_comes_back_as_it_was(text: str) -> None:
    found = decoded(text.encode("utf-8", "ignore"))
    if found.encoding == "utf-8":
        assert found.text == text.encode("utf-8", "ignore").decode().removeprefix("\ufeff")


@given(st.binary(max_size=200))
def test_any_bytes_give_some_text(data: bytes) -> None:
    assert isinstance(decoded(data).text, str)


@pytest.mark.parametrize("text", [TEXTS["koi8_r"], TEXTS["shift_jis"], "Řekla: „Žádný přívoz.“\n"])
@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_wide_encodings_are_text_in_every_script(encoding: str, text: str) -> None:
    data = (text * 8).encode(encoding)
    assert kind_of("x.txt", data) is Kind.TEXT
    assert decoded(data).text == text * 8


@pytest.mark.parametrize("mark", [b"", b"\xff\xfe", b"\xfe\xff"])
def test_noise_is_no_wide_text(mark: bytes) -> None:
    assert not is_wide_text(mark + random.Random(8).randbytes(6_000))


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "utf-7"])
def test_no_page_is_read_in_what_is_no_charset(charset: str) -> None:
    """One of them takes time that grows with the square of the page."""
    page = rf'<meta charset="{charset}"><p>\x41 +ACI- said Ann-{"a0" * 400_000}'
    assert decoded_page(page.encode()) == decoded(page.encode())


def test_polish_is_not_taken_for_western() -> None:
    text = "Powiedziała, że „to skandal”: nie było wyboru, choć ceny wciąż rosną.\n" * 4
    assert decoded(text.encode("cp1250")).text == text
