"""Where words that began before a cue go on after it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.quotes.backward import LENGTHS
from reader.quotes.clauses import FAR
from reader.quotes.cues import CueHit
from reader.quotes.passage import Passage
from reader.quotes.regions import bucket
from reader.quotes.syntax import Outline, approach, path
from reader.quotes.verbs import Cue


def continuations(
    passage: Passage, outline: Outline, hit: CueHit, direct: Sequence[bool], first_piece: str
) -> list[tuple[int, int, list[str]]]:
    """Where words that began before the cue go on after it, as first token, end and features.

    The first candidate, with both numbers -1, is that they do not.

    Args:
        passage: The cue's paragraph.
        outline: The paragraph's signs.
        hit: The cue.
        direct: For each token, whether it stands in a direct quote.
        first_piece: The signs of the words before the cue.
    """
    piece = _piece_sign(first_piece)
    finite = "f" if "f" in first_piece or "M" in first_piece else "-"
    first, end = passage.sentences[passage.sentence_of[hit.low]]
    signs = outline.plain
    kind = hit.kind.value
    after = path(outline.signs[hit.high : min(end, hit.high + 8)])
    before = approach(outline.signs[max(first, hit.group - 6) : hit.group])[-3:]
    found: list[tuple[int, int, list[str]]] = [
        (
            -1,
            -1,
            [
                "0b",
                "0a" + after[:1],
                "0aa" + after[:2],
                "0a3" + after[:3],
                "0k" + kind,
                "0r" + hit.relation,
                "0p" + piece,
                "0pa" + piece + after[:1],
                "0v" + finite + hit.relation,
                "0va" + finite + after[:2],
            ],
        )
    ]
    # "which Holm calls “the pencil”": what it is called stands right behind the verb.
    is_named = piece == "w" and hit.kind is Cue.NAME
    last = end
    while last > hit.high and signs[last - 1] in ".,;:-":
        last -= 1
    for at in range(hit.high, min(last, hit.high + FAR)):
        if direct[at] or (at == hit.high + 1 and signs[at] == "g"):
            break
        # "…, Carney said, referring to …": a participle tells of the speaker, not of the words.
        if at == hit.high and piece != "w":
            continue
        if at > hit.high and (is_named or signs[at - 1] not in ",-"):
            continue
        if signs[at] in ",.g":
            continue
        if signs[at] == '"' and not (is_named or passage.words[min(at + 1, end - 1)][0].islower()):
            # "he wrote in his memoir, “An American Son”"
            continue
        way = path(outline.plain[hit.high : at])
        ahead = path(outline.signs[at : min(end, at + 8)])[:2]
        found.append(
            (
                at,
                last,
                [
                    "b",
                    "w" + way,
                    "h" + ahead,
                    "wh" + way[:2] + ahead[:1],
                    "bf" + before,
                    "k" + kind,
                    "n" + bucket(last - at, LENGTHS),
                    "r" + hit.relation,
                    "p" + piece + str(int(at == hit.high)),
                    "ph" + piece + ahead[:1],
                    "v" + finite + signs[at],
                    "vr" + finite + signs[at] + hit.relation,
                ],
            )
        )
    return found


def _piece_sign(signs: str) -> str:
    """Whether a relative pronoun alone stood before the cue."""
    return "w" if len(signs) == 1 and signs in "wt" else "-"
