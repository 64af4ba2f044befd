"""Candidates for who said something: mentions near the words, and what each is judged by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reader.quotes import names
from reader.quotes.clauses import subject_class
from reader.quotes.cues import CueHit
from reader.quotes.detect import Found
from reader.quotes.mentions import Mention, Sort
from reader.quotes.model import Kind
from reader.quotes.passage import Passage
from reader.quotes.people import Entity, People
from reader.quotes.regions import bucket
from reader.quotes.syntax import Outline, approach, path
from reader.quotes.verbs import Cue

_BACK = 3
"""Paragraphs before the words in which a speaker is looked for."""
_REACH = 120
"""Tokens before and after the words, in their own paragraph."""
_MOST = 60
"""Mentions of an earlier paragraph that are looked at, the last ones."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was attributed last."""

    found: Found
    """The words."""
    mention: Mention | None
    """What names their speaker."""
    entity: Entity | None
    """Whom that means."""
    direct: Before | None = None
    """The last direct quote before it in its paragraph; None if it is direct itself."""

    @classmethod
    def after(
        cls, before: Before | None, found: Found, mention: Mention | None, entity: Entity | None
    ) -> Before:
        """What was attributed last when `found` was, after `before`."""
        direct = None
        if found.kind is not Kind.DIRECT and before is not None:
            direct = before.last_direct(found.passage)
        return cls(found, mention, entity, direct)

    def last_direct(self, index: int) -> Before | None:
        """The last direct quote of the passage `index`, if it is that of the last quote."""
        if self.found.passage != index:
            return None
        return self if self.found.kind is Kind.DIRECT else self.direct


@dataclass(frozen=True, slots=True)
class Voice:
    """A candidate: a mention, or nobody."""

    mention: Mention | None
    """None for nobody."""
    features: list[str]
    """What it is judged by."""


class Voices:
    """Makes the candidates for the quotes of one article."""

    def __init__(
        self,
        passages: Sequence[Passage],
        mentions: Sequence[Sequence[Mention]],
        hits: Sequence[Sequence[CueHit]],
        outlines: Sequence[Outline | None],
        people: People,
    ) -> None:
        """Keep what was read in the article, passage by passage."""
        self._passages, self._mentions, self._hits = passages, mentions, hits
        self._outlines, self._people = outlines, people
        self._lows = [[mention.low for mention in row] for row in mentions]
        self._cues_of = [_by_subject(row) for row in hits]

    def candidates(self, found: Found, before: Before | None) -> list[Voice]:
        """Who may have said it, nobody first, then by distance backward."""
        context = _Context(found, before, self)
        voices = [Voice(None, context.nobody())]
        for mention in _with_owner(self._here(found), found.cue):
            voices.append(Voice(mention, context.features(mention)))
        for back in range(1, _BACK + 1):
            index = found.passage - back
            if index < 0 or (back > 1 and found.cue is not None):
                break
            for mention in self._mentions[index][-_MOST:]:
                if self._may_speak(index, mention):
                    voices.append(Voice(mention, context.features(mention)))
        return voices

    def cue_at(self, index: int, token: int) -> CueHit | None:
        """The cue that is a token of a passage."""
        row = self._hits[index]
        at = bisect_left(row, token, key=lambda hit: hit.low)
        return row[at] if at < len(row) and row[at].low == token else None

    def mention_at(self, index: int, token: int) -> Mention | None:
        """The mention that begins at a token of a passage."""
        at = bisect_left(self._lows[index], token)
        row = self._mentions[index]
        return row[at] if at < len(row) and row[at].low == token else None

    def cues_from(self, index: int, low: int) -> Sequence[CueHit]:
        """The cues of a passage from token `low` on."""
        row = self._hits[index]
        return row[bisect_left(row, low, key=lambda hit: hit.low) :]

    def cues_of(self, mention: Mention) -> Sequence[CueHit]:
        """The cues whose subject a mention is."""
        return self._cues_of[mention.passage].get(mention.low, ())

    def bearer_class(self, mention: Mention) -> str:
        """`P` for a name known to be a person's, `N` another, `L` a place's, `O` a body's."""
        passage = self._passages[mention.passage]
        if mention.core is None:
            return "-"
        entity = self._people.entity_of(mention)
        if all(word in names.PLACES for word in passage.lowers[mention.core[0] : mention.core[1]]):
            return "L"
        if entity is None or not entity.is_person:
            return "O" if entity is not None else "N"
        return "P" if entity.gender is not None or entity.is_described else "N"

    def _here(self, found: Found) -> list[Mention]:
        inside, lowers = self._passages[found.passage].inside, self._passages[found.passage].lowers
        lows = self._lows[found.passage]
        first = bisect_left(lows, found.pieces[0][0] - _REACH)
        last = bisect_left(lows, found.pieces[-1][1] + _REACH, first)
        around = [*range(first, last)]
        if len(around) > 2 * _MOST:
            # A long quotation holds most of them: those before and after it matter.
            around = around[:_MOST] + around[-_MOST:]
        row = self._mentions[found.passage]
        return [
            mention
            for mention in (row[at] for at in around)
            if inside[mention.low] < 0
            and not _is_traded(self._passages[mention.passage], mention)
            and subject_class(self._passages[mention.passage], mention) != "t"
            and (mention.sort is Sort.NAME or lowers[mention.head] not in names.MARKET_NOUNS)
            and not any(mention.low < high and low < mention.high for low, high in found.pieces)
        ]

    def _may_speak(self, index: int, mention: Mention) -> bool:
        if mention.sort is Sort.NOMINAL and subject_class(self._passages[index], mention) in "nt":
            return False
        return self._passages[index].inside[mention.low] < 0


