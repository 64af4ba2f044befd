"""Whether a name is a person's or a body's, by its words and what stands beside it."""

from __future__ import annotations

from reader.quotes import names, roles
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage


def is_first_name(word: str) -> bool:
    """Whether a word in lower case is a first name of men or women."""
    return word in names.MALE_NAMES or word in names.FEMALE_NAMES


def title_gender(passage: Passage, mention: Mention) -> str | None:
    """`m` or `f` where a title or noun before the name tells it."""
    if mention.core is None:
        return None
    for at in range(mention.low, mention.core[0]):
        word = passage.lowers[at].rstrip(".")
        if word in names.MALE_TITLES or word in names.MALE_NOUNS:
            return "m"
        if word in names.FEMALE_TITLES or word in names.FEMALE_NOUNS:
            return "f"
    return None


def role_gender(passage: Passage, mention: Mention) -> str | None:
    """`m` or `f` where a role beside the name tells it: `his daughter, Rosa Elm`."""
    for span in (roles.description_before(passage, mention), roles.apposition(passage, mention)):
        if span is None:
            continue
        head = passage.lowers[span[1] - 1]
        if head in names.MALE_NOUNS:
            return "m"
        if head in names.FEMALE_NOUNS:
            return "f"
    return None


_ADDRESSES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor"])
"""What stands before the names of people only."""


def is_person_name(passage: Passage, mention: Mention, words: tuple[str, ...]) -> bool:
    """Whether a name is a person's, by its words and what stands before it."""
    lowers = [names.folded(word) for word in words]
    if len(words) == 1 and passage.tags[mention.head] == "NNPS":
        return False
    is_body = any(word in names.ORGANISATION_WORDS for word in lowers[1:]) or _is_firm(words)
    if len(words) == 2 and lowers[0] in _REGIONAL and names.first_name_gender(lowers[0]) is None:
        is_body = True
    if is_body and len(words) <= 3 and lowers[-1] in names.SURNAMES:
        # "Dr. Hyun-woo Park"
        is_body = not (
            mention.core is not None
            and mention.core[0] > mention.low
            and passage.lowers[mention.core[0] - 1].rstrip(".") in _ADDRESSES
        )
    if len(words) == 2 and lowers[0] in names.SURNAMES and "-" in lowers[1]:
        # "Park Joon-ho"
        return True
    told = None if is_body else _by_word_before(passage, mention, lowers)
    if told is not None:
        return told
    if names.first_name_gender(lowers[0]) and len(words) > 1:
        return not is_body
    if len(words) > 1 and _is_told_body(passage, mention):
        return False
    return not is_body and lowers[0] not in names.ORGANISATION_WORDS and _may_be_person(words)


def _is_firm(words: tuple[str, ...]) -> bool:
    """Whether a name ends as those of firms do: `Holmberg AB`, `Norvia Lines`."""
    return len(words) > 1 and words[-1] in FIRM_ENDS


FIRM_ENDS = frozenset(
    ["AB", "ASA", "AG", "SA", "NV", "BV", "SE", "KK", "SpA", "GmbH", "KG", "Oy", "Oyj", "ApS",
     "Pty", "Plc", "plc", "PLC", "Inc", "Inc.", "Ltd", "Ltd.", "LLC", "LLP", "Corp", "Corp.",
     "Lines", "Ferries", "Shipping", "Logistics", "Holdings"]
)  # fmt: skip
"""Last words of the names of firms, as they are written."""


def _by_word_before(passage: Passage, mention: Mention, lowers: list[str]) -> bool | None:
    """What the word before a name says it is: a person, no person, or nothing."""
    if mention.core is None or mention.core[0] == mention.low:
        return None
    before = passage.lowers[mention.core[0] - 1].rstrip(".")
    if names.is_title(before) or before in names.PERSON_NOUNS:
        return True
    if before == "the":
        return is_by_office(passage, mention)
    # "the rail operator WestLine"
    is_made = before in _MADE_BODIES and names.first_name_gender(lowers[0]) is None
    return False if is_made else None


KINDS_OF_BODY = frozenset(
    ["union", "group", "charity", "company", "firm", "club", "airline", "network", "newspaper",
     "magazine", "website", "agency", "chain", "bank", "brand", "app", "service", "thinktank",
     "think-tank", "consultancy", "supermarket", "retailer", "carmaker", "startup", "platform",
     "regulator", "watchdog", "clinic", "trust", "insurer", "utility", "theatre", "festival",
     "studio", "lab", "laboratory", "brewery", "broadcaster", "lender", "hotel", "restaurant"]
)  # fmt: skip
"""Nouns for what a body with a name is."""


