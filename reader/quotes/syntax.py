"""The outline of a passage: one sign for each token, so that patterns are short strings.

Signs: `d` determiner, `j` adjective, `n` noun or number, `N` name, `D` day or month, `p` personal
pronoun, `f` finite verb, `M` modal, `v` infinitive, `g` -ing form, `e` participle, `i`
preposition, `S` subordinating word, `t` that, `T` to, `w` question word, `r` adverb, `c`
conjunction, `x` there, `s` possessive, `"` mark, `-` dash, `(` `)` `,` `:` `;` `.` as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader.quotes import names
from reader.quotes.cues import CueHit
from reader.quotes.mentions import Mention
from reader.quotes.passage import Passage
from reader.quotes.verbs import Cue

_BY_TAG = {
    "DT": "d", "PDT": "d", "PRP$": "d", "JJ": "j", "JJR": "j", "JJS": "j", "NN": "n", "NNS": "n",
    "CD": "n", "$": "n", "FW": "n", "NNP": "N", "NNPS": "N", "ADD": "N", "PRP": "p", "VBD": "f",
    "VBZ": "f", "VBP": "f", "MD": "M", "VB": "v", "VBG": "g", "VBN": "e", "IN": "i", "TO": "T",
    "WDT": "w", "WP": "w", "WP$": "w", "WRB": "w", "RB": "r", "RBR": "r", "RBS": "r", "RP": "r",
    "CC": "c", "EX": "x", "POS": "s", "UH": "u",
}  # fmt: skip
_BY_WORD = {
    "that": "t", "to": "T", '"': '"', "''": '"', "``": '"', "«": '"', "»": '"', "—": "-", "―": "-",
    "--": "-", "–": "-", "-": "-", "(": "(", "[": "(", ")": ")", "]": ")", ",": ",", ":": ":",
    ";": ";", ".": ".", "!": ".", "?": ".", "...": ".", "…": ".",
}  # fmt: skip
_SUBORDINATORS = frozenset(
    ["as", "while", "when", "because", "although", "though", "if", "after", "before", "since",
     "until", "unless", "whether", "whereas", "once", "lest"]
)  # fmt: skip
_PHRASE = re.compile("[djnNs]+")


_BY_CUE = {
    Cue.SAY: "A", Cue.TELL: "B", Cue.STATE: "C", Cue.ASK: "E", Cue.HINT: "H", Cue.MANNER: "U",
    Cue.NAME: "L", Cue.URGE: "G", Cue.REFER: "R", Cue.THINK: "K", Cue.OTHER: "O",
    Cue.SOURCE: "Z", Cue.NOUN: "Q", Cue.LABEL: "Y",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outline:
    """The signs of a passage's tokens."""

    plain: str
    """One sign for each token."""
    signs: str
    """The same, with a capital letter for each cue that tells its kind."""
    phrases: frozenset[int]
    """Numbers of the tokens that begin a mention."""

    def at(self, token: int) -> str:
        """The sign of a token; empty outside the passage."""
        return self.signs[token] if 0 <= token < len(self.signs) else ""


def outline(passage: Passage, mentions: Sequence[Mention], hits: Sequence[CueHit]) -> Outline:
    """The outline of a passage."""
    plain = _plain(passage)
    signs = list(plain)
    for hit in hits:
        signs[hit.low] = _BY_CUE[hit.kind]
    return Outline(plain, "".join(signs), frozenset(mention.low for mention in mentions))


def _plain(passage: Passage) -> str:
    signs = [_BY_TAG.get(tag, "?") for tag in passage.tags]
    for at, lower in enumerate(passage.lowers):
        word = _BY_WORD.get(lower)
        if word is not None:
            signs[at] = word
        elif lower in _SUBORDINATORS and signs[at] in "irw":
            signs[at] = "S"
        elif lower in names.TIMES and passage.words[at][0].isupper():
            signs[at] = "D"
    for number, stretch in enumerate(passage.marked):
        if stretch.single:
            _sign_singles(passage, signs, number)
    return "".join(signs)


def _sign_singles(passage: Passage, signs: list[str], number: int) -> None:
    low, high = passage.tokens_in(passage.marked[number])
    for at in (low, high - 1):
        if low <= at < high and passage.words[at] == "'":
            signs[at] = '"'


@lru_cache(maxsize=4096)
def path(signs: str) -> str:
    """The signs with every noun phrase as one `N`, the first six of them."""
    return _PHRASE.sub("N", signs)[:6]


@lru_cache(maxsize=4096)
def approach(signs: str) -> str:
    """The signs with every noun phrase as one `N`, the last six of them."""
    return _PHRASE.sub("N", signs)[-6:]


@lru_cache(maxsize=4096)
def opens_clause(signs: str) -> bool:
    """Whether the signs begin with a subject and its finite verb."""
    return _CLAUSE.match(signs) is not None


_CLAUSE = re.compile(
    r"""[ri,]{0,2}
    (?:[px]|"?[djnNs"]+(?:i"?[djnNs]+){0,2}|[djnNs]*w?|g[djnNs]*)
    (?:,[^,.]{1,40},|"|r){0,2}(?:f|M)""",
    re.VERBOSE,
)


@lru_cache(maxsize=4096)
def predicate(signs: str) -> str:
    """What comes first after a cue: a clause, a noun with a relative clause, or no verb at all.

    `relative` for `the cars that leak`, `object` for `the dose that the doctor had ordered`, where
    the verb has lost its object; `two` for a noun and a clause; `none` and `some` else.
    """
    phrase = _OBJECT.match(signs)
    rest = signs[phrase.end() :] if phrase else signs
    if phrase and _RELATIVE.match(rest):
        return "relative"
    if phrase and _OBJECT_RELATIVE.match(rest):
        return "object"
    if "f" not in signs and "M" not in signs:
        return "none"
    return "two" if phrase and _SECOND.match(rest) and opens_clause(rest) else "some"


_OBJECT = re.compile("d?[jnNs]*[nN]|p")
_RELATIVE = re.compile("[tw][fM]")
_OBJECT_RELATIVE = re.compile(r"[tw](?:p|[djnNs]+)r?[fM][vefr]{0,3}[ri]?(?:[.,;]|$)")
_SECOND = re.compile("[dpxN]")