class _Context:
    """What is the same for all candidates of one quote."""

    def __init__(self, found: Found, before: Before | None, voices: Voices) -> None:
        self._found, self._before, self._voices = found, before, voices
        self._passage = voices._passages[found.passage]
        line = voices._outlines[found.passage]
        assert line is not None
        self._signs = line.signs
        self._plain = line.plain
        self._low, self._high = found.pieces[0][0], found.pieces[-1][1]
        self._sentence = self._passage.sentence_of[self._low]
        cue = found.cue
        self._form = "c" + cue.kind.value + cue.relation if cue else "d"
        self._setting = self._form if cue else self._direct_setting()
        self._subjects = voices._cues_of[found.passage]
        self._direct = self._interrupted()

    def _direct_setting(self) -> str:
        """How a direct quote stands in its paragraph, and what joins it to the one before."""
        first, _ = self._passage.sentences[self._sentence]
        left = approach(self._signs[max(first, self._low - 8) : self._low])[-2:]
        right = path(self._signs[self._high : min(len(self._signs), self._high + 8)])[:3]
        return "d" + _coarse(left) + "|" + _coarse(right)

    def _interrupted(self) -> Before | None:
        """The direct quote that a direct one may go on with, where another came between.

        `“It fell,” Holm said, though the crew had said it stood. “I saw it.”`
        """
        if self._found.kind is not Kind.DIRECT or self._before is None:
            return None
        direct = self._before.last_direct(self._found.passage)
        return direct if direct is not self._before else None

    def _follows(self) -> str:
        """How far the quote is from the one before: same sentence, paragraph, or further."""
        if self._before is None:
            return "none"
        other = self._before.found
        away = self._found.passage - other.passage
        if away:
            return "p" + bucket(away, (1, 2, 3))
        same = self._passage.sentence_of[other.pieces[-1][0]] == self._sentence
        return "s" if same else "q"

    def nobody(self) -> list[str]:
        form = self._form
        return [
            "0b",
            "0" + form,
            "0" + self._setting,
            "0f" + self._follows(),
            "0l" + bucket(self._high - self._low, (3, 6, 12)),
        ]

    def features(self, mention: Mention) -> list[str]:
        if mention.passage == self._found.passage:
            found = self._near(mention)
        else:
            found = self._far(mention)
        return found + self._any(mention)

    def _any(self, mention: Mention) -> list[str]:
        passage = self._voices._passages[mention.passage]
        kind = subject_class(passage, mention)
        who = self._voices.bearer_class(mention)
        away = bucket(self._found.passage - mention.passage, (0, 1, 2))
        first, _ = passage.sentences[passage.sentence_of[mention.low]]
        follower = self._sign(mention.passage, mention.high)
        leader = self._sign(mention.passage, mention.low - 1)
        spoke = self._spoke(mention, self._before)
        direct = self._setting if self._found.cue is None else "c"
        on = []
        if self._direct is not None:
            spoken = self._spoke(mention, self._direct)
            on = ["o" + spoken + spoke, "os" + spoken + self._follows(), "od" + spoken + direct]
        return [
            *on,
            "c" + kind + away,
            "cd" + kind + direct,
            "e" + who + away,
            "ed" + who + direct,
            "el" + who + leader + away,
            "i" + str(int(mention.low - first <= 1)) + away,
            "f" + follower + away,
            "fk" + follower + kind,
            "l" + leader + away,
            "ll" + leader + follower,
            "w" + spoke + away,
            "wd" + spoke + direct,
            "wf" + spoke + self._follows(),
            "wfk" + spoke + self._follows() + kind[:1],
            "wfc" + spoke + self._follows() + self._form[:1] + away,
        ]

    def _sign(self, index: int, at: int) -> str:
        line = self._voices._outlines[index]
        return line.at(at) if line is not None else ""

    def _spoke(self, mention: Mention, before: Before | None) -> str:
        """Whether a candidate spoke in `before`: this very mention, the same person, or not."""
        if before is None or before.mention is None:
            return "-"
        if (before.mention.passage, before.mention.low) == (mention.passage, mention.low):
            return "="
        entity = self._voices._people.entity_of(mention)
        if entity is not None and entity is before.entity:
            return "~"
        return "!"

    def _near(self, mention: Mention) -> list[str]:
        """Features of a mention in the quote's own paragraph."""
        away = self._passage.sentence_of[mention.low] - self._sentence
        side = "a" if mention.low >= self._high else ("b" if mention.high <= self._low else "m")
        gap = self._gap(mention, side)
        sentences = bucket(abs(away), (0, 1, 2)) + side
        kind = subject_class(self._passage, mention)
        form = self._form[:1]
        found = [
            "s" + sentences + form,
            "sk" + sentences + kind,
            "g" + side + gap[:4],
            "gk" + side + gap[:3] + kind[:1],
            "gs" + side + gap[:2] + self._setting,
            "n" + side + self._between(mention, side) + form,
            "x" + self._setting + side + str(away if abs(away) < 3 else 3),
        ]
        return found + self._by_cue(mention, side)

    def _by_cue(self, mention: Mention, side: str) -> list[str]:
        cue = self._found.cue
        found = []
        if cue is not None:
            mine = cue.subject is not None and cue.subject.low == mention.low
            place = "<" if mention.high <= cue.group else (">" if mention.low >= cue.high else "=")
            low, high = (mention.high, cue.group) if place == "<" else (cue.high, mention.low)
            way = path(self._signs[low : min(high, low + 40)]) if low <= high else "?"
            near = approach(self._signs[max(low, high - 40) : high]) if low <= high else "?"
            kind = subject_class(self._passage, mention)
            who = self._voices.bearer_class(mention)
            found += [
                "C" + str(int(mine)) + cue.relation,
                "Ck" + str(int(mine)) + cue.kind.value + kind,
                "Crk" + str(int(mine)) + cue.relation + kind,
                "Cre" + str(int(mine)) + cue.relation + who,
                "Cpe" + place + near[-2:] + who,
                "Cp" + place + way[:4],
                "Cpk" + place + near[-2:] + kind[:1],
                "Cl"
                + place
                + way[:2]
                + self._sign(mention.passage, mention.low - 1)
                + self._passage.tags[cue.low][:3],
                "Cpr" + place + way[:2] + cue.relation,
            ]
        for hit in self._subjects.get(mention.low, ()):
            if cue is None or hit.low != cue.low:
                gap = self._cue_gap(hit.low)
                found += [
                    "S" + side + hit.kind.value + hit.relation + gap,
                    "Sg" + gap + self._form[:1],
                ]
                break
        return found

    def _cue_gap(self, at: int) -> str:
        """How near a cue stands to the words."""
        if at >= self._high:
            return "a" + bucket(at - self._high, (0, 1, 2, 4, 8, 16))
        if at < self._low:
            return "b" + bucket(self._low - at, (1, 2, 3, 5, 9, 16))
        return "m"

    def _gap(self, mention: Mention, side: str) -> str:
        if side == "a":
            return path(self._signs[self._high : min(mention.low, self._high + 16)])
        if side == "b":
            return approach(self._signs[max(mention.high, self._low - 16) : self._low])[::-1]
        low = max(high for low, high in self._found.pieces if high <= mention.low)
        return path(self._signs[low : min(mention.low, low + 16)])

    def _between(self, mention: Mention, side: str) -> str:
        low, high = (self._high, mention.low) if side == "a" else (mention.high, self._low)
        lows = self._voices._lows[mention.passage]
        count = bisect_left(lows, high) - bisect_left(lows, low)
        return bucket(max(0, count), (0, 1, 2, 4))

    def _far(self, mention: Mention) -> list[str]:
        """Features of a mention in an earlier paragraph."""
        lows = self._voices._lows[mention.passage]
        later = len(lows) - bisect_left(lows, mention.low) - 1
        away = str(self._found.passage - mention.passage)
        passage = self._voices._passages[mention.passage]
        own = self._voices._cues_of[mention.passage].get(mention.low)
        spoke = own[0].kind.value if own else "x"
        last = passage.sentence_of[-1] - passage.sentence_of[mention.low]
        return [
            "F" + away,
            "Fl" + away + bucket(later, (0, 1, 2, 4)),
            "Fs" + away + spoke,
            "Fd" + away + self._setting,
            "Fe" + away + bucket(last, (0, 1, 2)),
            "Fsl" + spoke + bucket(last, (0, 1, 2)) + away,
            "Fc" + self._form,
        ]