_BY_OFFICE = frozenset(
    ["queen", "king", "pope", "prince", "princess", "duke", "duchess", "emperor"]
)
"""Offices by which their only holder goes: `the Queen`."""


def is_by_office(passage: Passage, mention: Mention) -> bool:
    """Whether a mention is an office that only one person holds: `the Queen`."""
    low, high = mention.core or (0, 0)
    return (
        high - low == 1
        and low > mention.low
        and passage.lowers[low - 1] == "the"
        and passage.lowers[low] in _BY_OFFICE
    )


_MADE_BODIES = KINDS_OF_BODY | frozenset(
    ["operator", "broker", "maker", "manufacturer", "publisher", "developer", "giant", "provider"]
)
_BODY_NOUNS = KINDS_OF_BODY | names.ORGANISATION_NOUNS | frozenset(["maker", "provider", "giant"])


def _is_told_body(passage: Passage, mention: Mention) -> bool:
    """Whether what follows a name calls it a body: `Lumen, the photo startup used by many,`.

    Not `Pete, a former army cook,`: the body only tells which cook.
    """
    at = mention.high
    if mention.sort is not Sort.NAME or at + 2 >= len(passage) or passage.words[at] != ",":
        return False
    if passage.lowers[at + 1] not in ("a", "an", "the"):
        return False
    for token in range(at + 2, min(at + 8, len(passage))):
        if passage.tags[token] not in ("JJ", "NN", "NNP", "CD", "VBG", "VBN"):
            return False
        if passage.lowers[token] in _BODY_NOUNS:
            return passage.tags[token + 1 : token + 2] not in (("NN",), ("NNS",), ("NNP",))
    return False


def body_named(passage: Passage, mention: Mention) -> str:
    """The name of one word that is called a body: `Unite` in `the Unite union`; else empty."""
    low, head = mention.low, mention.head
    if _is_told_body(passage, mention):
        return passage.words[head] if head == low else ""
    if head - low not in (1, 2) or passage.lowers[head] not in KINDS_OF_BODY:
        return ""
    if passage.tags[head - 1] != "NNP" or passage.lowers[low] not in ("the", "a"):
        return ""
    # "the Betty network" tells nothing of Betty.
    is_first = names.first_name_gender(passage.words[head - 1]) is not None
    return passage.words[head - 1] if head - low == 2 and not is_first else ""


_REGIONAL = frozenset(
    ["western", "eastern", "northern", "southern", "national", "international", "royal", "united",
     "federal", "central", "global", "american", "british", "european", "australian", "canadian",
     "german", "french", "scottish", "welsh", "irish", "english", "african", "asian", "pacific",
     "atlantic", "general", "first", "great", "north", "south", "east", "west"]
)  # fmt: skip
"""Adjectives that begin the name of a body or a place: `Western Grid`."""


def speaks_as_person(passage: Passage, mention: Mention, words: tuple[str, ...]) -> bool:
    """Whether a first name before a word of bodies and places is a person's: `Bob Hall said`."""
    if len(words) != 2 or names.folded(words[1]) not in names.SURNAMES:
        return False
    if not is_first_name(names.folded(words[0])):
        return False
    after = passage.lowers[mention.high : mention.high + 2]
    beside = (
        *after[: 2 if "," in after[:1] else 1],
        passage.lowers[mention.low - 1] if mention.low else "",
    )
    return not _SPEAKS.isdisjoint(beside) or is_described(passage, mention)


_SPEAKS = frozenset(["said", "says", "told", "asked", "added", "who"])


def _may_be_person(words: tuple[str, ...]) -> bool:
    """Whether a name without a known first name may be a person's, by its words alone."""
    lowers = [names.folded(word) for word in words]
    if len(words) == 1:
        short = words[0].isupper() and len(words[0].replace(".", "")) < 6
        return lowers[0] not in names.PLACES and not short
    if all(word.isupper() for word in words) or lowers[-1] in names.PLACES:
        return False
    return not any(word in ("of", "&", "for", "and") for word in lowers)


def is_described(passage: Passage, mention: Mention) -> bool:
    """Whether what stands beside a name says that it is a person's."""
    return (
        roles.title_before(passage, mention) is not None
        or roles.age(passage, mention) is not None
        or roles.apposition(passage, mention) is not None
    )
