"""The language a text is written in, told by its letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000
"""Code points looked at; those of a second place in a long text count, too."""
_FEWEST_WORDS = 12
_LEAST = 0.1
"""Share of words that must be common ones of the language."""
_AHEAD = 1.25
"""By so much a language must be ahead of the next one."""
_FEW_WORDS = 40
"""In a text of fewer words a language must be further ahead of English."""
_AHEAD_OF_ENGLISH = 2.0
_FEWEST_COMMON = 3
"""Different common words: `Ada`, ten times, is somebody's name, not Indonesian."""
_COMMON = {
    "en": "the of and to in a is that for it was on are as with his they at be this from have "
    "or by had not but what all were when we there an your which said their has would "
    "will he she who been more its about after than them one out up if her no so into "
    "could",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als "
    "auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem "
    "über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei "
    "ich wir",
    "fr": "le de la les et des un une du en que qui dans est pour pas sur au plus par il ce ne "
    "se a avec sont cette ont elle mais son ses aux été nous sa ou leur comme être fait "
    "je vous on deux même aussi tout ces l d qu n s c",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o "
    "pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también "
    "fue había era muy hasta desde está nos",
    "it": "di e il la che in un a per è una sono non con del si da le dei al come i più nel ha "
    "della anche alla lo gli ma dal se o su delle questo nella stato essere ai dalla sua "
    "suo loro aveva perché dopo l d",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi "
    "ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela "
    "até isso ela entre era depois sem mesmo",
    "nl": "de van een het en in is dat op te zijn met voor niet die aan er om ook als bij maar "
    "dan hij nog naar uit wordt door over ze heeft was worden of deze werd kan geen zich "
    "al hebben wel meer had ik je we tot",
    "sv": "och i att en det som på är av för med till den har de inte om ett han men var jag "
    "sig från vi så kan när år under också efter eller nu sin där vid mot ska skulle över "
    "mer bara hon man än ut",
    "da": "og i at det er en til af på som med den for de ikke der han har fra et var om men "
    "sig vi kan også efter eller nu sin ved mod skal over mere kun hun man ud jeg mig "
    "siger blev være",
    "nb": "og i det er en til av på som med den for de ikke han har fra et var om men seg vi "
    "kan også etter eller nå sin ved mot skal over mer bare hun man ut jeg meg sier ble "
    "være at å opp hva",
    "fi": "ja on ei se että oli hän mutta ovat joka kun myös niin mukaan olla ole sen hänen jos "
    "mitä vain nyt kuin tai jo sitä minä me he ollut vuoden siitä kanssa jotka sanoo voi",
    "pl": "w i na z nie się że do to jest o od za przez jak po co dla ale są tym tego jego było "
    "która który być czy już jej tak także może oraz tylko ich pod był ma bez przed lat",
    "cs": "a v se na je že to s z do o k i jako za by ale po pro od už který která jsou bylo "
    "aby jeho má tak co podle byl jen při nebo není své si ve jsem ze být až",
    "sk": "a v sa na je že to s z do o k aj ako za by ale po pre od už ktorý ktorá sú bolo aby "
    "jeho má tak čo podľa bol len pri alebo nie svoje si vo som zo byť až",
    "hu": "a az és hogy nem is egy ez meg volt csak de el már még van mint ki be le azt vagy "
    "amely lesz akkor után szerint ezt minden kell majd ha én te ő aki pedig",
    "ro": "de și în a la cu că nu o un din care este pe pentru mai au fost să se ce s al dar "
    "după sunt prin lui ale ca fi sa această între când sau ar avea până",
    "hr": "i u je da na se za od su s o a koji kao to ne iz što po bi ali do će koja nije ili "
    "biti samo već bio sve ako prema te ima kako kod nakon",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en ne o kadar ama sonra var ya "
    "göre ise mi her değil oldu şey ben yok iki olduğunu dedi diye",
    "ca": "de la i que el en a les els per un una amb del és no al es com més se ha van dels o "
    "però ser seva aquest també són hi tot seu va pel molt sense entre fins quan",
    "id": "yang dan di untuk dengan ini itu dari dalam tidak akan pada juga ke karena ada bisa "
    "oleh telah mereka saya kami sebagai atau lebih tersebut sudah kata seorang menjadi",
    "vi": "của và là có được trong cho không một với các những đã này người khi để từ cũng đến "
    "như ra về vào tại ông sẽ năm",
    "eo": "la de kaj en estas al ne li mi ke kiu por kun per sed el ĝi vi tio pri oni ĉi ili",
    "cy": "yn y i a o ar yr mae am fod gan wedi eu ei gyda bod hyn nid ond fel oedd un",
    "ga": "an na agus ar a i le go is do ag bhí tá sé leis as ó mar nach ach faoi",
}
"""The commonest words of languages in Latin letters."""
_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_LANGUAGES_OF = Counter(word for words in _WORDS.values() for word in words)
"""How many languages have a word: one that many have tells little."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7a3\u1100-\u11ff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("fa", re.compile("[\u067e\u0686\u0698\u06af\u06cc]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("sr", re.compile("[јљњћђџЈЉЊЋЂЏ]")),
    ("ru", re.compile("[ыэёЫЭЁ]")),
    ("bg", re.compile("[\u0400-\u04ff]")),
)
"""Letters that only one of the languages told apart here has, the rarer ones first."""
_FAMILIES = {
    "ja": re.compile("[\u3040-\u30ff\u4e00-\u9fff]"),
    "fa": re.compile("[\u0600-\u06ff]"),
    "uk": re.compile("[\u0400-\u04ff]"),
    "sr": re.compile("[\u0400-\u04ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
"""All letters of those whose own ones are few."""
_OWN_LETTERS = 0.01
"""Share of its own letters among those of its script that makes a language likely."""
_TOLD_AS = {"no": "nb", "nn": "nb", "bs": "hr", "sr": "hr", "sh": "hr", "ms": "id", "gl": "pt"}
"""Languages so close that the commonest words are the same."""
_NAMES = {
    **{"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian"},
    **{"pt": "Portuguese", "nl": "Dutch", "sv": "Swedish", "da": "Danish", "nb": "Norwegian"},
    **{"no": "Norwegian", "nn": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech"},
    **{"sk": "Slovak", "hu": "Hungarian", "ro": "Romanian", "hr": "Croatian", "tr": "Turkish"},
    **{"ca": "Catalan", "id": "Indonesian", "vi": "Vietnamese", "eo": "Esperanto", "cy": "Welsh"},
    **{"ga": "Irish", "ko": "Korean", "ja": "Japanese", "zh": "Chinese", "el": "Greek"},
    **{"he": "Hebrew", "hi": "Hindi", "th": "Thai", "ka": "Georgian", "hy": "Armenian"},
    **{"fa": "Persian", "ar": "Arabic", "uk": "Ukrainian", "sr": "Serbian", "ru": "Russian"},
    **{"bg": "Bulgarian", "et": "Estonian", "lv": "Latvian", "lt": "Lithuanian", "sl": "Slovenian"},
    **{"is": "Icelandic", "gl": "Galician", "eu": "Basque", "la": "Latin", "sq": "Albanian"},
}


def language_of(text: str) -> str | None:
    """The language of `text` as a code of two letters; None if it cannot be told for sure."""
    sample = text[:_SAMPLE] if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + text[-_SAMPLE:]
    words = _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    script = _by_script(sample, letters)
    if script or len(words) < _FEWEST_WORDS:
        return script
    counts = Counter(words)
    scores = {
        code: sum(counts[word] / _LANGUAGES_OF[word] for word in known)
        for code, known in _WORDS.items()
    }
    code, second = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
    common = sum(counts[word] for word in _WORDS[code])
    if sum(1 for word in _WORDS[code] if counts[word]) < _FEWEST_COMMON:
        return None
    if code != "en" and len(words) < _FEW_WORDS:
        english = sum(counts[word] for word in _WORDS["en"])
        if common < _AHEAD_OF_ENGLISH * english:
            return None
    is_clear = scores[code] >= _AHEAD * scores[second]
    return code if is_clear and common >= _LEAST * len(words) else None


def language_name(code: str) -> str:
    """A language in English: *German* for `de` and `de-AT`; the code itself where it is unknown."""
    return _NAMES.get(primary(code), code)


def primary(code: str) -> str:
    """The language in a code, without country and script: `de` of `de-AT`."""
    return re.split(r"[-_]", code.strip().lower())[0]


def is_same_language(one: str, other: str) -> bool:
    """Whether two codes mean one language, or two that this program does not tell apart."""
    return _same(one) == _same(other)


def _same(code: str) -> str:
    code = primary(code)
    return _TOLD_AS.get(code, code)


def _by_script(sample: str, letters: int) -> str | None:
    for code, own in _SCRIPTS:
        found = len(own.findall(sample))
        family = len(_FAMILIES[code].findall(sample)) if code in _FAMILIES else found
        if letters and family > 0.4 * letters and found >= _OWN_LETTERS * family:
            return code
    return None