_TRADED = frozenset(["shares", "stocks", "bonds", "futures", "sales", "profits", "prices"])


def _is_traded(passage: Passage, mention: Mention) -> bool:
    """Whether a mention is what its firm sells: `Shares in Holmberg AB fell`."""
    return mention.high - mention.low == 1 and passage.lowers[mention.low] in _TRADED


def _with_owner(row: list[Mention], cue: CueHit | None) -> list[Mention]:
    """The candidates, with whose the words are in place of the noun for them: `her claim that`."""
    if cue is None or cue.kind is not Cue.NOUN:
        return row
    found = []
    for mention in row:
        if not mention.low <= cue.low < mention.high:
            found.append(mention)
        elif cue.subject is not None and cue.subject.low == mention.low:
            found.append(cue.subject)
    return found


def _by_subject(hits: Sequence[CueHit]) -> dict[int, list[CueHit]]:
    """The cues of each subject, by the number of its first token."""
    found: dict[int, list[CueHit]] = {}
    for hit in hits:
        if hit.subject is not None:
            found.setdefault(hit.subject.low, []).append(hit)
    return found


def _coarse(signs: str) -> str:
    """Signs with all cues that say alike."""
    return "".join(
        "A" if sign in "ABCEU" else ("L" if sign in "HLGRKO" else sign) for sign in signs
    )
