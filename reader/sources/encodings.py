"""Bytes to text: which encoding, and what to do where none fits."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

_BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NUL_SAMPLE = 4096
"""Bytes looked at for the NULs that betray UTF-16 and UTF-32; divisible by 4."""
_NUL_PATTERNS = {
    "x000": "utf-32-le",
    "xx00": "utf-32-le",
    "000x": "utf-32-be",
    "00xx": "utf-32-be",
    "x0x0": "utf-16-le",
    "0x0x": "utf-16-be",
}
"""Which of four bytes are mostly NULs, and what that means."""
_COMMON = " \n、。，．"
"""Of these some are in any text, East Asian or not."""
_STRANGE = frozenset({"Cc", "Cn", "Co", "Cs"})
"""Categories of what is no character of a text, but for line breaks."""
_GUESS_SAMPLE = 30_000
"""Bytes shown to charset-normalizer; more makes it slow, not better."""
_GUESSED = (
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
)
"""Encodings that articles have been kept in; told all it knows, the guess is wilder."""
_FEW_MARKS = 2
"""Quotation marks and dashes in UTF-8, which no other encoding has by chance so often."""
_WRONG = re.compile("[\udc80-\udcff]")
_EAST_ASIAN = (
    ("shift_jis", re.compile("[\u3041-\u30fc]"), 0.25),
    ("euc_jp", re.compile("[\u3041-\u30fc]"), 0.25),
    ("euc_kr", re.compile("[\uac00-\ud7a3]"), 0.7),
    ("gb18030", re.compile("[的一是不了人我在有他这为来以个中上们到说国和地也时出而要就下]"), 0.08),
    ("big5", re.compile("[的一是不了人我在有他這為來以個中上們到說國和地也時出而要就下]"), 0.08),
)
"""What a text in each must have so much of, beside ASCII."""
_POLISH = re.compile(rb"[a-z][\xb3\xb9\xbf](?=[a-z])")
"""Letters that Western encodings have signs for, such as a high 3, which no word goes on after."""
_FEW_POLISH = 3
_LATIN_2 = re.compile(rb"[a-z][\xb1\xb6\xbc]")
_NOT_LATIN_2 = re.compile(rb"[a-z][\xb9\x9c\x9f]")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_TELLING_LETTERS = {"cp1250": ("łąšžťźşţ", "ŕĺ"), "cp1254": ("ışğ", "")}
"""For a neighbour of Windows-1252: letters that speak for it, and misread Western ones."""


_SAID_WITHIN = 4096
"""Bytes within which a page says its encoding."""
_SAID = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})")

_NO_CHARSETS = frozenset(
    {"charmap", "idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
"""What Python knows and no page is written in; one of them takes hours for a megabyte."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes."""

    text: str
    """Without byte order mark."""
    encoding: str
    """Python's name of the encoding."""
    replaced: int = 0
    """How many places fitted no encoding and became U+FFFD."""


