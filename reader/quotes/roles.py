"""What people are said to be: titles before a name, roles beside it, ages."""

from __future__ import annotations

from reader.quotes import names
from reader.quotes.mentions import Mention
from reader.quotes.name_cores import OFFICES
from reader.quotes.passage import Passage

_FORMS_OF_ADDRESS = frozenset(["mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lord", "lady"])
_DEGREES = frozenset(["dr", "prof", "professor", "rev", "cllr", "cr"])
"""Titles that stand between a role and a name: `historian Dr Ada Holm`."""
_NO_ROLES = frozenset(["man", "woman", "person", "one", "child", "girl", "boy"])
"""What everybody is: `the only woman in charge`."""
_ROLE_TAGS = frozenset(["JJ", "NN", "NNP", "NNS", "POS", "CD"])
_LONG = {
    "prof": "professor",
    "sen": "senator",
    "gov": "governor",
    "dr": "doctor",
    "gen": "general",
    "capt": "captain",
    "col": "colonel",
    "rep": "congressman",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "pres": "president",
    "cllr": "councillor",
    "cr": "councillor",
    "det": "detective",
    "supt": "superintendent",
}


def written_out(lower: str) -> str:
    """A word for a role without full stop, short forms written out: `professor` for `prof.`."""
    word = lower.rstrip(".")
    return _LONG.get(word, word)


def is_role_word(lower: str) -> bool:
    """Whether a word says what a person is."""
    word = lower.rstrip(".")
    return (
        names.is_title(word)
        or word in names.PERSON_NOUNS
        or word in names.MALE_NOUNS
        or word in names.FEMALE_NOUNS
    )


def may_be_role(lower: str) -> bool:
    """Whether a word is one for a role, or is made like one: `plumber`, `chemist`."""
    if is_role_word(lower):
        return True
    return lower.endswith(names.PERSON_ENDINGS) and not (
        lower in names.ORGANISATION_NOUNS
        or lower in names.DOCUMENT_NOUNS
        or lower in names.TIME_NOUNS
    )


def title_before(passage: Passage, mention: Mention) -> tuple[int, int] | None:
    """Tokens of the title or role in front of a name: `Prime Minister`, `Governor of Norwick`."""
    if mention.core is None:
        return None
    low, high = mention.low, mention.core[0]
    while low < high and (
        passage.tags[low] in ("DT", "PRP$")
        or passage.lowers[low].rstrip(".") in _FORMS_OF_ADDRESS
        or passage.lowers[low] == "then"
    ):
        low += 1
    while high > low and (
        passage.lowers[high - 1].rstrip(".") in _FORMS_OF_ADDRESS
        or (high - low > 1 and passage.lowers[high - 1].rstrip(".") in _DEGREES)
    ):
        high -= 1
    if low >= high:
        return None
    offices = (at for at in range(low + 1, high) if passage.lowers[at] in ("of", "for"))
    head = next(offices, high) - 1
    told = is_role_word(passage.lowers[head]) or passage.words[head] in OFFICES
    return (low, high) if told else None


def apposition(passage: Passage, mention: Mention) -> tuple[int, int] | None:
    """Tokens of the role after a name and a comma: `, a former ambassador`."""
    at = mention.high
    if at + 1 >= len(passage) or passage.words[at] != ",":
        return None
    if age(passage, mention) is not None and passage.words[at + 2 : at + 3] == (",",):
        # "Ada Holm, 43, a vegetable seller,"
        at += 2
    low = at + 1
    while low < len(passage) and passage.tags[low] in ("DT", "PRP$"):
        low += 1
    high = low
    while high < len(passage) and passage.tags[high] in _ROLE_TAGS:
        high += 1
    if high == low:
        return None
    told = is_role_word if low == at + 1 else may_be_role
    head = passage.lowers[high - 1]
    return (low, high) if told(head) and head not in _NO_ROLES else None


