"""Names that several phrases make together: nicknames, offices with their place, ministries."""

from __future__ import annotations

from dataclasses import replace

from reader.quotes import names
from reader.quotes.mentions import Mention, Sort
from reader.quotes.name_cores import are_people
from reader.quotes.passage import Passage
from reader.quotes.phrases import ROLES
from reader.quotes.verbs import VERBS


def joined(passage: Passage, row: list[Mention]) -> list[Mention]:
    """The mentions, those that make one name together joined.

    `Robert “Bobby” Stain`, and `activist and author Ada Holm`, who is one person.
    """
    found: list[Mention] = []
    for mention in row:
        if mention.sort is Sort.NAME and found:
            mention = _joined_name(passage, found, mention)
        elif found and _are_groups(passage, found[-1], mention):
            first = found.pop()
            mention = replace(mention, low=first.low, start=first.start)
        found.append(mention)
    return found


def _joined_name(passage: Passage, found: list[Mention], mention: Mention) -> Mention:
    """A name with what belongs to it of those found before, which is taken from them."""
    if len(found) > 1 and _are_nickname(passage, found[-2], found[-1], mention):
        first = found[-2]
        del found[-2:]
        return _over(first, mention)
    if _is_second_role(passage, found[-1], mention):
        first = found.pop()
        return replace(mention, low=first.low, start=first.start)
    if _is_campus(passage, found[-1], mention):
        return _over(found.pop(), mention)
    if _is_rest_of_ministry(passage, found, mention):
        first = found[-2]
        del found[-2:]
        return _over(first, mention)
    if core := _bearer_of_office(passage, found[-1], mention):
        first = found.pop()
        return replace(mention, low=first.low, start=first.start, core=core)
    return mention


def _are_groups(passage: Passage, first: Mention, second: Mention) -> bool:
    """Whether two groups share a verb: `doctors and aid workers said`."""
    joint, after = first.high, second.high
    return (
        first.sort is second.sort is Sort.NOMINAL
        and second.low == joint + 1
        and passage.lowers[joint] == "and"
        and _is_group(passage, first)
        and _is_group(passage, second)
        and (
            passage.tags[after : after + 1] in _THEN_VERB
            or (first.low > 0 and passage.lowers[first.low - 1] in VERBS)
        )
    )


_THEN_VERB = (("VBD",), ("VBP",), ("MD",))


def _is_group(passage: Passage, mention: Mention) -> bool:
    """Whether a mention is of several people by what they are: `three doctors`."""
    head = passage.lowers[mention.head]
    return head == "police" or (passage.tags[mention.head] == "NNS" and are_people(head))


def _is_campus(passage: Passage, body: Mention, place: Mention) -> bool:
    """Whether a place tells which part of a university is meant: `University of Norwick, Aske`.

    A comma or `and` after it tells that it stands for itself.
    """
    return (
        body.sort is Sort.NAME
        and body.core is not None
        and place.core == (place.low, place.low + 1)
        and place.low == body.high + 1
        and passage.words[body.high] == ","
        and passage.lowers[body.core[0]] == "university"
        and place.high < len(passage)
        and passage.words[place.high] not in (",", "and")
    )


_MINISTRIES = frozenset(
    ["ministry", "department", "office", "committee", "secretary", "minister", "academies",
     "academy"]
)  # fmt: skip


def _is_rest_of_ministry(passage: Passage, found: list[Mention], mention: Mention) -> bool:
    """Whether a name is the third thing a ministry is for: `… of Housing, Roads and Parks`."""
    if len(found) < 2:
        return False
    first, second = found[-2], found[-1]
    return (
        first.sort is Sort.NAME
        and second.sort is Sort.NAME
        and first.core is not None
        and mention.core is not None
        and not _MINISTRIES.isdisjoint(passage.lowers[first.low : first.high])
        and not {"of", "for"}.isdisjoint(passage.lowers[first.low : first.high])
        and second.low == first.high + 1
        and passage.words[first.high] == ","
        and mention.low == second.high + 1
        and passage.lowers[second.high] == "and"
        and second.low == (second.core or (second.low, 0))[0]
        and mention.low == mention.core[0]
    )


def _over(first: Mention, last: Mention) -> Mention:
    """One name from the first part of a name to its last."""
    assert first.core is not None
    assert last.core is not None
    core = (first.core[0], last.core[1])
    return replace(last, low=first.low, start=first.start, core=core)


def _are_nickname(passage: Passage, first: Mention, short: Mention, last: Mention) -> bool:
    """Whether the second of three names stands between marks inside a name."""
    return (
        first.sort is Sort.NAME
        and short.low == first.high + 1
        and last.low == short.high + 1
        and short.high - short.low < 3
        and passage.inside[short.low] >= 0
        and passage.inside[last.low] < 0
        and passage.inside[first.low] < 0
        and first.core is not None
        and last.core is not None
        and last.core[0] == last.low
        and first.core[1] - first.core[0] < 3
        and passage.sentence_of[first.low] == passage.sentence_of[last.low]
    )


def _is_second_role(passage: Passage, role: Mention, mention: Mention) -> bool:
    """Whether a role and the name after `and` are one person: `actor and writer Ada Holm`."""
    core = mention.core
    return (
        role.sort is Sort.NOMINAL
        and mention.low == role.high + 1
        and passage.lowers[role.high] == "and"
        and core is not None
        and core[0] > mention.low
        and passage.tags[mention.low] not in ("DT", "PRP$")
        and "POS" not in passage.tags[mention.low : core[0]]
        and (
            passage.lowers[core[0] - 1].rstrip(".") in names.TITLES | ROLES
            or passage.tags[core[0] - 1] == "NN"
        )
        and passage.lowers[role.head].rstrip(".") in names.TITLES | ROLES
        and passage.tags[role.head] in ("NN", "NNP", "JJ")
        and passage.inside[role.low] == passage.inside[mention.low]
    )


def _bearer_of_office(
    passage: Passage, office: Mention, mention: Mention
) -> tuple[int, int] | None:
    """The name itself where an office with its place or body stands before it.

    `Governor of Washington Ada Holm`, `CEO of the Harbour Council Ada Holm`,
    `undersecretary for education Mr. Holm`: a title, a first name or the end of the body's name
    tells where the person's own begins. None where nothing tells.
    """
    core, joint = mention.core, office.high
    if (
        core is None
        or mention.low - joint not in (1, 2)
        or passage.lowers[joint] not in ("of", "for")
        or (mention.low - joint == 2 and passage.lowers[joint + 1] != "the")
        or passage.lowers[office.head].rstrip(".") not in names.TITLES | ROLES
        or passage.tags[office.head] in ("NNS", "NNPS")
        or passage.inside[office.low] != passage.inside[mention.low]
    ):
        return None
    if core[0] > mention.low and names.is_title(passage.lowers[core[0] - 1]):
        return core
    start = core[1] - 2
    if (
        start > mention.low
        and passage.words[start][0].isupper()
        and (
            names.first_name_gender(passage.words[start]) is not None
            or passage.lowers[start - 1] in names.ORGANISATION_WORDS
        )
    ):
        return (start, core[1])
    return None
