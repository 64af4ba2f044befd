"""Whom a description means: somebody the article names, or somebody unnamed it spoke of before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.quotes import names, roles
from reader.quotes.bearers import FIRM_ENDS
from reader.quotes.clauses import subject_class
from reader.quotes.mentions import Mention, Sort
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People

_DEFINITE = frozenset(["the", "that", "this"])
_OWNERS = frozenset(["his", "her", "their", "its"])
"""Words before a description of somebody by whose it is: `his son`."""
_COMPLEMENTS = frozenset(["for", "of", "to", "from", "at", "near", "with"])
_ANY_OF = frozenset(["a", "an", "another"])
_WHOSE = frozenset(["by", "of", "between"])
_PUBLISHED = frozenset(["by", "in", "at"])
_LONGEST_TOLD = 9
"""Tokens that a description of a document may have with whose it is."""
_AT_PLACES = frozenset(["in", "on", "at", "from", "to", "with"])
_RELATIONS = frozenset(["close", "familiar", "loyal", "briefed", "opposed"])
"""Adjectives after a noun that tell which people are meant: `close to`, `familiar with`."""
_BEFORE_OFFICE = frozenset(["former", "ex", "vice", "deputy", "acting", "assistant", "late"])
"""Words that make another office of the one they stand before."""
_FIRMS = frozenset(
    [
        "company",
        "firm",
        "business",
        "manufacturer",
        "retailer",
        "airline",
        "carmaker",
        "giant",
        "chain",
        "automaker",
        "supermarket",
        "lender",
        "chipmaker",
        "drugmaker",
        "startup",
    ]
)
_ANY_FIRM = frozenset(["company", "firm", "business", "giant", "startup"])
"""Words that fit every firm."""
_KINDS = {
    "airline": frozenset(["airline", "airlines", "air", "airways", "aviation", "jet", "jets"]),
    "carmaker": frozenset(["motor", "motors", "cars", "automobiles"]),
    "automaker": frozenset(["motor", "motors", "cars", "automobiles"]),
    "lender": frozenset(["bank", "banking", "building", "credit", "savings"]),
    "law": frozenset(["law", "llp", "&", "legal", "partners", "solicitors"]),
    "retailer": frozenset(["stores", "store", "shops", "shop", "mart", "foods"]),
    "supermarket": frozenset(["stores", "store", "foods", "mart"]),
}
"""Words in the names of some kinds of firm."""
_NAMED_AT = 20
"""Mentions of a body, the first ones, beside which it may be called something."""
_CALLED = 8
"""Tokens after a name in which it is called something."""
_NO_FIRM = frozenset(
    [
        "union",
        "workers",
        "party",
        "committee",
        "council",
        "court",
        "department",
        "ministry",
        "senate",
        "house",
        "congress",
        "army",
        "police",
        "navy",
        "association",
        "federation",
        "church",
        "parliament",
        "government",
        "bureau",
        "commission",
        "university",
        "school",
        "college",
        "hospital",
        "times",
        "post",
        "news",
        "center",
        "centre",
        "society",
        "campaign",
        "act",
    ]
)
"""Words in the name of a body that is no company."""
_GROUPS = frozenset(["group", "charity", "organisation", "organization", "nonprofit", "watchdog"])
_FORCE = frozenset(["police", "constabulary", "army", "navy"])
_UNITED = frozenset(
    ["association", "society", "union", "federation", "foundation", "alliance", "coalition",
     "network", "fund", "trust", "league", "action", "charity", "watch"]
)  # fmt: skip
"""Words in the name of a body that may be called a group."""
_PLATFORMS = frozenset(
    ["x", "twitter", "facebook", "instagram", "tiktok", "youtube", "telegram", "threads", "bluesky",
     "linkedin", "reddit", "whatsapp", "truth", "social", "snapchat", "weibo", "wechat", "mastodon"]
)  # fmt: skip
"""Words in the names of where firms write: `In a post on X, the company said`."""
_WHERE = frozenset(["on", "to", "via", "from", "in", "over", "across"])
_MONEY = re.compile(r"[a-z]{0,3}[$£€]?\d[\d.,]*[a-z]{0,2}$")
"""A sum, with its currency before it: `SKr2`."""
_FIRM_ENDS = frozenset(["inc", "ltd", "llc", "corp", "corporation", "plc", "motors", "holdings"])
_MOST = 150
"""Mentions of a paragraph that are looked at, the last ones before."""
_NEAR = 3
"""Paragraphs back in which a firm meant by `the company` must have been named."""


@dataclass(frozen=True, slots=True)
class Role:
    """What the article says somebody is."""

    entity: Entity
    """Who."""
    words: frozenset[str]
    """The words of the role, in lower case, and those of what follows it."""
    start: int
    """Offset where it is said."""


class Descriptions:
    """Finds whom the descriptions of one article mean."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[Sequence[Mention]],
        named: Sequence[Sequence[Mention]],
        people: People,
    ) -> None:
        """Learn who has which role."""
        self._passages, self._mentions, self._people = passages, mentions, people
        self._roles: dict[str, list[Role]] = defaultdict(list)
        self._heard: dict[str, dict[frozenset[str], Mention]] = defaultdict(dict)
        self._named = named
        for row in named:
            for mention in row:
                self._learn(mention)

    def bearer(self, mention: Mention) -> Entity | None:
        """The only one named before a definite description whom it fits; None if none or more."""
        passage = self._passages[mention.passage]
        opens = passage.lowers[mention.low]
        if (opens not in _DEFINITE and opens not in _OWNERS) or _is_plural(passage, mention):
            return None
        head = roles.written_out(passage.lowers[mention.head])
        if _is_firm(head) or head in names.ORGANISATION_NOUNS or head in _GROUPS:
            if opens in _OWNERS:
                return None
            return self._body(mention, head)
        wanted = self._words(mention, mention.low + 1, mention.high)
        head = _office(head, wanted)
        fitting = {
            role.entity.number: role.entity
            for role in self._roles.get(head, ())
            if role.start < mention.start and _fits(wanted, role.words)
        }
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def whole(self, mention: Mention) -> Mention:
        """A description with what tells whose or which one it is: `a spokesman for the port`."""
        passage = self._passages[mention.passage]
        kind = subject_class(passage, mention)
        if kind == "d" or (kind == "o" and passage.lowers[mention.low] in _ANY_OF):
            return self._whole_document(passage, mention)
        if kind != "h":
            return mention
        at = mention.high
        if at + 1 < len(passage) and passage.lowers[at] in _RELATIONS:
            at += 1
        related = at > mention.high and at < len(passage) and passage.lowers[at] in ("on", "about")
        if at + 1 >= len(passage) or not (related or passage.lowers[at] in _COMPLEMENTS):
            return mention
        following = self._at(mention.passage, at + 1)
        if following is None or not self._tells(
            passage, passage.lowers[at], at, mention, following
        ):
            return mention
        of = following.high
        if passage.lowers[at] == "with" and of + 1 < len(passage) and passage.lowers[of] == "of":
            following = self._at(mention.passage, of + 1) or following
        return replace(mention, high=following.high, end=following.end)

    def _whole_document(self, passage: Passage, mention: Mention) -> Mention:
        """A new document or body with whose it is: `a report by Holm & Bell`, `a group of MPs`."""
        at = mention.high
        opens = passage.lowers[mention.low]
        joints: frozenset[str] = _WHOSE
        if at + 2 < len(passage) and passage.tags[at] in ("VBN", "VBD"):
            # "emails obtained by the Gazette", "a study published in Nature"
            at, joints = at + 1, _PUBLISHED
        if (
            at + 1 >= len(passage)
            or passage.lowers[at] not in joints
            or not (opens in _ANY_OF or passage.tags[mention.low] == "NNS")
        ):
            return mention
        following = self._at(mention.passage, at + 1)
        if (
            following is None
            or following.sort is Sort.PRONOUN
            or following.high - mention.low > _LONGEST_TOLD
        ):
            return mention
        whole = self.whole(following)
        if whole.high - mention.low <= _LONGEST_TOLD:
            # "a study by researchers at Aske University"
            following = whole
        return replace(mention, high=following.high, end=following.end)

    def with_place(self, mention: Mention) -> Mention:
        """A description with all that stands before the comma: `its envoy in Aske, Ada Holm,`."""
        whole = self.whole(mention)
        passage, at = self._passages[mention.passage], whole.high
        if at + 1 >= len(passage) or passage.lowers[at] not in _AT_PLACES:
            return whole
        place = self._at(mention.passage, at + 1)
        if place is None or passage.words[place.high : place.high + 1] != (",",):
            return whole
        return replace(whole, high=place.high, end=place.end)

    def was_heard(self, mention: Mention) -> bool:
        """Whether somebody unnamed has been spoken of with the head of a description."""
        head = self._passages[mention.passage].lowers[mention.head]
        return bool(self._heard.get(head) or self._introduced(mention))

    def unnamed(self, mention: Mention) -> Mention:
        """The first mention of the unnamed speaker whom a description means; itself if new."""
        passage = self._passages[mention.passage]
        whole = self.whole(mention)
        heard = self._heard[passage.lowers[mention.head]]
        if whole == mention and passage.lowers[mention.low] in _DEFINITE:
            wanted = self._words(mention, mention.low + 1, mention.high)
            known = [*heard.values(), *self._introduced(mention)]
            fitting = {
                " ".join(sorted(words)): other
                for other in known
                if wanted <= (words := self._words(other, other.low, other.high))
            }
            if len(fitting) == 1:
                whole = next(iter(fitting.values()))
        heard[self._words(whole, whole.low, whole.high)] = whole
        return whole

    def _introduced(self, mention: Mention) -> list[Mention]:
        """Descriptions with `a` and the same head shortly before a definite one."""
        passage = self._passages[mention.passage]
        head, found = passage.lowers[mention.head], []
        for index in range(max(0, mention.passage - 2), mention.passage + 1):
            of, row = self._passages[index], self._mentions[index]
            until = bisect_left(row, mention.start, key=lambda other: other.start)
            for other in row[max(0, until - _MOST) : until]:
                if (
                    other.sort is Sort.NOMINAL
                    and of.lowers[other.head] == head
                    and of.lowers[other.low] in ("a", "an", "one")
                ):
                    found.append(self.whole(other))
        return found

    def _learn(self, mention: Mention) -> None:
        entity = self._people.entity_of(mention)
        if entity is None or not entity.is_person:
            return
        passage = self._passages[mention.passage]
        told = (
            roles.title_before(passage, mention),
            roles.apposition(passage, mention),
            roles.description_before(passage, mention),
        )
        for span in told:
            if span is not None:
                words = self._words(mention, span[0], self._complement_end(mention, span[1]))
                head = roles.written_out(passage.lowers[span[1] - 1])
                head = _office(head, words)
                self._roles[head].append(Role(entity, words, passage.starts[span[0]]))
        years = roles.age(passage, mention)
        if years is not None:
            head = f"{years}-year-old"
            self._roles[head].append(Role(entity, frozenset([head]), mention.start))

    def _complement_end(self, mention: Mention, at: int) -> int:
        passage = self._passages[mention.passage]
        if at + 1 < len(passage) and passage.lowers[at] in _COMPLEMENTS:
            following = self._at(mention.passage, at + 1)
            return following.high if following is not None else at
        return at

    def _words(self, mention: Mention, low: int, high: int) -> frozenset[str]:
        passage = self._passages[mention.passage]
        return frozenset(
            roles.written_out(names.folded(word))
            for word, tag in zip(passage.words[low:high], passage.tags[low:high], strict=True)
            if tag not in ("DT", "IN", "TO", "POS")
        )

    def _body(self, mention: Mention, head: str) -> Entity | None:
        """The only body named before that is called `head`, or the only one it can be."""
        bodies = [
            entity
            for entity in self._people.entities
            if not entity.is_person and entity.mentions and entity.mentions[0].start < mention.start
        ]
        called = [
            one for one in bodies if head in map(names.folded, one.words) and len(one.words) > 1
        ]
        if _is_firm(head) and not called:
            kind = self._kind_of_firm(mention, head)
            near = [one for one in bodies if self._is_near_body(one, mention)]
            called = [
                one
                for one in near
                if not kind
                or self._is_told_kind(one, mention, kind)
                or (len(near) == 1 and one.words[-1] in FIRM_ENDS)
            ]
        if not called and (head in _GROUPS or head == "force"):
            called = [
                one
                for one in bodies
                if any(
                    other.start < mention.start and mention.passage - other.passage <= _NEAR
                    for other in one.mentions
                )
                and _may_be_called(one, head)
            ]
        if not called and (_is_firm(head) or head in _GROUPS):
            return self._unclear(mention)
        return called[0] if len(called) == 1 else None

    def _kind_of_firm(self, mention: Mention, head: str) -> str:
        """What only some firms are: `airline`, `law`; empty where the word fits any of them."""
        before = self._passages[mention.passage].lowers[mention.head - 1]
        if head not in _ANY_FIRM:
            return head
        return before if before == "law" else ""

    def _is_told_kind(self, entity: Entity, mention: Mention, kind: str) -> bool:
        """Whether a body's name has a word of a kind, or it was called so before a mention.

        `the airline Norvia`, `Norvia, a small airline,` or `Norvia Airways`.
        """
        if not _KINDS.get(kind, frozenset()).isdisjoint(map(names.folded, entity.words)):
            return True
        for one in entity.mentions[:_NAMED_AT]:
            if one.start > mention.start:
                break
            lowers = self._passages[one.passage].lowers
            beside = lowers[max(0, one.low - 2) : one.high + _CALLED]
            if kind in beside:
                return True
        return False

    def _unclear(self, mention: Mention) -> Entity | None:
        """The body of one word that the sentence or paragraph before opens with: `Oxfam opened`."""
        passage = self._passages[mention.passage]
        found: dict[int, Entity] = {}
        for index in range(max(0, mention.passage - 1), mention.passage + 1):
            for other in self._named[index]:
                entity = self._people.entity_of(other)
                if entity is None or other.start >= mention.start:
                    continue
                if len(entity.words) > 1 and not entity.is_person:
                    return None
                if _may_be_either(entity):
                    found[entity.number] = entity
        if len(found) != 1:
            return None
        one = next(iter(found.values()))
        last = max((m for m in one.mentions if m.start < mention.start), key=lambda m: m.start)
        passage = self._passages[last.passage]
        opens = passage.sentences[passage.sentence_of[last.low]][0] == last.low
        if not opens or one.gender is not None:
            return None
        one.is_person = False
        return one

    def _is_near_body(self, entity: Entity, mention: Mention) -> bool:
        lowers = [names.folded(word) for word in entity.words]
        if _PLATFORMS.issuperset(lowers) and self._is_where(entity, mention):
            return False
        if any(map(_MONEY.match, lowers)):
            return False
        if any(w in names.PLACES or w in names.TIMES or w in _NO_FIRM for w in lowers):
            return False
        return any(
            one.start < mention.start and mention.passage - one.passage <= _NEAR
            for one in entity.mentions
        )

    def _is_where(self, entity: Entity, mention: Mention) -> bool:
        """Whether a body is only named as where others write: `a post on X`."""
        before = [one for one in entity.mentions[:_NAMED_AT] if one.start < mention.start]
        return all(
            one.low > 0 and self._passages[one.passage].lowers[one.low - 1] in _WHERE
            for one in before
        )

    def _at(self, index: int, token: int) -> Mention | None:
        """The mention that begins at a token."""
        row = self._mentions[index]
        at = bisect_left(row, token, key=lambda other: other.low)
        return row[at] if at < len(row) and row[at].low == token else None

    def _tells(
        self, passage: Passage, word: str, at: int, mention: Mention, following: Mention
    ) -> bool:
        """Whether what follows a small word tells which people are meant."""
        if following.sort is Sort.PRONOUN or subject_class(passage, following) == "t":
            return False
        if at > mention.high or word in ("for", "of"):
            return True
        if word == "with":
            return passage.lowers[following.head] in ("knowledge", "ties", "access")
        is_body = following.sort is Sort.NAME or subject_class(passage, following) in "o"
        return is_body or (word == "to" and subject_class(passage, following) == "h")