def description_before(passage: Passage, mention: Mention) -> tuple[int, int] | None:
    """Tokens of the role before a comma and a name: `the mayor, Silas Thwaite,`."""
    comma = mention.low - 1
    if comma < 2 or passage.words[comma] != ",":
        return None
    office = _office_before(passage, comma, mention.high)
    if office is not None:
        return office
    low = comma
    while low > 0 and passage.tags[low - 1] in _ROLE_TAGS:
        low -= 1
    if "POS" in passage.tags[low:comma]:
        # "Acme's chief executive, Tom Poe"
        low = max(at for at in range(low, comma) if passage.tags[at] == "POS") + 1
        return (low, comma) if low < comma and may_be_role(passage.lowers[comma - 1]) else None
    if low == comma or low == 0 or passage.tags[low - 1] not in ("DT", "PRP$"):
        return None
    if _is_means(passage, low - 1, mention.high):
        return None
    return (low, comma) if may_be_role(passage.lowers[comma - 1]) else None


def _is_means(passage: Passage, article: int, after: int) -> bool:
    """Whether a sentence only begins with somebody else: `Through a spokeswoman, Tom declined`."""
    return (
        article > 0
        and passage.lowers[article] in ("a", "an")
        and passage.tags[article - 1] == "IN"
        and (after >= len(passage) or passage.words[after][0].isalnum())
    )


def _office_before(passage: Passage, comma: int, after: int) -> tuple[int, int] | None:
    """Tokens of a role with what it is for: `mayor` in `the mayor of Norwick, Ada Holm,`."""
    if passage.words[after : after + 1] != (",",):
        return None
    low = high = comma
    while low > 0 and comma - low < _LONGEST:
        if passage.tags[low - 1] in _ROLE_TAGS:
            low -= 1
            continue
        joint = low - 2 if passage.tags[low - 1] in ("DT", "PRP$") else low - 1
        if joint < 1 or passage.lowers[joint] not in _JOINTS:
            break
        low = high = joint
    opens = low > 0 and passage.tags[low - 1] in ("DT", "PRP$")
    return (
        (low, high)
        if opens and low < high < comma and is_role_word(passage.lowers[high - 1])
        else None
    )


_LONGEST = 12
"""Tokens that a role and what it is for may have."""
_JOINTS = frozenset(["of", "for", "to"])


def written(passage: Passage, span: tuple[int, int]) -> tuple[int, int]:
    """The tokens of a role as it is shown: whose it is left out, what it is of kept.

    `head of transport` in `the bank’s head of transport`.
    """
    low, high = span
    owners = [at for at in range(low, high) if passage.tags[at] == "POS"]
    if owners and owners[-1] + 1 < high and passage.lowers[owners[-1] - 1] not in names.TIME_NOUNS:
        low = owners[-1] + 1
    if passage.lowers[high - 1] not in _OF_SOMETHING or passage.lowers[high : high + 1] != ("of",):
        return low, high
    end = high + 1
    while end < len(passage) and end - high < _LONGEST and passage.tags[end] in _COMPLEMENT_TAGS:
        end += 1
    return (low, end) if end > high + 1 and passage.tags[end - 1][:2] == "NN" else (low, high)


_OF_SOMETHING = frozenset(
    ["head", "leader", "director", "member", "owner", "founder", "co-founder", "chief", "chair"]
)
"""Roles that say little without what they are of."""
_COMPLEMENT_TAGS = frozenset(["DT", "JJ", "NN", "NNS", "NNP", "NNPS", "POS", "CD"])


def age(passage: Passage, mention: Mention) -> str | None:
    """The age between commas after a name, or in front of it, in digits."""
    at = mention.high
    if at + 1 < len(passage) and passage.words[at] == "," and passage.words[at + 1].isdigit():
        closed = at + 2 >= len(passage) or passage.words[at + 2] in (",", ".", ";")
        return passage.words[at + 1] if closed else None
    for word in passage.lowers[mention.low : mention.high]:
        if word.endswith("-year-old"):
            return word.removesuffix("-year-old")
    return None
