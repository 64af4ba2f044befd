"""The language of a text, told by its letters and commonest words; never wrong where unsure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.document import Origin, compose
from reader.document.tongue import is_same_language, language_name, language_of

SENTENCES = {
    "en": "The bridge will not open again. The council decided so on Monday after a long debate.",
    "de": "Die Brücke bleibt geschlossen. Das hat der Rat am Montag nach langer Debatte gesagt.",
    "fr": "Le pont ne rouvrira pas. La décision est tombée lundi, après un débat de trois heures.",
    "es": "El puente no volverá a abrir. Lo decidió el pleno el lunes, después de un largo debate.",
    "it": "Il ponte non riaprirà. Lo ha deciso il consiglio lunedì, dopo una lunga discussione.",
    "pt": "A ponte não vai reabrir. A decisão foi tomada na segunda-feira, depois de um debate.",
    "nl": "De brug gaat niet meer open. Dat heeft de raad maandag besloten, na een lang debat.",
    "sv": "Bron kommer inte att öppnas igen. Det beslutade rådet på måndagen efter en debatt.",
    "da": "Broen åbner ikke igen. Det besluttede rådet mandag efter en debat, der varede længe.",
    "nb": "Broen åpner ikke igjen. Det vedtok rådet mandag etter en debatt som varte lenge.",
    "fi": "Silta ei enää aukea. Neuvosto päätti asiasta maanantaina, ja hän sanoi että se on hyvä.",
    "pl": "Most nie zostanie już otwarty. Tak zdecydowała rada w poniedziałek, po długiej debacie.",
    "tr": "Köprü bir daha açılmayacak. Meclis bu kararı bir tartışmadan sonra aldı ve çok var.",
    "ru": "Мост больше не откроется. Так решил совет в понедельник, и это был трудный выбор.",
    "uk": "Міст більше не відкриється. Так вирішила рада в понеділок після дебатів.",
    "el": "Η γέφυρα δεν θα ανοίξει ξανά. Το αποφάσισε το συμβούλιο τη Δευτέρα.",
    "ar": "لن يُفتح الجسر مرة أخرى. هذا ما قرره المجلس يوم الاثنين بعد نقاش طويل.",
    "ja": "橋はもう開かない。議会は月曜日に長い議論の後で決定した。",
    "zh": "这座桥不会再开放。议会在星期一经过长时间的辩论后作出了决定。",
    "ko": "그 다리는 다시 열리지 않을 것이다. 의회는 월요일에 결정했다.",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items(), ids=list(SENTENCES))
def test_two_sentences_are_enough(code: str, text: str) -> None:
    assert language_of(text) == code
    assert language_name(code) != code


@pytest.mark.parametrize(
    "text",
    [
        *("", "12 34 56", "Ada Berg, Ben Okoro, Lena Brook, Samir Dutt, Mara Quint, Jon Abel, Moe"),
        "“Die Brücke,” he said, “und der Rat.” Die Zeit? She laughed at that. Der Spiegel, too.",
    ],
)
def test_where_it_is_not_sure_it_is_not_told(text: str) -> None:
    assert language_of(text) in (None, "en")


def test_a_name_is_not_a_language() -> None:
    """*Ada* is a common word of Indonesian."""
    assert language_of("“Quiet,” Ada Holm shot back. “Let me talk.” Ada, Ada Holm, Ada.") is None


def test_articles_of_our_own_are_english() -> None:
    """One taken for another language would lose its speakers."""
    for path in (Path(__file__).parents[1] / "cases" / "quotes").rglob("*.txt"):
        for part in path.read_text("utf-8").split("\n\n"):
            assert language_of(part) in (None, "en"), path


def test_what_the_article_says_goes_before_where_both_agree() -> None:
    document = compose(SENTENCES["de"], Origin("x"))
    assert document.language == "de"
    assert replace(document, said_language="de-AT").language == "de-AT"
    assert replace(document, said_language="en").language == "de"
    assert replace(compose("Kurz.", Origin("x")), said_language="sv").language == "sv"
    assert compose("Short.", Origin("x")).language is None
    assert is_same_language("no", "nb-NO")


def test_what_is_foreign() -> None:
    assert compose(SENTENCES["fr"], Origin("x")).is_foreign
    assert not compose(SENTENCES["en"], Origin("x")).is_foreign
    assert not compose("Short.", Origin("x")).is_foreign