def decoded(data: bytes) -> Decoded:
    """The text in `data`; never fails.

    A byte order mark decides; then the NULs of UTF-16 and UTF-32; then UTF-8 if all of it, or
    all but a few places, is valid; then a guess, where Latin letters mean Windows-1252.
    """
    mark, marked = _marked(data)
    if marked:
        return _decode(data[len(mark) :], marked)
    wide = _wide_encoding(data)
    if wide is not None:
        return _decode(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _mostly_utf8(data) or _decode(data, _guess(data))


def decoded_page(data: bytes, charset: str | None = None) -> Decoded:
    """The text of a web page; never fails.

    A byte order mark decides, then `charset`, which came with it, then what the page says of
    itself near its beginning, if the page is valid in that; else as any other text.
    """
    marked = any(data.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS)
    if not marked:
        said = _SAID.search(data[:_SAID_WITHIN])
        for label in (charset, said[1].decode("ascii") if said else None):
            decoding = _as_labelled(data, label) if label else None
            if decoding:
                return decoding
    return decoded(data)


def _as_labelled(data: bytes, label: str) -> Decoded | None:
    """`data` in the encoding that a page calls `label`; None if it is not valid in it."""
    try:
        encoding = codecs.lookup(label.strip()).name
        # What calls itself Latin-1 or ASCII is Windows-1252 on the web.
        encoding = "cp1252" if encoding in ("iso8859-1", "ascii") else encoding
        if encoding in _NO_CHARSETS:
            return None
        if encoding == "cp1252" and _is_utf8(data):
            return None  # mostly a server's default that nobody looked at
        text = data.decode(encoding)
    except (LookupError, ValueError, AssertionError):
        return None
    return Decoded(text, encoding) if isinstance(text, str) else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd"))


def is_wide_text(data: bytes) -> bool:
    """Whether `data` is text in UTF-16 or UTF-32, in whatever script: its bytes say nothing."""
    _, encoding = _marked(data)
    encoding = encoding or _wide_encoding(data)
    return encoding is not None and encoding != "utf-8" and _is_text(data[:_NUL_SAMPLE], encoding)


def _marked(data: bytes) -> tuple[bytes, str | None]:
    """The byte order mark and the encoding it stands for; None without one."""
    return next((pair for pair in _BYTE_ORDER_MARKS if data.startswith(pair[0])), (b"", None))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 if the NULs stand where letters in it have them, or blanks among others."""
    sample = data[:_NUL_SAMPLE]
    if b"\0" not in sample or len(sample) < 4:
        return None
    places = [sample[offset::4] for offset in range(4)]
    pattern = "".join("0" if 2 * place.count(0) > len(place) else "x" for place in places)
    known = _NUL_PATTERNS.get(pattern)
    if known:
        return known
    return next((e for e in ("utf-16-le", "utf-16-be") if _is_text(sample, e)), None)


def _is_text(sample: bytes, encoding: str) -> bool:
    """Whether characters that stand in every text are in `sample`, and next to none that do not."""
    text = sample.decode(encoding, "replace").strip("\0")
    common = sum(map(text.count, _COMMON))
    strange = sum(unicodedata.category(sign) in _STRANGE for sign in text) - _count(text, "\r\n\t")
    return common >= 0.02 * len(text) and strange <= 0.02 * len(text) + 1


def _mostly_utf8(data: bytes) -> Decoded | None:
    """`data` as UTF-8, if as much of it is right as wrong, or it has marks that only UTF-8 has.

    A byte that stands alone is read as Windows-1252, for files are put together of both; what is
    left of a character of several bytes becomes U+FFFD.
    """
    told = data.decode("utf-8", "surrogateescape")
    wrong = len(_WRONG.findall(told))
    right = len(told) - len(told.encode("ascii", "ignore")) - wrong
    has_marks = data.count(b"\xe2\x80") >= _FEW_MARKS and 4 * right >= wrong
    if right < wrong and not has_marks:
        return None
    text = data.decode("utf-8", _MIXED)
    replaced = text.count("\ufffd") - data.count("\ufffd".encode())
    return Decoded(text, "utf-8", replaced)


def _lone_byte(error: UnicodeError) -> tuple[str, int]:
    """What stands for bytes that are no UTF-8: a Western letter for one alone."""
    assert isinstance(error, UnicodeDecodeError)
    data = error.object
    followed = data[error.end : error.end + 1]
    beside = followed and 0x80 <= followed[0] < 0xC0
    before = data[error.start - 1 : error.start]
    if error.end - error.start > 1 or beside or (before and 0x80 <= before[0] < 0xC0):
        return "\ufffd", error.end
    return data[error.start : error.end].decode("cp1252", "replace"), error.end


_MIXED = "reader.lone-byte"
codecs.register_error(_MIXED, _lone_byte)


def _guess(data: bytes) -> str:
    first = _NON_ASCII.search(data)
    assert first is not None  # pure ASCII is valid UTF-8 and was taken as that
    sample = data[max(0, first.start() - _GUESS_SAMPLE // 10) :][:_GUESS_SAMPLE]
    if len(_NON_ASCII.findall(sample)) < 8:
        return _western(data)  # too little for a guess; Western is what it mostly is
    eastern = _east_asian(sample)
    if eastern:
        return eastern
    if len(_POLISH.findall(sample)) >= _FEW_POLISH:
        latin = len(_LATIN_2.findall(sample)) > len(_NOT_LATIN_2.findall(sample))
        return "iso8859_2" if latin else "cp1250"
    # Only here: it costs some 30 ms to import, and nearly every text is UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_GUESSED)).best()
    return best.encoding if best and _is_credible(best.encoding, sample) else _western(data)


def _east_asian(sample: bytes) -> str | None:
    """An encoding of two bytes a character in which the sample is valid and makes sense."""
    for encoding, letters, least in _EAST_ASIAN:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        foreign = re.sub(r"[\x00-\x7f\s]", "", text)
        if len(letters.findall(foreign)) > least * len(foreign):
            return encoding
    return None


def _is_credible(encoding: str, sample: bytes) -> bool:
    """Whether a guess is better than Windows-1252, which Western texts are taken for too often.

    Its neighbours for Central Europe and Turkey must show letters that no Western language has.
    """
    own, foreign = _TELLING_LETTERS.get(encoding, ("", ""))
    if not own:
        return encoding != "cp1252"
    text = sample.decode(encoding, "replace")
    return _count(text, own) > _count(text, foreign)


def _count(text: str, letters: str) -> int:
    return sum(map(text.count, letters))


def _western(data: bytes) -> str:
    """Windows-1252 if one of its own characters occurs, else Latin-1, which it contains."""
    return "cp1252" if re.search(rb"[\x80-\x9f]", data) else "iso-8859-1"
