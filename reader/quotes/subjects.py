"""The subjects of reporting verbs, as far as word order tells them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.quotes import names
from reader.quotes.mentions import Mention, Sort, owner_of
from reader.quotes.passage import Passage

VERB_TAGS = frozenset(["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"])
"""Penn Treebank tags of verbs."""
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
"""Tags of the verbs that make a clause."""
_FAR = 90
"""Tokens before a verb in which its subject is looked for."""


class Subjects:
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
        group, before = self._past_time(group)
        if before is not None and before.low >= first:
            if not _is_object(passage, before):
                return self._head_of(before, first), "before"
            if _has_own_clause(passage, before) or _is_absolute(passage, before, at):
                return before, "before"
        if inverts and self._may_invert(at, group, first):
            after = self._inverted(at, group, first)
            if after is not None and after.high <= end:
                return after, "after"
        if group > first and passage.words[group - 1] in _CLOSING:
            return self._over_commas(group - 1, first)
        above = self._above(before, first)
        return (above, "shared") if above is not None else self._earlier(group, first)

    def _above(self, before: Mention | None, first: int) -> Mention | None:
        """Who is the subject where only what it hangs on stands before a verb.

        The man in `As she left, a man in the gallery shouted`, the editor in `It never ran; my
        editor at the Gazette argued`.
        """
        if before is None or before.low <= first:
            return None
        head = self._head_of(before, first)
        if head is before or head.sort is Sort.PRONOUN or _is_object(self._passage, head):
            return None
        return head if self._passage.inside[head.low] < 0 else None

    def _past_time(self, group: int) -> tuple[int, Mention | None]:
        """Where a verb and the time before it begin, and what ends there.

        `Holm two days ago said`, `Holm, who was ill, last week said`.
        """
        mention = self.ending(group)
        if mention is None or self._passage.lowers[mention.head] not in names.TIME_NOUNS:
            return group, mention
        return mention.low, self.ending(mention.low)

    def _may_invert(self, at: int, group: int, first: int) -> bool:
        """Whether a subject may follow: `…,” said Smith`."""
        if group != at:
            return False
        if group == first and self._passage.tags[at] in ("VBG", "VBN"):
            # "Insisting it was not rehearsed, Holm left": what follows is what is said.
            return False
        return group == first or self._passage.words[group - 1] in ('"', "''", ",", "'", "—")

    def _inverted(self, at: int, group: int, first: int) -> Mention | None:
        """The subject right after the verb at `at`, unless it is that of a verb of its own."""
        after = self.following(at + 1)
        if after is None or after.low != at + 1 or self._begins_clause(after, group, first):
            return None
        return after

    def _begins_clause(self, mention: Mention, group: int, first: int) -> bool:
        """Whether what follows a verb has a verb of its own: `An officer, who …, said its men did`.

        Behind a mark it is who speaks, whatever he does next: `“Fine,” said Holm.`.
        """
        passage = self._passage
        if group == first or passage.words[group - 1] in ('"', "''", "'"):
            return False
        at = mention.high
        while at < len(passage) and passage.tags[at] == "RB":
            at += 1
        if at == len(passage):
            return False
        is_late = at > mention.high and passage.tags[at] == "VBN"
        is_list = passage.lowers[mention.high : mention.high + 2] == ("such", "as")
        return passage.tags[at] in FINITE or is_late or is_list

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
        if passage.words[comma] in _DASHES:
            apart = self._before_dash(comma, first)
            if apart is not None:
                return apart, "apart"
        for at in range(comma - 1, first, -1):
            if passage.words[at] in _OPENING:
                apart = self._before_insertion(at, first)
                if apart is not None:
                    return apart, "apart"
        return self._earlier(comma, first)

    def _before_dash(self, closing: int, first: int) -> Mention | None:
        """The subject before the dash that opens what ends at another, whatever commas it holds.

        `Many speakers at the mass — a baker, two monks, a nun — said`
        """
        for at in range(closing - 1, first, -1):
            if self._passage.words[at] in _DASHES:
                return self._before_insertion(at, first) or self._above(self.ending(at), first)
        return None

    def _before_insertion(self, at: int, first: int) -> Mention | None:
        """The subject that ends before token `at`, where an insertion begins."""
        mention = self.ending(at)
        if mention is not None and mention.sort is not Sort.NOMINAL:
            return self._bearer(mention, first)
        if mention is not None and not _is_object(self._passage, mention):
            return self._head_of(mention, first)
        return None

    def _bearer(self, mention: Mention, first: int) -> Mention:
        """Who speaks where a name only tells of where: Holm in `Holm of Velmora, …, said`.

        Also the judge in `A judge in Aske, Texas, threw it out, saying that`.
        """
        mention = self._town(mention)
        if mention.low <= first or self._passage.lowers[mention.low - 1] not in _OF_WHERE:
            return mention
        head = self._head_of(mention, first)
        return mention if _is_object(self._passage, head) else head

    def _town(self, mention: Mention) -> Mention:
        """The town of a state that stands behind a comma, `Aske, Texas`; else what it is."""
        passage = self._passage
        if mention.low < 2 or passage.words[mention.low - 1] != ",":
            return mention
        if not names.PLACES.issuperset(passage.lowers[mention.low : mention.high]):
            return mention
        town = self.ending(mention.low - 1)
        return town if town is not None and town.sort is Sort.NAME else mention

    def _earlier(self, group: int, first: int) -> tuple[Mention | None, str]:
        """The first mention of a verb's clause, else of its sentence: it serves later verbs, too.

        `The pier was empty; a guard from Aske came by and said that`: the guard.
        """
        passage = self._passage
        if group < len(passage) and passage.tags[group] in FINITE:
            clause = self._clause(group, first)
            if clause > first or passage.lowers[first] in _JOINING:
                own = self._main(clause, group) or self._first_free(clause, group)
                if own is not None:
                    return own, "shared"
        earliest = self._first_free(first, group)
        return earliest, "none" if earliest is None else "shared"

    def _main(self, low: int, high: int) -> Mention | None:
        """The subject behind the comma that ends a clause: `While it rained, people who … say`."""
        passage = self._passage
        has_verb = False
        for at in range(low, high):
            if passage.tags[at] in FINITE:
                has_verb = True
            elif has_verb and passage.words[at] == "," and passage.inside[at] < 0:
                index = bisect_left(self._lows, at + 1)
                if index < len(self._lows) and self._lows[index] == at + 1:
                    mention = self._mentions[index]
                    if mention.high < high and passage.words[mention.high] != ",":
                        return mention
        return None

    def _first_free(self, low: int, high: int) -> Mention | None:
        """The first mention in `low` to `high` outside marks that opens them or is no object."""
        passage = self._passage
        for index in range(bisect_left(self._lows, low), len(self._mentions)):
            mention = self._mentions[index]
            if mention.high > high:
                break
            if passage.inside[mention.low] < 0 and (
                mention.low == low or not _is_object(passage, mention)
            ):
                return mention
        return None

    def _clause(self, group: int, first: int) -> int:
        """Where the clause of a verb begins, after what joins it to others; `first` if nowhere."""
        passage = self._passage
        for at in range(group - 1, first, -1):
            if passage.inside[at] >= 0:
                continue
            lower = passage.lowers[at]
            if lower in (";", ":") or (lower == "and" and passage.words[at - 1] == ","):
                return at + 1
            if lower in _JOINING and passage.tags[at] in ("IN", "CC", "WRB"):
                return at + 1
        return first


_CLOSING = frozenset([",", "—", "--", ")", "–", "-", "―"])
_OPENING = frozenset([",", "—", "--", "(", "–", "―"])
_DASHES = frozenset(["—", "--", "–", "-", "―"])
_OF_WHERE = frozenset(["of", "from", "at", "for", "in"])
_JOINING = frozenset(
    ["while", "after", "before", "because", "since", "when", "although", "though", "but",
     "whereas", "as"]
)  # fmt: skip
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
    ) or (tag in VERB_TAGS)


def _has_own_clause(passage: Passage, mention: Mention) -> bool:
    """Whether what looks like a preposition begins a clause: `after the board announced`."""
    return passage.lowers[mention.low - 1] in _BEFORE_CLAUSE and _has_verb(passage, mention)


def _has_verb(passage: Passage, mention: Mention) -> bool:
    """Whether a finite verb follows a mention."""
    return mention.high < len(passage) and passage.tags[mention.high] in FINITE


_BEFORE_CLAUSE = frozenset(
    ["after", "before", "since", "until", "though", "although", "unless", "whether", "once"]
)
"""Words that the tagger takes for prepositions before a clause, too."""
