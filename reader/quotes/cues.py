"""Words that report, found in a passage, each with the mention that is its subject."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reader.quotes.mentions import Mention, Sort, owner_of
from reader.quotes.passage import Passage
from reader.quotes.verbs import AUXILIARIES, MEASURES, NOUNS, VERBS, Cue

_FAR = 90
"""Tokens before a cue in which its subject is looked for."""
_VERB_TAGS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
_FINITE = (("VBD",), ("VBZ",), ("VBP",), ("MD",))
_CARRIERS = frozenset(["RB", "MD", "TO", "RBR"])


@dataclass(frozen=True, slots=True)
class CueHit:
    """A reporting word in a passage."""

    low: int
    """Number of its first token."""
    high: int
    """One past its last token."""
    group: int
    """Number of the first token of its verb group: `has` in `has repeatedly said`."""
    kind: Cue
    """What kind of reporting word it is."""
    subject: Mention | None
    """The mention that reports, as far as word order tells it."""
    relation: str
    """How the subject stands to it: before, apart, after, shared, none."""


def cues(passage: Passage, mentions: Sequence[Mention]) -> list[CueHit]:
    """The reporting words outside and inside marks, in order."""
    found: list[CueHit] = []
    finder = _Subjects(passage, mentions)
    for at, lower in enumerate(passage.lowers):
        kind = _kind_at(passage, at, lower)
        if kind is None:
            continue
        if kind is Cue.LABEL:
            found.append(CueHit(at, at + 1, at, kind, finder.labelled(at), "before"))
            continue
        if kind is Cue.SOURCE:
            found.append(CueHit(at, at + 2, at, kind, finder.following(at + 2), "after"))
        elif kind is Cue.NOUN:
            found.append(CueHit(at, at + 1, at, kind, finder.owner(at), "owner"))
        else:
            group = group_start(passage, at)
            if kind is Cue.REFER and finder.quoted(at) is not None:
                continue
            subject, relation = finder.of_verb(
                group, at, inverts=kind is not Cue.TELL or lower in _INVERTED
            )
            if at > 1 and passage.lowers[at - 1] == "as" and lower == "saying":
                subject, relation = finder.ending(at - 1) or subject, "before"
            found.append(CueHit(at, at + 1, group, kind, subject, relation))
    return found


_INVERTED = frozenset(["warned", "warns", "advised", "advises"])
"""Verbs that name the one spoken to, and yet stand before their subject: `…, warned Holm.`"""
_HEARING = frozenset(
    ["court", "jury", "jurors", "inquest", "tribunal", "hearing", "inquiry", "committee",
     "magistrates", "mps", "peers", "lawmakers", "commission", "panel", "trial"]
)  # fmt: skip
"""Who is said to hear what somebody tells them: `The court heard that …`."""


def _kind_at(passage: Passage, at: int, lower: str) -> Cue | None:
    if lower in ("heard", "hears", "hear") and at and passage.lowers[at - 1] in _HEARING:
        return Cue.STATE
    if lower == ":":
        return Cue.LABEL if _may_be_label(passage, at) else None
    if lower == "according" and passage.lowers[at + 1 : at + 2] == ("to",):
        return Cue.SOURCE if _may_be_source(passage, at + 2) else None
    if lower == "said" and at and passage.lowers[at - 1] == "having":
        return None
    entry = VERBS.get(lower)
    tag = passage.tags[at]
    if entry is not None and (tag in _VERB_TAGS or _misread_verb(passage, at)):
        is_idle = entry[1] is Cue.TELL and _is_tale(passage, at + 1)
        return None if is_idle or _is_before_noun(passage, at) else entry[1]
    if lower in NOUNS and tag in ("NN", "NNS") and not _is_idle_noun(passage, at):
        following = passage.lowers[at + 1] if at + 1 < len(passage) else ""
        return Cue.NOUN if following in ("that", ":", '"', ",", "from", "by") else None
    if tag in _VERB_TAGS and lower not in AUXILIARIES and at + 1 < len(passage):
        return Cue.OTHER if passage.lowers[at + 1] in ("that", '"', "''", ":") else None
    return None


def _is_idle_noun(passage: Passage, at: int) -> bool:
    """Whether a noun is nobody's words, or names what follows it between marks.

    `the report that he wrote was lost`, `weak demand from carmakers`, `the word “deliverables”`.
    """
    if _has_gap(passage, at + 1):
        return True
    if passage.lowers[at] in _NAMED and passage.words[at + 1 : at + 2] == ('"',):
        return True
    if passage.lowers[at : at + 2] == ("demand", "from"):
        return True
    return passage.lowers[max(0, at - 2) : at + 1] == ("to", "the", "point")


_FINITE_TAGS = frozenset(["VBD", "VBZ", "VBP", "MD"])


def _has_gap(passage: Passage, that: int) -> bool:
    """Whether *that* stands for a thing: `the report that the committee wanted was lost`.

    Two finite verbs side by side: the first has lost its object to the noun before.
    """
    if that >= len(passage) or passage.lowers[that] != "that":
        return False
    for at in range(that + 1, min(that + 10, len(passage) - 1)):
        if passage.tags[at] in _FINITE_TAGS:
            return passage.tags[at] != "MD" and passage.tags[at + 1] in _FINITE_TAGS
        if not passage.words[at][0].isalnum():
            break
    return False


_NAMED = frozenset(["word", "article"])
_TALES = frozenset(["stories", "story", "tale", "tales", "lie", "lies", "joke", "jokes"])


def _is_tale(passage: Passage, at: int) -> bool:
    """Whether what is told is no listener: `told stories`, `told a long story`."""
    while at < len(passage) and passage.tags[at] in ("DT", "JJ", "PRP$"):
        at += 1
    return at < len(passage) and passage.lowers[at] in _TALES


_LABEL = 9
"""Tokens of a headline in which the colon after its speaker stands."""


def _may_be_label(passage: Passage, at: int) -> bool:
    """Whether a colon may stand after the speaker in a headline: `Bel: Harbour is safe`."""
    return (
        passage.number == 0
        and 0 < at <= _LABEL
        and ":" not in passage.words[:at]
        and not any(tag in _VERB_TAGS for tag in passage.tags[:at])
        and passage.sentences[-1][1] > at + 2
    )


def begins_with_label(passage: Passage) -> bool:
    """Whether a passage begins with a few words and a colon, as in `Running time: 98 minutes`."""
    return ":" in passage.words[1 : _LABEL + 1]


def _may_be_source(passage: Passage, at: int) -> bool:
    """Whether what follows *according to* may speak: not `plan`, `size` or another measure."""
    if at >= len(passage):
        return False
    if passage.lowers[at] not in MEASURES:
        return True
    return passage.tags[at + 1 : at + 2] in (("NN",), ("NNS",))


def _is_before_noun(passage: Passage, at: int) -> bool:
    """Whether a participle tells of a noun: `the noted painter`."""
    return (
        0 < at < len(passage) - 1
        and passage.tags[at] in ("VBN", "VBD")
        and passage.tags[at - 1] in ("DT", "PRP$")
        and passage.tags[at + 1] in ("NN", "NNS", "JJ")
    )


def _misread_verb(passage: Passage, at: int) -> bool:
    """A form such as `said` or `tweeted` is a verb whatever its tag, unless it begins a phrase."""
    if not passage.lowers[at].endswith(("ed", "said", "told", "wrote")):
        return False
    return passage.tags[at] not in ("JJ", "NNP", "NN") or passage.lowers[at] in ("said", "told")


def group_start(passage: Passage, at: int) -> int:
    """The first token of the verb group that ends with the verb at `at`."""
    low = at
    first = max(passage.sentences[passage.sentence_of[at]][0], at - 8)
    while low > first and (
        passage.tags[low - 1] in _CARRIERS or passage.lowers[low - 1] in AUXILIARIES
    ):
        low -= 1
    return low


class _Subjects:
    """Finds the subjects of the verbs of one passage."""

    def __init__(self, passage: Passage, mentions: Sequence[Mention]) -> None:
        self._passage, self._mentions = passage, mentions
        self._lows = [mention.low for mention in mentions]
        self._highs = [mention.high for mention in mentions]

    def following(self, at: int) -> Mention | None:
        """The mention that begins at `at`, or one word later."""
        index = bisect_left(self._lows, at)
        if index < len(self._mentions) and self._lows[index] <= at + 1:
            return self._mentions[index]
        return None

    def quoted(self, at: int) -> Mention | None:
        """Whose words they are in `quoted Smith as saying`: the mention after the verb."""
        mention = self.following(at + 1)
        if mention is None or mention.high + 1 >= len(self._passage):
            return None
        return (
            mention
            if self._passage.lowers[mention.high : mention.high + 2] == ("as", "saying")
            else None
        )

    def ending(self, at: int) -> Mention | None:
        """The mention whose last token is just before `at`."""
        index = bisect_right(self._highs, at) - 1
        if index >= 0 and self._highs[index] == at:
            return self._mentions[index]
        return None

    def labelled(self, colon: int) -> Mention | None:
        """The first mention before a colon, if the headline begins with it."""
        if self._mentions and self._mentions[0].low <= 2 and self._mentions[0].high <= colon:
            return self._mentions[0]
        return None

    def owner(self, at: int) -> Mention | None:
        """Whose statement it is: who stands before the noun, or a document itself."""
        index = bisect_right(self._lows, at) - 1
        if index < 0:
            return None
        mention = self._mentions[index]
        return mention if mention.high <= at else owner_of(self._passage, mention, at)

    def of_verb(self, group: int, at: int, *, inverts: bool) -> tuple[Mention | None, str]:
        """The subject of the verb at `at`, whose group begins at `group`."""
        passage = self._passage
        first, end = passage.sentences[passage.sentence_of[at]]
        # A bound on what is looked at, so that a sentence of any length costs no more.
        first = max(first, at - _FAR)
        before = self.ending(group)
        if before is not None and before.low >= first and not _is_object(passage, before):
            return self._head_of(before, first), "before"
        if before is not None and before.low > first and _is_absolute(passage, before, at):
            return before, "before"
        if inverts and self._may_invert(at, group, first):
            after = self.following(at + 1)
            if (
                after is not None
                and after.high <= end
                and after.low == at + 1
                and not self._begins_clause(after, group, first)
            ):
                return after, "after"
        if group > first and passage.words[group - 1] in (",", "—", "--", ")", "–", "-"):
            return self._over_commas(group - 1, first)
        if before is not None and passage.lowers[first] in _SUBORDINATE:
            head = self._head_of(before, first)
            if head is not before and passage.words[head.low - 1] == ",":
                # "As she left, a man in the gallery shouted": not the one who left.
                return head, "shared"
        return self._earlier(group, first)

    def _may_invert(self, at: int, group: int, first: int) -> bool:
        """Whether a subject may follow: `…,” said Smith`."""
        if group != at:
            return False
        return group == first or self._passage.words[group - 1] in ('"', "''", ",", "'", "—")

    def _begins_clause(self, mention: Mention, group: int, first: int) -> bool:
        """Whether what follows a verb has a verb of its own: `An officer, who …, said its men did`.

        Behind a mark it is who speaks, whatever he does next: `“Fine,” said Holm.`.
        """
        passage = self._passage
        if group == first or passage.words[group - 1] in ('"', "''", "'"):
            return False
        return passage.tags[mention.high : mention.high + 1] in _FINITE

    def _head_of(self, mention: Mention, first: int) -> Mention:
        """What `of`, `for` or `at` hangs `mention` on: `a spokesman for the ministry`."""
        passage = self._passage
        while mention.low - 1 > first and passage.lowers[mention.low - 1] in (
            "of",
            "for",
            "at",
            "from",
            "in",
            "with",
            "to",
            "on",
            "and",
        ):
            earlier = self.ending(mention.low - 1)
            if earlier is None or earlier.sort is Sort.PRONOUN:
                return mention
            mention = earlier
        return mention

    def _over_commas(self, comma: int, first: int) -> tuple[Mention | None, str]:
        """The subject before an insertion: `Smith, who has long …, said`."""
        passage = self._passage
        at = comma - 1
        while at > first:
            if passage.words[at] in (",", "—", "--", "(", "–"):
                mention = self.ending(at)
                if mention is not None and mention.sort is not Sort.NOMINAL:
                    return mention, "apart"
                if mention is not None and not _is_object(passage, mention):
                    return self._head_of(mention, first), "apart"
            at -= 1
        return self._earlier(comma, first)

    def _earlier(self, group: int, first: int) -> tuple[Mention | None, str]:
        """The first mention of the sentence before a verb: it serves a later verb, too."""
        passage = self._passage
        index = bisect_left(self._lows, first)
        while index < len(self._mentions) and self._mentions[index].high <= group:
            mention = self._mentions[index]
            if not _is_object(passage, mention) and passage.inside[mention.low] < 0:
                return mention, "shared"
            index += 1
        return None, "none"


_SUBORDINATE = frozenset(["as", "when", "while", "after", "before", "if", "although", "though"])
"""Words that begin a clause with a subject of its own."""


def _is_absolute(passage: Passage, mention: Mention, at: int) -> bool:
    """Whether `with` leads in what does something else: `…, with one reader writing that`."""
    return passage.tags[at] == "VBG" and passage.lowers[mention.low - 1] == "with"


def _is_object(passage: Passage, mention: Mention) -> bool:
    """Whether a preposition or verb stands before it."""
    if mention.low == 0:
        return False
    first, _ = passage.sentences[passage.sentence_of[mention.low]]
    if mention.low == first:
        return False
    tag = passage.tags[mention.low - 1]
    lower = passage.lowers[mention.low - 1]
    return (
        tag in ("IN", "TO") and lower not in ("that", "as", "while", "because", "if", "but")
    ) or (tag in _VERB_TAGS)