_MAKERS = re.compile(
    "(?!(?:law|film|play|match|peace|policy|trouble|news|home|money|rain|speech|image)maker)"
    "[a-z]+(?:maker|builder)"
)
"""Nouns for firms by what they make: `shipbuilder`."""


def _is_firm(head: str) -> bool:
    """Whether a noun is one for firms."""
    return head in _FIRMS or _MAKERS.fullmatch(head) is not None


def _may_be_either(entity: Entity) -> bool:
    """Whether nothing tells that a name of one word is a person's or a place's."""
    told = entity.votes or entity.heard or entity.is_described
    word = names.folded(entity.words[0])
    return len(entity.words) == 1 and not told and word not in names.PLACES | names.NATIONALITIES


def _may_be_called(entity: Entity, head: str) -> bool:
    """Whether a body may be meant by `the force` or `the group`."""
    words = set(map(names.folded, entity.words))
    if head == "force":
        return not words.isdisjoint(_FORCE)
    return not words.isdisjoint(_UNITED) and not words & _FIRM_ENDS


def _office(head: str, words: frozenset[str]) -> str:
    """The head of a role; `ceo` for a chief executive."""
    is_chief = "chief" in words and (head == "executive" or {"executive", "officer"} <= words)
    return "ceo" if is_chief else head


def _fits(wanted: frozenset[str], words: frozenset[str]) -> bool:
    return wanted <= words and not (words ^ wanted) & _BEFORE_OFFICE


def _is_plural(passage: Passage, mention: Mention) -> bool:
    return passage.tags[mention.head] in ("NNS", "NNPS")
